"""The keys that matter now, in one line: made from the bindings that are active, so it cannot be stale."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.commands import BY_ID


class KeyBar(Widget):
    """Keys and short words; a click on one runs it. What does not fit is left out from the right, never
    the help key."""

    COMPONENT_CLASSES = {"key-bar--key", "key-bar--word"}  # noqa: RUF012 - Textual's class variable

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def _items(self) -> list[tuple[str, str, str]]:
        """Key, word and action of what can be done now: the focused pane's first, then by rank, each once."""
        if self.app.screen is not self.screen:
            return []  # a dialog is open: it shows its own keys
        items: dict[str, tuple[int, tuple[str, str, str]]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled) or binding.action in items:
                continue
            if not self._is_typed(binding):
                command = BY_ID.get(binding.id or "")
                item = (self.app.get_key_display(binding), binding.description, binding.action)
                items[binding.action] = (command.rank if command else 0, item)
        return [item for _, item in sorted(items.values(), key=lambda ranked: ranked[0])]

    def _is_typed(self, binding: Binding) -> bool:
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
        base = self.rich_style
        styles = {name: self.get_component_rich_style(f"key-bar--{name}") for name in ("key", "word")}
        items = self._items()
        pinned = [item for item in items if item[1] in {"Help", "Commands"}]
        others = [item for item in items if item not in pinned]
        room = width - sum(len(key) + len(word) + 3 for key, word, _ in pinned)
        shown = []
        for item in others:
            size = len(item[0]) + len(item[1]) + 3
            if size > room:
                break
            shown.append(item)
            room -= size
        segments: list[Segment] = []
        self._places = []
        column = 0
        for key, word, action in [*shown, *pinned]:
            segments += [Segment(f" {key}", styles["key"]), Segment(f" {word} ", styles["word"])]
            size = len(key) + len(word) + 3
            self._places.append((column, column + size, action))
            column += size
        return Strip(segments).adjust_cell_length(width, base)

    async def on_click(self, event: events.Click) -> None:
        for start, end, action in self._places:
            if start <= event.x < end:
                await self.run_action(action)
                return
