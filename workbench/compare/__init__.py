"""Two outcomes for one event, compared: as rows of two columns, and as differences in words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.compare.model import KINDS, Difference, DifferenceKind, RuleLookup, key_of

if TYPE_CHECKING:
    from workbench.compare.comparison import differences
    from workbench.compare.rows import Mark, Place, Row, side_by_side

__all__ = [
    "KINDS",
    "Difference",
    "DifferenceKind",
    "Mark",
    "Place",
    "Row",
    "RuleLookup",
    "differences",
    "key_of",
    "side_by_side",
]

# Whoever opens a project needs the kinds of differences, and nothing that finds them.
_LAZY = {
    "differences": "workbench.compare.comparison",
    "Mark": "workbench.compare.rows",
    "Place": "workbench.compare.rows",
    "Row": "workbench.compare.rows",
    "side_by_side": "workbench.compare.rows",
}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
