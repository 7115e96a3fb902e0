"""Upsert Catalog Item: replaces or deletes one item of a catalog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from workbench.actions.answers import is_success
from workbench.actions.kit import ActionFailure, Context, integration_error
from workbench.actions.model import SyncMode
from workbench.actions.outcome import ActionError, Answer
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text
from workbench.requests import BrazeRequest

HOOK: Final = "onMappingSave"
"""The mapping key under which Segment keeps what was chosen when the mapping was saved."""

_PATH_SAFE: Final = "!#$%&'()*+,-./:;=?@[\\]^_|~"
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
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
    path = f"/catalogs/{_in_path(to_text(_catalog_name(context.hook_outputs)))}/items/{item_id}"
    try:
        return (context.request("PUT" if upserts else "DELETE", path, {"items": [item]}),)
    except ActionFailure as failure:
        raise ActionFailure(_failure(context.sync_mode, UNDEFINED, 500)) from failure


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


def with_catalog_name(fields: dict[str, Json], name: str) -> dict[str, Json]:
    """The mapping's fields with this catalog, kept where the action's save hook keeps it."""
    return fields | {HOOK: {"inputs": {}, "outputs": {"catalog_name": name}}}


def _failure(mode: SyncMode | Undefined, message: Json, status: int) -> ActionError:
    code = f"Error {to_text(mode)}ing item"
    return ActionError("IntegrationError", to_text(message), code=code, status=status)


def _first_error(body: Json) -> dict[str, Json]:
    errors = body.get("errors") if isinstance(body, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    return first if isinstance(first, dict) else {}


def _in_path(name: str) -> str:
    """The name as the URL of a request writes it: what no path may contain is escaped."""
    return quote(_SURROGATES.sub("\ufffd", name), safe=_PATH_SAFE)


def _catalog_name(hook_outputs: Json) -> Json:
    """The name that the action's save hook left in the mapping."""
    found = hook_outputs
    for key in ("outputs", "catalog_name"):
        found = found.get(key, UNDEFINED) if isinstance(found, dict) else UNDEFINED
    return found
