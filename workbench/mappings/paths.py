"""Paths into an event: split once, then followed over plain dicts.

The rules are those of `get` in @segment/actions-core 3.170.0: a step on a falsy value gives that value,
quotes are removed wherever they are, text and lists have indexes and a `length`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from workbench.jsvalues import OBJECT_MEMBERS, UNDEFINED, Json, is_truthy, member

Resolve: TypeAlias = Callable[[Json], Json]
"""What a directive compiles to: the value (or `UNDEFINED`) that it gives for a payload."""

Steps: TypeAlias = tuple[str, ...]

_SEPARATORS: Final = re.compile(r"""\[(?=["'0-9])|\.|(?<=["'0-9])\]+""")
_QUOTES: Final = str.maketrans("", "", "'\"")


def event_path(text: str) -> str:
    """A path as `@path` understands it: the first `$.` is removed, wherever it is."""
    return text.replace("$.", "", 1)


def split_path(path: str) -> tuple[str, ...]:
    """The steps of a path without its `$.`: `a.b[0]['c d']` has a, b, 0 and c d."""
    return tuple(step.translate(_QUOTES) for step in _SEPARATORS.split(path) if step)


def take_step(value: Json, key: str) -> Json:
    """`value[key]` as JavaScript reads it, or `value` itself when that is falsy."""
    return member(value, key) if is_truthy(value) else value


def plain_steps(path: str) -> Steps:
    """The steps of a path without its `$.` that reads only what objects own; none for any other path."""
    steps = () if path == "." else split_path(path)
    return steps if OBJECT_MEMBERS.isdisjoint(steps) else ()


def compile_path(path: str) -> Resolve:
    """A reader of a path without its `$.`; the empty path and `.` give the whole payload."""
    steps = () if path == "." else split_path(path)
    if not OBJECT_MEMBERS.isdisjoint(steps):
        return _careful_steps(steps)
    if len(steps) == 1:
        return _one_step(*steps)
    if len(steps) == 2:
        return _two_steps(*steps)
    return _many_steps(steps) if steps else _whole


def _whole(payload: Json) -> Json:
    return payload


def _one_step(key: str) -> Resolve:
    def read(payload: Json) -> Json:
        if type(payload) is dict:
            return payload.get(key, UNDEFINED)
        return take_step(payload, key)

    return read


def _two_steps(first: str, second: str) -> Resolve:
    def read(payload: Json) -> Json:
        inner = payload.get(first, UNDEFINED) if type(payload) is dict else take_step(payload, first)
        if type(inner) is dict:
            return inner.get(second, UNDEFINED)
        return take_step(inner, second)

    return read


def _many_steps(steps: tuple[str, ...]) -> Resolve:
    def read(payload: Json) -> Json:
        for key in steps:
            payload = payload.get(key, UNDEFINED) if type(payload) is dict else take_step(payload, key)
        return payload

    return read


def _careful_steps(steps: tuple[str, ...]) -> Resolve:
    """For keys that objects have without owning them."""

    def read(payload: Json) -> Json:
        for key in steps:
            payload = take_step(payload, key)
        return payload

    return read
