"""The command that reports on all events."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.report_events import Drilled
    from workbench.tui.screens.workbench import WorkbenchScreen


def show_report(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.report import ReportView

    screen.editing.finish()
    screen.app.push_screen(ReportView(screen.session), lambda result: _follow(screen, result))


def _follow(screen: WorkbenchScreen, result: Drilled | None) -> None:
    """Go to the event, or show the events, that were chosen in the report."""
    if result is None:
        return
    if result.event is None:
        show_only(screen, result.indices)
        screen.say(f"Only {len(result.indices):,} events: {result.label}. Escape shows all.")
        return
    row = screen.session.row_of(result.event)
    if row is None:
        show_only(screen, None)
        row = result.event
    screen.event_list.cursor = row
    screen.select_event(result.event)
    screen.set_focus(screen.event_list)


def show_only(screen: WorkbenchScreen, indices: array[int] | None) -> None:
    """Let the list show these events; None for all of them."""
    session = screen.session
    screen.filter_input.value = ""
    screen.filter_input.display = False
    screen.jobs.filter("")
    session.hits = indices
    screen.event_list.changed()
    if indices:
        screen.event_list.cursor = 0
        screen.select_event(indices[0])
    screen.refresh_events()
    screen.set_focus(screen.event_list)


COMMANDS = (
    Command(
        "report.show",
        "report: all events",
        "Which mapping takes what, and how Actions differs from Classic, over all events.",
        show_report,
        "ctrl+r",
        top="Report",
        when=lambda screen: len(screen.session.store) > 0,
    ),
)
