"""The bytes of one source, read once from beginning to end, unpacked on the way if they are compressed."""

from __future__ import annotations

import os
import re
import select
import zlib
from collections.abc import Iterator
from typing import Final

from workbench.errors import WorkbenchError
from workbench.events.faults import Reason
from workbench.events.places import Place, Spool
from workbench.events.sources import system_reason

CHUNK: Final = 128 * 1024

LIMIT_VARIABLE: Final = "WORKBENCH_MAX_UNPACKED"
"""The environment variable that sets how much may be unpacked in all: bytes, or with K, M or G behind."""

_DEFAULT_LIMIT: Final = 4 * 2**30
_HARMLESS: Final = 64 * 2**20
_STEEPEST: Final = 250
_UNITS: Final = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
_IDLE: Final = 0.04
_CUT: Final = Reason(
    "The compressed data end too early; the events before are loaded.", "Get the file again."
)
_DAMAGED: Final = Reason(
    "The compressed data are damaged; the events before are loaded.", "Get the file again."
)


class Room:
    """How much may still be unpacked. Unless a limit was chosen, what swells like a bomb is refused."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = _DEFAULT_LIMIT if limit is None else limit
        self.suspicious = limit is None
        self.used = 0

    def refusal(self, packed: int, unpacked: int) -> Reason | None:
        """Why no more may be unpacked of a source that gave so much, if so."""
        raised = (
            f"If it is right, allow more, such as {LIMIT_VARIABLE}=20G, or unpack it yourself: gunzip FILE"
        )
        if self.suspicious and unpacked > _HARMLESS and unpacked > packed * _STEEPEST:
            return Reason(f"It unpacks to over {_STEEPEST} times its size, as no events do.", raised)
        if self.used > self.limit:
            return Reason(f"More than {_amount(self.limit)} would be unpacked.", raised)
        return None


def limit_from_environment() -> int | None:
    """The limit that the environment sets, None if it sets none. Raises `WorkbenchError` if it is no size."""
    text = os.environ.get(LIMIT_VARIABLE, "").strip()
    if not text:
        return None
    found = re.fullmatch(r"(\d+)([KMG]?)B?", text.upper())
    if found is None:
        raise WorkbenchError(f"{LIMIT_VARIABLE} is not a size.", "Write it like 500M or 8G.")
    return int(found[1]) * _UNITS[found[2]]


class Feed:
    """A stretch of a place in chunks. `done` counts the bytes read; `fault` says why it ended early."""

    def __init__(self, place: Place, start: int, end: int) -> None:
        self.place = place
        self.start = start
        self.done = 0
        self.fault: Reason | None = None
        self._end = end

    def chunks(self) -> Iterator[bytes]:
        """The bytes, up to the end that was known at first: a file that grows meanwhile is no endless one."""
        at = self.start
        while at < self._end:
            try:
                chunk = self.place.read(at, min(CHUNK, self._end - at))
            except OSError as error:
                self.fault = system_reason(error)
                return
            if not chunk:
                self.fault = Reason("The file became shorter while it was read.", "Load it again.")
                return
            at += len(chunk)
            self.done += len(chunk)
            yield chunk


class UnpackedFeed:
    """The same of gzip data, put into a spool as they are unpacked: from `start` on, without gaps."""

    def __init__(self, packed: Feed, head: Iterator[bytes], place: Place, spool: Spool, room: Room) -> None:
        self.place = place
        self.start = spool.size
        self._packed = packed
        self._chunks = head
        self._spool = spool
        self._room = room
        self._fault: Reason | None = None

    @property
    def done(self) -> int:
        return self._packed.done

    @property
    def fault(self) -> Reason | None:
        return self._fault or self._packed.fault

    def chunks(self) -> Iterator[bytes]:
        """The unpacked bytes; what was unpacked before a fault is given first."""
        for chunk in self._members():
            try:
                self._spool.append(chunk)
            except OSError as error:
                self._fault = system_reason(error)
                return
            self._room.used += len(chunk)
            self._fault = self._room.refusal(self.done, self._spool.size - self.start)
            if self._fault:
                return
            yield chunk

    def _members(self) -> Iterator[bytes]:
        """The content of all members of the gzip data; padding with zeros behind them is allowed."""
        data, unpacker = b"", zlib.decompressobj(wbits=31)
        try:
            while True:
                chunk = unpacker.decompress(data, CHUNK)
                data = unpacker.unconsumed_tail
                if chunk:
                    yield chunk
                if unpacker.eof:
                    data = self._next_member(unpacker.unused_data)
                    if not data:
                        return
                    unpacker = zlib.decompressobj(wbits=31)
                elif not data and len(chunk) < CHUNK:
                    data = next(self._chunks, b"")
                    if not data:
                        self._fault = _CUT
                        return
        except zlib.error:
            self._fault = _DAMAGED

    def _next_member(self, rest: bytes) -> bytes:
        """What stands behind a member: the next one, or nothing but zeros, which some tools put there."""
        rest = rest.lstrip(b"\0")
        while not rest:
            chunk = next(self._chunks, b"")
            if not chunk:
                return b""
            rest = chunk.lstrip(b"\0")
        return rest


def pipe_chunks(descriptor: int) -> Iterator[bytes | None]:
    """What comes out of a pipe; None while nothing comes. Raises `OSError`."""
    while True:
        ready, _, _ = select.select([descriptor], [], [], _IDLE)
        if not ready:
            yield None
            continue
        chunk = os.read(descriptor, CHUNK)
        if not chunk:
            return
        yield chunk


def _amount(size: int) -> str:
    return f"{size / 2**30:.3g} GB" if size >= 2**30 else f"{size / 2**20:.3g} MB"
