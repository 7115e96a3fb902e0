"""Lines of keys with short words, made from the bindings that are active, so they cannot be stale."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.commands import BY_ID, COMMANDS, shown_keys


class Item(NamedTuple):
    """A key, what it does in a word, the action behind it, and whether it does that now."""

    key: str
    word: str
    action: str
    applies: bool = True

    @property
    def cells(self) -> int:
        """The room that it takes."""
        return len(self.key) + len(self.word) + 3


class KeyLine(Widget):
    """One line of keys; a click on one runs it."""

    COMPONENT_CLASSES = {"key-line--key", "key-line--word", "key-line--idle"}  # noqa: RUF012 - Textual's class variable

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())
        self.app.screen_change_signal.subscribe(self, lambda _: self.refresh())

    @abstractmethod
    def items(self, width: int) -> list[Item]:
        """What is shown in so many cells."""

    def is_typed(self, binding: Binding) -> bool:
        """Whether the focused widget takes the key as text, so that it is no command now."""
        if binding.priority:
            return False
        focused, shown = self.screen.focused, self.app.get_key_display(binding)
        character = (
            " " if binding.key == "space" else shown if len(shown) == 1 and shown.isprintable() else None
        )
        return focused is not None and focused.check_consume_key(binding.key, character)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        key, word, idle = (
            self.get_component_rich_style(f"key-line--{name}") for name in ("key", "word", "idle")
        )
        segments: list[Segment] = []
        self._places = []
        column = 0
        for item in self.items(width):
            segments += [
                Segment(f" {item.key}", key if item.applies else idle),
                Segment(f" {item.word} ", word if item.applies else idle),
            ]
            if item.applies:
                self._places.append((column, column + item.cells, item.action))
            column += item.cells
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    async def on_click(self, event: events.Click) -> None:
        for start, end, action in self._places:
            if start <= event.x < end:
                await self.run_action(action)
                return


class KeyBar(KeyLine):
    """What can be done now, at the bottom. What has no room is left out from the right, never help."""

    def items(self, width: int) -> list[Item]:
        """The focused pane's first, then by rank, each once."""
        if self.app.screen is not self.screen:
            return []  # a dialog is open: it shows its own keys
        found: dict[str, tuple[int, Item]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled) or binding.action in found:
                continue
            if not self.is_typed(binding):
                command = BY_ID.get(binding.id or "")
                item = Item(self.app.get_key_display(binding), binding.description, binding.action)
                found[binding.action] = (command.rank if command else 0, item)
        items = [item for _, item in sorted(found.values(), key=lambda ranked: ranked[0])]
        pinned = [item for item in items if item.word in {"Help", "Commands"}]
        others = [item for item in items if item not in pinned]
        return [*_fitting(others, width - sum(item.cells for item in pinned)), *pinned]


class ViewBar(KeyLine):
    """The views of the whole project, at the top beside the panes.

    What is not possible now is only dimmed: nothing there moves.
    """

    def items(self, width: int) -> list[Item]:
        """All of them that have a key, in the order of the table of commands."""
        here = self.app.screen is self.screen
        now = {
            active.binding.id
            for active in self.screen.active_bindings.values()
            if here and active.enabled and not self.is_typed(active.binding)
        }
        items = [
            Item(keys[0], command.top, f"screen.command('{command.id}')", command.id in now)
            for command in COMMANDS
            if command.top and (keys := shown_keys(self.app, command))
        ]
        return list(_fitting(items, width))


def _fitting(items: Iterable[Item], room: int) -> Iterable[Item]:
    """The first items for which there is room."""
    for item in items:
        room -= item.cells
        if room < 0:
            return
        yield item
