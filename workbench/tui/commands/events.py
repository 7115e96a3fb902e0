"""Commands on the loaded events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def _has_event(screen: WorkbenchScreen) -> bool:
    return screen.session.event_index is not None


def open_events(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.open_events import OpenEvents

    def load(paths: tuple[str, ...] | None) -> None:
        if paths:
            screen.jobs.load(paths)

    screen.app.push_screen(OpenEvents(), load)


def paste_events(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.open_events import PasteEvents

    def load(text: str | None) -> None:
        if text and text.strip():
            screen.jobs.load_text(text)

    screen.app.push_screen(PasteEvents(), load)


def filter_events(screen: WorkbenchScreen) -> None:
    screen.filter_input.display = True
    screen.set_focus(screen.filter_input)


def choose_event(screen: WorkbenchScreen) -> None:
    session = screen.session
    if session.event_index is not None:
        session.marked = session.marked ^ {session.event_index}
        screen.event_list.changed()
        screen.event_list.cursor += 1
        screen.refresh_events()


def choose_none(screen: WorkbenchScreen) -> None:
    screen.session.marked = frozenset()
    screen.event_list.changed()
    screen.refresh_events()


def copy_event(screen: WorkbenchScreen) -> None:
    index = screen.session.event_index
    if index is not None:
        screen.copy(screen.session.store.raw(index).decode("utf-8", "replace"), "the event")


def show_problems(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.dialog import TextView

    problems = screen.session.store.problems
    lines = [f"{problem}" for problem in problems[:2000]]
    if len(problems) > len(lines):
        lines.append(f"… and {len(problems) - len(lines):,} more")
    screen.app.push_screen(TextView("What could not be read in the event files", "\n".join(lines)))


def copy_value(screen: WorkbenchScreen) -> None:
    from workbench.jsvalues import dump_json

    node = screen.event_tree.cursor_node
    if node is not None and node.data is not None:
        value = node.data[1]
        screen.copy(value if isinstance(value, str) else dump_json(value, indent=2), node.data[0])


def view_value(screen: WorkbenchScreen) -> None:
    from workbench.jsvalues import dump_json
    from workbench.tui.screens.dialog import TextView

    node = screen.event_tree.cursor_node
    if node is not None and node.data is not None:
        path, value = node.data
        screen.app.push_screen(
            TextView(path, value if isinstance(value, str) else dump_json(value, indent=2))
        )


def copy_path(screen: WorkbenchScreen) -> None:
    if screen.event_tree.selected_path:
        screen.copy(screen.event_tree.selected_path, "the path")


def use_path(screen: WorkbenchScreen) -> None:
    path, row = screen.event_tree.selected_path, screen.field_list.selected
    if not path or row is None:
        return
    if screen.editing.do(screen.editing.of_field(row, {"@path": path})):
        screen.say(f"{row.label} is {path} now · ctrl+z takes it back")


COMMANDS = (
    Command(
        "events.open",
        "events: open files",
        "Load events from files, folders or globs.",
        open_events,
        "o",
        footer="Open",
        rank=60,
    ),
    Command("events.paste", "events: paste", "Paste one or many events as JSON.", paste_events, "p"),
    Command(
        "events.filter",
        "events: filter",
        "Show only events that hold a text.",
        filter_events,
        "slash",
        footer="Filter",
        rank=45,
    ),
    Command(
        "events.choose",
        "events: choose for sending",
        "Choose the event for sending, or not.",
        choose_event,
        "space",
        scope="events",
        footer="Choose",
        when=_has_event,
    ),
    Command(
        "events.choose_none",
        "events: choose none",
        "Forget which events were chosen.",
        choose_none,
        when=lambda screen: bool(screen.session.marked),
    ),
    Command(
        "events.copy",
        "events: copy as JSON",
        "Copy the event exactly as it was read.",
        copy_event,
        "y",
        scope="events",
        when=_has_event,
    ),
    Command(
        "events.problems",
        "events: problems",
        "List what could not be read, with file, line and reason.",
        show_problems,
        "exclamation_mark",
        when=lambda screen: bool(screen.session.store.problems),
    ),
    Command(
        "tree.use",
        "event: use this path for the field",
        "Give the selected field the path under the cursor.",
        use_path,
        "f",
        scope="tree",
        footer="Use for field",
        when=lambda screen: screen.session.mapping is not None,
    ),
    Command(
        "tree.view",
        "event: show the whole value",
        "Show the value under the cursor whole.",
        view_value,
        "v",
        scope="tree",
        footer="View",
    ),
    Command(
        "tree.copy",
        "event: copy value",
        "Copy the value under the cursor.",
        copy_value,
        "y",
        scope="tree",
        footer="Copy",
    ),
    Command(
        "tree.copy_path",
        "event: copy path",
        "Copy the path under the cursor.",
        copy_path,
        "Y",
        scope="tree",
        footer="Copy path",
    ),
)
