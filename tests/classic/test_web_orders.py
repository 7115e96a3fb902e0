"""Purchases in web mode (CW-ORDER)."""

import pytest

from tests.classic.cases import NOW, WEB, calls_of, message
from workbench.classic import SdkDate, translate
from workbench.jsvalues import UNDEFINED, Json


def purchases(properties: Json) -> list[Json]:
    """The arguments of the purchases of an order."""
    calls = calls_of(message("track", event="Completed Order", properties=properties))
    assert calls[0] == ("changeUser", "u-1")
    return [call[1:] for call in calls[1:]]


def extra(product: Json, **order: Json) -> Json:
    """The properties of the only purchase of an order."""
    ((*_, properties),) = purchases({"products": [product], **order})
    return properties


def test_the_order_has_the_currency_and_a_product_no_fallback_for_its_id() -> None:
    product = {"id": "i", "price": "$5", "currency": "EUR", "quantity": 0}
    assert purchases({"currency": "GBP", "products": [product]}) == [
        (UNDEFINED, "$5", "GBP", 1, {"id": "i", "currency": "EUR"})
    ]


@pytest.mark.parametrize("properties", [None, {}, {"products": {}}, {"products": [None]}, "text", [1]])
def test_no_products_no_purchases(properties: Json) -> None:
    assert purchases(properties) == []


@pytest.mark.parametrize(
    ("product", "arguments"),
    [
        ({"Product ID": "p", "Price": None, "quantity": "3"}, ("p", None, "USD", "3")),
        ({"product_id": ""}, ("", UNDEFINED, "USD", 1)),
        (5, (UNDEFINED, UNDEFINED, "USD", 1)),
        (True, (UNDEFINED, UNDEFINED, "USD", 1)),
    ],
)
def test_arguments(product: Json, arguments: Json) -> None:
    assert purchases({"products": [product]}) == [(*arguments, {})]


def test_only_the_first_match_of_each_name_is_taken_out() -> None:
    assert extra({"product_id": "a", "productId": "b", "price": 1, "Quantity": 2, "quantity": 3}) == {
        "productId": "b",
        "quantity": 3,
    }
    assert extra({}, Currency="EUR", currency="GBP") == {"currency": "GBP"}


@pytest.mark.parametrize(
    ("product", "kept"), [("s", False), (["a"], False), ([], False), ("", True), (5, True)]
)
def test_the_length_of_text_and_lists_blocks_the_orders(product: Json, kept: bool) -> None:
    assert ("length" in extra(product, length=9)) is kept


def test_the_products_properties_come_first_and_win() -> None:
    properties = extra({"b": None, "a": 1, "price": 5}, a=2, b=3, c=4, price=6)
    assert list(properties.items()) == [("a", 1), ("c", 4), ("price", 6)]


def test_array_index_keys_come_first_as_in_javascript() -> None:
    assert list(extra({"a": 1}, **{"10": 2, "9": 3})) == ["9", "10", "a"]


@pytest.mark.parametrize(
    ("name", "value", "passes"),
    [
        ("a", "x" * 255, True),
        ("a", "x" * 256, False),
        ("a", "\U0001f600" * 128, False),
        ("a" * 255, 1, True),
        ("a" * 256, 1, False),
        ("$a", 1, False),
        ("a", False, True),
        ("a", "", True),
        ("a", None, False),
        ("a", [], False),
        ("a", {}, False),
        ("a", "2024-02-03", True),
        ("a", f"2024-02-03T10:00:00.{'1' * 300}", True),
    ],
)
def test_which_properties_are_valid(name: str, value: Json, passes: bool) -> None:
    assert (name in extra({}, **{name: value})) is passes


def test_dates_are_date_objects() -> None:
    assert isinstance(extra({"on": "2024-02-03"})["on"], SdkDate)


@pytest.mark.parametrize(
    ("product", "properties"),
    [
        ("s\U0001f600", {"0": "s", "1": "\ud83d", "2": "\ude00", "total": 1}),
        (["x", {}], {"0": "x", "total": 1}),
        ("2024-02-03", {"total": 1}),
        ("", {"total": 1}),
    ],
)
def test_products_that_are_no_objects(product: Json, properties: Json) -> None:
    assert extra(product, total=1) == properties


def test_a_lookup_that_fails_ends_the_message_after_the_calls_made() -> None:
    order = {"products": [{"product_id": "a"}, {"price": 1, "hasOwnProperty": 1}]}
    outcome = translate(message("track", event="Order Completed", properties=order), WEB, now=NOW)
    assert [call.method for call in outcome.calls] == ["changeUser", "logPurchase"]
    assert outcome.error.startswith("TypeError: ")


def test_a_product_that_cannot_be_copied_ends_the_message_there() -> None:
    properties = {"products": [{"product_id": "a"}, {"product_id": "b", "valueOf": [1]}, {"product_id": "c"}]}
    assert [arguments[0] for arguments in purchases(properties)] == ["a"]


def test_products_that_cannot_be_looked_up_end_the_message_before_any_call() -> None:
    properties = {"products": [{"product_id": "a"}], "hasOwnProperty": 1}
    assert calls_of(message("track", event="Order Completed", properties=properties)) == []
