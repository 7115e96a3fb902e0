"""The filters that are allowed, as LiquidJS 10.30.1 has them, and the names of those that are switched off.

A filter takes the run's context, the value, and the arguments of the template; arguments beyond its own are
ignored, missing ones are `UNDEFINED`. It raises `Fault` or `ThrownError` where LiquidJS fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from workbench.jsvalues import Json
from workbench.mappings.liquid.filters.dates import DATE_FILTERS
from workbench.mappings.liquid.filters.encodings import ENCODING_FILTERS
from workbench.mappings.liquid.filters.lists import LIST_FILTERS
from workbench.mappings.liquid.filters.numbers import NUMBER_FILTERS
from workbench.mappings.liquid.filters.other import OTHER_FILTERS
from workbench.mappings.liquid.filters.texts import TEXT_FILTERS
from workbench.mappings.liquid.filters.trimming import TRIMMING_FILTERS

DISABLED_FILTERS: Final = (
    "array_to_sentence_string",
    "concat",
    "find",
    "find_exp",
    "find_index",
    "find_index_exp",
    "group_by",
    "group_by_exp",
    "has",
    "has_exp",
    "map",
    "newline_to_br",
    "reject",
    "reject_exp",
    "reverse",
    "sort",
    "sort_natural",
    "uniq",
    "where_exp",
    "type",
)


def _without_surplus(run: Callable[..., Json]) -> Callable[..., Json]:
    """The filter, called with no more arguments than it takes."""
    parameters = inspect.signature(run).parameters.values()
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        return run
    limit = len(parameters)
    return lambda *arguments: run(*arguments[:limit])


FILTERS: Final[Mapping[str, Callable[..., Json]]] = MappingProxyType(
    {
        name: _without_surplus(run)
        for filters in (
            TEXT_FILTERS,
            TRIMMING_FILTERS,
            ENCODING_FILTERS,
            NUMBER_FILTERS,
            LIST_FILTERS,
            DATE_FILTERS,
            OTHER_FILTERS,
        )
        for name, run in filters.items()
    }
)
"""Every filter that can be used."""
