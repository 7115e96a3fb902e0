"""Near misses: what in the event would have made a false condition true.

A value that differs by case, blanks or type only, or that stands at another place of the event.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from workbench.jsvalues import UNDEFINED, Json, Undefined, real_type, to_number, to_text
from workbench.triggers.nodes import FIELD_OF_SUBJECT, ROOT_SUBJECTS, Comparison
from workbench.triggers.operators import predicate
from workbench.triggers.paths import steps_of
from workbench.triggers.wording import NUMERIC, path_of

NearKind = Literal["case", "blanks", "type", "place", "missing"]

_SEARCHED_VALUES: Final = 2_000
_MOST_PLACES: Final = 3
_POSITIVE_TEXT: Final = ("=", "contains", "starts_with", "ends_with")
_NEEDS_TEXT: Final = (
    "contains", "not_contains", "starts_with", "not_starts_with", "ends_with", "not_ends_with",
)  # fmt: skip
_OTHER_NAMES: Final = {"event": ("name",), "name": ("event", "title", "category"), "userId": ("anonymousId",)}


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One near miss: its kind, the event path and value it is about, and a sentence without the value."""

    kind: NearKind
    path: str
    value: Json | Undefined
    message: str


def near_misses(node: Comparison, found: Json | Undefined, event: dict[str, Json]) -> tuple[NearMiss, ...]:
    """The near misses of a condition that is false for `event`, where it found `found`."""
    path = path_of(node)
    if found is None or found is UNDEFINED:
        return (*_missing(node, path, found), *_elsewhere(node, event))
    if node.operator == "not_exists":
        return ()
    own = _by_case(node, path, found) or _by_type(node, path, found)
    return own or tuple(_elsewhere(node, event))


def _missing(node: Comparison, path: str, found: Json | Undefined) -> Iterator[NearMiss]:
    message = f"{path} is null." if found is None else f"The event has no {path}."
    if node.operator.startswith("not_") and node.operator in _NEEDS_TEXT:
        message += " A negated test needs a text all the same."
    elif node.operator == "number_not_equals":
        message += " “Not this number” needs a number all the same."
    yield NearMiss("missing", path, found, message)


def _by_case(node: Comparison, path: str, found: Json) -> tuple[NearMiss, ...]:
    if node.operator not in _POSITIVE_TEXT or not isinstance(found, str):
        return ()
    wanted = to_text(node.value)
    if predicate(node.operator, wanted.casefold())(found.casefold()):
        return (NearMiss("case", path, found, f"{path} differs in capital and small letters only."),)
    if predicate(node.operator, _without_blanks(wanted))(_without_blanks(found)):
        return (NearMiss("blanks", path, found, f"{path} differs in blanks, `_`, `-` or letter case only."),)
    return ()


def _without_blanks(text: str) -> str:
    return "".join(char for char in text.casefold() if not char.isspace() and char not in "_-")


def _by_type(node: Comparison, path: str, found: Json) -> tuple[NearMiss, ...]:
    message = _type_message(node, found)
    return (NearMiss("type", path, found, f"{path} {message}"),) if message else ()


def _type_message(node: Comparison, found: Json) -> str:
    kind = _KIND_WORDS.get(real_type(found), "a function")
    if node.operator in NUMERIC and isinstance(found, str):
        if predicate(node.operator, node.value)(_number(found)):
            return "is a text; the condition needs a number."
    elif node.operator in ("is_true", "is_false"):
        wanted = node.operator == "is_true"
        if to_text(found).casefold() in (("true", "1", "yes") if wanted else ("false", "0", "no")):
            return f"is {kind}; the condition needs a boolean."
    elif node.operator == "=" and not isinstance(found, (str, dict, list)):
        if to_text(found) == to_text(node.value):
            advice = " Write the value without quotes." if kind in ("a number", "a boolean") else ""
            return f"is {kind}; the condition needs a text.{advice if node.name else ''}"
    elif node.operator in _POSITIVE_TEXT and isinstance(found, list):
        if any(predicate(node.operator, node.value)(item) for item in found):
            return "is a list; a condition looks into texts only, not into the elements of a list."
    elif node.operator in _NEEDS_TEXT and not isinstance(found, str):
        return f"is {kind}; the condition needs a text."
    return ""


_KIND_WORDS: Final = {
    "number": "a number", "boolean": "a boolean", "string": "a text", "array": "a list",
    "object": "an object",
}  # fmt: skip


def _number(text: str) -> Json:
    """The number that a text holds; the text itself when it holds none."""
    return to_number(text) if text.strip() else text


def _elsewhere(node: Comparison, event: dict[str, Json]) -> Iterator[NearMiss]:
    """Other places of the event with the same name whose value passes the condition."""
    if node.operator in ("!=", "not_exists") or node.subject not in FIELD_OF_SUBJECT:
        return
    path = path_of(node)
    wanted = _wanted_names(node)
    holds = predicate(node.operator, node.value)
    count = 0
    for place, key, value in _values(event):
        if place != path and _without_blanks(key) in wanted and holds(value):
            yield NearMiss("place", place, value, f"The condition looks at {path}; {place} would pass it.")
            count += 1
            if count == _MOST_PLACES:
                return


def _wanted_names(node: Comparison) -> frozenset[str]:
    field = FIELD_OF_SUBJECT[node.subject]
    if field in ROOT_SUBJECTS:
        return frozenset(map(_without_blanks, (field, *_OTHER_NAMES.get(field, ()))))
    steps = steps_of(to_text(node.name))
    return frozenset({_without_blanks(steps[-1])}) if steps else frozenset()


def _values(event: dict[str, Json]) -> Iterator[tuple[str, str, Json]]:
    """The event's members with their paths and keys, outer ones first, up to a bound."""
    pending: deque[tuple[str, dict[str, Json]]] = deque([("", event)])
    seen = 0
    while pending:
        prefix, holder = pending.popleft()
        for key, value in holder.items():
            seen += 1
            if seen > _SEARCHED_VALUES:
                return
            place = f"{prefix}.{key}" if prefix else key
            yield place, key, value
            if isinstance(value, dict):
                pending.append((place, value))
