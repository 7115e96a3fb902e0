"""The first frame: the workbench's panes, still empty, while what fills them is being imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from workbench.text import visible

if TYPE_CHECKING:
    from workbench.events import EventStore

_PANES = (("Events", "Event"), ("Mappings", "Trigger", "Fields"), ("Requests", "Differences"))


class Shell(Screen[None]):
    """Looks like the main screen before it has anything to show."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (150, "-wide")]  # noqa: RUF012 - Textual's

    def __init__(self, title: str, then: Callable[[], None]) -> None:
        """`then` is called once the frame is drawn."""
        super().__init__()
        self._title = title
        self._then = then

    def compose(self) -> ComposeResult:
        with Horizontal(id="shell-panes"):
            for titles in _PANES:
                with Vertical(classes="shell-pane"):
                    for title in titles:
                        part = Static(classes=f"shell-part shell-{title.lower()}")
                        part.border_title = title
                        yield part
        yield Static(self._title, id="shell-status", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self._then)

    def show_events(self, store: EventStore) -> None:
        """Show the first events, as the main screen will."""
        events_part = self.query_one(".shell-events", Static)
        rows = [store.summary(index) for index in range(min(len(store), self.size.height))]
        lines = [visible(f"       {row.type:8} {row.name}") for row in rows]
        events_part.update(Content("\n".join(lines)))
