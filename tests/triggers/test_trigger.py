"""Triggers as a whole: any text, any size, the cache."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.triggers.strategies import events, texts
from workbench.jsvalues import Json
from workbench.triggers import TriggerFailure, parse


@given(texts, events)
def test_any_text_is_a_trigger(text: str, event: dict[str, Json]) -> None:
    trigger = parse(text)
    assert (trigger.error is None) == ("error" not in trigger.tree)
    assert (trigger.reading == "") == (trigger.error is not None)
    try:
        assert trigger.matches(event) in (True, False)
        assert isinstance(trigger.written(), str)
    except TriggerFailure:
        assert trigger.error is not None or (trigger.test is not None and trigger.test.can_fail)


def test_equal_texts_are_read_once() -> None:
    assert parse('type = "track"') is parse('type = "track"')


def test_the_reading_is_told_in_words() -> None:
    text = 'type = "track" and (properties.total >= 5 or traits.vip = true) and match(event, "gold")'
    assert parse(text).reading == (
        'type is "track" and (properties.total is a number from 5 or traits.vip is true)'
        ' and event ends with "old"'
    )


@pytest.mark.parametrize(
    "text",
    [
        'type = "a" and (' * 10_000 + 'type = "b"' + ")" * 10_000,
        "(" * 10_000,
        "!(" * 10_000,
        "()" * 10_000,
        "not " * 10_000 + 'type = "a"',
        "properties" + ".a" * 10_000 + ' = "x"',
        " or ".join(['type = "track"'] * 5_000),
        "contains(" * 10_000,
        '"' * 10_001,
        "'a' " * 10_000,
        'type in ["' + '", "'.join(map(str, range(10_000))) + '"]',
        "\\" * 100_000,
        "\ud800" * 10_000,
        'type = "' + "x" * 1_000_000 + '"',
        "x" * 1_000_000,
        " " * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_texts_of_any_depth_and_size_are_read(text: str) -> None:
    trigger = parse(text)
    event = {"type": "track", "properties": {"a": 1}}
    assert len(trigger.checks) <= 50
    explanation = trigger.explain(event)
    assert explanation.truth in (True, False)
