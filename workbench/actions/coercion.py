"""The value a field makes of another type's value, as Ajv 8 coerces with `coerceTypes: "array"`.

Each function takes the JSON value of a field and returns the value of its type, or `REFUSED`. A list of one
element counts as that element (`unwrapped`), except, by a fault of the original, where several types are
allowed: there the element is never taken as it is, only what it coerces to.
"""

from __future__ import annotations

import math
from typing import Final

from workbench.jsvalues import Json, to_number, to_text


class Refused:
    """The type of `REFUSED`: there is no such value."""

    __slots__ = ()


REFUSED: Final = Refused()

_EXACT: Final = 2**53


def unwrapped(value: Json) -> Json:
    """The element of a list of one, else the value."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def is_number(value: Json) -> bool:
    """Whether it is a finite number."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def text_of(value: Json) -> str | Refused:
    """Numbers and booleans as printed, null as `""`."""
    inner = unwrapped(value)
    if isinstance(inner, str):
        return inner
    if inner is None:
        return ""
    return to_text(inner) if isinstance(inner, (bool, int, float)) else REFUSED


def nullable_text_of(value: Json) -> str | Refused | None:
    """Text stays, null too; otherwise what coerces to text or, for `[""]`, to null."""
    if value is None or isinstance(value, str):
        return value
    inner = unwrapped(value)
    if isinstance(inner, str):
        return REFUSED if inner else None
    return text_of(inner) if not isinstance(inner, list) else REFUSED


def date_of(value: Json, *, nullable: bool) -> Json | Refused:
    """A text or a number; `["5"]` becomes the number 5, `[5]` the text "5"."""
    if isinstance(value, str) or is_number(value) or (nullable and value is None):
        return value
    inner = unwrapped(value)
    if isinstance(inner, str):
        if inner:
            return number_of(inner)
        return None if nullable else REFUSED
    return text_of(inner) if not isinstance(inner, list) else REFUSED


def number_of(value: Json) -> float | Refused:
    """Null and booleans count 0 and 1; text that JavaScript reads as a number is one, "Infinity" included."""
    if type(value) is float and math.isfinite(value) and not value.is_integer():
        return value
    inner = unwrapped(value)
    if is_number(inner):
        return tidy(inner)
    if inner is None or isinstance(inner, bool):
        return int(inner or 0)
    if not isinstance(inner, str) or not inner:
        return REFUSED
    number = to_number(inner)
    return REFUSED if math.isnan(number) else tidy(number)


def integer_of(value: Json) -> float | Refused:
    """As `number_of`, whole numbers only; "Infinity" counts as whole."""
    number = number_of(value)
    if isinstance(number, float) and math.isfinite(number) and not number.is_integer():
        return REFUSED
    return number


def boolean_of(value: Json) -> bool | Refused:
    """`"true"` and 1 are true; `"false"`, 0 and null are false."""
    inner = unwrapped(value)
    if isinstance(inner, bool):
        return inner
    if inner is None or inner == "false" or (is_number(inner) and inner == 0):
        return False
    return True if inner == "true" or (is_number(inner) and inner == 1) else REFUSED


def tidy(number: Json) -> float:
    """A number, as `int` when it is whole, so that it prints without a fraction."""
    whole = isinstance(number, float) and number.is_integer() and abs(number) <= _EXACT
    tidied: float = int(number) if whole else number
    return tidied
