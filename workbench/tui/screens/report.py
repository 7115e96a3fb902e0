"""The report over all events on the screen, shown while it is being made."""

from __future__ import annotations

import sys
import time
from array import array
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.compare.model import DifferenceKind
from workbench.errors import WorkbenchError
from workbench.reports import Report, Selection, scan
from workbench.reports.changes import Changes, find_changes
from workbench.reports.inspection import Inspector
from workbench.text import counted, visible
from workbench.tui.drawing import fit
from workbench.tui.reporting import KeptReport
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.report_events import Drilled, ReportEvents
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.report_rows import PARTS, Part, ReportRows
from workbench.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

_TOLD_EACH: Final = 0.25
"""Seconds between two pictures of a report that grows."""

_BREATH: Final = 0.0005
_PAINT: Final = 0.03
_PATIENCE: Final = 0.3
"""Seconds: between two steps of a scan, for painting after a key, and for what a key does."""

_BAR: Final = 24


class ReportView(Dialog[Drilled]):
    """The result is an event to select, or events to show in the main list."""

    TITLE_TEXT = "Report"
    KEYS_TEXT = "1-5 part · ←→ cell · Enter events · f filter · x save · Esc closes"
    BINDINGS: ClassVar = [
        Binding("right_square_bracket", "part(1)", "Go to the next part.", show=True),
        Binding("left_square_bracket", "part(-1)", "Go to the part before.", show=False),
        *(
            Binding(str(number), f"show_part('{part}')", f"Go to the part {part.capitalize()}.", show=False)
            for number, part in enumerate(PARTS, 1)
        ),
        Binding("f", "filter", "Show the events of the row or cell in the main list.", show=True),
        Binding("x", "save", "Save the report as one HTML page, JSON or text.", show=True),
        Binding("y,c", "copy", "Copy the report as text.", show=True),
        Binding("r", "again", "Make it again.", show=True),
        Binding("q", "leave", "Close the report.", show=False),
    ]

    class Grown(Message):
        """The report went on; `ended` when nothing more comes."""

        def __init__(
            self, number: int, report: Report | None, changes: Changes | None, *, ended: bool
        ) -> None:
            super().__init__()
            self.number, self.report, self.changes, self.ended = number, report, changes, ended

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, ReportView.Grown) and not self.ended

    class Failed(Message):
        """The report cannot be made."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Told(Message):
        """The words for a row's example."""

        def __init__(self, report: Report, row: int, text: str) -> None:
            super().__init__()
            self.report, self.row, self.text = report, row, text

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._made = time.time() * 1000
        self._inspector = Inspector(session.project, session.store, now=self._made)
        self._number = 0
        self._running = False

    @property
    def rows(self) -> ReportRows:
        """The list that shows the current part."""
        return self.query_one("#report-rows", ReportRows)

    def compose(self) -> ComposeResult:
        box = self.box(
            Static(id="report-parts", markup=False),
            Static(id="report-progress", markup=False),
            Static(id="report-head", markup=False),
            ReportRows(id="report-rows"),
            TextLines(id="report-detail"),
        )
        box.id = "report"
        yield box

    def on_mount(self) -> None:
        self.rows.focus()
        self._show_parts()
        kept = self._session.report
        if kept is not None and kept.is_of(self._session.project, len(self._session.store)):
            self._made = kept.made
            self._inspector = Inspector(self._session.project, self._session.store, now=self._made)
            self._take(kept.report, kept.changes)
            self._show_progress()
        else:
            self.action_again()

    # Making it

    def action_again(self) -> None:
        """Make the report from the beginning."""
        self._number += 1
        self._made = time.time() * 1000
        self._running = True
        last = self._session.report
        if last is not None and last.project != self._session.project:
            self._session.report_before = last
        self._session.report = None
        self._inspector = Inspector(self._session.project, self._session.store, now=self._made)
        self.run_worker(
            partial(self._scan, self._number, self._made),
            thread=True,
            group="report",
            exclusive=True,
            description="make the report",
            exit_on_error=False,
        )
        self._show_progress()

    def _scan(self, number: int, made: float) -> None:
        worker, session = get_current_worker(), self._session
        told = 0.0
        report = None
        interval = sys.getswitchinterval()
        sys.setswitchinterval(_BREATH)
        try:
            for report in scan(session.project, session.store, now=made):
                if worker.is_cancelled:
                    break
                self._give_way()
                if time.monotonic() - told > _TOLD_EACH:
                    report.make_tables()
                    self.post_message(self.Grown(number, report, None, ended=False))
                    told = time.monotonic()
        except WorkbenchError as error:
            self.post_message(self.Failed(str(error)))
            return
        finally:
            sys.setswitchinterval(interval)
        changes = None
        if report is not None:
            report.make_tables()
            changes = self._changes(report)
        self.post_message(self.Grown(number, report, changes, ended=True))

    def _changes(self, report: Report) -> Changes | None:
        """What became otherwise since the report of the project before, told in full."""
        before = self._session.report_before
        if before is None or not report.complete:
            return None
        changes = find_changes(before.report, report, f"the report of {before.time}")
        _ = changes.counts
        return changes

    def _give_way(self) -> None:
        """The screen's thread comes first: it has the time it needs for a key and to paint what that does."""
        time.sleep(_BREATH)
        app = cast("WorkbenchApp", self.app)
        patience = time.monotonic() + _PATIENCE
        pressed = False
        while app.keys_held and time.monotonic() < patience:
            pressed = True
            time.sleep(2 * _BREATH)
        if pressed:
            time.sleep(_PAINT)

    @on(Grown)
    def _grown(self, message: Grown) -> None:
        if message.number != self._number:
            return
        self._running = not message.ended
        if message.report is not None:
            if message.report.complete:
                self._session.report = KeptReport(
                    message.report, self._session.project, self._made, message.changes
                )
            self._take(message.report, message.changes)
        self._show_progress()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._running = False
        self.complain(message.text)
        self._show_progress()

    def _take(self, report: Report, changes: Changes | None) -> None:
        self.rows.show(report, changes)
        self._show_head()
        self._show_detail()

    def action_leave(self) -> None:
        """First stops the work under way, then closes."""
        if self._running:
            self._stop()
        else:
            self.dismiss(None)

    def _stop(self) -> None:
        self._running = False
        self.workers.cancel_group(self, "report")
        self._show_progress()

    # Showing it

    def _show_parts(self) -> None:
        here = self.rows.part
        parts = [
            (
                f" {'▸' if part == here else ' '}{number} {part.capitalize()} ",
                "bold reverse" if part == here else "$text-muted",
            )
            for number, part in enumerate(PARTS, 1)
        ]
        self.query_one("#report-parts", Static).update(Content.assemble(*parts))

    def _show_progress(self) -> None:
        report = self.rows.report
        self.query_one("#report-progress", Static).update(Content(self._progress(report)))

    def _progress(self, report: Report | None) -> str:
        if report is None:
            return "Running both destinations over the events…"
        told = f"{report.done:,} of {report.total:,} events"
        if self._running:
            filled = round(_BAR * report.done / max(report.total, 1))
            return f"{'█' * filled}{'░' * (_BAR - filled)} {told} · Esc stops"
        if not report.complete:
            return f"Stopped at {told}; r makes it again"
        totals = report.totals
        newer = len(self._session.store) - report.total
        if newer > 0:
            return f"Of {told}; {newer:,} were loaded since, r makes it again"
        return (
            f"{counted(totals.events, 'event')} · requests: Actions {totals.actions_requests:,}, "
            f"Classic {totals.classic_requests:,} · {totals.failing:,} fail"
        )

    def _show_head(self) -> None:
        head = self.query_one("#report-head", Static)
        head.update(Content.styled(fit(self.rows.head(), self.rows.area.width + 1), "$text-muted"))

    def _show_detail(self, sentence: str = "") -> None:
        text = self.rows.detail(self.rows.cursor, self._session.place)
        detail = self.query_one("#report-detail", TextLines)
        first, _, rest = text.partition("\n")
        shown = f"{first}\n{sentence}\n{rest}" if sentence else text
        if shown != detail.text:
            detail.show(shown)

    @on(LineList.Highlighted, "#report-rows")
    @on(ReportRows.ColumnMoved)
    def _moved(self) -> None:
        self._show_head()
        self._show_detail()
        example = self.rows.example
        if example is not None and self.rows.report is not None:
            self.run_worker(
                partial(self._tell, self.rows.report, self.rows.cursor, *example),
                thread=True,
                group="example",
                exclusive=True,
                description="tell an example",
                exit_on_error=False,
            )

    def _tell(self, report: Report, row: int, index: int, kind: DifferenceKind, key: str) -> None:
        worker = get_current_worker()
        sentence = self._inspector.sentence(index, kind, key)
        if sentence and not worker.is_cancelled:
            self.post_message(self.Told(report, row, f"e.g. {sentence}"))

    @on(Told)
    def _told(self, message: Told) -> None:
        if message.row == self.rows.cursor and self.rows.part == "differences":
            self._show_detail(message.text)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_head)

    # Parts

    def action_part(self, step: int) -> None:
        self.action_show_part(PARTS[(PARTS.index(self.rows.part) + step) % len(PARTS)])

    def action_show_part(self, part: Part) -> None:
        self.rows.show_part(part)
        self._show_parts()
        self._moved()

    # Going on from it

    def _chosen(self) -> tuple[Selection, str, array[int]] | None:
        rows = self.rows
        found = rows.selection(rows.cursor)
        if found is None or rows.report is None:
            return None
        selection, label = found
        return selection, label, rows.report.select(selection)

    @on(LineList.Chosen, "#report-rows")
    def _open_events(self) -> None:
        """Show the events of the cell under the cursor."""
        changes = self.rows.changes
        if self.rows.part == "changes" and changes:
            event = changes[self.rows.cursor].index
            self._drilled(Drilled(changes.indices, f"changed since {changes.since}", event))
            return
        chosen = self._chosen()
        if chosen is None:
            return
        _, label, indices = chosen
        if not indices:
            self.complain(f"No events: {label}.")
            return
        self.complain("")
        self.app.push_screen(ReportEvents(self._session, indices, label), self._drilled)

    def _drilled(self, result: Drilled | None) -> None:
        if result is not None:
            self._stop()
            self.dismiss(result)

    def action_filter(self) -> None:
        """Show the cell's events in the main list, or all that changed."""
        changes = self.rows.changes
        if self.rows.part == "changes" and changes:
            self._drilled(Drilled(changes.indices, f"changed since {changes.since}", None))
            return
        chosen = self._chosen()
        if chosen is None or not chosen[2]:
            self.complain("There are no events to show.")
            return
        self._stop()
        self.dismiss(Drilled(chosen[2], chosen[1], None))

    def action_copy(self) -> None:
        """Copy the row with what is told about it."""
        detail = self.query_one("#report-detail", TextLines)
        if detail.text:
            self.copy(detail.text)

    def action_save(self) -> None:
        """Write the report to a file."""
        from workbench.tui.screens.report_save import SaveReport

        report = self.rows.report
        if report is not None:
            self.app.push_screen(
                SaveReport(self._session, report, self._inspector, self._made, changes=self.rows.changes),
                self._saved,
            )

    def _saved(self, text: str | None) -> None:
        if text:
            self.app.notify(visible(text), markup=False, timeout=4)
