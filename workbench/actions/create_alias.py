"""Create Alias: a further name for a user."""

from __future__ import annotations

from workbench.actions.kit import Context
from workbench.actions.users_track import require_sync_mode
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest


def create_alias(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/alias/new` request; without an external ID Braze makes an alias-only user."""
    alias = {} if payload.get("external_id") is None else {"external_id": payload["external_id"]}
    alias |= {"alias_name": payload["alias_name"], "alias_label": payload["alias_label"]}
    return (context.post("/users/alias/new", {"user_aliases": [alias]}),)


def create_alias_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `create_alias`; `add` is its only sync mode."""
    require_sync_mode(context, "add")
    return create_alias(payload, context)
