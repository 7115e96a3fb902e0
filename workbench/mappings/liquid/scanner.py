"""Reads expressions, values and filters out of a template, as LiquidJS' tokenizer does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from liquid.token import TOKEN_EXPRESSION, Token

from workbench.jsvalues import dump_json, from_units, to_number, to_units
from workbench.mappings.liquid.expressions import (
    OPERATORS,
    Argument,
    Filter,
    Filtered,
    Literal,
    Lookup,
    Named,
    Operand,
    Operator,
    Range,
)
from workbench.mappings.liquid.faults import TemplateError
from workbench.mappings.liquid.strings import string_value
from workbench.mappings.liquid.values import LITERALS

BLANKS: Final = frozenset(
    "\t\n\v\f\r \u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What LiquidJS calls blank; the byte order mark is not."""

QUOTES: Final = frozenset("\"'")
_NO_WORD: Final = BLANKS | frozenset("\u201c\u201d")
_ASCII_WORD: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-?")
_DIGITS: Final = frozenset("0123456789")
_SHOWN: Final = 32


def is_word(character: str) -> bool:
    """Whether a character may stand in a name; all beyond ASCII may but blanks and curly quotes."""
    return character in _ASCII_WORD if character < "\x80" else character not in _NO_WORD


class Scanner:
    """A reader of the source between two positions."""

    __slots__ = ("position", "source", "stop")

    def __init__(self, source: str, start: int, stop: int) -> None:
        self.source = source
        self.position = start
        self.stop = stop

    def error(self, message: str, position: int | None = None) -> TemplateError:
        """The error for what cannot be read at a position (where the scanner is, when not given)."""
        where = self.position if position is None else position
        return TemplateError("TokenizationError", message, self.source, where)

    def snapshot(self, start: int | None = None) -> str:
        """The text from a position on, shortened and quoted, for error messages."""
        units = to_units(self.source[self.position if start is None else start : self.stop])
        return dump_json(from_units(units if len(units) <= _SHOWN else units[: _SHOWN - 3] + "..."))

    def at_end(self) -> bool:
        return self.position >= self.stop

    def peek(self, ahead: int = 0) -> str:
        """The character ahead, or nothing at the end."""
        position = self.position + ahead
        return self.source[position] if position < self.stop else ""

    def advance(self) -> None:
        self.position += 1

    def skip_blanks(self) -> None:
        while self.peek() in BLANKS:
            self.position += 1

    def read_to(self, closing: str) -> bool:
        """Go behind the next `closing`; to the end when there is none, which is false."""
        found = self.source.find(closing, self.position, self.stop)
        self.position = self.stop if found < 0 else found + len(closing)
        return found >= 0

    def word(self) -> str:
        """A name, or nothing."""
        self.skip_blanks()
        start = self.position
        while not self.at_end() and is_word(self.peek()):
            self.position += 1
        return self.source[start : self.position]

    def tag_name(self) -> str:
        """A tag's name; `#` is one."""
        self.skip_blanks()
        if self.source[self.position : self.position + 1] == "#":
            self.position += 1
            return "#"
        return self.word()

    def filtered(self) -> Filtered:
        """An expression with its filters. Raises `TemplateError` when there is none."""
        start = self.position
        operands = self._operands()
        if not operands:
            raise self.error(f"invalid value expression: {self.snapshot()}")
        filters = self._filters()
        return Filtered(self._token(start), operands, filters)

    def _token(self, start: int) -> Token:
        return Token(TOKEN_EXPRESSION, self.source[start : self.position], start, self.source)

    def _operands(self) -> tuple[Operand, ...]:
        """Values and operators in the order of evaluation; operators of one rank group from the right."""
        ordered: list[Operand] = []
        waiting: list[Operator] = []
        while not self.at_end():
            operator = self._operator()
            if operator:
                while waiting and waiting[-1].rank > operator.rank:
                    ordered.append(waiting.pop())
                waiting.append(operator)
                continue
            value = self.value()
            if value is None:
                break
            ordered.append(value)
        return (*ordered, *reversed(waiting))

    def _operator(self) -> Operator | None:
        name = self._known(OPERATORS)
        return OPERATORS[name] if name else None

    def _known(self, names: Iterable[str]) -> str:
        """The longest of some names that stands here, and goes behind it; a word must end there."""
        self.skip_blanks()
        found = ""
        for name in names:
            if len(name) > len(found) and self.source.startswith(name, self.position, self.stop):
                found = name
        if not found or (is_word(found[-1]) and is_word(self.peek(len(found)) or " ")):
            return ""
        self.position += len(found)
        return found

    def value(self) -> Argument | None:
        """A literal, number, text, range or variable with its members; `None` when there is none."""
        self.skip_blanks()
        start = self.position
        root: Argument | None = self._literal() or self.quoted() or self._number()
        if root is None and self.peek() == "(":
            root = self._range()
        keys = self._keys(is_variable=root is None)
        return Lookup(self._token(start), root, keys) if keys else root

    def value_needed(self) -> Argument:
        """As `value`; raises `TemplateError` when there is none."""
        value = self.value()
        if value is None:
            raise self.error(f"unexpected token {self.snapshot()}, value expected")
        return value

    def path(self) -> Lookup | None:
        """A variable with its members, as filters take one in their text."""
        self.skip_blanks()
        start = self.position
        keys = self._keys(is_variable=True)
        return Lookup(self._token(start), None, keys) if keys else None

    def _literal(self) -> Literal | None:
        self.skip_blanks()
        start = self.position
        name = self._known(LITERALS)
        return Literal(self._token(start), LITERALS[name]) if name else None

    def quoted(self) -> Literal | None:
        """Text in quotes; without a closing one it goes on to the end, and its last character is lost."""
        self.skip_blanks()
        start = self.position
        quote = self.peek()
        if quote not in QUOTES or not quote:
            return None
        self.position += 1
        is_escaped = False
        while not self.at_end():
            character = self.peek()
            self.position += 1
            if character == quote and not is_escaped:
                break
            is_escaped = character == "\\" and not is_escaped
        token = self._token(start)
        return Literal(token, string_value(token.value))

    def _number(self) -> Literal | None:
        self.skip_blanks()
        start = self.position
        length = 1 if self.peek() in ("+", "-") else 0
        has_point = has_digit = False
        while character := self.peek(length):
            if character in _DIGITS:
                has_digit = True
            elif character == "." and self.peek(length + 1) != ".":
                if has_point or not has_digit:
                    return None
                has_point = True
            else:
                break
            length += 1
        if not has_digit or is_word(self.peek(length) or " "):
            return None
        self.position += length
        token = self._token(start)
        return Literal(token, to_number(token.value))

    def _range(self) -> Range:
        start = self.position
        self.position += 1
        low = self.value_needed()
        self.skip_blanks()
        if self.peek() == "." and self.peek(1) == ".":
            self.position += 2
            high = self.value_needed()
            self.skip_blanks()
            closing = self.source[self.position : self.position + 1]
            self.position += 1
            if closing == ")":
                return Range(self._token(start), low, high)
        raise self.error("invalid range syntax")

    def _keys(self, *, is_variable: bool) -> tuple[Argument, ...]:
        """The members of a path: names after dots, values in brackets; the first name needs no dot."""
        keys: list[Argument] = []
        while True:
            if self.peek() == "[":
                self.position += 1
                keys.append(self.value() or self._name(self.position, ""))
                if not self.read_to("]"):
                    raise self.error("[ not closed")
                continue
            if is_variable and not keys and (key := self._next_name()):
                keys.append(key)
                continue
            if self.peek() == "." and self.peek(1) != ".":
                self.position += 1
                if key := self._next_name():
                    keys.append(key)
                    continue
            return tuple(keys)

    def _next_name(self) -> Literal | None:
        self.skip_blanks()
        start = self.position
        name = self.word()
        return self._name(start, name) if name else None

    def _name(self, start: int, name: str) -> Literal:
        return Literal(Token(TOKEN_EXPRESSION, name, start, self.source), name)

    def _filters(self) -> tuple[Filter, ...]:
        filters = []
        while (filter_ := self._filter()) is not None:
            filters.append(filter_)
        return tuple(filters)

    def _filter(self) -> Filter | None:
        self.skip_blanks()
        if self.at_end() or self.peek() in (")", ","):
            return None
        character = self.peek()
        self.position += 1
        if character != "|":
            raise self.error('expected "|" before filter')
        name = self.word()
        if not name:
            if not self.at_end():
                raise self.error("expected filter name")
            return None
        self.skip_blanks()
        arguments: list[Argument] = []
        if self.peek() == ":":
            self._read_arguments(arguments)
        elif self.peek() not in ("|", ")", ",", ""):
            raise self.error('expected ":" after filter name')
        return Filter(name, tuple(arguments))

    def _read_arguments(self, arguments: list[Argument]) -> None:
        while True:
            self.position += 1
            argument = self._argument()
            if argument is not None:
                arguments.append(argument)
            self.skip_blanks()
            if self.peek() not in ("", ",", "|", ")"):
                raise self.error(f"unexpected character {self.snapshot()}")
            if self.peek() != ",":
                return

    def _argument(self) -> Argument | None:
        """An argument of a filter, which may have a name before a colon."""
        value = self.value()
        if value is None:
            return None
        self.skip_blanks()
        if self.peek() != ":":
            return value
        self.position += 1
        return Named(value.token, self.value())
