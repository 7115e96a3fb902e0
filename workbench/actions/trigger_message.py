"""Trigger Campaign and Trigger Canvas: send an API-triggered message to recipients, or to everyone."""

from __future__ import annotations

from workbench.actions.kit import Context, payload_error
from workbench.actions.origins import (
    Built,
    Parts,
    RequestOrigins,
    Unsent,
    members_taken,
    request_origins,
    taken,
)
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

_BODY_RULE = "The fields are the body, under their own names."
_PRIORITY_RULE = "The priorities go into every recipient, first before second; empty ones are left out."
_REPLACED_RULE = "The priorities of the mapping are sent in its place."
_PRIORITIES = ("first_priority", "second_priority")


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
    priorities = [wanted[key] for key in _PRIORITIES if wanted.get(key)]
    if priorities:
        message["recipients"] = [recipient | {"prioritization": priorities} for recipient in recipients]
    return message


def message_origins(payload: dict[str, Json], _: Context) -> RequestOrigins:
    """Where the parts of the request come from; the same for both actions."""
    body = members_taken(payload)
    recipients = payload.get("recipients")
    if not recipients or "prioritization" not in payload:
        return request_origins(payload, Built(_BODY_RULE, body))
    del body["prioritization"]
    wanted = payload["prioritization"]
    chosen = [key for key in _PRIORITIES if wanted.get(key)]
    unsent = [Unsent(("prioritization", key), _PRIORITY_RULE) for key in wanted if key not in chosen]
    if not wanted:
        unsent.append(Unsent(("prioritization",), _PRIORITY_RULE))
    if chosen:
        places = enumerate(taken("prioritization", key, rule=_PRIORITY_RULE) for key in chosen)
        priorities: Parts = {"prioritization": Built(_PRIORITY_RULE, dict(places))}
        parts: Parts = {}
        for index, recipient in enumerate(recipients):
            own = members_taken(recipient, "recipients", index)
            parts[index] = Built("The recipient, with the priorities.", own | priorities)
            if "prioritization" in own:
                unsent.append(Unsent(("recipients", index, "prioritization"), _REPLACED_RULE))
        body["recipients"] = Built("The recipients.", parts)
    return request_origins(payload, Built(_BODY_RULE, body), unsent)
