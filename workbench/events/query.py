"""Plain text looked for in JSON text: without parsing it, but in spite of JSON's escapes."""

from __future__ import annotations

import re
from typing import Final

_SHORT_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
}
_OFTEN_ESCAPED: Final = frozenset("<>&'=")
"""What serializers that care for HTML write as an escape."""


class Query:
    """A text to look for. Smart case: without a capital in it, case is ignored.

    Letters of ASCII are looked for as they are; what a serializer may have escaped is found in either form.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.ignores_case = not any(letter.isupper() for letter in text)
        self._pattern = re.compile(b"".join(self._forms(letter) for letter in text), re.DOTALL)
        plain = text.isascii() and not any(map(self._is_special, text))
        self._literal = text.encode() if plain else None

    def haystack(self, data: bytes) -> bytes:
        """JSON text as `find` takes it."""
        return data.lower() if self.ignores_case else data

    def find(self, haystack: bytes, start: int) -> tuple[int, int] | None:
        """Where the text is found next, from and to."""
        if self._literal is not None:
            at = haystack.find(self._literal, start)
            return None if at < 0 else (at, at + len(self._literal))
        found = self._pattern.search(haystack, start)
        return found.span() if found else None

    def in_text(self, text: str) -> bool:
        """Whether plain text, as it is without escapes, holds it."""
        return self.text in (text.lower() if self.ignores_case else text)

    @staticmethod
    def _is_special(letter: str) -> bool:
        return letter < " " or letter == "\x7f" or letter in _SHORT_ESCAPES or letter in _OFTEN_ESCAPED

    def _forms(self, letter: str) -> bytes:
        """A pattern for the forms that a character of the query may have in the haystack."""
        if letter.isascii() and not self._is_special(letter):
            return re.escape(letter.encode())
        forms: list[bytes] = []
        for variant in {letter, letter.upper(), letter.title()} if self.ignores_case else {letter}:
            forms.append(re.escape(variant.encode("utf-8", "surrogatepass")))
            if variant in _SHORT_ESCAPES:
                forms.append(re.escape(_SHORT_ESCAPES[variant].encode()))
            units = variant.encode("utf-16-be", "surrogatepass").hex()
            codes = "".join(f"\\\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
            forms.append(f"(?i:{codes})".encode())
        return b"(?:" + b"|".join(sorted(forms)) + b")"
