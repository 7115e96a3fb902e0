"""JSON values as Braze receives them: what `JSON.stringify` leaves out or turns into null is gone here."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, Literal

from workbench.jsvalues import UNDEFINED, Json, ordered_keys

Kind = Literal["null", "boolean", "number", "text", "list", "object"]

MISSING: Final = UNDEFINED
"""The side of a pair that has no value there."""

MAX_DEPTH = 40
"""Levels that are compared and drawn one by one; what lies deeper is one opaque value.

Braze itself takes far fewer, and each level costs a level of the interpreter's stack.
"""


def kind_of(value: Json) -> Kind:
    """The JSON type that `value` has once it is written."""
    if isinstance(value, str):
        return "text"
    if value is None or value is UNDEFINED:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "number"
    if isinstance(value, float):
        return "number" if math.isfinite(value) else "null"
    return "object" if isinstance(value, dict) else "list"


def is_container(value: Json) -> bool:
    """Whether `value` is an object or a list."""
    return isinstance(value, (dict, list))


def members(value: dict[str, Json]) -> list[str]:
    """The keys that are written, in the order in which JavaScript writes them."""
    return [key for key in ordered_keys(value) if value[key] is not UNDEFINED]


def same_value(left: Json, right: Json) -> bool:
    """Whether both values read the same as JSON; the order of an object's keys does not count.

    `1` and `1.0` are the same number, `true` and `1` are not the same; any depth.
    """
    pairs = [(left, right)]
    while pairs:
        one, other = pairs.pop()
        if one is other:
            continue
        if isinstance(one, dict) and isinstance(other, dict):
            written = 0
            for key, value in one.items():
                if value is not UNDEFINED:
                    written += 1
                    counterpart = other.get(key, UNDEFINED)
                    if counterpart is UNDEFINED:
                        return False
                    if value is not counterpart:
                        pairs.append((value, counterpart))
            if written != len(other) and written != sum(value is not UNDEFINED for value in other.values()):
                return False
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            pairs.extend(zip(one, other, strict=True))
        else:
            kind = kind_of(one)
            if kind != kind_of(other) or (kind != "null" and one != other):
                return False
    return True


def count_lines(value: Json, limit: int) -> int:
    """About how many lines `value` takes when indented; counting stops past `limit`."""
    lines = 0
    waiting: list[Iterator[Json]] = [iter((value,))]
    while waiting and lines <= limit:
        for item in waiting[-1]:
            lines += 1
            if isinstance(item, dict) and item:
                lines += 1
                waiting.append(iter(item.values()))
                break
            if isinstance(item, list) and item:
                lines += 1
                waiting.append(iter(item))
                break
            if lines > limit:
                break
        else:
            waiting.pop()
    return lines
