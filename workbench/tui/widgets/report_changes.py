"""The rows of a report's last part: what became of each event otherwise than in the report before."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from workbench.reports import VERDICT_TEXTS
from workbench.reports.changes import Change, Changes
from workbench.text import counted
from workbench.tui.drawing import Line, fit
from workbench.tui.verdicts import verdict_style

NOTHING_BEFORE: Final = (
    "Nothing to compare with yet. Change a mapping and come back: here stands, event by event, what that "
    "changes since this report."
)
NOTHING_CHANGED: Final = "Every event ends as it did in the report before the last edits."
_MOST_WAYS: Final = 4
"""Ways of change that are counted beside an event."""


def empty_text(changes: Changes | None) -> str:
    """What stands where there are no rows."""
    return NOTHING_BEFORE if changes is None else NOTHING_CHANGED


def change_line(change: Change, width: int) -> Line:
    """An event with what becomes of it."""
    name = max(16, min(34, width // 3))
    return [
        (f"{change.index + 1:>9,}  ", "dim"),
        (fit(change.name.label, name), "strong"),
        (f" {change.text}", "bad" if change.fails else verdict_style(change.after)),
    ]


def change_detail(change: Change, changes: Changes, origin: Callable[[int], str]) -> str:
    """An event's change in words."""
    ways = "; ".join(f"{count:,} {told}" for told, count in islice(changes.counts.items(), _MOST_WAYS))
    more = "; …" if len(changes.counts) > _MOST_WAYS else ""
    return "\n".join(
        (
            f"{origin(change.index)}: {change.text}",
            *(work for work in change.works if work not in change.text),
            f"before: {VERDICT_TEXTS[change.before]}",
            f"now: {VERDICT_TEXTS[change.after]}",
            f"{counted(len(changes), 'event')} since {changes.since}: {ways}{more}",
        )
    )
