"""A report as text, laid out for a terminal of 80 columns or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from workbench.reports.changes import MOST_CHANGES
from workbench.reports.document import Document
from workbench.reports.model import VERDICT_TEXTS, VERDICTS, EventName
from workbench.reports.views import Cell, DifferenceRow, ReasonRow
from workbench.reports.wording import STATE_WORDS, accepted_text, kind_text, share, unseen_text
from workbench.text import counted, fitted, visible, wrap

NARROWEST: Final = 80
_MOST_NAMES: Final = 4
_SHORT: Final = {
    "changed": "changed",
    "lost": "lost",
    "new": "new",
    "equivalent": "equal",
    "identical": "same",
    "neither": "neither",
    "unreadable": "gone",
}


def report_text(document: Document, width: int = NARROWEST) -> Iterator[str]:
    """The lines of a report. Foreign text in them is visible and harmless."""
    width = max(width, NARROWEST)
    yield visible(document.title)
    yield from wrap(visible(_about(document)), width, "  ", "")
    yield from _verdicts(document, width)
    yield from _by_name(document, width)
    yield from _coverage(document, width)
    yield from _differences(document, width)
    yield from _reasons(document, document.report.failures, "Failures of mappings", width)
    yield from _reasons(document, document.report.rejections, "Why Classic sends nothing", width)
    yield from _settings(document, width)
    yield from _changes(document, width)
    if document.every_event:
        yield from _each_event(document, width)


def _about(document: Document) -> str:
    report = document.report
    totals = report.totals
    parts = [
        counted(totals.events, "event") + ("" if report.complete else f" of {report.total:,} so far"),
        counted(len(report.subject.mappings), "mapping"),
        document.classic_text,
        f"{counted(totals.actions_requests, 'request')} of Actions, {totals.classic_requests:,} of Classic",
        document.made_text,
    ]
    if document.problems:
        parts.insert(1, f"{document.problems:,} could not be read")
    if document.filtered:
        parts.insert(0, f"only {document.filtered}")
    return " · ".join(parts)


def _heading(text: str, width: int) -> Iterator[str]:
    yield ""
    yield f"── {text} ".ljust(width, "─")


def _verdicts(document: Document, width: int) -> Iterator[str]:
    totals = document.report.totals
    yield from _heading("What becomes of the events", width)
    bar = width - 34
    for verdict in VERDICTS:
        count = totals.verdicts[verdict]
        if count:
            drawn = "█" * max(1, round(bar * count / totals.events))
            yield f"  {verdict:<10} {count:>9,} {share(count, totals.events):>8}  {drawn}"
    if totals.accepted:
        yield ""
        yield f"  {totals.accepted:,} of these differ only in ways that the project accepts."
    yield ""
    for verdict in VERDICTS:
        if totals.verdicts[verdict]:
            yield from wrap(VERDICT_TEXTS[verdict], width, " " * 13, f"  {verdict:<10} ")


def _by_name(document: Document, width: int) -> Iterator[str]:
    rows = document.report.by_name
    shown = [verdict for verdict in VERDICTS if any(row.verdicts[verdict] for row in rows)]
    yield from _heading("By event name", width)
    room = width - 2 - 9 - 9 * len(shown)
    heads = "".join(f"{_SHORT[verdict]:>9}" for verdict in shown)
    yield f"  {'':<{room}}{'events':>9}{heads}"
    for row in rows:
        counts = "".join(f"{_number(row.verdicts[verdict]):>9}" for verdict in shown)
        yield f"  {_cell(row.name.label, room)}{row.events:>9,}{counts}"


def _number(count: int) -> str:
    return f"{count:,}" if count else "·"


def _coverage(document: Document, width: int) -> Iterator[str]:
    report = document.report
    yield from _heading("Which mapping takes what", width)
    for row in report.matrix:
        parts = [
            f"{document.mapping_name(mapping)} {_cell_text(cell)}" for mapping, cell in row.cells.items()
        ]
        parts += [f"{row.unmatched:,} no mapping"] if row.unmatched else []
        parts += [f"{row.several:,} by several"] if row.several else []
        head = f"  {_cell(row.name.label, 28)}{row.events:>8,}  "
        yield from wrap(visible("; ".join(parts)), width, " " * 40, head)
    idle = [
        mapping.name + ("" if mapping.enabled else " (off)")
        for index, mapping in enumerate(report.subject.mappings)
        if not any(index in row.cells for row in report.matrix)
    ]
    if idle:
        yield ""
        yield from wrap(visible(f"Takes none of these events: {', '.join(idle)}."), width, "  ", "  ")


def _cell_text(cell: Cell) -> str:
    return ", ".join(f"{count:,} {STATE_WORDS[state]}" for state, count in cell.states.items())


def _differences(document: Document, width: int) -> Iterator[str]:
    rows = document.report.differences
    yield from _heading("Differences that matter", width)
    yield from _difference_rows(document, [row for row in rows if not row.harmless], width)
    yield from _heading("Differences after which Braze holds the same", width)
    yield from _difference_rows(document, [row for row in rows if row.harmless], width)
    if document.unseen:
        yield from _heading("Accepted differences that no event shows", width)
        for acceptance in document.unseen:
            yield from wrap(visible(unseen_text(acceptance)), width, " " * 4, "  ")


def _difference_rows(document: Document, rows: Sequence[DifferenceRow], width: int) -> Iterator[str]:
    if not rows:
        yield "  none"
    for row in rows:
        yield from wrap(
            visible(f"{row.key}: {kind_text(row.kind, row.key)}"), width, " " * 13, f"  {row.events:>9,}  "
        )
        known = accepted_text(row.accepted, row.events, row.note)
        for line in filter(None, (row.harmless, known)):
            yield from wrap(visible(line), width, " " * 13, " " * 13)
        yield from wrap(visible(_names_text(row.names)), width, " " * 15, " " * 13)
        told = f": {document.example(row)}" if document.values else ""
        example = f"e.g. event {row.example + 1:,}, {document.inspector.origin(row.example)}{told}"
        yield from wrap(visible(example), width, " " * 15, " " * 13)


def _names_text(names: Sequence[tuple[EventName, int]]) -> str:
    told = [f"{name.label} {count:,}" for name, count in names[:_MOST_NAMES]]
    more = len(names) - _MOST_NAMES
    return ", ".join(told) + (f", and {more:,} more names" if more > 0 else "")


def _reasons(document: Document, rows: Sequence[ReasonRow], title: str, width: int) -> Iterator[str]:
    if not rows:
        return
    yield from _heading(title, width)
    for row in rows:
        mapping = "" if row.reason.mapping is None else f"{document.mapping_name(row.reason.mapping)}: "
        origin = document.inspector.origin(row.example)
        text = f"{mapping}{row.reason.text} (e.g. event {row.example + 1:,}, {origin})"
        yield from wrap(visible(text), width, " " * 13, f"  {row.events:>9,}  ")


def _settings(document: Document, width: int) -> Iterator[str]:
    if not document.settings:
        return
    yield from _heading("What becomes of Classic's settings", width)
    for line in document.settings:
        text = f"{line.label}: {line.verdict}. {line.sentence}"
        yield from wrap(visible(text), width, "      ", "  ")


def _changes(document: Document, width: int) -> Iterator[str]:
    changes = document.changes
    if changes is None:
        return
    yield from _heading(f"What changed since {visible(changes.since)}", width)
    if not changes:
        yield "  nothing: all events end as before"
        return
    for told, count in changes.counts.items():
        yield f"  {count:>9,}  {told}"
    yield ""
    shown = len(changes) if document.every_event else MOST_CHANGES
    for change in islice(changes, shown):
        text = f"{change.name.label} ({document.inspector.origin(change.index)}): {change.text}"
        yield from wrap(visible(text), width, " " * 13, f"  {change.index + 1:>9,}  ")
    if len(changes) > shown:
        yield f"             … and {len(changes) - shown:,} more; --events lists all."


def _each_event(document: Document, width: int) -> Iterator[str]:
    report = document.report
    yield from _heading("Event by event", width)
    for index, number in report.each_event():
        group = report.groups[number]
        name = report.names[group.name].label
        taken = ", ".join(document.taken_by(group)) or "no mapping"
        matter = [found for found in group.classes if not found.harmless and found.key != "requests"]
        told = "; ".join(f"{found.key} {kind_text(found.kind, found.key)}" for found in matter)
        origin = document.inspector.origin(index)
        text = f"{name} ({origin}) → {taken}{f': {told}' if told else ''}"
        yield from wrap(visible(text), width, " " * 22, f"  {index + 1:>7,}  {group.verdict:<10} ")


def _cell(text: str, columns: int) -> str:
    """Text in so many cells, the last of which stays free."""
    return f"{fitted(visible(text), columns - 1)} "
