"""The tags that are allowed, as LiquidJS reads and runs them. Those that are switched off fail when read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from liquid.token import TOKEN_ILLEGAL

from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.tags.flow import BlockTag, BreakTag, ContinueTag, IfTag, UnlessTag
from workbench.mappings.liquid.tags.reading import ReadTag, current_piece
from workbench.mappings.liquid.tags.text import (
    CommentTag,
    EchoTag,
    InlineCommentTag,
    LinesTag,
    OutputTag,
    RawTag,
    TextTag,
)
from workbench.mappings.liquid.tags.variables import (
    AssignTag,
    CaptureTag,
    CycleTag,
    DecrementTag,
    IncrementTag,
)

if TYPE_CHECKING:
    from liquid.ast import Node
    from liquid.stream import TokenStream

DISABLED_TAGS: Final = ("case", "for", "include", "layout", "render", "tablerow")


class UnknownTag(ReadTag):
    """A tag that does not exist."""

    name = TOKEN_ILLEGAL

    def parse(self, stream: TokenStream) -> Node:
        """Refuse it."""
        raise Fault(f'tag "{current_piece(stream).name}" not found')


class DisabledTag(ReadTag):
    """A tag that exists in Liquid but is switched off."""

    def parse(self, stream: TokenStream) -> Node:
        """Refuse it."""
        raise Fault(f'tag "{current_piece(stream).name}" is disabled')


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
