"""Why a trigger takes an event or not."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.triggers.strategies import events, texts
from workbench.jsvalues import UNDEFINED, Json
from workbench.triggers import Condition, TriggerFailure, parse


def only(text: str, event: Json) -> Condition:
    [condition] = parse(text).explain(event).children
    return condition


def near(text: str, event: Json) -> list[tuple[str, str]]:
    return [(miss.kind, miss.path) for miss in only(text, event).near]


def test_each_condition_has_its_truth_and_the_value_found() -> None:
    explanation = parse('type = "track" and properties.total > 5').explain(
        {"type": "track", "properties": {"total": 3}}
    )
    assert (explanation.label, explanation.truth) == ("all of", False)
    assert [(child.text, child.truth, child.found) for child in explanation.children] == [
        ('type = "track"', True, "track"),
        ("properties.total > 5", False, 3),
    ]
    assert explanation.children[1].words == "properties.total is a number above 5"


def test_conditions_know_their_place_in_the_text() -> None:
    text = 'type = "track" and (event = "a" or contains(name, "b"))'
    [first, group] = parse(text).explain({}).children
    assert text[slice(*first.span)] == 'type = "track"'
    assert group.label == "any of"
    assert text[slice(*group.children[1].span)] == 'contains(name, "b")'


def test_a_missing_value_is_undefined() -> None:
    condition = only('properties.plan = "gold"', {"properties": {}})
    assert condition.found is UNDEFINED
    assert near('properties.plan = "gold"', {}) == [("missing", "properties.plan")]


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ('event = "Order Completed"', {"event": "order completed"}, [("case", "event")]),
        ('event = "Order Completed"', {"event": "order_completed"}, [("blanks", "event")]),
        ('contains(event, "order")', {"event": "Order Completed"}, [("case", "event")]),
        ('match(event, "*completed")', {"event": "Order Completed"}, [("case", "event")]),
        ("properties.x = 5", {"properties": {"x": "5"}}, [("type", "properties.x")]),
        ("properties.x > 4", {"properties": {"x": "5"}}, [("type", "properties.x")]),
        ("properties.x > 4", {"properties": {"x": "3"}}, []),
        ("properties.x > 4", {"properties": {"x": "gold"}}, []),
        ('properties.x = "5"', {"properties": {"x": 5}}, [("type", "properties.x")]),
        ('properties.x = "true"', {"properties": {"x": True}}, [("type", "properties.x")]),
        ("properties.x = true", {"properties": {"x": "true"}}, [("type", "properties.x")]),
        ("properties.x = false", {"properties": {"x": 0}}, [("type", "properties.x")]),
        ('contains(properties.x, "a")', {"properties": {"x": ["ab"]}}, [("type", "properties.x")]),
        ('!contains(properties.x, "a")', {"properties": {"x": 5}}, [("type", "properties.x")]),
        ('!contains(properties.x, "a")', {}, [("missing", "properties.x")]),
        ("properties.x != 5", {"properties": {"x": None}}, [("missing", "properties.x")]),
        ("properties.x = null", {"properties": {"x": 1}}, []),
        ('properties.x != "a"', {"properties": {"x": "a"}}, []),
    ],
)
def test_near_misses_name_what_differs(text: str, event: Json, expected: list[tuple[str, str]]) -> None:
    assert near(text, event) == expected


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ('properties.plan = "gold"', {"traits": {"plan": "gold"}}, "traits.plan"),
        ('properties.plan = "gold"', {"properties": {"Plan": "gold"}}, "properties.Plan"),
        (
            'properties.plan = "gold"',
            {"properties": {"account": {"plan": "gold"}}},
            "properties.account.plan",
        ),
        ('traits.plan = "gold"', {"context": {"traits": {"plan": "gold"}}}, "context.traits.plan"),
        ('properties.product_name = "x"', {"properties": {"productName": "x"}}, "properties.productName"),
        ('event = "Home"', {"type": "page", "name": "Home"}, "name"),
        ("userId != null", {"user_id": "u"}, "user_id"),
    ],
)
def test_near_misses_find_the_value_at_another_place(text: str, event: Json, place: str) -> None:
    assert ("place", place) in near(text, event)


def test_a_value_elsewhere_that_would_not_pass_is_no_near_miss() -> None:
    assert near('properties.plan = "gold"', {"traits": {"plan": "silver"}}) == [
        ("missing", "properties.plan")
    ]


def test_sentences_do_not_contain_values() -> None:
    for miss in only('event = "Order Completed"', {"event": "ORDER COMPLETED"}).near:
        assert "COMPLETED" not in miss.message
        assert miss.value == "ORDER COMPLETED"


def test_unreadable_triggers_and_failures_are_explained_too() -> None:
    unreadable = parse("type = ").explain({})
    assert unreadable.label == "all of"
    assert parse("(type").explain({}).label == "unreadable"
    failing = parse('() and type = "track"').explain({"type": "track"})
    assert (failing.label, failing.truth) == ("failure", False)
    assert failing.children[1].truth


@given(texts, events)
def test_the_explanation_never_disagrees_with_the_result(text: str, event: dict[str, Json]) -> None:
    trigger = parse(text)
    explanation = trigger.explain(event)
    try:
        assert explanation.truth is trigger.matches(event)
    except TriggerFailure:
        assert explanation.label == "failure"


def test_an_event_of_any_size_is_explained() -> None:
    deep: Json = {}
    for _ in range(10_000):
        deep = {"plan": deep}
    wide = {f"key{number}": number for number in range(100_000)}
    condition = only('properties.plan = "gold"', {"properties": deep, "context": wide})
    assert condition.near == ()
    assert near('event = "A"', {"event": "x" * 10_000_000}) == []
