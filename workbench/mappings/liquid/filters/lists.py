"""Filters of lists. What is no list counts as a list of one, nothing as an empty one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from workbench.jsvalues import UNDEFINED, Json, is_truthy, primitive_number, unit_length
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.filters.arguments import or_default, steps_below
from workbench.mappings.liquid.scanner import Scanner
from workbench.mappings.liquid.values import (
    as_list,
    element,
    equals,
    is_nil,
    is_true,
    length_of,
    own_member,
    own_text,
    plain,
    read_member,
    text,
)


def _join(context: Context, value: Json, separator: Json = UNDEFINED) -> Json:
    items, between = as_list(value), plain(separator)
    between = " " if is_nil(between) else text(between)
    context.use(
        unit_length(between) * max(len(items) - 1, 0) + sum(unit_length(own_text(item)) for item in items)
    )
    return between.join("" if is_nil(item) else own_text(item) for item in items)


def _first(_: Context, value: Json) -> Json:
    return _at(plain(value), 0)


def _last(_: Context, value: Json) -> Json:
    value = plain(value)
    length = length_of(value)
    return _at(value, length - 1 if isinstance(length, (int, float)) else 0)


def _at(value: Json, index: float) -> Json:
    """The element at an index of whatever has a length; nothing for the rest."""
    length = length_of(value)
    if not is_truthy(value) or not isinstance(length, (int, float)) or isinstance(length, bool):
        return ""
    if isinstance(value, list):
        return element(value, index)
    return own_member(value, own_text(index))


def _size(_: Context, value: Json) -> Json:
    length = length_of(value)
    return length if value and length and length == length else 0  # noqa: PLR0124 - NaN is no size


def _sum(_: Context, value: Json, path: Json = UNDEFINED) -> Json:
    total = 0.0
    for item in as_list(value):
        part = primitive_number(plain(_at_path(item, text(path)) if is_truthy(path) else item))
        total += 0 if math.isnan(part) else part
    return total


def _at_path(item: Json, path: str) -> Json:
    for key in path.split("."):
        item = read_member(item, key)
    return item


def _counted(context: Context, value: Json) -> list[Json]:
    """The list of a value, which the caller takes a copy of."""
    items = as_list(value)
    context.use(len(items))
    return items


def _compact(context: Context, value: Json) -> Json:
    return [item for item in _counted(context, value) if not is_nil(plain(item))]


def _push(context: Context, value: Json, item: Json = UNDEFINED) -> Json:
    context.use(1)
    items = _counted(context, value)
    context.nesting.add(items, item)
    return [*items, item]


def _unshift(context: Context, value: Json, item: Json = UNDEFINED) -> Json:
    items = _counted(context, value)
    context.nesting.add(items, item)
    return [item, *items]


def _pop(context: Context, value: Json) -> Json:
    return _counted(context, value)[:-1]


def _shift(context: Context, value: Json) -> Json:
    return _counted(context, value)[1:]


def _slice(context: Context, value: Json, start: Json = UNDEFINED, length: Json = UNDEFINED) -> Json:
    """A part of a list, or of text by whole characters. A start below 0 counts from the end."""
    value = plain(value)
    if is_nil(value):
        return []
    if not isinstance(value, list):
        value = text(value)
    start, length = plain(start), or_default(length, 1)
    if primitive_number(start) < 0:
        start = _added(len(value), start)
    begin = primitive_number(start)
    if begin < 0 or primitive_number(length) < 0:
        return [] if isinstance(value, list) else ""
    context.use(length)
    if isinstance(value, list):
        return value[_index(start) : _index(_added(start, length))]
    first = steps_below(begin)
    return value[first : first + steps_below(primitive_number(length))]


def _index(value: Json) -> int:
    """A position in a list, from a number that is not below 0."""
    position = primitive_number(value)
    return 0 if math.isnan(position) else int(min(position, 2**53))


def _added(left: Json, right: Json) -> Json:
    """JavaScript's `+`, which joins when either is text."""
    if isinstance(left, str) or isinstance(right, str):
        return own_text(left) + own_text(right)
    return primitive_number(left) + primitive_number(right)


def _where(context: Context, value: Json, path: Json = UNDEFINED, expected: Json = UNDEFINED) -> Json:
    """The items with a member that is true, or that equals what is expected. Items are events to the path."""
    items = _counted(context, value)
    name = text(path)
    lookup = Scanner(name, 0, len(name)).path()
    found = []
    for item in items:
        context.check_time()
        if _matches(lookup.evaluate(context.over(item)) if lookup else UNDEFINED, expected):
            found.append(item)
    return found


def _matches(member: Json, expected: Json) -> bool:
    return is_true(member) if expected is UNDEFINED else equals(member, expected)


def _sample(context: Context, value: Json, count: Json = UNDEFINED) -> Json:
    """Some elements or units of text, here always the first ones."""
    value = plain(value)
    if is_nil(value):
        return []
    items = value if isinstance(value, list) else list(text(value))
    context.use(len(items))
    count = or_default(count, 1)
    if not isinstance(count, bool) and count == 1:
        return items[0] if items else UNDEFINED
    number = primitive_number(count)
    return items[: int(max(min(number, len(items)), -len(items)))] if number == number else []  # noqa: PLR0124


LIST_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "compact": _compact,
    "first": _first,
    "join": _join,
    "last": _last,
    "pop": _pop,
    "push": _push,
    "sample": _sample,
    "shift": _shift,
    "size": _size,
    "slice": _slice,
    "sum": _sum,
    "unshift": _unshift,
    "where": _where,
}
"""The filters by name."""
