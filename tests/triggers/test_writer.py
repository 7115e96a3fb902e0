"""Writing trees back to trigger text."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.triggers.strategies import leaves
from workbench.jsvalues import Json
from workbench.triggers import TriggerFailure, parse, write
from workbench.triggers.nodes import Comparison, Group, to_json
from workbench.triggers.writer import write_node


@pytest.mark.parametrize(
    "text",
    [
        'type = "track"',
        'properties.product\\ name != "x"',
        "traits.age >= 5.5",
        "context.ip = null",
        "userId != null",
        "properties.flag = true",
        'contains(event, "a")',
        '!contains(properties.a, "b")',
        'match(name, "x*") or !match(name, "*y")',
        'type = "track" and (event = "a" or event = "b")',
        "properties.a = 5 and properties.b != 0.0000001",
    ],
)
def test_a_plain_trigger_is_written_as_it_was(text: str) -> None:
    assert parse(text).written() == text.replace("0.0000001", "1e-7")
    assert write(parse(text).tree) == parse(text).written()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("type='track'", "type = \"'track'\""),
        ("properties.a < gold", "properties.a < NaN"),
        ("properties.a = -", "properties.a = NaN"),
        ("properties.a != true", "properties.a != true"),
        ('match(event, "gold")', 'match(event, "*old")'),
        ('(type = "a" and event = "b")', 'type = "a" and event = "b"'),
        (r"properties.\or = x", 'properties.or = "x"'),
    ],
)
def test_odd_triggers_are_written_as_the_official_writer_does(text: str, written: str) -> None:
    assert parse(text).written() == written


def test_every_half_of_a_wide_character_in_a_name_is_escaped() -> None:
    tree = to_json(Group("and", (Comparison("event-property", "=", "x", "😀"),)))
    assert write(tree) == 'properties.\\\ud83d\\\ude00 = "x"'
    assert parse(write(tree)).tree == tree


@pytest.mark.parametrize(
    ("tree", "official"),
    [
        ({"error": "Value token is missing"}, "Value token is missing"),
        ({"type": "odd", "operator": "=", "value": "x"}, "Unknown condition type"),
        ({"type": "group", "operator": "and", "children": [None]},
         "TypeError: Cannot read properties of undefined (reading 'type')"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_fails_as_the_original_does(tree: Json, official: str) -> None:
    with pytest.raises(TriggerFailure) as failure:
        write(tree)
    assert failure.value.official == official


def test_an_unreadable_trigger_cannot_be_written() -> None:
    with pytest.raises(TriggerFailure) as failure:
        parse("type").written()
    assert failure.value.official == "Value token is missing"


@given(leaves)
def test_a_condition_that_is_read_at_all_keeps_its_meaning(leaf: Comparison) -> None:
    text = write_node(Group("and", (leaf,)))
    if leaf.value != 1e21 and (
        not isinstance(leaf.name, str) or leaf.name in ("plan", "total", "a b", "x.y")
    ):
        assert parse(text).root == Group("and", (leaf,))
