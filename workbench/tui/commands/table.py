"""The table of commands: one record each, from which keys, footer, palette and help are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.app import App

    from workbench.tui.screens.workbench import WorkbenchScreen

Scope: TypeAlias = Literal["screen", "events", "tree", "mappings", "fields", "requests", "differences"]
"""Where a key works: on the whole screen, or only while one pane has the focus."""


def _always(_: WorkbenchScreen) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do.

    `id` is stable (keys are remapped by it), `title` is what the palette shows, `help` one sentence, `keys`
    Textual key names with the one to show first, `footer` the short word in the key bar ("" keeps it out).
    Where the bar has no room for all, those of the lowest `rank` stay. `top` is the word in the screen's top
    line, for what opens a view of the whole project.
    """

    id: str
    title: str
    help: str
    run: Callable[[WorkbenchScreen], object]
    keys: str = ""
    scope: Scope = "screen"
    footer: str = ""
    rank: int = 0
    top: str = ""
    when: Callable[[WorkbenchScreen], bool] = _always


def shown_keys(app: App[object], command: Command) -> list[str]:
    """The keys of a command as people read them, their own where they moved it."""
    keys = app._keymap.get(command.id, command.keys)
    shown = [app.get_key_display(Binding(key.strip(), "")) for key in keys.split(",") if key.strip()]
    return list(dict.fromkeys(shown))


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual bindings for commands: all lead to `WorkbenchScreen.action_command`."""
    return [
        Binding(
            command.keys,
            f"screen.command('{command.id}')",
            command.footer or command.title,
            show=bool(command.footer),
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
        if command.keys
    ]
