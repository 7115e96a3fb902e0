"""What a batch says about all of its events: `context`, `integrations`, `sentAt`; and an endpoint's type."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import Final

from workbench.events.places import Spool
from workbench.jsvalues import Json, dump_json, parse_json

NO_ENVELOPE: Final = 0
"""The number of the empty envelope."""

_SHARED: Final = ("context", "integrations", "sentAt")
_REMEMBERED: Final = 256
_KEPT: Final = 16


class Envelopes:
    """Envelopes by number. They lie in the spool: an archive may hold a different one for each few events."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._offsets = array("Q", [0])
        self._lengths = array("I", [0])
        self._numbers: OrderedDict[bytes, int] = OrderedDict()
        self._parsed: OrderedDict[int, dict[str, Json]] = OrderedDict()

    def add(self, body: dict[str, Json], declared: str = "") -> int:
        """The number of the envelope of a batch body, the same one for equal envelopes. Raises `OSError`."""
        text = self._text(body, declared)
        if not text:
            return NO_ENVELOPE
        number = self._numbers.get(text)
        if number is None:
            number = self.reserve()
            self._write(number, text)
            self._numbers[text] = number
            if len(self._numbers) > _REMEMBERED:
                self._numbers.popitem(last=False)
        return number

    def reserve(self) -> int:
        """A number for a batch whose end is not read yet; until it is filled, the envelope is empty."""
        self._lengths.append(0)
        self._offsets.append(0)
        return len(self._offsets) - 1

    def fill(self, number: int, body: dict[str, Json]) -> None:
        """Gives a reserved number its envelope. Raises `OSError`."""
        self._write(number, self._text(body, ""))
        self._parsed.pop(number, None)

    def pending(self, number: int) -> bool:
        """Whether the number may still be filled."""
        return number != NO_ENVELOPE and not self._lengths[number]

    def text(self, number: int) -> bytes:
        """The envelope's JSON; empty for `NO_ENVELOPE`. Raises `OSError`."""
        length = self._lengths[number]
        return self._spool.read(self._offsets[number], length) if length else b""

    def __getitem__(self, number: int) -> dict[str, Json]:
        if number == NO_ENVELOPE:
            return {}
        known = self._parsed.get(number)
        if known is None:
            text = self.text(number)
            known = parse_json(text) if text else {}
            self._parsed[number] = known
            if len(self._parsed) > _KEPT:
                self._parsed.popitem(last=False)
        return known

    def _write(self, number: int, text: bytes) -> None:
        if text:
            self._offsets[number] = self._spool.append(text)
            self._lengths[number] = len(text)

    @staticmethod
    def _text(body: dict[str, Json], declared: str) -> bytes:
        shared = {key: body[key] for key in _SHARED if body.get(key) is not None}
        if declared:
            shared["type"] = declared
        return dump_json(shared).encode("utf-8", "surrogatepass") if shared else b""
