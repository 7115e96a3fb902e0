"""The command that shows what Braze would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def show_outcome(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.outcome import OutcomeView

    screen.app.push_screen(OutcomeView(screen.session))


COMMANDS = (
    Command(
        "outcome.show",
        "outcome: what Braze would hold",
        "Show what Braze would hold for the user after the events, by Actions and by Classic.",
        show_outcome,
        "O",
        top="Outcome",
        when=lambda screen: screen.session.event_index is not None,
    ),
)
