"""POST /users/track: who is found or made, what is kept, what is refused."""

from __future__ import annotations

import pytest

from tests.sandbox.client import NOW, TIME, Local, error_types
from workbench.jsvalues import Json
from workbench.sandbox import Alias, StoredEvent, StoredPurchase
from workbench.sandbox.dates import parse_time
from workbench.sandbox.track_rules import NOTHING_VALID, TOO_MANY

NO_ONE = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required"
ALIAS = {"alias_name": "web-77", "alias_label": "anonymous_id"}


def event(**more: Json) -> dict[str, Json]:
    return {"external_id": "u-1", "name": "Trip Booked", "time": TIME, **more}


def purchase(**more: Json) -> dict[str, Json]:
    return {
        "external_id": "u-1",
        "product_id": "sku-9",
        "currency": "EUR",
        "price": 19.5,
        "time": TIME,
        **more,
    }


def test_all_three_lists_are_taken_and_counted(local: Local) -> None:
    reply = local.track(
        attributes=[{"external_id": "u-1", "first_name": "Ana"}],
        events=[event(properties={"city": "Porto"}, app_id="app-1"), event(name="Seat Upgraded")],
        purchases=[purchase(quantity=2, properties={"size": "M"})],
    )
    assert (reply.status, reply.body) == (
        201,
        {"attributes_processed": 1, "events_processed": 2, "purchases_processed": 1, "message": "success"},
    )
    profile = local.profile("u-1")
    time = parse_time(TIME)
    assert time is not None
    assert profile.identifiers.external_id == "u-1"
    assert profile.attributes == {"first_name": "Ana"}
    assert profile.events == (
        StoredEvent("Trip Booked", time, "app-1", {"city": "Porto"}),
        StoredEvent("Seat Upgraded", time, "", {}),
    )
    assert profile.purchases == (StoredPurchase("sku-9", "EUR", 19.5, 2, time, {"size": "M"}),)
    assert (profile.created, profile.updated) == (NOW, NOW)


def test_only_the_lists_sent_are_counted(local: Local) -> None:
    assert local.track(events=[event()]).body == {"events_processed": 1, "message": "success"}


def test_a_faulty_object_costs_that_object(local: Local) -> None:
    reply = local.track(events=[event(), {"name": "x", "time": TIME}, event(name="Seat Upgraded")])
    assert (reply.status, reply.body) == (
        201,
        {
            "events_processed": 2,
            "message": "success",
            "errors": [{"type": NO_ONE, "input_array": "events", "index": 1}],
        },
    )
    assert [one.name for one in local.profile("u-1").events] == ["Trip Booked", "Seat Upgraded"]


def test_only_faulty_objects_make_the_request_fail(local: Local) -> None:
    reply = local.track(events=[{"name": "x"}], attributes=[{"first_name": "Ana"}])
    assert (reply.status, reply.body["message"]) == (400, NOTHING_VALID)
    assert [(error["input_array"], error["index"]) for error in reply.body["errors"]] == [
        ("attributes", 0),
        ("events", 0),
    ]
    assert local.store.users() == ()


@pytest.mark.parametrize("body", [None, [], "x", 5, {}, {"events": []}, {"events": "x"}, {"events": {}}])
def test_a_body_without_any_list_is_refused(local: Local, body: Json) -> None:
    reply = local.post("/users/track", body)
    assert (reply.status, reply.body) == (400, {"message": NOTHING_VALID})


def test_75_objects_of_a_kind_are_taken_and_76_refused(local: Local) -> None:
    assert local.track(events=[event()] * 75).status == 201
    assert local.notes() == ()
    assert local.track(events=[event()] * 75, purchases=[purchase()]).status == 201
    assert "76 objects" in local.notes()[0]
    reply = local.track(events=[event()] * 76)
    assert (reply.status, reply.body) == (400, {"message": TOO_MANY})


@pytest.mark.parametrize(
    ("item", "error"),
    [
        (event(external_id=None), NO_ONE),
        (event(external_id=""), NO_ONE),
        (event(external_id=7), "'external_id' is not valid"),
        (
            event(external_id=None, user_alias={"alias_name": "a"}),
            "'user_alias' needs 'alias_name' and 'alias_label'",
        ),
        (event(external_id=None, user_alias="a"), "'user_alias' is not valid"),
        (event(name=None), "'name' is required"),
        (event(name=""), "'name' is required"),
        (event(name=7), "'name' is not valid"),
        (event(name="x" * 256), "'name' is not valid"),
        (event(time=None), "'time' is required"),
        (event(time="yesterday"), "'time' is not valid"),
        (event(time=1_700_000_000), "'time' is not valid"),
        (event(app_id=5), "'app_id' is not valid"),
        (event(properties=["a"]), "'properties' is not valid"),
        (event(properties={"time": 1}), "'time' is a reserved property name"),
        (event(properties={"event_name": 1}), "'event_name' is a reserved property name"),
        (event(properties={"": 1}), "'properties' has an invalid name"),
        (event(properties={"$x": 1}), "'properties' has an invalid name"),
        (event(properties={"x" * 256: 1}), "'properties' has an invalid name"),
        (event(_update_existing_only="yes"), "'_update_existing_only' is not valid"),
        ("text", "'events' must be a list of objects"),
    ],
)
def test_the_rules_of_events(local: Local, item: Json, error: str) -> None:
    assert error_types(local.track(events=[item])) == [error]


@pytest.mark.parametrize(
    ("item", "error"),
    [
        (purchase(external_id=None), NO_ONE),
        (purchase(product_id=None), "'product_id' is required"),
        (purchase(product_id="x" * 256), "'product_id' is not valid"),
        (purchase(currency=None), "'currency' is required"),
        (purchase(currency="EURO"), "'currency' is not valid"),
        (purchase(currency=978), "'currency' is not valid"),
        (purchase(price=None), "'price' is required"),
        (purchase(price="19.5"), "'price' is not valid"),
        (purchase(price=True), "'price' is not valid"),
        (purchase(quantity=0), "'quantity' is not valid"),
        (purchase(quantity=101), "'quantity' is not valid"),
        (purchase(quantity=1.5), "'quantity' is not valid"),
        (purchase(quantity="2"), "'quantity' is not valid"),
        (purchase(time=""), "'time' is required"),
        (purchase(properties=5), "'properties' is not valid"),
        (None, "'purchases' must be a list of objects"),
    ],
)
def test_the_rules_of_purchases(local: Local, item: Json, error: str) -> None:
    assert error_types(local.track(purchases=[item])) == [error]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"email": "no address"}, "The value provided for the 'email' field is not a valid email."),
        ({"email": 5}, "'email' is not valid"),
        ({"dob": "1991-02-30"}, "'dob' is not valid"),
        ({"dob": "04/07/1991"}, "'dob' is not valid"),
        ({"gender": "female"}, "'gender' is not valid"),
        ({"first_name": {"a": 1}}, "'first_name' is not valid"),
        ({"email_subscribe": "yes"}, "'email_subscribe' is not valid"),
        ({"email_open_tracking_disabled": "yes"}, "'email_open_tracking_disabled' is not valid"),
        ({"current_location": {"latitude": 1}}, "'current_location' is not valid"),
        ({"current_location": {"latitude": 91, "longitude": 1}}, "'current_location' is not valid"),
        ({"push_tokens": ["a"]}, "'push_tokens' is not valid"),
        ({"_merge_objects": "yes"}, "'_merge_objects' is not valid"),
        ({"push_token_import": True}, "'push_token_import' cannot be used with 'external_id' or 'braze_id'"),
    ],
)
def test_the_rules_of_attributes(local: Local, fields: dict[str, Json], error: str) -> None:
    assert error_types(local.track(attributes=[{"external_id": "u-1", **fields}])) == [error]


def test_push_tokens_can_be_imported_without_a_user(local: Local) -> None:
    token = {"push_token_import": True, "push_tokens": [{"app_id": "a", "token": "t"}]}
    assert local.track(attributes=[token]).status == 201
    assert error_types(local.track(attributes=[{"push_token_import": True}])) == ["'push_tokens' is required"]


@pytest.mark.parametrize(
    ("properties", "error"),
    [
        ({}, "The property '#/' did not contain a required property of 'currency'"),
        (
            {"currency": 1, "source": "web"},
            "The property '#/currency' of type integer did not match the following type: string",
        ),
    ],
)
def test_recommended_events_have_a_schema(local: Local, properties: dict[str, Json], error: str) -> None:
    reply = local.track(events=[event(name="ecommerce.product_viewed", properties=properties)])
    assert error_types(reply) == [error]


def test_a_recommended_event_s_products_are_looked_at(local: Local) -> None:
    product = {"product_id": "p", "product_name": "n", "variant_id": "v", "price": 2, "quantity": 1}
    order = {"order_id": "o", "currency": "EUR", "source": "web", "total_value": 2, "products": [product]}

    def placed(**changes: Json) -> list[str]:
        return error_types(
            local.track(events=[event(name="ecommerce.order_placed", properties={**order, **changes})])
        )

    assert placed() == []
    assert placed(products=[product, {**product, "quantity": 1.5}]) == [
        "The property '#/products/1/quantity' of type number did not match the following type: integer"
    ]
    assert placed(products=["p"]) == [
        "The property '#/products/0' of type string did not match the following type: object"
    ]
    without = {key: value for key, value in product.items() if key != "variant_id"}
    assert placed(products=[without]) == [
        "The property '#/products/0' did not contain a required property of 'variant_id'"
    ]


def test_a_cart_needs_products_and_a_total_unless_it_is_changed(local: Local) -> None:
    cart: dict[str, Json] = {"cart_id": "c", "currency": "EUR", "source": "web", "products": []}

    def updated(**changes: Json) -> list[str]:
        return error_types(
            local.track(events=[event(name="ecommerce.cart_updated", properties={**cart, **changes})])
        )

    assert updated() == ["The property '#/' did not contain a required property of 'total_value'"]
    assert updated(action="add") == ["The property '#/products' did not contain a minimum number of items 1"]


@pytest.mark.parametrize(
    ("identifier", "key"),
    [
        ({"external_id": "u-9"}, "u-9"),
        ({"email": "Ana@Example.com"}, "ana@example.com"),
        ({"phone": "+351210000000"}, "+351210000000"),
        ({"user_alias": ALIAS, "_update_existing_only": False}, "anonymous_id:web-77"),
    ],
)
def test_an_unknown_identifier_makes_a_profile_that_it_finds_again(
    local: Local, identifier: dict[str, Json], key: str
) -> None:
    for number in (1, 2):
        assert local.track(attributes=[{**identifier, "visits": number}]).status == 201
    assert local.profile(key).attributes["visits"] == 2
    assert len(local.store.users()) == 1


@pytest.mark.parametrize(
    "identifier",
    [
        {"external_id": "u-9", "_update_existing_only": True},
        {"email": "ana@example.com", "_update_existing_only": True},
        {"user_alias": ALIAS},
        {"user_alias": ALIAS, "_update_existing_only": True},
        {"braze_id": "5e7c1b"},
        {"braze_id": "5e7c1b", "_update_existing_only": False},
    ],
)
def test_some_identifiers_make_no_profile_and_the_log_says_so(
    local: Local, identifier: dict[str, Json]
) -> None:
    reply = local.track(attributes=[{**identifier, "a": 1}])
    assert (reply.status, reply.body["attributes_processed"]) == (201, 1)
    assert local.store.users() == ()
    assert "nothing was changed" in local.notes()[0]


def test_an_existing_profile_is_updated_whatever_the_flag_says(local: Local) -> None:
    local.track(attributes=[{"external_id": "u-1", "a": 1}])
    local.track(attributes=[{"external_id": "u-1", "a": 2, "_update_existing_only": True}])
    braze_id = local.profile("u-1").identifiers.braze_id
    local.track(attributes=[{"braze_id": braze_id, "b": 3}])
    assert local.profile("u-1").attributes == {"a": 2, "b": 3}


def test_the_strongest_identifier_counts_and_weaker_ones_are_attributes(local: Local) -> None:
    local.track(
        attributes=[
            {"external_id": "u-1", "user_alias": ALIAS, "email": "ana@example.com", "phone": "+35121"}
        ]
    )
    (user,) = local.store.users()
    assert user.identifiers.external_id == "u-1"
    assert user.identifiers.aliases == ()
    assert (user.identifiers.email, user.identifiers.phone) == ("ana@example.com", "+35121")


def test_of_several_with_one_address_the_identified_comes_first(local: Local) -> None:
    local.track(attributes=[{"email": "ana@example.com"}])
    local.now += 1
    local.track(attributes=[{"external_id": "u-1", "email": "ANA@example.com"}])
    local.now += 1
    local.track(attributes=[{"external_id": "u-2", "email": "ana@example.com"}])
    local.now += 1
    local.track(
        attributes=[{"user_alias": ALIAS, "email": "ana@example.com", "_update_existing_only": False}]
    )
    local.track(events=[{"email": "ana@example.com", "name": "Trip Booked", "time": TIME}])
    assert len(local.profile("u-2").events) == 1


def test_an_alias_is_an_object_with_two_names(local: Local) -> None:
    local.track(attributes=[{"user_alias": ALIAS, "_update_existing_only": False, "a": 1}])
    assert local.profile("anonymous_id:web-77").identifiers.aliases == (Alias("web-77", "anonymous_id"),)


def test_future_times_become_now_and_two_equal_events_stay_two(local: Local) -> None:
    local.track(events=[event(time="2999-01-01T00:00:00Z"), event(time="2999-01-01T00:00:00Z")])
    assert [one.time for one in local.profile("u-1").events] == [NOW, NOW]


def test_the_first_256_properties_are_kept_and_long_values_remarked(local: Local) -> None:
    properties: dict[str, Json] = {f"p{number:03}": number for number in range(300)}
    local.track(events=[event(properties={**properties, "p000": "x" * 256})])
    kept = local.profile("u-1").events[0].properties
    assert list(kept) == [f"p{number:03}" for number in range(256)]
    assert len(local.notes()) == 2


def test_a_date_of_the_documented_forms_is_read(local: Local) -> None:
    for time in ("2026-03-02T10:15:00:123+0100", "2013-07-16T19:20:30+1:00", "2026-03-02"):
        assert local.track(events=[event(time=time)]).status == 201
