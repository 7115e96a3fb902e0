"""Classic on the screen: its settings as a form, and web mode's calls with what they do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, WIDE, Driver, Open, event_file, in_order, track
from workbench.classic import ClassicSettings
from workbench.project.classicsettings import CLASSIC_ID
from workbench.tui.screens.classic_settings import SettingList

TRIP = track("Trip Booked", total=10.5, day="2026-03-01", guests=["a", "b"])
ANA = {
    "type": "identify",
    "userId": "ana",
    "traits": {"email": "ana@example.com", "plan": "pro"},
    "timestamp": "2026-03-01T10:00:00.000Z",
}


def settings_in(workbench: Driver) -> ClassicSettings:
    """The settings as the form has them."""
    return workbench.app.screen.query_one(SettingList).settings


async def go_to(workbench: Driver, label: str) -> None:
    """Put the cursor of the form on a setting."""
    rows = workbench.rows_of("#settings")
    workbench.app.screen.query_one(SettingList).cursor = next(
        at for at, row in enumerate(rows) if label in row
    )
    await workbench.settle()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_settings_change_in_place_and_are_one_undoable_edit(
    open_workbench: Open, folder: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", TRIP), size=size) as workbench:
        await workbench.press("C")
        assert (workbench.dialog, workbench.focus) == ("ClassicSettingsForm", "settings")
        await go_to(workbench, "Track All Pages")
        await workbench.press("enter")
        await go_to(workbench, "Endpoint Region")
        await workbench.press("right", "right", "right", "right")
        await go_to(workbench, "App Identifier")
        await workbench.press("enter")
        assert workbench.focus == "setting-value"
        await workbench.type("app-9")
        await workbench.press("enter")
        assert workbench.focus == "settings"
        changed = [row.lstrip() for row in workbench.rows_of("#settings") if row.startswith("*")]
        assert [row.split("  ")[0] for row in changed] == [
            "* App Identifier",
            "* Endpoint Region",
            "* Track All Pages",
        ]
        before = workbench.project.classic
        await workbench.press("f2")
        expected = ClassicSettings(api_key="app-9", datacenter="eu", track_all_pages=True)
        assert (workbench.dialog, workbench.project.classic) == ("", expected)
        await workbench.press("ctrl+z")
        assert workbench.project.classic == before


async def test_what_cannot_be_is_said_at_the_field_and_escape_steps_back(
    open_workbench: Open, folder: Path
) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", TRIP), size=NARROW) as workbench:
        await workbench.press("C")
        await go_to(workbench, "Session Timeout")
        await workbench.press("enter", "x", "enter")
        assert "must be a number from 0 upwards" in workbench.words_of("#complaint")
        assert workbench.focus == "setting-value"
        await workbench.press("f2")
        assert workbench.dialog == "ClassicSettingsForm"
        await workbench.press("escape")
        assert workbench.focus == "settings"
        assert settings_in(workbench) == workbench.project.classic

        await go_to(workbench, "REST API Key")
        await workbench.press("enter")
        await workbench.type("super-secret")
        await workbench.press("enter")
        assert "must not be written" in workbench.words_of("#complaint")
        frame = workbench.widget(".dialog").content_region
        assert workbench.widget("#complaint").region.y >= frame.y, "it is read whole"
        assert workbench.widget("#yes").region.bottom <= frame.bottom
        line = next(line for line in workbench.screen_text().split("\n") if "super-secret" in line)
        assert "REST API Key" in line, "it is typed where the value stands"
        await workbench.press("escape", "space", "escape")
        await go_to(workbench, "Track All Pages")
        await workbench.press("space", "escape")
        assert (workbench.dialog, workbench.project.classic) == ("", ClassicSettings())
        assert not workbench.session.history.undo_label


async def test_the_form_says_where_a_setting_has_an_effect(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", TRIP)) as workbench:
        await workbench.press("C")

        def note(label: str) -> str:
            return next(row for row in workbench.rows_of("#settings") if label in row)

        assert "web mode only" in note("Enable Logging")
        assert "web mode only" not in note("Update Existing Users Only")
        await go_to(workbench, "App Identifier")
        assert "Counts in cloud, web and mobile mode." in workbench.words_of("#setting-help")
        await workbench.press("home", "right")
        assert "SDK 2 and 3 only" in note("Enable Logging")
        assert "cloud mode only" in note("Update Existing Users Only")
        await go_to(workbench, "Braze Web SDK Version")
        await workbench.press("right")
        assert settings_in(workbench).version == 2
        assert "default" in note("Enable Logging")
        await workbench.press("d")
        assert settings_in(workbench).version == 1
        assert "1 (SDK 1.6)" in workbench.words_of("#setting-help")


async def test_settings_are_loaded_from_an_answer_of_the_api(open_workbench: Open, folder: Path) -> None:
    settings = {"apiKey": "app-9", "appGroupId": "super-secret", "trackAllPages": True, "brandNew": 1}
    answer = {"data": {"destination": {"metadata": {"id": CLASSIC_ID}, "settings": settings}}}
    (folder / "braze.json").write_text(json.dumps(answer, indent=1), encoding="utf-8")
    (folder / "wrong.yaml").write_text("apiKey: app\ntrackAllpages: true\n", encoding="utf-8")
    async with open_workbench(event_file(folder / "events.ndjson", TRIP), size=NARROW) as workbench:
        await workbench.press("C", "o")
        await workbench.type("wrong.yaml\n")
        said = workbench.words_of("#complaint")
        assert "wrong.yaml:2" in said
        assert "Did you mean trackAllPages?" in said
        await workbench.press("o")
        await workbench.type("braze.json\n")
        told = workbench.words_of("#setting-help")
        assert "Loaded braze.json" in told
        assert "A credential; left out" in told
        assert "super-secret" not in workbench.screen_text()
        await workbench.focus_on("#yes")
        await workbench.press("enter")
        assert workbench.project.classic == ClassicSettings(api_key="app-9", track_all_pages=True)


async def test_hostile_values_are_shown_as_marks(open_workbench: Open, folder: Path) -> None:
    (folder / "bad.json").write_text(json.dumps({"apiKey": "[/]\x1b]0;x\x07"}), encoding="utf-8")
    async with open_workbench(event_file(folder / "events.ndjson", TRIP)) as workbench:
        await workbench.press("C", "o")
        await workbench.type("bad.json\n")
        assert settings_in(workbench).api_key == "[/]\x1b]0;x\x07"
        assert "\x1b" not in workbench.screen_text()
        await workbench.press("f2")
        assert workbench.dialog == ""


async def test_web_mode_shows_calls_and_compares_what_they_do(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", TRIP, ANA), size=WIDE) as workbench:
        await workbench.run("classic.mode")
        await workbench.event("Trip Booked")
        assert "Classic web: 2 calls" in workbench.title_of("#requests")
        rows = " ".join(" ".join(workbench.rows_of("#requests")).split())
        assert in_order(
            rows,
            (
                '→ changeUser("ana")',
                '→ logCustomEvent("Trip Booked"',
                'Date("2026-03-01T',
                "web SDK calls, by what they do",
                '"external_id": "ana"',
            ),
        )
        differences = workbench.rows_of("#differences")
        assert not [row for row in differences if "endpoint" in row or "authorization" in row]
        assert [row for row in differences if "guests" in row]
        await workbench.run("classic.mode")
        assert "Classic: 1 request" in workbench.title_of("#requests")
        await workbench.press("ctrl+z")
        assert workbench.project.classic.connection_mode == "web"


async def test_a_call_that_the_sdk_refuses_is_crossed_out(open_workbench: Open, folder: Path) -> None:
    order = track("Order Completed", products=[{"product_id": "p-1"}, {"product_id": "p-2", "price": 3}])
    async with open_workbench(event_file(folder / "events.ndjson", order), size=WIDE) as workbench:
        await workbench.run("classic.mode")
        rows = "\n".join(workbench.rows_of("#requests"))
        assert '✗ logPurchase("p-1",undefined' in rows.replace(", ", ",")
        assert "not taken by the SDK" in rows
        assert '→ logPurchase("p-2",3' in rows.replace(", ", ",")


async def test_the_rules_can_be_read(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", TRIP)) as workbench:
        await workbench.run("classic.rules")
        assert workbench.dialog == "TextView"
        text = workbench.screen_text()
        assert "not known since its source closed in 2017" in text


async def test_what_is_not_certain_of_classic_is_named_in_plain_words(
    open_workbench: Open, folder: Path
) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", TRIP), size=WIDE) as workbench:
        await workbench.event("Trip Booked")
        unknown = "? Not certain about Classic: Authorization, src, events.app_id"
        assert unknown in " ".join(" ".join(workbench.rows_of("#requests")).split())
        await workbench.press("C", "down", "right", "f2")
        assert workbench.project.classic.profile == "1.7.0"
        assert "Not certain" not in "\n".join(workbench.rows_of("#requests"))
