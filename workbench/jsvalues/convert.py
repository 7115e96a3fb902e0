"""Conversions between types, as JavaScript's operators do them."""

from __future__ import annotations

import math
import re
from typing import Final

from workbench.jsvalues.values import UNDEFINED, Function, Json, Undefined, type_name

WHITESPACE: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What `String.prototype.trim` and `\\s` of JavaScript's regular expressions call white space."""

_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII).fullmatch
_RADIX: Final = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)").fullmatch
_INFINITY: Final = re.compile(r"([+-]?)Infinity").fullmatch
_RADIX_BASE: Final = {"x": 16, "o": 8, "b": 2}
_EXACT: Final = 2**53


def number_text(number: float) -> str:
    """A number as V8 prints it: `5`, `0.1`, `1e+21`, `1e-7`, `NaN`, `-Infinity`; minus zero is `0`."""
    if isinstance(number, int):
        if -_EXACT <= number <= _EXACT:
            return str(int(number))
        number = _as_double(number)
    if number == 0:
        return "0"
    if not math.isfinite(number):
        return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"  # noqa: PLR0124
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    written = whole + fraction
    digits = written.lstrip("0")
    point -= len(written) - len(digits)
    digits = digits.rstrip("0")
    return sign + _place_point(digits, point)


def _place_point(digits: str, point: int) -> str:
    """`digits` with the decimal point after `point` of them, in the notation ECMAScript chooses."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    exponent = point - 1
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{'+' if exponent > 0 else '-'}{abs(exponent)}"


def _as_double(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def to_text(value: Json | Undefined) -> str:
    """JavaScript's `String(value)`: lists are joined with commas, an object is `[object Object]`."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, list):
        return _list_text(value)
    if isinstance(value, Function):
        return f"function {value.name}() {{ [native code] }}"
    return "undefined" if value is UNDEFINED else "[object Object]"


class ThrownError(ValueError):
    """What JavaScript throws where a value cannot be had: the class's name and the message."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


def primitive_text(value: Json | Undefined) -> str:
    """As `to_text`, but raises `ThrownError` for an object with a member `toString` of its own."""
    pending = [value]
    while pending:
        holder = pending.pop()
        if isinstance(holder, list):
            pending.extend(item for item in holder if isinstance(item, (dict, list)))
        elif isinstance(holder, dict) and "toString" in holder:
            raise ThrownError("TypeError", "Cannot convert object to primitive value")
    return to_text(value)


def primitive_number(value: Json | Undefined) -> float:
    """As `to_number`, but raises `ThrownError` for an object with a member `toString` of its own."""
    return to_number(primitive_text(value) if isinstance(value, (list, dict)) else value)


def _list_text(items: list[Json]) -> str:
    """A list's elements joined with commas, null and undefined as nothing; nesting of any depth."""
    parts: list[str] = []
    open_lists = [iter(items)]
    first = [True]
    while open_lists:
        item = next(open_lists[-1], _END)
        if item is _END:
            open_lists.pop()
            first.pop()
            continue
        if first[-1]:
            first[-1] = False
        else:
            parts.append(",")
        if isinstance(item, list):
            open_lists.append(iter(item))
            first.append(True)
        elif item is not None and item is not UNDEFINED:
            parts.append(to_text(item))
    return "".join(parts)


_END: Final = object()


def to_number(value: Json | Undefined) -> float:
    """JavaScript's `Number(value)`; NaN where there is none."""
    if isinstance(value, (bool, float)):
        return float(value)
    if isinstance(value, int):
        return _as_double(value)
    if value is None:
        return 0.0
    if isinstance(value, str):
        return _number_of_text(value)
    return _number_of_text(_list_text(value)) if isinstance(value, list) else math.nan


def _number_of_text(text: str) -> float:
    text = text.strip(WHITESPACE)
    if not text:
        return 0.0
    if _DECIMAL(text):
        return float(text)
    if _RADIX(text):
        return _as_double(int(text[2:], _RADIX_BASE[text[1].lower()]))
    if infinity := _INFINITY(text):
        return -math.inf if infinity[1] == "-" else math.inf
    return math.nan


def loose_equal(left: Json | Undefined, right: Json | Undefined) -> bool:
    """JavaScript's `==`: null equals undefined, objects equal themselves only, the rest is converted."""
    kinds = tuple("object" if kind == "function" else kind for kind in map(type_name, (left, right)))
    if left is None or left is UNDEFINED or right is None or right is UNDEFINED:
        return (left is None or left is UNDEFINED) and (right is None or right is UNDEFINED)
    if kinds == ("object", "object"):
        return left is right or (isinstance(left, Function) and left == right)
    if kinds[0] == kinds[1]:
        return bool(left == right)
    if kinds[0] == "object" and kinds[1] != "boolean":
        return loose_equal(to_text(left), right)
    if kinds[1] == "object" and kinds[0] != "boolean":
        return loose_equal(left, to_text(right))
    if "object" in kinds:
        primitive, boolean = (left, right) if kinds[0] == "object" else (right, left)
        return loose_equal(to_text(primitive), to_number(boolean))
    return to_number(left) == to_number(right)
