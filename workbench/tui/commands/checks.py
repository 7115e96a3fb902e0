"""Commands on the checks: see all, go to one, put one right; and what Braze has to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.project import MAX_MAPPINGS
from workbench.tui.commands.table import Command, shown_keys

if TYPE_CHECKING:
    from workbench.jsvalues import Json
    from workbench.project import Check
    from workbench.tui.fields import FieldRow
    from workbench.tui.screens.workbench import WorkbenchScreen


def mappings_title(count: int) -> str:
    """The title of the mappings: how many, and Segment's limit when they are too many."""
    return f"Mappings {count}" + (f" · Segment allows {MAX_MAPPINGS}" if count > MAX_MAPPINGS else "")


def all_checks(screen: WorkbenchScreen) -> str:
    """The key that shows all checks, behind the first ones."""
    keys = shown_keys(screen.app, _SHOW)
    return f"{keys[0]}: all checks" if keys else ""


def tell_limit(screen: WorkbenchScreen) -> None:
    """Say so when there are more mappings now than Segment allows."""
    count = len(screen.session.mappings)
    if count > MAX_MAPPINGS:
        screen.say(
            f"These are {count} mappings: Segment allows {MAX_MAPPINGS} for one destination.",
            severity="warning",
        )


def show(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.checks import Checks

    def go(check: Check | None) -> None:
        if check is not None:
            go_to(screen, check)

    screen.editing.finish()
    screen.app.push_screen(Checks(screen), go)


def go_to(screen: WorkbenchScreen, check: Check) -> None:
    """Put cursor and focus on what a check is about."""
    from workbench.project.checks.fields import place_of

    screen.show_pane("mapping-pane")
    screen.set_focus(screen.mapping_list)
    if check.mapping is None:
        return
    screen.mapping_list.cursor = screen.session.mapping_index = check.mapping
    screen.refresh_project()
    if check.place == "trigger":
        screen.run_command("mappings.trigger")
    elif check.place.startswith("fields"):
        places = [place_of(row.path) for row in screen.field_list.rows]
        holding = [place for place in places if check.place == place or check.place.startswith(f"{place}.")]
        if holding:
            screen.field_list.cursor = places.index(max(holding, key=len))
        screen.set_focus(screen.field_list)


def _row(screen: WorkbenchScreen) -> FieldRow | None:
    """The field that is edited, else the one under the cursor."""
    return screen.field_editor.row or screen.field_list.selected


def _has_list(screen: WorkbenchScreen) -> bool:
    row = _row(screen)
    return row is not None and row.lists is not None


def choose(screen: WorkbenchScreen) -> None:
    """Read what the environment has for the field, now that the user asks for it, and choose one."""
    from workbench.tui.screens.choices import Choose

    row = _row(screen)
    if row is None or row.lists is None:
        return
    if row.lists == "catalogs":
        _choose_catalog(screen, row, reading=True)
        return
    index, editor = screen.session.mapping_index, screen.field_editor

    def take(chosen: str | None) -> None:
        if chosen is None:
            return
        if editor.row is not None:
            editor.put_value(chosen)
        elif screen.session.mapping_index == index and screen.editing.do(
            screen.editing.of_field(row, chosen)
        ):
            screen.say(f"{row.label} is {chosen} now · ctrl+z takes it back")

    screen.app.push_screen(Choose(screen, row.lists), take)


def choose_catalog(screen: WorkbenchScreen) -> None:
    row = screen.field_list.selected
    if row is not None:
        _choose_catalog(screen, row, reading=False)


def _choose_catalog(screen: WorkbenchScreen, row: FieldRow, *, reading: bool) -> None:
    from workbench.tui.screens.catalog import ChooseCatalog

    def take(hook: Json | None) -> None:
        if hook is None or not screen.editing.do(screen.editing.of_field(row, hook)):
            return
        name, made = hook["outputs"]["catalog_name"], hook["inputs"]["operation"] == "create"
        undone = "ctrl+z takes the choice back, not the catalog" if made else "ctrl+z takes it back"
        screen.say(f"Items go to the catalog {name} now · {undone}")

    screen.app.push_screen(ChooseCatalog(screen, row, reading=reading), take)


def _is_catalog(screen: WorkbenchScreen) -> bool:
    row = screen.field_list.selected
    return row is not None and row.lists == "catalogs"


_SHOW = Command(
    "checks.show",
    "checks: what is wrong and what is not meant",
    "List what fails, what is probably a mistake, and what is worth knowing; most can be put right there.",
    show,
    "ctrl+k",
    top="Checks",
)

COMMANDS = (
    _SHOW,
    Command(
        "fields.choices",
        "field: choose from Braze",
        "Read the campaigns, Canvases or catalogs of the environment and choose one.",
        choose,
        "l",
        scope="fields",
        footer="List",
        when=_has_list,
    ),
    Command(
        "fields.catalog",
        "field: choose or create a catalog",
        "Name the catalog whose items are written, or create one.",
        choose_catalog,
        scope="fields",
        when=_is_catalog,
    ),
)
