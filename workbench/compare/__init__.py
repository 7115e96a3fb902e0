"""Two outcomes for one event, compared: as rows of two columns, and as differences in words."""

from workbench.compare.differences import differences
from workbench.compare.model import KINDS, Difference, DifferenceKind, RuleLookup
from workbench.compare.rows import Mark, Row, side_by_side

__all__ = [
    "KINDS",
    "Difference",
    "DifferenceKind",
    "Mark",
    "Row",
    "RuleLookup",
    "differences",
    "side_by_side",
]
