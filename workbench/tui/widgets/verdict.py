"""A few lines under a field that say what is right or wrong with it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from workbench.tui.drawing import wrap


class Verdict(Static):
    """Changes with every key; the screen is laid out anew only when it needs another number of lines.

    What does not fit into the greatest height of the stylesheet ends with an ellipsis.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._said = Content()
        self._lines = 0

    def say(self, *parts: tuple[str, str]) -> None:
        """Show texts with their styles; the texts are literal and already visible."""
        self._said = Content.assemble(*parts)
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width, content = self.size.width, self._said
        lines = 0
        if width:
            limit = self.styles.max_height
            content = _cut(content, width, int(limit.value) if limit is not None else len(content))
            lines = len(wrap(content.plain, width))
        self.update(content, layout=lines != self._lines)
        self._lines = lines


def _cut(content: Content, width: int, most: int) -> Content:
    """The content in at most so many lines of so many cells."""
    text = content.plain
    if len(wrap(text, width)) <= most:
        return content
    fits, beyond = 0, min(len(text), most * width)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if len(wrap(f"{text[:middle]}…", width)) <= most:
            fits = middle
        else:
            beyond = middle
    return content[:fits] + Content("…")
