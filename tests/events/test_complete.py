"""What an object means as an event, and what its delivery adds."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.events import EventSummary
from workbench.events.complete import FILLED_TIME, complete_event, event_name, event_type, summarize


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"type": "track"}, "track"),
        ({"type": "identify", "event": "x"}, "identify"),
        ({"event": "Trip Booked"}, "track"),
        ({"event": "x", "traits": {}}, "track"),
        ({"previousId": "a", "userId": "b"}, "alias"),
        ({"groupId": "g", "traits": {}}, "group"),
        ({"traits": {"email": "a@example.com"}}, "identify"),
        ({"name": "Home", "properties": {}}, "page"),
        ({"name": "Home"}, ""),
        ({"type": None, "event": "x"}, "track"),
        ({"type": "", "event": "x"}, ""),
        ({"type": 5, "event": "x"}, ""),
        ({"type": "module", "name": "left-pad"}, ""),
        ({"type": "audience", "userId": "u"}, "audience"),
        ({"event": 5}, ""),
        ({}, ""),
    ],
)
def test_the_type_is_declared_or_told_by_the_fields(data: dict[str, Any], expected: str) -> None:
    assert event_type(data) == expected


def test_a_complete_event_stays_as_it_is() -> None:
    data = {
        "type": "track",
        "event": "A",
        "userId": "u",
        "messageId": "m",
        "timestamp": "2026-03-01T00:00:00Z",
        "receivedAt": "2026-03-01T00:00:01Z",
    }
    event, synthetic = complete_event(data, {}, b"raw")
    assert event == data
    assert event is not data
    assert synthetic == ()


def test_fill_ins_are_named_and_always_the_same() -> None:
    event, synthetic = complete_event({"event": "A"}, {}, b"raw")
    assert synthetic == ("type", "messageId", "anonymousId", "timestamp", "receivedAt")
    assert event["type"] == "track"
    assert event["messageId"] == event["anonymousId"] == "synthetic-1ab3db55"
    assert event["timestamp"] == event["receivedAt"] == FILLED_TIME
    assert complete_event({"event": "A"}, {}, b"raw") == (event, synthetic)
    assert complete_event({"event": "A"}, {}, b"other")[0]["messageId"] != event["messageId"]


@pytest.mark.parametrize(
    ("times", "timestamp", "received"),
    [
        ({"originalTimestamp": "o", "sentAt": "s"}, "o", "s"),
        ({"sentAt": "s"}, "s", "s"),
        ({"receivedAt": "r"}, "r", "r"),
        ({"timestamp": "t"}, "t", "t"),
        ({"timestamp": None, "originalTimestamp": "o"}, "o", "o"),
    ],
)
def test_times_stand_in_for_each_other(times: dict[str, Any], timestamp: str, received: str) -> None:
    event, _ = complete_event({"type": "page", "userId": "u", "messageId": "m", **times}, {}, b"")
    assert (event["timestamp"], event["receivedAt"]) == (timestamp, received)


@pytest.mark.parametrize("mark", [{"rudderId": "r"}, {"request_ip": "192.0.2.1"}, {"recordId": "1"}, {}])
def test_traits_of_rudderstack_come_from_the_context(mark: dict[str, Any]) -> None:
    context = {"traits": {"email": "a@example.com"}, "library": {"name": "RudderLabs JavaScript SDK"}}
    if mark:
        del context["library"]
    for kind in ("identify", "group"):
        event, synthetic = complete_event({"type": kind, "traits": {}, "context": context, **mark}, {}, b"")
        assert event["traits"] == {"email": "a@example.com"}
        assert "traits" in synthetic


@pytest.mark.parametrize(
    "data",
    [
        {"type": "identify", "traits": {}, "context": {"traits": {"email": "a"}}},
        {"type": "track", "rudderId": "r", "context": {"traits": {"email": "a"}}},
        {"type": "identify", "rudderId": "r", "context": {"traits": "text"}},
        {"type": "identify", "rudderId": "r", "context": None},
    ],
)
def test_traits_of_others_are_left_alone(data: dict[str, Any]) -> None:
    event, synthetic = complete_event(data, {}, b"")
    assert event.get("traits") == data.get("traits")
    assert "traits" not in synthetic


def test_a_batch_gives_what_its_items_lack() -> None:
    body = {"context": {"ip": "1", "app": {"name": "a"}}, "integrations": {"All": True}, "sentAt": "s"}
    event, _ = complete_event({"type": "page", "context": {"app": {"version": "2"}}}, body, b"")
    assert event["context"] == {"ip": "1", "app": {"version": "2"}}
    assert event["integrations"] == {"All": True}
    assert event["sentAt"] == "s"
    odd, _ = complete_event({"type": "page", "context": "text", "sentAt": "own"}, body, b"")
    assert odd["context"] == "text"
    assert odd["sentAt"] == "own"


def test_summaries_show_text_whatever_the_event_holds() -> None:
    page = summarize({"type": "page", "category": "Docs", "userId": "", "anonymousId": "a"})
    assert page == EventSummary("page", "Docs", "a", "")
    odd = summarize({"type": "track", "event": ["x"], "userId": 10045, "timestamp": {"a": 1}})
    assert (odd.name, odd.user, odd.time) == ("", "10045", "")
    long = summarize({"type": "group", "groupId": "g" * 10_000, "receivedAt": "r"})
    assert len(long.name) == 500
    assert long.time == "r"
    assert summarize({"type": "alias", "previousId": True}).name == "true"
    assert event_name("identify", {"traits": {"name": "Mira"}}) == ""
