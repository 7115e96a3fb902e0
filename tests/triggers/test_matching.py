"""Which events a trigger takes."""

from __future__ import annotations

import pytest

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json
from workbench.triggers import TriggerFailure, match_tree, parse


def matches(text: str, event: Json) -> bool:
    return parse(text).matches(event)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ('properties.x = "5"', "5", True),
        ('properties.x = "5"', 5, False),
        ('properties.x != "5"', 5, True),
        ('properties.x != "5"', UNDEFINED, True),
        ("properties.x = 5", 5, True),
        ("properties.x = 5", 5.0, True),
        ("properties.x = 5", "5", False),
        ("properties.x = 1", True, False),
        ("properties.x != 5", 6, True),
        ("properties.x != 5", UNDEFINED, False),
        ("properties.x != 5", "6", False),
        ("properties.x > 5", 6, True),
        ("properties.x >= 5", 5, True),
        ("properties.x < 5", 5, False),
        ("properties.x <= 5", "4", False),
        ("properties.x > 0", True, False),
        ('properties.x > "4"', 5, True),
        ('properties.x > "0x10"', 17, True),
        ('properties.x > "gold"', 5, False),
        ("properties.x > -", 5, False),
        ("properties.x = true", True, True),
        ("properties.x = true", "true", False),
        ("properties.x = false", False, True),
        ("properties.x = false", 0, False),
        ("properties.x != true", True, True),
        ("properties.x != true", "true", False),
        ("properties.x = null", None, True),
        ("properties.x = null", UNDEFINED, True),
        ("properties.x = null", "", False),
        ("properties.x != null", 0, True),
        ("properties.x != null", None, False),
        ('contains(properties.x, "b")', "abc", True),
        ('contains(properties.x, "b")', ["b"], False),
        ('!contains(properties.x, "b")', "ac", True),
        ('!contains(properties.x, "b")', UNDEFINED, False),
        ('match(properties.x, "a*")', "abc", True),
        ('!match(properties.x, "a*")', "abc", False),
        ('!match(properties.x, "a*")', 5, False),
        ('match(properties.x, "*c")', "abc", True),
        ('match(properties.x, "gold")', "sold", True),
        ('match(properties.x, "😀")', "a😀", True),
        ('properties.x in "a"', "a", False),
    ],
)
def test_operators_compare_without_converting_the_event(text: str, value: Json, expected: bool) -> None:
    event: Json = {"properties": {} if value is UNDEFINED else {"x": value}}
    assert matches(text, event) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("properties.a.b", 1),
        ("properties.zero.anything", 0),
        ("properties.text.length", 4),
        ("properties.emoji.length", 2),
        (r"properties.text.\1", UNDEFINED),
        (r"properties.list.\1", 8),
        (r"properties.list\[1\]", 8),
        ("properties.list.length", 2),
        ("properties.a.missing.deeper", UNDEFINED),
        ("properties.nothing.deeper", UNDEFINED),
    ],
)
def test_paths_step_into_values_as_javascript_does(path: str, expected: Json) -> None:
    holder = {
        "a": {"b": 1}, "zero": 0, "text": "gold", "emoji": "😀", "list": [7, 8], "nothing": None,
    }  # fmt: skip
    event = {"properties": holder}
    if expected is UNDEFINED:
        assert not matches(f"{path} > -1000000", event)
    else:
        assert matches(f"{path} = {expected}", event)


@pytest.mark.parametrize(
    ("path", "exists"),
    [
        ("properties.constructor", True),
        ("properties.title.link", True),
        ("properties.list.map", True),
        ("properties.count.toFixed", True),
        ("properties.flag.valueOf", True),
        ("properties.flag.toFixed", False),
        ("properties.constructor.name", True),
        ("properties.constructor.link", False),
        ("properties.link", False),
    ],
)
def test_what_javascript_values_inherit_exists(path: str, exists: bool) -> None:
    event = {"properties": {"title": "x", "list": [1], "count": 5, "flag": True}}
    assert matches(f"{path} != null", event) is exists
    assert not matches(f"{path} = true", event)


def test_own_members_come_before_inherited_ones() -> None:
    assert matches('properties.constructor = "x"', {"properties": {"constructor": "x"}})


def test_groups_join_their_conditions() -> None:
    text = 'type = "track" and (event = "A" or event = "B")'
    assert matches(text, {"type": "track", "event": "B"})
    assert not matches(text, {"type": "track", "event": "C"})
    assert not matches(text, {"type": "page", "event": "A"})
    many = " or ".join(f'event = "E{number}"' for number in range(5))
    assert matches(many, {"event": "E4"})
    assert not matches(many, {"event": "E5"})


def test_the_holder_may_be_anything() -> None:
    holders: list[Json] = [None, 0, "", False, "text", 5, True, [], {}]
    found = [holder for holder in holders if matches("properties.x != null", {"properties": holder})]
    assert found == [0, "", False]


@pytest.mark.parametrize("event", [[], "", "text", 5, True])
def test_events_that_are_no_objects_have_no_fields(event: Json) -> None:
    assert not matches('type = "track"', event)
    assert matches('type != "track"', event)


def test_null_fails_and_undefined_matches_nothing() -> None:
    with pytest.raises(TriggerFailure) as failure:
        matches('properties.a = "x"', None)
    assert failure.value.official == "TypeError: Cannot read properties of null (reading 'properties')"
    assert not matches('type != "x"', UNDEFINED)


def test_an_empty_group_fails_only_when_it_is_reached() -> None:
    with pytest.raises(TriggerFailure):
        matches('() and type = "track"', {})
    assert not matches('type = "track" and ()', {})
    assert matches('type = "track" or ()', {"type": "track"})


def test_a_path_without_names_fails() -> None:
    with pytest.raises(TriggerFailure) as failure:
        matches(r"properties\.\. = x", {})
    assert failure.value.official == "TypeError: Cannot read properties of null (reading 'reduce')"
    assert matches(r"properties\. = null", {"properties": {"": 1}})


def test_trees_match_as_their_triggers_do() -> None:
    trigger = parse('type = "track" and (properties.x > 5 or contains(event, "a"))')
    for event in (
        {"type": "track", "event": "a"},
        {"type": "track", "properties": {"x": 9}},
        {"type": "track"},
    ):
        assert match_tree(trigger.tree, event) is trigger.matches(event)
    assert not match_tree(parse("").tree, {})
    assert not match_tree({"type": "group", "operator": "xor", "children": []}, {})
    assert match_tree({"type": "group", "operator": "and", "children": 5}, {})
    assert not match_tree({"type": "group", "operator": "and", "children": [{"type": "odd"}]}, {})


def test_a_tree_deeper_than_any_trigger_is_refused() -> None:
    tree: Json = {"type": "event", "operator": "=", "value": "x"}
    for _ in range(10_000):
        tree = {"type": "group", "operator": "and", "children": [tree]}
    with pytest.raises(WorkbenchError, match="too deeply"):
        match_tree(tree, {})
