"""A bounded cache of what frozen values compile to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class IdentityCache(Generic[T]):
    """Keeps results by the identity of their arguments, which are kept alive with them.

    For arguments that are frozen but cannot be hashed, or not cheaply. The oldest results go first.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], T]] = OrderedDict()

    def get(self, make: Callable[..., T], *arguments: object) -> T:
        """The result of `make(*arguments)`, from the cache where it has it."""
        key = tuple(map(id, arguments))
        entry = self._entries.get(key)
        if entry is None:
            entry = (arguments, make(*arguments))
            self._entries[key] = entry
            while len(self._entries) > self._limit:
                self._entries.popitem(last=False)
        return entry[1]
