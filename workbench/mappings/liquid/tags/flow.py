"""Tags that choose, group and stop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TextIO

from liquid.ast import BlockNode, ConditionalBlockNode, Node
from liquid.builtin.tags.if_tag import IfNode
from liquid.exceptions import StopRender

from workbench.jsvalues import dump_json
from workbench.mappings.liquid.context import own
from workbench.mappings.liquid.expressions import Condition
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.lexer import Piece
from workbench.mappings.liquid.tags.reading import PlacedNode, ReadTag, current_piece
from workbench.mappings.liquid.values import BLOCK

if TYPE_CHECKING:
    from liquid.context import RenderContext
    from liquid.stream import TokenStream


class ChoiceNode(PlacedNode, IfNode):
    """The first branch whose condition holds."""

    __slots__ = ()


class IfTag(ReadTag):
    """`{% if … %}` with `elsif` and one `else`, which come in this order."""

    name = "if"
    _ends: ClassVar = frozenset({"elsif", "else", "endif"})

    def parse(self, stream: TokenStream) -> Node:
        """The node of a choice."""
        opening = current_piece(stream)
        condition = Condition(opening.scanner().filtered())
        consequence = self.nodes_until(stream, self._ends, opening)
        alternatives: list[ConditionalBlockNode] = []
        default: BlockNode | None = None
        while (piece := current_piece(stream)).name != "endif":
            if piece.name == "elsif":
                if default:
                    raise Fault("unexpected elsif after else")
                test = Condition(piece.scanner().filtered())
                alternatives.append(
                    ConditionalBlockNode(piece, test, self.nodes_until(stream, self._ends, opening))
                )
                continue
            _refuse_arguments(piece)
            if default:
                raise Fault("duplicated else")
            default = self.nodes_until(stream, self._ends, opening)
        _refuse_arguments(piece)
        return ChoiceNode(opening, condition, consequence, alternatives, default)


def _refuse_arguments(piece: Piece) -> None:
    if piece.arguments:
        raise Fault(f"unexpected {dump_json(piece.arguments)}")


class UnlessTag(ReadTag):
    """`{% unless … %}` with `elsif` and `else`; whatever comes after the first `else` is read and dropped."""

    name = "unless"
    _ends: ClassVar = frozenset({"elsif", "else", "endunless"})

    def parse(self, stream: TokenStream) -> Node:
        """The node of a choice."""
        opening = current_piece(stream)
        condition = Condition(opening.scanner().filtered(), is_negated=True)
        consequence = self.nodes_until(stream, self._ends, opening)
        alternatives: list[ConditionalBlockNode] = []
        default: BlockNode | None = None
        while (piece := current_piece(stream)).name != "endunless":
            if piece.name == "elsif" and default is None:
                test = Condition(piece.scanner().filtered())
                alternatives.append(
                    ConditionalBlockNode(piece, test, self.nodes_until(stream, self._ends, opening))
                )
                continue
            block = self.nodes_until(stream, self._ends, opening)
            default = default or block
        return ChoiceNode(opening, condition, consequence, alternatives, default)


class BlockOutputNode(PlacedNode):
    """The content of a `block` tag, which nothing overrides here."""

    __slots__ = ("block",)

    def __init__(self, token: Piece, block: BlockNode) -> None:
        super().__init__(token)
        self.block = block

    def children(self, static_context: RenderContext, *, include_partials: bool = True) -> Iterable[Node]:  # noqa: ARG002
        """The content."""
        return (self.block,)

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Print the content."""
        scopes = own(context).blocks
        scopes.append({"block": BLOCK})
        try:
            return self.block.render(context, buffer)
        finally:
            scopes.pop()


class BlockTag(ReadTag):
    """`{% block name %}…{% endblock %}`."""

    name = "block"

    def parse(self, stream: TokenStream) -> Node:
        """The node of a block."""
        piece = current_piece(stream)
        return BlockOutputNode(piece, self.nodes_until(stream, frozenset({"endblock"}), piece))


class StopNode(PlacedNode):
    """The end of the output: outside of loops, which are switched off, nothing goes on."""

    __slots__ = ()

    def render_to_output(self, _context: RenderContext, _buffer: TextIO) -> int:
        """Stop the run."""
        raise StopRender


class BreakTag(ReadTag):
    """`{% break %}`."""

    name = "break"

    def parse(self, stream: TokenStream) -> Node:
        """The node that stops."""
        return StopNode(current_piece(stream))


class ContinueTag(BreakTag):
    """`{% continue %}`."""

    name = "continue"
