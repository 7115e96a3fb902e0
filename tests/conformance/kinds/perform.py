"""`perform` cases: one mapping of one action for one event, without a trigger."""

from __future__ import annotations

import json
from typing import Any

from tests.conformance.run import Mismatch, json_mismatch
from workbench.actions import ActionError, Answer, DestinationSettings, MappingOutcome, interpret, run_action
from workbench.jsvalues import dump_json
from workbench.mappings import Mapping
from workbench.requests import BrazeRequest

DONE = ["Mappings resolved", "Payload validated", "Action Executed"]
"""What the official package reports of an action that went through."""


def check(case: dict[str, Any]) -> Mismatch | None:
    """Requests, outputs and error of the case's action."""
    mapping = Mapping("case", case["action"], "", fields=case["mapping"])
    settings = DestinationSettings.from_json(case["settings"])
    outcome = run_action(mapping, settings, case["event"])
    outcome = interpret(mapping, outcome, answers(case))
    return json_mismatch(facts_of(case), _actual(outcome, case))


def _actual(outcome: MappingOutcome, case: dict[str, Any]) -> dict[str, Any]:
    if outcome.error is None:
        return {"expect": {"requests": requests_json(outcome.requests), "outputs": DONE}}
    sent: dict[str, Any] = {}
    if outcome.requests or "expect" in case:
        sent["expect"] = {"requests": requests_json(outcome.requests)}
    return sent | {"error": error_json(outcome.error)}


def facts_of(case: dict[str, Any]) -> dict[str, Any]:
    """The parts of a case that say what the official package did."""
    return {key: case[key] for key in ("expect", "error") if key in case}


def answers(case: dict[str, Any]) -> list[Answer]:
    """What the API stub answered, as far as the case says."""
    return [Answer(response["status"], response.get("body")) for response in case.get("responses", ())]


def requests_json(requests: tuple[BrazeRequest, ...]) -> list[dict[str, Any]]:
    """Requests as the vectors write them, the body as it goes over the wire."""
    return [
        {
            "method": request.method,
            "url": request.url,
            "headers": dict(request.headers),
            "body": json.loads(dump_json(request.body)),
        }
        for request in requests
    ]


def error_json(error: ActionError) -> dict[str, Any]:
    """An error as the vectors write it."""
    written: dict[str, Any] = {"name": error.name, "message": error.message}
    if error.code is not None:
        written["code"] = error.code
    if error.status is not None:
        written["status"] = error.status
    return written
