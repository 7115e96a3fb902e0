"""Track Purchase: one purchase object for each product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.actions.batches import Gathering, in_modes
from workbench.actions.dates import ISO_DATE_RULE, iso_date
from workbench.actions.kit import ActionFailure, Context
from workbench.actions.origins import (
    APP_ID,
    Built,
    Origin,
    Parts,
    RequestOrigins,
    Unsent,
    made,
    request_origins,
    taken,
)
from workbench.actions.outcome import Batch, EventResult
from workbench.actions.results import INVALID, accepted, failed, invalid
from workbench.actions.users_track import (
    BATCH_HEADER,
    BATCH_HEADER_RULE,
    PATH,
    existing_only_origins,
    identifier_origins,
    identifiers,
    require_sync_mode,
    unsent_alias,
    unsent_existing_only,
    update_existing_only,
)
from workbench.jsvalues import UNDEFINED, Json, ordered_keys
from workbench.mappings import Steps
from workbench.requests import BrazeRequest

_PRODUCT_KEYS: Final = frozenset({"product_id", "currency", "price", "quantity"})

MOST_PURCHASES: Final = 75
"""Braze's limit of objects in a request."""

_BATCH_USER_KEYS: Final = ("braze_id", "external_id", "user_alias", "email")
"""The order in which a batch writes them, which is not that of a single event."""

_AFTER_DIGITS: Final = ":"
"""Keys that are array indexes come before it in the order of characters."""


_CURRENCY: Final = "USD"
_CURRENCY_RULE: Final = "USD when the product has no currency."
_PROPERTIES: Final[tuple[Steps, ...]] = (("properties",),)
_EXTRA_RULE: Final = "A further key of the product becomes a property of its purchase."
_SHARED_RULE: Final = "A property of the event goes into every purchase; it wins over a key of the product."
_LOSES_RULE: Final = "A property of the event with the same name is sent in its place."
_LIST_RULE: Final = (
    "A list named products among the properties is left out: each product has its own purchase."
)


def track_purchase(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with a purchase for each product; no request without products."""
    user = identifiers(payload)
    products = payload["products"]
    if not products:
        return ()
    purchases = _purchases(user, payload, context)
    headers = (BATCH_HEADER,) if len(purchases) > 1 else ()
    return (context.post(PATH, {"purchases": purchases}, *headers),)


def track_purchase_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `track_purchase`; the sync mode decides whether users are created."""
    require_sync_mode(context, "add", "update")
    return track_purchase(payload, context)


def track_purchase_batch(payloads: Sequence[dict[str, Json]], context: Context) -> Batch:
    """The purchases of all payloads in one request, up to Braze's limit.

    A payload that goes beyond the limit is to be retried, but still counts, and so do those that are refused
    for want of an identifier: once the limit is passed, every later payload is refused, too.
    """
    gathering = Gathering()
    count = 0
    for payload in payloads:
        size = len(payload["products"])
        if size > MOST_PURCHASES:
            gathering.refuse(_too_large(payload, size))
            continue
        count += size
        if count > MOST_PURCHASES:
            gathering.refuse(_beyond_limit(payload))
            continue
        try:
            user = identifiers(payload)
        except ActionFailure as failure:
            gathering.refuse(invalid(failure.error.message))
            continue
        if size == 0:
            gathering.refuse(_without_products(payload))
            continue
        in_order: dict[str, Json] = {key: user[key] for key in _BATCH_USER_KEYS if key in user}
        purchases = _purchases(in_order, payload, context)
        gathering.take(purchases, accepted(payload, "success"), purchases)
    return gathering.batch(context, "purchases", send_empty=False)


track_purchase_2_batch = in_modes(track_purchase_batch, "add", "update")


def _too_large(payload: dict[str, Json], size: int) -> EventResult:
    message = (
        f"Max batch size exceeded. This payload contains {size} products, which is more than Braze's maximum "
        f"batch size of {MOST_PURCHASES} objects per batch."
    )
    return failed(status=413, errortype="PAYLOAD_TOO_LARGE", body=payload, errormessage=message)


def _beyond_limit(payload: dict[str, Json]) -> EventResult:
    message = (
        "Max batch size exceeded. This event was included in a batch which then exceeded Braze's maximum "
        f"batch size of {MOST_PURCHASES} objects per batch. This payload will be retried in another batch."
    )
    return failed(status=429, errortype="RETRYABLE_ERROR", body=payload, errormessage=message)


def _without_products(payload: dict[str, Json]) -> EventResult:
    message = "This event was not sent to Braze because it did not contain any products."
    return failed(status=400, errortype=INVALID, body=payload, errormessage=message)


def _purchases(user: dict[str, Json], payload: dict[str, Json], context: Context) -> list[dict[str, Json]]:
    """A purchase object for each product."""
    base = user.copy()
    if context.app_id is not UNDEFINED:
        base["app_id"] = context.app_id
    time = iso_date(payload["time"])
    if time is not UNDEFINED:
        base["time"] = time
    existing_only = update_existing_only(payload, context)
    if existing_only is not UNDEFINED:
        base["_update_existing_only"] = existing_only
    shared = payload.get("properties", {})
    if "products" in shared:
        shared = shared.copy()
        del shared["products"]
    return [_purchase(base, product, shared) for product in payload["products"]]


def _purchase(base: dict[str, Json], product: dict[str, Json], shared: dict[str, Json]) -> dict[str, Json]:
    """The product's own extra keys become properties; the event's properties win over them."""
    purchase = base.copy()
    purchase["product_id"] = product["product_id"]
    currency = product.get("currency")
    purchase["currency"] = _CURRENCY if currency is None else currency
    purchase["price"] = product["price"]
    if "quantity" in product:
        purchase["quantity"] = product["quantity"]
    extra = product.copy()
    for key in _PRODUCT_KEYS:
        extra.pop(key, None)
    purchase["properties"] = _spread(extra, shared) if extra else shared
    return purchase


def track_purchase_origins(payload: dict[str, Json], context: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    base = identifier_origins(payload)
    if context.app_id is not UNDEFINED:
        base["app_id"] = APP_ID
    unsent = [*unsent_alias(payload), *unsent_existing_only(payload, context)]
    if iso_date(payload["time"]) is not UNDEFINED:
        base["time"] = made(ISO_DATE_RULE, "time")
    else:
        unsent.append(Unsent(("time",), ISO_DATE_RULE))
    base |= existing_only_origins(payload, context)
    shared: Parts = {}
    for key in payload.get("properties", {}):
        if key == "products":
            unsent.append(Unsent(("properties", key), _LIST_RULE))
        else:
            shared[key] = taken("properties", key, rule=_SHARED_RULE)
    purchases: Parts = {}
    for index, product in enumerate(payload["products"]):
        own = _product_origins(product, index, shared)
        purchases[index] = Built("The purchase of one product.", base | own)
        lost = (key for key in product if key not in _PRODUCT_KEYS and key in shared)
        unsent += (Unsent(("products", index, key), _LOSES_RULE) for key in lost)
    products: tuple[Steps, ...] = (("products",),)
    batch = Origin(BATCH_HEADER_RULE, conditions=products, given=("action",))
    listed: Parts = {"purchases": Built("A purchase for each product.", purchases, products)}
    body = Built("The body that Braze takes purchases in.", listed)
    extra = {BATCH_HEADER[0]: batch} if len(purchases) > 1 else None
    return request_origins(payload, body, unsent, extra=extra)


def _product_origins(product: dict[str, Json], index: int, shared: Parts) -> Parts:
    """Where the parts of `_purchase` come from that are the product's own."""
    place = ("products", index, "currency")
    no_currency = Origin(_CURRENCY_RULE, conditions=(place,), given=("action",))
    parts: Parts = {
        "product_id": taken("products", index, "product_id"),
        "currency": no_currency if product.get("currency") is None else taken(*place, rule=_CURRENCY_RULE),
        "price": taken("products", index, "price"),
    }
    if "quantity" in product:
        parts["quantity"] = taken("products", index, "quantity")
    extra = (key for key in product if key not in _PRODUCT_KEYS)
    own: Parts = {key: taken("products", index, key, rule=_EXTRA_RULE) for key in extra}
    parts["properties"] = Built(
        "Further keys of the product, and the event's properties.", own | shared, _PROPERTIES
    )
    return parts


def _spread(first: dict[str, Json], second: dict[str, Json]) -> dict[str, Json]:
    """Both objects' members as JavaScript spreads them: the second's win, index keys come first."""
    members = first | second
    if min(members) < _AFTER_DIGITS:
        return {key: members[key] for key in ordered_keys(members)}
    return members
