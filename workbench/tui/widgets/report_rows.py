"""The rows of a report, drawn from it as they are shown: verdicts, the matrix, differences, failures."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, Literal, TypeAlias

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message

from workbench.compare.model import DifferenceKind
from workbench.reports import (
    VERDICT_TEXTS,
    VERDICTS,
    Cell,
    DifferenceRow,
    MatrixRow,
    NameRow,
    ReasonRow,
    Report,
    Selection,
    Verdict,
)
from workbench.reports.changes import Changes
from workbench.reports.wording import STATE_WORDS, accepted_text, kind_text, share
from workbench.text import counted
from workbench.tui.drawing import Line, fit, fit_right
from workbench.tui.verdicts import VERDICT_MARKS, verdict_style
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.report_changes import change_detail, change_line, empty_text
from workbench.tui.widgets.report_unseen import unseen_detail, unseen_line

Part: TypeAlias = Literal["overview", "coverage", "differences", "failures", "changes"]
PARTS: Final[tuple[Part, ...]] = ("overview", "coverage", "differences", "failures", "changes")

_COLUMN: Final = 13
_SHORT: Final[dict[Verdict, str]] = {
    "changed": "changed",
    "lost": "lost",
    "new": "new",
    "equivalent": "equiv.",
    "identical": "ident.",
    "neither": "neither",
    "unreadable": "unread.",
}
"""What fits over a narrow column."""
_ROOMY: Final = 110
_EMPTY: Final = {
    "overview": "No events yet. Open some on the main screen with o, then press r here.",
    "coverage": "No events yet. Open some on the main screen with o, then press r here.",
    "differences": "No differences: where both destinations send, they send the same.",
    "failures": "No mapping fails, and Classic refuses nothing.",
}


class ReportRows(LineList):
    """One part of the report at a time; in the matrix a cell is chosen with ← and →."""

    HELP = """\
The report over all events. `[` and `]` go through its parts: verdicts, which mapping takes what, the
differences by key, what fails, and what changed since the report before. Enter shows the events behind a
row or cell, `f` shows them in the main list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "column(-1)", "Column to the left", show=False),
        Binding("right,l", "column(1)", "Column to the right", show=False),
    ]

    class ColumnMoved(Message):
        """Another column of the matrix is chosen."""

    part: Part = "overview"
    report: Report | None = None
    changes: Changes | None = None
    column = 0
    _first_column = 0

    def show(self, report: Report, changes: Changes | None = None) -> None:
        """Show a report, or how far it has grown; `changes` are those since the one before it."""
        self.report, self.changes = report, changes
        self.empty = self._empty_text()
        self.changed()

    def show_part(self, part: Part) -> None:
        """Show another part from its beginning."""
        self.part = part
        self.column = self._first_column = 0
        self.empty = self._empty_text()
        self.cursor = 0
        self.changed()
        self.refresh()

    def _empty_text(self) -> str:
        if self.report is None:
            return ""
        return empty_text(self.changes) if self.part == "changes" else _EMPTY[self.part]

    # Rows

    @property
    def row_count(self) -> int:
        report = self.report
        if report is None:
            return 0
        match self.part:
            case "overview":
                return len(self._verdicts) + len(report.by_name) if report.events else 0
            case "coverage":
                return len(report.matrix)
            case "differences":
                return len(report.differences) + len(report.unseen)
            case "failures":
                return len(report.failures) + len(report.rejections)
            case "changes":
                return 0 if self.changes is None else len(self.changes)

    @property
    def _verdicts(self) -> list[Verdict]:
        assert self.report is not None
        return [verdict for verdict in VERDICTS if self.report.totals.verdicts[verdict]]

    def _name_row(self, index: int) -> Verdict | NameRow:
        assert self.report is not None
        verdicts = self._verdicts
        return verdicts[index] if index < len(verdicts) else self.report.by_name[index - len(verdicts)]

    def _reason_row(self, index: int) -> ReasonRow:
        assert self.report is not None
        failures = self.report.failures
        return failures[index] if index < len(failures) else self.report.rejections[index - len(failures)]

    def line(self, index: int, width: int) -> Line:
        report = self.report
        assert report is not None
        match self.part:
            case "overview":
                row = self._name_row(index)
                return (
                    self._name_line(row, width)
                    if isinstance(row, NameRow)
                    else self._verdict_line(row, width)
                )
            case "coverage":
                return self._matrix_line(report.matrix[index], width, here=index == self.cursor)
            case "differences":
                known = len(report.differences)
                if index >= known:
                    return unseen_line(report.unseen[index - known])
                return _difference_line(report.differences[index])
            case "failures":
                return self._reason_line(self._reason_row(index))
            case "changes":
                assert self.changes is not None
                return change_line(self.changes[index], width)

    # Overview

    def _verdict_line(self, verdict: Verdict, width: int) -> Line:
        assert self.report is not None
        totals = self.report.totals
        count = totals.verdicts[verdict]
        mark, style = VERDICT_MARKS[verdict]
        bar = "█" * max(1, round((width - 36) * count / max(totals.events, 1)))
        return [
            (f"{mark} ", style),
            (fit(verdict, 12), "strong"),
            (f"{count:>10,} {share(count, totals.events):>8}  ", ""),
            (bar, style),
        ]

    def _name_line(self, row: NameRow, width: int) -> Line:
        spans = [(fit(f"  {row.name.label}", self._name_width(width)), ""), (f"{row.events:>9,}", "strong")]
        for verdict in self._verdicts:
            count = row.verdicts[verdict]
            style = verdict_style(verdict) if count else "dim"
            spans.append((fit_right(f"{count:,}" if count else "·", _verdict_width(width)), style))
        return spans

    def _name_width(self, width: int) -> int:
        return max(16, width - 9 - _verdict_width(width) * len(self._verdicts))

    # Coverage

    @property
    def columns(self) -> list[str]:
        """The headings of the matrix, after the name and the number of events."""
        assert self.report is not None
        return [*(mapping.name for mapping in self.report.subject.mappings), "no mapping", "several"]

    def _shown_columns(self, width: int) -> range:
        room = max(1, (width - self._label_width(width) - 9) // _COLUMN)
        count = len(self.columns)
        self._first_column = max(min(self._first_column, self.column), self.column - room + 1)
        self._first_column = max(0, min(self._first_column, count - room))
        return range(self._first_column, min(count, self._first_column + room))

    @staticmethod
    def _label_width(width: int) -> int:
        return max(18, min(34, width // 3))

    def _matrix_line(self, row: MatrixRow, width: int, *, here: bool) -> Line:
        assert self.report is not None
        mappings = len(self.report.subject.mappings)
        spans: list[tuple[str, str]] = [
            (fit(row.name.label, self._label_width(width)), ""),
            (f"{row.events:>9,}", "strong"),
        ]
        for column in self._shown_columns(width):
            if column < mappings:
                text, style = _cell_text(row.cells.get(column))
            else:
                count = row.unmatched if column == mappings else row.several
                text, style = (f"{count:,}", "warn") if count else ("·", "dim")
            shown = f"[{text}]" if here and column == self.column else f"{text} "
            spans.append((fit_right(shown, _COLUMN), "accent" if here and column == self.column else style))
        return spans

    def action_column(self, step: int) -> None:
        if self.part == "coverage" and self.report is not None:
            self.column = max(0, min(self.column + step, len(self.columns) - 1))
            self._shown_columns(self.area.width)
            self.changed()
            self.post_message(self.ColumnMoved())

    # Failures

    def _reason_line(self, row: ReasonRow) -> Line:
        assert self.report is not None
        mapping = row.reason.mapping
        whose = (
            ("Classic", "classic") if mapping is None else (self.report.subject.mappings[mapping].name, "bad")
        )
        return [(f"{row.events:>9,}  ", "strong"), (fit(whose[0], 24), whose[1]), (f" {row.reason.text}", "")]

    # What is told beside the rows

    def head(self) -> str:
        """The line over the rows."""
        report, width = self.report, self.area.width
        if report is None or not self.row_count:
            return ""
        match self.part:
            case "overview":
                names = self._verdicts if width >= _ROOMY else [_SHORT[verdict] for verdict in self._verdicts]
                heads = "".join(fit_right(name, _verdict_width(width)) for name in names)
                return f" {fit('  below: by event name', self._name_width(width))}{'events':>9}{heads}"
            case "coverage":
                columns = self.columns
                heads = "".join(
                    fit_right(fit(columns[at], min(_COLUMN - 2, cell_len(columns[at]))) + " ", _COLUMN)
                    for at in self._shown_columns(width)
                )
                return f" {fit('event', self._label_width(width))}{'events':>9}{heads}"
            case "differences":
                return f" {'events':>9}    difference"
            case "failures":
                return f" {'events':>9}  {fit('mapping', 24)} reason"
            case "changes":
                assert self.changes is not None
                return f" {'event':>9}  what becomes of it since {self.changes.since}"

    def detail(self, index: int, origin: Callable[[int], str]) -> str:
        """A row in words, without values of events; `origin` says where an event came from."""
        report = self.report
        if report is None or index >= self.row_count:
            return ""
        match self.part:
            case "overview":
                row = self._name_row(index)
                if not isinstance(row, NameRow):
                    return f"{row}: {VERDICT_TEXTS[row]}"
                told = ", ".join(f"{count:,} {verdict}" for verdict, count in row.verdicts.items() if count)
                return f"{row.name.label}: {counted(row.events, 'event')}, {told}."
            case "coverage":
                return self._cell_detail(report.matrix[index])
            case "differences":
                known = len(report.differences)
                if index >= known:
                    return unseen_detail(report.unseen[index - known])
                return _difference_detail(report.differences[index], origin)
            case "failures":
                reason = self._reason_row(index)
                example = f"e.g. event {reason.example + 1:,}, {origin(reason.example)}"
                return f"{reason.reason.text}\n{counted(reason.events, 'event')}, {example}"
            case "changes":
                assert self.changes is not None
                return change_detail(self.changes[index], self.changes, origin)

    def _cell_detail(self, row: MatrixRow) -> str:
        assert self.report is not None
        mappings = self.report.subject.mappings
        if self.column >= len(mappings):
            count, what = (
                (row.unmatched, "are taken by no mapping")
                if self.column == len(mappings)
                else (row.several, "are taken by several mappings")
            )
            return f"{row.name.label}: {count:,} of {row.events:,} events {what}."
        mapping, cell = mappings[self.column], row.cells.get(self.column)
        if cell is None:
            off = ", which is off," if not mapping.enabled else ""
            return f"{row.name.label} × {mapping.name}: the mapping{off} takes none of these events."
        told = ", ".join(f"{count:,} {STATE_WORDS[state]}" for state, count in cell.states.items())
        return f"{row.name.label} × {mapping.name}: {told}."

    @property
    def example(self) -> tuple[int, DifferenceKind, str] | None:
        """The event to tell an example of, with kind and place of the difference."""
        if self.part != "differences" or self.report is None:
            return None
        if self.cursor >= len(self.report.differences):
            return None
        row = self.report.differences[self.cursor]
        return row.example, row.kind, row.key

    def selection(self, index: int) -> tuple[Selection, str] | None:
        """What a row, or the cell under the cursor, is about, and what that is in words."""
        report = self.report
        if report is None or index >= self.row_count:
            return None
        match self.part:
            case "overview":
                row = self._name_row(index)
                if isinstance(row, NameRow):
                    return Selection(names=frozenset((row.name,))), row.name.label
                return Selection(verdict=row), row
            case "coverage":
                return self._cell_selection(report.matrix[index])
            case "differences" if index >= len(report.differences):
                return None
            case "differences":
                found = report.differences[index]
                return Selection(difference=(found.kind, found.key)), found.key
            case "failures":
                reason = self._reason_row(index)
                return Selection(reason=reason.number), reason.reason.text
            case "changes":
                return None

    def _cell_selection(self, row: MatrixRow) -> tuple[Selection, str]:
        assert self.report is not None
        names, mappings = frozenset((row.name,)), len(self.report.subject.mappings)
        label = f"{row.name.label} × {self.columns[self.column]}"
        if self.column < mappings:
            return Selection(names=names, mapping=self.column), label
        return Selection(names=names, coverage="none" if self.column == mappings else "several"), label


def _verdict_width(width: int) -> int:
    return 12 if width >= _ROOMY else 9


def _cell_text(cell: Cell | None) -> tuple[str, str]:
    """What stands in a cell: how many are sent, and behind `!` how many fail."""
    if cell is None:
        return "·", "dim"
    sent = cell.states.get("sent", 0)
    failed = cell.states.get("invalid", 0) + cell.states.get("failed", 0)
    if failed:
        return f"{sent:,} !{failed:,}", "bad"
    return f"{sent:,}", "good" if sent else "dim"


def _difference_line(row: DifferenceRow) -> Line:
    mark, style = {"only_actions": ("+", "actions"), "only_classic": ("-", "classic")}.get(
        row.kind, ("~", "changed")
    )
    return [
        (f"{row.events:>9,}  ", "strong"),
        ("= " if row.harmless else f"{mark} ", "good" if row.harmless else style),
        (row.key, "dim" if row.harmless or row.accepted == row.events else ""),
        (f"  {kind_text(row.kind, row.key)}", "dim"),
        ("  accepted" if row.accepted else "", "good"),
    ]


def _difference_detail(row: DifferenceRow, origin: Callable[[int], str]) -> str:
    names = ", ".join(f"{name.label} {count:,}" for name, count in row.names[:6])
    more = f", and {len(row.names) - 6:,} more names" if len(row.names) > 6 else ""
    lines = [f"{row.key}: {kind_text(row.kind, row.key)}", f"{names}{more}"]
    known = accepted_text(row.accepted, row.events, row.note)
    lines[1:1] = filter(None, (row.harmless, known))
    lines.append(f"e.g. event {row.example + 1:,}, {origin(row.example)}")
    return "\n".join(lines)
