"""Filters of numbers. What is no number counts as 0; results are JavaScript's doubles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from workbench.jsvalues import UNDEFINED, Json, number_text, to_number
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.values import number

_LARGEST_EXACT: Final = 2**53 - 1


def _of_one(calculate: Callable[[float], float]) -> Callable[[Context, Json], Json]:
    return lambda _, value: calculate(number(value))


def _of_two(calculate: Callable[[float, float], float]) -> Callable[..., Json]:
    """A filter with one argument; when that is left out, the result is NaN."""

    def run(_: Context, value: Json, *others: Json) -> Json:
        return calculate(number(value), number(others[0]) if others else math.nan)

    return run


def _of_all(choose: Callable[[Iterable[float]], float]) -> Callable[..., Json]:
    """A filter of the value and any number of arguments."""
    return lambda _, value, *others: choose(map(number, (value, *others)))


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


def _divided_by(_: Context, value: Json, *others: Json) -> Json:
    """The quotient, rounded down when a second argument is neither 0 nor anything that counts as 0."""
    divisor, is_whole = (*map(number, others), *(math.nan, 0.0)[len(others) :])[:2]
    quotient = _divide(number(value), divisor)
    return math.floor(quotient) if is_whole and math.isfinite(quotient) else quotient


def _round(_: Context, value: Json, digits: Json = UNDEFINED) -> Json:
    """Half away from zero, at a decimal place; numbers too large for it stay as they are."""
    number_, place = number(value), number(digits)
    scaled = _shifted(abs(number_), place)
    if not scaled <= _LARGEST_EXACT:
        return number_
    whole = math.floor(scaled)
    rounded = _shifted(float(whole + 1 if scaled - whole >= 0.5 else whole), -place)
    return -rounded if number_ < 0 else rounded


def _shifted(value: float, places: float) -> float:
    """A number with its decimal point moved, by way of its text."""
    mantissa, _, power = number_text(value).partition("e")
    return to_number(f"{mantissa}e{number_text(to_number(power or '0') + places)}")


NUMBER_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "abs": _of_one(abs),
    "at_least": _of_all(max),
    "at_most": _of_all(min),
    "ceil": _of_one(_whole(math.ceil)),
    "divided_by": _divided_by,
    "floor": _of_one(_whole(math.floor)),
    "minus": _of_two(float.__sub__),
    "modulo": _of_two(_remainder),
    "plus": _of_two(float.__add__),
    "round": _round,
    "times": _of_two(_multiply),
}
"""The filters by name."""
