"""Completed orders in cloud mode (CC-ORDER, CD-ORDER)."""

from typing import Any

import pytest

from tests.classic.cases import CURRENT, OLD, message, rejection_code, sent
from workbench.classic import ClassicSettings
from workbench.classic.orders import is_order
from workbench.jsvalues import Json


def purchases(properties: Json, settings: ClassicSettings = OLD) -> list[Any]:
    """The purchases of an order with these properties."""
    (request,) = sent(message("track", event="Order Completed", properties=properties), settings).requests
    found: list[Any] = request.body["purchases"]
    return found


def product_part(product: Json) -> Json:
    """What a product itself gives to its purchase."""
    (purchase,) = purchases({"products": [product]})
    return {key: purchase[key] for key in ("product_id", "currency", "price", "quantity") if key in purchase}


@pytest.mark.parametrize(
    "name",
    [
        "Order Completed",
        "order completed",
        "OrderCompleted",
        " Order Completed ",
        "_ORDER_COMPLETED_",
        "Completed Order",
        "completed_order",
        "Completed Orders",
        "CompletedOrder!",
        "Completed Order Extra",
    ],
)
def test_names_of_completed_orders(name: str) -> None:
    assert is_order(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Order Completed!",
        "Order Completed Extra",
        "Order Completed\n",
        "Order Completed\u00a0",
        "Order  Completed",
        "  Order Completed",
        "order-completed",
        "Order Complete",
        "My Completed Order",
        "COMP\u0130LETED ORDER",
    ],
)
def test_other_names(name: str) -> None:
    assert not is_order(name)


@pytest.mark.parametrize(
    ("event", "is_purchase"), [(["Order Completed"], True), ([["completed order"]], True), ({}, False)]
)
def test_the_name_is_tried_as_text(event: Json, is_purchase: bool) -> None:
    (request,) = sent(message("track", event=event)).requests
    assert ("purchases" in request.body) is is_purchase


def test_a_name_that_cannot_become_text_crashes() -> None:
    assert rejection_code(message("track", event={"toString": "x"})) == "EXCEPTION"


def test_a_purchase_in_its_order_of_keys() -> None:
    product = {"price": 5, "productId": "p-1", "quantity": 2, "currency": "EUR", "sku": "s", "x": 1}
    (purchase,) = purchases({"products": [product], "currency": "GBP", "coupon": "C"})
    assert list(purchase.items()) == [
        ("app_id", "app-1"),
        ("external_id", "u-1"),
        ("product_id", "p-1"),
        ("currency", "EUR"),
        ("price", 5),
        ("quantity", 2),
        ("time", "2024-05-02T12:00:00.000Z"),
        ("_update_existing_only", False),
    ]


@pytest.mark.parametrize(
    ("product", "part"),
    [
        ({"product_id": 7}, {"product_id": 7}),
        ({"Product ID": "2024-02-03"}, {"product_id": "2024-02-03T00:00:00.000Z"}),
        ({"product_id": "", "id": "i"}, {"product_id": "i"}),
        ({"product_id": "", "productId": "p", "id": None}, {"product_id": None}),
        ({"id": 0}, {"product_id": 0}),
        ({"sku": "s", "name": "n"}, {}),
        ({"price": "$10"}, {"price": "$10"}),
        ({"Price": None}, {"price": None}),
        ({"quantity": "0"}, {"quantity": "0"}),
        ({"quantity": []}, {"quantity": []}),
        ({"quantity": 0}, {}),
        ({"Quantity": 5}, {}),
        ({"currency": ""}, {}),
        ({"currency": ["EUR"]}, {"currency": ["EUR"]}),
        (None, {}),
        ("text", {}),
        (5, {}),
        ([{"price": 1}], {}),
    ],
)
def test_what_a_product_gives(product: Json, part: Json) -> None:
    assert product_part(product) == {"currency": "USD", "quantity": 1, **part}


@pytest.mark.parametrize(
    ("properties", "count"),
    [
        ({"products": [{}, {}]}, 2),
        ({"Pro_Ducts": [{}]}, 1),
        ({"products": None, "Products": [{}]}, 0),
        ({"products": {}}, 0),
        ({}, 0),
        (None, 0),
        ([{}], 0),
        ("text", 0),
    ],
)
def test_no_products_still_make_a_request(properties: Json, count: int) -> None:
    assert len(purchases(properties)) == count


def test_repeated_products_are_not_merged() -> None:
    assert len(purchases({"products": [{"id": "a"}, {"id": "a"}]})) == 2


def test_today_the_orders_currency_and_other_names_are_marked_as_unknown() -> None:
    properties = {"currency": "EUR", "products": [{"id": "a"}]}
    data = message("track", event="completed_order", properties=properties)
    notes = {(note.key_path, note.rule): note.trust for note in sent(data, CURRENT).notes}
    assert notes["purchases", "CD-ORDER-01"] == notes["purchases[*].currency", "CD-ORDER-02"] == "unknown"
    documented = sent(message("track", event="Order Completed"), CURRENT).notes
    assert not {"CD-ORDER-01", "CD-ORDER-02"} & {note.rule for note in documented}


def test_today_a_purchase_of_a_product_that_is_null_is_marked_as_unknown() -> None:
    data = message("track", event="Order Completed", properties={"products": [{"id": "a"}, None]})
    notes = [note for note in sent(data, CURRENT).notes if note.rule == "CD-ORDER-null"]
    assert [(note.key_path, note.trust) for note in notes] == [("purchases", "unknown")]
    assert "CD-ORDER-null" not in {note.rule for note in sent(data).notes}
