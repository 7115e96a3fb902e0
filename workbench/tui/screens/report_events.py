"""The events behind a cell of the report."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from workbench.text import counted
from workbench.tui.drawing import Line, fit, fit_end
from workbench.tui.screens.dialog import Dialog
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList


@dataclass(frozen=True, slots=True)
class Drilled:
    """Events of a report that the main list is to show, or the one event that is to be selected."""

    indices: array[int]
    label: str
    event: int | None


class CellEvents(LineList):
    """The events of a cell, one line each."""

    HELP = "The events behind a row or cell of the report. Enter selects one on the main screen."

    def __init__(self, session: Session, indices: array[int]) -> None:
        super().__init__(id="cell-events")
        self._session, self._indices = session, indices

    @property
    def row_count(self) -> int:
        return len(self._indices)

    def line(self, index: int, width: int) -> Line:
        at = self._indices[index]
        row = self._session.store.summary(at)
        name, user = max(16, width // 4), max(12, width // 5)
        return [
            (f"{at + 1:>9,}  ", "dim"),
            (fit(row.type, 9), "dim"),
            (fit(row.name, name), "strong"),
            (f" {fit(row.user, user)}", ""),
            (f" {fit_end(self._session.place(at), width - 22 - name - user)}", "dim"),
        ]


class ReportEvents(Dialog[Drilled]):
    """The result says which event, or that all of them are to be shown on the main screen."""

    KEYS_TEXT = "Enter selects it · f filters the list · Esc back to the report"
    BINDINGS: ClassVar = [
        Binding("f", "filter", "Show these events in the main list.", show=True),
        Binding("q", "leave", "Go back to the report.", show=False),
    ]

    def __init__(self, session: Session, indices: array[int], label: str) -> None:
        super().__init__()
        self._session, self._indices, self._label = session, indices, label

    def title_text(self) -> str:
        return f"{counted(len(self._indices), 'event')} · {self._label}"

    def compose(self) -> ComposeResult:
        yield self.box(CellEvents(self._session, self._indices))

    def on_mount(self) -> None:
        self.query_one("#cell-events").focus()

    @on(LineList.Chosen, "#cell-events")
    def _chosen(self, message: LineList.Chosen) -> None:
        self.dismiss(Drilled(self._indices, self._label, self._indices[message.index]))

    def action_filter(self) -> None:
        self.dismiss(Drilled(self._indices, self._label, None))
