"""The index of the events: numbers in arrays, so that a million events cost tens of megabytes."""

from __future__ import annotations

import zlib
from array import array
from typing import Final, NamedTuple

from workbench.events.containers import Found

UNNAMED: Final = 0
"""The kind of events whose type and name are looked up in the event itself."""

_MOST_KINDS: Final = 16_384
_LONGEST_NAME: Final = 200


class Entry(NamedTuple):
    """Where one event is: `place` and `envelope` are numbers given by the store, `item` is 0 for none."""

    place: int
    offset: int
    length: int
    line: int
    item: int
    envelope: int
    checksum: int
    kind: int


class Index:
    """Append-only columns. One thread may append while others read what `len` already covers."""

    __slots__ = (
        "_checksums",
        "_count",
        "_envelopes",
        "_items",
        "_kinds",
        "_lengths",
        "_lines",
        "_offsets",
        "_places",
    )

    def __init__(self) -> None:
        self._places = array("I")
        self._offsets = array("Q")
        self._lengths = array("I")
        self._lines = array("I")
        self._items = array("I")
        self._envelopes = array("I")
        self._checksums = array("I")
        self._kinds = array("H")
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, found: Found, place: int, kind: int) -> None:
        """Adds an event; it counts only when every column has it."""
        self._places.append(place)
        self._offsets.append(found.offset)
        self._lengths.append(len(found.raw))
        self._lines.append(found.line)
        self._items.append(found.item)
        self._envelopes.append(found.envelope)
        self._checksums.append(zlib.crc32(found.raw))
        self._kinds.append(kind)
        self._count += 1

    def __getitem__(self, at: int) -> Entry:
        if not 0 <= at < self._count:
            raise IndexError(f"there is no event {at}")
        return Entry(
            self._places[at],
            self._offsets[at],
            self._lengths[at],
            self._lines[at],
            self._items[at],
            self._envelopes[at],
            self._checksums[at],
            self._kinds[at],
        )

    @property
    def starts(self) -> array[int]:
        """Where the events begin in their places; its length may be ahead of the index's."""
        return self._offsets

    def place(self, at: int) -> int:
        return self._places[at]

    def start(self, at: int) -> int:
        return self._offsets[at]

    def end(self, at: int) -> int:
        """Where the event ends in its place."""
        return self._offsets[at] + self._lengths[at]

    def kind(self, at: int) -> int:
        return self._kinds[at]

    def envelope(self, at: int) -> int:
        return self._envelopes[at]


class Kinds:
    """The pairs of type and name that occur, numbered from 1; beyond a bound they stay `UNNAMED`."""

    __slots__ = ("_counts", "_names", "_numbers")

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._names: list[tuple[str, str]] = [("", "")]
        self._counts = array("Q", [0])

    def number(self, kind: str, name: str) -> int:
        """The number of a pair, counted once more."""
        pair = (kind, name)
        number = self._numbers.get(pair)
        if number is None:
            if len(self._names) >= _MOST_KINDS or len(kind) + len(name) > _LONGEST_NAME:
                number = UNNAMED
            else:
                number = len(self._names)
                self._names.append(pair)
                self._counts.append(0)
                self._numbers[pair] = number
        self._counts[number] += 1
        return number

    def __getitem__(self, number: int) -> tuple[str, str]:
        return self._names[number]

    def counts(self) -> list[tuple[str, str, int]]:
        """Type, name and number of events of each pair, in the order of their first event."""
        known = list(zip(self._names, self._counts, strict=False))
        return [(kind, name, count) for (kind, name), count in known[1:]]
