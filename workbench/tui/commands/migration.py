"""Commands that move from Classic to Actions."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.migration import MigrateFromClassic
    from workbench.tui.screens.workbench import WorkbenchScreen


def migrate(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.migrate import Migrate

    def take(edit: MigrateFromClassic | None) -> None:
        if edit is not None and screen.editing.do(edit):
            screen.session.mapping_index = 0
            screen.refresh_project()
            screen.say(f"Migrated: {len(edit.mappings)} mappings. ctrl+z takes it back")

    screen.editing.finish()
    screen.app.push_screen(Migrate(screen.session), take)


def cutover_filters(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.cutover import CutoverFilters

    tomorrow = time.strftime("%Y-%m-%dT00:00:00.000Z", time.gmtime(time.time() + 86_400))
    screen.app.push_screen(
        CutoverFilters(tomorrow, screen.session.store), lambda text: screen.say(text) if text else None
    )


COMMANDS = (
    Command(
        "migration.migrate",
        "migrate: from Classic",
        "Propose mappings that do what Classic did, see what changes, and apply them as one edit.",
        migrate,
        "M",
        top="Migrate",
    ),
    Command(
        "migration.cutover",
        "migrate: cutover filters",
        "Write the destination filters that hand over from Classic at one instant.",
        cutover_filters,
    ),
)
