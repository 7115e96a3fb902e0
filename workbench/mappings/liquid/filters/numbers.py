"""Filters of numbers. What is no number counts as 0; results are JavaScript's doubles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from workbench.jsvalues import Json, number_text, to_number
from workbench.mappings.liquid.values import number

_LARGEST_EXACT: Final = 2**53 - 1


def _of_numbers(calculate: Callable[..., float]) -> Callable[..., Json]:
    """A filter whose arguments are all read as numbers, those that it does not use too."""
    return lambda _, value, *others: calculate(number(value), *map(number, others))


def _of_one(calculate: Callable[[float], float]) -> Callable[..., Json]:
    return _of_numbers(lambda value, *_: calculate(value))


def _of_two(calculate: Callable[[float, float], float]) -> Callable[..., Json]:
    """A filter with one argument; when that is left out, the result is NaN."""
    return _of_numbers(lambda value, other=math.nan, *_: calculate(value, other))


def _of_all(choose: Callable[[Iterable[float]], float]) -> Callable[..., Json]:
    """A filter of the value and any number of arguments."""
    return _of_numbers(lambda *values: choose(values))


def _whole(round_: Callable[[float], int]) -> Callable[[float], float]:
    """A rounding that leaves the infinities as they are."""
    return lambda value: float(round_(value)) if math.isfinite(value) else value


def _divide(dividend: float, divisor: float) -> float:
    if divisor:  # NaN included
        return dividend / divisor
    if not dividend or math.isnan(dividend):
        return math.nan
    return math.copysign(math.inf, dividend) * math.copysign(1, divisor)


def _remainder(value: float, divisor: float) -> float:
    """The remainder with the divisor's sign."""
    if not divisor or not math.isfinite(value) or not math.isfinite(divisor):
        return math.nan  # for an endless divisor too: the sum below goes beyond all numbers
    return math.fmod(math.fmod(value, divisor) + divisor, divisor)


def _multiply(left: float, right: float) -> float:
    return left * right


def _divided_by(value: float, divisor: float = math.nan, is_whole: float = 0.0, *_: float) -> float:
    """The quotient, rounded down when a second argument is neither 0 nor anything that counts as 0."""
    quotient = _divide(value, divisor)
    return math.floor(quotient) if is_whole and math.isfinite(quotient) else quotient


def _round(value: float, place: float) -> float:
    """Half away from zero, at a decimal place; numbers too large for it stay as they are."""
    scaled = _shifted(abs(value), place)
    if not scaled <= _LARGEST_EXACT:
        return value
    whole = math.floor(scaled)
    rounded = _shifted(float(whole + 1 if scaled - whole >= 0.5 else whole), -place)
    return -rounded if value < 0 else rounded


def _shifted(value: float, places: float) -> float:
    """A number with its decimal point moved, by way of its text."""
    mantissa, _, power = number_text(value).partition("e")
    return to_number(f"{mantissa}e{number_text(to_number(power or '0') + places)}")


NUMBER_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "abs": _of_one(abs),
    "at_least": _of_all(max),
    "at_most": _of_all(min),
    "ceil": _of_one(_whole(math.ceil)),
    "divided_by": _of_numbers(_divided_by),
    "floor": _of_one(_whole(math.floor)),
    "minus": _of_two(float.__sub__),
    "modulo": _of_two(_remainder),
    "plus": _of_two(float.__add__),
    "round": lambda _, value, places=0, *_rest: _round(number(value), number(places)),
    "times": _of_two(_multiply),
}
"""The filters by name."""
