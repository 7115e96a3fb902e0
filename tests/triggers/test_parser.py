"""The tree of a trigger, with the official parser's readings."""

from __future__ import annotations

import math

import pytest

from workbench.jsvalues import UNDEFINED, Json
from workbench.triggers import parse


def children(text: str) -> Json:
    return parse(text).tree["children"]


def operator(text: str) -> Json:
    return parse(text).tree["operator"]


def test_one_condition_is_a_group_of_one() -> None:
    assert parse('type = "track"').tree == {
        "type": "group",
        "operator": "and",
        "children": [{"type": "event-type", "operator": "=", "value": "track"}],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("properties.a = null", {"type": "event-property", "name": "a", "operator": "not_exists"}),
        ("traits.a != null", {"type": "event-trait", "name": "a", "operator": "exists"}),
        ("context.a = true", {"type": "event-context", "name": "a", "operator": "is_true"}),
        ("userId = false", {"type": "userId", "operator": "is_false"}),
        ("name = true", {"type": "name", "operator": "=", "value": "true"}),
        ("name = null", {"type": "name", "operator": "not_exists"}),
        ("event = null", {"type": "event", "operator": "=", "value": "null"}),
        ("type = 5", {"type": "event-type", "operator": "=", "value": "5"}),
        ("userId = 5", {"type": "userId", "operator": "=", "value": "5"}),
        ("context.a = 5", {"type": "event-context", "name": "a", "operator": "number_equals", "value": 5}),
        ("traits.a != -5.5",
         {"type": "event-trait", "name": "a", "operator": "number_not_equals", "value": -5.5}),
        ('properties.a < "5"', {"type": "event-property", "name": "a", "operator": "<", "value": "5"}),
        ("properties.a != true", {"type": "event-property", "name": "a", "operator": "!=", "value": True}),
        ("traits.a = 1e3", {"type": "event-trait", "name": "a", "operator": "number_equals", "value": 1}),
        ("type = 'track'", {"type": "event-type", "operator": "=", "value": "'track'"}),
        ("type = ", {"type": "event-type", "operator": "=", "value": "eos"}),
        ("event.foo = x", {"type": "event", "operator": "=", "value": "x"}),
        ("properties = x", {"type": "event-property", "name": "properties", "operator": "=", "value": "x"}),
        ('contains(event, "x")', {"type": "event", "operator": "contains", "value": "x"}),
        ('!contains(traits.a, "x")',
         {"type": "event-trait", "name": "a", "operator": "not_contains", "value": "x"}),
        ('match(name, "x*")', {"type": "name", "operator": "starts_with", "value": "x"}),
        ('!match(name, "*x")', {"type": "name", "operator": "not_ends_with", "value": "x"}),
        ('match(event, "gold")', {"type": "event", "operator": "ends_with", "value": "old"}),
        ('match(event, "*")', {"type": "event", "operator": "starts_with", "value": ""}),
        ('match(event, "😀")', {"type": "event", "operator": "ends_with", "value": "\ude00"}),
        ("contains(event)", {"type": "event", "operator": "contains", "value": "eos"}),
        ('event contains "x"', {"type": "event", "operator": "contains", "value": "x"}),
    ],
)  # fmt: skip
def test_conditions_have_the_official_names_and_values(text: str, expected: Json) -> None:
    assert children(text) == [expected]


def test_a_sign_without_digits_is_not_a_number() -> None:
    [condition] = children("properties.a = -")
    assert condition["operator"] == "number_equals"
    assert math.isnan(condition["value"])


def test_the_last_operator_joins_all_conditions_of_a_group() -> None:
    text = 'type = "a" or event = "b" and name = "c"'
    assert operator(text) == "and"
    assert len(children(text)) == 3


def test_a_group_of_comparisons_is_a_child_of_its_own() -> None:
    [first, group] = children('type = "track" and (event = "a" or event = "b")')
    assert first["type"] == "event-type"
    assert (group["type"], group["operator"], len(group["children"])) == ("group", "or", 2)


def test_a_group_ends_at_the_parenthesis_of_a_function_in_it() -> None:
    text = 'type = "track" and (contains(event, "a") or contains(event, "b"))'
    assert operator(text) == "or"
    assert [child["type"] for child in children(text)] == ["event-type", "event", "event"]


def test_an_empty_group_is_an_undefined_child() -> None:
    assert children('() and type = "track"')[0] is UNDEFINED


@pytest.mark.parametrize(
    "text",
    ['anonymousId = "x" and type = "track"', '!(type = "track")', 'type = "track" and', 'foo type = "track"',
     'contains(type, "x") and type = "track"', 'constructor = "x" and type = "track"', 'type = "track")'],
)  # fmt: skip
def test_what_is_not_known_is_skipped(text: str) -> None:
    assert parse(text).tree == parse('type = "track"').tree


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("", "TypeError: Cannot read properties of undefined (reading 'type')"),
        ("((type = x))", "TypeError: Cannot read properties of undefined (reading 'type')"),
        ("(type = x", "TypeError: Cannot read properties of undefined (reading 'type')"),
        ('type == "x" &', "TypeError: Cannot read properties of undefined (reading 'type')"),
        ("anonymousId = x", "TypeError: Cannot read properties of undefined (reading 'type')"),
        ("type", "Value token is missing"),
        ("constructor", "Value token is missing"),
        ("contains", "contains() is missing a 1st argument"),
        ("match(event", "match() is missing a 2nd argument"),
    ],
)
def test_what_cannot_be_read_has_the_official_error_and_one_for_people(text: str, official: str) -> None:
    trigger = parse(text)
    assert trigger.tree == {"error": official}
    assert trigger.error is not None
    assert trigger.error.message.endswith(".")
    assert trigger.error.expected
    assert 0 <= trigger.error.position <= len(text)
    assert not trigger.matches({"type": "x"})


def test_errors_point_at_the_place() -> None:
    nested = parse('type = "a" and (event = "b" or (name = "c"))').error
    assert nested is not None
    assert nested.position == 31
    assert nested.message == "A group stands inside a group."
    unclosed = parse('type = "a" and (event = "b"').error
    assert unclosed is not None
    assert (unclosed.position, unclosed.expected) == (15, "`)`")
