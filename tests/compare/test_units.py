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


def told(actions: list[Json], classic: list[Json]) -> list[tuple[str, str]]:
    found = differences([request(body) for body in actions], [request(body) for body in classic])
    return [(one.path, one.sentence) for one in found]


def test_several_of_one_product_meet_by_what_they_say_before_they_meet_by_their_order() -> None:
    dear, cheap = purchase(price=9), purchase(price=1, quantity=3)
    assert told([{"purchases": [dear, cheap]}], [{"purchases": [cheap, dear]}]) == [
        ("purchases", "purchases: both sides send the same objects in another order; Braze does the same.")
    ]
    assert told([{"purchases": [dear, cheap]}], [{"purchases": [{**cheap, "quantity": 2}, dear]}])[1:] == [
        ("purchases[1].quantity", 'purchases[1].quantity of "sku-1": Actions sends 3, Classic 2.')
    ]


def test_events_of_one_name_meet_by_their_time() -> None:
    times = [f"2024-03-05T06:07:0{second}Z" for second in range(3)]
    mine, other = ([event({"n": side}, time=time) for time in times] for side in (1, 2))
    assert met([{"events": mine}], [{"events": other[1:]}]) == [
        (("events", 0, 0), None),
        (("events", 0, 1), ("events", 0, 0)),
        (("events", 0, 2), ("events", 0, 1)),
    ]


def test_the_same_increment_twice_is_not_one() -> None:
    step: Json = {"external_id": "u-1", "visits": {"inc": 1}}
    assert told([{"attributes": [step]}, {"attributes": [step]}], [{"attributes": [step]}]) == [
        ("requests[1]", "request 2: only Actions sends POST /users/track with the attributes of 1 user.")
    ]


def test_the_order_of_objects_that_build_on_one_another_matters() -> None:
    add, remove = ({"external_id": "u-1", "tags": {how: ["a"]}} for how in ("add", "remove"))
    for left, right in (
        ([{"attributes": [add, remove]}], [{"attributes": [remove, add]}]),
        ([{"attributes": [add]}, {"attributes": [remove]}], [{"attributes": [remove, add]}]),
    ):
        found = differences([request(body) for body in left], [request(body) for body in right])
        assert found
        assert not any(one.harmless for one in found if one.path in ("attributes", "requests"))
        assert "each changes what the one before it set" in found[0].sentence


def test_objects_that_are_applied_in_different_ways_are_not_one() -> None:
    new, known = ({"external_id": "u-1", "a": 1}, {"external_id": "u-1", "_update_existing_only": True})
    assert len(units_of([request({"attributes": [new, known]})])) == 2
    merged: Json = {"external_id": "u-1", "_merge_objects": True, "box": {"b": 1}}
    assert len(units_of([request({"attributes": [merged, merged]})])) == 2


def test_null_of_a_later_object_is_found_where_it_stands() -> None:
    (unit,) = units_of([request({"attributes": [{"external_id": "u"}, {"external_id": "u", "plan": None}]})])
    assert unit.place_of("plan") == (0, 1)


def test_each_difference_has_a_place_of_its_own() -> None:
    swapped = {"purchases": [purchase(product_id="b"), {**purchase(product_id="c"), "external_id": "u-2"}]}
    right = [purchase(product_id=name, email="a@example.com") for name in "cb"]
    for item in right:
        del item["external_id"]
    places = [path for path, _ in told([swapped], [{"purchases": right}])]
    assert sorted(places) == ["purchases", "purchases[0].external_id", "purchases[1].external_id"]


def test_parts_of_several_objects_say_of_which() -> None:
    mine = {"attributes": [{"external_id": "u-1", "plan": "a"}], "events": [event({"n": 1})]}
    other = {"attributes": [{"external_id": "u-1", "plan": "b"}], "events": [event({"n": 2})]}
    assert [sentence for _, sentence in told([mine], [other])] == [
        'attributes[0].plan of "u-1": Actions sends "a", Classic "b".',
        'events[0].properties.n of "Trip Booked": Actions sends 1, Classic 2.',
    ]


def test_each_user_whose_attributes_stand_in_several_objects_is_named() -> None:
    users: list[Json] = [{"external_id": user} for user in ("u-1", "u-2")]
    (first, second) = told([{"attributes": [*users, *users]}], [{"attributes": users}])
    assert first[1] == (
        'attributes: Actions sends those of the user with external_id "u-1" in 2 objects, '
        "Classic in 1 object; Braze applies them one after the other."
    )
    assert "u-2" in second[1]


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
