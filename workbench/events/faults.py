"""Plain words for text that is not JSON, without any of its content."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from workbench.events.skim import DEEPEST, LONGEST, Fault
from workbench.jsvalues import JsonError, parse_json

_ONE_OBJECT: Final = "An event is one JSON object."


class Reason(NamedTuple):
    """Why something is no event, and what to do about it."""

    reason: str
    hint: str


NO_EVENT: Final = Reason(
    "This JSON object is no Segment event: it has no `type` and no field that tells its type.",
    "An event has `type` (track, identify, page, screen, group or alias), or at least `event` or `traits`.",
)
NO_OBJECT: Final = Reason("This is no JSON object.", _ONE_OBJECT)
NO_JSON: Final = Reason("This line is not JSON.", _ONE_OBJECT)
LOST: Final = Reason(
    "The rest of the list was not loaded: behind the broken item, its items cannot be told apart.",
    "Repair that item first.",
)
NOT_CLOSED: Final = Reason(
    "The list is not closed: the text ends before its `]`.", "It may have been cut off."
)
NO_ENVELOPE: Final = Reason(
    "The text around the `batch` list is not valid JSON.",
    "Its events are loaded without the `context` and `integrations` of the whole batch.",
)
NO_EVENTS: Final = Reason("There are no events in it.", "")
HOPELESS: Final = Reason(
    "The rest was not read: its first hundred values hold no event.", "Is this the right file?"
)
NO_BODY: Final = Reason("The cURL command has no JSON body.", "Copy it with its --data option.")
UNREADABLE_COMMAND: Final = Reason("The cURL command has a quote that is not closed.", "Copy all of it.")
STRAY: Final = Reason("A closing bracket stands where none may.", "Remove it.")

_AT_FAULT: Final = (
    (
        re.compile(rb"-?(?:NaN|Infinity)\b"),
        "NaN and Infinity are not JSON",
        "Write null or a number instead.",
    ),
    (re.compile(rb"'"), "a single quote", "JSON text stands in double quotes."),
    (re.compile(rb"(?:True|False|None)\b"), "a Python word", "JSON has true, false and null."),
    (re.compile(rb"undefined\b"), "`undefined`", "JSON has null, or the key is left out."),
    (re.compile(rb"//|/\*|#"), "a comment", "JSON has no comments."),
)
_HINTS: Final = (
    ("comma stands", "Remove the comma."),
    ("control character", "Write it as an escape, such as \\n."),
    ("name in double quotes", "Put names in double quotes."),
    ("too early", "It may have been cut off."),
    ("behind the value", "Put each event on a line of its own."),
    ("escape", 'JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.'),
    ("a value is", "Text stands in double quotes."),
)
"""What to do about a refusal of `parse_json`, by a part of its message."""
_OF_SKIMMER: Final = {
    Fault.MISPLACED: Reason(
        "This is not valid JSON: a bracket stands where none may.", "A bracket is missing."
    ),
    Fault.UNCLOSED_STRING: Reason(
        "This is not valid JSON: a text has no closing quote on its line.",
        "The line may have been cut off; a line end inside a text is written \\n.",
    ),
    Fault.CUT: Reason("The text ends in the middle of this event.", "It may have been cut off."),
    Fault.DEEP: Reason(
        f"This is nested deeper than {DEEPEST} levels.", "Real events are not; is this the right file?"
    ),
    Fault.LONG: Reason(
        f"This is larger than {LONGEST // 2**20} MB.",
        "Segment takes events of up to 32 KB; is this the right file?",
    ),
}


def broken_reason(fault: Fault, raw: bytes) -> tuple[Reason, int]:
    """The words for a value without a clean end, of which `raw` was read, and how many lines down it breaks.

    Where the parser meets what can be no JSON before that, this is the cause.
    """
    if fault in (Fault.MISPLACED, Fault.CUT):
        try:
            parse_json(raw)
        except JsonError as error:
            if "expected" in error.message:
                return parse_reason(error, raw)
    return _OF_SKIMMER[fault], 0


def parse_reason(error: JsonError, raw: bytes) -> tuple[Reason, int]:
    """The words for a complete value that the JSON parser refused, and how many lines down it did."""
    if "UTF-8" in error.message:
        return Reason("The text is not UTF-8.", "Save the file as UTF-8."), 0
    text = raw.decode("utf-8", "replace")
    rest = text[error.position : error.position + 20].encode()
    line_start = text.rfind("\n", 0, error.position) + 1
    place = f"at character {error.position - line_start + 1}"
    lines = text.count("\n", 0, error.position)
    for pattern, what, hint in _AT_FAULT:
        if pattern.match(rest):
            return Reason(f"This is not valid JSON: {what} {place}.", hint), lines
    hint = next((hint for words, hint in _HINTS if words in error.message), _ONE_OBJECT)
    return Reason(f"This is not valid JSON {place}: {error.message}.", hint), lines
