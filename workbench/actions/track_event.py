"""Track Event: one custom event for one user."""

from __future__ import annotations

from workbench.actions.dates import iso_date
from workbench.actions.kit import Context
from workbench.actions.users_track import (
    PATH,
    identifiers,
    require_sync_mode,
    update_existing_only,
)
from workbench.jsvalues import UNDEFINED, Json
from workbench.requests import BrazeRequest


def track_event(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with one event."""
    event = identifiers(payload)
    members = (
        ("app_id", context.app_id),
        ("name", payload["name"]),
        ("time", iso_date(payload["time"])),
        ("properties", payload.get("properties", UNDEFINED)),
        ("_update_existing_only", update_existing_only(payload, context)),
    )
    event.update(member for member in members if member[1] is not UNDEFINED)
    return (context.post(PATH, {"events": [event]}),)


def track_event_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `track_event`; the sync mode decides whether users are created."""
    require_sync_mode(context, "add", "update")
    return track_event(payload, context)
