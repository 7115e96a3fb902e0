"""Any text as scrollable lines, JSON coloured."""

from __future__ import annotations

from workbench.tui.drawing import Line, json_spans, wrap
from workbench.tui.widgets.line_list import LineList

_MOST_WRAPPED = 200_000


class TextLines(LineList):
    """Long lines are folded to the width; the text is data and is shown as it is."""

    MARKED = False

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text
        self._lines: list[str] = []

    def show(self, text: str) -> None:
        """Show another text from its beginning."""
        self.text = text
        self._fold()
        self.changed()
        self.cursor = 0

    def _fold(self) -> None:
        width = max(20, self.area.width)
        if len(self.text) > _MOST_WRAPPED:
            self._lines = self.text.split("\n")
        else:
            self._lines = wrap(self.text, width) if self.text else []

    def on_mount(self) -> None:
        self._fold()

    def on_resize(self) -> None:
        self._fold()
        self.changed()
        super().on_resize()

    @property
    def row_count(self) -> int:
        return len(self._lines)

    def line(self, index: int, width: int) -> Line:
        return json_spans(self._lines[index])
