"""Tags that make variables and keep count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TextIO

from liquid.ast import Node
from liquid.builtin.expressions import Identifier
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.capture_tag import CaptureNode

from workbench.jsvalues import is_truthy
from workbench.mappings.liquid.context import own
from workbench.mappings.liquid.lexer import Piece
from workbench.mappings.liquid.tags.reading import PlacedNode, ReadTag, current_piece
from workbench.mappings.liquid.values import own_text, plain, text

if TYPE_CHECKING:
    from liquid.context import RenderContext
    from liquid.expression import Expression
    from liquid.stream import TokenStream

    from workbench.mappings.liquid.expressions import Argument, Filtered


class AssignedNode(PlacedNode, AssignNode):
    """A variable of the template."""

    __slots__ = ()


class AssignTag(ReadTag):
    """`{% assign name = … %}`."""

    name = "assign"

    def parse(self, stream: TokenStream) -> Node:
        """The node of an assignment."""
        piece = current_piece(stream)
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
        piece = current_piece(stream)
        scanner = piece.scanner()
        name = scanner.word()
        if not name:
            quoted = scanner.quoted()
            if quoted is None:
                raise scanner.error("invalid capture name")
            name = quoted.value
        block = self.nodes_until(stream, frozenset({"endcapture"}), piece)
        return CapturedNode(piece, Identifier(name, token=piece), block)


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
        piece = current_piece(stream)
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
        piece = current_piece(stream)
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
