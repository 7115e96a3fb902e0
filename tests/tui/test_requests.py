"""Both destinations' requests beside each other, their differences, and why there are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, Driver, Open, event_file, in_order, project_file, track
from workbench.actions import ACTIONS
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Project

LONG = "a very long text " * 30


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked", city="Lisbon", note=LONG),
        {"type": "track", "event": "Nobody", "properties": {}, "timestamp": "2026-03-01T10:00:00.000Z"},
        {"type": "alias", "userId": "ana", "previousId": "a1", "timestamp": "2026-03-01T10:00:00.000Z"},
    )


def one_mapping(**changed: Json) -> Project:
    fields = {**ACTIONS["trackEvent"].default_fields(), **changed}
    return Project(mappings=(Mapping("Event", "trackEvent", 'type = "track"', True, fields),))


@pytest.fixture
def project(folder: Path) -> Path:
    return project_file(folder / "workbench.yaml", one_mapping(name={"@template": "Web {{event}}"}))


def marks(workbench: Driver) -> str:
    return "".join(row.mark[0] for row in workbench.screen.side_by_side.rows)


async def test_equal_keys_stand_beside_each_other_and_differences_are_marked(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        assert workbench.title_of("#requests") == "Actions: 1 request  │  Classic: 1 request"
        lines = workbench.text_of("#requests").split("\n")
        name = next(line for line in lines if '"name"' in line)
        assert '"name": "Web Trip Booked"' in name
        assert " ~ " in name
        assert '"name": "Trip Booked"' in name.split(" ~ ")[1]
        user = next(line for line in lines if '"external_id"' in line)
        assert user.count('"external_id": "ana"') == 2
        assert not any(f" {mark} " in user for mark in "~+-")
        half = (workbench.screen.side_by_side.area.width - 3) // 2
        only_classic = [line for line in lines if " - " in line]
        assert only_classic
        assert all(line[:half].strip() == "" for line in only_classic)
        city = next(line for line in lines if '"city"' in line)
        assert city.count('"city": "Lisbon"') == 2
        note = next(line for line in lines if '"note"' in line)
        assert note.count("…") == 2, "what is cut says so"


async def test_the_next_difference_is_one_key_away_and_a_line_opens_whole(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        side = workbench.screen.side_by_side
        await workbench.press("3")
        assert workbench.focus == "requests"
        visited: list[int] = []
        while "No further difference below" not in workbench.toasts:
            await workbench.press(".")
            visited.append(side.cursor)
        assert all(side.rows[at].mark != "same" for at in visited)
        assert len(set(visited)) >= 3
        assert visited == sorted(visited)
        while "No further difference above" not in workbench.toasts:
            await workbench.press(",")
        assert side.cursor == visited[0]

        side.cursor = next(at for at, row in enumerate(side.rows) if '"name"' in row.left)
        await workbench.press("enter")
        assert workbench.dialog == "TextView"
        assert in_order(workbench.screen_text(), ["Actions", "Web Trip Booked", "Classic", "Trip Booked"])
        await workbench.press("escape")
        assert workbench.focus == "requests"
        side.cursor = next(at for at, row in enumerate(side.rows) if '"note"' in row.left)
        await workbench.press("enter", "y")
        assert LONG in workbench.app.clipboard
        await workbench.press("escape")
        assert side.rows[side.cursor].left.strip().startswith('"note"')


async def test_below_its_width_both_sides_stand_under_each_other(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project, size=NARROW) as workbench:
        await workbench.press("3")
        assert workbench.text_of("#requests").count('"external_id": "ana"') == 2
        await workbench.resize(60, 24)
        text = "\n".join(workbench.rows_of("#requests"))
        assert '-       "name": "Trip Booked"' in text
        assert '+       "name": "Web Trip Booked"' in text
        assert text.count('"external_id": "ana"') == 1
        await workbench.press("home", ".", ".")
        assert workbench.screen.side_by_side.selected is not None
        assert workbench.screen.side_by_side.selected.mark != "same"


async def test_a_body_and_a_curl_command_are_copied_without_the_key(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("3", "y")
        assert json.loads(workbench.app.clipboard)["events"][0]["name"] == "Web Trip Booked"
        assert "Copied the request's body" in workbench.toasts
        await workbench.press("c")
        assert workbench.app.clipboard.startswith("curl ")
        assert "/users/track" in workbench.app.clipboard
        assert "Bearer •" in workbench.app.clipboard or "Bearer $" in workbench.app.clipboard


async def test_differences_are_told_in_words(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.run("differences.fold")
        text = workbench.text_of("#differences")
        title = workbench.title_of("#differences")
        assert title == f"Differences {len(workbench.screen.difference_list.differences)}"
        assert "name" in text
        assert "Web Trip Booked" in text
        kinds = [difference.kind for difference in workbench.screen.difference_list.differences]
        starts = [row[:1] for row in workbench.rows_of("#differences") if not row.startswith(" ")]
        assert starts == [{"only_actions": "+", "only_classic": "-"}.get(kind, "~") for kind in kinds]
        before = text
        await workbench.press("2", "space")
        assert workbench.text_of("#differences") != before, "they follow what is edited"


async def test_why_nothing_is_sent_is_said_where_the_request_would_stand(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("2", "space")
        assert workbench.title_of("#requests") == "Actions: no requests  │  Classic: 1 request"
        assert "○" in workbench.text_of("#requests")
        assert "disabled" in workbench.text_of("#requests")
        await workbench.press("space", "1", "down")
        nobody = workbench.text_of("#requests")
        assert "✗ Event:" in nobody, "the mapping that failed says why"
        assert workbench.title_of("#requests").endswith("Classic: no requests")
        await workbench.press("down")
        assert "○" in workbench.text_of("#requests"), (
            "no mapping takes an alias, and Classic has no call for it"
        )
        await workbench.press("3", "y", "c")
        assert workbench.app.clipboard == ""


async def test_reasons_of_many_lines_are_read_one_side_after_the_other_where_there_is_no_room(
    open_workbench: Open, folder: Path
) -> None:
    searched = {"type": "track", "event": "Trip Searched", "anonymousId": "a-1"}
    async with open_workbench(event_file(folder / "searched.ndjson", searched), size=(60, 24)) as workbench:
        await workbench.press("3")
        rows = workbench.rows_of("#requests")
        sides = [row.strip("›▸ ")[:1] for row in rows]
        assert sides == sorted(sides), "first all of Actions (+), then all of Classic (-)"
        words = " ".join(" ".join(row.lstrip("›▸ +-") for row in rows).split())
        assert 'One of "external_id" or "user_alias" or "braze_id" or "email" is required.' in words
        assert 'message attribute "userId" is required' in words


async def test_all_lines_of_a_reason_look_alike(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project, size=NARROW) as workbench:
        await workbench.press("3")
        side = workbench.screen.side_by_side
        told = [side.safe_line(at, 78) for at in range(3)]
        assert "Not certain about Classic" in "".join(text for text, _ in told[0])
        assert all(line[-1][1] == "warn" or line[-2][1] == "warn" for line in told), told


async def test_without_events_the_pane_says_what_to_do(open_workbench: Open) -> None:
    async with open_workbench() as workbench:
        assert "Select an event" in workbench.text_of("#requests")
        await workbench.press("3", ".", ",", "enter", "y", "c", "s")
        assert workbench.dialog == ""


async def test_two_mappings_that_match_make_two_requests_each_with_its_name(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    once = one_mapping().mappings[0]
    twice = Project(mappings=(once, Mapping("Again", "trackEvent", once.trigger, True, once.fields)))
    async with open_workbench(events, project=project_file(folder / "workbench.yaml", twice)) as workbench:
        assert workbench.title_of("#requests") == "Actions: 2 requests  │  Classic: 1 request"
        text = workbench.text_of("#requests")
        assert in_order(text, ["→ Event", "→ Again"])
        assert text.count("POST ") == 3
        await workbench.press("3", "y")
        assert len(json.loads(workbench.app.clipboard)) == 2


async def test_a_field_that_fails_names_the_mapping_and_leaves_the_others(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    good = one_mapping().mappings[0]
    bad = Mapping("Broken", "trackEvent", good.trigger, True, {**good.fields, "time": "never"})
    both = Project(mappings=(good, bad))
    async with open_workbench(events, project=project_file(folder / "workbench.yaml", both)) as workbench:
        assert len(workbench.requests) == 1
        text = workbench.text_of("#requests")
        assert "✗ Broken:" in text
        assert '"name": "Trip Booked"' in text


@pytest.mark.parametrize("theme", ["workbench-dark", "workbench-light", "ansi-dark"])
async def test_differences_do_not_need_colour(
    open_workbench: Open, events: Path, project: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_workbench(events, project=project) as workbench:
        workbench.app.theme = theme
        await workbench.settle()
        shown = workbench.text_of("#requests").split("\n")
        assert {mark for mark in "~-" for line in shown if f" {mark} " in line} == {"~", "-"}
        strip = next(
            strip
            for strip in (workbench.widget("#requests").render_line(y) for y in range(40))
            if '"name"' in strip.text
        )
        assert any(style and style.underline for _, style, _ in strip), (
            "what differs in the line is underlined"
        )
        assert marks(workbench).count("c") >= 1
