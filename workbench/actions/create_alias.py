"""Create Alias: a further name for a user."""

from __future__ import annotations

from workbench.actions.kit import Context
from workbench.actions.origins import (
    Built,
    Parts,
    RequestOrigins,
    Unsent,
    request_origins,
    taken,
)
from workbench.actions.users_track import require_sync_mode
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

_NO_USER_RULE = "Null is left out: Braze then makes a user who has an alias only."


def create_alias(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/alias/new` request; without an external ID Braze makes an alias-only user."""
    alias = {} if payload.get("external_id") is None else {"external_id": payload["external_id"]}
    alias |= {"alias_name": payload["alias_name"], "alias_label": payload["alias_label"]}
    return (context.post("/users/alias/new", {"user_aliases": [alias]}),)


def create_alias_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `create_alias`; `add` is its only sync mode."""
    require_sync_mode(context, "add")
    return create_alias(payload, context)


def create_alias_origins(payload: dict[str, Json], _: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    keys = [key for key in ("external_id", "alias_name", "alias_label") if payload.get(key) is not None]
    alias: Parts = {key: taken(key) for key in keys}
    left_out = "external_id" in payload and "external_id" not in alias
    aliases = Built("One alias.", {0: Built("The alias of one user.", alias)})
    body = Built("The body that Braze takes aliases in.", {"user_aliases": aliases})
    return request_origins(payload, body, [Unsent(("external_id",), _NO_USER_RULE)] if left_out else [])
