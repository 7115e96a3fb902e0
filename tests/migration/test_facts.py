"""What is found in events, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.migration.builders import event, facts, identify, order, track
from workbench.events import EventStore, read_events
from workbench.jsvalues import Json
from workbench.migration import EventFacts, facts_of, scan_facts
from workbench.migration.facts import MOST_NAMES, Occurring

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
MEMBERS = ("type", "event", "userId", "traits", "properties", "integrations", "context", "timestamp")


def test_names_that_occur_are_counted_with_their_types() -> None:
    found = facts(identify(plan="pro", age=3), identify(plan=None, tags=[]))
    assert found.types["identify"] == 2
    assert found.traits.kinds("plan") == {"string", "null"}
    assert found.traits.kinds("tags") == {"list"}
    assert found.traits.count("plan") == 2
    assert next(iter(found.traits)) == "plan"
    assert found.traits.kinds("unheard") == frozenset()


def test_other_spellings_are_those_that_a_path_can_reach() -> None:
    found = facts(identify(**{"First Name": 1, "first.name": 2, "firstName": 3, "FIRSTNAME": 4}))
    assert set(found.traits.spelled("firstName")) == {"First Name", "FIRSTNAME"}


def test_names_are_bounded() -> None:
    names = Occurring()
    for number in range(MOST_NAMES + 10):
        names.add(str(number), 1)
    names.add("x" * 1000, 1)
    assert len(list(names)) == MOST_NAMES
    assert "x" * 1000 not in names


def test_orders_revenue_and_currencies_are_found() -> None:
    found = facts(
        order({"Product ID": "a"}, name="completed_order", currency="EUR"),
        track("Trip", revenue=3, Products=[{"id": 1}], currency="GBP"),
        track("Trip", revenue=3),
        track("Trip", revenue=0),
    )
    assert dict(found.orders) == {"completed_order": 1}
    assert dict(found.currencies) == {"EUR": 1, "GBP": 1}
    assert (found.revenue, found.revenue_without_products) == (2, 1)
    assert "Products" in found.product_lists
    assert {"Product ID", "id"} == set(found.products)


def test_anonymous_and_switched_off_events_are_counted() -> None:
    found = facts(
        {**track("A"), "userId": None},
        {**track("A"), "userId": "", "integrations": {"Braze": {"braze_id": "b"}}},
        {**track("A"), "integrations": {"All": False}},
    )
    assert (found.anonymous, found.anonymous_with_braze_id, found.switched_off) == (2, 1, 2)


@given(st.dictionaries(st.sampled_from(MEMBERS), JSON, max_size=len(MEMBERS)))
def test_any_event_can_be_looked_at(found: dict[str, Json]) -> None:
    one = EventFacts()
    one.add(found)
    assert one.count == 1


def test_a_deep_and_a_long_event_are_looked_at() -> None:
    deep: Json = "end"
    for _ in range(10_000):
        deep = {"traits": deep}
    one = EventFacts()
    one.add(event("identify", traits={"x": deep, "y" * 10_000_000: 1}))
    one.add({"type": "z" * 1_000_000, "event": "Completed Order" + "x" * 1_000_000})
    one.add({"type": "track", "event": "Completed Order" + "x" * 1_000_000})
    assert one.unwritable_orders == 1
    assert max(len(name) for name in one.types) <= 200


def test_a_scan_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text('{"type":"track","event":"A","messageId":"1"}\n' * 20, encoding="utf-8")
    store = read_events(file)
    found = EventFacts()
    assert list(scan_facts(store, found))[-1] == 1.0
    assert found.count == facts_of(store).count == 20
    assert list(scan_facts(EventStore(), EventFacts())) == [1.0]


def test_events_of_a_file_that_changed_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_text('{"type":"track","event":"A","messageId":"1"}\n' * 3, encoding="utf-8")
    store = read_events(file)
    file.write_text("gone\n", encoding="utf-8")
    assert facts_of(store).count in {0, 3}


@pytest.mark.parametrize("value", ["31.12.1990", "soon"])
def test_birthdays_that_actions_refuses_are_counted(value: str) -> None:
    assert facts(identify(birthday=value)).unreadable_birthdays == 1
    assert facts(identify(birthday=5)).unreadable_birthdays == 0
    assert facts(identify(birthday="1990-05-01")).unreadable_birthdays == 0
