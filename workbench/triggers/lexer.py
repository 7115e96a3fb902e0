"""Trigger text to tokens, as the official lexer cuts it.

Mirrors @segment/fql-ts 1.10.1, with its odd corners: what ends a word, which quotes close a text, where
`<=` and `!=` need a blank behind them. Positions count characters from 0.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from workbench.jsvalues import from_units, unit_length

Kind = Literal[
    "ident", "dot", "operator", "conditional", "string", "number", "null",
    "brackleft", "brackright", "parenleft", "parenright", "comma", "eos",
]  # fmt: skip
"""The kinds of token, by the official names (`eos` is the end of the text)."""

TOO_LONG: Final = 100_000
"""From this many UTF-16 units on, a quoted text, a word or a number is refused."""

_ENDS: Final = frozenset(" \t\n,])")
_AFTER_WORD: Final = _ENDS | frozenset(".(=!")
_PUNCTUATION: Final[dict[str, Kind]] = {
    ".": "dot", "[": "brackleft", "]": "brackright", ",": "comma", "(": "parenleft", ")": "parenright",
}  # fmt: skip
_KEYWORDS: Final[dict[str, tuple[str, Kind]]] = {
    "a": ("and", "conditional"), "o": ("or", "conditional"), "n": ("null", "null"),
}  # fmt: skip
_BLANKS: Final = re.compile(r"[ \t\n]+").match
_CLEAN_END: Final = r"(?=[ \t\n,\])]|\Z)"
_QUICK: Final = re.compile(
    rf"[ \t\n]*(?:(\"[^\"]{{0,1000}}\"){_CLEAN_END}"
    r"|([A-Zb-mp-z_][A-Za-z0-9_-]{0,1000})(?=[ \t\n,\]).(=!]|\Z)"
    r"|(\()|(\))|(\.)|(,)|(\[)|(\])"
    rf"|(=)|(and|or){_CLEAN_END}|(null){_CLEAN_END})"
).match
"""What most of a trigger is made of, as the functions below read it, only faster."""
_QUICK_KINDS: Final[tuple[Kind, ...]] = (
    "eos", "string", "ident", "parenleft", "parenright", "dot", "comma", "brackleft", "brackright",
    "operator", "conditional", "null",
)  # fmt: skip
"""By the number of the group that has it."""
_WORD: Final = re.compile(r"(?:[A-Za-z0-9_-]|\\[\s\S])+").match
_ESCAPED: Final = re.compile(r"\\([\s\S])")
_DIGITS: Final = re.compile(r"[0-9.]*").match
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD_STARTS: Final = _LETTERS | frozenset("_\\")
_NUMBER_STARTS: Final = frozenset("0123456789+-")


class Token(NamedTuple):
    """A piece of a trigger; `value` is what the official token holds, quotes of texts included."""

    kind: Kind
    value: str
    start: int
    end: int


class LexError(Exception):
    """Where the text stops being FQL, what is wrong there, and what could stand there instead."""

    def __init__(self, message: str, position: int, expected: str) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.expected = expected


def tokenize(text: str) -> list[Token]:
    """The tokens of a trigger, paths joined, `eos` last; raises `LexError` at the first wrong character."""
    return join_paths(cut(text))


def cut(text: str) -> list[Token]:
    """The tokens as they stand in the text, before words and dots are joined to paths."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if quick := _QUICK(text, position):
            group = quick.lastindex or 0
            start, position = quick.span(group)
            tokens.append(Token(_QUICK_KINDS[group], quick[group], start, position))
            continue
        if blanks := _BLANKS(text, position):
            position = blanks.end()
            continue
        token = _next_token(text, position)
        tokens.append(token)
        position = token.end
        if token.kind == "string" and not _ends_at(text, position):
            # The official lexer takes the closing quote back unless the text ends cleanly behind it, and
            # reads it once more as an opening one.
            position -= 1
    tokens.append(Token("eos", "eos", len(text), len(text)))
    return tokens


def join_paths(tokens: list[Token]) -> list[Token]:
    """Words joined by dots become one word: `properties`, `.`, `plan` is `properties.plan`."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.kind == "ident":
            parts = [token.value]
            while (
                index + 1 < len(tokens) and tokens[index].kind == "dot" and tokens[index + 1].kind == "ident"
            ):
                parts.append(tokens[index + 1].value)
                index += 2
            if len(parts) > 1:
                token = Token("ident", ".".join(parts), token.start, tokens[index - 1].end)
        joined.append(token)
    return joined


def _ends_at(text: str, position: int) -> bool:
    return position >= len(text) or text[position] in _ENDS


def _next_token(text: str, start: int) -> Token:
    char = text[start]
    if char in _PUNCTUATION:
        return Token(_PUNCTUATION[char], char, start, start + 1)
    following = text[start + 1 : start + 2]
    if char == "!" and (following in _LETTERS or following == "("):
        return Token("operator", "!", start, start + 1)
    if char in "!=<>":
        return _operator(text, start, char)
    if char in _KEYWORDS:
        return _keyword(text, start, *_KEYWORDS[char])
    if char in _WORD_STARTS:
        return _word(text, start)
    if char in _NUMBER_STARTS:
        return _number(text, start)
    if char in "\"'":
        return _quoted(text, start, char)
    raise LexError(
        "This character cannot stand in a trigger.", start, "a condition, `and`, `or` or a parenthesis"
    )


def _operator(text: str, start: int, char: str) -> Token:
    if char == "=":
        return Token("operator", "=", start, start + 1)
    if text[start + 1 : start + 2] == "=" and _ends_at(text, start + 2):
        return Token("operator", f"{char}=", start, start + 2)
    if char != "!":
        return Token("operator", char, start, start + 1)
    if text[start + 1 : start + 2] == "=":
        raise LexError("`!=` needs a blank behind it.", start + 2, "a blank")
    raise LexError(
        "`!` stands before something it cannot negate.", start, "`!=`, `!contains(…)` or `!match(…)`"
    )


def _keyword(text: str, start: int, keyword: str, kind: Kind) -> Token:
    """`and`, `or`, `null`, or a word that merely begins like one."""
    rest = text[start + 1 : start + len(keyword)]
    if unit_length(rest) < len(keyword) - 1 and not any(char in _ENDS for char in rest):
        # At the very end of the text the official lexer looks for the keyword, meets the end and does not
        # go back: `nu` is the word `n`.
        return Token("ident", keyword[0], start, len(text))
    if rest == keyword[1:] and _ends_at(text, start + len(keyword)):
        return Token(kind, keyword, start, start + len(keyword))
    return _word(text, start)


def _word(text: str, start: int) -> Token:
    word = _WORD(text, start)
    if word is None or (word.end() < len(text) and text[word.end()] == "\\"):
        raise LexError("A backslash ends the trigger.", len(text) - 1, "the character that it escapes")
    end = word.end()
    value = word[0]
    if "\\" in value:
        for escape in _ESCAPED.finditer(value):
            if escape[1] > "\uffff":
                raise LexError(
                    "A backslash escapes one UTF-16 unit only.", start + escape.start(), "a plain character"
                )
        value = from_units(_ESCAPED.sub(r"\1", value))
    if unit_length(value) >= TOO_LONG:
        raise LexError("A word is too long.", start, f"fewer than {TOO_LONG:,} characters")
    if end < len(text) and text[end] not in _AFTER_WORD:
        raise LexError("A name goes on with a character that needs a backslash before it.", end,
                       "a blank, an operator or `\\` before the character")  # fmt: skip
    return Token("ident", value, start, end)


def _number(text: str, start: int) -> Token:
    digits = _DIGITS(text, start + 1)
    end = digits.end() if digits else start + 1
    point = text.find(".", start + 1, end)
    if point >= 0:
        if _ends_at(text, point + 1):
            raise LexError("A number ends with its decimal point.", point + 1, "a digit")
        second = text.find(".", point + 1, end)
        if second >= 0:
            raise LexError("A number has two decimal points.", second, "a digit or a blank")
    if end - start > TOO_LONG:
        raise LexError("A number is too long.", start, f"fewer than {TOO_LONG:,} digits")
    return Token("number", text[start:end], start, end)


def _quoted(text: str, start: int, quote: str) -> Token:
    end = text.find(quote, start + 1)
    if end < 0:
        raise LexError("A quote is opened and never closed.", start, f"a closing {quote}")
    if end - start > TOO_LONG // 2 and unit_length(text[start + 1 : end]) >= TOO_LONG:
        raise LexError("A quoted text is too long.", start, f"fewer than {TOO_LONG:,} characters")
    return Token("string", text[start : end + 1], start, end + 1)
