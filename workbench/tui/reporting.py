"""A report that was made lately: leaving its screen for an event and coming back costs nothing."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.project import Project
from workbench.reports import Report


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A complete report with what it was made of; `made` is the time of delivery it was made for."""

    report: Report
    project: Project
    made: float

    def is_of(self, project: Project, events: int) -> bool:
        """Whether it is still about this project and all of so many events."""
        return self.project == project and self.report.total == events
