"""Removes the empty values of a resolved payload before it is checked.

Mirrors `removeEmptyValues` and `arrifyFields` of @segment/actions-core 3.170.0, which look at the fields of
the payload and of its objects, but not inside the items of lists. The input is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from workbench.actions.model import Field
from workbench.jsvalues import UNDEFINED, Json

Clean = Callable[[dict[str, Json]], dict[str, Json]]
CleanValue = Callable[[Json], Json]

_TEXT_TYPES: Final = frozenset({"string", "text", "password", "datetime"})


def compile_cleaning(fields: Iterable[Field], *, in_batch: bool = False) -> Clean:
    """The function for a whole payload.

    It drops nulls where the field allows none and every empty text, cleans objects and lists, and makes a
    list of a single value where the field takes several. Keys that no field describes stay, empty text apart.
    For an event `in_batch`, empty text is dropped only where the field is not text.
    """
    described = tuple(fields)
    keeps_null = _null_keepers(described)
    known = frozenset(field.key for field in described)
    drops_empty = frozenset(field.key for field in described if _is_not_text(field))
    cleaners = _inner_cleaners(described)
    for field in described:
        if field.multiple:
            cleaners[field.key] = _as_list(cleaners[field.key])
    inner = tuple(cleaners.items())

    def clean(payload: dict[str, Json]) -> dict[str, Json]:
        cleaned = payload
        values = payload.values()
        if None in values or "" in values:
            cleaned = {
                key: value
                for key, value in payload.items()
                if not (
                    (value is None and key in known and key not in keeps_null)
                    or (value == "" and (key in drops_empty or not in_batch))
                )
            }
        for key, clean_value in inner:
            if key in cleaned:
                value = cleaned[key]
                tidy = clean_value(value)
                if tidy is not value:
                    if cleaned is payload:
                        cleaned = payload.copy()
                    cleaned[key] = tidy
        return cleaned

    return clean


def _is_not_text(field: Field) -> bool:
    return field.multiple or field.type not in _TEXT_TYPES


def _clean_object(fields: tuple[Field, ...]) -> CleanValue:
    """For an object inside the payload: empty text is dropped only where the field is not text."""
    keeps_null = _null_keepers(fields)
    keeps_empty = frozenset(field.key for field in fields if not _is_not_text(field))
    known = frozenset(field.key for field in fields)
    inner = _inner_cleaners(fields)

    def clean(value: Json) -> Json:
        if not isinstance(value, dict) or (not inner and all(value.values())):
            return value
        cleaned: dict[str, Json] = {}
        for key, member in value.items():
            if key in known:
                if member is None and key not in keeps_null:
                    continue
                if member == "" and key not in keeps_empty:
                    continue
                if key in inner:
                    member = inner[key](member)  # noqa: PLW2901
            cleaned[key] = member
        return cleaned

    return clean


def _clean_list(field: Field) -> CleanValue:
    """For a field that takes several values: nulls go, empty text too where the items are not text."""
    drops_empty = field.type not in _TEXT_TYPES

    def clean(value: Json) -> Json:
        if not isinstance(value, list) or all(value):
            return value
        return [
            item for item in value if not (item is None or item is UNDEFINED or (drops_empty and item == ""))
        ]

    return clean


def _as_list(clean: CleanValue) -> CleanValue:
    return lambda value: clean(value if isinstance(value, list) else [value])


def _null_keepers(fields: tuple[Field, ...]) -> frozenset[str]:
    """Lists, and objects whose properties are described, cannot be null, whatever their field says."""
    return frozenset(
        field.key for field in fields if field.allow_null and not (field.multiple or field.properties)
    )


def _inner_cleaners(fields: tuple[Field, ...]) -> dict[str, CleanValue]:
    cleaners = {field.key: _clean_list(field) for field in fields if field.multiple}
    objects = (field for field in fields if field.properties and not field.multiple)
    return cleaners | {field.key: _clean_object(field.properties) for field in objects}
