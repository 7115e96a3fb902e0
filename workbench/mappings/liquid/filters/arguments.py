"""What filters share: defaults of arguments, and text that counts against the memory limit."""

from __future__ import annotations

import math
from typing import Final

from workbench.jsvalues import UNDEFINED, Json, unit_length
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.values import plain, text


def or_default(argument: Json, default: Json) -> Json:
    """An argument, or its default when it is missing or undefined; null is neither."""
    return default if argument is UNDEFINED else plain(argument)


def steps_below(limit: float) -> int:
    """How many steps a count from 0 makes while it is below a limit; none for NaN."""
    if not limit > 0:
        return 0
    return math.ceil(limit) if limit < _LAST_STEP else _LAST_STEP


_LAST_STEP: Final = 2**53


def counted_text(context: Context, value: Json, *others: Json) -> str:
    """How a value prints; it counts against the memory limit, together with other values."""
    printed = text(value)
    context.use(unit_length(printed) + sum(unit_length(text(other)) for other in others))
    return printed
