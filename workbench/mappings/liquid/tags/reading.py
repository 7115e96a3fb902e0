"""What all tags share: how they are read, and how their faults get a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from liquid.ast import BlockNode, Node
from liquid.parser import get_parser
from liquid.tag import Tag
from liquid.token import TOKEN_EOF

from workbench.jsvalues import ThrownError
from workbench.mappings.liquid.context import own
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.lexer import Piece

if TYPE_CHECKING:
    from liquid.context import RenderContext
    from liquid.stream import TokenStream


class PlacedNode(Node):
    """A node whose faults get its place; the innermost node counts."""

    __slots__ = ()

    def render(self, context: RenderContext, buffer: TextIO) -> int:
        """Render, and place what goes wrong; raises `TemplateError`.

        Time is checked before each node, as LiquidJS does it: the `Fault` gets the place of the node around.
        """
        own(context).check_time()
        try:
            return self.render_to_output(context, buffer)
        except (Fault, ThrownError) as fault:
            raise Fault(fault.message).placed(
                "RenderError", self.token.source, self.token.start_index
            ) from None


class ReadTag(Tag):
    """A tag whose faults while it is read get its place."""

    def get_node(self, stream: TokenStream) -> Node:
        """The node; raises `TemplateError`. The stream stays at the last token of the tag."""
        token = stream.current
        try:
            return self.parse(stream)
        except Fault as fault:
            raise fault.placed("ParseError", token.source, token.start_index) from None

    def nodes_until(self, stream: TokenStream, ends: frozenset[str], opening: Piece) -> BlockNode:
        """The nodes behind the current token up to one of the tags `ends`, where the stream then is."""
        next(stream)
        block = get_parser(self.env).parse_block(stream, ends)
        if stream.current.kind == TOKEN_EOF:
            raise Fault(f"tag {opening.text} not closed")
        return block

    def skip(self, stream: TokenStream, end: str, opening: Piece) -> list[Piece]:
        """The tokens behind the current one up to the tag `end`, unread; the stream is then at that tag."""
        skipped: list[Piece] = []
        next(stream)
        while stream.current.kind != TOKEN_EOF:
            piece = current_piece(stream)
            if piece.name == end:
                return skipped
            skipped.append(piece)
            next(stream)
        raise Fault(f"tag {opening.text} not closed")


def current_piece(stream: TokenStream) -> Piece:
    """The current token, which the lexer made."""
    token = stream.current
    if not isinstance(token, Piece):
        raise TypeError("templates of @liquid are cut by their own lexer")
    return token
