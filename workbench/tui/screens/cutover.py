"""The destination filters that hand over from Classic: an instant, both calls, and what the events say."""

from __future__ import annotations

import os
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.events import EventStore
from workbench.jsvalues import dump_json
from workbench.migration import Cutover, CutoverCheck, check_cutover, cutover
from workbench.migration.cutover import ADVICE, check_lines, filter_text
from workbench.project import write_atomically
from workbench.text import visible
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.text_lines import TextLines

FILE_NAME = "braze-cutover.json"


class Checked(Message):
    """The check went on; older numbers are stale."""

    def __init__(self, number: int, check: CutoverCheck) -> None:
        super().__init__()
        self.number, self.check = number, check

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Checked)


class CutoverFilters(Dialog[str]):
    """The result is a sentence that says what was written."""

    TITLE_TEXT = "Cutover filters"
    KEYS_TEXT = "Enter shows and checks · Tab next · Esc closes"

    def __init__(self, instant: str, store: EventStore) -> None:
        super().__init__()
        self._instant, self._store = instant, store
        self._pair: Cutover | None = None
        self._number = 0

    def compose(self) -> ComposeResult:
        yield self.box(
            Static(
                "Classic drops what is received from this instant on, Actions what is received before. "
                "Without a zone it is UTC.",
                classes="help",
                markup=False,
            ),
            TextField(self._instant, id="instant"),
            TextLines(id="cutover-text"),
            Static(id="cutover-check", classes="help", markup=False),
            Horizontal(
                Button("Close", id="no"),
                Button("Copy", id="copy"),
                Button("Write file", id="yes", variant="primary"),
                classes="buttons",
            ),
        )

    def on_mount(self) -> None:
        self.query_one("#instant").focus()
        self._show()

    @on(Input.Submitted, "#instant")
    def _show(self) -> None:
        """Show the filters for the instant typed, and check them beside the screen."""
        try:
            self._pair = cutover(self.query_one("#instant", Input).value)
        except WorkbenchError as error:
            self._pair = None
            self.complain(f"{error.message} {error.hint}")
            return
        finally:
            for name in ("#copy", "#yes"):
                self.query_one(name, Button).disabled = self._pair is None
        self.complain("")
        self._number += 1
        self._show_text(())
        self.run_worker(
            self._check, thread=True, group="check", exclusive=True, description="check", exit_on_error=False
        )

    @on(Input.Changed, "#instant")
    def _typed(self) -> None:
        self.complain("")

    def _check(self) -> None:
        worker, number, pair = get_current_worker(), self._number, self._pair
        if pair is None:
            return
        for check in check_cutover(pair, self._store):
            if worker.is_cancelled:
                return
            self.post_message(Checked(number, check))

    @on(Checked)
    def _checked(self, message: Checked) -> None:
        if message.number != self._number:
            return
        check = message.check
        lines = list(check_lines(check))
        mark, style = ("✓", "$text-success") if check.clean else ("!", "$text-warning")
        if not check.total:
            mark, style = "·", ""
        self.query_one("#cutover-check", Static).update(Content.styled(visible(f"{mark} {lines[0]}"), style))
        self._show_text(lines)

    def _show_text(self, lines: tuple[str, ...] | list[str]) -> None:
        """Both calls, what to know, and the check in words."""
        if self._pair is None:
            return
        parts = [f"{one.side.capitalize()} destination\n{filter_text(one)}" for one in self._pair.filters]
        parts.append("Before you use them\n" + "\n".join(f"· {advice}" for advice in ADVICE))
        if lines:
            parts.append("Check over the events\n" + "\n".join(lines))
        self.query_one("#cutover-text", TextLines).show("\n\n".join(parts))

    def _json(self) -> str:
        filters = [one.to_json() for one in self._pair.filters] if self._pair is not None else []
        return dump_json(filters, indent=2) + "\n"

    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        self.copy(self._json())

    @on(Button.Pressed, "#yes")
    def _ask(self) -> None:
        if os.path.lexists(FILE_NAME):
            self.ask_to_replace(Path(FILE_NAME), self._write)
        else:
            self._write()

    def _write(self) -> None:
        try:
            write_atomically(Path(FILE_NAME), self._json().encode())
        except WorkbenchError as error:
            self.complain(str(error))
            return
        self.dismiss(f"Wrote {FILE_NAME}")

    @on(Button.Pressed, "#no")
    def _close(self) -> None:
        self.action_leave()
