"""Every known difference of behaviour has its rule, and the proposal does what the rule says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.migration.builders import (
    CLOUD,
    OLD,
    TIME,
    WEB,
    Both,
    event,
    identify,
    mapping,
    order,
    proposal,
    track,
)
from workbench.actions import SYNC_MODE_KEY
from workbench.classic import ClassicSettings
from workbench.jsvalues import Json
from workbench.migration import Choices
from workbench.migration.behaviours import BEHAVIOURS

KNOWN = (
    "time",
    "dob",
    "country",
    "gender",
    "first_name, last_name",
    "image_url",
    "custom attributes",
    "phone, email",
    "identifier",
    "app_id",
    "event properties",
    "dates",
    "order event names",
    "purchase currency",
    "purchase product_id",
    "purchase quantity",
    "purchase price",
    "purchase properties",
    "empty orders",
    "ecommerce presets",
    "group",
    "page, screen",
    "alias",
    "authentication",
    "batching",
)
PRODUCT: Json = {"product_id": "tent", "price": 10.5, "quantity": 2}


def verdict_on(key: str, classic: ClassicSettings = CLOUD) -> str:
    return proposal(classic).decision(key).verdict


def test_every_known_difference_has_a_row() -> None:
    keys = [key for key, _, _ in BEHAVIOURS]
    assert keys[: len(KNOWN)] == list(KNOWN)
    assert keys[len(KNOWN) :] == ["integrations"]


@pytest.mark.parametrize("classic", [CLOUD, OLD, WEB])
def test_every_row_has_a_decision_in_words(classic: ClassicSettings) -> None:
    for decision in proposal(classic).behaviours:
        assert decision.sentence.endswith(".")
        assert bool(decision.choice) == bool(decision.chosen)


def test_time_is_that_of_the_event() -> None:
    late = {**track("Trip Booked"), "receivedAt": "2026-03-09T00:00:00.000Z"}
    both = Both(CLOUD, late)
    assert both.sent["time"] == both.classic_sent["time"] == TIME
    untimed = track("Trip Booked")
    del untimed["timestamp"]
    assert Both(CLOUD, untimed).sent["time"] == TIME
    assert proposal(CLOUD, untimed).decision("time").warning.startswith("1 event has no timestamp")


@pytest.mark.parametrize(
    "traits",
    [
        {"birthday": "1990-05-01"},
        {"birthday": "1990-05-01T23:00:00-05:00"},
        {"birthday": 641520000000},
        {"dob": "1990-05-01"},
        {"birthday": None, "dob": "1990-05-01"},
    ],
)
def test_dob_comes_from_the_birthday(traits: dict[str, Json]) -> None:
    both = Both(CLOUD, identify(**traits))
    assert both.sent["dob"] == both.classic_sent["dob"]
    assert "birthday" not in both.sent


def test_a_birthday_in_another_spelling_is_found_where_it_occurs() -> None:
    both = Both(CLOUD, identify(birth_day="1990-05-01"))
    assert both.sent["dob"] == both.classic_sent["dob"] == "1990-05-01"


def test_a_birthday_that_is_no_date_does_not_lose_the_identify() -> None:
    both = Both(CLOUD, identify(birthday="31.12.1990", plan="pro"))
    assert both.sent == both.classic_sent | {"plan": "pro"}
    assert "1 birthday is no date" in proposal(CLOUD, both.event).decision("dob").warning
    dated = Both(CLOUD, identify(birthday="1990-05-01"))
    assert dated.sent["dob"] == "1990-05-01"


@pytest.mark.parametrize("value", [True, ["1990-05-01", "1990-05-02"], {"year": 1990}])
def test_a_birthday_of_a_refused_type_does_not_lose_the_identify(value: Json) -> None:
    odd = identify(birthday=value, plan="pro")
    assert Both(CLOUD, odd).sent == {"external_id": "ana", "plan": "pro", "_update_existing_only": False}
    for birthday in ("1990-05-01", 641520000000):
        both = Both(CLOUD, identify(birthday=birthday), among=(odd,))
        assert both.sent["dob"] == both.classic_sent["dob"]


def test_country_and_city_come_from_the_address() -> None:
    located = {
        **identify(address={"city": "Porto", "country": "PT"}),
        "context": {"location": {"country": "SE", "latitude": 1, "longitude": 2}},
    }
    both = Both(CLOUD, located)
    assert (both.sent["home_city"], both.sent["country"]) == ("Porto", "PT")
    assert both.verdict == "equivalent"
    assert Both(CLOUD, identify(country="PT", home_city="Porto")).verdict == "equivalent"
    assert Both(CLOUD, identify(address="Porto", country="PT")).verdict == "equivalent"
    assert Both(CLOUD, identify(city="Porto")).verdict == "equivalent"


@pytest.mark.parametrize("word", ["w", "o", "n", "p", "non-binary", "", 5, None])
def test_gender_words_that_classic_dropped_stay_dropped(word: Json) -> None:
    both = Both(CLOUD, identify(gender=word))
    assert "gender" not in both.sent
    assert both.verdict == "equivalent"


@pytest.mark.parametrize(("word", "code"), [("Female", "F"), ("man", "M"), ("other", "O")])
def test_gender_words_that_classic_sent_become_the_codes_of_braze(word: str, code: str) -> None:
    both = Both(CLOUD, identify(gender=word))
    assert (both.sent["gender"], both.classic_sent["gender"]) == (code, word)


def test_every_gender_word_may_be_passed_on() -> None:
    choices = Choices(gender="actions")
    assert Both(CLOUD, identify(gender="p"), choices).sent["gender"] == "P"
    assert proposal(CLOUD, choices=choices).decision("gender").verdict == "replaced"


@pytest.mark.parametrize(
    "traits",
    [
        {"firstName": "Ana", "lastName": "Costa"},
        {"name": " Ana  Maria Costa "},
        {"name": "Ana"},
        {"name": "Ana Costa", "lastName": "Brandt"},
        {"first_name": "Ana", "last_name": "Costa"},
        {"FirstName": "Ana"},
    ],
)
def test_names_are_found_where_classic_found_them(traits: dict[str, Json]) -> None:
    both = Both(CLOUD, identify(**traits))
    for key in ("first_name", "last_name"):
        assert both.sent.get(key) == both.classic_sent.get(key)


def test_a_name_that_is_no_text_is_not_split() -> None:
    both = Both(CLOUD, identify(name={"first": "Ana"}))
    assert both.verdict == "equivalent"
    named = {"name": "Ana Costa"}
    found = Both(CLOUD, identify(**named), among=(both.event,))
    assert (found.sent["first_name"], found.sent["last_name"]) == ("Ana", "Costa")


@pytest.mark.parametrize("value", [5, True, ["Ana"], {"first": "Ana"}])
def test_a_first_name_that_is_no_text_is_ignored_as_in_classic(value: Json) -> None:
    both = Both(CLOUD, identify(firstName=value, plan="pro"))
    assert both.verdict == "equivalent"
    assert Both(CLOUD, identify(firstName="Bo"), among=(both.event,)).sent["first_name"] == "Bo"


def test_names_are_trimmed_as_in_classic() -> None:
    assert Both(CLOUD, identify(firstName=" Ana ", lastName="Costa\t")).verdict == "equivalent"


@pytest.mark.parametrize("value", [["a@example.com", "b@example.com"], {"work": "a@example.com"}])
@pytest.mark.parametrize("trait", ["email", "phone", "country", "home_city", "language", "time_zone"])
def test_a_trait_of_a_refused_type_does_not_lose_the_identify(trait: str, value: Json) -> None:
    both = Both(CLOUD, identify(**{trait: value, "plan": "pro"}))
    assert both.sent == {
        "external_id": "ana",
        "plan": "pro",
        "_update_existing_only": False,
    }
    kept = Both(CLOUD, identify(**{trait: "fr"}), among=(both.event,))
    assert kept.sent[trait] == "fr"
    if trait in {"email", "phone", "language", "time_zone"}:
        assert trait in proposal(CLOUD, both.event).decision("custom attributes").warning


@pytest.mark.parametrize("part", ["city", "country"])
def test_a_place_of_a_refused_type_does_not_lose_the_identify(part: str) -> None:
    both = Both(CLOUD, identify(address={part: ["Porto"]}, plan="pro"))
    assert both.sent["plan"] == "pro"


@pytest.mark.parametrize("key", ["avatar", "photoUrl", "avatarUrl", "photo_url", "image_url"])
def test_the_picture_is_found_under_every_name(key: str) -> None:
    both = Both(CLOUD, identify(**{key: "https://img.example.com/1.png"}))
    assert both.sent["image_url"] == both.classic_sent["image_url"]


def test_a_picture_that_is_no_address_does_not_lose_the_identify() -> None:
    both = Both(CLOUD, identify(avatar="img/1.png", plan="pro"))
    assert both.sent["plan"] == "pro"
    assert "image_url" not in both.sent
    assert "1 picture is no address" in proposal(CLOUD, both.event).decision("image_url").warning


@pytest.mark.parametrize(
    "picture", [7, ["a"], {"url": "a"}, "https://example.com/a b.png", "https://example.com/ü.png", "//x"]
)
def test_what_is_no_address_is_left_out_and_an_address_kept(picture: Json) -> None:
    odd = identify(avatar=picture, plan="pro")
    assert Both(CLOUD, odd).sent == {"external_id": "ana", "plan": "pro", "_update_existing_only": False}
    address = "https://example.com/a%20b.png?size=2&kind=(x)#top"
    assert Both(CLOUD, identify(avatar=address), among=(odd,)).sent["image_url"] == address


@pytest.mark.parametrize("classic", [CLOUD, OLD])
def test_custom_attributes_are_those_of_classic(classic: ClassicSettings) -> None:
    traits: dict[str, Json] = {
        "id": "7",
        "name": "Ana Costa",
        "address": {"city": "Porto"},
        "birthday": "1990-05-01",
        "avatar": "https://img.example.com/1.png",
        "plan": "pro",
        "age": 35,
        "company": {"name": "Example"},
        "tags": ["a", None],
        "nothing": None,
        "language": "pt",
        "time_zone": "Europe/Lisbon",
        "email_subscribe": "opted_in",
    }
    assert Both(classic, identify(**traits)).verdict == "equivalent"
    assert Both(classic, event("identify")).verdict == "equivalent"


@pytest.mark.parametrize("name", ["time", "products", "properties"])
def test_traits_that_no_mapping_can_send_are_said(name: str) -> None:
    both = Both(CLOUD, identify(**{name: "x"}))
    assert name not in both.sent
    assert name in both.classic_sent
    assert name in proposal(CLOUD, both.event).decision("custom attributes").warning


def test_a_trait_with_the_name_of_a_field_of_another_type_is_said() -> None:
    both = Both(CLOUD, identify(twitter="@ana", plan="pro"))
    assert both.sent["plan"] == "pro"
    assert "twitter" in proposal(CLOUD, both.event).decision("custom attributes").warning


def test_phone_and_email_are_mapped() -> None:
    both = Both(CLOUD, identify(email="ana@example.com", phone="+351 555"))
    assert both.verdict == "equivalent"
    spelled = Both(CLOUD, identify(Email="ana@example.com", emailAddress="ana@example.com"))
    assert spelled.verdict == "equivalent"


def test_an_event_without_a_user_is_skipped_where_no_braze_id_occurs() -> None:
    for nobody in (None, ""):
        lost = {**track("Trip Booked"), "userId": nobody}
        both = Both(CLOUD, {**lost, "context": {"traits": {"email": "ana@example.com"}}})
        assert both.verdict == "neither"
    assert "userId != null" in mapping(proposal(CLOUD, track("Trip Booked")), "Track Calls").trigger


@pytest.mark.parametrize(
    "place",
    [
        {"integrations": {"Braze": {"braze_id": "b-1"}}},
        {"integrations": {"Appboy": {"braze_id": "b-1"}}},
        {"context": {"integrations": {"Braze": {"braze_id": "b-1"}}}},
    ],
)
def test_a_braze_id_stands_in_for_the_user(place: dict[str, Json]) -> None:
    both = Both(CLOUD, {**track("Trip Booked"), **place, "userId": None})
    assert both.sent["braze_id"] == "b-1"
    assert both.verdict == "equivalent"
    known = Both(CLOUD, {**track("Trip Booked"), **place}, Choices(anonymous="braze_id"))
    assert "braze_id" not in known.sent
    old = Both(OLD, {**track("Trip Booked"), **place, "userId": None})
    assert old.verdict == "neither"


def test_an_empty_app_id_is_the_same_as_none() -> None:
    assert Both(replace(CLOUD, api_key=""), track("Trip Booked")).verdict == "equivalent"
    assert verdict_on("app_id") == "carried"


def test_reserved_properties_are_removed_as_documented() -> None:
    full = track("Trip", time="now", quantity=1, event_name="x", price=2, currency="EUR", kept={"price": 1})
    assert Both(CLOUD, full).sent["properties"] == {"kept": {"price": 1}}
    assert Both(CLOUD, full).verdict == "equivalent"
    assert Both(OLD, full).sent["properties"] == full["properties"]
    assert Both(OLD, full).verdict == "equivalent"
    assert Both(CLOUD, event("track", event="Trip")).sent["properties"] == {}


def test_properties_that_the_browser_dropped_stay_out() -> None:
    nested = track("Trip", seats=["4A"], fare={"class": "y"}, note=None, price=5)
    both = Both(WEB, nested)
    assert both.sent["properties"] == {"price": 5}
    assert both.verdict == "equivalent"
    plain = Both(WEB, track("Trip", note="late", mixed=7), among=(nested, track("Trip", mixed=[7])))
    assert plain.sent["properties"] == {"note": "late", "mixed": 7}
    assert plain.verdict == "equivalent"
    sent = Both(WEB, nested, Choices(nested="actions")).sent["properties"]
    assert sent["seats"] == ["4A"]
    rows = {key: proposal(WEB, nested).decision(key) for key in ("event properties", "custom attributes")}
    assert {row.choice for row in rows.values()} == {"nested"}


def test_traits_that_the_browser_dropped_stay_out() -> None:
    both = Both(WEB, identify(company={"name": "Example"}, tags=["a"], note=None, language="de"))
    assert both.verdict == "equivalent"
    assert both.sent["language"] == "de"
    assert "company" not in both.sent


@pytest.mark.parametrize("word", ["w", "o", "F", "Male", "other"])
def test_the_browser_knew_more_words_for_gender(word: str) -> None:
    both = Both(WEB, identify(gender=word))
    assert both.sent["gender"].lower() == both.classic_sent["gender"].lower()
    assert "gender" not in Both(WEB, identify(gender="n")).sent


def test_a_product_of_a_web_order_wins_over_the_order() -> None:
    both = Both(WEB, order({"product_id": "a", "price": 1, "coupon": "mine"}, coupon="all", tax=2))
    assert both.verdict == "equivalent"
    assert both.sent["properties"] == {"coupon": "mine", "tax": 2}
    other = order({"product_id": "b", "price": 1}, coupon="all")
    assert Both(WEB, other, among=(both.event,)).sent["properties"] == {"coupon": "all"}
    again = Both(WEB, both.event, among=(other,))
    assert again.sent["properties"] == {"coupon": "mine", "tax": 2}


@pytest.mark.parametrize(
    "name", ["Order Completed", "Completed Order", "order_completed", "Completed Orders"]
)
def test_orders_are_found_under_the_names_that_occur(name: str) -> None:
    both = Both(CLOUD, order(PRODUCT, name=name))
    assert both.sent["product_id"] == "tent"
    assert both.verdict == "equivalent"


def test_an_order_whose_name_no_trigger_can_hold_is_said() -> None:
    odd = order(PRODUCT, name='Completed Order "now"')
    assert "1 order has a name" in proposal(CLOUD, odd).decision("order event names").warning
    assert '"now"' not in mapping(proposal(CLOUD, odd), "Track Calls").trigger


def test_the_currency_is_that_of_the_product_in_cloud_mode() -> None:
    both = Both(CLOUD, order({**PRODUCT, "currency": "EUR"}, currency="GBP"))
    assert both.sent["currency"] == both.classic_sent["currency"] == "EUR"
    plain = Both(CLOUD, order(PRODUCT, currency="GBP"))
    assert plain.sent["currency"] == plain.classic_sent["currency"] == "USD"


def test_the_currency_is_that_of_the_order_in_web_mode() -> None:
    both = Both(WEB, order({**PRODUCT, "currency": "EUR"}, currency="GBP"))
    assert both.sent["currency"] == both.classic_sent["currency"] == "GBP"
    none = Both(WEB, order(PRODUCT))
    assert none.sent["currency"] == none.classic_sent["currency"] == "USD"
    assert verdict_on("purchase currency", WEB) == "replaced"


def test_only_so_many_currencies_get_a_mapping() -> None:
    orders = [order(PRODUCT, currency=f"C{number:02}") for number in range(20)]
    made = proposal(WEB, *orders)
    assert len([one for one in made.mappings if one.mapping.name.startswith("Order Completed Calls")]) == 9


@pytest.mark.parametrize("key", ["product_id", "productId", "Product ID", "id"])
def test_the_product_id_is_found_under_its_names(key: str) -> None:
    both = Both(CLOUD, order({key: "tent", "price": 1}))
    assert both.sent["product_id"] == both.classic_sent["product_id"] == "tent"


def test_the_id_of_a_product_is_no_product_id_in_web_mode() -> None:
    assert Both(WEB, order({"id": "tent", "price": 1})).actions.requests == ()


@pytest.mark.parametrize("quantity", [3, 0, None, "2"])
def test_the_quantity_is_one_when_there_is_none(quantity: Json) -> None:
    both = Both(CLOUD, order({**PRODUCT, "quantity": quantity}))
    assert both.sent["quantity"] == (int(quantity) if quantity else 1)


def test_a_price_that_is_no_number_is_refused() -> None:
    assert Both(CLOUD, order({**PRODUCT, "price": "10.5"})).sent["price"] == 10.5
    both = Both(CLOUD, order({**PRODUCT, "price": "$10"}))
    assert both.verdict == "lost"
    assert verdict_on("purchase price") == "none"


def test_a_purchase_has_no_properties_in_cloud_mode() -> None:
    both = Both(CLOUD, order({**PRODUCT, "sku": "x"}, coupon="SPRING"))
    assert both.sent.get("properties", {}) == {}
    assert both.verdict == "equivalent"


def test_a_purchase_has_properties_in_web_mode() -> None:
    both = Both(WEB, order({**PRODUCT, "sku": "x"}, coupon="SPRING"))
    assert both.sent["properties"] == both.classic_sent["properties"] == {"sku": "x", "coupon": "SPRING"}


def test_an_empty_order_reaches_braze_in_neither_way() -> None:
    both = Both(CLOUD, order())
    assert both.actions.requests == ()
    assert both.classic.requests[0].body["purchases"] == []
    assert verdict_on("empty orders") == "carried"


def test_the_ecommerce_events_stay_what_they_were() -> None:
    for name in ("Product Viewed", "Checkout Started", "Order Refunded", "Order Cancelled"):
        assert Both(CLOUD, track(name, order_id="o-1")).verdict == "equivalent"


def test_orders_may_become_ecommerce_events() -> None:
    choices = Choices(orders="ecommerce")
    made = proposal(CLOUD, choices=choices)
    assert mapping(made, "Order Placed (beta)").action == "ecommerce"
    assert made.decision("ecommerce presets").verdict == "choice"
    updating = proposal(replace(CLOUD, update_existing_only=True), choices=choices)
    assert mapping(updating, "Order Placed (beta)").fields[SYNC_MODE_KEY] == "update"


@pytest.mark.parametrize("group_id", ["g-1", 'a"b\\c', "x{{userId}}", 7, "naïve 🙂"])
def test_a_group_sets_its_own_attribute(group_id: Json) -> None:
    both = Both(CLOUD, event("group", groupId=group_id, traits={"name": "Example"}))
    assert both.sent[f"ab_segment_group_{group_id}"] is True
    assert both.verdict == "equivalent"


def test_groups_may_be_left_out() -> None:
    both = Both(CLOUD, event("group", groupId="g-1"), Choices(groups="none"))
    assert both.verdict == "lost"


def test_pages_follow_the_choice() -> None:
    both = Both(CLOUD, event("page", name="Home"), Choices(pages="all"))
    assert both.sent["name"] == "Viewed Home Page"
    assert both.verdict == "new"
    quiet = Both(replace(CLOUD, track_all_pages=True), event("page", name="Home"), Choices(pages="none"))
    assert quiet.verdict == "lost"


def test_an_alias_is_not_sent() -> None:
    assert Both(CLOUD, event("alias", previousId="anon-1")).verdict == "neither"


def test_the_key_is_a_bearer_token() -> None:
    [request] = Both(OLD, track("Trip")).actions.requests
    assert request.header("Authorization") == "Bearer key"
    assert verdict_on("authentication") == "replaced"


def test_every_mapping_may_batch() -> None:
    for proposed in proposal(replace(CLOUD, track_all_pages=True)).mappings:
        assert proposed.mapping.fields["enable_batching"] is True


def test_events_that_switch_classic_off_are_counted() -> None:
    off = {**track("Trip"), "integrations": {"Braze": False}}
    assert Both(CLOUD, off).verdict == "new"
    assert proposal(CLOUD, off).decision("integrations").warning.startswith("1 event names")
