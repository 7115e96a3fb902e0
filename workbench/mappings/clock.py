"""The time that a mapping's `now` means. Only Liquid's date filters ask for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_NOW: Final[ContextVar[float | None]] = ContextVar("now", default=None)


def current_time() -> float:
    """Milliseconds since 1970: the time that was set, else the computer's."""
    now = _NOW.get()
    return time.time() * 1000 if now is None else now


@contextmanager
def at_time(now: float | None) -> Iterator[None]:
    """Let `now`, in milliseconds since 1970, be the current time inside; `None` is the computer's."""
    token = _NOW.set(now)
    try:
        yield
    finally:
        _NOW.reset(token)
