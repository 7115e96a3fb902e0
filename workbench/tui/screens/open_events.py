"""Where events come from: files, folders, globs, or pasted text."""

from __future__ import annotations

import glob
import os
import shlex
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button, Input, Static, TextArea

from workbench.events import EventStore
from workbench.tui.drawing import Line
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.inputs import TextBox, TextField
from workbench.tui.widgets.line_list import LineList

_MOST = 500
_HELP = (
    "Files, folders or globs, separated by spaces; quote a name with spaces. JSON, NDJSON, .gz, batch bodies."
)


class PathList(LineList):
    """Files and folders that begin with what is typed."""

    rows: tuple[str, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        return [(self.rows[index], "accent" if self.rows[index].endswith(os.sep) else "")]


class OpenEvents(Dialog[tuple[str, ...]]):
    """Asks for paths; completes them from the file system."""

    TITLE_TEXT = "Open events"
    KEYS_TEXT = "Tab completes · ↓ list · Enter opens · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take_first", "Take the first suggestion.", show=False, priority=True)
    ]

    def compose(self) -> ComposeResult:
        yield self.box(
            TextField(placeholder="sample_events/", id="paths"),
            Static(_HELP, classes="help", markup=False),
            PathList(id="found"),
        )

    def on_mount(self) -> None:
        self._complete("")
        self.query_one("#paths").focus()

    @on(Input.Changed, "#paths")
    def _typed(self, message: Input.Changed) -> None:
        self.complain("")
        self._complete(message.value)

    def _complete(self, text: str) -> None:
        begun = text.rsplit(" ", 1)[-1]
        pattern = glob.escape(os.path.expanduser(begun)) + "*"
        found = sorted(glob.glob(pattern))[:_MOST]
        rows = self.query_one("#found", PathList)
        rows.rows = tuple(path + os.sep if os.path.isdir(path) else path for path in found)
        rows.empty = "Nothing begins like this here."
        rows.cursor = 0
        rows.changed()

    def action_take_first(self) -> None:
        rows = self.query_one("#found", PathList)
        if rows.row_count:
            self._take(rows.rows[rows.cursor])

    @on(LineList.Chosen, "#found")
    def _chosen(self, message: LineList.Chosen) -> None:
        self._take(self.query_one("#found", PathList).rows[message.index])

    def _take(self, path: str) -> None:
        field = self.query_one("#paths", Input)
        head, _, _ = field.value.rpartition(" ")
        quoted = path if shlex.quote(path) == path else shlex.quote(path)
        field.value = f"{head} {quoted}" if head else quoted
        field.cursor_position = len(field.value)
        field.focus()

    def on_key(self, event: events.Key) -> None:
        rows = self.query_one("#found", PathList)
        if event.key == "down" and self.query_one("#paths").has_focus and rows.row_count:
            event.stop()
            rows.focus()

    @on(Input.Submitted, "#paths")
    def _submitted(self, message: Input.Submitted) -> None:
        try:
            paths = tuple(os.path.expanduser(part) for part in shlex.split(message.value))
        except ValueError:
            self.complain('A quote is not closed. Quote a name with spaces: "my events.json".')
            return
        if missing := next((path for path in paths if not _there(path)), ""):
            nothing = "Nothing is called like" if glob.has_magic(missing) else "There is no file or folder"
            self.complain(f"{nothing} {missing}. Tab completes what is there.")
            return
        self.dismiss(paths)


def _there(path: str) -> bool:
    """Whether something is at a path, or is called like a glob. Searching whole trees is left to loading."""
    return os.path.lexists(path) or (glob.has_magic(path) and ("**" in path or any(glob.iglob(path))))


class PasteEvents(Dialog[str]):
    """Takes pasted JSON: one event, an array, NDJSON, a batch body, a debugger copy."""

    TITLE_TEXT = "Paste events"
    KEYS_TEXT = "F2 loads · Esc closes"
    BINDINGS = [Binding("f2,ctrl+s", "load", "Load the pasted events.", show=False, priority=True)]  # noqa: RUF012 - Textual's class variable

    def compose(self) -> ComposeResult:
        yield self.box(
            TextBox(id="pasted", tab_behavior="focus"),
            Static(
                "Paste here, then F2 or the button. One event, an array, NDJSON or a batch body.",
                classes="help",
            ),
            Horizontal(
                Button("Cancel", id="no"),
                Button("Load events", id="yes", variant="primary"),
                classes="buttons",
            ),
        )

    def on_mount(self) -> None:
        self.query_one("#pasted").focus()

    class Tried(Message):
        """The text was read; `reason` says why there is no event in it, "" when there is one."""

        def __init__(self, text: str, reason: str) -> None:
            super().__init__()
            self.text, self.reason = text, reason

    def action_load(self) -> None:
        text = self.query_one("#pasted", TextArea).text
        self.run_worker(
            lambda: self._try(text),
            thread=True,
            exclusive=True,
            description="read pasted events",
            exit_on_error=False,
        )

    def _try(self, text: str) -> None:
        store = EventStore()
        store.load_text(text)
        reason = "" if len(store) else next((str(problem) for problem in store.problems), "There is no text.")
        self.post_message(self.Tried(text, reason))

    @on(Tried)
    def _tried(self, message: Tried) -> None:
        self.complain(message.reason)
        if not message.reason:
            self.dismiss(message.text)

    @on(TextArea.Changed)
    def _edited(self) -> None:
        self.complain("")

    def on_button_pressed(self, message: Button.Pressed) -> None:
        if message.button.id == "yes":
            self.action_load()
        else:
            self.dismiss(None)
