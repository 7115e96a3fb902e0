"""Reports over many events: which mapping takes what, and how both destinations compare."""

from workbench.reports.model import (
    CELL_STATES,
    CELL_TEXTS,
    VERDICT_TEXTS,
    VERDICTS,
    CellState,
    EventGroup,
    EventName,
    Reason,
    Setting,
    Subject,
    Verdict,
)
from workbench.reports.report import Report, Selection
from workbench.reports.scanning import scan
from workbench.reports.views import Cell, DifferenceRow, MatrixRow, NameRow, ReasonRow, Totals

__all__ = [
    "CELL_STATES",
    "CELL_TEXTS",
    "VERDICTS",
    "VERDICT_TEXTS",
    "Cell",
    "CellState",
    "DifferenceRow",
    "EventGroup",
    "EventName",
    "MatrixRow",
    "NameRow",
    "Reason",
    "ReasonRow",
    "Report",
    "Selection",
    "Setting",
    "Subject",
    "Totals",
    "Verdict",
    "scan",
]
