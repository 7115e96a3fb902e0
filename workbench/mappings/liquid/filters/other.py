"""Filters of any value: defaults, JSON, numbers out of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workbench.jsvalues import (
    UNDEFINED,
    Json,
    dump_json,
    from_units,
    is_truthy,
    primitive_number,
    to_units,
    unit_length,
)
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.values import Drop, is_true, own_text, plain

_WIDEST_INDENT: Final = 10


def _default(_: Context, value: Json, default: Json = UNDEFINED, *options: Json) -> Json:
    """The default for what is empty, false, null or missing; `allow_false: true` lets false stay."""
    value = plain(value)
    if isinstance(value, (str, list)):
        return value or default
    if value is False and is_truthy(_pairs(options).get("allow_false")):
        return False
    return value if is_true(value) else default


def _pairs(options: tuple[Json, ...]) -> dict[str, Json]:
    """Named arguments; others fail as they do in a JavaScript Map."""
    pairs: dict[str, Json] = {}
    for option in options:
        if not isinstance(option, (list, dict, Drop)):
            raise Fault(f"Iterator value {own_text(option)} is not an entry object")
        if isinstance(option, list) and option and isinstance(option[0], str):
            pairs[option[0]] = option[1] if len(option) > 1 else UNDEFINED
    return pairs


def _json(context: Context, value: Json, space: Json = UNDEFINED) -> Json:
    """JSON text, on lines when an indent is given: a number of blanks or text."""
    if value is UNDEFINED:
        return UNDEFINED
    json = _as_json(value)
    context.use(_charge(json, {}))
    return dump_json(json, indent=_indent(plain(space)))


def _as_json(value: Json) -> Json:
    """A value with objects in the place of drops, which is what JSON shows of them."""
    if isinstance(value, Drop):
        return {}
    return [_as_json(item) for item in value] if isinstance(value, list) else value


def _charge(value: Json, known: dict[int, int]) -> int:
    """What JSON of a value counts against the memory limit: names of members and the indent are free.

    `known` has what lists and objects count that were met before, so that each is looked at once.
    """
    if isinstance(value, str):
        return unit_length(value)
    if isinstance(value, (list, dict)):
        if id(value) not in known:
            own, inside = (len(value) + 1, value) if isinstance(value, list) else (2, value.values())
            known[id(value)] = own + sum(_charge(item, known) for item in inside)
        return known[id(value)]
    return 0 if value is UNDEFINED else len(dump_json(value))


def _indent(space: Json) -> float | str | None:
    if isinstance(space, str):
        return from_units(to_units(space)[:_WIDEST_INDENT]) or None
    if isinstance(space, bool) or not isinstance(space, (int, float)):
        return None
    return max(0, min(space, _WIDEST_INDENT))


def _to_integer(_: Context, value: Json) -> Json:
    return primitive_number(plain(value))


def _raw(_: Context, value: Json) -> Json:
    return value


OTHER_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "default": _default,
    "inspect": _json,
    "json": _json,
    "jsonify": _json,
    "raw": _raw,
    "to_integer": _to_integer,
}
"""The filters by name."""
