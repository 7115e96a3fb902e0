"""Track Event: one custom event for one user."""

from __future__ import annotations

from workbench.actions.batches import in_modes, one_object_each
from workbench.actions.dates import ISO_DATE_RULE, iso_date
from workbench.actions.kit import Context
from workbench.actions.origins import (
    APP_ID,
    Built,
    Parts,
    RequestOrigins,
    Unsent,
    made,
    request_origins,
    taken,
)
from workbench.actions.users_track import (
    PATH,
    existing_only_origins,
    identifier_origins,
    identifiers,
    require_sync_mode,
    unsent_alias,
    unsent_existing_only,
    update_existing_only,
)
from workbench.jsvalues import UNDEFINED, Json
from workbench.requests import BrazeRequest


def track_event(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with one event."""
    return (context.post(PATH, {"events": [event_object(payload, context)]}),)


def track_event_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `track_event`; the sync mode decides whether users are created."""
    require_sync_mode(context, "add", "update")
    return track_event(payload, context)


def event_object(payload: dict[str, Json], context: Context) -> dict[str, Json]:
    """The event as it is sent. Raises `ActionFailure` when nothing says whose it is."""
    event = identifiers(payload)
    if context.app_id is not UNDEFINED:
        event["app_id"] = context.app_id
    event["name"] = payload["name"]
    time = iso_date(payload["time"])
    if time is not UNDEFINED:
        event["time"] = time
    if "properties" in payload:
        event["properties"] = payload["properties"]
    existing_only = update_existing_only(payload, context)
    if existing_only is not UNDEFINED:
        event["_update_existing_only"] = existing_only
    return event


def track_event_origins(payload: dict[str, Json], context: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    event: Parts = identifier_origins(payload)
    if context.app_id is not UNDEFINED:
        event["app_id"] = APP_ID
    event["name"] = taken("name")
    unsent = [*unsent_alias(payload), *unsent_existing_only(payload, context)]
    if iso_date(payload["time"]) is not UNDEFINED:
        event["time"] = made(ISO_DATE_RULE, "time")
    else:
        unsent.append(Unsent(("time",), ISO_DATE_RULE))
    if "properties" in payload:
        event["properties"] = taken("properties")
    event |= existing_only_origins(payload, context)
    events = Built("One custom event.", {0: Built("The event of one user.", event)})
    body = Built("The body that Braze takes events in.", {"events": events})
    return request_origins(payload, body, unsent)


track_event_batch = one_object_each("events", event_object)
track_event_2_batch = in_modes(track_event_batch, "add", "update")
