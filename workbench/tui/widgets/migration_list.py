"""The rows of a migration's steps: decisions, mappings, and what becomes of the events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workbench.migration import VERDICT_WORDS, Decision
from workbench.migration.outlook import SHOWN
from workbench.reports import VERDICT_TEXTS
from workbench.reports.changes import Change
from workbench.reports.wording import kind_text
from workbench.tui.drawing import Line, fit, fit_right
from workbench.tui.migrating import Draft, OutlookFigures
from workbench.tui.session import Session
from workbench.tui.verdicts import verdict_style
from workbench.tui.widgets.line_list import LineList

_VERDICT_STYLES: Final = {"carried": "good", "replaced": "accent", "choice": "warn", "none": "dim"}
_WORD: Final = 15
_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class MigrationRow:
    """One row: its pieces, the text that explains it, and what Enter changes.

    `head` and `tail` have fixed widths, `text` takes the room between. `choice` is the name of a choice,
    `mapping` that of a mapping, `event` the index of an event, where the row stands for one.
    """

    head: str
    text: str
    tail: str = ""
    style: str = ""
    detail: str = ""
    choice: str = ""
    mapping: str = ""
    event: int | None = None
    strong: bool = False


class MigrationList(LineList):
    """The rows of the step that is shown."""

    def __init__(self) -> None:
        super().__init__(id="migration-rows")
        self.rows: tuple[MigrationRow, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def row(self) -> MigrationRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: Iterable[MigrationRow], *, keep: bool = False) -> None:
        """Show other rows, from the first one or with the cursor where it is."""
        self.rows = tuple(rows)
        if not keep:
            self.cursor = 0
            self.scroll_to(y=0, animate=False, immediate=True)
        self.changed()

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        room = max(8, width - len(row.head) - len(row.tail) - 2)
        return [
            (row.head, row.style),
            (" ", ""),
            (fit(row.text, room), "strong" if row.strong else ""),
            (" ", ""),
            (row.tail, "dim"),
        ]


def decision_rows(decisions: Iterable[Decision]) -> Iterator[MigrationRow]:
    """A row for each setting or behaviour."""
    for decision in decisions:
        parts = [decision.sentence]
        parts += [f"! {decision.warning}"] if decision.warning else []
        parts += [f"Published tables: {decision.tables}"] if decision.tables else []
        parts += [f"Enter changes it. Now: {decision.chosen}"] if decision.choice else []
        mark = "!" if decision.warning else " "
        value = f" = {decision.value}" if decision.value else ""
        yield MigrationRow(
            f"{mark} {VERDICT_WORDS[decision.verdict]:{_WORD}}",
            f"{decision.label}{value}",
            f"‹ {_short(decision.chosen)} ›" if decision.choice else "",
            _VERDICT_STYLES[decision.verdict],
            "\n".join(parts),
            decision.choice,
        )


def _short(chosen: str) -> str:
    return chosen.removeprefix("https://")


def mapping_rows(draft: Draft) -> Iterator[MigrationRow]:
    """A row for each proposed mapping, ticked when it is taken."""
    for proposed in draft.proposal.mappings:
        mapping = proposed.mapping
        taken = mapping.name not in draft.left_out
        reasons = "\n".join(f"· {reason}" for reason in proposed.reasons)
        made = f"From the preset {proposed.preset}.\n" if proposed.preset else ""
        yield MigrationRow(
            "[x]" if taken else "[ ]",
            mapping.name,
            mapping.action,
            "good" if taken else "dim",
            f"{mapping.trigger}\n{made}{reasons}",
            mapping=mapping.name,
            strong=taken,
        )


def outlook_rows(figures: OutlookFigures, session: Session) -> Iterator[MigrationRow]:
    """The verdicts before and after, then by name, then event by event."""
    heads = f"{fit_right('before', _NUMBER)}{fit_right('after', _NUMBER)}"
    yield MigrationRow(fit("", _WORD), f"{figures.events:,} events compared with Classic", heads, strong=True)
    for verdict in SHOWN:
        before, after = figures.before.get(verdict, 0), figures.after.get(verdict, 0)
        tail = f"{fit_right(f'{before:,}', _NUMBER)}{fit_right(f'{after:,}', _NUMBER)}"
        text = VERDICT_TEXTS[verdict]
        yield MigrationRow(fit(verdict, _WORD), text, tail, verdict_style(verdict), text)
    for row in figures.names:
        found = [f"{row.after[verdict]:,} {verdict}" for verdict in SHOWN if row.after[verdict]]
        was = [f"{row.before[verdict]:,} {verdict}" for verdict in SHOWN if row.before[verdict]]
        yield MigrationRow(
            fit("by name", _WORD),
            row.label,
            ", ".join(found),
            "dim",
            f"{row.label}: before {', '.join(was)}; after {', '.join(found)}.",
        )
    for difference in figures.differences:
        kind = kind_text(difference.kind, difference.key)
        names = ", ".join(name.label for name, _ in difference.names)
        yield MigrationRow(
            fit("differs in", _WORD),
            difference.key,
            f"{kind}, {difference.events:,}",
            "warn",
            f"{difference.key}: {kind} in {difference.events:,} events ({names}).",
        )
    for change in figures.changes:
        yield _change_row(session, change)
    if figures.more_changes:
        yield MigrationRow(
            fit("", _WORD), f"… and {figures.more_changes:,} more events; the report lists them."
        )


def _change_row(session: Session, change: Change) -> MigrationRow:
    summary = session.store.summary(change.index)
    name = summary.name or summary.type
    detail = (
        session.place(change.index),
        f"{name}, user {summary.user or '–'}",
        f"before: {VERDICT_TEXTS[change.before]}",
        f"after: {VERDICT_TEXTS[change.after]}",
    )
    return MigrationRow(
        fit(f"event {change.index + 1:,}", _WORD),
        name,
        change.text,
        verdict_style(change.after),
        "\n".join(detail),
        event=change.index,
    )
