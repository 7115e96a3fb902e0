"""Track, page and screen in cloud mode (CC-TRACK, CC-PAGE, CD-TRACK, CD-PAGE)."""

from dataclasses import replace

import pytest

from tests.classic.cases import CURRENT, OLD, item_of, message, rejection_code, sent
from workbench.jsvalues import Json

PAGES = replace(OLD, track_all_pages=True)
PAGES_TODAY = replace(CURRENT, track_all_pages=True)
LONG_DATE = "Sat Feb 03 2024 00:00:00 GMT+0000 (Coordinated Universal Time)"


def test_a_track_event() -> None:
    item = item_of(message("track", event="Trip Booked", properties={"price": 5, "on": "2024-02-03"}))
    assert list(item.items()) == [
        ("app_id", "app-1"),
        ("external_id", "u-1"),
        ("time", "2024-05-02T12:00:00.000Z"),
        ("name", "Trip Booked"),
        ("properties", {"price": 5, "on": "2024-02-03T00:00:00.000Z"}),
        ("_update_existing_only", False),
    ]


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"event": None}, None), ({"event": 5}, 5), ({"event": "2024-02-03"}, "2024-02-03T00:00:00.000Z")],
)
def test_the_event_name_is_not_converted_to_text(fields: Json, name: Json) -> None:
    assert item_of(message("track", **fields))["name"] == name


def test_without_event_there_is_no_name() -> None:
    assert "name" not in item_of(message("track"))


@pytest.mark.parametrize(
    ("properties", "sent_as"),
    [
        (None, {}),
        ("", {}),
        (0, {}),
        ([], []),
        (["2024-02-03"], ["2024-02-03T00:00:00.000Z"]),
        ("x", "x"),
        (5, 5),
    ],
)
def test_properties_that_are_no_object(properties: Json, sent_as: Json) -> None:
    data = message("track", event="x", properties=properties)
    assert item_of(data)["properties"] == sent_as
    assert item_of(data, CURRENT)["properties"] == sent_as


def test_the_source_removed_no_properties_and_the_documentation_names_five() -> None:
    properties = {
        "time": 1,
        "quantity": 2,
        "event_name": 3,
        "price": 4,
        "currency": 5,
        "product_id": 6,
        "Price": 7,
    }
    data = message("track", event="x", properties={**properties, "nested": {"price": 8}})
    assert item_of(data)["properties"] == {**properties, "nested": {"price": 8}}
    assert item_of(data, CURRENT)["properties"] == {"product_id": 6, "Price": 7, "nested": {"price": 8}}
    removed = [note.key_path for note in sent(data, CURRENT).notes if note.rule == "CD-TRACK-01"]
    reserved = ("time", "quantity", "event_name", "price", "currency")
    assert removed == [f"events[*].properties.{name}" for name in reserved]


def test_revenue_makes_no_purchase_and_today_that_is_marked_as_unknown() -> None:
    data = message("track", event="x", properties={"revenue": 9, "currency": "EUR"})
    settings = replace(CURRENT, log_purchase_when_revenue_present=True)
    assert list(sent(data, settings).requests[0].body) == ["src", "events"]
    assert [note.trust for note in sent(data, settings).notes if note.rule == "CD-TRACK-03"] == ["unknown"]
    assert not [
        note for note in sent(data, replace(settings, profile="1.7.0")).notes if note.rule == "CD-TRACK-03"
    ]


def test_without_app_identifier_the_old_source_sent_empty_text() -> None:
    data = message("track", event="x")
    for empty in ("", None):
        old, today = replace(OLD, api_key=empty), replace(CURRENT, api_key=empty)
        assert item_of(data, old)["app_id"] == item_of(data, today)["app_id"] == ""
        assert _rule_of(data, old, "events[*].app_id") == "CC-REQ-05"
        assert _rule_of(data, today, "events[*].app_id") == "CD-REQ-03"


@pytest.mark.parametrize("kind", ["page", "screen"])
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"name": "Home"}, "Viewed Home {}"),
        ({"name": "Home", "category": "Docs"}, "Viewed Docs Home {}"),
        ({"category": "Docs"}, "Loaded a {}"),
        ({"name": ""}, "Loaded a {}"),
        ({"name": 0, "category": "Docs"}, "Loaded a {}"),
        ({"name": 1.5, "category": True}, "Viewed true 1.5 {}"),
        ({"name": ["a", None, {}]}, "Viewed a,,[object Object] {}"),
        ({"name": {}}, "Viewed [object Object] {}"),
        ({"name": "2024-02-03"}, f"Viewed {LONG_DATE} {{}}"),
        ({"properties": {"name": "Inner"}}, "Loaded a {}"),
    ],
)
def test_the_names_of_pages_and_screens(kind: str, fields: Json, name: str) -> None:
    assert item_of(message(kind, **fields), PAGES)["name"] == name.format(kind.title())


def test_category_and_name_join_the_properties() -> None:
    data = message("page", name="2024-02-03", category="Docs", properties={"name": "Inner", "price": 5})
    assert list(item_of(data, PAGES)["properties"].items()) == [
        ("name", "2024-02-03T00:00:00.000Z"),
        ("price", 5),
        ("category", "Docs"),
    ]


@pytest.mark.parametrize(
    ("properties", "name", "code"),
    [
        ("text", "Home", "EXCEPTION"),
        (5, "Home", "EXCEPTION"),
        ("text", "", ""),
        ([], "Home", ""),
        ("2024-02-03", "Home", ""),
        ("9999-12-31T99:00", "Home", ""),
        (0, "Home", ""),
    ],
)
def test_properties_that_can_take_no_name_crash(properties: Json, name: str, code: str) -> None:
    assert rejection_code(message("page", name=name, properties=properties), PAGES) == code


@pytest.mark.parametrize("field", ["name", "category"])
def test_a_name_that_cannot_become_text_crashes(field: str) -> None:
    data = message("page", **{"name": "Home", "category": "Docs", field: {"toString": 1}})
    assert rejection_code(data, PAGES) == "EXCEPTION"


def test_pages_are_documented_screens_are_not() -> None:
    trusts = {
        kind: {note.key_path: note.trust for note in sent(message(kind, name="Home"), PAGES_TODAY).notes}[
            "events"
        ]
        for kind in ("page", "screen")
    }
    assert trusts == {"page": "documented", "screen": "unknown"}


def test_reserved_properties_of_pages_are_kept_and_marked() -> None:
    data = message("page", name="Home", properties={"price": 5})
    assert item_of(data, PAGES_TODAY)["properties"] == {"price": 5, "name": "Home"}
    assert "CD-PAGE-01-properties" in [note.rule for note in sent(data, PAGES_TODAY).notes]


def _rule_of(data: dict[str, Json], settings: Json, path: str) -> str:
    return next(note.rule for note in sent(data, settings).notes if note.key_path == path)
