"""Purchases in web mode (CW-ORDER, analytics.js-integration-appboy 1.16.1 with @segment/facade 3.4.10)."""

from __future__ import annotations

from typing import Final

from workbench.classic.facade import check_copyable, products
from workbench.classic.lookup import FacadeCrashError, Names, find, names_of
from workbench.classic.sdk import SdkDate
from workbench.classic.web_calls import Calls, change_user, web_value
from workbench.jsvalues import UNDEFINED, Json, Undefined, is_truthy, ordered_keys, own_members, unit_length

_LONGEST: Final = 255
"""How many UTF-16 units Braze takes in names and text of purchase properties."""
_OF_ORDERS: Final = ("products", "currency")
_OF_PRODUCTS: Final = ("productid", "price", "quantity")
_NO_PROPERTIES: Final[dict[str, Json]] = {}


def log_purchases(calls: Calls, message: dict[str, Json], rule: str) -> None:
    """CW-ORDER-01 and 02: `changeUser` by `rule`, then one `logPurchase` per product that is not null."""
    items = products(message)
    change_user(calls, message, rule)
    properties = message.get("properties")
    order = properties if isinstance(properties, dict) else _NO_PROPERTIES
    currency = web_value(order["currency"]) if is_truthy(order.get("currency")) else "USD"
    extra = _without(own_members(properties) if is_truthy(properties) else {}, names_of(order), _OF_ORDERS)
    for product in items:
        if product is not None:
            _log_purchase(calls, product, currency, extra)


def _log_purchase(calls: Calls, product: Json, currency: Json, order: dict[str, Json]) -> None:
    """CW-ORDER-02 to 06. A product that is text or a list has a `length` too, which blocks the order's."""
    check_copyable(product)
    exact = product if isinstance(product, dict) else _NO_PROPERTIES
    names = names_of(exact)
    product_id = web_value(find(exact, names, "productid"))
    price = web_value(find(exact, names, "price"))
    quantity = web_value(exact["quantity"]) if is_truthy(exact.get("quantity")) else 1
    own = _without(_members(product), names, _OF_PRODUCTS)
    has_length = isinstance(product, list) or (isinstance(product, str) and bool(own))
    blocked = own.keys() | {"length"} if has_length else own.keys()
    added = {key: value for key, value in order.items() if key not in blocked}
    properties = _valid({**own, **added})
    calls.add("logPurchase", product_id, price, currency, quantity, properties, rule="CW-ORDER-01")


def _members(product: Json | Undefined) -> dict[str, Json]:
    """CW-ORDER-06: the members of a product; text has its characters, a date, numbers and the like none."""
    return {} if isinstance(web_value(product), SdkDate) else own_members(product)


def _without(members: dict[str, Json], names: Names, unwanted: tuple[str, ...]) -> dict[str, Json]:
    """CW-ORDER-04: `members`, whose `names_of` are given, without the first key of each unwanted name.

    Raises `FacadeCrashError` where the original's lookup fails.
    """
    keys = [names[name] for name in unwanted if name in names]
    if not keys:
        return members
    if "hasOwnProperty" in members:
        raise FacadeCrashError("A member named hasOwnProperty breaks the lookup.")
    return {key: value for key, value in members.items() if key not in keys}


def _valid(members: dict[str, Json]) -> dict[str, Json]:
    """CW-ORDER-05: what Braze takes as purchase properties, in JavaScript's order of keys."""
    return {
        key: web_value(members[key])
        for key in ordered_keys(members)
        if unit_length(key) <= _LONGEST and not key.startswith("$") and _is_valid_value(members[key])
    }


def _is_valid_value(value: Json | Undefined) -> bool:
    if isinstance(value, str):
        return unit_length(value) <= _LONGEST or isinstance(web_value(value), SdkDate)
    return value is not None and value is not UNDEFINED and not isinstance(value, (dict, list))
