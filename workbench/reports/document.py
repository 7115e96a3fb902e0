"""A report with what its readers need beside the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from workbench.project import Acceptance
from workbench.reports.changes import Changes
from workbench.reports.inspection import Inspector
from workbench.reports.model import EventGroup, Setting
from workbench.reports.report import Report
from workbench.reports.views import DifferenceRow
from workbench.reports.wording import kind_text


@dataclass(frozen=True, slots=True)
class Document:
    """What is written as text, JSON or a page.

    `settings` are the lines about Classic's settings, `sources` the paths the events came from, `filtered`
    says in words what the report was narrowed to, `changes` are those since another report. With `values`
    examples show what events hold; otherwise they name keys and kinds only. With `every_event` each event is
    listed with what became of it. `problems` counts what could not be read as an event.
    """

    report: Report
    inspector: Inspector
    made: float
    sources: Sequence[str] = ()
    settings: Sequence[Setting] = ()
    changes: Changes | None = None
    filtered: str = ""
    problems: int = 0
    values: bool = False
    every_event: bool = False

    @property
    def title(self) -> str:
        """`Migration report: Example Travel`."""
        name = self.report.subject.project
        return f"Coverage and migration report: {name}" if name else "Coverage and migration report"

    @property
    def made_text(self) -> str:
        """When it was made, in UTC."""
        return datetime.fromtimestamp(self.made / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")

    @property
    def unseen(self) -> tuple[Acceptance, ...]:
        """What the project accepts and no event shows, where all events are looked at."""
        return () if self.filtered else self.report.unseen

    @property
    def classic_text(self) -> str:
        """How Classic was run: `cloud mode`, with its profile where that is not the current one."""
        subject = self.report.subject
        profile = "" if subject.classic_profile == "current" else f", profile {subject.classic_profile}"
        return f"Classic in {subject.classic_mode} mode{profile}"

    def example(self, row: DifferenceRow) -> str:
        """What a difference is: in the words of its example, or without any value."""
        told = self.inspector.sentence(row.example, row.kind, row.key) if self.values else ""
        return told or f"{row.key}: {kind_text(row.kind, row.key)}."

    def mapping_name(self, index: int) -> str:
        """The name of a mapping."""
        return self.report.subject.mappings[index].name

    def taken_by(self, group: EventGroup) -> list[str]:
        """The names of the mappings that took the events of a group, or failed."""
        return [self.mapping_name(mapping) for mapping, _ in group.cells]
