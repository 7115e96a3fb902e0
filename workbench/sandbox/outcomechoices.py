"""Rules of the sandbox that Braze does not document: said where an outcome depends on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.jsvalues import Json
from workbench.sandbox.attributes import MAX_TEXT, NOT_ATTRIBUTES
from workbench.sandbox.identifying import Subject, subject_of
from workbench.sandbox.track_rules import ARRAYS

INVALID_FIELD: Final = (
    "Braze says which values a profile field takes, not what becomes of an object with another one; here the "
    "whole object is refused."
)
WHICH_IDENTIFIER: Final = (
    "Which of several identifiers in one object counts is documented for e-mail address and phone number "
    "only; here external_id comes first, then user_alias, braze_id, email and phone."
)
ALIAS_ALONE: Final = (
    "Braze's pages disagree on whether an object with an alias and _update_existing_only false makes a user; "
    "here it does."
)
LONG_TEXT: Final = (
    f"Braze says that a text has at most {MAX_TEXT} characters, not what becomes of a longer one; here it is "
    "kept whole."
)
NULL_INSIDE: Final = (
    "Braze's pages disagree on null inside an object: that it removes the key, and that it voids the whole "
    "update; here it removes the key when objects are merged, and else is kept."
)
DATES: Final = (
    "Braze documents several spellings of a date, not when it takes a text for one; here a text stays as it "
    "was sent, so that two spellings of one moment differ."
)

_DEEPEST: Final = 40


def choices_in(body: Json) -> Iterator[str]:
    """The choices that what a `/users/track` body comes to depends on."""
    for name in ARRAYS:
        items = body.get(name) if isinstance(body, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                yield from _of_object(name, item)


def choices_of_refusal(array: str, error: str) -> Iterator[str]:
    """The choice behind the refusal of an object of a `/users/track` list, if it is one."""
    flags = {f"'{key}' is not valid" for key in NOT_ATTRIBUTES}
    if array == "attributes" and error.endswith("' is not valid") and error not in flags:
        yield INVALID_FIELD


def _of_object(name: str, item: dict[str, Json]) -> Iterator[str]:
    subject = subject_of(item)
    if not isinstance(subject, str):
        if _is_ambiguous(name, subject):
            yield WHICH_IDENTIFIER
        if subject.kind == "user_alias" and item.get("_update_existing_only") is False:
            yield ALIAS_ALONE
    held = item.get("properties") if name != "attributes" else item
    values = [held[key] for key in held if key not in NOT_ATTRIBUTES] if isinstance(held, dict) else []
    if any(isinstance(value, str) and len(value) > MAX_TEXT for value in values):
        yield LONG_TEXT
    if name == "attributes" and any(isinstance(value, dict) and _holds_null(value) for value in values):
        yield NULL_INSIDE


def _is_ambiguous(name: str, subject: Subject) -> bool:
    """Whether other identifiers were given than one, or than e-mail address and phone number.

    In attributes those two are profile fields beside a stronger identifier."""
    stronger = sum(map(bool, (subject.external_id, subject.alias, subject.braze_id)))
    fields = name != "attributes" and bool(subject.email or subject.phone)
    return stronger + fields > 1


def _holds_null(value: Json, depth: int = 0) -> bool:
    if depth >= _DEEPEST or not isinstance(value, (dict, list)):
        return value is None
    inside = value.values() if isinstance(value, dict) else value
    return any(_holds_null(inner, depth + 1) for inner in inside)
