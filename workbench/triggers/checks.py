"""Where the official reading of a trigger is not what its text says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.triggers.condition_checks import (
    Finding,
    comparison_finding,
    function_finding,
    skipped_token,
    skipped_word,
)
from workbench.triggers.intent import LONGEST, IntentError, meant
from workbench.triggers.leaves import LeafError
from workbench.triggers.nodes import Comparison, Group, Node, comparisons
from workbench.triggers.parser import NOTHING_TESTED, Note, TriggerError, UnreadableError, read
from workbench.triggers.possible import can_match, must_match, names_its_type
from workbench.triggers.rewrite import TooLargeError, alternatives, rewritten
from workbench.triggers.wording import in_words

_MOST: Final = 50
_LONGEST_READING: Final = 300


@dataclass(frozen=True, slots=True)
class TriggerCheck:
    """Something in a trigger that is read otherwise than it looks, or that it leaves open.

    `position` counts characters from 0; `message` says what is read instead; `rewrite` is a whole trigger
    that says what was meant, where one exists. `misread` is false for what is only left open.
    """

    position: int
    message: str
    rewrite: str | None = None
    misread: bool = True


def find_checks(text: str) -> tuple[TriggerCheck, ...]:
    """The checks of a trigger's text, in its order; at most 50."""
    return _cached_checks(text) if len(text) <= LONGEST else _checks(text)


def _checks(text: str) -> tuple[TriggerCheck, ...]:
    notes: list[Note] = []
    root: Group | None = None
    error: TriggerError | None = None
    try:
        root = read(text, notes)
    except UnreadableError as refusal:
        error = refusal.error
    intent = _intent(text)
    better = _better(text, intent)
    reading = _reading(root)
    findings = list(_note_findings(text, notes, root.operator if root else "and", reading))
    if error is not None and text.strip() and not (findings and error.message == NOTHING_TESTED):
        findings.append(Finding(error.position, f"{error.message} {error.hint}"))
    if root is not None:
        findings += _whole_findings(root, intent, reading, told=bool(findings))
    checks = [
        TriggerCheck(found.position, found.message, better if found.fixable else None) for found in findings
    ]
    if root is not None and not names_its_type(root):
        checks.append(_missing_type(root, intent))
    return tuple(sorted(checks, key=lambda check: check.position)[:_MOST])


_cached_checks = lru_cache(maxsize=500)(_checks)


def _intent(text: str) -> Node | None:
    try:
        return meant(text)
    except IntentError:
        return None


def _better(text: str, intent: Node | None) -> str | None:
    """The trigger that says what `text` means, unless it is that text."""
    better = None if intent is None else rewritten(intent)
    return None if better == text.strip() else better


def _reading(root: Group | None) -> str:
    """The sentence that ends a check, in which the whole reading is told."""
    if root is None:
        return ""
    words = in_words(root)
    return f" It is read as: {words if len(words) <= _LONGEST_READING else words[:_LONGEST_READING] + '…'}."


def _note_findings(text: str, notes: list[Note], joint: str, reading: str) -> Iterator[Finding]:
    """A finding for each odd step of the reading; what merely follows from one already told is left out."""
    has_cut_group = any(note.kind == "cut group" for note in notes)
    previous_odd = False
    for index, note in enumerate(notes):
        following = notes[index + 1] if index + 1 < len(notes) else None
        if note.kind in ("skipped", "unjoined") and previous_odd:
            continue
        if has_cut_group and (note.kind == "mixed" or note.tokens[0].kind == "parenright"):
            continue
        finding = _finding(note, following, text, joint)
        previous_odd = finding is not None
        if finding is not None:
            told = reading if note.kind not in ("comparison", "function", "skipped") else ""
            yield finding._replace(message=finding.message + told)


def _finding(note: Note, following: Note | None, text: str, joint: str) -> Finding | None:
    first = note.tokens[0]
    match note.kind:
        case "comparison":
            return comparison_finding(note, text)
        case "function":
            return function_finding(note, text)
        case "skipped word":
            behind = following.tokens[0] if following is not None and following.kind == "skipped" else None
            return skipped_word(first, behind, text[first.end : first.end + 1], joint)
        case "skipped":
            return skipped_token(first)
        case _:
            message = _STRUCTURE[note.kind].format(*(token.value for token in note.tokens))
            return Finding(first.start, message, fixable=note.kind != "other function")


_STRUCTURE: Final = {
    "other function": "`{0}` does not know `{1}`; the condition is left out.",
    "skipped negation": "`!` negates `contains(…)` and `match(…)` only; before `{1}` it is dropped.",
    "mixed": "`and` and `or` are mixed: the last one written, `{1}`, joins all conditions of the level.",
    "unjoined": "Neither `and` nor `or` stands before this condition.",
    "cut group": "The group ends at the first `)`, that of a function in it; what follows is outside.",
    "empty group": "A group without conditions: every event that gets here fails.",
    "bad separators": '`{0}` is not written as `(path, "text")`; what stands between is skipped.',
}


def _whole_findings(root: Group, intent: Node | None, reading: str, *, told: bool) -> Iterator[Finding]:
    if not can_match(root):
        yield Finding(0, f"No event can match: the conditions exclude each other.{reading}", fixable=False)
    if must_match(root):
        yield Finding(0, f"Every event matches: some condition always holds.{reading}", fixable=False)
    if not told and intent is not None and _differ(intent, root):
        yield Finding(0, f"The trigger does not mean what it says.{reading}")


def _differ(intent: Node, root: Group) -> bool:
    try:
        return alternatives(intent) != alternatives(root)
    except (LeafError, TooLargeError):
        return False


def _missing_type(root: Group, intent: Node | None) -> TriggerCheck:
    """The trigger says nothing about `type`; if it tests `event`, tracks are meant."""
    message = "The trigger does not test `type`, so that events of every type are looked at."
    if intent is None or all(leaf.subject != "event" for leaf in comparisons(root)):
        return TriggerCheck(0, message, misread=False)
    tracks = Group("and", (Comparison("event-type", "=", "track"), intent))
    return TriggerCheck(0, message, rewritten(tracks), misread=False)
