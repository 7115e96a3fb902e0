"""JavaScript value semantics that the real destination has."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Json: TypeAlias = Any
"""A JSON value: dict with text keys, list, str, int, float, bool or None."""


class Undefined:
    """The type of `UNDEFINED`, JavaScript's missing value (`None` is its null)."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED: Final = Undefined()
