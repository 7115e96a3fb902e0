"""Differences in words on the screen: folded, opened, accepted with a note."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.conftest import Driver, Open, event_file, in_order, project_file, saved_project, track
from workbench.actions import ACTIONS
from workbench.mappings import Mapping
from workbench.project import Acceptance, Project

ESCAPE = "\x1b]0;owned\x07[/][@click=app.quit]x[/]\u202e"


def project() -> Project:
    fields = {**ACTIONS["trackEvent"].default_fields(), "name": {"@template": "Web {{event}}"}}
    return Project(mappings=(Mapping("Event", "trackEvent", 'type = "track"', True, fields),))


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked", city="Lisbon", price=5),
        track("Trip Cancelled", price=5),
        track(ESCAPE, price=5),
    )


@pytest.fixture
def file(folder: Path) -> Path:
    return project_file(folder / "workbench.yaml", project())


def shown(workbench: Driver) -> list[str]:
    """The lines of the pane without the cursor's mark."""
    return [line.strip("▸› ") for line in workbench.rows_of("#differences")]


def accepted_by(workbench: Driver) -> list[Acceptance]:
    """What the open project accepts."""
    return list(workbench.session.project.accepted)


async def test_what_changes_nothing_is_one_line_until_somebody_asks(
    open_workbench: Open, events: Path, file: Path
) -> None:
    async with open_workbench(events, project=file) as workbench:
        await workbench.focus_on("#differences")
        text = "\n".join(shown(workbench))
        assert "known differences folded: " in text.replace("\n", " ")
        assert "harmless" in text
        assert "src" not in text
        title = workbench.title_of("#differences")
        assert "folded" in title
        await workbench.press("h")
        text = "\n".join(shown(workbench))
        assert "src: only Classic sends it" in text
        assert "folded" not in workbench.title_of("#differences")
        await workbench.press("h")
        assert workbench.title_of("#differences") == title
        await workbench.press("end", "enter")
        assert "src: only Classic sends it" in "\n".join(shown(workbench)), "Enter on the line shows them too"


async def test_a_kind_can_be_folded_and_the_next_event_keeps_it(
    open_workbench: Open, events: Path, file: Path
) -> None:
    async with open_workbench(events, project=file) as workbench:
        await workbench.focus_on("#differences")
        pane = workbench.screen.difference_list
        assert pane.selected is not None
        assert pane.selected.kind == "value_changed"
        await workbench.press("f")
        assert all(
            found.kind != "value_changed" for found in map(pane._difference, range(pane.row_count)) if found
        )
        await workbench.event("Trip Cancelled")
        assert "name: Actions sends" not in "\n".join(shown(workbench))


async def test_a_difference_opens_with_both_values_and_the_rule_behind_each(
    open_workbench: Open, events: Path, file: Path
) -> None:
    async with open_workbench(events, project=file) as workbench:
        await workbench.focus_on("#differences")
        await workbench.press("enter")
        assert workbench.dialog == "TextView"
        assert in_order(
            workbench.screen_text(),
            [
                "Actions · events[0].name",
                '"Web Trip Booked"',
                "Rule: Event:",
                "Classic · events[0].name",
                '"Trip Booked"',
                "Rule: CC-TRACK-02",
            ],
        )
        await workbench.press("escape", "y")
        assert "Rule: CC-TRACK-02" in workbench.app.clipboard


async def test_accepting_with_a_note_is_an_edit_that_is_undone_saved_and_read_again(
    open_workbench: Open, events: Path, file: Path
) -> None:
    async with open_workbench(events, project=file) as workbench:
        await workbench.focus_on("#differences")
        await workbench.press("a")
        assert workbench.dialog == "Accept"
        await workbench.press(*"wanted", "enter")
        accepted = [Acceptance("value_changed", "events[*].name", "", "wanted")]
        assert accepted_by(workbench) == accepted
        assert "1 accepted" in workbench.title_of("#differences")
        assert "Accepted: wanted" in " ".join(shown(workbench))
        assert "✓ name: Actions sends" in "\n".join(shown(workbench))
        await workbench.press("ctrl+z")
        assert accepted_by(workbench) == []
        await workbench.press("ctrl+y", "ctrl+s")
        assert list(saved_project(file).accepted) == accepted
    async with open_workbench(events, project=file) as workbench:
        assert "1 accepted" in workbench.title_of("#differences")
        await workbench.event("Trip Cancelled")
        assert "1 accepted" in workbench.title_of("#differences"), "for all events"
        await workbench.focus_on("#differences")
        await workbench.press("end", "a")
        assert accepted_by(workbench) == []
        assert "accepted" not in workbench.title_of("#differences")


async def test_it_can_be_accepted_for_the_events_of_one_name_and_escape_leaves_it(
    open_workbench: Open, events: Path, file: Path
) -> None:
    async with open_workbench(events, project=file) as workbench:
        await workbench.focus_on("#differences")
        await workbench.press("a", "escape")
        assert accepted_by(workbench) == []
        await workbench.press("a", "tab", "space", "shift+tab", "enter")
        assert accepted_by(workbench) == [Acceptance("value_changed", "events[*].name", "Trip Booked", "")]
        await workbench.event("Trip Cancelled")
        assert "accepted" not in workbench.title_of("#differences")


async def test_a_request_of_one_side_is_accepted_for_its_event_unless_asked_otherwise(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    """For all events it would hide each one for which only that side sends."""
    file = project_file(folder / "none.yaml", replace(project(), mappings=()))
    async with open_workbench(events, project=file) as workbench:
        await workbench.focus_on("#differences")
        selected = workbench.screen.difference_list.selected
        assert selected is not None
        assert selected.key == "requests"
        await workbench.press("a", "enter")
        accepted = [Acceptance("only_classic", "requests", "Trip Booked", "")]
        assert accepted_by(workbench) == accepted
        await workbench.event("Trip Cancelled")
        assert "accepted" not in workbench.title_of("#differences")


async def test_the_report_tells_what_is_accepted_and_does_not_occur(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    gone = Acceptance("only_classic", "events[*].properties.town", "", "was wanted")
    file = project_file(folder / "gone.yaml", replace(project(), accepted=(gone,)))
    async with open_workbench(events, project=file) as workbench:
        await workbench.press("ctrl+r", "3", "end")
        assert "events[*].properties.town" in workbench.rows_of("#report-rows")[-1]
        assert "The project accepts it, and no event shows it." in workbench.words_of("#report-detail")
        await workbench.press("enter")
        assert workbench.dialog == "ReportView"


async def test_hostile_text_is_shown_as_it_is(open_workbench: Open, events: Path, file: Path) -> None:
    async with open_workbench(events, project=file) as workbench:
        workbench.screen.event_list.cursor = 2
        await workbench.settle()
        await workbench.focus_on("#differences")
        await workbench.press("a", *"[/]", "enter")
        text = workbench.screen_text()
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[/]" in text
        await workbench.press("end", "enter", "escape")
        assert workbench.dialog == ""
