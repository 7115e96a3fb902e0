"""Help for what has the focus: what it is, then its real keys, then all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from workbench.tui.commands import COMMANDS, shown_keys
from workbench.tui.drawing import Line, fit, wrap
from workbench.tui.screens.dialog import Dialog, Result
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen

_KEY_WIDTH = 14
_SCOPES = {
    "screen": "Anywhere",
    "events": "Events",
    "tree": "Event",
    "mappings": "Mappings",
    "fields": "Fields",
    "requests": "Requests",
    "differences": "Differences",
}
_SCOPE_OF: dict[str | None, str] = {
    name: name for name in ("events", "tree", "mappings", "fields", "requests", "differences")
}
_IN_LISTS = "Lists: arrows or j k, Page up/down, g and G for first and last."
_LISTS = f"{_IN_LISTS} Tab and Shift+Tab go to the next pane and back."


class HelpList(LineList):
    """Lines of help; a key in front where there is one."""

    _entries: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()

    def show(self, entries: Iterable[tuple[str, str]]) -> None:
        """Show keys with what they do, and lines without a key; "#" stands for a heading."""
        self._entries = tuple(entries)
        self._fold()

    def on_resize(self) -> None:
        self._fold()
        super().on_resize()

    def _fold(self) -> None:
        width = max(20, self.area.width)
        rows: list[tuple[str, str]] = []
        for key, text in self._entries:
            first, *rest = wrap(text, width if key in ("", "#") else width - _KEY_WIDTH)
            rows += [(key, first), *((" " if key else "", line) for line in rest)]
        self.rows = tuple(rows)
        self.changed()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        key, text = self.rows[index]
        if key == "#":
            return [(text, "head")]
        return [(fit(key, _KEY_WIDTH), "accent"), (text, "")] if key else [(text, "dim")]


class Help(Dialog[None]):
    """Typing narrows the lines."""

    TITLE_TEXT = "Help"
    KEYS_TEXT = "type to narrow · Tab then arrows scroll · Esc closes"

    def __init__(self, about: str, keys: dict[str, str], scope: str) -> None:
        super().__init__()
        self._scope = scope
        self._about = about
        self._keys = keys

    @classmethod
    def about(cls, screen: WorkbenchScreen) -> Help:
        """Help for the widget that has the focus, with the keys as they are mapped now."""
        text, scope = "", "screen"
        for node in screen.focused.ancestors_with_self if screen.focused else ():
            text = text or getattr(node, "HELP", None) or ""
            if scope == "screen" and node.id in _SCOPE_OF:
                scope = _SCOPE_OF[node.id]
        keys = {command.id: " ".join(shown_keys(screen.app, command)) for command in COMMANDS}
        return cls(" ".join(text.split()), {name: shown for name, shown in keys.items() if shown}, scope)

    def keys_text(self) -> str:
        return self.KEYS_TEXT

    def action_help(self) -> None:
        """There is no help about help."""

    def compose(self) -> ComposeResult:
        yield self.box(TextField(placeholder="Type to narrow", id="query"), HelpList(id="help-lines"))

    def on_mount(self) -> None:
        self._show("")
        self.query_one("#query").focus()

    @on(Input.Changed, "#query")
    def _typed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def _show(self, query: str) -> None:
        words = query.lower().split()
        lines = self.query_one("#help-lines", HelpList)
        lines.empty = "No command is described like this."
        lines.show(self._all() if not words else self._found(words))

    def _all(self) -> Iterator[tuple[str, str]]:
        if self._about:
            yield "", self._about
        yield "", _LISTS
        scopes = sorted(_SCOPES.items(), key=lambda item: item[0] != self._scope)
        for scope, title in scopes:
            commands = [command for command in COMMANDS if command.scope == scope]
            if commands:
                yield "#", title
                for command in commands:
                    yield self._keys.get(command.id, "palette"), command.help

    def _found(self, words: list[str]) -> Iterator[tuple[str, str]]:
        for command in COMMANDS:
            text = f"{self._keys.get(command.id, '')} {command.title} {command.help}".lower()
            if all(word in text for word in words):
                yield self._keys.get(command.id, "palette"), f"{_SCOPES[command.scope]}: {command.help}"

    def on_input_submitted(self) -> None:
        self.dismiss(None)


class DialogHelp(Help):
    """Help for a dialog: what has the focus in it, and the keys that are active there."""

    def __init__(self, about: str, rows: Iterable[tuple[str, str]]) -> None:
        super().__init__(about, {}, "screen")
        self._rows = tuple(rows)

    @classmethod
    def on(cls, dialog: Dialog[Result]) -> DialogHelp:
        """Help for a dialog: what has the focus in it, then the dialog's keys, then those of the focused."""
        focused = dialog.focused
        nodes = focused.ancestors_with_self if focused is not None else [dialog]
        about = next((text for node in nodes if (text := getattr(node, "HELP", None))), "")
        keys: dict[str, list[str]] = {}
        for binding in _own_bindings(type(dialog), *(() if focused is None else (type(focused),))):
            shown = keys.setdefault(binding.tooltip or binding.description, [])
            shown += [
                text
                for key in binding.key.split(",")
                if (text := dialog.app.get_key_display(replace(binding, key=key))) not in shown
            ]
        rows = [(" ".join(shown), text) for text, shown in keys.items()]
        if "tab" not in {shown.split()[0] for shown, _ in rows}:
            rows.append(("tab", "Go to the next part of the dialog; Shift+Tab to the one before."))
        if isinstance(focused, LineList):
            rows.append(("", _IN_LISTS))
        return cls(" ".join(about.split()), rows)

    def _all(self) -> Iterator[tuple[str, str]]:
        if self._about:
            yield "", self._about
        yield from self._rows

    def _found(self, words: list[str]) -> Iterator[tuple[str, str]]:
        for key, text in self._rows:
            if all(word in f"{key} {text}".lower() for word in words):
                yield key, text


def _own_bindings(*kinds: type) -> Iterator[Binding]:
    """The keys that the workbench itself gives to widgets, without those that only move in a list."""
    for kind in kinds:
        for base in kind.__mro__:
            if base.__module__.startswith("workbench.") and base is not LineList:
                yield from vars(base).get("BINDINGS", ())
