"""A kind of difference at a place, by which differences are counted over many events."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from workbench.compare.harmless import Objects, harmless_reason, has_rules
from workbench.compare.model import DifferenceKind
from workbench.jsvalues import Json

_REMEMBERED: Final = 200
"""Characters of a place that is remembered with its classes."""

_INDEX: Final = re.compile(r"\[\d+\]")


class DifferenceClass(NamedTuple):
    """A kind of difference at a place, a key path in which every index stands as `[*]`.

    `harmless` says why Braze ends with the same, `""` when it does not.
    """

    kind: DifferenceKind
    key: str
    harmless: str = ""


Classes: TypeAlias = tuple[DifferenceClass, ...]


def classed(
    kind: DifferenceKind, path: str, key: str | None, left: Json, right: Json, *, objects: Objects
) -> DifferenceClass:
    """The class of two differing values at `key` inside `path`, None for an item of the list at `path`.

    `objects` are what the values are in, Actions' first.
    """
    if len(path) + len(key or "") <= _REMEMBERED:
        told, may_be_harmless = _remembered(kind, path, key)
    else:
        told, may_be_harmless = _told(kind, path, key)
    if not may_be_harmless:
        return told
    return DifferenceClass(kind, told.key, harmless_reason(kind, told.key, left, right, objects))


def place_of(path: str, key: str | None) -> str:
    """The place of a member of what stands at `path`; with None for an item of the list at `path`."""
    if key is None:
        return path
    named = _INDEX.sub("[*]", key) if "[" in key else key
    return f"{path}.{named}" if path else named


def _told(kind: DifferenceKind, path: str, key: str | None) -> tuple[DifferenceClass, bool]:
    """The class of a difference that matters, and whether a rule may say that it does not."""
    place = place_of(path, key)
    return DifferenceClass(kind, place), has_rules(kind, place)


_remembered = lru_cache(maxsize=4096)(_told)
