"""What calls of the web SDK do to the user, as Braze's REST objects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.classic.cases import JSON, MESSAGES, NOW, WEB, message
from workbench.classic import ClassicSettings, SdkDate, translate
from workbench.classic.calltext import call_text
from workbench.classic.effects import Visit, effects_of
from workbench.compare import differences, side_by_side
from workbench.jsvalues import UNDEFINED, Json, dump_json, parse_json
from workbench.requests import BrazeRequest, SdkCall

VERSIONS = {"v1": 1, "v2": 2, "v2.7": 2.7, "v3.1": 3.1}


def body_of(*calls: SdkCall, sdk_file: str = "v1", visit: Visit | None = None) -> Any:
    """What calls amount to; `{}` for nothing."""
    found = effects_of(calls, visit or Visit(), sdk_file).requests
    return found[0].body if found else {}


def kept(method: str, *args: Any, sdk_file: str = "v1") -> bool:
    """Whether a call changes anything."""
    return not effects_of((SdkCall(method, args),), Visit(), sdk_file).refused


def effect_of(data: dict[str, Json], settings: ClassicSettings = WEB) -> Any:
    """What a message amounts to in web mode."""
    found = translate(data, settings, now=NOW).comparable
    return found[0].body if found else {}


def test_an_identify_sets_attributes_under_the_names_of_the_rest_api() -> None:
    traits: dict[str, Json] = {
        "email": "jane@example.com",
        "name": "Jane Doe",
        "gender": "female",
        "phone": "+1 555",
        "avatar": "https://example.com/a.png",
        "birthday": "1990-01-02",
        "address": {"city": "Lisbon", "country": "PT"},
        "since": "2024-02-03",
        "tags": ["a"],
    }
    assert effect_of(message("identify", traits=traits)) == {
        "attributes": [
            {
                "external_id": "u-1",
                "image_url": "https://example.com/a.png",
                "email": "jane@example.com",
                "first_name": "Jane",
                "gender": "F",
                "last_name": "Doe",
                "phone": "+1 555",
                "country": "PT",
                "home_city": "Lisbon",
                "dob": "1990-01-02",
                "name": "Jane Doe",
                "since": "2024-02-03T00:00:00.000Z",
                "tags": ["a"],
            }
        ]
    }


def test_events_and_purchases_carry_app_user_and_moment() -> None:
    common = {"app_id": "app-1", "external_id": "u-1", "time": "2024-05-02T12:00:00.000Z"}
    assert effect_of(message("track", event="Trip", properties={"a": 1, "b": None})) == {
        "events": [{**common, "name": "Trip", "properties": {"a": 1}}]
    }
    products: list[Json] = [{"product_id": "p-1", "price": "3.999", "color": "red"}]
    order = message("track", event="Order Completed", properties={"products": products, "currency": "eur"})
    assert effect_of(order) == {
        "purchases": [
            {
                **common,
                "product_id": "p-1",
                "price": 4,
                "quantity": 1,
                "currency": "EUR",
                "properties": {"color": "red"},
            }
        ]
    }


def test_the_user_of_the_page_is_whose_events_they_are() -> None:
    known = translate({"type": "track", "event": "Trip"}, WEB, now=NOW, stored_user_id="u-0")
    assert known.comparable[0].body["events"][0]["external_id"] == "u-0"
    assert "external_id" not in effect_of({"type": "track", "event": "Trip"})["events"][0]


def test_a_user_who_is_only_named_is_an_object_with_nothing_else() -> None:
    assert effect_of(message("identify")) == {"attributes": [{"external_id": "u-1"}]}
    assert effect_of({"type": "identify"}) == {}


@pytest.mark.parametrize(
    ("method", "args", "files"),
    [
        ("getUser().setEmail", ("jane@example.com",), "v1 v2 v2.7 v3.1"),
        ("getUser().setEmail", ("Jane@Example.com",), "v2.7 v3.1"),
        ("getUser().setEmail", ("jane",), ""),
        ("getUser().setEmail", (17,), ""),
        ("getUser().setEmail", (None,), "v2 v2.7 v3.1"),
        ("getUser().setFirstName", (17,), ""),
        ("getUser().setFirstName", ('a"b',), "v1 v2 v2.7 v3.1"),
        ("getUser().setCountry", (UNDEFINED,), ""),
        ("getUser().setCountry", (None,), "v2 v2.7 v3.1"),
        ("getUser().setGender", (UNDEFINED,), ""),
        ("getUser().setGender", ("o",), "v1 v2 v2.7 v3.1"),
        ("getUser().setPhoneNumber", ("call me",), ""),
        ("getUser().setAvatarImageUrl", (17,), "v1 v2 v2.7 v3.1"),
        ("getUser().setCustomUserAttribute", ("a", [1]), ""),
        ("getUser().setCustomUserAttribute", ("a", ["x", ""]), "v1 v2 v2.7 v3.1"),
        ("getUser().setCustomUserAttribute", ("a", None), "v1 v2 v2.7 v3.1"),
        ("getUser().setCustomUserAttribute", ("a", 'x"y'), ""),
        ("getUser().setCustomUserAttribute", (0, "x"), ""),
        ("logCustomEvent", ("", {}), ""),
        ("logCustomEvent", (UNDEFINED, {}), ""),
        ("logCustomEvent", (SdkDate("2024-01-01T00:00:00.000Z"), {}), ""),
        ("logCustomEvent", ("Trip", [1]), ""),
        ("logCustomEvent", ("Trip", {"a": {"b": 1}}), "v3.1"),
        ("logCustomEvent", ("Trip", {'a"b': None}), ""),
        ("logPurchase", (UNDEFINED, 1, "USD", 1, {}), ""),
        ("logPurchase", ("p", UNDEFINED, "USD", 1, {}), ""),
        ("logPurchase", ("p", "$3", "USD", 1, {}), ""),
        ("logPurchase", ("p", " 3 EUR", "USD", 1, {}), "v1 v2 v2.7 v3.1"),
        ("logPurchase", ("p", 1, "Euro", 1, {}), ""),
        ("logPurchase", ("p", 1, 17, 1, {}), ""),
        ("logPurchase", ("p", 1, "USD", 101, {}), ""),
        ("logPurchase", ("p", 1, "USD", 0, {}), ""),
        ("changeUser", (["u"],), "v1"),
    ],
)
def test_the_sdk_takes_what_its_published_versions_take(
    method: str, args: tuple[Any, ...], files: str
) -> None:
    assert [name for name in VERSIONS if kept(method, *args, sdk_file=name)] == files.split()


@pytest.mark.parametrize(
    ("price", "cents"), [("0.125", 0.13), (1.005, 1), (-3, -3), ("1e3", 1000), (".5", 0.5), (2.999, 3)]
)
def test_prices_are_rounded_as_javascript_rounds(price: Json, cents: float) -> None:
    assert body_of(SdkCall("logPurchase", ("p", price, "USD", "2x", {})))["purchases"][0]["price"] == cents


def test_a_failure_of_the_sdk_ends_the_message() -> None:
    calls = (
        SdkCall("changeUser", ("u-1",)),
        SdkCall("getUser().setFirstName", ("Jane",)),
        SdkCall("getUser().setEmail", (17,)),
        SdkCall("getUser().setLastName", ("Doe",)),
    )
    assert body_of(*calls) == {"attributes": [{"external_id": "u-1", "first_name": "Jane"}]}
    assert effects_of(calls, Visit(), "v1").refused == {2, 3}
    assert effects_of(calls, Visit(), "v2").refused == {2}


def test_each_part_knows_its_call() -> None:
    outcome = translate(message("identify", traits={"plan": "pro", "firstName": "Jane"}), WEB, now=NOW)
    rules = {
        key: note.rule
        for key in outcome.comparable[0].body["attributes"][0]
        if (note := outcome.rule_at(0, ("body", "attributes", 0, key))) is not None
    }
    assert rules == {"external_id": "CW-IDENT-01", "first_name": "CW-IDENT-02", "plan": "CW-IDENT-06"}


def test_effects_are_compared_without_address_and_credentials() -> None:
    item = effect_of(message("track", event="Trip"))["events"][0]
    headers = (("Authorization", "Bearer key"), ("X-Braze-Batch", "true"))
    actions = BrazeRequest("POST", "https://rest.example.com/users/track", headers, {"events": [item]})
    effects = translate(message("track", event="Trip"), WEB, now=NOW).comparable
    assert differences((actions,), effects) == ()
    assert {row.mark for row in side_by_side((actions,), effects)} == {"same"}


def test_calls_are_written_as_javascript_with_dates_as_dates() -> None:
    date = SdkDate("2024-01-01T00:00:00.000Z")
    call = SdkCall("logCustomEvent", ("Trip", {"on": date, "legs": [date, UNDEFINED]}, UNDEFINED))
    shown = 'Date("2024-01-01T00:00:00.000Z")'
    assert (
        call_text(call) == f'logCustomEvent("Trip", {{"on":{shown},"legs":[{shown},undefined]}}, undefined)'
    )


@given(MESSAGES)
def test_any_message_has_an_effect_that_is_json(data: dict[str, Json]) -> None:
    for version in VERSIONS.values():
        outcome = translate(data, replace(WEB, version=version, track_all_pages=True), now=NOW)
        for request in outcome.comparable:
            assert request.body == parse_json(dump_json(request.body))
        assert outcome.refused_calls <= set(range(len(outcome.calls)))
        assert all(call_text(call) for call in outcome.calls)


@given(JSON, JSON)
def test_any_argument_is_taken_or_refused(one: Json, other: Json) -> None:
    for sdk_file in VERSIONS:
        for call in (
            SdkCall("getUser().setEmail", (one,)),
            SdkCall("getUser().setCustomUserAttribute", ("k", one)),
            SdkCall("logCustomEvent", (one, other)),
            SdkCall("logPurchase", ("p", one, "USD", other, {})),
            SdkCall("changeUser", (one,)),
        ):
            effects_of((call,), Visit(), sdk_file)


def test_depth_costs_no_stack() -> None:
    deep: Json = "end"
    for _ in range(10_000):
        deep = {"a": deep}
    outcome = translate(message("identify", traits={"avatar": deep}), WEB, now=NOW)
    assert "image_url" in outcome.comparable[0].body["attributes"][0]
    assert call_text(SdkCall("setAvatarImageUrl", ({"a": 1},)))
