"""Identify User: gives an alias-only or e-mail-only profile an external ID."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.actions.answers import api_error, failure_with_message, is_success
from workbench.actions.kit import Context
from workbench.actions.model import SyncMode
from workbench.actions.origins import (
    Built,
    Origin,
    Part,
    Parts,
    RequestOrigins,
    Unsent,
    made,
    request_origins,
    taken,
)
from workbench.actions.outcome import ActionError, Answer
from workbench.actions.users_track import require_sync_mode
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text
from workbench.requests import BrazeRequest

PATH = "/users/identify"
_EMAIL_RULE = "The e-mail address goes with the external ID that is to get its profile."
_FIRST_RULE = "The first priority; null when it is not mapped."
_SECOND_RULE = "The second priority, left out when it is not mapped or empty."
_NO_EMAIL_RULE = "Goes with an e-mail address to identify, and there is none."


def identify_user(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/identify` request with one alias."""
    alias = {"external_id": payload["external_id"], "user_alias": payload["user_alias"]}
    return (context.post(PATH, {"aliases_to_identify": [alias]} | _merge_behavior(payload)),)


def identify_user_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/identify` request with an alias, an e-mail address, or both."""
    require_sync_mode(context, "add", "upsert")
    body = _merge_behavior(payload)
    external_id = payload["external_id"]
    if "user_alias" in payload:
        body["aliases_to_identify"] = [{"external_id": external_id, "user_alias": payload["user_alias"]}]
    if payload.get("email_to_identify"):
        email = {"external_id": external_id, "email": payload["email_to_identify"]}
        body["emails_to_identify"] = [email | {"prioritization": _priorities(payload["prioritization"])}]
    return (context.post(PATH, body),)


def identify_user_origins(payload: dict[str, Json], _: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    return request_origins(payload, _body_origin(_alias_origins(payload) | _merge_origins(payload)))


def identify_user_2_origins(payload: dict[str, Json], _: Context) -> RequestOrigins:
    """As `identify_user_origins`, with the e-mail address."""
    body = _merge_origins(payload) | _alias_origins(payload)
    if not payload.get("email_to_identify"):
        keys = [key for key in ("email_to_identify", "prioritization") if key in payload]
        return request_origins(payload, _body_origin(body), [Unsent((key,), _NO_EMAIL_RULE) for key in keys])
    priorities = payload["prioritization"]
    first = priorities.get("first_priority") is not None
    listed: Parts = {
        0: taken("prioritization", "first_priority", rule=_FIRST_RULE)
        if first
        else Origin(_FIRST_RULE, conditions=(("prioritization", "first_priority"),), given=("action",))
    }
    left: list[Unsent] = []
    if priorities.get("second_priority"):
        listed[1] = taken("prioritization", "second_priority", rule=_SECOND_RULE)
    elif "second_priority" in priorities:
        left.append(Unsent(("prioritization", "second_priority"), _SECOND_RULE))
    email: Parts = {
        "external_id": taken("external_id"),
        "email": made(_EMAIL_RULE, "email_to_identify"),
        "prioritization": Built("Which of several profiles with the address is meant.", listed),
    }
    body["emails_to_identify"] = Built("One e-mail address.", {0: Built("The address and its user.", email)})
    return request_origins(payload, _body_origin(body), left)


def _body_origin(parts: Parts) -> Part:
    return Built("The body that Braze takes identifications in.", parts)


def _alias_origins(payload: dict[str, Json]) -> Parts:
    if "user_alias" not in payload:
        return {}
    alias: Parts = {"external_id": taken("external_id"), "user_alias": taken("user_alias")}
    return {"aliases_to_identify": Built("One alias.", {0: Built("The alias and its user.", alias)})}


def _merge_origins(payload: dict[str, Json]) -> Parts:
    return {"merge_behavior": taken("merge_behavior")} if "merge_behavior" in payload else {}


def read_identify_answers(_: SyncMode | Undefined, answers: Sequence[Answer]) -> ActionError | None:
    """Errors listed in an accepted request count as failures: the first one's type is the message."""
    for answer in answers:
        if not is_success(answer):
            return failure_with_message(answer)
        errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
        if isinstance(errors, list) and errors:
            return _listed_error(errors[0])
    return None


def _listed_error(first: Json) -> ActionError:
    if first is None:
        return ActionError("TypeError", "Cannot read properties of null (reading 'type')")
    kind = first.get("type", UNDEFINED) if isinstance(first, dict) else UNDEFINED
    return api_error("" if kind is UNDEFINED else to_text(kind), 400)


def _merge_behavior(payload: dict[str, Json]) -> dict[str, Json]:
    return {"merge_behavior": payload["merge_behavior"]} if "merge_behavior" in payload else {}


def _priorities(prioritization: dict[str, Json]) -> list[Json]:
    """The first priority, null when it is not mapped, and the second if there is one."""
    priorities = [prioritization.get("first_priority")]
    if prioritization.get("second_priority"):
        priorities.append(prioritization["second_priority"])
    return priorities
