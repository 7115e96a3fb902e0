"""Looking up a path in an event, as the official matcher's `get` does.

Mirrors @segment/destination-subscriptions 3.37.0: a path is cut at every `.`, `[` and `]`; a step on a
falsy value gives that value; texts and lists have indexes, a length and JavaScript's inherited members.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from workbench.jsvalues import UNDEFINED, Json, Undefined, index_of_key, is_truthy, to_units, unit_length
from workbench.triggers.inherited import INHERITED, OBJECT_MEMBERS, Inherited, inherits

Reader: TypeAlias = Callable[[dict[str, Json]], Json]


_STEPS: Final = re.compile(r"[^\[.\]]+").findall


def steps_of(path: str) -> list[str]:
    """The keys of a path: `a[0].b` is `a`, `0`, `b`."""
    return _STEPS(path)


def compile_path(field: str, path: str) -> Reader:
    """A function from an event to the value at `path` below its `field`, undefined when there is none."""
    steps = steps_of(path)
    if any(step in OBJECT_MEMBERS for step in steps):
        return _any_steps(field, steps)
    return _one_step(field, steps[0]) if len(steps) == 1 else _plain_steps(field, steps)


def _any_steps(field: str, steps: list[str]) -> Reader:
    def read(event: dict[str, Json]) -> Json:
        value = event.get(field, UNDEFINED)
        for step in steps:
            value = member(value, step)
        return value

    return read


def _plain_steps(field: str, steps: list[str]) -> Reader:
    def read(event: dict[str, Json]) -> Json:
        value = event.get(field, UNDEFINED)
        for step in steps:
            value = value.get(step, UNDEFINED) if type(value) is dict else member(value, step)
        return value

    return read


def _one_step(field: str, step: str) -> Reader:
    def read(event: dict[str, Json]) -> Json:
        holder = event.get(field)
        if type(holder) is dict:
            return holder.get(step, UNDEFINED)
        return member(event.get(field, UNDEFINED), step)

    return read


def member(value: Json | Undefined | Inherited, key: str) -> Json | Undefined | Inherited:
    """JavaScript's `value && value[key]`; what is inherited is `INHERITED`."""
    if isinstance(value, dict) and key in value:
        return value[key]
    if not is_truthy(value):
        return value
    if isinstance(value, (str, list)):
        index = index_of_key(key)
        if index is not None:
            return _at(value, index)
        if key == "length":
            return unit_length(value) if isinstance(value, str) else len(value)
    return INHERITED if inherits(value, key) else UNDEFINED


def _at(value: str | list[Json], index: int) -> Json | Undefined:
    items = to_units(value) if isinstance(value, str) else value
    return items[index] if index < len(items) else UNDEFINED
