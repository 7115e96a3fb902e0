"""Commands on the fields of the selected mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.jsvalues import UNDEFINED, dump_json
from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def _has_field(screen: WorkbenchScreen) -> bool:
    return screen.field_list.selected is not None


def edit(screen: WorkbenchScreen) -> None:
    row = screen.field_list.selected
    if row is not None:
        screen.editing.open_field(row)


def unmap(screen: WorkbenchScreen) -> None:
    row = screen.field_list.selected
    if (
        row is not None
        and row.directive is not UNDEFINED
        and screen.editing.do(screen.editing.of_field(row, UNDEFINED))
    ):
        screen.say(f"{row.label} is not mapped now · ctrl+z takes it back")


def reset(screen: WorkbenchScreen) -> None:
    row, action = screen.field_list.selected, screen.session.action
    if row is None or action is None:
        return
    default = action.default_fields().get(str(row.path[0]), UNDEFINED)
    if len(row.path) > 1:
        screen.say(f"Only whole fields have defaults: reset {row.path[0]} instead.", severity="warning")
    elif screen.editing.do(screen.editing.of_field(row, default)):
        screen.say(f"{row.label} has its default now · ctrl+z takes it back")


def copy(screen: WorkbenchScreen) -> None:
    row = screen.field_list.selected
    if row is not None and row.directive is not UNDEFINED:
        screen.copy(dump_json(row.directive, indent=2), f"the directive of {row.label}")


COMMANDS = (
    Command(
        "fields.edit",
        "field: edit",
        "Choose a path, a value, a template or JSON for the field.",
        edit,
        "e",
        scope="fields",
        footer="Edit",
        when=_has_field,
    ),
    Command(
        "fields.unmap",
        "field: remove",
        "Leave the field unmapped.",
        unmap,
        "d,delete",
        scope="fields",
        footer="Remove",
        when=_has_field,
    ),
    Command(
        "fields.reset",
        "field: default",
        "Give the field the default of its action.",
        reset,
        "r",
        scope="fields",
        footer="Default",
        when=_has_field,
    ),
    Command(
        "fields.copy",
        "field: copy directive",
        "Copy the field's directive as JSON.",
        copy,
        "y",
        scope="fields",
        when=_has_field,
    ),
)
