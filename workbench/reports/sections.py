"""The parts of the page: tables with their charts, and what opens below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from workbench.reports.changes import MOST_CHANGES
from workbench.reports.charts import donut, plain_bar, stacked_bar
from workbench.reports.document import Document
from workbench.reports.markup import Html, element, joined, text
from workbench.reports.model import VERDICT_TEXTS, VERDICTS, EventName, Verdict
from workbench.reports.views import Cell, DifferenceRow, MatrixRow, ReasonRow
from workbench.reports.wording import STATE_WORDS, accepted_text, kind_text, share, unseen_text

_WARMTHS: Final = 5
MOST_EVENTS: Final = 20_000
"""Events on a page that lists each of them: what browsers still open at once."""
FEW_ROWS: Final = 11
"""Rows of a table above which it gets a field to find some."""


def section(place: str, title: str, *content: Html) -> Html:
    """A part of the page with its heading."""
    return element("section", element("h2", title), *content, id=place)


def find_field(place: str, rows: str, label: str, count: int) -> Html:
    """A field that narrows rows to those that hold a text; there only where scripts run."""
    if count <= FEW_ROWS:
        return Html("")
    return element(
        "div",
        element("label", f"{label} ", _input(place, rows)),
        element("span", "", id=f"{place}-told", class_="soft", role="status"),
        class_="tools",
    )


def _input(place: str, rows: str) -> Html:
    told = f"{place}-told"
    return Html(
        f'<input id="{place}" type="search" data-rows="{rows}" data-told="{told}" autocomplete="off">'
    )


def link(content: str | int, told: str, **chosen: str | int | None) -> Html:
    """A link to the events of a cell."""
    data = {f"data_{key}": value for key, value in chosen.items()}
    return element("a", content, href="#events", data_pick=told, **data)


def overview_section(document: Document) -> Html:
    """Verdicts, with what each means."""
    totals = document.report.totals
    rows = [
        element(
            "tr",
            element("th", dot(verdict), link(verdict, verdict, verdict=verdict), scope="row"),
            _number(totals.verdicts[verdict], f"verdict-{verdict}"),
            element("td", share(totals.verdicts[verdict], totals.events), class_="n"),
            element("td", VERDICT_TEXTS[verdict]),
        )
        for verdict in VERDICTS
        if totals.verdicts[verdict] or verdict != "unreadable"
    ]
    table = _table(("verdict", "events:n", "share:n", "what it means"), rows)
    chart = element("div", element("div", donut(totals.verdicts, totals.events)), table, class_="overview")
    return section("overview", "What becomes of the events", chart)


def dot(verdict: Verdict) -> Html:
    """The colour of a verdict; its name always stands beside it."""
    return element(
        "svg",
        element("rect", class_=f"f-{verdict}", width=11, height=11, rx=3),
        class_="dot",
        viewBox="0 0 11 11",
        aria_hidden="true",
    )


def names_section(document: Document) -> Html:
    """Verdicts by event name."""
    rows = document.report.by_name
    shown = [verdict for verdict in VERDICTS if any(row.verdicts[verdict] for row in rows)]
    most = max((row.events for row in rows), default=0)
    numbers = _name_numbers(document)
    drawn = [
        element(
            "tr",
            element("th", link(row.name.label, row.name.label, name=numbers[row.name]), scope="row"),
            element("td", row.name.type, class_="kind"),
            _number(row.events),
            element("td", stacked_bar(row.verdicts, most), class_="w"),
            *(_number(row.verdicts[verdict], f"name-{numbers[row.name]}-{verdict}") for verdict in shown),
        )
        for row in rows
    ]
    heads = ("event", "type", "events:n", ":w", *(f"{verdict}:n" for verdict in shown))
    return section(
        "names",
        "By event name",
        find_field("find-name", "#names tbody tr", "Find", len(rows)),
        element("div", _table(heads, drawn, "sortable"), class_="scroll"),
    )


def _name_numbers(document: Document) -> dict[EventName, int]:
    return {name: number for number, name in enumerate(document.report.names)}


def coverage_section(document: Document) -> Html:
    """Event names against mappings."""
    report = document.report
    used = [
        index
        for index in range(len(report.subject.mappings))
        if any(index in row.cells for row in report.matrix)
    ]
    idle = [mapping for index, mapping in enumerate(report.subject.mappings) if index not in used]
    numbers = _name_numbers(document)
    rows = [_matrix_row(document, row, used, numbers[row.name]) for row in report.matrix]
    heads = [
        "event",
        "events:n",
        *(f"{document.mapping_name(index)}:m" for index in used),
        "no mapping:n",
        "several:n",
    ]
    notes = [
        element(
            "p",
            "How many events of each name a mapping sends, and below that how many it refuses, fails over or "
            "has nothing to send for. The darker a cell, the larger its share of the name's events; "
            "red cells send less than half of what they take.",
            class_="soft",
        )
    ]
    told = ", ".join(mapping.name + ("" if mapping.enabled else " (off)") for mapping in idle)
    if idle:
        notes.append(element("p", f"Takes none of these events: {told}.", class_="soft"))
    return section(
        "coverage",
        "Which mapping takes what",
        joined(notes),
        find_field("find-cell", "#coverage tbody tr", "Find", len(rows)),
        element("div", _table(heads, rows, "matrix sortable"), class_="scroll"),
    )


def _matrix_row(document: Document, row: MatrixRow, used: Sequence[int], name: int) -> Html:
    cells = (_matrix_cell(document, row, index, name) for index in used)
    return element(
        "tr",
        element("th", row.name.label, scope="row"),
        _number(row.events),
        *cells,
        _number(row.unmatched, f"none-{name}"),
        _number(row.several, f"several-{name}"),
    )


def _matrix_cell(document: Document, row: MatrixRow, index: int, name: int) -> Html:
    cell = row.cells.get(index)
    if cell is None:
        return element("td", "·", class_="cell n zero")
    warmth = max(1, round(_WARMTHS * cell.taken / row.events))
    told = f"{row.name.label} × {document.mapping_name(index)}"
    states = [f"{count:,} {STATE_WORDS[state]}" for state, count in cell.states.items()]
    return element(
        "td",
        link(joined(_cell_parts(cell, f"cell-{name}-{index}")), told, name=name, mapping=index),
        class_=f"cell {'h' if 2 * cell.states.get('sent', 0) >= cell.taken else 'b'}{warmth}",
        title=f"{told}: {', '.join(states)}",
    )


def _cell_parts(cell: Cell, figure: str) -> Iterator[Html]:
    yield element("span", cell.states.get("sent", 0), data_figure=figure)
    for state, count in cell.states.items():
        if state != "sent":
            yield element(
                "small", f"{count:,} {STATE_WORDS[state]}", class_="quiet" if state == "silent" else None
            )


def differences_section(document: Document) -> Html:
    """Classes of differences: those that matter, then the others."""
    rows = document.report.differences
    if not rows:
        return Html("")
    unseen = [element("li", unseen_text(acceptance)) for acceptance in document.unseen]
    matter = [(number, row) for number, row in enumerate(rows) if not row.harmless]
    others = [(number, row) for number, row in enumerate(rows) if row.harmless]
    most = max(row.events for row in rows)
    return section(
        "differences",
        "How Actions differs from Classic",
        find_field("find-difference", "#differences details", "Find", len(rows)),
        element("h3", f"Differences that matter ({len(matter):,})"),
        joined(_difference(document, number, row, most) for number, row in matter) or text("None."),
        element("h3", f"Differences after which Braze holds the same ({len(others):,})"),
        joined(_difference(document, number, row, most) for number, row in others) or text("None."),
        element("h3", f"Accepted differences that no event shows ({len(unseen):,})") if unseen else Html(""),
        element("ul", joined(unseen)) if unseen else Html(""),
    )


def _difference(document: Document, number: int, row: DifferenceRow, most: int) -> Html:
    numbers = _name_numbers(document)
    names = joined(
        element(
            "li",
            link(name.label, f"{name.label}: {row.key}", name=numbers[name], difference=number),
            f": {count:,}",
        )
        for name, count in row.names
    )
    known = accepted_text(row.accepted, row.events, row.note)
    inside = [
        element("p", element("b", known.capitalize())) if known else Html(""),
        element("p", row.harmless) if row.harmless else Html(""),
        element("p", element("b", "Example: "), document.example(row)) if document.values else Html(""),
        element(
            "p",
            f"First in event {row.example + 1:,}, ",
            element("code", document.inspector.origin(row.example)),
            ". ",
            link(f"All {row.events:,} events" if row.events > 1 else "The event", row.key, difference=number),
        ),
        element("ul", names),
    ]
    return element(
        "details",
        element(
            "summary",
            element("span", row.events, class_="n", data_figure=f"difference-{number}"),
            plain_bar(row.events, most, "f-harmless" if row.harmless else "f-matter"),
            element(
                "span",
                element("code", row.key),
                " ",
                element("span", kind_text(row.kind, row.key), class_="kind"),
                element("span", " · accepted", class_="kind") if known else "",
                class_="what",
            ),
        ),
        element("div", joined(inside), class_="inside"),
    )


def reasons_section(document: Document, rows: Sequence[ReasonRow], place: str, title: str) -> Html:
    """Why something is not sent."""
    if not rows:
        return Html("")
    drawn = [_reason_row(document, row) for row in rows]
    with_mapping = any(row.reason.mapping is not None for row in rows)
    heads = ("events:n", *(("mapping",) if with_mapping else ()), "reason", "for example")
    return section(place, title, element("div", _table(heads, drawn), class_="scroll"))


def _reason_row(document: Document, row: ReasonRow) -> Html:
    mapping = row.reason.mapping
    example = link(f"event {row.example + 1:,}", row.reason.text, reason=row.number)
    origin = element("code", document.inspector.origin(row.example))
    return element(
        "tr",
        _number(row.events, f"reason-{row.number}"),
        Html("") if mapping is None else element("th", document.mapping_name(mapping), scope="row"),
        element("td", row.reason.text),
        element("td", example, " ", origin),
    )


def settings_section(document: Document) -> Html:
    """What becomes of Classic's settings."""
    if not document.settings:
        return Html("")
    rows = [
        element(
            "tr",
            element("th", line.label, scope="row"),
            element("td", line.verdict),
            element("td", line.sentence),
        )
        for line in document.settings
    ]
    table = _table(("setting", "verdict", "what becomes of it"), rows)
    return section("settings", "What becomes of Classic's settings", element("div", table, class_="scroll"))


def changes_section(document: Document) -> Html:
    """What became otherwise since another report: how often, and event by event."""
    changes = document.changes
    if changes is None:
        return Html("")
    title = f"What changed since {changes.since}"
    if not changes:
        return section("changes", title, element("p", "Nothing: all events end as before.", class_="soft"))
    ways = [
        element("tr", _number(count, f"change-{at}"), element("td", told))
        for at, (told, count) in enumerate(changes.counts.items())
    ]
    shown = list(islice(changes, MOST_EVENTS if document.every_event else MOST_CHANGES))
    events = [
        element(
            "tr",
            element("td", f"{change.index + 1:,}", class_="n"),
            element("th", change.name.label, scope="row"),
            element("td", dot(change.after), change.text),
            element("td", element("code", document.inspector.origin(change.index))),
        )
        for change in shown
    ]
    more = len(changes) - len(shown)
    return section(
        "changes",
        title,
        _table(("events:n", "what became of them"), ways),
        find_field("find-change", "#change-rows tbody tr", "Find a changed event", len(events)),
        element(
            "div",
            _table(("event:n", "name", "before → now", "where"), events),
            class_="scroll",
            id="change-rows",
        ),
        element("p", f"{more:,} more are left out.", class_="soft") if more else Html(""),
    )


def _number(count: int, figure: str | None = None) -> Html:
    return element("td", count or "·", class_="n" if count else "n zero", data_figure=figure)


def _table(heads: Sequence[str], rows: Sequence[Html], style: str | None = None) -> Html:
    """A table; `events:n` is a heading over numbers, `:w` one over bars, `:m` one over a mapping."""
    cells = []
    for head in heads:
        label, sign, kind = head.rpartition(":") if head[-2:-1] == ":" else (head, "", "")
        cells.append(element("th", label, scope="col", class_=kind if sign else None))
    return element(
        "table", element("thead", element("tr", joined(cells))), element("tbody", joined(rows)), class_=style
    )
