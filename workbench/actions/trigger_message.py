"""Trigger Campaign and Trigger Canvas: send an API-triggered message to recipients, or to everyone."""

from __future__ import annotations

from workbench.actions.kit import Context, payload_error
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest


def trigger_campaign(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/campaigns/trigger/send` request."""
    return (context.post("/campaigns/trigger/send", _message(payload)),)


def trigger_canvas(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/canvas/trigger/send` request."""
    return (context.post("/canvas/trigger/send", _message(payload)),)


def _message(payload: dict[str, Json]) -> dict[str, Json]:
    """The payload as it is, its prioritization moved into every recipient."""
    broadcast, recipients = payload.get("broadcast"), payload.get("recipients")
    if not broadcast and not recipients:
        raise payload_error('Either "broadcast" must be true or "recipients" list must be provided.')
    if broadcast and recipients:
        raise payload_error('When "broadcast" is true, "recipients" list cannot be included.')
    if not recipients or "prioritization" not in payload:
        return payload
    message = {key: value for key, value in payload.items() if key != "prioritization"}
    wanted = payload["prioritization"]
    priorities = [wanted[key] for key in ("first_priority", "second_priority") if wanted.get(key)]
    if priorities:
        message["recipients"] = [recipient | {"prioritization": priorities} for recipient in recipients]
    return message
