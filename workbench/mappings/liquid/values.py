"""Values as LiquidJS sees them: printing, truth, comparison, members."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from workbench.jsvalues import (
    UNDEFINED,
    WHITESPACE,
    Json,
    from_units,
    member,
    primitive_number,
    primitive_text,
    to_number,
    to_units,
    unit_length,
)
from workbench.mappings.liquid.limits import check_length


class Drop:
    """A value that stands for itself in comparisons and for `value` everywhere else."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: Json) -> None:
        self.name = name
        self.value = value

    def __repr__(self) -> str:
        return self.name


NIL: Final = Drop("nil", None)
EMPTY: Final = Drop("empty", "")
BLANK: Final = Drop("blank", "")
BLOCK: Final = Drop("block", {})
"""What `block` is inside a `block` tag; its `super` prints nothing."""

LITERALS: Final[dict[str, Json]] = {
    "true": True,
    "false": False,
    "nil": NIL,
    "null": NIL,
    "empty": EMPTY,
    "blank": BLANK,
}


def plain(value: Json) -> Json:
    """`value`, or what it stands for."""
    return value.value if isinstance(value, Drop) else value


def is_nil(value: Json) -> bool:
    """Whether a value is null or undefined."""
    return value is None or value is UNDEFINED


def text(value: Json) -> str:
    """How a value prints: nothing for null and undefined, lists without separators."""
    value = plain(value)
    if isinstance(value, str):
        return value
    if is_nil(value):
        return ""
    return _list_text(value) if isinstance(value, list) else primitive_text(value)


def _list_text(items: list[Json]) -> str:
    pieces = []
    length = 0
    for item in items:
        pieces.append(text(item))
        length += len(pieces[-1])
        check_length(length)
    return from_units("".join(pieces))


def own_text(value: Json) -> str:
    """JavaScript's `String(value)`, in which a drop is an object."""
    return primitive_text({} if isinstance(value, Drop) else value)


def is_true(value: Json) -> bool:
    """Liquid's truth: only false, null and undefined are not true."""
    value = plain(value)
    return not (value is False or is_nil(value))


def number(value: Json) -> float:
    """The number of a value, 0 where there is none and for -0."""
    result = primitive_number(plain(value))
    return 0.0 if result == 0 or math.isnan(result) else result


def as_list(value: Json) -> list[Json]:
    """A list as it is, nothing as an empty one, everything else as a list of one."""
    value = plain(value)
    if is_nil(value):
        return []
    return value if isinstance(value, list) else [value]


def length_of(value: Json) -> Json:
    """JavaScript's `value.length`: of text in UTF-16 units, of lists, of objects with such a member."""
    if isinstance(value, str):
        return unit_length(value)
    if isinstance(value, list):
        return len(value)
    return value.get("length", UNDEFINED) if isinstance(value, dict) else UNDEFINED


def read_member(holder: Json, key: Json) -> Json:
    """A member as a Liquid path reads it: own ones only, `size`, and `first` and `last` of lists.

    A number indexes a list, from the end when it is negative. Null and undefined give themselves.
    """
    key = plain(key)
    if isinstance(holder, Drop):
        return "" if holder is BLOCK and key == "super" else UNDEFINED
    if is_nil(holder):
        return holder
    if isinstance(holder, list) and isinstance(key, (int, float)) and not isinstance(key, bool):
        return element(holder, key)
    value = own_member(holder, key if isinstance(key, str) else primitive_text(key))
    if value is not UNDEFINED:
        return value
    match key:
        case "size":
            return len(holder) if isinstance(holder, (list, dict)) else length_of(holder)
        case "first" if isinstance(holder, list):
            return element(holder, 0)
        case "last" if isinstance(holder, list):
            return element(holder, -1)
    return UNDEFINED


def own_member(holder: Json, key: str) -> Json:
    """A member that the value itself has; methods that it inherits do not count."""
    if isinstance(holder, dict):
        return holder.get(key, UNDEFINED)
    if isinstance(holder, (list, str)) and (key == "length" or key[:1].isdigit()):
        return member(holder, key)
    return UNDEFINED


def element(items: list[Json], index: float) -> Json:
    """The element at an index, from the end when it is negative; `UNDEFINED` outside and between."""
    if index < 0:
        index += len(items)
    if 0 <= index < len(items) and index == math.floor(index):
        return items[int(index)]
    return UNDEFINED


def equals(left: Json, right: Json) -> bool:
    """Liquid's `==`: strict, but lists are compared element by element and drops by what they mean."""
    if isinstance(left, Drop) and left is not BLOCK:
        return _is_meant(left, right)
    if isinstance(right, Drop) and right is not BLOCK:
        return _is_meant(right, left)
    if isinstance(left, list):
        return (
            isinstance(right, list)
            and len(left) == len(right)
            and all(equals(*pair) for pair in zip(left, right, strict=True))
        )
    if isinstance(left, bool) or isinstance(right, bool) or isinstance(left, dict):
        return left is right
    return bool(left == right)


def _is_meant(drop: Drop, value: Json) -> bool:
    """Whether a value is what `nil`, `empty` or `blank` describes."""
    if drop is NIL:
        return is_nil(plain(value))
    if drop is BLANK and (value is False or is_nil(plain(value))):
        return True
    if isinstance(value, Drop) and value is not NIL:
        return False
    value = plain(value)
    if drop is BLANK and isinstance(value, str):
        return not value.strip(WHITESPACE)
    return isinstance(value, (str, list, dict)) and not value


def contains(left: Json, right: Json) -> bool:
    """Liquid's `contains`: an element of a list, or a piece of text."""
    left = plain(left)
    if isinstance(left, list):
        return any(equals(item, right) for item in left)
    return isinstance(left, str) and primitive_text(plain(right)) in left


def compares(holds: Callable[[Json, Json], bool]) -> Callable[[Json, Json], bool]:
    """An ordering operator: text by UTF-16 units, all else as numbers; false for nil, empty and blank."""

    def compare(left: Json, right: Json) -> bool:
        if isinstance(left, Drop) or isinstance(right, Drop):
            return False
        left, right = _comparable(left), _comparable(right)
        if isinstance(left, str) and isinstance(right, str):
            return holds(to_units(left), to_units(right))
        return holds(to_number(left), to_number(right))

    return compare


def _comparable(value: Json) -> Json:
    return primitive_text(value) if isinstance(value, (list, dict)) else value
