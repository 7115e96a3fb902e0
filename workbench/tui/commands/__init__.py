"""Every command of the workbench, in the order in which help and palette show them."""

from __future__ import annotations

from workbench.tui.commands import (
    checks,
    classic,
    differences,
    events,
    fields,
    files,
    mappings,
    migration,
    outcome,
    report,
    requests,
    views,
    why,
)
from workbench.tui.commands.table import Command, Scope, bindings, shown_keys

__all__ = ["BY_ID", "COMMANDS", "Command", "Scope", "bindings", "in_scope", "shown_keys"]

COMMANDS: tuple[Command, ...] = (
    *events.COMMANDS,
    *mappings.COMMANDS,
    *fields.COMMANDS,
    *requests.COMMANDS,
    *differences.COMMANDS,
    *classic.COMMANDS,
    *migration.COMMANDS,
    *report.COMMANDS,
    *outcome.COMMANDS,
    *checks.COMMANDS,
    *files.COMMANDS,
    *why.COMMANDS,
    *views.COMMANDS,
)
BY_ID = {command.id: command for command in COMMANDS}


def in_scope(scope: Scope) -> list[Command]:
    """The commands whose keys work in a scope."""
    return [command for command in COMMANDS if command.scope == scope]
