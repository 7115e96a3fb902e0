"""The commands that answer "Why?", one for each pane, all with the same key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.actions import DestinationSettings
    from workbench.tui.explaining import Goal
    from workbench.tui.screens.workbench import WorkbenchScreen


def _has_path(screen: WorkbenchScreen) -> bool:
    return screen.event_tree.selected_steps is not None


def _has_mapping(screen: WorkbenchScreen) -> bool:
    return screen.session.mapping is not None


def _has_field(screen: WorkbenchScreen) -> bool:
    return screen.field_list.selected is not None


def _has_row(screen: WorkbenchScreen) -> bool:
    return screen.side_by_side.selected is not None


def _settings(screen: WorkbenchScreen) -> DestinationSettings:
    """The settings of the preview, whose key is not the real one."""
    return screen.session.project.destination_settings()


def why_mapping(screen: WorkbenchScreen) -> None:
    """Each condition of the trigger for the selected event."""
    from workbench.tui.explaining import trigger_lines
    from workbench.tui.screens.why import Why

    mapping, event = screen.session.mapping, screen.session.event
    if mapping is not None:
        answer = partial(trigger_lines, mapping, event.data if event else None)
        screen.app.push_screen(Why(mapping.name, answer))


def why_field(screen: WorkbenchScreen) -> None:
    """How the field gets its value, and where it goes."""
    from workbench.tui.explaining import field_lines
    from workbench.tui.screens.why import Why

    row, mapping, event = screen.field_list.selected, screen.session.mapping, screen.session.event
    if row is not None and mapping is not None:
        data = event.data if event else None
        answer = partial(field_lines, mapping, row, data, _settings(screen))
        screen.app.push_screen(Why(row.label, answer))


def why_row(screen: WorkbenchScreen) -> None:
    """What made the key under the cursor, on either side."""
    from workbench.actions.telling import key_text
    from workbench.tui.explaining import request_lines
    from workbench.tui.screens.why import Why

    row, preview = screen.side_by_side.selected, screen.previews.preview
    if row is not None and preview is not None:
        session = screen.session
        place = row.left_at or row.right_at
        about = key_text(place[1]) if place else "these requests"
        answer = partial(request_lines, row, preview, session.mappings, _settings(screen))
        screen.app.push_screen(Why(about, answer))


def why_path(screen: WorkbenchScreen) -> None:
    """Which keys of the requests the value under the cursor feeds."""
    from workbench.mappings import event_path_text
    from workbench.tui.explaining import feed_lines
    from workbench.tui.screens.why import Why

    session, event, place = screen.session, screen.session.event, screen.event_tree.selected_steps
    if event is not None and place is not None:
        answer = partial(feed_lines, session.mappings, _settings(screen), event.data, place)
        dialog = Why(f"What {event_path_text(place)} feeds", answer, leads="Enter goes there")
        screen.app.push_screen(dialog, partial(_go, screen))


def _go(screen: WorkbenchScreen, goal: Goal | None) -> None:
    """Put the cursor where a line of an answer leads."""
    if isinstance(goal, int):
        screen.set_focus(screen.mapping_list)
        screen.mapping_list.cursor = goal
    elif goal is not None and screen.side_by_side.go_to(goal):
        screen.set_focus(screen.side_by_side)


COMMANDS = (
    Command(
        "tree.why",
        "event: what this value feeds",
        "Show which keys of the requests the value under the cursor feeds; Enter goes to one.",
        why_path,
        "w",
        scope="tree",
        footer="Why?",
        when=_has_path,
    ),
    Command(
        "mappings.why",
        "mapping: why does it match, or not",
        "Show each condition of the trigger for the selected event.",
        why_mapping,
        "w",
        scope="mappings",
        footer="Why?",
        when=_has_mapping,
    ),
    Command(
        "fields.why",
        "field: where its value comes from",
        "Show how the field gets its value for the selected event, and which keys it goes into.",
        why_field,
        "w",
        scope="fields",
        footer="Why?",
        when=_has_field,
    ),
    Command(
        "requests.why",
        "requests: what made this key",
        "Show the chain from the key under the cursor back to the event, and Classic's rule with its trust.",
        why_row,
        "w",
        scope="requests",
        footer="Why?",
        when=_has_row,
    ),
)
