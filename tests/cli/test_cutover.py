"""`workbench cutover`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

INSTANT = "2026-04-01T07:00:00.000Z"


def received(path: Path, *moments: str) -> Path:
    """Events that arrived at these moments."""
    events = [
        {"type": "track", "event": "A", "messageId": str(number), "receivedAt": moment}
        for number, moment in enumerate(moments)
    ]
    path.write_text("".join(f"{json.dumps(event)}\n" for event in events), encoding="utf-8")
    return path


@pytest.mark.usefixtures("folder")
def test_both_filters_are_written(invoke: Invoke) -> None:
    answer = invoke("cutover", "2026-04-01T09:00+02:00")
    assert answer.code == 0
    assert answer.out.count("POST /destination/{destinationId}/filters") == 2
    assert f'"if": "(received_at >= \'{INSTANT}\')"' in answer.out
    assert f'"if": "(received_at < \'{INSTANT}\')"' in answer.out
    assert "No events were looked at." in answer.out


def test_the_events_are_checked(invoke: Invoke, folder: Path) -> None:
    received(folder / "good.ndjson", INSTANT, "2026-03-31T00:00:00.000Z")
    answer = invoke("cutover", INSTANT, "good.ndjson")
    assert answer.code == 0
    assert "No event goes to both, and none to neither." in answer.out
    received(folder / "odd.ndjson", INSTANT, "yesterday")
    answer = invoke("cutover", INSTANT, "odd.ndjson")
    assert answer.code == 1
    assert "odd.ndjson:2" in answer.out


@pytest.mark.usefixtures("folder")
def test_the_calls_are_told_as_json(invoke: Invoke) -> None:
    told = invoke(
        "cutover",
        INSTANT,
        "--source-id",
        "s",
        "--classic-id",
        "c",
        "--actions-id",
        "a",
        "--disabled",
        "--json",
    ).json
    assert told["instant"] == INSTANT
    assert [one["path"] for one in told["filters"]] == ["/destination/c/filters", "/destination/a/filters"]
    assert [one["destination"] for one in told["filters"]] == ["classic", "actions"]
    assert {one["body"]["enabled"] for one in told["filters"]} == {False}
    assert told["check"]["clean"] is True


@pytest.mark.usefixtures("folder")
def test_what_is_no_instant_is_refused(invoke: Invoke) -> None:
    answer = invoke("cutover", "soon")
    assert answer.code == 2
    assert answer.err.startswith("workbench: instant: This is no instant that can be read.")
