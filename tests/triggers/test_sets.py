"""Several triggers asked at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triggers.strategies import events, texts, trees
from workbench.jsvalues import Json
from workbench.triggers import TriggerFailure, TriggerSet, parse
from workbench.triggers.rewrite import rewritten


def one_by_one(triggers: TriggerSet, event: dict[str, Json]) -> tuple[int, ...]:
    found = []
    for index, trigger in enumerate(triggers.triggers):
        can_fail = trigger.test is not None and trigger.test.can_fail
        if can_fail or trigger.matches(event):
            found.append(index)
    return tuple(found)


@given(
    st.lists(st.one_of(texts, trees.map(lambda tree: rewritten(tree) or "")), max_size=6), st.lists(events)
)
def test_a_set_finds_what_its_triggers_find(
    trigger_texts: list[str], several_events: list[dict[str, Json]]
) -> None:
    triggers = TriggerSet(map(parse, trigger_texts))
    for event in several_events:
        assert triggers.matching(event) == one_by_one(triggers, event)


def test_the_indexes_come_in_order() -> None:
    triggers = TriggerSet(
        map(
            parse,
            ['type = "track"', 'type = "page"', "properties.x = 5", "(", 'event = "A" or type = "page"'],
        )
    )
    assert triggers.matching({"type": "track", "event": "A", "properties": {"x": 5}}) == (0, 2, 4)
    assert triggers.matching({"type": "page"}) == (1, 4)
    assert triggers.matching({}) == ()


class Watched(dict[str, Json]):
    """An event that counts how often its fields are read."""

    reads = 0

    def get(self, key: str, default: Json = None) -> Json:
        self.reads += 1
        return super().get(key, default)


def test_triggers_for_other_names_are_not_asked() -> None:
    def reads(count: int) -> int:
        names = [f"Step {number}" for number in range(count)]
        triggers = TriggerSet(
            parse(f'type = "track" and event = "{name}" and properties.n = 5') for name in names
        )
        event = {"type": "track", "event": "Step 0", "properties": {"n": 5}}
        assert triggers.matching(event) == (0,)
        watched = Watched(event)
        assert triggers.matching(watched) == (0,)
        return watched.reads

    assert reads(1) == reads(10) == reads(50) == 3


def test_odd_types_and_names_are_no_problem() -> None:
    triggers = TriggerSet([parse('type != "track"'), parse("event is_true x"), parse('event = "1"')])
    assert triggers.matching({"type": ["track"], "event": {}}) == (0,)
    assert triggers.matching({"type": "track", "event": 1}) == ()
    assert triggers.matching({"type": "track", "event": True}) == (1,)
    assert triggers.matching({"type": "track", "event": "x" * 1_000_000}) == ()


def test_more_names_than_are_kept_change_nothing() -> None:
    triggers = TriggerSet([parse('type = "track" and event = "E4999"')])
    found = [number for number in range(6_000) if triggers.matching({"type": "track", "event": f"E{number}"})]
    assert found == [4999]


def test_a_trigger_that_can_fail_is_left_to_the_caller() -> None:
    triggers = TriggerSet([parse('() or type = "track"'), parse('type = "page"')])
    assert triggers.matching({"type": "page"}) == (0, 1)
    with pytest.raises(TriggerFailure):
        triggers.triggers[0].matches({"type": "page"})
