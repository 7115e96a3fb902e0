"""Track, page and group in web mode, and what reaches it at all (CW-TRACK, CW-PAGE, CW-GROUP, CW-GATE)."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.classic.cases import MESSAGES, NOW, WEB, calls_of, message
from workbench.classic import SdkDate, translate
from workbench.jsvalues import UNDEFINED, Json, dump_json

PAGES = replace(WEB, track_all_pages=True)
REVENUE = replace(WEB, log_purchase_when_revenue_present=True)


@settings(max_examples=200)
@given(MESSAGES)
def test_any_message_has_an_outcome_and_stays_as_it_is(data: dict[str, Json]) -> None:
    before = dump_json(data)
    outcome = translate(data, replace(PAGES, version=3.1), now=NOW)
    assert outcome.requests == ()
    assert len(outcome.notes) == (1 if outcome.rejected else len(outcome.calls))
    assert dump_json(data) == before


@pytest.mark.parametrize("kind", ["screen", "alias", "x", None, []])
def test_other_types_do_nothing(kind: Json) -> None:
    rejected = translate({"type": kind, "userId": "u"}, PAGES, now=NOW).rejected
    assert rejected is not None
    assert rejected.code == "METHOD_NOT_SUPPORTED"


@pytest.mark.parametrize(
    ("integrations", "reaches"),
    [
        ({}, True),
        (None, True),
        ({"All": False}, False),
        ({"All": False, "Appboy": True}, True),
        ({"Braze": False}, False),
        ({"Appboy": None, "Braze": {}}, True),
        ({"Appboy": 0}, False),
        ({"Braze": ""}, False),
        ({"All": 0}, True),
        ({"All": None}, True),
    ],
)
def test_analytics_js_decides_by_the_integrations_object(integrations: Json, reaches: bool) -> None:
    outcome = translate(message("track", event="x", integrations=integrations), WEB, now=NOW)
    assert bool(outcome.calls) is reaches
    assert (outcome.rejected is None) is reaches


def test_a_track_event() -> None:
    properties: Json = {"price": 5, "none": None, "on": "2024-02-03", "list": [], "nested": {"a": 1}}
    calls = calls_of(message("track", event="Trip Booked", properties=properties))
    assert calls == [
        ("changeUser", "u-1"),
        ("logCustomEvent", "Trip Booked", {"price": 5, "none": None, "on": "2024-02-03T00:00:00.000Z"}),
    ]
    assert isinstance(calls[1][2]["on"], SdkDate)


@pytest.mark.parametrize("user_id", ["", None, 0, UNDEFINED])
def test_without_user_id_the_user_is_not_changed(user_id: Json) -> None:
    data = (
        {"type": "track", "event": "x"}
        if user_id is UNDEFINED
        else message("track", event="x", userId=user_id)
    )
    assert calls_of(data) == [("logCustomEvent", "x", {})]


def test_a_track_event_without_name_or_object() -> None:
    assert calls_of(message("track", properties="text"))[1] == ("logCustomEvent", UNDEFINED, "text")
    assert calls_of(message("track", event=5, properties=["a", 1]))[1] == ("logCustomEvent", 5, ["a", 1])


def test_revenue_turns_an_event_into_purchases_or_nothing() -> None:
    one = {"revenue": 25, "products": [{"product_id": "a", "price": 2}]}
    assert calls_of(message("track", event="Renewed", properties=one), REVENUE) == [
        ("changeUser", "u-1"),
        ("changeUser", "u-1"),
        ("logPurchase", "a", 2, "USD", 1, {"revenue": 25}),
    ]
    lost = calls_of(message("track", event="Renewed", properties={"revenue": 25}), REVENUE)
    assert lost == [("changeUser", "u-1")] * 2


@pytest.mark.parametrize("properties", [{"revenue": 0}, {"Revenue": 5}, {"revenue": None}])
def test_other_revenue_is_an_event(properties: Json) -> None:
    assert calls_of(message("track", event="x", properties=properties), REVENUE)[-1][0] == "logCustomEvent"


def test_pages_keep_nested_values() -> None:
    data = message("page", name="Home", category="Docs", properties={"nested": {"on": "2024-02-03"}})
    calls = calls_of(data, PAGES)
    assert calls == [
        ("changeUser", "u-1"),
        (
            "logCustomEvent",
            "Viewed Docs Home Page",
            {"nested": {"on": "2024-02-03T00:00:00.000Z"}, "category": "Docs", "name": "Home"},
        ),
    ]
    assert isinstance(calls[1][2]["nested"]["on"], SdkDate)


def test_pages_need_a_setting_and_perhaps_a_name() -> None:
    assert calls_of(message("page", name="Home")) == []
    assert calls_of(message("page"), replace(WEB, track_named_pages=True)) == []
    outcome = translate(message("page", name="Home", properties=5), PAGES, now=NOW)
    assert (outcome.calls, outcome.error.partition(":")[0]) == ((), "TypeError")


def test_a_group() -> None:
    assert calls_of(message("group", groupId=5)) == [
        ("changeUser", "u-1"),
        ("setCustomUserAttribute", "ab_segment_group_5", True),
    ]


@pytest.mark.parametrize("field", ["event", "timestamp"])
def test_what_cannot_become_text_ends_the_message(field: str) -> None:
    outcome = translate(message("track", **{"event": "x", field: {"toString": 1}}), WEB, now=NOW)
    assert (outcome.calls, outcome.error.partition(":")[0]) == ((), "TypeError")


def test_calls_name_their_rules() -> None:
    notes = translate(message("track", event="x"), WEB, now=NOW).notes
    assert [(note.key_path, note.rule, note.trust) for note in notes] == [
        ("calls[0]", "CW-TRACK-02", "verified"),
        ("calls[1]", "CW-TRACK-04", "verified"),
    ]
