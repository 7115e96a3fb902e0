"""The library, as its users call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import workbench

EVENT = {
    "type": "track",
    "event": "Trip Booked",
    "userId": "u-1",
    "messageId": "m-1",
    "receivedAt": "2024-03-05T06:07:09.456Z",
    "properties": {"city": "Porto"},
}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A folder of two events and a line that is none."""
    (tmp_path / "events.ndjson").write_text(
        f"{json.dumps(EVENT)}\n{{}}\n{json.dumps(EVENT)}\n", encoding="utf-8"
    )
    return tmp_path


def test_the_lines_of_the_documentation(events: Path) -> None:
    workbench.save_project(workbench.default_project(), events / "workbench.yaml")
    project = workbench.load_project(events / "workbench.yaml")
    sent = [
        workbench.preview(project, event.data).actions.requests
        for event in workbench.read_events(events / "events.ndjson")
    ]
    assert len(sent) == 2
    assert sent[0][0].body["events"][0]["properties"] == {"city": "Porto"}


def test_missing_files_are_told_before_any_event_is_read(tmp_path: Path) -> None:
    with pytest.raises(workbench.WorkbenchError):
        workbench.read_events(tmp_path / "nothing")


def test_the_time_of_delivery_may_be_given(events: Path) -> None:
    event = {
        "type": "track",
        "event": "Order Completed",
        "userId": "u-1",
        "properties": {"products": [{"id": 1}]},
    }
    outcome = workbench.preview(workbench.default_project(), event, now=0)
    assert outcome.classic.requests[0].body["purchases"][0]["time"] == "1970-01-01T00:00:00.000Z"


def test_both_sides_are_compared(events: Path) -> None:
    outcome = workbench.preview(workbench.default_project(), EVENT)
    rows = workbench.side_by_side(outcome.actions.requests, outcome.classic.requests)
    assert {row.mark for row in rows} >= {"same", "right"}
    found = workbench.differences(outcome.actions.requests, outcome.classic.requests)
    assert any(difference.path == "src" for difference in found)
