"""A list that is drawn line by line: nothing is mounted for a row, so ten million cost as much as ten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.text import visible
from workbench.tui.drawing import Line, cut, wrap

_MOST_PAINTED = 2000


class LineList(ScrollView, can_focus=True):
    """The base of every list on the screen.

    Subclasses give `row_count` and `line(index, width)`, and call `changed()` when their rows change.
    This is the border where foreign text reaches the terminal: every span passes `workbench.text.visible`.
    """

    STYLES: ClassVar[tuple[str, ...]] = (
        "dim",
        "key",
        "string",
        "number",
        "word",
        "good",
        "bad",
        "warn",
        "strong",
        "accent",
        "actions",
        "classic",
        "changed",
        "mark",
        "head",
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"line--{name}" for name in (*STYLES, "cursor", "cursor-blurred")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]

    MARKED: ClassVar[bool] = True
    """Whether a mark stands before the row under the cursor, for those who see no colours."""

    cursor: reactive[int] = reactive(0, init=False)
    empty: reactive[str] = reactive("", init=False)
    """What an empty list says: what belongs here and the key that fills it."""

    @dataclass
    class Highlighted(Message):
        """The cursor is on another row."""

        line_list: LineList
        index: int

        @property
        def control(self) -> LineList:
            return self.line_list

    @dataclass
    class Chosen(Message):
        """Enter, or a click on the row under the cursor."""

        line_list: LineList
        index: int

        @property
        def control(self) -> LineList:
            return self.line_list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: LRUCache[tuple[Line, int, int], Strip] = LRUCache(512)
        self._painted: dict[int, Line] = {}
        """What each row showed when it was drawn last."""
        self._title = ""
        self._base = Style()
        self._width = 0

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return 0

    def line(self, index: int, width: int) -> Line:
        """The spans of a row; `LineList` cuts or pads them to `width` cells."""
        return ()

    def entitle(self, title: str) -> None:
        """Put a title into the border; the same title costs no painting."""
        if title != self._title:
            self._title = title
            self.border_title = Content(visible(title))

    @property
    def area(self) -> Size:
        """Cells that rows may use: without border, padding, scrollbar and the cursor's mark."""
        width, height = self.scrollable_content_region.size
        return Size(max(0, width - self.MARKED), height)

    def changed(self) -> None:
        """The rows are others now: draw anew what looks different, keep the cursor where it can stay."""
        self._measure()
        count = self.row_count
        self.cursor = min(self.cursor, max(0, count - 1))
        if not count or not self._painted:
            self.refresh()
            return
        width, height = self.area
        top = self.scroll_offset.y
        for index in range(top, top + height):
            spans = tuple(self.safe_line(index, width)) if index < count else ()
            if self._painted.get(index, ()) != spans:
                self.refresh_lines(index)

    def grown(self) -> None:
        """Rows were added at the end; those drawn before stay as they are."""
        self.changed()

    def _measure(self) -> None:
        rows = self.row_count or len(self._empty_lines(max(1, self.area.width)))
        self.virtual_size = Size(0, rows)

    def _empty_lines(self, width: int) -> list[str]:
        return wrap(self.empty, width) if self.empty else []

    def render_lines(self, crop: Region) -> list[Strip]:
        self._base, self._width = self.rich_style, self.area.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width, count = self._width, self.row_count
        if not count:
            self._painted.clear()
            return self._empty_line(index, width)
        if len(self._painted) > _MOST_PAINTED:
            self._painted.clear()
        if index >= count:
            self._painted.pop(index, None)
            return Strip.blank(width + self.MARKED, self._base)
        spans = tuple(self.safe_line(index, width))
        self._painted[index] = spans
        state = (1 + self.has_focus) if index == self.cursor else 0
        strip = self._strips.get((spans, width, state))
        if strip is None:
            strip = self._draw(cut(spans, width), width, state)
            self._strips[(spans, width, state)] = strip
        return strip

    def safe_line(self, index: int, width: int) -> Line:
        """The row's spans as they may reach the terminal."""
        return [(visible(text), style) for text, style in self.line(index, width)]

    def _empty_line(self, index: int, width: int) -> Strip:
        lines = self._empty_lines(width)
        text = lines[index] if index < len(lines) else ""
        return self._draw(cut([(visible(text), "dim")], width), width, 0)

    def _draw(self, spans: Line, width: int, state: int) -> Strip:
        base = self._base
        if state:
            base += self.get_component_rich_style(
                "line--cursor" if state > 1 else "line--cursor-blurred", partial=True
            )
        segments = [Segment(text, base + self._style(name) if name else base) for text, name in spans]
        if self.MARKED:
            segments.insert(0, Segment("▸" if state > 1 else "›" if state else " ", base))
        return Strip(segments).adjust_cell_length(width + self.MARKED, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"line--{name}", partial=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_lines(old)
        self.refresh_lines(new)
        self.reveal(new)
        if self.row_count:
            self.post_message(self.Highlighted(self, new))

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.row_count - 1))

    def watch_empty(self) -> None:
        if not self.row_count:
            self._measure()
            self.refresh()

    def reveal(self, index: int) -> None:
        """Scroll as little as needed to show a row."""
        top, height = self.scroll_offset.y, self.area.height
        if index < top:
            self.scroll_to(y=index, animate=False, immediate=True)
        elif height and index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True)

    def on_resize(self) -> None:
        self._measure()
        self.reveal(self.cursor)

    def on_focus(self) -> None:
        self.refresh_lines(self.cursor)

    def on_blur(self) -> None:
        self.refresh_lines(self.cursor)

    def on_click(self, event: events.Click) -> None:
        index = event.y - self.gutter.top + self.scroll_offset.y
        if not 0 <= index < self.row_count:
            return
        if index == self.cursor:
            self.post_message(self.Chosen(self, index))
        self.cursor = index

    def action_cursor_up(self) -> None:
        self.cursor -= 1

    def action_cursor_down(self) -> None:
        self.cursor += 1

    def action_page_up(self) -> None:
        self.cursor -= max(1, self.area.height - 1)

    def action_page_down(self) -> None:
        self.cursor += max(1, self.area.height - 1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = self.row_count - 1

    def action_choose(self) -> None:
        if self.row_count:
            self.post_message(self.Chosen(self, self.cursor))
