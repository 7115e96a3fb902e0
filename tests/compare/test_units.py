"""Objects of track requests meet by what they are about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.compare.builders import event, purchase, request
from workbench.compare import differences
from workbench.compare.pairing import request_pairs
from workbench.compare.units import align_units, units_of
from workbench.jsvalues import Json


def met(actions: list[Json], classic: list[Json]) -> list[tuple[object, object]]:
    """What met what, by list and place, for bodies."""
    left, right = [request(body) for body in actions], [request(body) for body in classic]
    pairs = align_units(units_of(left), units_of(right), request_pairs(left, right))
    return [
        tuple(None if unit is None else (unit.list, *unit.where) for unit in pair)  # type: ignore[misc]  # pairs
        for pair in pairs
    ]


def test_purchases_meet_by_product_in_another_order_and_over_several_requests() -> None:
    a, b, c = (purchase(product_id=name) for name in "abc")
    assert met([{"purchases": [c]}, {"purchases": [a]}], [{"purchases": [a, b, c]}]) == [
        (("purchases", 0, 0), ("purchases", 0, 2)),
        (("purchases", 1, 0), ("purchases", 0, 0)),
        (None, ("purchases", 0, 1)),
    ]


def test_two_of_one_product_meet_one_after_the_other() -> None:
    one, two = purchase(price=1), purchase(price=2)
    assert met([{"purchases": [one, two]}], [{"purchases": [one, two, two]}]) == [
        (("purchases", 0, 0), ("purchases", 0, 0)),
        (("purchases", 0, 1), ("purchases", 0, 1)),
        (None, ("purchases", 0, 2)),
    ]


def test_events_meet_by_name_and_a_renamed_one_by_its_place() -> None:
    assert met(
        [{"events": [event(name="A"), event(name="Web B")]}], [{"events": [event(name="A"), event(name="B")]}]
    ) == [(("events", 0, 0), ("events", 0, 0)), (("events", 0, 1), ("events", 0, 1))]


def test_the_same_user_comes_before_the_same_name() -> None:
    ana, ben = event(external_id="ana"), event(external_id="ben")
    assert met([{"events": [ana, ben]}], [{"events": [ben, ana]}]) == [
        (("events", 0, 0), ("events", 0, 1)),
        (("events", 0, 1), ("events", 0, 0)),
    ]


def test_attributes_of_one_user_are_one_unit_in_which_the_later_value_counts() -> None:
    bodies: list[Json] = [
        {"attributes": [{"external_id": "a", "plan": "free", "age": 3}, {"external_id": "b"}]},
        {"attributes": [{"external_id": "a", "plan": "gold"}]},
    ]
    first, second = units_of([request(body) for body in bodies])
    assert first.item == {"external_id": "a", "plan": "gold", "age": 3}
    assert (first.place_of("plan"), first.place_of("age")) == ((1, 0), (0, 0))
    assert first.requests == {0, 1}
    assert second.where == (0, 1)


def test_what_is_no_track_request_has_no_units() -> None:
    assert units_of([request({"events": [event()]}, path="/users/identify"), request("text")]) == []


@given(st.permutations("abcde"), st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_order_and_splitting_of_purchases_leave_only_moves(order: list[str], requests: list[int]) -> None:
    bodies: dict[int, list[Json]] = {}
    for name, number in zip(order, requests, strict=True):
        bodies.setdefault(number, []).append(purchase(product_id=name))
    left = [request({"purchases": items}) for items in bodies.values()]
    right = [request({"purchases": [purchase(product_id=name) for name in "abcde"]})]
    for one, other in ((left, right), (right, left)):
        found = differences(one, other)
        assert {difference.kind for difference in found} <= {"moved"}
        assert all(difference.harmless for difference in found)
