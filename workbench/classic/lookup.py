"""The facade's tolerant lookup: names match whatever their case and punctuation (obj-case).

Objects are expected in JavaScript's key order, as `workbench.jsvalues.parse_json` gives them: the first key
that fits is taken, and a null there ends the search.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from workbench.jsvalues import UNDEFINED, Json, Undefined

_IGNORED: Final = re.compile(r"[^a-zA-Z0-9.]+")
_CACHED_LENGTH: Final = 64

Names: TypeAlias = dict[str, str]
"""From each normalised name of an object to its first key of that name."""


class FacadeCrashError(Exception):
    """The original throws a TypeError here; `reason` says why, without values of the message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def normalised(name: str) -> str:
    """A name without anything but ASCII letters, digits and dots, in lower case."""
    return _normalised(name) if len(name) <= _CACHED_LENGTH else _stripped(name)


def _stripped(name: str) -> str:
    return _IGNORED.sub("", name).lower()


_normalised: Final = lru_cache(maxsize=8192)(_stripped)


def names_of(holder: Json | Undefined) -> Names:
    """The keys of an object by normalised name, for several lookups of one step; empty for anything else."""
    names: Names = {}
    if isinstance(holder, dict):
        for key in holder:
            names.setdefault(_normalised(key) if len(key) <= _CACHED_LENGTH else _stripped(key), key)
    return names


def find(holder: dict[str, Json], names: Names, name: str) -> Json | Undefined:
    """The value under `name` (normalised, without dots) of an object whose `names_of` are given.

    Raises `FacadeCrashError` as `get` does.
    """
    key = names.get(name)
    return UNDEFINED if key is None else _own(holder, key)


def _own(holder: dict[str, Json], key: str) -> Json:
    """The value of a key that was found; the original asks the object's own `hasOwnProperty` for it first."""
    if "hasOwnProperty" in holder:
        raise FacadeCrashError("A member named hasOwnProperty breaks the lookup.")
    return holder[key]


def get(holder: Json | Undefined, path: str) -> Json | Undefined:
    """The value at a dotted path; `UNDEFINED` when no key fits, null as soon as a key that fits holds null.

    The path is given in its normalised form. A key may itself hold dots and so cover several steps. A step
    taken is never taken back. Raises `FacadeCrashError` for a value in an object with a member
    `hasOwnProperty`.
    """
    rest = path
    while isinstance(holder, dict):
        for key in holder:
            name = normalised(key)
            if name and (name == rest or (rest.startswith(name) and rest[len(name)] == ".")):
                break
        else:
            return UNDEFINED
        value = holder[key]
        rest = rest[len(name) + 1 :]
        if value is None or not rest:
            return _own(holder, key)
        holder = value
    return UNDEFINED
