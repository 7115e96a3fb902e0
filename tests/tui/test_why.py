"""The answers to "Why?" in every pane, read, copied and followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, Driver, Open, event_file, in_order, project_file, track
from workbench.actions import ACTIONS
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Project
from workbench.tui.screens.why import Why

HOSTILE = "[/]\x1b]0;owned\x07\x1b[31m"


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked", city="Lisbon", nights=3, odd=HOSTILE),
        {"type": "track", "event": "Nobody", "properties": {}, "timestamp": "2026-03-01T10:00:00.000Z"},
    )


@pytest.fixture
def project(folder: Path) -> Path:
    fields: dict[str, Json] = {
        **ACTIONS["trackEvent"].default_fields(),
        "name": {"@template": "Web {{event}}"},
        "time": {"@path": "$.timestamp"},
        "colour": "red",
    }
    mapping = Mapping("Trips", "trackEvent", 'event = "Trip Booked"', True, fields)
    return project_file(folder / "workbench.yaml", Project(mappings=(mapping,)))


def answer(workbench: Driver) -> str:
    """All lines of the open answer."""
    assert isinstance(workbench.app.screen, Why)
    return workbench.app.screen.lines.text


async def shown(workbench: Driver, text: str) -> None:
    """Wait until the screen is painted with a text."""
    await workbench.until(lambda: text in workbench.screen_text(), text)


async def row(workbench: Driver, text: str) -> None:
    """Put the focus on the requests, and the cursor on the first row with a text once they are laid out."""
    side = workbench.screen.side_by_side
    await workbench.focus_on("#requests")

    def placed() -> bool:
        side.cursor = next(at for at, row in enumerate(side.rows) if text in row.left + row.right)
        return side.area.width > 0 and side.selected is not None and text in side.selected.left

    await workbench.until(placed, text)
    await workbench.settle()
    assert placed()


async def test_a_key_is_followed_back_to_the_event_and_to_classics_rule(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await row(workbench, '"name"')
        assert "Why?" in workbench.text_of("#keys")
        await workbench.press("w")
        assert workbench.title_of(".dialog") == "Why? events[0].name"
        text = answer(workbench)
        assert in_order(
            text,
            [
                "Actions · Trips · Track Event",
                'events[0].name → "Web Trip Booked"',
                "Sent as it is.",
                "from name",
                "@template Web {{event}}",
                '$.event → "Trip Booked"',
                "Classic",
                "CC-",
                "verified against source",
            ],
        )
        await workbench.press("y")
        assert workbench.app.clipboard == text
        await workbench.press("escape")
        assert workbench.focus == "requests"


async def test_settings_and_conversions_are_told(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await row(workbench, '"time"')
        await workbench.press("w")
        assert "ISO date in UTC" in answer(workbench)
        await workbench.press("escape")
        await row(workbench, "Authorization: ")
        await workbench.press("w")
        text = answer(workbench)
        assert "destination setting API key, never shown" in text
        assert "********" not in text
        await workbench.press("escape")
        await row(workbench, "POST ")
        await workbench.press("w")
        assert "REST endpoint" in answer(workbench)


async def test_what_only_classic_sent_is_told_with_the_reason_of_actions(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        side = workbench.screen.side_by_side
        side.cursor = next(at for at, row in enumerate(side.rows) if row.mark == "right")
        await workbench.focus_on("#requests")
        await workbench.press("w")
        assert in_order(
            answer(workbench),
            [
                "Actions",
                "No mapping that takes the event gives",
                "Classic",
                "not known since its source closed",
            ],
        )


async def test_what_is_unknown_about_classic_is_told_once_for_each_rule(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        side = workbench.screen.side_by_side
        await workbench.focus_on("#requests")
        side.cursor = next(at for at, row in enumerate(side.rows) if row.right.startswith("?"))
        await workbench.press("w")
        text = answer(workbench)
        assert in_order(text, ["Actions", "Nothing is in doubt", "Classic", "CD-REQ-02", "CD-REQ-03"])
        assert text.count("CD-REQ-03") == 1


async def test_a_failure_has_its_chain_too(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.mapping("Trips")
        screen = workbench.screen
        screen.editing.do(screen.editing.of_field(field_row(workbench, "time"), "never"))
        await workbench.settle()
        await row(workbench, "✗ Trips")
        await workbench.press("w")
        text = answer(workbench)
        assert in_order(
            text,
            ["Time must be a valid date-like string", "time is not sent", 'time: value "never"', "Classic"],
        )


def field_row(workbench: Driver, key: str):  # type: ignore[no-untyped-def]  # the row of a field, for an edit
    return next(row for row in workbench.screen.field_list.rows if row.key == key)


async def test_a_field_tells_where_it_comes_from_and_where_it_goes(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("time")
        assert "Why?" in workbench.text_of("#keys")
        await workbench.press("w")
        text = answer(workbench)
        assert in_order(
            text, ["@path $.timestamp", "Then the action", "events[0].time: Written as an ISO date"]
        )
        await workbench.press("escape")
        await workbench.field("colour")
        await workbench.press("w")
        assert "The action has no such field." in answer(workbench)
        await workbench.press("escape")
        assert workbench.focus == "fields"


async def test_a_mapping_tells_why_it_takes_the_event(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.focus_on("#mappings")
        assert "Why?" in workbench.text_of("#keys")
        await workbench.press("w")
        assert "● The trigger takes this event." in answer(workbench)


async def test_a_path_tells_what_it_feeds_and_leads_there(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        workbench.select_path("$.event")
        await workbench.settle()
        assert "Why?" in workbench.text_of("#keys")
        await workbench.press("w")
        assert workbench.title_of(".dialog") == "Why? What $.event feeds"
        text = answer(workbench)
        assert in_order(text, ["Trips", "its trigger looks at it", "events[0].name"])
        await workbench.press("down", "down", "enter")
        assert workbench.dialog == ""
        assert workbench.focus == "requests"
        selected = workbench.screen.side_by_side.selected
        assert selected is not None
        assert '"name"' in selected.left
        workbench.select_path("$.properties.nights")
        await workbench.press("w", "end", "enter")
        assert '"nights"' in (workbench.screen.side_by_side.selected or selected).left
        workbench.select_path("$.messageId")
        await workbench.press("w")
        assert "No mapping that takes this event uses it" in answer(workbench)


async def test_a_trigger_leads_to_its_mapping(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        workbench.select_path("$.event")
        await workbench.press("w", "down", "enter")
        assert workbench.focus == "mappings"


async def test_foreign_text_is_shown_and_never_obeyed(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await row(workbench, '"odd"')
        await workbench.press("w")
        await shown(workbench, "\\u001b]0;owned\\u0007")
        await shown(workbench, "[/]")
        assert "\x1b]0;owned" not in workbench.screen_text()
        await workbench.press("escape")
        workbench.select_path("$.properties.odd")
        await workbench.press("w")
        assert "events[0].properties.odd" in answer(workbench)


async def test_it_can_be_read_whole_at_80_by_24(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project, size=NARROW) as workbench:
        await workbench.press("3")
        await row(workbench, '"name"')
        await workbench.press("w")
        await shown(workbench, "events[0].name")
        await workbench.press("end")
        last = answer(workbench).split("\n")[-1].strip()
        await shown(workbench, last.split(" ")[-1])
        await workbench.resize(60, 24)
        assert workbench.dialog == "Why"
