"""Our own advice about a project: what fails, what is probably a mistake, what is worth knowing.

Nothing here stops a preview or a save, and nothing of it is in a request.
"""

from __future__ import annotations

from workbench.project.checks.matches import Matches, check_matches, tally
from workbench.project.checks.model import NOTHING_FOUND, SEVERITIES, Check, Severity, counts_text, worst
from workbench.project.checks.whole import check_mapping, check_project

__all__ = [
    "NOTHING_FOUND",
    "SEVERITIES",
    "Check",
    "Matches",
    "Severity",
    "check_mapping",
    "check_matches",
    "check_project",
    "counts_text",
    "tally",
    "worst",
]
