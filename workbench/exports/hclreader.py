"""Reading the part of HCL that configuration files are made of: blocks, attributes and literal values.

Source: the HCL native syntax specification. What only Terraform can evaluate (references, operators,
functions other than `jsonencode`, interpolation) is kept as `Unresolved`.
"""

from __future__ import annotations

import json
import re
import textwrap
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.storable import MAX_DEPTH

_BLANK = re.compile(r"(?:[ \t\r]|/\*.*?\*/|(?:#|//)[^\n]*)+", re.DOTALL)
_LINES = re.compile(r"(?:\s|/\*.*?\*/|(?:#|//)[^\n]*)+", re.DOTALL)
_IDENTIFIER = re.compile(r"[^\W\d][\w-]*")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_HEREDOC = re.compile(
    r"<<(?P<flush>-?)(?P<end>[^\W\d][\w-]*)\r?\n(?P<text>(?:.*\n)*?)[ \t]*(?P=end)(?=\s|\Z)"
)
_PLAIN = re.compile(r'[^"\\$%\n]+')
_ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}))')
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_WORDS: dict[str, Json] = {"null": None, "true": True, "false": False}
_OPERATORS = "?+-*/%<>=!&|.["
_MAX_DIGITS = 4000


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An expression that only Terraform can evaluate, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block such as `resource "type" "name" { … }`: its type, labels, line (from 1), and what is in it."""

    type: str
    labels: tuple[str, ...]
    line: int
    attributes: dict[str, Json | Unresolved]
    blocks: tuple[Block, ...] = ()


def parse_hcl(text: str, file: str = "") -> Block:
    """The body of a configuration file, as a block without a type.

    Raises `WorkbenchError` with the line for text that is not HCL or nests deeper than `MAX_DEPTH`.
    """
    reader = _Reader(text.removeprefix("\ufeff"), file)
    try:
        return reader.body("", (), 1, 0)
    except RecursionError:  # Texts inside templates inside texts; nothing else goes deeper than MAX_DEPTH.
        reader.fail("it is nested too deeply")


@dataclass(slots=True)
class _Reader:
    """A recursive descent over `text` from position `at`."""

    text: str
    file: str
    at: int = 0
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.ends = [found.start() for found in re.finditer("\n", self.text)]

    def line(self, at: int) -> int:
        return bisect_left(self.ends, at) + 1

    def fail(self, message: str, at: int | None = None) -> NoReturn:
        raise WorkbenchError(
            f"This is not Terraform configuration: {message}.",
            "Check this line and the one before it.",
            self.file,
            self.line(self.at if at is None else at),
        )

    def skip(self, blank: re.Pattern[str] = _BLANK) -> None:
        found = blank.match(self.text, self.at)
        if found:
            self.at = found.end()

    def take(self, text: str) -> bool:
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def following(self) -> str:
        """The next character, `""` at the end."""
        return self.text[self.at : self.at + 1]

    def word(self) -> str | None:
        found = _IDENTIFIER.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found[0]

    def body(self, kind: str, labels: tuple[str, ...], line: int, depth: int) -> Block:
        if depth > MAX_DEPTH:
            self.fail("it is nested too deeply")
        attributes: dict[str, Json | Unresolved] = {}
        blocks: list[Block] = []
        while True:
            self.skip(_LINES)
            if self.take("}") if depth else self.at == len(self.text):
                return Block(kind, labels, line, attributes, tuple(blocks))
            start = self.at
            name = self.word()
            if name is None:
                self.fail("a name is expected here")
            self.skip()
            if self.take("="):
                if name in attributes:
                    self.fail(f"{name} is set twice", start)
                self.skip()
                attributes[name] = self.expression(depth)
            else:
                blocks.append(self.body(name, self.labels(), self.line(start), depth + 1))

    def labels(self) -> tuple[str, ...]:
        labels = []
        while not self.take("{"):
            label = self.string() if self.following() == '"' else self.word()
            if not isinstance(label, str):
                self.fail("{ or = is missing")
            labels.append(label)
            self.skip()
        return tuple(labels)

    def expression(self, depth: int) -> Json | Unresolved:
        if depth > MAX_DEPTH:
            self.fail("it is nested too deeply")
        start = self.at
        value = self.literal(depth)
        end = self.at
        self.skip()
        if self.following() in ("", "\n", ",", ")", "]", "}"):
            return value if not isinstance(value, Unresolved) else Unresolved(self.text[start:end])
        if self.following() not in _OPERATORS:
            self.fail("a comma or the end of the line is expected here")
        self.pass_over()
        return Unresolved(self.text[start : self.at].strip())

    def literal(self, depth: int) -> Json | Unresolved:
        first = self.following()
        if first == '"':
            return self.string()
        if first == "{":
            return self.collection(depth, self.members)
        if first == "[":
            return self.collection(depth, self.items)
        if self.text.startswith("<<", self.at):
            return self.heredoc()
        negative = self.take("-")
        if negative:
            self.skip()
        if _NUMBER.match(self.text, self.at):
            number = self.number()
            return -number if negative else number
        start = self.at
        word = None if negative else self.word()
        if word in _WORDS:
            return _WORDS[word]
        if word == "jsonencode" and self.take("("):
            return self.encoded(depth, start)
        if word is None and not negative and first not in ("(", "!"):
            self.fail("a value is expected here")
        self.pass_over()
        return Unresolved(self.text[start : self.at])

    def encoded(self, depth: int, start: int) -> str | Unresolved:
        """The JSON text that `jsonencode(…)` gives."""
        self.skip(_LINES)
        value = self.expression(depth + 1)
        self.skip(_LINES)
        self.take(",")
        self.skip(_LINES)
        if not self.take(")"):
            self.fail(") is missing")
        return Unresolved(self.text[start : self.at]) if isinstance(value, Unresolved) else json.dumps(value)

    def number(self) -> int | float:
        found = _NUMBER.match(self.text, self.at)
        if found is None or len(found[0]) > _MAX_DIGITS:
            self.fail("this number is too long")
        self.at = found.end()
        return int(found[0]) if found[1] is None and found[2] is None else float(found[0])

    def collection(self, depth: int, read: Callable[[int], Json | Unresolved]) -> Json | Unresolved:
        """A list or an object; unresolved as a whole when a part of it is, or it is a `for` expression."""
        start = self.at
        self.at += 1
        self.skip(_LINES)
        word = _IDENTIFIER.match(self.text, self.at)
        if word and word[0] == "for" and re.compile(r"\s+[^\W\d]").match(self.text, word.end()):
            self.at = start
            self.pass_over()
            return Unresolved(self.text[start : self.at])
        value = read(depth + 1)
        return Unresolved(self.text[start : self.at]) if isinstance(value, Unresolved) else value

    def items(self, depth: int) -> Json | Unresolved:
        items: list[Json] = []
        unresolved: Unresolved | None = None
        while not self.take("]"):
            value = self.expression(depth)
            if isinstance(value, Unresolved):
                unresolved = value
            items.append(value)
            self.skip(_LINES)
            if not self.take(",") and self.following() != "]":
                self.fail(", or ] is missing")
            self.skip(_LINES)
        return unresolved or items

    def members(self, depth: int) -> Json | Unresolved:
        members: dict[str, Json] = {}
        unresolved: Unresolved | None = None
        while not self.take("}"):
            start = self.at
            name = self.key()
            self.skip()
            if not (self.take("=") or self.take(":")):
                self.fail("= is missing after a key", start)
            self.skip(_LINES)
            value = self.expression(depth)
            if isinstance(value, Unresolved) or isinstance(name, Unresolved):
                unresolved = Unresolved("")
            else:
                members[name] = value
            self.skip()
            if not self.take(",") and self.following() not in ("\n", "}"):
                self.fail(", or } is missing")
            self.skip(_LINES)
        return unresolved or members

    def key(self) -> str | Unresolved:
        first = self.following()
        if first == "(":
            self.balanced()
            return Unresolved("")
        name = self.string() if first == '"' else self.word()
        if name is None:
            self.fail("a key is expected here")
        return name

    def string(self) -> str | Unresolved:
        start = self.at
        self.at += 1
        parts: list[str] = []
        resolved = True
        while not self.take('"'):
            plain = _PLAIN.match(self.text, self.at)
            escape = _ESCAPE.match(self.text, self.at)
            if plain:
                parts.append(plain[0])
                self.at = plain.end()
            elif escape:
                parts.append(_ESCAPES.get(escape[1]) or chr(int(escape[2] or escape[3], 16)))
                self.at = escape.end()
            elif self.following() in ("", "\n", "\\"):
                self.fail("this text does not end" if self.following() != "\\" else "unknown escape", start)
            else:
                resolved = self.sign(parts) and resolved
        return "".join(parts) if resolved else Unresolved(self.text[start : self.at])

    def sign(self, parts: list[str]) -> bool:
        """Take a `$` or `%`; whether it is one of the text and not the beginning of a template."""
        sign = self.following()
        if self.take(f"{sign}{sign}{{"):
            parts.append(f"{sign}{{")
        elif self.take(f"{sign}{{"):
            self.at -= 1
            self.balanced()
            return False
        else:
            self.at += 1
            parts.append(sign)
        return True

    def heredoc(self) -> str | Unresolved:
        found = _HEREDOC.match(self.text, self.at)
        if found is None:
            self.fail("this text does not end")
        self.at = found.end()
        text = found["text"].replace("\r\n", "\n")
        if found["flush"]:
            text = textwrap.dedent(text)
        if re.search(r"(?<!\$)\$\{|(?<!%)%\{", text):
            return Unresolved(found[0])
        return text.replace("$${", "${").replace("%%{", "%{")

    def pass_over(self) -> None:
        """Go to the end of an expression without reading it."""
        while self.following() not in ("", "\n", ",", ")", "]", "}"):
            if self.following() in _CLOSING:
                self.balanced()
            elif self.following() == '"':
                self.string()
            else:
                self.at += 1
                self.skip()

    def balanced(self) -> None:
        """Go past the bracket here and everything up to the one that closes it."""
        start = self.at
        waiting: list[str] = []
        while True:
            character = self.following()
            if character == '"':
                self.string()
            else:
                self.at += 1
                if character in _CLOSING:
                    waiting.append(_CLOSING[character])
                elif waiting and character == waiting[-1]:
                    waiting.pop()
                elif character == "" or character in ")]}":
                    self.fail("a bracket is not closed", start)
            if not waiting:
                return
