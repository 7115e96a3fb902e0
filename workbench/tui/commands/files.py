"""Commands on the project as a whole: save, undo, export, environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def save(screen: WorkbenchScreen) -> None:
    from workbench.tui.saving import save as save_project

    save_project(screen)


def save_as(screen: WorkbenchScreen) -> None:
    from workbench.tui.saving import save_as as save_project_as

    save_project_as(screen)


def undo(screen: WorkbenchScreen) -> None:
    if screen.editing.finish(taken=False):
        screen.say("The field has what it had before")
        return
    label = screen.session.undo()
    _tell(screen, "Undone", label)


def redo(screen: WorkbenchScreen) -> None:
    screen.editing.finish(taken=False)
    label = screen.session.redo()
    _tell(screen, "Done again", label)


def _tell(screen: WorkbenchScreen, done: str, label: str) -> None:
    screen.jobs.journal()
    screen.refresh_project()
    screen.say(f"{done}: {label}")


def export(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.export import Export

    screen.app.push_screen(Export(screen.session.project), lambda text: screen.say(text) if text else None)


def choose_environment(screen: WorkbenchScreen) -> None:
    from workbench.project import SetEnvironment
    from workbench.tui.screens.environment import ChooseEnvironment

    def choose(name: str | None) -> None:
        if name is not None and name != screen.session.environment.name:
            screen.editing.do(SetEnvironment(name))

    screen.app.push_screen(ChooseEnvironment(screen.session.project), choose)


def quit_app(screen: WorkbenchScreen) -> None:
    from workbench.tui.saving import leave

    leave(screen)


COMMANDS = (
    Command(
        "project.save", "project: save", "Save the project file.", save, "ctrl+s", footer="Save", rank=30
    ),
    Command("project.save_as", "project: save as", "Save the project under another name.", save_as),
    Command(
        "project.undo",
        "project: undo",
        "Take the last edit back.",
        undo,
        "ctrl+z,u",
        when=lambda screen: bool(screen.session.history.undo_label),
    ),
    Command(
        "project.redo",
        "project: redo",
        "Do the edit that was taken back again.",
        redo,
        "ctrl+y,U",
        when=lambda screen: bool(screen.session.history.redo_label),
    ),
    Command(
        "project.export",
        "export: mappings",
        "Write Public API bodies, Terraform, JSON or YAML.",
        export,
        "x",
        footer="Export",
        rank=50,
        when=lambda screen: bool(screen.session.mappings),
    ),
    Command(
        "project.environment",
        "environment: choose",
        "Choose where requests are sent.",
        choose_environment,
        "E",
    ),
    Command(
        "app.quit", "quit", "Leave the workbench; asks when there are unsaved changes.", quit_app, "ctrl+q,q"
    ),
)
