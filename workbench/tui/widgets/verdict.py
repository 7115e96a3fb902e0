"""A few lines under a field that say what is right or wrong with it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from workbench.tui.drawing import wrap


class Verdict(Static):
    """Changes with every key; the screen is laid out anew only when it needs another number of lines."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._lines = 0

    def say(self, *parts: tuple[str, str]) -> None:
        """Show texts with their styles; the texts are literal and already visible."""
        content = Content.assemble(*parts)
        lines = len(wrap(content.plain, max(1, self.size.width))) if self.size.width else 0
        self.update(content, layout=lines != self._lines)
        self._lines = lines
