"""The rows of the differences that the project accepts and no event shows."""

from __future__ import annotations

from workbench.project import Acceptance
from workbench.reports.wording import kind_text, unseen_text
from workbench.tui.drawing import Line


def unseen_line(acceptance: Acceptance) -> Line:
    """An acceptance without events."""
    return [
        (f"{0:>9,}  ", "dim"),
        ("· ", "dim"),
        (acceptance.place, "dim"),
        (f"  {kind_text(acceptance.kind, acceptance.place)}", "dim"),
        ("  accepted", "good"),
    ]


def unseen_detail(acceptance: Acceptance) -> str:
    """The acceptance in words."""
    return (
        f"{unseen_text(acceptance)}\n"
        "The project accepts it, and no event shows it. It can go from `accepted` in the project file."
    )
