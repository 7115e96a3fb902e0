"""Ecommerce Event, for several products and for one: Braze's recommended e-commerce events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.actions.answers import http_error, is_success
from workbench.actions.batches import error_member, listed_errors
from workbench.actions.coercion import is_number
from workbench.actions.dates import ISO_DATE_RULE, iso_date
from workbench.actions.kit import ActionFailure, Context, internal_error, payload_error
from workbench.actions.origins import (
    APP_ID,
    Built,
    Origin,
    Part,
    Parts,
    RequestOrigins,
    Unsent,
    made,
    members_taken,
    request_origins,
    taken,
)
from workbench.actions.outcome import Answer, Batch, EventResult
from workbench.actions.results import accepted, failed
from workbench.actions.users_track import BATCH_HEADER, PATH
from workbench.jsvalues import UNDEFINED, Json, dump_json, to_text
from workbench.mappings import Steps
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
_BY_NAME: Final = (
    "product",
    "products",
    "cart_id",
    *dict.fromkeys(key for keys in _ORDER.values() for key in keys),
)
"""The fields that only events of some names send."""

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


_EMPTY_RULE: Final = "An empty identifier is left out."
_ONLY_RULE: Final = 'True when the sync mode is "update" or the alias has both its parts; left out otherwise.'
_BY_NAME_RULE: Final = "Sent with events of this name."
_NOT_BY_NAME_RULE: Final = "Events of this name are sent without it."
_NO_CART_RULE: Final = "An empty cart ID is left out."
_PRODUCT_RULE: Final = "The described keys of a product in a fixed order."
_METADATA_RULE: Final = "A key of the product that Braze does not describe becomes metadata of it."
_REPLACED_RULE: Final = "A key of the product with the same name is sent in its place."
_NAME: Final[tuple[Steps, ...]] = (("name",),)
_ALIAS: Final[tuple[Steps, ...]] = (("user_alias", "alias_label"), ("user_alias", "alias_name"))


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


def ecommerce_origins(payload: dict[str, Json], context: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    event: Parts = {key: taken(key) for key in _USER_KEYS if payload.get(key)}
    unsent = [Unsent((key,), _EMPTY_RULE) for key in _USER_KEYS if key in payload and key not in event]
    alias = payload.get("user_alias")
    if alias is not None:
        event["user_alias"] = taken("user_alias")
    elif "user_alias" in payload:
        unsent.append(Unsent(("user_alias",), _EMPTY_RULE))
    if context.app_id:
        event["app_id"] = APP_ID
    event["name"] = taken("name")
    event["time"] = made(ISO_DATE_RULE, "time")
    properties = _property_origins(payload, unsent)
    event["properties"] = Built("What the event's name calls for.", properties, _NAME)
    if context.sync_mode == "update" or (alias and alias.get("alias_label") and alias.get("alias_name")):
        event["_update_existing_only"] = Origin(_ONLY_RULE, conditions=_ALIAS, given=("sync_mode",))
    events = Built("One e-commerce event.", {0: Built("The event of one user.", event)})
    body = Built("The body that Braze takes events in.", {"events": events})
    return request_origins(payload, body, unsent)


def _property_origins(payload: dict[str, Json], unsent: list[Unsent]) -> Parts:
    """Where the parts of `_properties` come from; adds what is not sent."""
    name = payload["name"]
    parts: Parts = {key: taken(key) for key in ("currency", "source", "metadata") if key in payload}
    if name == PRODUCT_VIEWED:
        product = members_taken(payload.get("product", {}), "product", rule=_BY_NAME_RULE)
        unsent += (Unsent((key,), _REPLACED_RULE) for key in parts if isinstance(key, str) and key in product)
        parts |= product
        sent: tuple[str, ...] = ("product",)
    else:
        items: Parts = {
            index: _item_origins(product, index) for index, product in enumerate(payload["products"])
        }
        parts["products"] = Built("The products.", items, (("products",), *_NAME))
        wanted = [key for key in _ORDER[name] if key in payload]
        if name in _HAS_CART and payload.get("cart_id"):
            wanted.append("cart_id")
        elif name in _HAS_CART and "cart_id" in payload:
            unsent.append(Unsent(("cart_id",), _NO_CART_RULE))
        parts |= {key: taken(key, rule=_BY_NAME_RULE, conditions=_NAME) for key in wanted}
        sent = ("products", *_ORDER[name], *(("cart_id",) if name in _HAS_CART else ()))
    unsent += (Unsent((key,), _NOT_BY_NAME_RULE) for key in _BY_NAME if key in payload and key not in sent)
    return parts


def _item_origins(product: dict[str, Json], index: int) -> Part:
    """Where the parts of `_product` come from."""
    parts: Parts = {key: taken("products", index, key) for key in _PRODUCT_KEYS if key in product}
    others = {key: product[key] for key in product if key not in parts}
    if others:
        metadata = members_taken(others, "products", index, rule=_METADATA_RULE)
        parts["metadata"] = Built(_METADATA_RULE, metadata)
    return Built(_PRODUCT_RULE, parts)
