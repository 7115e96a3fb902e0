"""Text, outputs, comments, and what stands for itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TextIO

from liquid.ast import BlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.output import OutputNode
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.token import TOKEN_CONTENT, TOKEN_OUTPUT

from workbench.jsvalues import WHITESPACE
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.lexer import Piece
from workbench.mappings.liquid.tags.reading import PlacedNode, ReadTag, current_piece
from workbench.mappings.liquid.values import text

if TYPE_CHECKING:
    from liquid.context import RenderContext


class TextNode(PlacedNode, ContentNode):
    """Literal text."""

    __slots__ = ()


class TextTag(ReadTag):
    """Literal text."""

    name = TOKEN_CONTENT

    def parse(self, stream: TokenStream) -> Node:
        """The node of a piece of text."""
        piece = current_piece(stream)
        return TextNode(piece, piece.value)


class ValueNode(PlacedNode, OutputNode):
    """An expression that is printed, by `{{ }}` or `echo`."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Print the value."""
        return buffer.write(text(self.expression.evaluate(context)))


class OutputTag(ReadTag):
    """`{{ … }}`; what stands behind its filters is ignored."""

    name = TOKEN_OUTPUT

    def parse(self, stream: TokenStream) -> Node:
        """The node of an output."""
        piece = current_piece(stream)
        return ValueNode(piece, piece.scanner().filtered())


class EchoTag(ReadTag):
    """`{% echo … %}`; without an expression it prints nothing."""

    name = "echo"

    def parse(self, stream: TokenStream) -> Node:
        """The node of an echo."""
        piece = current_piece(stream)
        scanner = piece.scanner()
        return TextNode(piece, "") if scanner.at_end() else ValueNode(piece, scanner.filtered())


class CommentTag(ReadTag):
    """`{% comment %}…{% endcomment %}`, which does not nest."""

    name = "comment"

    def parse(self, stream: TokenStream) -> Node:
        """A node that prints nothing."""
        piece = current_piece(stream)
        self.skip(stream, "endcomment", piece)
        return TextNode(piece, "")


class RawTag(ReadTag):
    """`{% raw %}…{% endraw %}`."""

    name = "raw"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the text inside."""
        piece = current_piece(stream)
        return TextNode(piece, "".join(inner.text for inner in self.skip(stream, "endraw", piece)))


class InlineCommentTag(ReadTag):
    """`{% # … %}`."""

    name = "#"

    def parse(self, stream: TokenStream) -> Node:
        """A node that prints nothing."""
        piece = current_piece(stream)
        if _UNCOMMENTED_LINE.search(piece.arguments):
            raise Fault("every line of an inline comment must start with a '#' character")
        return TextNode(piece, "")


_UNCOMMENTED_LINE: Final = re.compile(rf"\n[{WHITESPACE}]*[^#{WHITESPACE}]")


class LinesNode(PlacedNode, BlockNode):
    """The tags of a `liquid` tag."""

    __slots__ = ()


class LinesTag(ReadTag):
    """`{% liquid … %}`: a tag a line, without delimiters."""

    name = "liquid"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the lines."""
        piece = current_piece(stream)
        scanner = piece.scanner()
        lines = []
        scanner.skip_blanks()
        while not scanner.at_end():
            start = scanner.position
            scanner.read_to("\n")
            lines.append(Piece.line(piece.source, start, scanner.position))
            scanner.skip_blanks()
        return LinesNode(piece, get_parser(self.env).parse(TokenStream(iter(lines))))
