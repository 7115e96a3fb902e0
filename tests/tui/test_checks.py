"""Checks on the screen: signs, the first of them under the trigger, the list, going there, the fixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, WIDE, Driver, Open, event_file, project_file, track
from workbench.actions import ACTIONS, PRESETS, SYNC_MODE_KEY
from workbench.mappings import Mapping
from workbench.project import Project

PRESET = "Order Placed (beta)"
MISREAD = 'type = "track" and (contains(event, "Booked") or contains(event, "Paid"))'
REWRITTEN = (
    'type = "track" and contains(event, "Booked") or type = "track" and contains(event, "Paid")',
    'contains(event, "Booked")',
)
EVENT_FIELDS = ACTIONS["trackEvent"].default_fields()


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked"),
        track("Order Completed", total=12.5, currency="EUR"),
        {**track("Home"), "type": "page"},
    )


def tracking(name: str, trigger: str = 'type = "track"') -> Mapping:
    return Mapping(name, "trackEvent", trigger, True, EVENT_FIELDS)


def with_mappings(folder: Path, *mappings: Mapping) -> Path:
    return project_file(folder / "workbench.yaml", Project(mappings=mappings))


def told(workbench: Driver) -> list[str]:
    return [row for row in workbench.rows_of("#checks") if row]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_preset_that_fails_as_shipped_says_so_and_is_put_right(
    open_workbench: Open, folder: Path, events: Path, size: tuple[int, int]
) -> None:
    project = with_mappings(folder, tracking("Tracks", 'type = "identify"'))
    async with open_workbench(events, project=project, size=size) as workbench:
        await workbench.press("2", "n")
        await workbench.type("preset order placed")
        await workbench.press("enter")
        assert workbench.selected == PRESET
        assert workbench.rows_of("#mappings")[1].startswith("■!")
        verdict = workbench.words_of("#trigger-verdict")
        assert "! The mapping has no sync mode: it fails for every event." in verdict
        assert "^k: all checks" in verdict

        await workbench.press("ctrl+k")
        assert (workbench.dialog, workbench.focus) == ("Checks", "checks")
        assert told(workbench)[0].startswith("✗ " + PRESET)
        assert "Set it to add" in workbench.words_of("#check")
        await workbench.press("f")
        assert workbench.project.mappings[1].fields[SYNC_MODE_KEY] == "add"
        assert "ctrl+z takes it back" in workbench.toasts
        assert not any(row.startswith("✗") for row in told(workbench))

        await workbench.press("ctrl+z")
        assert SYNC_MODE_KEY not in workbench.project.mappings[1].fields
        assert told(workbench)[0].startswith("✗ " + PRESET)
        await workbench.press("f", "escape")
        assert workbench.dialog == ""
        assert workbench.rows_of("#mappings")[1][1] == " "
        assert workbench.project.mappings[1].fields[SYNC_MODE_KEY] == "add"
        await workbench.press("ctrl+z")
        assert SYNC_MODE_KEY not in workbench.project.mappings[1].fields


async def test_a_trigger_that_means_something_else_is_told_with_its_reading_and_rewritten(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    project = with_mappings(folder, tracking("Two", MISREAD))
    async with open_workbench(events, project=project) as workbench:
        assert workbench.rows_of("#mappings")[0].startswith("■!●")
        assert "! The group ends at the first `)`" in workbench.words_of("#trigger-verdict")
        await workbench.press("ctrl+k")
        text = workbench.words_of("#check")
        assert "It is read as:" in text
        assert "What may be meant: " in text
        await workbench.press("f")
        fixed = workbench.project.mappings[0].trigger
        assert fixed != MISREAD
        assert fixed in text
        assert not any("group ends" in row for row in told(workbench))
        await workbench.press("escape")
        assert [row[2] for row in workbench.rows_of("#mappings")] == ["●"]
        await workbench.event("Order Completed")
        assert [row[2] for row in workbench.rows_of("#mappings")] == [" "]


async def test_enter_goes_to_the_place_of_a_check(open_workbench: Open, folder: Path, events: Path) -> None:
    broken = tracking("Broken").fields | {"name": "", "properties": {"time": 1}}
    project = with_mappings(
        folder, tracking("Fine"), Mapping("Broken", "trackEvent", 'type = "track', True, broken)
    )
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("ctrl+k")
        rows = told(workbench)
        place = next(at for at, row in enumerate(rows) if "Event Name has no value" in row)
        await workbench.press(*["down"] * place, "enter")
        assert (workbench.dialog, workbench.selected, workbench.focus) == ("", "Broken", "fields")
        assert workbench.screen.field_list.selected is not None
        assert workbench.screen.field_list.selected.key == "name"

        await workbench.press("ctrl+k")
        place = next(at for at, row in enumerate(rows) if "The trigger cannot be read" in row)
        await workbench.press(*["down"] * place, "enter")
        assert (workbench.dialog, workbench.focus) == ("", "trigger-text")
        await workbench.press("escape", "ctrl+k")
        place = next(at for at, row in enumerate(rows) if "reserves the property time" in row)
        await workbench.press(*["down"] * place, "enter")
        selected = workbench.screen.field_list.selected
        assert selected is not None
        assert selected.key == "properties"


async def test_a_check_without_a_fix_says_to_go_there(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    project = with_mappings(folder, tracking("Same"), tracking("Same", 'type = "page"'))
    async with open_workbench(events, project=project) as workbench:
        before = workbench.project
        await workbench.press("ctrl+k")
        assert "2 mappings have this name" in told(workbench)[0]
        await workbench.press("f")
        assert "by hand" in workbench.toasts
        await workbench.press("u")
        assert "Nothing was put right here" in workbench.toasts
        assert workbench.project == before
        await workbench.press("y", "q")
        assert workbench.dialog == ""


async def test_the_loaded_events_tell_what_is_idle_and_what_is_counted_twice(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    order = ACTIONS["trackPurchase"].default_fields()
    project = with_mappings(
        folder,
        tracking("Tracks"),
        Mapping("Orders", "trackPurchase", 'event = "Order Completed"', True, order),
        tracking("Never", 'type = "track" and event = "Nothing Like It"'),
    )
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("ctrl+k")
        text = "\n".join(told(workbench))
        assert "1 of 3 loaded events is taken by no enabled mapping" in text
        assert "None of the 3 loaded events matches." in text
        assert "1 loaded event is sent by “Tracks” too" in text
        assert "✗" not in text
        assert workbench.title_of("#checks") == "None"


async def test_an_export_tells_the_same_and_how_many_more(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    mappings = [Mapping(f"M{number}", "trackEvent", f'type = "t{number}"') for number in range(4)]
    async with open_workbench(events, project=with_mappings(folder, *mappings)) as workbench:
        await workbench.press("x")
        text = workbench.words_of("#findings")
        assert "“M0”: Event Name has no value: the mapping fails" in text
        assert text.startswith("12 checks; ctrl+k on the main screen shows all: ! “M0”")


async def test_a_sound_project_has_nothing_to_tell(open_workbench: Open, folder: Path, events: Path) -> None:
    timed = EVENT_FIELDS | {"time": {"@path": "$.timestamp"}}
    mappings = (Mapping("Tracks", "trackEvent", 'type != "alias"', True, timed),)
    async with open_workbench(events, project=with_mappings(folder, *mappings)) as workbench:
        await workbench.press("ctrl+k")
        assert "Nothing to say against the mappings." in workbench.text_of("#checks")
        await workbench.press("f", "enter")


async def test_the_51st_mapping_is_said_to_be_one_too_many(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    mappings = [tracking(f"M{number}", f'type = "track" and event = "E{number}"') for number in range(50)]
    async with open_workbench(events, project=with_mappings(folder, *mappings)) as workbench:
        assert workbench.title_of("#mappings") == "Mappings 50"
        await workbench.press("2", "n")
        await workbench.type("preset identify")
        await workbench.press("enter")
        assert workbench.title_of("#mappings") == "Mappings 51 · Segment allows 50"
        assert "These are 51 mappings: Segment allows 50" in workbench.toasts
        await workbench.press("c")
        assert "These are 52 mappings" in workbench.toasts
        await workbench.press("ctrl+k")
        assert "There are 52 mappings; Segment allows 50 for one destination." in told(workbench)[0]
        await workbench.press("escape", "ctrl+z", "ctrl+z")
        assert workbench.title_of("#mappings") == "Mappings 50"


async def test_required_fields_are_silent_for_an_event_that_the_trigger_does_not_take(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    project = with_mappings(folder, tracking("Tracks"))
    async with open_workbench(events, project=project) as workbench:

        def signs() -> list[str]:
            rows = workbench.rows_of("#fields")
            return [row.strip() for row in rows if row.startswith("!")]

        assert signs() == []
        workbench.screen.event_list.cursor = 2
        await workbench.settle()
        assert "○ does not match this event" in workbench.text_of("#trigger-verdict")
        assert signs() == [], "the page has no event name, and is not taken"
        await workbench.field("name")
        await workbench.press("d")
        assert [row[:11] for row in signs()] == ["!Event Name"], "what fails for every event is told always"


async def test_a_field_is_signed_for_what_a_check_has_against_it(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    campaign = ACTIONS["triggerCampaign"].default_fields() | {"campaign_id": "c-1", "nonsense": 1}
    project = with_mappings(folder, Mapping("Campaign", "triggerCampaign", 'type = "alias"', True, campaign))
    async with open_workbench(events, project=project) as workbench:
        signed = [row.split()[0] for row in workbench.rows_of("#fields") if row.startswith("!")]
        assert signed == ["!Broadcast", "!nonsense"]
        await workbench.field("broadcast")
        await workbench.press("enter")
        await workbench.type("true\n")
        signed = [row.split()[0] for row in workbench.rows_of("#fields") if row.startswith("!")]
        assert signed == ["!nonsense"]


async def test_names_that_would_act_on_a_terminal_are_shown_literally(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    nasty = "[@click=app.quit]x[/] \x1b]0;t\x07"
    fields = EVENT_FIELDS | {nasty: 1}
    project = with_mappings(folder, Mapping(nasty, "trackEvent", 'type = "track"', True, fields))
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("ctrl+k")
        text = workbench.screen_text()
        assert "\x1b" not in text
        assert "[@click=app.quit]x[/]" in text
        await workbench.press("f")
        assert nasty not in workbench.project.mappings[0].fields


def test_the_presets_used_here_are_those_without_a_sync_mode() -> None:
    preset = next(preset for preset in PRESETS if preset.name == PRESET)
    assert SYNC_MODE_KEY not in preset.mapping.fields
