"""UTF-16 units, in which JavaScript counts, cuts and indexes text."""

from __future__ import annotations

import re
from typing import Final

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]").search
_PAIR: Final = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_SURROGATE: Final = re.compile("[\ud800-\udfff]").search


def unit_length(text: str) -> int:
    """JavaScript's `length`: characters beyond U+FFFF count twice."""
    if text.isascii() or not _ASTRAL(text):
        return len(text)
    return len(text) + sum(char > "\uffff" for char in text)


def to_units(text: str) -> str:
    """`text` with one character a UTF-16 unit: characters beyond U+FFFF become their two surrogates."""
    if text.isascii() or not _ASTRAL(text):
        return text
    encoded = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, memoryview(encoded).cast("H")))


def from_units(units: str) -> str:
    """The reverse of `to_units`: surrogate pairs become characters, lone surrogates stay."""
    if units.isascii() or not _SURROGATE(units):
        return units
    return _PAIR.sub(_joined, units)


def _joined(pair: re.Match[str]) -> str:
    high, low = pair.groups()
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + ord(low) - 0xDC00)
