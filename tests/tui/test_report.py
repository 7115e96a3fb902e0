"""The report on the screen: made beside it, down to the events of a cell, and out of it to a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, Driver, Open, event_file, track
from workbench.events import EventStore
from workbench.project import Project
from workbench.reports import Report, scan
from workbench.tui.screens import report as report_screen
from workbench.tui.screens.report import ReportView
from workbench.tui.widgets.report_rows import PARTS

NASTY = "[@click=app.quit]\x1b]0;x\x07\u202e"


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked", city="Lisbon"),
        track("Trip Booked", city="Osaka", currency="EUR"),
        {"type": "page", "userId": "ana", "name": "Home", "timestamp": "2026-03-01T10:00:00.000Z"},
        track("Order Completed", products=[{"product_id": "sku-1", "price": 3}]),
        track(NASTY),
        {"type": "group", "userId": "ana", "groupId": "g-1", "timestamp": "2026-03-01T10:00:00.000Z"},
    )


def view(workbench: Driver) -> ReportView:
    screen = workbench.app.screen
    assert isinstance(screen, ReportView)
    return screen


def row_with(workbench: Driver, text: str) -> int:
    rows = workbench.rows_of("#report-rows")
    return next(at for at, row in enumerate(rows) if text in row)


async def go_to(workbench: Driver, text: str) -> None:
    """Put the cursor of the report on the first row that holds a text."""
    view(workbench).rows.cursor = row_with(workbench, text)
    await workbench.settle()


async def test_verdicts_and_names_are_shown_with_their_counts(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r")
        assert workbench.dialog == "ReportView"
        report = view(workbench).rows.report
        assert report is not None
        assert report.complete
        rows = workbench.rows_of("#report-rows")
        assert any(row.split()[:3] == ["-", "lost", "2"] for row in rows)
        assert any(row.split()[:3] == ["Trip", "Booked", "2"] for row in rows)
        assert "6 events" in workbench.text_of("#report-progress")
        await go_to(workbench, "lost")
        assert "Only Classic sends." in workbench.text_of("#report-detail")


async def test_the_matrix_is_read_cell_by_cell(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "2")
        await go_to(workbench, "Order Completed")
        await workbench.press("right")
        assert "[0 !1]" in workbench.text_of("#report-rows")
        detail = workbench.words_of("#report-detail")
        assert "Order Completed × Order Placed (beta): 1 refused." in detail
        await workbench.press("left", "left")
        assert view(workbench).rows.column == 0
        assert "Order Completed × Track Calls: the mapping takes none" in workbench.words_of("#report-detail")


async def test_the_matrix_scrolls_sideways_beside_the_names(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=NARROW) as workbench:
        await workbench.press("ctrl+r", "2")
        await go_to(workbench, "group")
        for _ in range(20):
            await workbench.press("l")
        assert "several" in workbench.text_of("#report-head")
        assert "Track Calls" not in workbench.text_of("#report-head")
        await workbench.press("h")
        assert "no mapping" in workbench.text_of("#report-head")
        shown = next(line for line in workbench.text_of("#report-rows").split("\n") if "group" in line)
        assert "[1]" in shown
        assert "are taken by no mapping" in workbench.words_of("#report-detail")
        await workbench.press("enter")
        assert workbench.rows_of("#cell-events") == [workbench.rows_of("#cell-events")[0]]
        assert "group" in workbench.rows_of("#cell-events")[0]


async def test_differences_tell_an_example_in_words(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "3")
        await go_to(workbench, "events[*].properties.currency")
        detail = workbench.words_of("#report-detail")
        assert 'only Actions sends it: "EUR"' in detail
        assert "events.ndjson:2" in detail
        await workbench.press("y")
        assert 'only Actions sends it: "EUR"' in workbench.app.clipboard


async def test_failures_and_rejections_have_their_reasons(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "4")
        rows = workbench.rows_of("#report-rows")
        assert any("Order Placed (beta)" in row and "is missing the required field" in row for row in rows)
        assert any("Classic" in row and "Track All Pages" in row for row in rows)


async def test_enter_leads_to_the_event_on_the_main_screen(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r")
        await go_to(workbench, "Order Completed")
        await workbench.press("enter")
        assert workbench.dialog == "ReportEvents"
        assert "1 event · Order Completed" in workbench.title_of(".dialog")
        await workbench.press("enter")
        assert workbench.dialog == ""
        assert workbench.session.event_index == 3
        assert workbench.focus == "events"
        assert workbench.session.hits is None


async def test_escape_goes_back_one_step_at_a_time(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r")
        await go_to(workbench, "Trip Booked")
        await workbench.press("enter", "escape")
        assert workbench.dialog == "ReportView"
        await workbench.press("escape")
        assert workbench.dialog == ""
        assert workbench.session.hits is None


async def test_a_cell_can_be_what_the_main_list_shows(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r")
        await go_to(workbench, "lost")
        await workbench.press("f")
        assert workbench.dialog == ""
        assert list(workbench.session.hits or ()) == [3, 5]
        assert workbench.session.event_index == 3
        assert "2 of 6 (filter)" in workbench.title_of("#events")
        await workbench.press("escape")
        assert workbench.session.hits is None
        assert workbench.title_of("#events") == "Events 6"


async def test_an_event_outside_the_filter_is_shown_among_all(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r")
        await go_to(workbench, "lost")
        await workbench.press("f", "ctrl+r")
        await go_to(workbench, "page Home")
        await workbench.press("enter", "enter")
        assert workbench.session.event_index == 2
        assert workbench.session.hits is None


async def test_the_report_is_kept_until_something_changes(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r")
        first = view(workbench).rows.report
        await workbench.press("escape", "ctrl+r")
        assert view(workbench).rows.report is first
        await workbench.press("r")
        assert view(workbench).rows.report is not first
        await workbench.press("escape")
        await workbench.run("mappings.toggle")
        await workbench.press("ctrl+r")
        report = view(workbench).rows.report
        assert report is not None
        assert not report.subject.mappings[0].enabled


async def test_what_edits_change_is_told_event_by_event(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "5")
        assert "Nothing to compare with yet." in workbench.words_of("#report-rows")
        await workbench.press("escape")
        await workbench.event("Trip Booked")
        await workbench.run("mappings.toggle")
        switched = workbench.session.mapping
        assert switched is not None
        await workbench.press("ctrl+r", "left_square_bracket")
        assert "what becomes of it since the report of " in workbench.text_of("#report-head")
        rows = [" ".join(row.split()) for row in workbench.rows_of("#report-rows")]
        assert rows[:2] == [
            "1 Trip Booked equivalent → lost, requests 1 → 0",
            "2 Trip Booked changed → lost, requests 1 → 0",
        ]
        assert rows[2].startswith("5 [@click=app.quit]␛]0;x␇")
        assert len(rows) == 3
        assert "now: Only Classic sends." in workbench.text_of("#report-detail")
        await workbench.press("x")
        workbench.widget("#report-path").value = "report.json"  # type: ignore[attr-defined]  # an input
        await workbench.press("enter")
        written = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        assert written["changes"]["changed"] == 3
        await workbench.press("down", "enter")
        assert workbench.dialog == ""
        assert workbench.session.event_index == 1
        await workbench.press("ctrl+r", "5", "f")
        assert list(workbench.session.hits or ()) == [0, 1, 4]
        # Taken back, the report is of the first state again, and tells what that changed.
        await workbench.press("escape", "ctrl+z", "ctrl+r", "5")
        assert "lost → equivalent, requests 0 → 1" in workbench.words_of("#report-rows")


class Slow:
    """A scan that stands still in the middle until it is let go or ended."""

    def __init__(self) -> None:
        self.ended = False
        self.go_on = False

    def __call__(self, project: Project, store: EventStore, *, now: float) -> Iterator[Report]:
        try:
            *_, last = scan(project, store, now=now, wanted=range(3))
            while not self.go_on:
                yield _as_part(last, len(store))
            yield from scan(project, store, now=now)
        finally:
            self.ended = True


def _as_part(report: Report, total: int) -> Report:
    return replace(report, indices=range(total))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    found = Slow()
    monkeypatch.setattr(report_screen, "scan", found)
    return found


async def open_growing(workbench: Driver) -> None:
    workbench.send_key("ctrl+r")
    await workbench.until(lambda: workbench.dialog == "ReportView")
    await workbench.until(lambda: view(workbench).rows.report is not None)


async def test_it_is_shown_while_it_grows_and_can_be_used(
    open_workbench: Open, events: Path, slow: Slow
) -> None:
    async with open_workbench(events) as workbench:
        await open_growing(workbench)
        assert "3 of 6 events · Esc stops" in workbench.text_of("#report-progress")
        assert any("Trip Booked" in row for row in workbench.rows_of("#report-rows"))
        for number, part in enumerate(PARTS, 1):
            workbench.send_keys(str(number))
            await workbench.until(lambda part=part: view(workbench).rows.part == part)  # type: ignore[misc]  # bound now
        slow.go_on = True
        await workbench.settle()
        assert "6 events" in workbench.text_of("#report-progress")


async def test_escape_stops_it_and_keeps_what_it_has(open_workbench: Open, events: Path, slow: Slow) -> None:
    async with open_workbench(events) as workbench:
        await open_growing(workbench)
        await workbench.press("escape")
        await workbench.until(lambda: slow.ended)
        assert workbench.dialog == "ReportView"
        assert "Stopped at 3 of 6 events" in workbench.text_of("#report-progress")
        await go_to(workbench, "Trip Booked")
        await workbench.press("enter")
        assert len(workbench.rows_of("#cell-events")) == 2
        await workbench.press("escape", "escape")
        assert workbench.dialog == ""
        assert workbench.session.report is None


async def test_leaving_for_an_event_stops_it(open_workbench: Open, events: Path, slow: Slow) -> None:
    async with open_workbench(events) as workbench:
        await open_growing(workbench)
        view(workbench).rows.cursor = row_with(workbench, "Trip Booked")
        workbench.send_keys("f")
        await workbench.until(lambda: workbench.dialog == "")
        await workbench.settle()
        await workbench.until(lambda: slow.ended)
        assert list(workbench.session.hits or ()) == [0, 1]


@pytest.mark.parametrize("name", ["report.html", "report.json", "report.txt"])
async def test_it_is_saved_as_the_name_asks(
    open_workbench: Open, events: Path, folder: Path, name: str
) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "x")
        assert workbench.dialog == "SaveReport"
        assert workbench.value_of("#report-path") == "report.html"
        field = workbench.widget("#report-path")
        field.value = name  # type: ignore[attr-defined]  # an input
        await workbench.press("enter")
        assert workbench.dialog == "ReportView"
        assert f"Wrote {name}" in workbench.toasts
        text = (folder / name).read_text(encoding="utf-8")
        assert "Lisbon" not in text
        if name.endswith("json"):
            assert json.loads(text)["events"] == 6


async def test_saving_asks_before_it_replaces_and_says_what_is_wrong(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    (folder / "report.html").write_text("mine", encoding="utf-8")
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "x", "enter")
        assert workbench.dialog == "Confirm"
        await workbench.press("escape")
        assert (folder / "report.html").read_text(encoding="utf-8") == "mine"
        workbench.widget("#report-path").value = "missing/report.html"  # type: ignore[attr-defined]  # an input
        await workbench.press("enter")
        assert workbench.dialog == "SaveReport"
        assert "missing" in workbench.words_of("#complaint")


async def test_values_and_events_are_written_when_ticked(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "x", "tab", "space", "tab", "space", "tab", "tab", "tab", "enter")
        text = (folder / "report.html").read_text(encoding="utf-8")
        assert "EUR" in text


@pytest.mark.parametrize("ticked", [True, False])
async def test_what_becomes_of_the_settings_of_classic_is_written_when_ticked(
    open_workbench: Open, events: Path, folder: Path, ticked: bool
) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "x", "tab", "tab", "tab", *(["space"] if ticked else []))
        workbench.widget("#report-path").value = "report.txt"  # type: ignore[attr-defined]  # an input
        await workbench.press("tab", "tab", "enter")
        assert "Wrote report.txt" in workbench.toasts
        text = (folder / "report.txt").read_text(encoding="utf-8")
        assert ("What becomes of Classic's settings" in text) is ticked
        assert ("Update Existing Users Only" in text) is ticked


async def test_hostile_names_are_shown_and_not_obeyed(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+r", "2")
        await go_to(workbench, "@click")
        await workbench.press("enter")
        text = workbench.screen_text()
        assert "\x1b" not in text
        assert "[@click=app.quit]␛]0;x␇" in text


async def test_without_events_there_is_nothing_to_report(open_workbench: Open) -> None:
    async with open_workbench() as workbench:
        await workbench.run("report.show")
        assert workbench.dialog == ""
        assert "Not possible now" in workbench.toasts


@pytest.mark.parametrize("size", [NARROW, (120, 36), (200, 60)])
async def test_every_size_shows_rows_head_and_detail(
    open_workbench: Open, events: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, size=size) as workbench:
        await workbench.press("ctrl+r", "escape")
        await workbench.event("Trip Booked")
        await workbench.run("mappings.toggle")
        await workbench.press("ctrl+r")
        for key in "12345":
            await workbench.press(key)
            assert workbench.text_of("#report-head").strip()
            assert workbench.text_of("#report-rows").strip()
            assert workbench.text_of("#report-detail").strip()
        lines = workbench.screen_text().split("\n")
        assert "Esc closes" in lines[-1]
