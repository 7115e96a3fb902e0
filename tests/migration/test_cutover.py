"""The filters part the events at an instant, and the check finds those that they do not part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.events import EventStore, read_events
from workbench.jsdates import iso_text
from workbench.jsvalues import UNDEFINED, Json
from workbench.migration import CutoverCheck, check_cutover, cutover
from workbench.migration.cutover import MOST_PLACES, check_lines, filter_text, read_instant, side_of

INSTANT = "2026-04-01T07:00:00.000Z"


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01T07:00:00.000Z",
        "2026-04-01T09:00:00+02:00",
        "2026-04-01 09:00+0200",
        "2026-04-01T07:00",
        "2026-04-01T02:30:00,000-04:30",
        " 2026-04-01 07:00:00 UTC ",
    ],
)
def test_any_way_to_write_an_instant_gives_the_same_filters(text: str) -> None:
    pair = cutover(text)
    assert pair.instant == INSTANT
    assert pair.classic.body["if"] == f"(received_at >= '{INSTANT}')"
    assert pair.actions.body["if"] == f"(received_at < '{INSTANT}')"


def test_milliseconds_count_and_a_day_begins_at_midnight() -> None:
    assert cutover("2026-04-01T07:00:00.1230Z").instant == "2026-04-01T07:00:00.123Z"
    assert cutover("2026-04-01T07:00:00.5Z").instant == "2026-04-01T07:00:00.500Z"
    assert cutover("2026-04-01").instant == "2026-04-01T00:00:00.000Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026-02-30",
        "2026-13-01",
        "2026-04-01T25:00",
        "2026-04-01T07:61",
        "2026-04-01T07:00:75",
        "2026-04-01T07:00+15:00",
        "2026-04-01T07:00+01:75",
        "1969-12-31",
        "0001-01-01",
        "9999-12-31T23:59:59-14:00",
        "2026-04-01T07:00:00.000Z' or 1=1",
        "٢٠٢٦-٠٤-٠١",
        "2" * 100_000,
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(WorkbenchError) as raised:
        cutover(text)
    assert raised.value.field == "instant"
    assert raised.value.hint


@given(st.integers(min_value=0, max_value=253_402_300_799_999))
def test_an_instant_reads_back_what_it_writes(moment: int) -> None:
    assert read_instant(iso_text(float(moment))) == moment


@given(
    st.integers(min_value=0, max_value=4_102_444_800_000),
    st.integers(min_value=0, max_value=4_102_444_800_000),
)
def test_every_event_that_segment_wrote_goes_to_exactly_one_side(instant: int, received: int) -> None:
    side, reason = side_of(cutover(iso_text(float(instant))), iso_text(float(received)))
    assert side == ("actions" if received >= instant else "classic")
    assert reason == ""


def test_the_bodies_are_those_of_the_public_api() -> None:
    pair = cutover(INSTANT, source_id="src1", classic_id="a/b", actions_id="dst2", enabled=False)
    call = pair.classic.to_json()
    assert call["method"] == "POST"
    assert call["path"] == "/destination/a%2Fb/filters"
    assert call["headers"] == dict.fromkeys(("Content-Type", "Accept"), "application/vnd.segment.v1+json")
    assert call["body"] == {
        "sourceId": "src1",
        "title": f"Braze cutover: drop from {INSTANT}",
        "description": f"Hands Braze over from Classic to Actions at {INSTANT}.",
        "if": f"(received_at >= '{INSTANT}')",
        "actions": [{"type": "DROP"}],
        "enabled": False,
    }
    assert pair.actions.path == "/destination/dst2/filters"
    assert all(len(one.title) <= 64 for one in pair.filters)


def test_ids_that_are_not_known_are_left_to_fill_in() -> None:
    pair = cutover(INSTANT)
    assert pair.classic.path == "/destination/{destinationId}/filters"
    assert pair.classic.body["sourceId"] == "{sourceId}"
    assert json.loads(filter_text(pair.classic).partition("\n")[2]) == pair.classic.body


@pytest.mark.parametrize(
    ("received", "side"),
    [
        ("2026-04-01T07:00:00.000Z", "actions"),
        ("2026-04-01T06:59:59.999Z", "classic"),
        (None, "both"),
        (UNDEFINED, "both"),
        (1_775_026_800_000, "unclear"),
        ("2026-04-01T07:00:00Z", "unclear"),
        ("2026-04-01T09:00:00.000+02:00", "unclear"),
        ("yesterday", "unclear"),
        ("", "unclear"),
        ({}, "unclear"),
    ],
)
def test_where_an_event_goes(received: Json, side: str) -> None:
    found, reason = side_of(cutover(INSTANT), received)
    assert found == side
    assert bool(reason) == (side not in {"actions", "classic"})


def test_a_text_that_sorts_otherwise_than_its_moment_is_told() -> None:
    _, reason = side_of(cutover(INSTANT), "2026-04-01T08:30:00.000+02:00")
    assert "compared as text it goes to actions, by its moment to classic" in reason


def checked(tmp_path: Path, *received: Json) -> CutoverCheck:
    file = tmp_path / "events.ndjson"
    lines = [
        {"type": "track", "event": "A", "messageId": str(number), "receivedAt": value}
        for number, value in enumerate(received)
    ]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    *_, check = check_cutover(cutover(INSTANT), read_events(file))
    return check


def test_clean_events_pass_the_check(tmp_path: Path) -> None:
    check = checked(tmp_path, INSTANT, "2026-03-01T07:00:00.000Z")
    assert (check.classic, check.actions, check.clean) == (1, 1, True)
    assert list(check_lines(check))[-1] == "No event goes to both, and none to neither."


def test_unclear_events_are_named_with_their_place(tmp_path: Path) -> None:
    check = checked(tmp_path, INSTANT, 5, "soon")
    assert (check.actions, check.unclear, check.clean) == (1, 2, False)
    assert [place.index for place in check.places] == [1, 2]
    assert check.places[0].origin.endswith("events.ndjson:2")
    assert check.to_json()["places"][0]["event"] == 2
    assert any("events.ndjson:2" in line for line in check_lines(check))


def test_an_event_without_its_own_received_at_goes_to_both(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text('{"type":"track","event":"A","messageId":"1"}\n' * 30, encoding="utf-8")
    *_, check = check_cutover(cutover(INSTANT), read_events(file))
    assert (check.both, check.clean) == (30, False)
    assert list(check_lines(check))[-1] == "… and 10 more."


def test_only_so_many_places_are_kept(tmp_path: Path) -> None:
    check = checked(tmp_path, *["soon"] * (MOST_PLACES + 5))
    assert (len(check.places), check.unclear) == (MOST_PLACES, MOST_PLACES + 5)


def test_without_events_nothing_is_claimed() -> None:
    *_, check = check_cutover(cutover(INSTANT), EventStore())
    assert check.clean
    assert list(check_lines(check)) == ["No events were looked at."]


@pytest.mark.parametrize("text", ["2026-04-01T09:00:00.0005Z", "2026-04-01T09:00:00.123456789Z"])
def test_an_instant_finer_than_segment_writes_is_refused(text: str) -> None:
    with pytest.raises(WorkbenchError, match="millisecond"):
        cutover(text)
    assert cutover("2026-04-01T09:00:00.123000Z").instant == "2026-04-01T09:00:00.123Z"
