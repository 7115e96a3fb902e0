"""Identify User: gives an alias-only or e-mail-only profile an external ID."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.actions.answers import api_error, failure_with_message, is_success
from workbench.actions.kit import Context
from workbench.actions.model import SyncMode
from workbench.actions.outcome import ActionError, Answer
from workbench.actions.users_track import require_sync_mode
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text
from workbench.requests import BrazeRequest

PATH = "/users/identify"


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
