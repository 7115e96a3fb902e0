"""The part of a stream of bytes that is being looked at."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Final

_WORK: Final = 0.003
_PAUSE: Final = 0.0002


class Pace:
    """Keeps a thread from holding the interpreter: a short sleep every few milliseconds beside others."""

    __slots__ = ("_since",)

    def __init__(self) -> None:
        self._since = time.monotonic()

    def breathe(self) -> None:
        """To be called about every millisecond. A real sleep: `sleep(0)` rarely lets another thread run."""
        if time.monotonic() - self._since >= _WORK:
            if threading.active_count() > 1:
                time.sleep(_PAUSE)
            self._since = time.monotonic()


class Window:
    """Bytes of a stream from `base` on: `data` grows with `more` and shrinks with `drop`.

    Positions within `data` stay good until `drop`. `line` is the number of the line on which `data` begins.
    """

    __slots__ = ("_chunks", "_counted", "_line", "_pace", "base", "data", "ended", "line")

    def __init__(self, chunks: Iterator[bytes], base: int = 0, line: int = 1) -> None:
        self.data = b""
        self.base = base
        self.line = line
        self.ended = False
        self._chunks = chunks
        self._pace = Pace()
        self._counted = 0
        self._line = line

    @classmethod
    def of(cls, data: bytes, base: int, line: int) -> Window:
        """A window over all of some bytes."""
        window = cls(iter(()), base, line)
        window.data = data
        window.ended = True
        return window

    def more(self) -> bool:
        """Appends the next bytes of the stream; False at its end. Raises what the stream raises."""
        if self.ended:
            return False
        self._pace.breathe()
        chunk = next(self._chunks, b"")
        if not chunk:
            self.ended = True
            return False
        self.data = self.data + chunk if self.data else chunk
        return True

    def drop(self, count: int) -> None:
        """Forgets the first bytes."""
        if count:
            self.line = self._line = self.line_at(count)
            self._counted = 0
            self.data = self.data[count:]
            self.base += count

    def line_at(self, position: int) -> int:
        """The line, from 1, on which the byte at a position stands. Cheap for rising positions."""
        if position < self._counted:
            self._counted, self._line = 0, self.line
        self._line += self.data.count(b"\n", self._counted, position)
        self._counted = position
        return self._line
