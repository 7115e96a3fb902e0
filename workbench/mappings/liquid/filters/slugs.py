"""Slugs: names for addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from workbench.jsvalues import WHITESPACE

_NO_ASCII: Final = re.compile("[^A-Za-z0-9]+")
_BLANK_RUN: Final = re.compile(f"[{WHITESPACE}]+")
_PRETTY: Final = frozenset("._~!$&'()+,;=@")
_LATIN: Final = str.maketrans(
    {
        **dict.fromkeys("àáâãäå", "a"),
        "æ": "ae",
        "ç": "c",
        **dict.fromkeys("èéêë", "e"),
        **dict.fromkeys("ìíîï", "i"),
        "ð": "d",
        "ñ": "n",
        **dict.fromkeys("òóôõöø", "o"),
        **dict.fromkeys("ùúûü", "u"),
        **dict.fromkeys("ýÿ", "y"),
        "ß": "ss",
        "œ": "oe",
        "þ": "th",
        "ẞ": "SS",
        "Œ": "OE",
        "Þ": "TH",
    }
)


def slug_of(text: str, mode: str) -> str:
    """Text with runs of other characters as hyphens, one at each end removed; case is left alone.

    `mode` says which characters stay: `raw` (all but blanks), `default` (letters, marks and digits of all
    scripts), `pretty` (also some punctuation), `ascii`, `latin` (as default, accents removed); any other mode
    changes nothing.
    """
    hyphenate = _MODES.get(mode)
    if hyphenate is None:
        return text
    return hyphenate(text).removeprefix("-").removesuffix("-")


def _keeping(stays: Callable[[str], bool]) -> Callable[[str], str]:
    def hyphenate(text: str) -> str:
        kept = [character if stays(character) else " " for character in text]
        return re.sub(" +", "-", "".join(kept))

    return hyphenate


def _is_written(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


_default: Final = _keeping(_is_written)
_MODES: Final[dict[str, Callable[[str], str]]] = {
    "raw": lambda text: _BLANK_RUN.sub("-", text),
    "default": _default,
    "pretty": _keeping(lambda character: character in _PRETTY or _is_written(character)),
    "ascii": lambda text: _NO_ASCII.sub("-", text),
    "latin": lambda text: _default(text.translate(_LATIN)),
}
