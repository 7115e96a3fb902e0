"""The screen's top line: the panes, and the views of the whole project with their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, WIDE, Open, event_file, track
from workbench.tui.commands import BY_ID
from workbench.tui.widgets.key_bar import ViewBar

MEDIUM = (120, 36)
VIEWS = {
    "C Classic": "ClassicSettingsForm",
    "M Migrate": "Migrate",
    "^r Report": "ReportView",
    "O Outcome": "OutcomeView",
    "^k Checks": "Checks",
}


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(folder / "events.ndjson", track("Trip Booked"), track("Trip Moved"))


def bright(bar: ViewBar) -> list[str]:
    """The commands of the bar that can be run now."""
    return [BY_ID[item.action.split("'")[1]].top for item in bar.items(bar.size.width) if item.applies]


@pytest.mark.parametrize(
    ("size", "left_out"), [(NARROW, 1), (MEDIUM, 0), (WIDE, 0)], ids=["80", "120", "200"]
)
async def test_the_first_screen_shows_the_way_from_classic_to_actions(
    open_workbench: Open, events: Path, size: tuple[int, int], left_out: int
) -> None:
    async with open_workbench(events, size=size) as workbench:
        shown = workbench.screen_text().split("\n")[0]
        assert "▸1 Events   2 Mapping   3 Requests" in shown
        for words in list(VIEWS)[: len(VIEWS) - left_out]:
            assert words in shown


async def test_a_click_opens_the_view(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        bar = workbench.screen.query_one(ViewBar)
        for words, dialog in VIEWS.items():
            column = workbench.text_of("#views").index(words)
            await workbench.pilot.click(bar, offset=(column + 2, 0))
            await workbench.settle()
            assert workbench.dialog == dialog
            await workbench.press("escape")
            assert workbench.dialog == ""


async def test_what_is_not_possible_now_is_dimmed_in_its_place(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        bar = workbench.screen.query_one(ViewBar)
        all_of_them = ["Classic", "Migrate", "Report", "Outcome", "Checks"]
        shown = workbench.text_of("#views")
        assert bright(bar) == all_of_them
        await workbench.press("/")
        assert bright(bar) == ["Report"], "the filter takes letters, and ctrl+k too"
        await workbench.press("escape", "M")
        assert workbench.dialog == "Migrate"
        assert bright(bar) == []
        await workbench.press("escape")
        assert bright(bar) == all_of_them
        assert workbench.text_of("#views") == shown


async def test_without_events_only_what_needs_none_is_offered(open_workbench: Open) -> None:
    async with open_workbench() as workbench:
        assert bright(workbench.screen.query_one(ViewBar)) == ["Classic", "Migrate", "Checks"]


async def test_keys_of_ones_own_stand_there(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, keymap={"migration.migrate": "f6"}) as workbench:
        assert "F6 Migrate" in workbench.text_of("#views")
