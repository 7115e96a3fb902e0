"""The real program in a pseudo terminal: keys go in, and every byte that it writes is kept."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

DEADLINE = 20.0
"""Seconds after which what must happen is taken not to happen: only a failing test waits so long."""

ESCAPE = "\x1b[27u"
"""The key as terminals with the Kitty protocol send it: no wait tells it from the start of a sequence."""
CSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
POINTER = re.compile(r"\x1b\]22;[a-z-]*\x07")
"""Sets the shape of the mouse pointer: Textual's own."""


class Terminal:
    """A terminal of a given size with a program in it."""

    def __init__(self, process: subprocess.Popen[bytes], control: int) -> None:
        self.process = process
        self._control = control
        self.raw = b""
        self._mark = 0

    def press(self, keys: str | bytes) -> None:
        """Hand keys over; what is written from now on is what `read_until` looks at."""
        self._mark = len(self.raw)
        os.write(self._control, keys.encode() if isinstance(keys, str) else keys)

    @property
    def recent(self) -> str:
        """The text written since the last keys, without what positions and colours it."""
        return plain(self.raw[self._mark :])

    def read_until(self, marker: str) -> str:
        """Read until the text since the last keys holds a marker; that text."""
        deadline = time.monotonic() + DEADLINE
        while marker not in (text := self.recent):
            if not self._read(deadline):
                state = f"exit code {self.process.poll()}"
                raise AssertionError(f"{marker!r} was not written ({state}); the last was\n{text[-3000:]}")
        return text

    def read_while(self, condition: Callable[[], bool]) -> None:
        """Read as long as a condition holds."""
        deadline = time.monotonic() + DEADLINE
        while condition():
            if not self._read(time.monotonic() + 0.1) and (
                self.process.poll() is not None or time.monotonic() > deadline
            ):
                raise AssertionError(f"it did not end; the last was\n{self.recent[-3000:]}")

    def read_to_end(self) -> int:
        """Read until the program has ended; its exit code."""
        deadline = time.monotonic() + DEADLINE
        while self._read(deadline):
            pass
        return self.process.wait(timeout=DEADLINE)

    def _read(self, deadline: float) -> bool:
        """Wait for more; `False` when the program has ended or the time is over."""
        while (left := deadline - time.monotonic()) > 0:
            if not select.select([self._control], [], [], min(left, 0.2))[0]:
                if self.process.poll() is not None:
                    return False
                continue
            try:
                data = os.read(self._control, 65536)
            except OSError:  # Linux says so when the other end is closed.
                return False
            self.raw += data
            return bool(data)
        return False

    def resize(self, width: int, height: int) -> None:
        """Make the terminal larger or smaller, as a user's window does."""
        self._mark = len(self.raw)
        _set_size(self._control, width, height)
        self.process.send_signal(signal.SIGWINCH)

    @property
    def afterwards(self) -> str:
        """What was written once the program had given the terminal back."""
        return plain(self.raw.rpartition(b"\x1b[?1049l")[2])

    def kill(self) -> None:
        """End the program as the system does when memory is short: it can do nothing about it."""
        self.process.kill()
        self.process.wait(timeout=DEADLINE)


def _set_size(descriptor: int, width: int, height: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


def plain(raw: bytes) -> str:
    """What was written without the sequences that position and colour it."""
    return CSI.sub("", POINTER.sub("", raw.decode("utf-8", "replace")))


@contextlib.contextmanager
def terminal(
    *arguments: str | Path,
    folder: Path,
    size: tuple[int, int] = (200, 50),
    program: Sequence[str] = ("-m", "workbench"),
    **environment: str,
) -> Iterator[Terminal]:
    """Start `python -m workbench ARGUMENTS` in a terminal; it ends at the latest when the block is left."""
    control, end = pty.openpty()
    _set_size(end, *size)
    names = ("PATH", "PYTHONPATH", "LANG", "VIRTUAL_ENV")
    base = {name: os.environ[name] for name in names if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, *program, *arguments],
        stdin=end,
        stdout=end,
        stderr=end,
        cwd=folder,
        env={
            **base,
            "HOME": str(folder),
            "TERM": "xterm-256color",
            "WORKBENCH_STATE_DIR": str(folder / "state"),
            "WORKBENCH_CONFIG_DIR": str(folder / "config"),
            "PYTHONUTF8": "1",
            "TEXTUAL_ANIMATIONS": "none",
            **environment,
        },
        start_new_session=True,
    )
    os.close(end)
    opened = Terminal(process, control)
    try:
        yield opened
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=DEADLINE)
        os.close(control)
