"""Migrating from Classic on the screen: steps, choices, one edit; and the cutover's filters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, SAMPLES, WIDE, Driver, Open, event_file, project_file, track
from workbench.mappings import Mapping
from workbench.project import AddMapping, Project, default_project
from workbench.tui.screens.migrate import STEPS, Migrate
from workbench.tui.widgets.migration_list import MigrationList

TRIPS = SAMPLES / "travel" / "trips.ndjson"
PROPOSED = ["Identify Calls", "Track Calls", "Order Completed Calls", "Group Calls"]


def names(project: Project) -> list[str]:
    return [mapping.name for mapping in project.mappings]


def row_with(workbench: Driver, part: str) -> None:
    """Put the cursor on the first row that holds a text."""
    rows = workbench.app.screen.query_one(MigrationList)
    rows.cursor = next(at for at, row in enumerate(rows.rows) if part in f"{row.head} {row.text}")


async def test_the_travel_events_are_migrated_from_the_defaults(open_workbench: Open) -> None:
    async with open_workbench(TRIPS, size=NARROW) as workbench:
        before = workbench.project
        await workbench.press("M")
        assert workbench.dialog == "Migrate"
        assert workbench.focus == "migration-rows"
        for number, name in enumerate(STEPS):
            assert f"{number + 1} {name}" in workbench.text_of("#steps")
        assert "your choice" in workbench.words_of("#migration-sum")
        assert len(workbench.rows_of("#migration-rows")) == 26

        await workbench.press("right", "right")
        shown = workbench.rows_of("#migration-rows")
        assert [row.split("  ")[0] for row in shown] == [f"[x] {name}" for name in PROPOSED]
        assert 'type = "identify"' in workbench.words_of("#migration-detail")

        await workbench.press("right")
        told = "\n".join(workbench.rows_of("#migration-rows"))
        assert "15 events compared with Classic" in told
        assert "changed → equivalent" in told
        assert "return_date" not in told  # dates are carried over

        await workbench.press("f2")
        assert workbench.dialog == ""
        assert names(workbench.project) == PROPOSED
        assert "Migrated: 4 mappings" in workbench.toasts
        after = workbench.project
        await workbench.press("ctrl+z")
        assert workbench.project is before
        await workbench.press("ctrl+y")
        assert workbench.project is after
        await workbench.press("ctrl+r")
        assert "equivalent" in workbench.text_of("#report-rows")
        await workbench.press("escape")

        # The booking is a purchase, too: a new mapping on the selected event.
        await workbench.event("Trip Booked")
        await workbench.press("n")
        await workbench.type("action track purchase")
        await workbench.press("enter")
        added = workbench.project.mappings[-1]
        assert (added.action, added.trigger) == ("trackPurchase", 'type = "track" and event = "Trip Booked"')
        sent = [key for request in workbench.requests for key in request.body]
        assert sent == ["events", "purchases"]

        # The report tells event by event what that changes, and leads to each.
        await workbench.press("ctrl+r", "5")
        ends = [" ".join(row.split()) for row in workbench.rows_of("#report-rows")]
        assert [row.partition(" Trip Booked ")[2] for row in ends] == [
            "equivalent → changed, requests 1 → 2",
            "equivalent → changed, requests 1 → 2",
            f"equivalent as before, {added.name}: nothing to send",
        ]
        await workbench.press("down", "enter")
        assert workbench.session.event_index == int(ends[1].split()[0]) - 1
        assert [key for request in workbench.requests for key in request.body] == ["events", "purchases"]
        await workbench.press("ctrl+z")
        assert workbench.project is after


@pytest.mark.parametrize("size", [NARROW, (120, 36), WIDE])
async def test_every_step_is_whole_at_every_size(open_workbench: Open, size: tuple[int, int]) -> None:
    async with open_workbench(TRIPS, size=size) as workbench:
        await workbench.press("M")
        for number in range(len(STEPS)):
            await workbench.press(str(number + 1))
            text = workbench.screen_text()
            for part in ("Migrate from Classic", "Cancel", "Back", "Next", "Apply", "F2 applies"):
                assert part in text
            rows = workbench.widget("#migration-rows").size
            assert rows.height >= 8
            assert workbench.widget("#migration-detail").size.height >= 3


async def test_a_choice_changes_the_proposal(open_workbench: Open) -> None:
    async with open_workbench(TRIPS) as workbench:
        await workbench.press("M")
        row_with(workbench, "Track All Pages")
        await workbench.settle()
        await workbench.press("enter")
        assert workbench.dialog == "ChooseOption"
        assert workbench.rows_of("#options")[-1] == "● none"
        await workbench.press("home", "enter")
        assert workbench.dialog == "Migrate"
        await workbench.press("3")
        assert any("Page Calls" in row for row in workbench.rows_of("#migration-rows"))
        await workbench.press("1")
        row_with(workbench, "Endpoint Region")
        await workbench.settle()
        await workbench.press("space")
        assert "EU-01" in "\n".join(workbench.rows_of("#options"))
        await workbench.press("escape")
        row_with(workbench, "Enable Logging")
        await workbench.settle()
        await workbench.press("enter")
        assert workbench.dialog == "Migrate"
        await workbench.press("f2")
        assert "Page Calls" in names(workbench.project)


async def test_mappings_are_left_out_or_added(open_workbench: Open) -> None:
    async with open_workbench(TRIPS) as workbench:
        own = names(workbench.project)
        await workbench.press("M", "3", "space", "m")
        assert workbench.rows_of("#migration-rows")[0].startswith("[ ] Identify Calls")
        assert "are added to the project's 7" in workbench.words_of("#migration-sum")
        await workbench.press("f2")
        assert names(workbench.project)[: len(own)] == own
        assert names(workbench.project)[len(own) :] == [
            "Track Calls (2)",
            "Order Completed Calls",
            "Group Calls",
        ]


async def test_other_settings_of_classic_may_be_taken(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(TRIPS) as workbench:
        await workbench.press("M", "o")
        assert workbench.dialog == "ClassicSettingsForm"
        await workbench.press("escape")
        assert workbench.dialog == "Migrate"
        assert workbench.project.classic == Project().classic


async def test_classic_in_the_browser_shows_the_settings_of_web_mode(open_workbench: Open) -> None:
    async with open_workbench(TRIPS, size=NARROW) as workbench:
        await workbench.press("M", "w")
        assert workbench.dialog == "Migrate"
        await workbench.press("o", "space", "f2")
        assert workbench.dialog == "Migrate"
        assert "w Web Mode's settings" in workbench.words_of("#migration-sum")
        await workbench.press("w")
        assert workbench.dialog == "TextView"
        assert '"sessionTimeoutInSeconds": 30' in workbench.screen_text()
        await workbench.press("escape", "f2")
        assert workbench.project.classic.connection_mode == "web"


async def test_a_row_without_a_choice_says_so_and_where_to_go_on(open_workbench: Open) -> None:
    async with open_workbench(SAMPLES / "travel") as workbench:
        await workbench.press("M", "enter")
        assert workbench.dialog == "Migrate"
        assert "There is nothing to choose here · → goes to the next step" in workbench.toasts


async def test_escape_leaves_the_project_as_it_was(open_workbench: Open) -> None:
    async with open_workbench(TRIPS) as workbench:
        before = workbench.project
        await workbench.press("M", "4", "escape")
        assert workbench.dialog == ""
        assert workbench.project is before
        await workbench.press("M")
        await workbench.focus_on("#no")
        await workbench.press("enter")
        assert workbench.project is before


async def test_escape_stops_the_comparison_first(open_workbench: Open, folder: Path) -> None:
    events = event_file(folder / "events.ndjson", *[track(f"Trip {at}") for at in range(6000)])
    async with open_workbench(events) as workbench:
        await workbench.press("M", "3")
        dialog = workbench.app.screen
        assert isinstance(dialog, Migrate)
        workbench.send_key("4")
        await workbench.until(lambda: dialog._share is not None, "the comparison runs")
        workbench.send_key("escape")
        await workbench.until(lambda: dialog._share is None, "the comparison stops")
        await workbench.settle()
        assert workbench.dialog == "Migrate"
        if dialog._figures is None:
            assert "Not compared" in workbench.text_of("#migration-rows")
        await workbench.press("4")
        assert "6,000 events compared" in workbench.rows_of("#migration-rows")[0]


async def test_the_buttons_go_through_the_steps(open_workbench: Open) -> None:
    async with open_workbench(TRIPS) as workbench:
        await workbench.press("M")
        for name in STEPS[1:]:
            await workbench.focus_on("#next")
            await workbench.press("enter")
            assert workbench.focus == "migration-rows"
            assert name in workbench.text_of("#steps")
        await workbench.focus_on("#back")
        await workbench.press("enter")
        assert workbench.rows_of("#migration-rows")[0].startswith("[x]")
        await workbench.focus_on("#yes")
        await workbench.press("enter")
        assert names(workbench.project) == PROPOSED


async def test_too_many_mappings_are_refused_in_the_dialog(open_workbench: Open, folder: Path) -> None:
    full = default_project()
    for number in range(45):
        full = AddMapping(Mapping(f"more {number}", "trackEvent", 'type = "track"')).apply(full)
    path = project_file(folder / "workbench.yaml", full)
    async with open_workbench(TRIPS, project=path) as workbench:
        await workbench.press("M", "m", "f2")
        assert workbench.dialog == "Migrate"
        assert "56 mappings" in workbench.words_of("#complaint")
        await workbench.press("4")
        assert "56 mappings" in workbench.words_of("#complaint")
        await workbench.press("m", "f2")
        assert names(workbench.project) == PROPOSED


async def test_without_events_the_documented_names_count(open_workbench: Open) -> None:
    async with open_workbench() as workbench:
        await workbench.press("M", "4")
        assert "0 events compared" in workbench.rows_of("#migration-rows")[0]
        await workbench.press("f2")
        assert names(workbench.project) == PROPOSED


async def test_foreign_names_are_shown_as_text(open_workbench: Open, folder: Path) -> None:
    nasty = "[@click=app.quit] [/] \x1b]52;c;eA==\x07"
    events = event_file(folder / "events.ndjson", track(nasty, day="2026-03-01"))
    async with open_workbench(events) as workbench:
        await workbench.press("M", "4", "end")
        assert "[/] ␛]52" in "\n".join(workbench.rows_of("#migration-rows"))


async def test_the_cutover_filters_are_shown_checked_and_written(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(TRIPS, size=NARROW) as workbench:
        await workbench.run("migration.cutover")
        assert (workbench.dialog, workbench.focus) == ("CutoverFilters", "instant")
        await workbench.press("end", "ctrl+u")
        await workbench.type("2026-03-04T12:00+02:00\n")
        told = "\n".join(workbench.rows_of("#cutover-text"))
        assert "(received_at >= '2026-03-04T10:00:00.000Z')" in told
        assert "(received_at < '2026-03-04T10:00:00.000Z')" in told
        assert "✓ Of 15 events 7 go to Classic only, 8 to Actions." in workbench.words_of("#cutover-check")
        await workbench.focus_on("#copy")
        await workbench.press("enter")
        calls = json.loads(workbench.app.clipboard)
        assert [call["destination"] for call in calls] == ["classic", "actions"]
        await workbench.focus_on("#yes")
        await workbench.press("enter")
        assert workbench.dialog == ""
        assert json.loads((folder / "braze-cutover.json").read_text(encoding="utf-8")) == calls
        await workbench.run("migration.cutover")
        await workbench.focus_on("#yes")
        await workbench.press("enter")
        assert workbench.dialog == "Confirm"
        await workbench.press("escape")
        assert json.loads((folder / "braze-cutover.json").read_text(encoding="utf-8")) == calls


async def test_what_is_no_instant_is_said_in_the_dialog(open_workbench: Open) -> None:
    async with open_workbench(TRIPS) as workbench:
        await workbench.run("migration.cutover")
        await workbench.press("end", "ctrl+u")
        await workbench.type("soon\n")
        assert "no instant" in workbench.words_of("#complaint")
        assert workbench.widget("#yes").disabled
        await workbench.press("escape")
        assert workbench.dialog == ""
