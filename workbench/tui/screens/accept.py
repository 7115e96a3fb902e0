"""Asks why a difference is accepted."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from workbench.compare import Difference
from workbench.errors import WorkbenchError
from workbench.project import Acceptance
from workbench.text import visible
from workbench.tui.drawing import fit
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.inputs import TextField, Tick

_LONGEST_NAME = 60


class Accept(Dialog[Acceptance]):
    """The result is the acceptance with its note, for all events or for those of one name."""

    TITLE_TEXT = "Accept this difference for the project?"
    KEYS_TEXT = "Enter accepts · Tab next · Esc leaves it"

    def __init__(self, difference: Difference, event: str) -> None:
        """`event` is the name of the event that shows the difference, `""` when it has none."""
        super().__init__()
        self._difference, self._event = difference, event

    def compose(self) -> ComposeResult:
        parts: list[Widget] = [
            Static(visible(self._difference.sentence), markup=False, classes="body"),
            TextField(placeholder="Why it is fine; may stay empty", id="note"),
        ]
        if self._event:
            name = visible(self._event)
            shown = name if len(name) <= _LONGEST_NAME else fit(name, _LONGEST_NAME)
            # Accepted for all events, it would hide every event for which only one side sends.
            only = self._difference.key == "requests"
            parts.append(Tick(Content(f"only for the event “{shown}”"), value=only, id="only"))
        parts.append(
            Horizontal(
                Button("Cancel", id="no"), Button("Accept", id="yes", variant="primary"), classes="buttons"
            )
        )
        yield self.box(*parts)

    def on_mount(self) -> None:
        self.query_one("#note").focus()

    @on(Input.Changed, "#note")
    def _changed(self) -> None:
        self.complain("")

    @on(Input.Submitted, "#note")
    @on(Button.Pressed, "#yes")
    def _accept(self) -> None:
        only = bool(self._event) and self.query_one("#only", Tick).value
        note = self.query_one("#note", Input).value.strip()
        try:
            accepted = Acceptance(
                self._difference.kind, self._difference.key, self._event if only else "", note
            )
        except WorkbenchError as error:
            self.complain(str(error))
            return
        self.dismiss(accepted)

    @on(Button.Pressed, "#no")
    def _close(self) -> None:
        self.action_leave()
