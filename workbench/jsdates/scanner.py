"""The pieces of a date text, as V8 takes it apart."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Token(NamedTuple):
    """A piece of a date text.

    `kind`: `n` number, `w` word, `s` white space, `?` ignored text, `` the end, else the symbol itself.
    `value` is a number's value (at most nine significant digits count), `length` the piece's length.
    """

    kind: str
    text: str
    value: int
    length: int


END: Final = Token("", "", 0, 0)
_SPACE: Final = "\t-\r \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff"
_TOKENS: Final = re.compile(
    rf"(?P<number>[0-9]+)|(?P<symbol>[-:+.)])|(?P<space>[{_SPACE}]+)"
    rf"|(?P<word>[^\0-@{_SPACE}]+)|(?P<open>\()|(?P<other>[^-:+.)(0-9A-\U0010ffff\0\t-\r ]+)"
)
_RUN: Final = re.compile(r"(.)\1+")
_IGNORED: Final = r"[^-:+.)(0-9A-\U0010ffff\0]*"
_FLAT: Final = re.compile(rf"[^()\0]*\)(?:{_IGNORED}\([^()\0]*\))*{_IGNORED}").match
"""The rest of parentheses without others inside, and more of the kind behind them: together ignored text."""
_PARENTHESES: Final = re.compile(r"[()\0]")
_SIGNIFICANT_DIGITS: Final = 9


class Scanner:
    """The tokens of a text, one at a time with one to look at; NUL ends the text as the end does."""

    __slots__ = ("_position", "_text", "peek")

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self.peek = self._scan()

    def next(self) -> Token:
        """Take the token that `peek` shows."""
        token = self.peek
        self.peek = self._scan()
        return token

    def skip(self, symbol: str) -> bool:
        """Take the next token if it is `symbol`."""
        if self.peek.kind != symbol:
            return False
        self.peek = self._scan()
        return True

    def _scan(self) -> Token:
        found = _TOKENS.match(self._text, self._position)
        if found is None:
            return END
        piece = found[0]
        self._position = found.end()
        match found.lastgroup:
            case "number":
                return Token("n", piece, int(piece.lstrip("0")[:_SIGNIFICANT_DIGITS] or 0), len(piece))
            case "symbol":
                if self._text.startswith(piece * 3, self._position):
                    self._shorten_run()
                return Token(piece, piece, 0, 1)
            case "space":
                return Token("s", " ", 0, len(piece))
            case "word":
                return Token("w", piece[:3].lower(), 0, len(piece))
            case "open" if flat := _FLAT(self._text, self._position):
                self._position = flat.end()
            case "open":
                self._skip_parentheses()
        return Token("?", "", 0, len(piece))

    def _shorten_run(self) -> None:
        """Leave two of the same symbols ahead: three in a row mean what any larger number does."""
        if run := _RUN.match(self._text, self._position):
            self._position = run.end() - 2

    def _skip_parentheses(self) -> None:
        """Go past the closing parenthesis that belongs to the one just read, or to the end."""
        depth = 1
        for found in _PARENTHESES.finditer(self._text, self._position):
            if found[0] == "\0":
                self._position = found.start()
                return
            depth += 1 if found[0] == "(" else -1
            if not depth:
                self._position = found.end()
                return
        self._position = len(self._text)


def milliseconds(token: Token) -> int:
    """The first three digits of a fraction, padded on the right.

    Leading zeros do not count as digits of a number with more than nine, an oddity of V8 that is kept.
    """
    if token.length <= 3:
        factor: int = 10 ** (3 - token.length)
        return token.value * factor
    divisor: int = 10 ** (min(token.length, _SIGNIFICANT_DIGITS) - 3)
    return token.value // divisor
