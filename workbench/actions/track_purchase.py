"""Track Purchase: one purchase object for each product."""

from __future__ import annotations

from typing import Final

from workbench.actions.dates import iso_date
from workbench.actions.kit import Context
from workbench.actions.users_track import (
    BATCH_HEADER,
    PATH,
    identifiers,
    require_sync_mode,
    update_existing_only,
    without_undefined,
)
from workbench.jsvalues import Json, ordered_keys
from workbench.requests import BrazeRequest

_PRODUCT_KEYS: Final = frozenset({"product_id", "currency", "price", "quantity"})

_AFTER_DIGITS: Final = ":"
"""Keys that are array indexes come before it in the order of characters."""


def track_purchase(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with a purchase for each product; no request without products."""
    user = identifiers(payload)
    products = payload["products"]
    if not products:
        return ()
    base = user | without_undefined(
        {
            "app_id": context.app_id,
            "time": iso_date(payload["time"]),
            "_update_existing_only": update_existing_only(payload, context),
        }
    )
    shared = {key: value for key, value in payload.get("properties", {}).items() if key != "products"}
    purchases = [_purchase(base, product, shared) for product in products]
    headers = (BATCH_HEADER,) if len(purchases) > 1 else ()
    return (context.post(PATH, {"purchases": purchases}, *headers),)


def track_purchase_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `track_purchase`; the sync mode decides whether users are created."""
    require_sync_mode(context, "add", "update")
    return track_purchase(payload, context)


def _purchase(base: dict[str, Json], product: dict[str, Json], shared: dict[str, Json]) -> dict[str, Json]:
    """The product's own extra keys become properties; the event's properties win over them."""
    purchase = base.copy()
    purchase["product_id"] = product["product_id"]
    currency = product.get("currency")
    purchase["currency"] = "USD" if currency is None else currency
    purchase["price"] = product["price"]
    if "quantity" in product:
        purchase["quantity"] = product["quantity"]
    extra = {key: value for key, value in product.items() if key not in _PRODUCT_KEYS}
    purchase["properties"] = _spread(extra, shared) if extra else shared
    return purchase


def _spread(first: dict[str, Json], second: dict[str, Json]) -> dict[str, Json]:
    """Both objects' members as JavaScript spreads them: the second's win, index keys come first."""
    members = first | second
    if min(members) < _AFTER_DIGITS:
        return {key: members[key] for key in ordered_keys(members)}
    return members
