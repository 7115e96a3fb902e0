"""Ecommerce Event, for several products and for one: Braze's recommended e-commerce events."""

from __future__ import annotations

from typing import Final

from workbench.actions.dates import iso_date
from workbench.actions.kit import Context, internal_error, payload_error
from workbench.actions.users_track import PATH
from workbench.jsvalues import UNDEFINED, Json, to_text
from workbench.requests import BrazeRequest

PRODUCT_VIEWED: Final = "ecommerce.product_viewed"
CHECKOUT_STARTED: Final = "ecommerce.checkout_started"
ORDER_PLACED: Final = "ecommerce.order_placed"
ORDER_CANCELLED: Final = "ecommerce.order_cancelled"
ORDER_REFUNDED: Final = "ecommerce.order_refunded"

_ORDER: Final = {
    CHECKOUT_STARTED: ("checkout_id",),
    ORDER_PLACED: ("order_id", "total_discounts", "discounts"),
    ORDER_CANCELLED: ("order_id", "cancel_reason", "total_discounts", "discounts"),
    ORDER_REFUNDED: ("order_id", "total_discounts", "discounts"),
}
"""The properties after `total_value`, in the order sent."""
_HAS_CART: Final = (CHECKOUT_STARTED, ORDER_PLACED)

_USER_KEYS: Final = ("external_id", "braze_id", "email", "phone", "user_alias")
_PRODUCT_KEYS: Final = (
    "quantity",
    "product_id",
    "product_name",
    "variant_id",
    "price",
    "image_url",
    "product_url",
)


def ecommerce(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with one event; serves both actions, which differ in their fields only."""
    if context.sync_mode not in ("update", "add"):
        mode = to_text(context.sync_mode)
        raise payload_error(f"Invalid syncMode: {mode}. Supported sync modes are 'add' and 'update'.")
    if not any(payload.get(key) for key in _USER_KEYS) and "user_alias" not in payload:
        raise payload_error(
            'One of "external_id" or "user_alias" or "braze_id" or "email" or "phone" is required.'
        )
    return (context.post(PATH, {"events": [_event(payload, context)]}),)


def _event(payload: dict[str, Json], context: Context) -> dict[str, Json]:
    """Empty identifiers and an empty App ID are left out; `_update_existing_only` is true or missing."""
    time = iso_date(payload["time"])
    if time is UNDEFINED:
        raise internal_error("Invalid time value", "RangeError")
    event: dict[str, Json] = {
        key: payload[key]
        for key in _USER_KEYS
        if payload.get(key) or (key == "user_alias" and key in payload)
    }
    if context.app_id:
        event["app_id"] = context.app_id
    event |= {"name": payload["name"], "time": time, "properties": _properties(payload)}
    alias = payload.get("user_alias", {})
    if context.sync_mode == "update" or (alias.get("alias_label") and alias.get("alias_name")):
        event["_update_existing_only"] = True
    return event


def _properties(payload: dict[str, Json]) -> dict[str, Json]:
    """What the event's name calls for, in the order sent.

    A key that this name requires can still be missing: the requirement is checked before `["…"]` as a name
    is coerced to its text.
    """
    name = payload["name"]
    properties: dict[str, Json] = {"currency": payload["currency"], "source": payload["source"]}
    if "metadata" in payload:
        properties["metadata"] = payload["metadata"]
    if name == PRODUCT_VIEWED:
        properties |= payload.get("product", {})
        return properties
    if "products" not in payload:
        raise internal_error("Cannot read properties of undefined (reading 'map')")
    properties["products"] = [_product(product) for product in payload["products"]]
    cart = "cart_id" if payload.get("cart_id") else ""
    for key in ("total_value", *_ORDER[name], cart if name in _HAS_CART else ""):
        if key in payload:
            properties[key] = payload[key]
    return properties


def _product(product: dict[str, Json]) -> dict[str, Json]:
    """The described keys in a fixed order; other keys of the product become its metadata."""
    sent: dict[str, Json] = {key: product[key] for key in _PRODUCT_KEYS if key in product}
    metadata = {key: value for key, value in product.items() if key not in _PRODUCT_KEYS}
    if metadata:
        sent["metadata"] = metadata
    return sent
