"""Ecommerce Event, for several products and for one: Braze's recommended e-commerce events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.actions.answers import http_error, is_success
from workbench.actions.batches import error_member, listed_errors
from workbench.actions.coercion import is_number
from workbench.actions.dates import iso_date
from workbench.actions.kit import ActionFailure, Context, internal_error, payload_error
from workbench.actions.outcome import Answer, Batch, EventResult
from workbench.actions.results import accepted, failed
from workbench.actions.users_track import BATCH_HEADER, PATH
from workbench.jsvalues import UNDEFINED, Json, dump_json, to_text
from workbench.requests import BrazeRequest

PRODUCT_VIEWED: Final = "ecommerce.product_viewed"
CHECKOUT_STARTED: Final = "ecommerce.checkout_started"
ORDER_PLACED: Final = "ecommerce.order_placed"
ORDER_CANCELLED: Final = "ecommerce.order_cancelled"
ORDER_REFUNDED: Final = "ecommerce.order_refunded"

_ORDER: Final = {
    CHECKOUT_STARTED: ("total_value", "checkout_id"),
    ORDER_PLACED: ("total_value", "order_id", "total_discounts", "discounts"),
    ORDER_CANCELLED: ("total_value", "order_id", "cancel_reason", "total_discounts", "discounts"),
    ORDER_REFUNDED: ("total_value", "order_id", "total_discounts", "discounts"),
}
"""The properties after the products, in the order sent."""
_HAS_CART: Final = (CHECKOUT_STARTED, ORDER_PLACED)

_USER_KEYS: Final = ("external_id", "braze_id", "email", "phone")
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
    if refusal := _mode_refusal(context) or _user_refusal(payload):
        raise payload_error(refusal)
    return (context.request("POST", PATH, {"events": [_event(payload, context)]}),)


def ecommerce_batch(payloads: Sequence[dict[str, Json]], context: Context) -> Batch:
    """One `/users/track` request with an event for each payload that says whose it is, even if none does.

    What is reported as sent is the payload, with the event's `index` in the request.
    """
    if refusal := _mode_refusal(context):
        return Batch(tuple(_refused(refusal, payload) for payload in payloads))
    events: list[Json] = []
    results: list[EventResult] = []
    sent: list[Json] = []
    for payload in payloads:
        if refusal := _user_refusal(payload):
            results.append(_refused(refusal, payload))
            sent.append(payload)
            continue
        event = _event(payload, context)
        sent.append(payload | {"index": len(events)})
        results.append(accepted(sent[-1], dump_json(event)))
        events.append(event)
    request = context.post(PATH, {"events": events}, BATCH_HEADER)
    return Batch(tuple(results), request, sent=tuple(sent))


def read_ecommerce_answer(batch: Batch, answer: Answer) -> tuple[EventResult, ...]:
    """The results after Braze's answer; the whole batch fails when Braze refuses the request.

    An error's index is taken for the payload's position in the batch, though Braze means the event's in the
    request: once a payload was refused, those after it get the errors of others.
    """
    if not is_success(answer):
        raise ActionFailure(http_error(answer))
    errors = listed_errors(answer.body)
    found, at_null = _first_by_index(errors if isinstance(errors, list) else [])
    events = batch.request.body["events"] if batch.request else []
    results = list(batch.results)
    for index, sent in enumerate(batch.sent):
        if index in found:
            results[index] = failed(
                status=400,
                errortype="BAD_REQUEST",
                errormessage=error_member(found[index], "type"),
                sent=sent,
                body=dump_json(events[index]) if index < len(events) else UNDEFINED,
            )
        elif at_null:
            error_member(None, "index")
    return tuple(results)


def _first_by_index(errors: list[Json]) -> tuple[dict[float, Json], bool]:
    """The first error of each index, up to a null among them, and whether there is one.

    The original searches for each index anew; a search that comes to the null fails.
    """
    found: dict[float, Json] = {}
    for error in errors:
        if error is None:
            return found, True
        index = error_member(error, "index")
        if is_number(index):
            found.setdefault(index, error)
    return found, False


def _refused(message: str, payload: dict[str, Json]) -> EventResult:
    return failed(status=400, errormessage=message, sent=payload)


def _mode_refusal(context: Context) -> str:
    """What is wrong with the sync mode, `""` when nothing is."""
    if context.sync_mode in ("update", "add"):
        return ""
    mode = to_text(context.sync_mode)
    return f"Invalid syncMode: {mode}. Supported sync modes are 'add' and 'update'."


def _user_refusal(payload: dict[str, Json]) -> str:
    """Why nobody can tell whose event it is, `""` when somebody can."""
    if "user_alias" in payload or any(map(payload.get, _USER_KEYS)):
        return ""
    return 'One of "external_id" or "user_alias" or "braze_id" or "email" or "phone" is required.'


def _event(payload: dict[str, Json], context: Context) -> dict[str, Json]:
    """Empty identifiers and an empty App ID are left out; `_update_existing_only` is true or missing."""
    time = iso_date(payload["time"])
    if time is UNDEFINED:
        raise internal_error("Invalid time value", "RangeError")
    event: dict[str, Json] = {key: payload[key] for key in _USER_KEYS if payload.get(key)}
    alias = payload.get("user_alias")
    if alias is not None:
        event["user_alias"] = alias
    if context.app_id:
        event["app_id"] = context.app_id
    event["name"] = payload["name"]
    event["time"] = time
    event["properties"] = _properties(payload)
    if context.sync_mode == "update" or (alias and alias.get("alias_label") and alias.get("alias_name")):
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
    for key in _ORDER[name]:
        if key in payload:
            properties[key] = payload[key]
    if name in _HAS_CART and payload.get("cart_id"):
        properties["cart_id"] = payload["cart_id"]
    return properties


def _product(product: dict[str, Json]) -> dict[str, Json]:
    """The described keys in a fixed order; other keys of the product become its metadata."""
    sent: dict[str, Json] = {key: product[key] for key in _PRODUCT_KEYS if key in product}
    if len(sent) < len(product):
        sent["metadata"] = {key: value for key, value in product.items() if key not in sent}
    return sent
