"""What each operator asks of the value found, by the official names.

Mirrors `validateValue` of @segment/destination-subscriptions 3.37.0. Numbers are compared with numbers,
texts with texts; nothing of the event is converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from workbench.jsvalues import UNDEFINED, Json, Undefined, to_number, to_text, to_units

Predicate: TypeAlias = Callable[[Json], bool]

_SURROGATE: Final = re.compile("[\ud800-\udfff]").search
"""A wanted text may hold half a character (`match` cuts by UTF-16 units); then halves are compared."""


def never(_value: Json) -> bool:
    """The test of an operator or a subject that the official matcher does not know."""
    return False


def predicate(operator: str, expected: Json | Undefined) -> Predicate:
    """The test that `operator` with `expected` makes; unknown operators hold for nothing."""
    simple = _WITHOUT_VALUE.get(operator)
    if simple is not None:
        return simple
    if operator in _OF_NUMBERS:
        return _OF_NUMBERS[operator](to_number(expected) if expected is not UNDEFINED else float("nan"))
    if operator in _OF_TEXTS:
        return _OF_TEXTS[operator](to_text(expected))
    return never


def _exists(value: Json) -> bool:
    return value is not None and value is not UNDEFINED


def _not_exists(value: Json) -> bool:
    return value is None or value is UNDEFINED


def _is_true(value: Json) -> bool:
    return value is True


def _is_false(value: Json) -> bool:
    return value is False


_WITHOUT_VALUE: Final[dict[str, Predicate]] = {
    "exists": _exists, "not_exists": _not_exists, "is_true": _is_true, "is_false": _is_false,
}  # fmt: skip


def is_number(value: Json) -> bool:
    """JavaScript's `typeof value === "number"`."""
    kind = type(value)
    return kind is int or kind is float


_OF_NUMBERS: Final[dict[str, Callable[[float], Predicate]]] = {
    "number_equals": lambda wanted: lambda value: is_number(value) and value == wanted,
    "number_not_equals": lambda wanted: lambda value: is_number(value) and value != wanted,
    "<": lambda limit: lambda value: is_number(value) and value < limit,
    "<=": lambda limit: lambda value: is_number(value) and value <= limit,
    ">": lambda limit: lambda value: is_number(value) and value > limit,
    ">=": lambda limit: lambda value: is_number(value) and value >= limit,
}


def _contains(wanted: str) -> Predicate:
    if _SURROGATE(wanted):
        half = to_units(wanted)
        return lambda value: type(value) is str and half in to_units(value)
    return lambda value: type(value) is str and wanted in value


def _starts_with(wanted: str) -> Predicate:
    if _SURROGATE(wanted):
        half = to_units(wanted)
        return lambda value: type(value) is str and to_units(value).startswith(half)
    return lambda value: type(value) is str and value.startswith(wanted)


def _ends_with(wanted: str) -> Predicate:
    if _SURROGATE(wanted):
        half = to_units(wanted)
        return lambda value: type(value) is str and to_units(value).endswith(half)
    return lambda value: type(value) is str and value.endswith(wanted)


def _negated(make: Callable[[str], Predicate]) -> Callable[[str], Predicate]:
    """The same for texts that do not pass; what is no text passes neither."""

    def negated(wanted: str) -> Predicate:
        holds = make(wanted)
        return lambda value: type(value) is str and not holds(value)

    return negated


_OF_TEXTS: Final[dict[str, Callable[[str], Predicate]]] = {
    "=": lambda wanted: lambda value: value == wanted,
    "!=": lambda unwanted: lambda value: value != unwanted,
    "contains": _contains,
    "not_contains": _negated(_contains),
    "starts_with": _starts_with,
    "not_starts_with": _negated(_starts_with),
    "ends_with": _ends_with,
    "not_ends_with": _negated(_ends_with),
}
