"""Completed orders in cloud mode: one object of `purchases` per product (CC-ORDER)."""

from __future__ import annotations

import re
from typing import Final

from workbench.classic.dates import written
from workbench.classic.facade import first_truthy
from workbench.classic.lookup import find, names_of
from workbench.jsvalues import UNDEFINED, Json, is_truthy

PURCHASE_KEYS: Final = {
    "product_id": "CC-ORDER-04",
    "currency": "CC-ORDER-05",
    "price": "CC-ORDER-06",
    "quantity": "CC-ORDER-07",
    "time": "CC-ORDER-03",
}
_PRODUCT_IDS: Final = ("productid", "id")
_ORDER: Final = re.compile(
    r"[ _]?completed[ _]?order|[ _]?order[ _]?completed[ _]?\Z", re.IGNORECASE | re.ASCII
).match


def is_order(event_name: str) -> bool:
    """CC-ORDER-01: whether an event of this name is a completed order (analytics-events 2)."""
    return _ORDER(event_name) is not None


def purchase_parts(product: Json) -> dict[str, Json]:
    """What a product of the order gives: product id and currency, price, quantity, in the order sent."""
    names = names_of(product)
    exact = product if isinstance(product, dict) else {}
    parts: dict[str, Json] = {}
    product_id = first_truthy(exact, names, _PRODUCT_IDS)
    if product_id is not UNDEFINED:
        parts["product_id"] = written(product_id)
    parts["currency"] = _or_default(exact.get("currency"), "USD")
    price = find(exact, names, "price")
    if price is not UNDEFINED:
        parts["price"] = written(price)
    parts["quantity"] = _or_default(exact.get("quantity"), 1)
    return parts


def _or_default(value: Json, default: Json) -> Json:
    return written(value) if is_truthy(value) else default
