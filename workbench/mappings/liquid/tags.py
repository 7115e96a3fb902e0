"""The tags that are allowed, as LiquidJS reads and runs them. Those that are switched off fail when read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final, TextIO

from liquid.ast import BlockNode, ConditionalBlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import Identifier
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.capture_tag import CaptureNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.exceptions import StopRender
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_CONTENT, TOKEN_EOF, TOKEN_ILLEGAL, TOKEN_OUTPUT

from workbench.jsvalues import WHITESPACE, ThrownError, dump_json, is_truthy
from workbench.mappings.liquid.context import own
from workbench.mappings.liquid.expressions import Condition
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.lexer import Piece
from workbench.mappings.liquid.values import BLOCK, own_text, plain, text

if TYPE_CHECKING:
    from liquid.context import RenderContext
    from liquid.expression import Expression

    from workbench.mappings.liquid.expressions import Argument, Filtered

DISABLED_TAGS: Final = ("case", "for", "include", "layout", "render", "tablerow")


class PlacedNode(Node):
    """A node whose faults get its place; the innermost node counts."""

    __slots__ = ()

    def render(self, context: RenderContext, buffer: TextIO) -> int:
        """Render, and place what goes wrong; raises `TemplateError`."""
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
            piece = _current(stream)
            if piece.name == end:
                return skipped
            skipped.append(piece)
            next(stream)
        raise Fault(f"tag {opening.text} not closed")


def _current(stream: TokenStream) -> Piece:
    """The current token, which the lexer made."""
    token = stream.current
    if not isinstance(token, Piece):
        raise TypeError("templates of @liquid are cut by their own lexer")
    return token


class TextNode(PlacedNode, ContentNode):
    """Literal text."""

    __slots__ = ()


class TextTag(ReadTag):
    """Literal text."""

    name = TOKEN_CONTENT

    def parse(self, stream: TokenStream) -> Node:
        """The node of a piece of text."""
        piece = _current(stream)
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
        piece = _current(stream)
        return ValueNode(piece, piece.scanner().filtered())


class EchoTag(ReadTag):
    """`{% echo … %}`; without an expression it prints nothing."""

    name = "echo"

    def parse(self, stream: TokenStream) -> Node:
        """The node of an echo."""
        piece = _current(stream)
        scanner = piece.scanner()
        return TextNode(piece, "") if scanner.at_end() else ValueNode(piece, scanner.filtered())


class AssignedNode(PlacedNode, AssignNode):
    """A variable of the template."""

    __slots__ = ()


class AssignTag(ReadTag):
    """`{% assign name = … %}`."""

    name = "assign"

    def parse(self, stream: TokenStream) -> Node:
        """The node of an assignment."""
        piece = _current(stream)
        scanner = piece.scanner()
        name = scanner.word()
        if not name:
            raise scanner.error("expected variable name")
        scanner.skip_blanks()
        if scanner.peek() != "=":
            raise scanner.error('expected "="')
        scanner.advance()
        return AssignedNode(piece, name=Identifier(name, token=piece), expression=scanner.filtered())


class CapturedNode(PlacedNode, CaptureNode):
    """Output that becomes a variable of the template."""

    __slots__ = ()


class CaptureTag(ReadTag):
    """`{% capture name %}…{% endcapture %}`; the name may be in quotes."""

    name = "capture"

    def parse(self, stream: TokenStream) -> Node:
        """The node of a capture."""
        piece = _current(stream)
        scanner = piece.scanner()
        name = scanner.word()
        if not name:
            quoted = scanner.quoted()
            if quoted is None:
                raise scanner.error("invalid capture name")
            name = quoted.value
        block = self.nodes_until(stream, frozenset({"endcapture"}), piece)
        return CapturedNode(piece, Identifier(name, token=piece), block)


class ChoiceNode(PlacedNode, IfNode):
    """The first branch whose condition holds."""

    __slots__ = ()


class IfTag(ReadTag):
    """`{% if … %}` with `elsif` and one `else`, which come in this order."""

    name = "if"
    _ends: ClassVar = frozenset({"elsif", "else", "endif"})

    def parse(self, stream: TokenStream) -> Node:
        """The node of a choice."""
        opening = _current(stream)
        condition = Condition(opening.scanner().filtered())
        consequence = self.nodes_until(stream, self._ends, opening)
        alternatives: list[ConditionalBlockNode] = []
        default: BlockNode | None = None
        while (piece := _current(stream)).name != "endif":
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
        opening = _current(stream)
        condition = Condition(opening.scanner().filtered(), is_negated=True)
        consequence = self.nodes_until(stream, self._ends, opening)
        alternatives: list[ConditionalBlockNode] = []
        default: BlockNode | None = None
        while (piece := _current(stream)).name != "endunless":
            if piece.name == "elsif" and default is None:
                test = Condition(piece.scanner().filtered())
                alternatives.append(
                    ConditionalBlockNode(piece, test, self.nodes_until(stream, self._ends, opening))
                )
                continue
            block = self.nodes_until(stream, self._ends, opening)
            default = default or block
        return ChoiceNode(opening, condition, consequence, alternatives, default)


class CounterNode(PlacedNode):
    """A number that each run changes: printed before it grows, or after it shrinks."""

    __slots__ = ("name", "step")

    def __init__(self, token: Piece, name: str, step: int) -> None:
        super().__init__(token)
        self.name = name
        self.step = step

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Print and change the number."""
        value = own(context).counter(self.name)
        own(context).numbers[self.name] = value + self.step
        return buffer.write(text(value if self.step > 0 else value + self.step))


class IncrementTag(ReadTag):
    """`{% increment name %}`: starts from the event's number, or from 0."""

    name = "increment"
    step: ClassVar = 1

    def parse(self, stream: TokenStream) -> Node:
        """The node of a counter."""
        piece = _current(stream)
        return CounterNode(piece, piece.scanner().word(), self.step)


class DecrementTag(IncrementTag):
    """`{% decrement name %}`."""

    name = "decrement"
    step: ClassVar = -1


class CycleNode(PlacedNode):
    """One of several values, the next one at each run."""

    __slots__ = ("candidates", "group")

    def __init__(self, token: Piece, group: Argument | None, candidates: tuple[Filtered, ...]) -> None:
        super().__init__(token)
        self.group = group
        self.candidates = candidates

    def expressions(self) -> Iterable[Expression]:
        """The group and the values."""
        return (*((self.group,) if self.group is not None else ()), *self.candidates)

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Print the value whose turn it is; what JavaScript holds for false prints nothing."""
        group = own_text(self.group.evaluate(context)) if self.group is not None else "undefined"
        series = f"{group}:" + ",".join(candidate.token.value for candidate in self.candidates)
        turns = own(context).cycles
        turn = turns.get(series, 0)
        turns[series] = (turn + 1) % len(self.candidates)
        value = plain(self.candidates[turn].evaluate(context))
        return buffer.write(text(value)) if is_truthy(value) else 0


class CycleTag(ReadTag):
    """`{% cycle group: a, b %}`; the group is optional."""

    name = "cycle"

    def parse(self, stream: TokenStream) -> Node:
        """The node of a cycle."""
        piece = _current(stream)
        scanner = piece.scanner()
        start = scanner.position
        group = scanner.value()
        scanner.skip_blanks()
        if group is not None and scanner.peek() == ":":
            scanner.advance()
        elif group is not None:
            group, scanner.position = None, start
        candidates = []
        while not scanner.at_end():
            candidates.append(scanner.filtered())
            scanner.read_to(",")
        if not candidates:
            raise scanner.error(f'empty candidates: "{piece.text}"')
        return CycleNode(piece, group, tuple(candidates))


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
        piece = _current(stream)
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
        return StopNode(_current(stream))


class ContinueTag(BreakTag):
    """`{% continue %}`."""

    name = "continue"


class CommentTag(ReadTag):
    """`{% comment %}…{% endcomment %}`, which does not nest."""

    name = "comment"

    def parse(self, stream: TokenStream) -> Node:
        """A node that prints nothing."""
        piece = _current(stream)
        self.skip(stream, "endcomment", piece)
        return TextNode(piece, "")


class RawTag(ReadTag):
    """`{% raw %}…{% endraw %}`."""

    name = "raw"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the text inside."""
        piece = _current(stream)
        return TextNode(piece, "".join(inner.text for inner in self.skip(stream, "endraw", piece)))


class InlineCommentTag(ReadTag):
    """`{% # … %}`."""

    name = "#"

    def parse(self, stream: TokenStream) -> Node:
        """A node that prints nothing."""
        piece = _current(stream)
        if _UNCOMMENTED_LINE.search(piece.arguments):
            raise Fault("every line of an inline comment must start with a '#' character")
        return TextNode(piece, "")


_UNCOMMENTED_LINE: Final = re.compile(rf"\n[{WHITESPACE}]*[^#{WHITESPACE}]")


class LinesTag(ReadTag):
    """`{% liquid … %}`: a tag a line, without delimiters."""

    name = "liquid"

    def parse(self, stream: TokenStream) -> Node:
        """The node of the lines."""
        piece = _current(stream)
        scanner = piece.scanner()
        lines = []
        scanner.skip_blanks()
        while not scanner.at_end():
            start = scanner.position
            scanner.read_to("\n")
            lines.append(Piece.line(piece.source, start, scanner.position))
            scanner.skip_blanks()
        return BlockNode(piece, get_parser(self.env).parse(TokenStream(iter(lines))))


class UnknownTag(ReadTag):
    """A tag that does not exist."""

    name = TOKEN_ILLEGAL

    def parse(self, stream: TokenStream) -> Node:
        """Refuse it."""
        raise Fault(f'tag "{_current(stream).name}" not found')


class DisabledTag(ReadTag):
    """A tag that exists in Liquid but is switched off."""

    def parse(self, stream: TokenStream) -> Node:
        """Refuse it."""
        raise Fault(f'tag "{_current(stream).name}" is disabled')


TAGS: Final[tuple[type[ReadTag], ...]] = (
    TextTag,
    OutputTag,
    EchoTag,
    AssignTag,
    CaptureTag,
    IfTag,
    UnlessTag,
    IncrementTag,
    DecrementTag,
    CycleTag,
    BlockTag,
    BreakTag,
    ContinueTag,
    CommentTag,
    RawTag,
    InlineCommentTag,
    LinesTag,
    UnknownTag,
)
"""Every tag that can be used, and python-liquid's kinds of text, output and unknown tag."""
