"""What Braze would hold, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, SAMPLES, Open, event_file, in_order, project_file, track
from workbench.actions import ACTIONS
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Project
from workbench.tui.screens.outcome import OutcomeView

HOSTILE = "\x1b]52;c;x\x07[/][@click=app.quit]go[/]\u202e"


def identify(user: str, **traits: Json) -> dict[str, Json]:
    return {"type": "identify", "userId": user, "traits": traits, "timestamp": "2026-03-01T09:00:00.000Z"}


def project(**changed: Json) -> Project:
    event = {**ACTIONS["trackEvent"].default_fields(), "time": {"@path": "$.timestamp"}, **changed}
    profile = ACTIONS["updateUserProfile"].default_fields()
    return Project(
        mappings=(
            Mapping("Event", "trackEvent", 'type = "track"', True, event),
            Mapping("Profile", "updateUserProfile", 'type = "identify"', True, profile),
        )
    )


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked", city="Lisbon"),
        identify("ana", plan="gold"),
        track("Trip Cancelled", user="ben"),
        track(HOSTILE, city=HOSTILE),
    )


def view(workbench_screen: object) -> OutcomeView:
    assert isinstance(workbench_screen, OutcomeView)
    return workbench_screen


async def test_equal_outcomes_from_unlike_requests_are_equivalent(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(
        events, project=project_file(folder / "workbench.yaml", project())
    ) as workbench:
        await workbench.press("O")
        assert workbench.dialog == "OutcomeView"
        text = workbench.screen_text()
        assert "✓ Equal outcome from unlike requests: they are equivalent." in text
        assert in_order(text, ["● ana", "known by", "Custom events", "Trip Booked", "Lisbon"])
        await workbench.press("escape")
        assert workbench.dialog == ""


async def test_what_differs_is_marked_and_said(open_workbench: Open, events: Path, folder: Path) -> None:
    renamed = project(name={"@template": "Web {{event}}"})
    async with open_workbench(events, project=project_file(folder / "workbench.yaml", renamed)) as workbench:
        await workbench.press("O")
        text = workbench.screen_text()
        assert in_order(text, ["≠ Unlike outcomes:", "only by Actions", "only by Classic"])
        assert "≠ Web Trip Booked" in text
        await workbench.press("end", "enter")
        assert workbench.dialog == "TextView"
        assert in_order(workbench.screen_text(), ["Trip Booked", "Actions", "–", "Classic", "2026-03-01"])
        await workbench.press("escape", "y")
        assert "≠ Web Trip Booked" in workbench.app.clipboard


async def test_all_events_of_the_user_and_the_chosen_ones(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(
        events, project=project_file(folder / "workbench.yaml", project())
    ) as workbench:
        await workbench.press("O", "tab")
        text = workbench.screen_text()
        assert "▸all events of the user" in text
        assert in_order(text, ["3 events", "Attributes", "plan", "Custom events", "Trip Booked"])
        assert "● ben" not in text
        await workbench.press("escape", "1", "space", "down", "space", "O")
        text = workbench.screen_text()
        assert "▸the chosen events" in text
        assert "2 events" in text
        assert in_order(text, ["● ana", "● ben"])


async def test_a_user_that_braze_knows_takes_updates(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    updating = project(_update_existing_only=True)
    async with open_workbench(events, project=project_file(folder / "workbench.yaml", updating)) as workbench:
        await workbench.press("O")
        assert "1 user only by Classic (ana)" in workbench.screen_text()
        assert "none is made" in workbench.screen_text()
        await workbench.press("n")
        assert "Braze knows the user" in workbench.screen_text()
        assert "✓ Equal outcome" in workbench.screen_text()


async def test_hostile_text_and_a_narrow_screen(open_workbench: Open, events: Path, folder: Path) -> None:
    file = project_file(folder / "workbench.yaml", project())
    async with open_workbench(events, project=file, size=NARROW) as workbench:
        workbench.screen.event_list.cursor = 3
        await workbench.settle()
        await workbench.press("O")
        text = workbench.screen_text()
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[@click=app.quit]" in text
        await workbench.resize(60, 24)
        assert "[@click=app.quit]" in workbench.screen_text()
        await workbench.press("enter", "escape", "escape")
        assert workbench.dialog == ""


async def test_without_an_event_there_is_nothing_to_ask(open_workbench: Open) -> None:
    async with open_workbench() as workbench:
        await workbench.press("O")
        assert workbench.dialog == ""


async def test_escape_stops_the_work_before_it_closes(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(
        events, project=project_file(folder / "workbench.yaml", project())
    ) as workbench:
        await workbench.press("O")
        shown = view(workbench.app.screen)
        shown._running = True
        await workbench.press("escape")
        assert "Stopped. Tab asks again." in workbench.screen_text()
        await workbench.press("tab")
        assert "Equal outcome" in workbench.screen_text()
        await workbench.press("escape")
        assert workbench.dialog == ""


async def test_at_80_columns_names_and_values_stand_whole_under_each_other(open_workbench: Open) -> None:
    async with open_workbench(SAMPLES / "travel" / "trip_booked.json", size=NARROW) as workbench:
        await workbench.press("O")
        rows = workbench.rows_of("#outcome-rows")
        at = next(at for at, row in enumerate(rows) if "properties.departure_date (the same moment)" in row)
        assert rows[at + 1].strip() == '+ "2026-05-14"'
        assert rows[at + 2].strip() == '- "2026-05-14T00:00:00.000Z"'
