"""Mappings on the screen: making, changing, ordering and undoing them; triggers as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, WIDE, Driver, Open, event_file, project_file, track
from workbench.actions import ACTIONS
from workbench.mappings import Mapping
from workbench.project import Project

BOOKED = 'type = "track" and event = "Trip Booked"'
EVENTS = ("Trip Booked", "Trip Booked", "Trip Cancelled")


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(folder / "events.ndjson", *(track(name) for name in EVENTS))


@pytest.fixture
def project(folder: Path) -> Path:
    mappings = (
        Mapping("Bookings", "trackEvent", BOOKED, True, ACTIONS["trackEvent"].default_fields()),
        Mapping("Everything", "trackEvent", 'type = "track"', True, {}),
        Mapping("Profiles", "updateUserProfile", 'type = "identify"', False, {}),
    )
    return project_file(folder / "workbench.yaml", Project(mappings=mappings))


def names(workbench: Driver) -> list[str]:
    return [mapping.name for mapping in workbench.project.mappings]


async def test_rows_say_what_is_enabled_what_matches_and_how_many(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        rows = workbench.rows_of("#mappings")
        assert [row[:3] for row in rows] == ["■ ●", "■!●", "□! "]
        assert [row.split()[-1] for row in rows] == ["2", "3", "0"]
        assert workbench.title_of("#mappings") == "Mappings 3"
        await workbench.event("Trip Cancelled")
        rows = workbench.rows_of("#mappings")
        assert [row[2] for row in rows] == [" ", "●", " "]
        marks = [row.split()[:2] for row in workbench.rows_of("#events")]
        assert marks == [["●", "2"], ["●", "2"], ["1", "track"]]
        await workbench.mapping("Profiles")
        assert [row.split()[0] for row in workbench.rows_of("#events")] == ["2", "2", "1"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_mapping_is_made_from_an_action_or_a_preset(
    open_workbench: Open, events: Path, project: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, project=project, size=size) as workbench:
        await workbench.press("n")
        assert (workbench.dialog, workbench.focus) == ("NewMapping", "query")
        await workbench.type("no such thing")
        assert "Nothing is called like this" in workbench.text_of("#starts")
        await workbench.press("enter")
        assert workbench.dialog == "NewMapping"
        await workbench.press(*["backspace"] * len("no such thing"))
        await workbench.type("action track purch")
        assert BOOKED in workbench.text_of("#what")
        await workbench.press("enter")
        assert (workbench.dialog, workbench.focus) == ("", "mappings")
        made = workbench.project.mappings[-1]
        assert (made.name, made.action, made.trigger) == (
            "Track Purchase: Trip Booked",
            "trackPurchase",
            BOOKED,
        )
        assert made.fields["products"] == {"@path": "$.properties.products"}
        assert workbench.session.mapping == made
        assert workbench.title_of("#mappings") == "Mappings 4"

        await workbench.press("n", "down", "down", "up", "escape")
        assert len(workbench.project.mappings) == 4
        await workbench.press("n")
        await workbench.type("preset identify")
        await workbench.press("enter")
        assert workbench.project.mappings[-1].name == "Identify Calls"
        assert workbench.project.mappings[-1].trigger == 'type = "identify"'

        await workbench.press("n")
        await workbench.type("track event")
        await workbench.press("tab", "tab", "space", "shift+tab", "enter")
        assert workbench.project.mappings[-1].name == "Track Event"
        assert workbench.project.mappings[-1].trigger != BOOKED, "without the tick the action's own trigger"


async def test_each_edit_is_one_step_that_can_be_taken_back_by_name(
    open_workbench: Open, events: Path, project: Path
) -> None:
    cases: list[tuple[tuple[str, ...], list[str], str]] = [
        (("c",), ["Bookings", "Bookings (Copy)", "Everything", "Profiles"], "duplicate"),
        (("d",), ["Everything", "Profiles"], "delete"),
        (("J",), ["Everything", "Bookings", "Profiles"], "move"),
        (("space",), ["Bookings", "Everything", "Profiles"], "disable"),
        (("r", "end", "x", "enter"), ["Bookingsx", "Everything", "Profiles"], "rename"),
    ]
    async with open_workbench(events, project=project) as workbench:
        before = workbench.project
        for keys, after, word in cases:
            await workbench.press("2", "home", *keys)
            assert names(workbench) == after, word
            assert workbench.session.history.unsaved
            assert word in workbench.session.history.undo_label
            assert "Bookings" in workbench.session.history.undo_label
            changed = workbench.project
            await workbench.press("ctrl+z")
            assert workbench.project == before
            assert f"Undone: {word}" in workbench.toasts
            assert "unsaved" not in workbench.text_of("#status")
            await workbench.press("ctrl+y")
            assert workbench.project == changed
            assert f"Done again: {word}" in workbench.toasts
            assert workbench.focus == "mappings"
            await workbench.press("u")
            assert workbench.project == before
        await workbench.press("u")
        assert workbench.project == before


async def test_the_selection_follows_what_was_moved_copied_or_deleted(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("2", "J", "J", "J")
        assert names(workbench) == ["Everything", "Profiles", "Bookings"]
        assert workbench.screen.mapping_list.cursor == 2
        assert workbench.selected == "Bookings"
        await workbench.press("K", "c")
        assert names(workbench) == ["Everything", "Bookings", "Bookings (Copy)", "Profiles"]
        assert workbench.selected == "Bookings (Copy)"
        assert not workbench.project.mappings[2].enabled
        await workbench.press("d")
        assert workbench.selected == "Profiles"
        assert "Deleted Bookings (Copy)" in workbench.toasts
        await workbench.press("d")
        assert workbench.selected == "Bookings"
        assert workbench.screen.mapping_list.cursor == 1
        await workbench.press("d", "d")
        assert workbench.project.mappings == ()
        assert "No mappings yet" in workbench.text_of("#mappings")
        assert workbench.screen.trigger_editor.display is False
        assert "Select or make a mapping" in workbench.text_of("#fields")
        assert "no mapping" in workbench.text_of("#requests").lower()
        await workbench.press("space", "r", "c", "d", "J", "t", "x")
        assert workbench.dialog == ""
        await workbench.press("ctrl+z")
        assert names(workbench) == ["Everything"]
        assert workbench.screen.trigger_editor.display is True


async def test_disabling_keeps_a_mapping_from_sending(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        assert len(workbench.requests) == 1
        await workbench.press("2", "space")
        assert workbench.rows_of("#mappings")[0].startswith("□")
        await workbench.press("down", "space")
        assert len(workbench.requests) == 0
        assert "disabled" in workbench.text_of("#requests")


async def test_a_name_must_say_something_and_escape_keeps_the_old_one(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("2", "r")
        assert workbench.value_of("#answer") == "Bookings"
        await workbench.press("x", "escape")
        assert names(workbench)[0] == "Bookings"
        assert not workbench.session.history.unsaved
        await workbench.press("r", "ctrl+u", "enter")
        assert workbench.dialog == "Prompt", "the dialog stays where the name is wrong"
        assert "✗" in workbench.text_of("#complaint")
        await workbench.type("Trips")
        await workbench.press("enter")
        assert (names(workbench)[0], workbench.focus) == ("Trips", "mappings")


async def test_a_trigger_is_judged_as_it_is_typed(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        session = workbench.session
        assert "● matches this event" in workbench.text_of("#trigger-verdict")
        assert "2 of 3 events" in workbench.text_of("#trigger-verdict")
        await workbench.press("t")
        assert workbench.focus == "trigger-text"
        await workbench.press("backspace")
        assert "✗ at " in workbench.text_of("#trigger-verdict")
        assert "is no text" not in workbench.text_of("#trigger-verdict")
        assert workbench.rows_of("#mappings")[0].split()[-1] == "0"
        await workbench.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
        await workbench.type('Cancelled"')
        assert workbench.project.mappings[0].trigger == 'type = "track" and event = "Trip Cancelled"'
        assert "○ does not match this event" in workbench.text_of("#trigger-verdict")
        assert "1 of 3 events" in workbench.text_of("#trigger-verdict")
        assert workbench.rows_of("#mappings")[0].split()[-1] == "1"
        assert session.history.undo_label != ""

        await workbench.press("escape")
        assert workbench.project.mappings[0].trigger == BOOKED
        assert workbench.focus == "mappings"
        assert not session.history.unsaved
        assert session.history.undo_label == ""
        assert "2 of 3 events" in workbench.text_of("#trigger-verdict")

        await workbench.press("t")
        await workbench.type(" and userId = ana")
        assert "! A value without quotes" in workbench.text_of("#trigger-verdict")
        await workbench.press("backspace", "backspace", "backspace")
        await workbench.type('"ana"\n')
        assert workbench.focus == "mappings"
        assert workbench.project.mappings[0].trigger == f'{BOOKED} and userId = "ana"'
        assert len(session.history.past) == 1, "typing is one step"
        await workbench.press("ctrl+z")
        assert workbench.project.mappings[0].trigger == BOOKED


async def test_an_error_says_where_it_is(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("t")
        workbench.screen.trigger_editor.text_area.select_all()
        broken = 'type = "track'
        await workbench.type(broken)
        verdict = workbench.words_of("#trigger-verdict")
        assert "✗ at character 8: A quote is opened and never closed." in verdict
        assert verdict.count("A quote is opened") == 1
        await workbench.press("enter")
        assert workbench.project.mappings[0].trigger == broken, "a broken trigger is kept, not lost"
        assert "!" in workbench.rows_of("#mappings")[0]


async def test_undo_inside_the_text_is_the_texts_own(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("2", "space", "t")
        await workbench.type("x")
        await workbench.press("ctrl+z")
        assert workbench.project.mappings[0].trigger == BOOKED
        assert workbench.focus == "trigger-text"
        assert workbench.project.mappings[0].enabled is False, (
            "undo of the text does not take back other edits"
        )


async def test_leaving_the_text_for_another_pane_keeps_what_was_typed(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("t")
        await workbench.type(" ")
        await workbench.focus_on("#fields")
        assert workbench.project.mappings[0].trigger == f"{BOOKED} "
        await workbench.mapping("Everything")
        await workbench.press("t")
        await workbench.type(" ")
        await workbench.mapping("Profiles")
        assert workbench.project.mappings[1].trigger == 'type = "track" '
        assert workbench.project.mappings[2].trigger == 'type = "identify"'
        assert workbench.screen.trigger_editor.text_area.text == 'type = "identify"'
