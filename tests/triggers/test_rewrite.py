"""Meaning and rewriting: a rewrite is read as what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.triggers.strategies import events, trees
from workbench.jsvalues import Json
from workbench.triggers import parse
from workbench.triggers.intent import IntentError, meant
from workbench.triggers.leaves import leaf_text
from workbench.triggers.matching import compile_node
from workbench.triggers.nodes import Comparison, Node, Nothing
from workbench.triggers.rewrite import rewritten


def nested_text(node: Node) -> str:
    """The text that people would write for a tree: with parentheses around every group."""
    if isinstance(node, Comparison):
        return leaf_text(node)
    assert not isinstance(node, Nothing)
    return "(" + f" {node.operator} ".join(map(nested_text, node.children)) + ")"


@given(trees, events)
def test_a_rewrite_takes_the_events_that_were_meant(tree: Node, event: dict[str, Json]) -> None:
    text = rewritten(tree)
    if text is not None:
        assert parse(text).matches(event) is compile_node(tree).run(event)


@given(trees, events)
def test_the_meaning_of_nested_text_is_the_nested_tree(tree: Node, event: dict[str, Json]) -> None:
    assert compile_node(meant(nested_text(tree))).run(event) is compile_node(tree).run(event)


@given(trees)
def test_a_rewrite_has_nothing_left_to_rewrite(tree: Node) -> None:
    text = rewritten(tree)
    if text is not None:
        asks_for_type = "does not test `type`"
        assert [c for c in parse(text).checks if c.rewrite and asks_for_type not in c.message] == []


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ('not (type = "a" and properties.x > 5)', 'type != "a" or properties.x <= 5'),
        ("!properties.flag = true", "properties.flag = false or properties.flag = null"),
        ("5 < properties.total", "properties.total > 5"),
        ('properties.plan is not "x"', 'properties.plan != "x"'),
        ("properties.plan exists", "properties.plan != null"),
        ('type not in ("a", "b")', 'type != "a" and type != "b"'),
        ('event starts_with "a" || event ends_with "b"', 'match(event, "a*") or match(event, "*b")'),
        ('contains(event, "a") = false', '!contains(event, "a")'),
        ("properties['product name'] = 5", "properties.product\\ name = 5"),
        ('event.properties.plan = "x"', 'properties.plan = "x"'),
        ('user_id = "x"', 'userId = "x"'),
        ('match(event, "a*b")', 'match(event, "a*") and match(event, "*b")'),
        ('type = "a" or type = "a"', 'type = "a"'),
        ('(type = "a"', 'type = "a"'),
    ],
)
def test_common_ways_to_write_are_understood(text: str, rewrite: str) -> None:
    assert rewritten(meant(text)) == rewrite


@pytest.mark.parametrize(
    "text",
    ["", "foo", 'anonymousId = "x"', "properties.x = properties.y", 'match(event, "a?c")', "properties.$ = 1",
     'contains(type, "x")', "event != null", r"properties.a\.b = 1", "type =",
     "(" * 100 + "type = x" + ")" * 100,
     'length(properties.x) > 5', "properties.x > gold", 'match(event, "a*b*c")', "x" * 5_000],
)  # fmt: skip
def test_what_no_trigger_can_express_has_no_meaning_here(text: str) -> None:
    with pytest.raises(IntentError):
        meant(text)


@pytest.mark.parametrize(
    "text",
    [
        # Neither way of multiplying out leaves groups with one function only.
        '(contains(event, "a") or contains(event, "b")) and (contains(name, "c") or contains(name, "d"))',
        r'event = "say \"hi\""',
        " and ".join(
            f'(properties.a{i} = "x" or (properties.b{i} = "y" and userId = "z"))' for i in range(30)
        ),
    ],
)
def test_a_meaning_without_a_form_has_no_rewrite(text: str) -> None:
    assert rewritten(meant(text)) is None
