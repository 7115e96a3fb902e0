"""Sizes: 80x24 is whole, wide terminals are used, too small ones say so, and resizing loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget

from tests.tui.conftest import NARROW, SAMPLES, WIDE, Driver, Open, event_file, project_file, track
from workbench.project import Environment, Project, default_project
from workbench.tui.screens.dialog import TextView
from workbench.tui.screens.workbench import WorkbenchScreen


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson", *(track(f"Trip {number}", total=number) for number in range(60))
    )


def dialog_boxes(workbench: Driver) -> Iterator[Widget]:
    yield from workbench.app.screen.query(".dialog")


def in_sight(widget: Widget, box: Widget) -> bool:
    shown = widget.region.intersection(box.region)
    return shown.height >= 1 and shown.width >= 6


DIALOGS = {
    "n": "NewMapping",
    "o": "OpenEvents",
    "p": "PasteEvents",
    "s": "Send",
    "b": "SandboxView",
    "x": "Export",
    "E": "ChooseEnvironment",
    "question_mark": "Help",
    "ctrl+s": "Prompt",
}


@pytest.mark.parametrize("size", [NARROW, (60, 15), WIDE], ids=["80x24", "60x15", "200x60"])
async def test_every_dialog_fits_and_its_buttons_are_in_reach(
    open_workbench: Open, events: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, size=size) as workbench:
        width, height = size
        for key, name in DIALOGS.items():
            await workbench.press(key)
            assert workbench.dialog == name
            box = next(dialog_boxes(workbench))
            assert box.region.width <= min(width, 110), name
            assert box.region.height <= height, name
            assert workbench.app.screen.region.contains_region(box.region), name
            if size == NARROW:
                assert box.region.width <= 76, name
                assert box.region.height <= 22, name
            for widget in box.query("Button, Input, TextArea, LineList"):
                if widget.display and widget.focusable:
                    workbench.app.screen.set_focus(widget)
                    await workbench.until(partial(in_sight, widget, box), f"{widget} of {name}")
            await workbench.press("escape")
            assert (workbench.dialog, workbench.focus) == ("", "events")


async def test_at_80x24_each_pane_has_its_view_and_nothing_that_matters_is_cut(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    with events.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    environments = (
        Environment("production", endpoint="https://rest.fra-02.braze.eu", api_key="env:KEY", protected=True),
    )
    project = Project(
        name="x", mappings=default_project().mappings, environments=environments, environment="production"
    )
    file_name = folder / "a-project-with-a-rather-long-name.yaml"
    async with open_workbench(events, project=project_file(file_name, project), size=NARROW) as workbench:
        for key, shown, tab in (
            ("1", ("#events", "#tree"), "▸1 Events"),
            ("2", ("#mappings", "#trigger", "#fields"), "▸2 Mapping"),
            ("3", ("#requests", "#differences"), "▸3 Requests"),
        ):
            await workbench.press(key)
            for selector in shown:
                region = workbench.widget(selector).region
                assert region.width == 80, selector
                assert region.height >= 4, selector
            assert tab in workbench.text_of("#tabs")
        await workbench.press("2", "space")
        status = workbench.text_of("#status")
        for word in ("name.yaml", "● unsaved", "production", "! 1 problem"):
            assert word in status
        assert cell_len(status) <= 80
        assert workbench.widget("#keys").region.height == 1
        await workbench.resize(*WIDE)
        status = workbench.text_of("#status")
        for word in ("a-project-with-a-rather-long-name.yaml", "https://rest.fra-02.braze.eu", "60 events"):
            assert word in status


@pytest.mark.parametrize("key", ["x", "C", "s"])
async def test_a_dialog_ends_below_its_buttons_however_long_its_list_is(
    open_workbench: Open, key: str
) -> None:
    async with open_workbench(SAMPLES / "travel", size=(120, 36)) as workbench:
        await workbench.press(key)
        assert workbench.widget(".buttons").region.bottom == workbench.widget(".dialog").content_region.bottom


async def test_the_first_frame_has_the_room_of_the_terminal(
    open_workbench: Open, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[bool] = []
    compose = WorkbenchScreen.compose

    def composed(screen: WorkbenchScreen) -> ComposeResult:
        drawn.append(screen.has_class("-narrow"))
        yield from compose(screen)

    monkeypatch.setattr(WorkbenchScreen, "compose", composed)
    async with open_workbench(events, size=NARROW):
        assert drawn == [True]


async def test_wide_terminals_show_all_three_panes_and_keep_dialogs_readable(
    open_workbench: Open, events: Path
) -> None:
    async with open_workbench(events, size=WIDE) as workbench:
        panes = [workbench.widget(f"#{name}-pane").region for name in ("events", "mapping", "requests")]
        assert all(pane.height == 57 for pane in panes)
        assert sum(pane.width for pane in panes) == 200
        await workbench.resize(120, 36)
        assert workbench.widget("#events-pane").region.width > 40
        assert workbench.widget("#requests-pane").region.width > 60
        assert (
            not workbench.widget("#mapping-pane").display
            or workbench.widget("#mapping-pane").region.width == 0
        )
        await workbench.press("2")
        assert workbench.widget("#mapping-pane").region.width > 40
        assert workbench.widget("#requests-pane").region.width > 60, (
            "what one edits and what it makes stay together"
        )


async def test_resizing_keeps_focus_selection_and_scroll(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=WIDE) as workbench:
        await workbench.press("1", "end", "up", "up")
        await workbench.field("time")
        await workbench.focus_on("#requests")
        workbench.screen.side_by_side.cursor = 7
        for size in (NARROW, (60, 15), (120, 36), (50, 12), (81, 25), WIDE):
            await workbench.resize(*size)
            assert workbench.focus == "requests", size
            assert workbench.session.event_index == 57, size
            assert workbench.screen.event_list.cursor == 57, size
            assert workbench.screen.field_list.selected is not None
            assert workbench.screen.field_list.selected.key == "time", size
        await workbench.press("1")
        assert "Trip 57" in workbench.text_of("#events"), "the selected row is in sight again"


async def test_resizing_below_a_dialog_reaches_what_is_behind_it(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=WIDE) as workbench:
        await workbench.press("n")
        await workbench.type("track")
        await workbench.resize(*NARROW)
        assert (workbench.dialog, workbench.value_of("#query")) == ("NewMapping", "track")
        await workbench.press("escape")
        assert workbench.screen.has_class("-narrow")
        assert workbench.widget("#events").region.width == 80
        assert workbench.focus == "events"


async def test_a_terminal_that_is_too_small_says_what_it_needs(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=(40, 10)) as workbench:
        assert "The workbench needs 80x24" in workbench.screen_text()
        assert "Trip" not in workbench.screen_text()
        await workbench.press("down", "down")
        await workbench.resize(*NARROW)
        assert "needs 80x24" not in workbench.screen_text()
        assert workbench.session.event_index == 2
        await workbench.press("n")
        await workbench.resize(100, 14)
        assert "needs 80x24" in workbench.screen_text()
        assert "New mapping" not in workbench.screen_text()
        await workbench.press("escape")
        assert workbench.dialog == ""
        assert "needs 80x24" in workbench.screen_text()
        await workbench.resize(60, 15)
        assert "Trip" in workbench.screen_text()


async def test_one_list_can_have_the_whole_screen(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=WIDE) as workbench:
        await workbench.press("3", "plus")
        assert workbench.widget("#requests").region.width >= 190
        await workbench.press("down", "escape")
        assert workbench.widget("#requests").region.width < 100
        assert workbench.focus == "requests"
        await workbench.press("f10", "f10")
        assert workbench.widget("#requests").region.width < 100


async def test_tab_goes_through_all_panes_and_back(open_workbench: Open, events: Path) -> None:
    order = ["events", "tree", "mappings", "trigger-text", "fields", "requests", "differences"]
    for size in (WIDE, NARROW):
        async with open_workbench(events, size=size) as workbench:
            seen = [workbench.focus]
            for _ in order[1:]:
                await workbench.press("tab")
                seen.append(workbench.focus)
            assert seen == order, size
            await workbench.press("tab")
            assert workbench.focus == "events"
            await workbench.press("shift+tab")
            assert workbench.focus == "differences"
            await workbench.press("escape")
            assert workbench.focus == "events"


async def test_long_texts_are_read_whole_by_scrolling(open_workbench: Open) -> None:
    text = "\n".join(f"line {number} {'x' * 120}" for number in range(100))
    async with open_workbench(SAMPLES / "travel" / "trip_booked.json", size=NARROW) as workbench:
        workbench.app.push_screen(TextView("Long", text))
        await workbench.settle()
        assert "line 0" in workbench.screen_text()
        await workbench.press("end")
        assert "line 99" in workbench.screen_text()
        rows = workbench.rows_of(".dialog TextLines")
        assert "".join(rows).count("x") == 100 * 120
        await workbench.press("q")
        assert workbench.dialog == ""
