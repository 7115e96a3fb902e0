"""A report that was made lately: leaving its screen for an event and coming back costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.project import Project
from workbench.reports import Report
from workbench.reports.changes import Changes


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A complete report with what it was made of.

    `made` is the time of delivery it was made for, `changes` are those since the report before the edits.
    """

    report: Report
    project: Project
    made: float
    changes: Changes | None = None

    @property
    def time(self) -> str:
        """The time of day at which it was made, as clocks here show it."""
        return datetime.fromtimestamp(self.made / 1000).astimezone().strftime("%H:%M:%S")

    def is_of(self, project: Project, events: int) -> bool:
        """Whether it is still about this project and all of so many events."""
        return self.project == project and self.report.total == events
