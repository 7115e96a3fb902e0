"""How fast the screen follows a typed character, and what 100,000 events cost.

    python tests/benchmarks/screen.py [--events N] [--keys N]

Runs the real program in a pseudo terminal on generated events: types into a field one character at a time
and takes the time until the character is on the screen and until the request holds it (p50 and p90); then
opens an archive of 100,000 events and takes the time to its first row and the memory when it is indexed.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from workbench.events.generate import write_ndjson

SIZE = (45, 170)
_WIDEST = 12
"""Characters that the column of the requests shows whole."""


class Program:
    """The workbench in a pseudo terminal."""

    def __init__(self, events: Path, state: Path) -> None:
        self.started = time.perf_counter()
        self.output = b""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "WORKBENCH_STATE_DIR": str(state)}
            os.execve(sys.executable, [sys.executable, "-m", "workbench", str(events)], environment)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))

    def read(self, seconds: float) -> None:
        """Take what the program writes within so many seconds."""
        if select.select([self.descriptor], [], [], seconds)[0]:
            self.output += os.read(self.descriptor, 1 << 20)

    def until(self, pattern: bytes, limit: float = 60) -> float:
        """Seconds until the output since the last key matches."""
        started = time.perf_counter()
        wanted = re.compile(pattern)
        while not wanted.search(self.output):
            if time.perf_counter() - started > limit:
                raise SystemExit(f"{pattern!r} did not come; the last output was {self.output[-300:]!r}")
            self.read(0.0005)
        return time.perf_counter() - started

    def quiet(self, seconds: float = 0.4, limit: float = 60) -> None:
        """Until the program has written nothing for so long."""
        started = last = time.perf_counter()
        while time.perf_counter() - last < seconds and time.perf_counter() - started < limit:
            before = len(self.output)
            self.read(0.02)
            if len(self.output) != before:
                last = time.perf_counter()

    def press(self, keys: bytes) -> None:
        self.output = b""
        os.write(self.descriptor, keys)

    def resident(self) -> float:
        """MB of memory that the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


def typing(events: Path, state: Path, keys: int) -> None:
    program = Program(events, state)
    try:
        program.until(rb"Track Calls")
        program.quiet(1.0)
        for key in (b"/", b"Trip Booked", b"\r", b"2", b"\r", b"\x1b[B" * 4, b"\r"):
            program.press(key)
            program.quiet()
        program.press(b"\x14")
        program.quiet()
        shown, previewed = [], []
        text = b""
        for number in range(keys):
            if len(text) == _WIDEST:
                program.press(b"\x7f" * len(text))
                program.quiet()
                text = b""
            text += b"zq"[number % 2 : number % 2 + 1]
            program.press(text[-1:])
            shown.append(program.until(re.escape(text)))
            request = rb'"name": "(?:\x1b\[[0-9;]*m)*' + re.escape(text) + rb'(?:\x1b\[[0-9;]*m)*"'
            previewed.append(shown[-1] + program.until(request))
            program.quiet(0.15)
    finally:
        program.end()
    for name, values in (("typed_character", shown), ("updated_preview", previewed)):
        print(f"{name}_ms: p50 {percentile(values, 0.5):.1f}, p90 {percentile(values, 0.9):.1f}")


def archive(events: Path, state: Path, rounds: int) -> None:
    firsts, memory, indexed = [], [], []
    for _ in range(rounds):
        program = Program(events, state)
        try:
            program.until(rb"track {4}")
            firsts.append(time.perf_counter() - program.started)
            program.until(rb"100,000")
            program.until(rb"of 100,000")
            indexed.append(time.perf_counter() - program.started)
            program.quiet(2.0)
            memory.append(program.resident())
        finally:
            program.end()
    print(f"first_rows_of_100000_ms: {statistics.median(firsts) * 1000:.0f}")
    print(f"indexed_and_counted_s: {statistics.median(indexed):.1f}")
    print(f"resident_mb: {max(memory):.0f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        ten, hundred = Path(folder) / "ten.ndjson", Path(folder) / "hundred.ndjson"
        for path, count in ((ten, 10_000), (hundred, 100_000)):
            with path.open("wb") as file:
                write_ndjson(file, count)
        print(f"archive_mb: {hundred.stat().st_size / 1e6:.0f}")
        typing(ten, state, options.keys)
        archive(hundred, state, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
