"""The panes by number: their keys, and which of them has the focus."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

PANES = ("events", "mapping", "requests")
_TITLES = {"events": "1 Events", "mapping": "2 Mapping", "requests": "3 Requests"}


class PaneTabs(Static):
    """One line; the pane that has the focus stands out by a mark and by weight."""

    active: reactive[str] = reactive("events", init=False)

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        pane: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def on_mount(self) -> None:
        self.watch_active()

    def watch_active(self) -> None:
        parts: list[tuple[str, str]] = []
        for pane in PANES:
            here = pane == self.active
            parts.append(
                (f" {'▸' if here else ' '}{_TITLES[pane]} ", "bold reverse" if here else "$text-muted")
            )
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        column = 0
        for pane in PANES:
            column += len(_TITLES[pane]) + 3
            if event.x < column:
                self.post_message(self.Chosen(pane))
                return
