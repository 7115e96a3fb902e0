"""`workbench events`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import NASTY, Invoke


@pytest.mark.usefixtures("events_file")
def test_a_list_has_number_type_event_user_time_and_place(invoke: Invoke) -> None:
    answer = invoke("events", "list", "events.ndjson")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].split() == ["type", "event", "user", "time", "from"]
    assert lines[1].split() == [
        "1", "track", "Trip", "Booked", "u-1", "2024-03-05T06:07:08.123Z", "events.ndjson:1",
    ]  # fmt: skip
    assert lines[-1] == "3 events."


@pytest.mark.usefixtures("events_file")
def test_the_list_as_json(invoke: Invoke) -> None:
    events = invoke("events", "list", "events.ndjson", "--json").json
    assert [event["number"] for event in events] == [1, 2, 3]
    assert events[2] == {
        "number": 3,
        "origin": "events.ndjson:3",
        "type": "page",
        "event": "Home",
        "user": "a-1",
        "time": "2024-03-05T06:07:08.123Z",
    }


@pytest.mark.usefixtures("events_file")
def test_a_filter_leaves_out_events_and_keeps_their_numbers(invoke: Invoke) -> None:
    answer = invoke("events", "list", "events.ndjson", "--filter", "a-1", "--json")
    assert [event["number"] for event in answer.json] == [3]
    assert invoke("events", "list", "events.ndjson", "--filter", "a-1").out.endswith("1 of 3 events.\n")


def test_long_and_foreign_names_keep_their_column(invoke: Invoke, folder: Path) -> None:
    text = '{"type":"track","event":"%s","userId":"%s","messageId":"m"}\n'
    events = text % ("名" * 40, "u-1") + text % ("\\u001b[31m" + "x" * 90, "u-1")
    (folder / "e.ndjson").write_text(events, encoding="utf-8")
    lines = invoke("events", "list", "e.ndjson").out.splitlines()
    assert "名…" in lines[1]
    assert "␛[31mx" in lines[2]
    assert not any(character in lines[2] for character in NASTY if not character.isprintable())
    assert lines[2].index("u-1") == lines[0].index("user")


@pytest.mark.usefixtures("project_file")
def test_without_paths_the_projects_events_are_meant(invoke: Invoke) -> None:
    assert len(invoke("events", "list", "--json").json) == 3


@pytest.mark.usefixtures("events_file")
def test_good_files_are_valid(invoke: Invoke) -> None:
    answer = invoke("events", "validate", "events.ndjson")
    assert (answer.code, answer.out) == (0, "3 events, no problems.\n")


def test_problems_have_file_line_reason_and_next_step(invoke: Invoke, events_file: Path) -> None:
    with events_file.open("a", encoding="utf-8") as file:
        file.write('{"a": \n[1]\n')
    answer = invoke("events", "validate", "events.ndjson")
    assert answer.code == 1
    assert "events.ndjson:4: " in answer.out
    found = invoke("events", "validate", "events.ndjson", "--json")
    assert found.code == 1
    assert found.json["events"] == 3
    assert all(problem["file"] == "events.ndjson" and problem["reason"] for problem in found.json["problems"])
    assert found.json["problems"][0]["line"] == 4


def test_a_project_file_named_events_is_reached_with_its_folder(invoke: Invoke, events_file: Path) -> None:
    events_file.rename(events_file.with_name("events"))
    assert len(invoke("events", "list", "./events", "--json").json) == 3
