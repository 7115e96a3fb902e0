"""A value under another key is one difference; what only looks like it is two."""

from __future__ import annotations

import pytest

from tests.compare.builders import event, request
from workbench.compare import Difference, differences
from workbench.jsvalues import Json


def of_attributes(left: dict[str, Json], right: dict[str, Json]) -> list[Difference]:
    bodies = [{"attributes": [{"external_id": "u-1", **item}]} for item in (left, right)]
    return list(differences([request(bodies[0])], [request(bodies[1])]))


def of_properties(left: Json, right: Json) -> list[Difference]:
    return list(differences([request({"events": [event(left)]})], [request({"events": [event(right)]})]))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"first_name": "Al"}, {"firstName": "Al"}),
        ({"vip": True}, {"VIP": True}),
        ({"born": "1990-04-12"}, {"Born": "1990-04-12T00:00:00.000Z"}),
        ({"score": 5}, {"Score": "5"}),
        ({"member_no": "LN-88231"}, {"loyaltyNumber": "LN-88231"}),
        ({"points": 12500}, {"balance": 12500}),
        ({"tags": ["hiking", "sailing"]}, {"interests": ["hiking", "sailing"]}),
        ({"home": {"city": "Porto", "zip": "4000"}}, {"address": {"city": "Porto", "zip": "4000"}}),
        ({"address_city": "Rio"}, {"address": {"city": "Rio"}}),
    ],
)
def test_one_moved_difference(left: dict[str, Json], right: dict[str, Json]) -> None:
    for one, other in ((left, right), (right, left)):
        (found,) = of_attributes(one, other)
        assert found.kind == "moved"
        assert found.classic_path


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"a": True}, {"b": True}),
        ({"a": 5}, {"b": 5}),
        ({"a": None}, {"b": None}),
        ({"a": "no"}, {"b": "no"}),
        ({"a": "true"}, {"b": "true"}),
        ({"a": []}, {"b": []}),
        ({"a": "Lisbon"}, {"b": "Porto"}),
        ({"a": "Lisbon"}, {"b": "Lisbon", "c": "Lisbon"}),
    ],
)
def test_what_does_not_tell_enough_stays_lost_and_new(left: dict[str, Json], right: dict[str, Json]) -> None:
    kinds = {found.kind for found in of_attributes(left, right)}
    assert kinds == {"only_actions", "only_classic"}


def test_another_spelling_with_another_value_says_both() -> None:
    (found,) = of_attributes({"first_name": "Ana"}, {"firstName": "ana"})
    assert found.sentence == (
        'first_name: Actions sends "Ana" here, Classic "ana" as firstName; '
        "for Braze first_name is a profile field and firstName a custom attribute."
    )
    assert (found.path, found.classic_path) == ("attributes[0].first_name", "attributes[0].firstName")


def test_a_part_that_moved_leaves_what_it_came_from() -> None:
    whole, moved = of_properties({"city": "Lisbon"}, {"trip": {"city": "Lisbon", "nights": 3}})
    assert (whole.kind, whole.path) == ("only_classic", "events[0].properties.trip")
    assert (moved.kind, moved.classic_path) == ("moved", "events[0].properties.trip.city")


def test_a_value_of_another_object_is_not_the_same_value() -> None:
    left = {"events": [event({"a": "Lisbon"}), event(name="B")]}
    right = {"events": [event(), event({"b": "Lisbon"}, name="B")]}
    kinds = {found.kind for found in differences([request(left)], [request(right)])}
    assert kinds == {"only_actions", "only_classic"}


def test_identifiers_and_times_do_not_move() -> None:
    left, right = event(), event(app_id="2024-03-05T06:07:08.123Z")
    del left["external_id"]
    del right["time"]
    left["email"] = "ana@example.com"
    kinds = [
        found.kind for found in differences([request({"events": [left]})], [request({"events": [right]})])
    ]
    assert "moved" not in kinds


def test_thousands_of_lost_and_new_keys_take_no_time() -> None:
    left: dict[str, Json] = {f"left_{number}": f"value {number}" for number in range(5_000)}
    right: dict[str, Json] = {f"right_{number}": f"value {number}" for number in range(5_000)}
    assert len(of_attributes(left, right)) >= 100
    deep: Json = "the very same text"
    for _ in range(5_000):
        deep = {"a": [deep]}
    assert of_attributes({"x": deep}, {"y": 1})


def test_an_item_elsewhere_in_the_same_list_is_no_other_attribute() -> None:
    left, right = ({"external_id": "u", "tags": tags} for tags in (["Rail", 1, 2, 3], [1, 2, 3, "rail"]))
    found = differences([request({"attributes": [left]})], [request({"attributes": [right]})])
    assert not any("two attributes" in one.sentence for one in found)


def test_items_of_one_list_are_not_keys_of_one_name() -> None:
    left, right = ({"external_id": "u", "tags": tags} for tags in (["a", "b", "art"], ["b", "food", "a"]))
    found = differences([request({"attributes": [left]})], [request({"attributes": [right]})])
    assert [(one.kind, one.path) for one in found] == [
        ("moved", "attributes[0].tags"),
        ("only_actions", "attributes[0].tags[2]"),
        ("only_classic", "attributes[0].tags[1]"),
    ]


def test_what_the_other_key_is_for_braze() -> None:
    def note(left: str, right: str) -> str:
        mine, other = ({"external_id": "u", **parts} for parts in ({left: "Lisbon"}, {right: "Lisbon"}))
        (found,) = differences([request({"attributes": [mine]})], [request({"attributes": [other]})])
        return found.sentence.partition("; ")[2]

    assert note("home_city", "country") == "for Braze these are two profile fields."
    assert note("town", "city") == "for Braze these are two attributes."
    assert note("town", "home_city") == (
        "for Braze town is a custom attribute and home_city a profile field."
    )


def test_inside_one_attribute_what_reads_it_must_read_the_other_key() -> None:
    left, right = ({"external_id": "u", "box": {key: "LN-88231"}} for key in ("a", "b"))
    (found,) = differences([request({"attributes": [left]})], [request({"attributes": [right]})])
    assert found.sentence.endswith("; what reads box.b in Braze must read box.a instead.")
