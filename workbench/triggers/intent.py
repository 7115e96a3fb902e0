"""What the writer of a trigger most likely meant: the documented FQL, and common slips around it.

Segment documents precedence, nesting, `not`, lists and both quotes; the reader of mapping triggers knows
none of them. This module reads a text as documented, and forgivingly, into the same nodes, so that it can
be compared with the real reading and written in a way that is understood. It decides nothing: matching
always uses the real reading. Source of the language: docs page "FQL" (public API), and what people type.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from workbench.triggers.leaves import LeafError, comparison, function, negated
from workbench.triggers.nodes import Comparison, Group, Node

LONGEST: Final = 4_000
"""Texts beyond this many characters are not guessed at; people do not write them."""

_DEEPEST: Final = 40

_PIECES: Final = re.compile(
    r"""
    (?P<blank>[\s\u200b\ufeff]+)
  | (?P<text>"(?:\\"|[^"])*" | '(?:\\'|[^'])*' | “[^”]*” | ‘[^’]*’ | „[^“”]*[“”] | «[^»]*»)
  | (?P<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.$]))
  | (?P<path>(?:\$\.)?(?:\\.|[^\W\d]|[$])(?:\\.|[\w$-])*
      (?:\s*\.\s*(?:\\.|[\w$-])+ | \[\s*(?:\d+|"[^"]*"|'[^']*')\s*\])*)
  | (?P<operator>===|==|=|!==|!=|<>|<=|>=|<|>|≠|≤|≥)
  | (?P<joint>&&?|\|\|?)
  | (?P<mark>[!(),\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERATORS: Final = {"==": "=", "===": "=", "!==": "!=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}
_FLIPPED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_INFIX_FUNCTIONS: Final = ("contains", "match", "matches")
_KEYWORDS: Final = frozenset({
    "and", "or", "not", "in", "is", "equals", "exists", "starts_with", "startswith", "ends_with",
    "endswith", *_INFIX_FUNCTIONS,
})  # fmt: skip


class IntentError(Exception):
    """No meaning can be guessed, or a trigger cannot express it."""


class _Piece(NamedTuple):
    kind: str
    text: str

    @property
    def word(self) -> str:
        """The piece as a keyword: in small letters, empty when it is no word."""
        return self.text.lower() if self.kind in ("path", "joint", "mark") else ""


def meant(text: str) -> Node:
    """The condition or the groups, nested as written, that a text means; raises `IntentError`."""
    if len(text) > LONGEST:
        raise IntentError
    try:
        return _Reader(_cut(text)).whole()
    except LeafError as refusal:
        raise IntentError from refusal


def _cut(text: str) -> list[_Piece]:
    pieces = []
    position = 0
    while position < len(text):
        found = _PIECES.match(text, position)
        if found is None or found.lastgroup is None:
            raise IntentError
        if found.lastgroup != "blank":
            pieces.append(_Piece(found.lastgroup, found[0]))
        position = found.end()
    pieces.append(_Piece("end", ""))
    return pieces


class _Reader:
    """Recursive descent over the pieces: or, and, not, group or condition."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = pieces
        self._next = 0
        self._depth = 0

    @property
    def _piece(self) -> _Piece:
        return self._pieces[self._next]

    def _take(self) -> _Piece:
        piece = self._piece
        if piece.kind == "end":
            raise IntentError
        self._next += 1
        return piece

    def _accept(self, *words: str) -> bool:
        if self._piece.word not in words:
            return False
        self._next += 1
        return True

    def _expect(self, word: str) -> None:
        if not self._accept(word):
            raise IntentError

    def whole(self) -> Node:
        node = self._any_of()
        while self._accept(")"):  # one too many, a common slip
            continue
        if self._piece.kind != "end":
            raise IntentError
        return node

    def _any_of(self) -> Node:
        parts = [self._all_of()]
        while self._accept("or", "||", "|"):
            if self._piece.kind != "end":
                parts.append(self._all_of())
        return _group("or", parts)

    def _all_of(self) -> Node:
        parts = [self._negatable()]
        while self._accept("and", "&&", "&") or self._begins_condition():
            if self._piece.kind != "end":
                parts.append(self._negatable())
        return _group("and", parts)

    def _begins_condition(self) -> bool:
        """Whether a condition follows that nothing joins to the one before."""
        return self._piece.kind == "path" and self._piece.word != "or"

    def _negatable(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise IntentError
        try:
            if self._accept("!", "not"):
                return _negate(self._negatable())
            if self._accept("("):
                node = self._any_of()
                if self._piece.kind != "end":
                    self._expect(")")
                return node
            return self._condition()
        finally:
            self._depth -= 1

    def _condition(self) -> Node:
        first = self._take()
        if first.word in ("contains", "match") and self._piece.text == "(":
            return self._function(first.word)
        if first.kind != "path" or first.word in _CONSTANTS:
            return self._reversed(first)
        path = first.text + self._rest_of_name()
        if self._piece.kind == "operator":
            operator = self._operator()
            return comparison(path, operator, self._literal())
        if self._accept("is", "equals"):
            negation = self._accept("not")
            return comparison(path, "!=" if negation else "=", self._literal())
        if self._accept("exists"):
            return comparison(path, "!=", None)
        negation = self._accept("not")
        if self._accept("in"):
            node: Node = self._listed(path)
        elif self._piece.word in _INFIX_FUNCTIONS:
            node = function(self._take().word.removesuffix("es"), path, self._text())
        elif self._accept("starts_with", "startswith"):
            node = function("match", path, f"{self._text()}*")
        elif self._accept("ends_with", "endswith"):
            node = function("match", path, f"*{self._text()}")
        else:
            raise IntentError
        return _negate(node) if negation else node

    def _rest_of_name(self) -> str:
        """The words up to an operator, which belong to a name with unescaped blanks."""
        words = 0
        while (piece := self._pieces[self._next + words]).kind == "path" and piece.word not in _KEYWORDS:
            words += 1
        if words == 0 or piece.kind != "operator":
            return ""
        self._next += words
        return "".join(f"\\ {piece.text}" for piece in self._pieces[self._next - words : self._next])

    def _reversed(self, first: _Piece) -> Node:
        """`5 < properties.total`."""
        value = _value(first)
        if self._piece.kind != "operator":
            raise IntentError
        operator = self._operator()
        path = self._take()
        if path.kind != "path":
            raise IntentError
        return comparison(path.text, _FLIPPED.get(operator, operator), value)

    def _operator(self) -> str:
        operator = self._take().text
        return _OPERATORS.get(operator, operator)

    def _function(self, name: str) -> Node:
        self._expect("(")
        path = self._take()
        if path.kind != "path":
            raise IntentError
        self._expect(",")
        text = self._text()
        self._expect(")")
        if self._piece.text in ("=", "==") and self._pieces[self._next + 1].word in ("true", "false"):
            self._next += 2
            if self._pieces[self._next - 1].word == "false":
                return _negate(function(name, path.text, text))
        return function(name, path.text, text)

    def _listed(self, path: str) -> Node:
        closing = {"[": "]", "(": ")"}.get(self._take().text)
        if closing is None:
            raise IntentError
        parts = [comparison(path, "=", self._literal())]
        while self._accept(","):
            parts.append(comparison(path, "=", self._literal()))
        self._expect(closing)
        return _group("or", parts)

    def _literal(self) -> str | float | bool | None:
        return _value(self._take())

    def _text(self) -> str:
        value = self._literal()
        if not isinstance(value, str):
            raise IntentError
        return value


def _value(piece: _Piece) -> str | float | bool | None:
    """The value of a literal; a bare word is the text it spells."""
    if piece.kind == "text":
        quote = piece.text[-1]
        return piece.text[1:-1].replace(f"\\{quote}", quote)
    if piece.kind == "number":
        number = float(piece.text)
        return int(number) if number.is_integer() and abs(number) <= 2**53 else number
    if piece.kind == "path" and piece.word in _CONSTANTS:
        return _CONSTANTS[piece.word]
    if piece.kind == "path" and re.fullmatch(r"[\w-]+", piece.text):
        return piece.text
    raise IntentError


def _group(operator: str, parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Group(operator, tuple(parts))


def _negate(node: Node) -> Node:
    """The opposite, pushed down to the conditions."""
    if isinstance(node, Group):
        children = tuple(_negate(child) for child in node.children)
        return Group("or" if node.operator == "and" else "and", children)
    if isinstance(node, Comparison):
        return negated(node)
    raise IntentError
