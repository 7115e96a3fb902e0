"""Plain text looked for in JSON text: without parsing it, but in spite of JSON's escapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from math import prod
from typing import Final

_SHORT_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
_OFTEN_ESCAPED: Final = frozenset("<>&'=+")
"""What serializers that care for HTML write as an escape."""

_MOST_SPELLINGS: Final = 40


Finder = Callable[[bytes, int], tuple[int, int] | None]
"""Where a spelling is found next in a haystack, from and to."""


class Query:
    """A text to look for. Smart case: without a capital in it, case is ignored.

    Letters of ASCII are looked for as they are; what a serializer may have escaped is found in either form.
    Each of the `finders` looks for some spellings.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._ignores_case = not any(letter.isupper() for letter in text)
        forms = [self._forms(letter) for letter in text]
        if prod(map(len, forms)) <= _MOST_SPELLINGS:
            self.finders = tuple(_text_finder(b"".join(spelling)) for spelling in product(*forms))
        else:
            pieces = (b"(?:" + b"|".join(map(re.escape, spellings)) + b")" for spellings in forms)
            self.finders = (_pattern_finder(re.compile(b"".join(pieces))),)

    def haystack(self, data: bytes) -> bytes:
        """JSON text in the form that the finders look at, of the same length."""
        return data.lower() if self._ignores_case else data

    def is_in_json(self, data: bytes) -> bool:
        """Whether JSON text holds the query."""
        haystack = self.haystack(data)
        return any(find(haystack, 0) for find in self.finders)

    def is_in(self, text: str) -> bool:
        """Whether plain text, as it is without escapes, holds the query."""
        return self.text in (text.lower() if self._ignores_case else text)

    def _forms(self, letter: str) -> list[bytes]:
        """How a character of the query may be spelled in the haystack."""
        plain = letter.isascii() and letter >= " " and letter != "\x7f"
        if plain and letter not in _SHORT_ESCAPES and letter not in _OFTEN_ESCAPED:
            return [letter.encode()]
        forms: dict[bytes, None] = {}
        for variant in (letter, letter.upper(), letter.title()) if self._ignores_case else (letter,):
            forms[variant.encode("utf-8", "surrogatepass")] = None
            if variant in _SHORT_ESCAPES:
                forms[_SHORT_ESCAPES[variant].encode()] = None
            units = variant.encode("utf-16-be", "surrogatepass").hex()
            codes = [units[at : at + 4] for at in range(0, len(units), 4)]
            forms["".join(f"\\u{code}" for code in codes).encode()] = None
            if not self._ignores_case:
                forms["".join(f"\\u{code.upper()}" for code in codes).encode()] = None
        return list(forms)


def _text_finder(spelling: bytes) -> Finder:
    def find(haystack: bytes, start: int) -> tuple[int, int] | None:
        at = haystack.find(spelling, start)
        return None if at < 0 else (at, at + len(spelling))

    return find


def _pattern_finder(pattern: re.Pattern[bytes]) -> Finder:
    def find(haystack: bytes, start: int) -> tuple[int, int] | None:
        found = pattern.search(haystack, start)
        return found.span() if found else None

    return find
