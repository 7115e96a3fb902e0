"""Commands that change what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def show_events(screen: WorkbenchScreen) -> None:
    screen.set_focus(screen.event_list)


def show_mapping(screen: WorkbenchScreen) -> None:
    screen.show_pane("mapping-pane")
    screen.set_focus(screen.mapping_list if screen.mapping_list.display else screen.field_editor.text_input)


def show_requests(screen: WorkbenchScreen) -> None:
    screen.show_pane("requests-pane")
    screen.set_focus(screen.side_by_side)


def step_over(screen: WorkbenchScreen, step: Literal[1, -1]) -> bool:
    """Go on into the next pane where Tab leaves one and the next has no room now; whether that was so."""
    panes = list(screen.query(".pane"))
    around = screen.focused.ancestors if screen.focused is not None else []
    here = next((pane for pane in panes if pane in around), None)
    if here is None:
        return False
    inside = [widget for widget in screen.focus_chain if here in widget.ancestors]
    target = panes[(panes.index(here) + step) % len(panes)]
    if screen.focused is not inside[-1 if step > 0 else 0] or target.display:
        return False
    ends = {
        "events-pane": (screen.event_list, screen.event_tree),
        "mapping-pane": (
            screen.mapping_list if screen.mapping_list.display else screen.field_editor.modes,
            screen.field_list,
        ),
        "requests-pane": (screen.side_by_side, screen.difference_list),
    }[target.id or ""]
    screen.show_pane(target.id or "")
    screen.set_focus(ends[0 if step > 0 else 1])
    return True


def zoom(screen: WorkbenchScreen) -> None:
    if screen.maximized is not None:
        screen.minimize()
    elif screen.focused is not None:
        screen.maximize(screen.focused)


def help_screen(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.help import Help

    screen.app.push_screen(Help.about(screen))


def palette(screen: WorkbenchScreen) -> None:
    screen.app.action_command_palette()


def go_back(screen: WorkbenchScreen) -> None:
    """One step back: the filter, then work under way, then the zoom; never out of the program."""
    if screen.filter_input.has_focus:
        if screen.filter_input.value:
            screen.filter_input.value = ""
            return
        screen.filter_input.display = False
        screen.set_focus(screen.event_list)
    elif screen.jobs.busy:
        screen.jobs.cancel()
    elif screen.maximized is not None:
        screen.minimize()
    elif screen.session.hits is not None and screen.event_list.has_focus:
        screen.filter_input.value = ""
        screen.filter_input.display = False
        screen.jobs.filter("")
    elif not screen.event_list.has_focus:
        screen.set_focus(screen.event_list)


COMMANDS = (
    Command("view.events", "view: events", "Go to the events.", show_events, "1"),
    Command("view.mapping", "view: mapping", "Go to the mappings.", show_mapping, "2"),
    Command("view.requests", "view: requests", "Go to the requests side by side.", show_requests, "3"),
    Command(
        "view.zoom", "view: zoom", "Show only the list that has the focus, or all again.", zoom, "plus,f10"
    ),
    Command("view.back", "back", "One step back; stops work under way.", go_back, "escape"),
    Command(
        "app.help",
        "help",
        "What has the focus and which keys it knows.",
        help_screen,
        "question_mark,f1",
        footer="Help",
    ),
    Command("app.palette", "commands", "Find any command by typing.", palette, "ctrl+p", footer="Commands"),
)
