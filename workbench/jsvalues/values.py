"""The values themselves: undefined, truthiness, types, the order of an object's keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from workbench.jsvalues.units import to_units

Json: TypeAlias = Any
"""A JSON value: dict with text keys, list, str, int, float, bool or None."""


class Undefined:
    """The type of `UNDEFINED`, JavaScript's missing value (`None` is its null)."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "undefined"

    def __copy__(self) -> Undefined:
        return self

    def __deepcopy__(self, memo: object) -> Undefined:
        return self

    def __reduce__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined()


@dataclass(frozen=True, slots=True)
class Function:
    """A function that a value inherits (`"text".trim`), which paths can reach; JSON leaves it out."""

    name: str
    length: int


_INDEX_KEY: Final = re.compile(r"(?:0|[1-9][0-9]{0,9})\Z").match
_LAST_INDEX: Final = 2**32 - 2


def is_truthy(value: Json | Undefined) -> bool:
    """JavaScript's ToBoolean: false for undefined, null, false, 0, NaN and "" alone; [] and {} are true."""
    if isinstance(value, (dict, list)):
        return True
    return bool(value) and value == value  # noqa: PLR0124 - NaN alone differs from itself


def type_name(value: Json | Undefined) -> str:
    """JavaScript's `typeof`: undefined, boolean, number, string, function or object (null and lists too)."""
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "function" if isinstance(value, Function) else "object"


def real_type(value: Json | Undefined) -> str:
    """As `type_name`, with `null` and `array` told apart from `object` (as @segment/actions-core does)."""
    if value is None:
        return "null"
    return "array" if isinstance(value, list) else type_name(value)


def index_of_key(key: str) -> int | None:
    """The number of an array-index key ("0", "17", not "01"), or `None`."""
    if key.isascii() and _INDEX_KEY(key) and (number := int(key)) <= _LAST_INDEX:
        return number
    return None


def has_index_keys(keys: Iterable[str]) -> bool:
    """Whether any key is an array index, so that JavaScript would order it first."""
    return any(key and key[0] <= "9" and index_of_key(key) is not None for key in keys)


def ordered_keys(members: dict[str, Json]) -> list[str]:
    """The keys in JavaScript's order: array indexes ascending, then the others as they were added."""
    if not has_index_keys(members):
        return list(members)
    indexes = sorted((number, key) for key in members if (number := index_of_key(key)) is not None)
    return [key for _, key in indexes] + [key for key in members if index_of_key(key) is None]


def nests_deeper(value: Json | Undefined, levels: int) -> bool:
    """Whether lists and objects stand in each other more than so many levels deep; without recursion."""
    ways: list[Iterator[Json]] = [iter((value,))]
    while ways:
        inner = next((item for item in ways[-1] if isinstance(item, (list, dict))), None)
        if inner is None:
            ways.pop()
        elif len(ways) > levels:
            return True
        else:
            ways.append(iter(inner.values() if isinstance(inner, dict) else inner))
    return False


def own_members(value: Json | Undefined) -> dict[str, Json]:
    """What `{...value}` and `Object.assign` take of a value: text and lists have index keys, numbers nothing.

    An object is returned as it is, its keys not reordered.
    """
    if isinstance(value, dict):
        return value
    if isinstance(value, str):
        value = list(to_units(value))
    return {str(index): item for index, item in enumerate(value)} if isinstance(value, list) else {}
