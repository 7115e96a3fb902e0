"""Commands on the mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.mappings import Mapping
from workbench.project import (
    AddMapping,
    DeleteMapping,
    DuplicateMapping,
    MoveMapping,
    RenameMapping,
    SetEnabled,
)
from workbench.tui.commands.checks import tell_limit
from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def _has_mapping(screen: WorkbenchScreen) -> bool:
    return screen.session.mapping is not None


def new(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.new_mapping import NewMapping

    def add(mapping: Mapping | None) -> None:
        if mapping is not None and screen.editing.do(AddMapping(mapping)):
            _select(screen, len(screen.session.mappings) - 1)
            tell_limit(screen)

    index = screen.session.event_index
    summary = screen.session.store.summary(index) if index is not None else None
    screen.app.push_screen(NewMapping(summary), add)


def _select(screen: WorkbenchScreen, index: int) -> None:
    screen.session.mapping_index = index
    screen.field_list.cursor = 0
    screen.refresh_project()
    screen.set_focus(screen.mapping_list)


def duplicate(screen: WorkbenchScreen) -> None:
    if screen.editing.do(DuplicateMapping(screen.session.mapping_index)):
        _select(screen, screen.session.mapping_index + 1)
        tell_limit(screen)


def rename(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.dialog import Prompt

    mapping = screen.session.mapping
    index = screen.session.mapping_index

    def check(name: str) -> str:
        try:
            RenameMapping(index, name).apply(screen.session.project)
        except WorkbenchError as error:
            return f"{error.message} {error.hint}"
        return ""

    def done(name: str | None) -> None:
        if name is not None:
            screen.editing.do(RenameMapping(index, name))

    if mapping is not None:
        screen.app.push_screen(Prompt("Rename mapping", mapping.name, check=check, ok="Rename"), done)


def toggle(screen: WorkbenchScreen) -> None:
    mapping = screen.session.mapping
    if mapping is not None:
        screen.editing.do(SetEnabled(screen.session.mapping_index, not mapping.enabled))


def delete(screen: WorkbenchScreen) -> None:
    mapping = screen.session.mapping
    if mapping is not None and screen.editing.do(DeleteMapping(screen.session.mapping_index)):
        screen.say(f"Deleted {mapping.name} · ctrl+z brings it back")


def move(screen: WorkbenchScreen, step: int) -> None:
    index = screen.session.mapping_index
    target = index + step
    if 0 <= target < len(screen.session.mappings) and screen.editing.do(MoveMapping(index, target)):
        _select(screen, target)


def _rewrite(screen: WorkbenchScreen) -> str:
    """The text that says what the trigger seems to mean, "" when there is none."""
    from workbench.triggers import parse

    mapping = screen.session.mapping
    checks = parse(mapping.trigger).checks if mapping else ()
    return next((check.rewrite for check in checks if check.rewrite), "")


def rewrite(screen: WorkbenchScreen) -> None:
    from workbench.project import SetTrigger

    if screen.editing.do(SetTrigger(screen.session.mapping_index, _rewrite(screen))):
        screen.say("The trigger says what was meant now · ctrl+z takes it back")


def edit_trigger(screen: WorkbenchScreen) -> None:
    text_area = screen.trigger_editor.text_area
    text_area.move_cursor(text_area.document.end)
    screen.set_focus(text_area)


COMMANDS = (
    Command(
        "mappings.new",
        "mapping: new",
        "Make a mapping from an action or a preset.",
        new,
        "n",
        footer="New",
        rank=10,
    ),
    Command(
        "mappings.trigger",
        "mapping: edit trigger",
        "Edit the trigger of the mapping as text.",
        edit_trigger,
        "t",
        footer="Trigger",
        rank=40,
        when=_has_mapping,
    ),
    Command(
        "mappings.toggle",
        "mapping: enable or disable",
        "Only enabled mappings send requests.",
        toggle,
        "space",
        scope="mappings",
        footer="On/off",
        when=_has_mapping,
    ),
    Command(
        "mappings.rename",
        "mapping: rename",
        "Give the mapping another name.",
        rename,
        "r",
        scope="mappings",
        footer="Rename",
        when=_has_mapping,
    ),
    Command(
        "mappings.duplicate",
        "mapping: duplicate",
        "Copy the mapping; the copy is disabled.",
        duplicate,
        "c",
        scope="mappings",
        footer="Duplicate",
        when=_has_mapping,
    ),
    Command(
        "mappings.delete",
        "mapping: delete",
        "Delete the mapping; undo brings it back.",
        delete,
        "d",
        scope="mappings",
        footer="Delete",
        when=_has_mapping,
    ),
    Command(
        "mappings.rewrite",
        "mapping: say what the trigger means",
        "Take over the text that says what the trigger seems to mean.",
        rewrite,
        "R",
        scope="mappings",
        when=lambda screen: bool(_rewrite(screen)),
    ),
    Command(
        "mappings.up",
        "mapping: move up",
        "Move the mapping before the one above.",
        lambda screen: move(screen, -1),
        "K",
        scope="mappings",
        when=_has_mapping,
    ),
    Command(
        "mappings.down",
        "mapping: move down",
        "Move the mapping behind the one below.",
        lambda screen: move(screen, 1),
        "J",
        scope="mappings",
        when=_has_mapping,
    ),
)
