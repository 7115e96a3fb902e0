"""What a terminal without enough room shows instead of rubbish."""

from __future__ import annotations

from textual.widgets import Static

ROOM_ACROSS = [(0, "-cramped"), (60, "-roomy")]
"""Breakpoints: below 60 columns nothing can be drawn in a useful way."""
ROOM_DOWN = [(0, "-low"), (15, "-tall")]
"""Breakpoints: nor below 15 rows."""


class TooSmall(Static):
    """Covers the screen, so that focus, selection and scroll underneath stay as they are."""

    def __init__(self) -> None:
        super().__init__(
            "The workbench needs 80x24.\nMake the terminal larger, or its letters smaller.", markup=False
        )
