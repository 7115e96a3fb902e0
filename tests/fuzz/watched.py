"""A time limit for a piece of code: what computes for longer is a hang. Waiting for the processor is none."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import NoReturn


class HangError(Exception):
    """The code took longer than it may."""


class Watched:
    """A context manager that raises `HangError` in the main thread after so many seconds of computing.

    One long step inside of Python's own C code is interrupted when it is done.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._expire)
        signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _expire(self, _number: int, _frame: FrameType | None) -> NoReturn:
        raise HangError(f"longer than {self._seconds:g} s")
