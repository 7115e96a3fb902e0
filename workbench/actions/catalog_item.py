"""Upsert Catalog Item: replaces or deletes one item of a catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from workbench.actions.addresses import wire_path
from workbench.actions.answers import is_success
from workbench.actions.batches import error_member
from workbench.actions.kit import ActionFailure, Context, integration_error, internal_error
from workbench.actions.model import SyncMode
from workbench.actions.origins import Built, Origin, Parts, RequestOrigins, request_origins, taken
from workbench.actions.outcome import ActionError, Answer, Batch, EventResult
from workbench.actions.results import INVALID, accepted, failed, invalid
from workbench.jsvalues import UNDEFINED, Json, Undefined, dump_json, is_truthy, member, to_text
from workbench.requests import BrazeRequest

HOOK: Final = "onMappingSave"
"""The mapping key under which Segment keeps what was chosen when the mapping was saved."""

_URL: Final = Origin(
    "The endpoint, the catalog that was chosen when the mapping was saved, and the item's ID.",
    (("item_id",),),
    given=("endpoint", "catalog", "action"),
)
_METHOD: Final = Origin('PUT when the sync mode is "upsert", else DELETE.', given=("sync_mode",))
_ITEM_RULE: Final = "The item is sent as it is, also to delete it."
_NO_ITEM: Final = Origin("An empty item, as none is mapped.", (), (("item",),), ("action",))

_ITEM_ID: Final = re.compile(r"[A-Za-z0-9_-]+").fullmatch


def upsert_catalog_item(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """A PUT of the item, or for every sync mode but `upsert` a DELETE, which carries the item too."""
    item_id = payload["item_id"]
    item = payload.get("item", {})
    if not _ITEM_ID(item_id):
        raise integration_error("Invalid ID Format", "PAYLOAD_VALIDATION_FAILED")
    upserts = context.sync_mode == "upsert"
    if upserts and item == {}:
        raise integration_error("Item is required", "PAYLOAD_VALIDATION_FAILED")
    path = wire_path(f"/catalogs/{to_text(_catalog_name(context.hook_outputs))}/items/{item_id}")
    try:
        return (context.request("PUT" if upserts else "DELETE", path, {"items": [item]}),)
    except ActionFailure as failure:
        raise ActionFailure(_failure(context.sync_mode, UNDEFINED, 500)) from failure


def catalog_item_origins(payload: dict[str, Json], _: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    item = taken("item", rule=_ITEM_RULE) if "item" in payload else _NO_ITEM
    items: Parts = {"items": Built("One item of the catalog.", {0: item})}
    body = Built("The body that Braze takes items in.", items)
    return request_origins(payload, body, method=_METHOD, url=_URL)


def catalog_batch(payloads: Sequence[dict[str, Json]], context: Context) -> Batch:
    """One PUT of the items, or for every sync mode but `upsert` one DELETE of their IDs."""
    upserts = context.sync_mode == "upsert"
    items: list[Json] = []
    places: dict[str, int] = {}
    results: list[EventResult] = []
    sent: list[Json] = []
    for place, payload in enumerate(payloads):
        item_id, item = payload["item_id"], payload.get("item", {})
        written = item | {"id": item_id}
        if item_id in places:
            results.append(invalid("Every item in the batch must have a unique item_id"))
        elif not _ITEM_ID(item_id):
            results.append(invalid("Invalid ID Format"))
        elif upserts and item == {}:
            results.append(invalid("Item is required"))
        else:
            places[item_id] = place
            items.append(written if upserts else {"id": item_id})
            results.append(accepted(written, UNDEFINED))
        sent.append(written)
    if not items:
        return Batch(tuple(results))
    path = wire_path(f"/catalogs/{to_text(_catalog_name(context.hook_outputs))}/items/")
    try:
        request = context.request("PUT" if upserts else "DELETE", path, {"items": items})
    except ActionFailure:
        unsent = Batch(tuple(results), None, tuple(places.values()), tuple(sent))
        return Batch(_refused_items(unsent, []))
    return Batch(tuple(results), request, tuple(places.values()), tuple(sent))


def read_catalog_batch_answer(batch: Batch, answer: Answer) -> tuple[EventResult, ...]:
    """The results after Braze's answer. When it refuses the request, items without a fault are to be retried.

    Raises `ActionFailure` where the original fails inside.
    """
    if not is_success(answer):
        errors = answer.body.get("errors", []) if isinstance(answer.body, dict) else []
        return _refused_items(batch, errors)
    body = "" if answer.body is None else answer.body
    results = list(batch.results)
    for place in batch.places:
        results[place] = accepted(batch.sent[place], body)
    return tuple(results)


def _refused_items(batch: Batch, errors: Json) -> tuple[EventResult, ...]:
    if errors is not None and not isinstance(errors, list):
        raise internal_error("errors?.forEach is not a function")
    results = list(batch.results)
    waiting = {batch.sent[place]["id"]: place for place in batch.places}
    catalog_found = True
    for error in errors or ():
        if error is not None and member(error, "id") == "catalog-not-found":
            catalog_found = False
            continue
        for item_id in _faulty_ids(error):
            if isinstance(item_id, str) and item_id in waiting:
                place = waiting.pop(item_id)
                results[place] = _refused_item(batch.sent[place], error)
    listed = dump_json(errors)
    for item_id, place in waiting.items():
        sent = batch.sent[place]
        results[place] = (
            _put_off_item(item_id, sent, listed) if catalog_found else _homeless_item(sent, listed)
        )
    return tuple(results)


def _faulty_ids(error: Json) -> Iterator[Json]:
    """The IDs of the items that an error is about."""
    values = error_member(error, "parameter_values")
    if values is None or values is UNDEFINED:
        return
    if not isinstance(values, list):
        raise internal_error("error.parameter_values?.forEach is not a function")
    parameters = member(error, "parameters")
    as_objects = isinstance(parameters, list) and len(parameters) > 1
    for value in values:
        if not as_objects:
            yield value
        elif value is not None:
            yield member(value, "id")


def _refused_item(sent: Json, error: Json) -> EventResult:
    message = member(error, "message")
    return failed(
        status=400,
        errortype=INVALID,
        errormessage=message if is_truthy(message) else "Unknown error",
        sent=sent,
        body=error,
    )


def _homeless_item(sent: Json, errors: str) -> EventResult:
    message = "Catalog not found. Please create a catalog first."
    return failed(status=404, errortype="NOT_FOUND", errormessage=message, sent=sent, body=errors)


def _put_off_item(item_id: str, sent: Json, errors: str) -> EventResult:
    message = (
        f"Item with ID {item_id} could not be processed due to invalid catalog items in the batch request."
    )
    return failed(status=500, errortype="RETRYABLE_ERROR", errormessage=message, sent=sent, body=errors)


def read_catalog_answers(mode: SyncMode | Undefined, answers: Sequence[Answer]) -> ActionError | None:
    """Deleting an item that does not exist is no failure; others have the first error's message."""
    for answer in answers:
        if is_success(answer):
            continue
        first = _first_error(answer.body)
        if mode == "delete" and first.get("id") == "item-not-found":
            continue
        return _failure(mode, first.get("message", UNDEFINED), answer.status)
    return None


def catalog_name(fields: dict[str, Json]) -> str:
    """The catalog that a mapping of this action writes to, `""` when none was chosen."""
    name = _catalog_name(fields.get(HOOK))
    return name if isinstance(name, str) else ""


def _failure(mode: SyncMode | Undefined, message: Json, status: int) -> ActionError:
    code = f"Error {to_text(mode)}ing item"
    return ActionError("IntegrationError", to_text(message), code=code, status=status)


def _first_error(body: Json) -> dict[str, Json]:
    errors = body.get("errors") if isinstance(body, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    return first if isinstance(first, dict) else {}


def _catalog_name(hook_outputs: Json) -> Json:
    """The name that the action's save hook left in the mapping."""
    found = hook_outputs
    for key in ("outputs", "catalog_name"):
        found = found.get(key, UNDEFINED) if isinstance(found, dict) else UNDEFINED
    return found
