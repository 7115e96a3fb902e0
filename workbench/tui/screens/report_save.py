"""Writes a report to a file: a page, JSON or text."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button, Input, Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.reports import Report, Setting
from workbench.reports.changes import Changes
from workbench.reports.document import Document
from workbench.reports.inspection import Inspector
from workbench.tui.screens.dialog import Dialog, typed_path
from workbench.tui.session import Session
from workbench.tui.widgets.inputs import TextField, Tick

_FORMATS: Final = "A name that ends in .html gives a page to send, .json JSON, .txt text."
_WRITING: Final = "Writes the report; Esc stops that."


class SaveReport(Dialog[str]):
    """The result is a sentence that says what was written."""

    TITLE_TEXT = "Save the report"
    KEYS_TEXT = "Tab next · Enter writes · Esc closes"

    class Written(Message):
        """The file is written; `problem` says why not."""

        def __init__(self, name: str, problem: str) -> None:
            super().__init__()
            self.name, self.problem = name, problem

    def __init__(
        self,
        session: Session,
        report: Report,
        inspector: Inspector,
        made: float,
        *,
        changes: Changes | None = None,
    ) -> None:
        super().__init__()
        self._session, self._report, self._inspector, self._made = session, report, inspector, made
        self._changes = changes

    def compose(self) -> ComposeResult:
        yield self.box(
            TextField("report.html", id="report-path"),
            Static(_FORMATS, markup=False, classes="help", id="report-note"),
            Tick("Let examples show what events hold", id="report-values"),
            Tick("List each event", id="report-each"),
            Tick("Tell what becomes of Classic's settings too", id="report-settings"),
            Horizontal(
                Button("Close", id="no"), Button("Write file", id="yes", variant="primary"), classes="buttons"
            ),
        )

    def on_mount(self) -> None:
        self.query_one("#report-path").focus()

    def on_input_changed(self) -> None:
        self.complain("")

    @on(Input.Submitted, "#report-path")
    @on(Button.Pressed, "#yes")
    def _ask(self) -> None:
        path = typed_path(self.query_one("#report-path", Input).value.strip() or "report.html")
        if os.path.exists(path):
            self.ask_to_replace(path, lambda: self._start(path))
        else:
            self._start(path)

    def _start(self, path: Path) -> None:
        document = Document(
            self._report,
            self._inspector,
            self._made,
            sources=self._session.event_paths,
            problems=self._session.store.problem_count,
            values=self.query_one("#report-values", Tick).value,
            every_event=self.query_one("#report-each", Tick).value,
            changes=self._changes,
        )
        self.query_one("#report-note", Static).update(_WRITING)
        self.run_worker(
            partial(self._write, path, document, settings=self.query_one("#report-settings", Tick).value),
            thread=True,
            group="save-report",
            exclusive=True,
            description="write the report",
            exit_on_error=False,
        )

    def _write(self, path: Path, document: Document, *, settings: bool) -> None:
        from workbench.reports.writing import write_report

        if settings:
            lines = self._settings_lines()
            if lines is None:
                return
            document = replace(document, settings=lines)
        try:
            write_report(document, path)
        except WorkbenchError as error:
            self.post_message(self.Written(path.name, str(error)))
        else:
            self.post_message(self.Written(path.name, ""))

    def _settings_lines(self) -> tuple[Setting, ...] | None:
        """What becomes of each of Classic's settings, for the events at hand; None when it was stopped."""
        from workbench.migration import report_lines
        from workbench.tui.migrating import look_at_events

        worker, session = get_current_worker(), self._session
        facts = look_at_events(session.store, lambda: worker.is_cancelled)
        return None if facts is None else tuple(report_lines(session.project, facts))

    @on(Written)
    def _written(self, message: Written) -> None:
        self.query_one("#report-note", Static).update(_FORMATS)
        if message.problem:
            self.complain(message.problem)
        else:
            self.dismiss(f"Wrote {message.name}")

    @on(Button.Pressed, "#no")
    def _close(self) -> None:
        self.action_leave()
