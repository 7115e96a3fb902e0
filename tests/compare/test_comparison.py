"""Differences in words."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.compare.builders import event, purchase, request
from tests.compare.test_rows import JSON_VALUES
from workbench.compare import Difference, differences
from workbench.compare.changes import MAX_CHANGES
from workbench.compare.values import same_value
from workbench.jsvalues import UNDEFINED, Json


def of_bodies(left: Json, right: Json) -> list[Difference]:
    """The differences of two bodies alone."""
    return list(differences([request(left)], [request(right)]))


def sentences(left: Json, right: Json) -> list[str]:
    """Their sentences."""
    return [difference.sentence for difference in of_bodies(left, right)]


def of_events(left: dict[str, Json], right: dict[str, Json]) -> list[tuple[str, str]]:
    """Kind and sentence of the differences of two event objects."""
    found = of_bodies({"events": [left]}, {"events": [right]})
    return [(difference.kind, difference.sentence) for difference in found]


def test_equal_requests_have_no_differences() -> None:
    assert of_bodies({"events": [event()]}, {"events": [event()]}) == []


def test_the_order_of_keys_is_no_difference() -> None:
    assert of_bodies({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"d": 3, "c": 2}, "a": 1}) == []


def test_the_endpoint() -> None:
    actions, classic = request({}), request({}, host="https://api.appboy.com")
    (found,) = differences([actions], [classic])
    assert found == Difference(
        "endpoint",
        "endpoint",
        "endpoint: Actions calls rest.iad-01.braze.com, Classic api.appboy.com.",
        "https://rest.iad-01.braze.com/users/track",
        "https://api.appboy.com/users/track",
        harmless="The address says which host takes the request, not what is stored.",
    )


def test_the_credential_of_classics_published_source_and_no_key_in_any_of_it() -> None:
    actions = request({"events": []}, authorization="Bearer secret-one")
    classic = request({"app_group_id": "secret-two", "events": []}, authorization="Basic secret-two")
    (found,) = differences([actions], [classic])
    assert found.kind == "credential"
    assert found.sentence == (
        "authorization: Actions sends its key as a Bearer token, "
        "Classic its key as Basic authorization and as app_group_id in the body."
    )
    assert "secret" not in repr(found)


def test_the_keys_themselves_are_not_compared() -> None:
    assert differences([request({}, authorization="Bearer a")], [request({}, authorization="Bearer b")]) == ()


def test_a_purchase_instead_of_a_custom_event() -> None:
    found = of_bodies({"purchases": [purchase()]}, {"events": [event()]})
    assert found[0].kind == "value_changed"
    assert found[0].sentence == (
        'purchases: Actions sends a purchase of "sku-1", Classic the custom event "Trip Booked" instead.'
    )
    rest = {(difference.kind, difference.path) for difference in found[1:]}
    assert rest == {
        ("only_actions", "purchases[0].product_id"),
        ("only_actions", "purchases[0].currency"),
        ("only_actions", "purchases[0].price"),
        ("only_actions", "purchases[0].quantity"),
    }


def test_an_event_instead_of_purchases() -> None:
    found = of_bodies(
        {"events": [event(name="ecommerce.order_placed")]},
        {"purchases": [purchase(product_id=name) for name in "abcd"]},
    )
    assert found[0].sentence == (
        'events: Actions sends the custom event "ecommerce.order_placed", '
        'Classic 4 purchases ("a", "b", "c", …) instead.'
    )


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"price": 12.5}, {"price": 13}, "price: Actions sends 12.5, Classic 13."),
        (
            {"price": 19.5},
            {"price": "19.50"},
            'price: Actions sends the number 19.5, Classic the text "19.50" (the same number); '
            "Braze takes a number only.",
        ),
        ({"quantity": 2}, {"quantity": 1}, "quantity: Actions sends 2, Classic 1."),
        (
            {"currency": "EUR"},
            {"currency": "USD"},
            'currency: Actions sends "EUR", Classic "USD"; '
            "Classic takes the product's own currency or USD, never the order's.",
        ),
        (
            {"properties": {"colour": "red"}},
            {},
            "properties: only Actions sends it: an object with 1 key (colour); "
            "Classic's purchases carry no properties.",
        ),
    ],
)
def test_purchase_keys(left: dict[str, Json], right: dict[str, Json], expected: str) -> None:
    assert sentences({"purchases": [purchase(**left)]}, {"purchases": [purchase(**right)]}) == [expected]


def test_products_meet_by_their_id_and_the_rest_stands_alone() -> None:
    left = {"purchases": [purchase(product_id="a"), purchase(product_id="b", price=1)]}
    right = {
        "purchases": [purchase(product_id="b", price=2), purchase(product_id="c"), purchase(product_id="d")]
    }
    assert [(found.path, found.sentence) for found in of_bodies(left, right)] == [
        ("purchases[0]", 'purchases[0]: only Actions sends it: a purchase of "a".'),
        ("purchases[1].price", 'purchases[1].price of "b": Actions sends 1, Classic 2.'),
        ("purchases[1]", 'purchases[1]: only Classic sends it: a purchase of "c".'),
        ("purchases[2]", 'purchases[2]: only Classic sends it: a purchase of "d".'),
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            {"name": "Trip Booked"},
            {"name": "trip booked"},
            (
                "value_changed",
                'name: Actions sends "Trip Booked", Classic "trip booked" '
                "(only upper and lower case differ); for Braze these are two different events.",
            ),
        ),
        (
            {"time": "2024-03-05T06:07:08Z"},
            {"time": "2024-03-05T07:07:08.000+01:00"},
            (
                "format_changed",
                'time: Actions writes "2024-03-05T06:07:08Z", Classic "2024-03-05T07:07:08.000+01:00", '
                "which is the same moment.",
            ),
        ),
        (
            {"time": "2024-03-05T06:07:09.456Z"},
            {"time": "2024-03-05T06:07:08.123Z"},
            (
                "value_changed",
                'time: Actions sends "2024-03-05T06:07:09.456Z", Classic "2024-03-05T06:07:08.123Z" '
                "(1.333 s earlier); Classic sends the event's timestamp.",
            ),
        ),
        (
            {"properties": {"price": 3}},
            {"properties": {}},
            (
                "only_actions",
                "properties.price: only Actions sends it: 3; "
                "Classic is documented to leave this name out of event properties.",
            ),
        ),
        (
            {"properties": {}},
            {"properties": {"city": "Oslo"}},
            ("only_classic", 'properties.city: only Classic sends it: "Oslo".'),
        ),
        (
            {"properties": {"n": "5", "m": True}},
            {"properties": {"n": 5, "m": True}},
            (
                "type_changed",
                'properties.n: Actions sends the text "5", Classic the number 5 (the same number).',
            ),
        ),
        (
            {"properties": {"m": True}},
            {"properties": {"m": "true"}},
            ("type_changed", 'properties.m: Actions sends true, Classic the text "true" (the same word).'),
        ),
        (
            {"properties": {"m": None}},
            {"properties": {}},
            ("only_actions", "properties.m: only Actions sends it: null."),
        ),
        (
            {"properties": {"m": None}},
            {"properties": {"m": []}},
            ("type_changed", "properties.m: Actions sends null, Classic an empty list."),
        ),
        (
            {"_update_existing_only": False},
            {},
            (
                "only_actions",
                "_update_existing_only: only Actions sends it: false; Braze does the same without it.",
            ),
        ),
        (
            {"_update_existing_only": True},
            {},
            (
                "only_actions",
                "_update_existing_only: only Actions sends it: true; without it Braze creates unknown users.",
            ),
        ),
        (
            {},
            {"app_id": ""},
            (
                "only_classic",
                'app_id: only Classic sends it: ""; Classic\'s App Identifier setting is empty.',
            ),
        ),
        (
            {"properties": {"a.b": 1, "__x": 2}},
            {"properties": {"a.b": 1, "__x": 3}},
            ("value_changed", "properties.__x: Actions sends 2, Classic 3."),
        ),
    ],
)
def test_event_keys(left: dict[str, Json], right: dict[str, Json], expected: tuple[str, str]) -> None:
    assert of_events(event(**left), event(**right)) == [expected]


def test_two_ways_of_naming_the_user_are_one_difference() -> None:
    left = event(user_alias={"alias_label": "anonymous_id", "alias_name": "a-1"}, email="ana@example.com")
    del left["external_id"]
    (found,) = of_bodies({"events": [left]}, {"events": [event(external_id="u-1")]})
    assert found.kind == "value_changed"
    assert found.path == "events[0].user_alias"
    assert found.sentence == (
        'user: Actions names the user by user_alias "anonymous_id":"a-1" and email "ana@example.com", '
        'Classic by external_id "u-1"; for Braze these are two users unless it knows that they are one.'
    )


def test_a_further_identifier_is_a_difference_of_its_own() -> None:
    assert of_events(event(email="ana@example.com"), event()) == [
        ("only_actions", 'email: only Actions sends it: "ana@example.com".')
    ]


def test_null_removes_an_attribute() -> None:
    left, right = {"external_id": "u", "plan": None}, {"external_id": "u"}
    assert sentences({"attributes": [left]}, {"attributes": [right]}) == [
        "plan: only Actions sends it: null; null removes the attribute in Braze."
    ]


def test_gender_letters() -> None:
    left, right = {"external_id": "u", "gender": "F"}, {"external_id": "u", "gender": "female"}
    assert sentences({"attributes": [left]}, {"attributes": [right]}) == [
        'gender: Actions sends "F", Classic "female"; '
        "Actions writes Braze's letter, Classic passes the word on."
    ]


def test_a_list_that_only_one_side_sends() -> None:
    body = {"events": [event()]}
    both = body | {"attributes": [{"external_id": "u"}]}
    assert sentences(both, body) == ["attributes: only Actions sends it: the attributes of 1 user."]


def test_no_request_on_one_side_and_why() -> None:
    sent = [request({"events": [event()]})]
    (found,) = differences([], sent, actions_reason="No mapping matches this event.")
    assert found == Difference(
        "only_classic",
        "requests",
        'requests: Actions sends nothing, Classic POST /users/track with the custom event "Trip Booked": '
        "No mapping matches this event.",
        0,
        1,
    )
    (found,) = differences(sent * 2, [], classic_reason="The event has no userId")
    assert found.sentence == "requests: Actions sends 2 requests, Classic nothing: The event has no userId."
    (found,) = differences([], sent, actions_reason="word " * 100)
    assert len(found.sentence) < 300
    assert found.sentence.endswith(" ….")
    assert differences([], [], actions_reason="x", classic_reason="y") == ()


def test_with_several_requests_each_difference_names_its_own() -> None:
    actions = [request({"events": [event(name=name)]}) for name in ("A", "B")]
    classic = [request({"events": [event(name="B", time="2024-03-05T06:07:09.123Z")]})]
    found = differences(actions, classic)
    assert [(difference.kind, difference.path) for difference in found] == [
        ("only_actions", "requests[0]"),
        ("value_changed", "requests[1].events[0].time"),
    ]
    assert found[0].sentence == 'request 1: only Actions sends POST /users/track with the custom event "A".'
    assert found[1].sentence.startswith("request 2, time: Actions sends ")


def test_a_header_that_only_actions_sends() -> None:
    (found,) = differences([request({}, extra=(("X-Braze-Batch", "true"),))], [request({})])
    assert (found.kind, found.path) == ("only_actions", "header x-braze-batch")


def test_long_texts_are_shown_around_their_first_difference() -> None:
    text = "a" * 500
    (sentence,) = sentences({"k": text + "x" + text}, {"k": text + "y" + text})
    assert "aaax" in sentence
    assert "aaay" in sentence
    assert "(1,001 characters)" in sentence
    assert len(sentence) < 250


def test_missing_values_are_undefined() -> None:
    (found,) = of_bodies({"k": 1}, {})
    assert (found.left, found.right) == (1, UNDEFINED)


def test_huge_bodies_end_with_a_word_about_the_rest() -> None:
    left, right = ({"k": {str(number): number + shift for number in range(50_000)}} for shift in (0, 1))
    found = of_bodies(left, right)
    assert len(found) == MAX_CHANGES + 1
    assert found[-1].sentence == f"body: more than {MAX_CHANGES} differences; the rest is not listed."


def test_very_deep_and_very_long_values() -> None:
    one: Json = 1
    other: Json = 2
    for _ in range(10_000):
        one, other = {"a": [one]}, {"a": [other]}
    lines = "line\n" * 2_000_000
    found = of_bodies({"deep": one, "text": lines + "x"}, {"deep": other, "text": lines + "y"})
    assert [difference.kind for difference in found] == ["value_changed", "value_changed"]
    assert all(len(difference.sentence) < 400 for difference in found)


@given(JSON_VALUES, JSON_VALUES)
def test_there_are_differences_exactly_when_the_values_differ(left: Json, right: Json) -> None:
    found = of_bodies({"k": left}, {"k": right})
    assert bool(found) is not same_value(left, right)


@given(JSON_VALUES, JSON_VALUES)
def test_swapping_the_sides_swaps_the_kinds(left: Json, right: Json) -> None:
    swapped = {"only_actions": "only_classic", "only_classic": "only_actions"}
    forth = sorted(found.kind for found in of_bodies({"k": left}, {"k": right}))
    back = sorted(swapped.get(found.kind, found.kind) for found in of_bodies({"k": right}, {"k": left}))
    assert forth == back


def test_attributes_are_no_substitute_for_purchases() -> None:
    left, right = {"purchases": [purchase()]}, {"attributes": [{"external_id": "u-1"}]}
    assert sentences(left, right) == [
        "attributes: only Classic sends it: the attributes of 1 user.",
        'purchases: only Actions sends it: a purchase of "sku-1".',
    ]


@pytest.mark.parametrize(
    ("left", "right", "note"),
    [
        ({"email": "a@example.com"}, {}, ""),
        (
            {"external_id": None, "email": "a"},
            {"external_id": None},
            "Braze refuses an object that names no user",
        ),
        (
            {"external_id": None, "email": "a"},
            {"external_id": None, "email": "b"},
            "for Braze these are two users",
        ),
        (
            {"email": "a"},
            {"external_id": None, "email": "a"},
            "so Actions names the user by external_id, Classic by email",
        ),
    ],
)
def test_what_an_identifier_more_or_less_means(
    left: dict[str, Json], right: dict[str, Json], note: str
) -> None:
    (sentence,) = sentences({"events": [event(**left)]}, {"events": [event(**right)]})
    assert sentence.partition("; ")[2] == (f"{note}." if note else "")


def test_items_in_another_order_are_called_the_same_only_when_they_are() -> None:
    lists = [[1, 2, 3, 4], [4, 3, 2, 1], [4, 3, 2, 9]]
    told = [
        sentences({"events": [event({"l": lists[0]})]}, {"events": [event({"l": other})]}) for other in lists
    ]
    assert told[1] == ["properties.l: both sides send the same 4 items in another order."]
    assert told[2][0] == "properties.l: the items that both sides send stand in another order."


def test_what_became_of_each_value_names_its_request_when_there_are_several() -> None:
    left = [request({"events": [{"name": name}]}) for name in "AB"]
    right = [request({"purchases": [{"quantity": 2}]}) for _ in "AB"]
    told = [one.sentence for one in differences(left, right)]
    assert "request 1, purchases[*].quantity: only Classic sends it: 2." in told
    assert len(set(told)) == len(told)
