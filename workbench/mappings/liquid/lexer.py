"""A template cut into text, outputs and tags, as LiquidJS' tokenizer cuts it, for python-liquid's parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from liquid.token import TOKEN_CONTENT, TOKEN_ILLEGAL, TOKEN_OUTPUT, TOKEN_TAG, Token

from workbench.mappings.liquid.faults import TemplateError
from workbench.mappings.liquid.scanner import BLANKS, Scanner

_BLANKS: Final = "".join(BLANKS)
_RESERVED: Final = frozenset({TOKEN_CONTENT, TOKEN_ILLEGAL, TOKEN_OUTPUT})


class Piece(Token):
    """A token of python-liquid with what LiquidJS knows of it.

    `name` is a tag's name, `value` the same as python-liquid looks it up, or the text of content. `stop` is
    where the piece ends, `inside` where the expression of an output or the arguments of a tag begin and end;
    `trims` says whether blanks before and after it go.
    """

    name: str
    stop: int
    inside: tuple[int, int]
    trims: tuple[bool, bool]

    @classmethod
    def content(cls, source: str, start: int, stop: int) -> Piece:
        """Literal text."""
        piece = cls(TOKEN_CONTENT, source[start:stop], start, source)
        piece.name, piece.stop, piece.inside, piece.trims = "", stop, (start, stop), (False, False)
        return piece

    @classmethod
    def output(cls, source: str, start: int, stop: int) -> Piece:
        """`{{ … }}`."""
        piece = cls(TOKEN_OUTPUT, source[start:stop], start, source)
        piece.inside, piece.trims = _trimmed(source, start + 2, stop - 2)
        piece.name, piece.stop = "", stop
        return piece

    @classmethod
    def tag(cls, source: str, start: int, stop: int) -> Piece:
        """`{% … %}`. Raises `TemplateError` when it has no name."""
        inside, trims = _trimmed(source, start + 2, stop - 2)
        piece = cls._named(source, (start, stop), inside, "illegal tag syntax, tag name expected")
        piece.trims = trims
        return piece

    @classmethod
    def line(cls, source: str, start: int, stop: int) -> Piece:
        """A line of a `liquid` tag. Raises `TemplateError` when it has no name."""
        inside, _ = _trimmed(source, start, stop)
        return cls._named(source, (start, stop), inside, "illegal liquid tag syntax")

    @classmethod
    def _named(cls, source: str, whole: tuple[int, int], inside: tuple[int, int], complaint: str) -> Piece:
        scanner = Scanner(source, *inside)
        name = scanner.tag_name()
        if not name:
            raise scanner.error(complaint)
        scanner.skip_blanks()
        # A name of python-liquid's own kinds must not reach their readers.
        piece = cls(TOKEN_TAG, f"{name} " if name in _RESERVED else name, whole[0], source)
        piece.name, piece.stop, piece.inside = name, whole[1], (scanner.position, scanner.stop)
        piece.trims = (False, False)
        return piece

    def with_text(self, text: str) -> Piece:
        """The same content with other text."""
        piece = Piece(self.kind, text, self.start_index, self.source)
        piece.name, piece.stop, piece.inside, piece.trims = self.name, self.stop, self.inside, self.trims
        return piece

    @property
    def text(self) -> str:
        """The whole piece as it stands in the template."""
        return self.source[self.start_index : self.stop]

    @property
    def arguments(self) -> str:
        """The arguments of a tag."""
        return self.source[slice(*self.inside)]

    def scanner(self) -> Scanner:
        """A reader of the expression or the arguments."""
        return Scanner(self.source, *self.inside)


def _trimmed(source: str, start: int, stop: int) -> tuple[tuple[int, int], tuple[bool, bool]]:
    """Content between delimiters without blanks and the `-` at its ends, and whether there were such."""
    trims = (source[start : start + 1] == "-", source[stop - 1 : stop] == "-")
    start += trims[0]
    stop -= trims[1]
    while start < stop and source[start] in BLANKS:
        start += 1
    while stop > start and source[stop - 1] in BLANKS:
        stop -= 1
    return (start, stop), trims


def tokenize(source: str) -> Iterator[Token]:
    """The pieces of a template in order, blanks trimmed. Raises `TemplateError` for what is not closed."""
    pieces = list(_pieces(source))
    is_raw = False
    for index, piece in enumerate(pieces):
        if piece.kind == TOKEN_CONTENT:
            continue
        before, after = piece.trims
        if before and not is_raw:
            _trim(pieces, index - 1, str.rstrip)
        is_raw = piece.name == "raw" or (is_raw and piece.name != "endraw")
        if after and not is_raw:
            _trim(pieces, index + 1, str.lstrip)
    return iter(pieces)


def _trim(pieces: list[Piece], index: int, strip: Callable[[str, str], str]) -> None:
    """Take the blanks off one end of the content at an index, if there is content."""
    if 0 <= index < len(pieces) and pieces[index].kind == TOKEN_CONTENT:
        pieces[index] = pieces[index].with_text(strip(pieces[index].value, _BLANKS))


def _pieces(source: str) -> Iterator[Piece]:
    position = 0
    raw_start: int | None = None
    while position < len(source):
        if raw_start is not None:
            left, stop = _end_of_raw(source, raw_start, position)
            raw_start = None
            if left > position:
                yield Piece.content(source, position, left)
            piece = Piece.tag(source, left, stop)
        elif source.startswith("{%", position):
            piece = Piece.tag(source, position, _end_of_tag(source, position))
            raw_start = position if piece.name == "raw" else None
        elif source.startswith("{{", position):
            piece = Piece.output(source, position, _end_of_output(source, position))
        else:
            starts = [found for opening in ("{%", "{{") if (found := source.find(opening, position)) >= 0]
            piece = Piece.content(source, position, min(starts, default=len(source)))
        yield piece
        position = piece.stop


def _not_closed(kind: str, source: str, start: int, position: int) -> TemplateError:
    scanner = Scanner(source, position, len(source))
    return scanner.error(f"{kind} {scanner.snapshot(start)} not closed")


def _end_of_tag(source: str, start: int) -> int:
    found = source.find("%}", start + 1)
    if found < 0:
        raise _not_closed("tag", source, start, start)
    return found + 2


def _end_of_output(source: str, start: int) -> int:
    """Where an output ends; delimiters in quotes do not count, and the opening braces may close it."""
    scanner = Scanner(source, start, len(source))
    while not scanner.at_end():
        if scanner.quoted() is None:
            scanner.advance()
            if source.endswith("}}", start, scanner.position):
                return scanner.position
    raise _not_closed("output", source, start, start)


def _end_of_raw(source: str, raw_start: int, position: int) -> tuple[int, int]:
    """Where the `endraw` tag begins and ends. Its name must follow the delimiter, `{%-` is not enough."""
    scanner = Scanner(source, position, len(source))
    left = _behind_delimiter(scanner)
    while not scanner.at_end():
        if scanner.word() != "endraw":
            left = _behind_delimiter(scanner)
            continue
        opening, closing = (source.find(mark, scanner.position) for mark in ("{%", "%}"))
        if closing >= 0 and not 0 <= opening < closing:
            return left, closing + 2
        scanner.position = opening + 2 if opening >= 0 else len(source)
    raise _not_closed("raw", source, raw_start, position)


def _behind_delimiter(scanner: Scanner) -> int:
    """Go behind the next `{%`, and say where it is."""
    return scanner.position - 2 if scanner.read_to("{%") else scanner.stop
