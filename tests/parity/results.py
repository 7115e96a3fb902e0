"""What the workbench makes of a case, as JSON text in the form in which `official.cjs` answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from tests.conformance.kinds.perform import DONE, error_json
from workbench.actions import (
    Answer,
    DestinationSettings,
    MappingOutcome,
    interpret,
    interpret_batch,
    interpret_destination,
    run_action,
    run_action_batch,
    run_batch,
    run_destination,
)
from workbench.jsvalues import UNDEFINED, Json, dump_json, parse_json
from workbench.mappings import Mapping, MappingFailure, compile_fields
from workbench.requests import BrazeRequest
from workbench.triggers import TriggerFailure, parse

Case = dict[str, Json]


def result_text(kind: str, case: Case) -> str:
    """The workbench's result; an exception is a result too, one that nothing equals."""
    try:
        fresh = parse_json(json.dumps(case))  # read from text, as events and mappings are
        return dump_json(RESULTS[kind](fresh))
    except Exception as error:  # noqa: BLE001 - a crash is a finding, the run goes on
        return f"{type(error).__name__}: {error}"


def _trigger(case: Case) -> Json:
    trigger = parse(case["fql"])
    return {
        "tree": trigger.tree,
        "written": _attempt(trigger.written),
        "matches": [_attempt(partial(trigger.matches, event)) for event in case["events"]],
    }


def _attempt(run: Callable[[], Json]) -> Json:
    try:
        return run()
    except TriggerFailure as failure:
        return {"error": failure.official}


def _transform(case: Case) -> Json:
    try:
        payload = compile_fields(case["mapping"]).resolve(case["data"])
    except MappingFailure as failure:
        if failure.name == "AggregateError":
            return {"error": failure.name, "errors": [error.message for error in failure.errors]}
        named = failure.name in ("TypeError", "RangeError")
        return {"error": f"{failure.name}: {failure.message}" if named else failure.message}
    return {"undefined": True} if payload is UNDEFINED else {"payload": payload}


def _action(case: Case) -> Json:
    mapping = Mapping("case", case["action"], "", fields=case["mapping"])
    outcome = run_action(mapping, DestinationSettings.from_json(case["settings"]), case["event"])
    return _outcome_json(interpret(mapping, outcome, _answers(case["responses"])))


def _batch(case: Case) -> Json:
    mapping = Mapping("case", case["action"], case["subscribe"] or "", fields=case["mapping"])
    run = run_action_batch if case["subscribe"] is None else run_batch
    outcome = run(mapping, DestinationSettings.from_json(case["settings"]), case["events"])
    outcome = interpret_batch(outcome, _answers(case["responses"]))
    requests = [_request_json(request) for request in outcome.requests]
    if outcome.error:
        return {"requests": requests, "error": error_json(outcome.error)}
    if not any(outcome.matched) and not outcome.trigger_error:
        return {"requests": [], "outputs": ["not subscribed"]}
    return {"requests": requests, "results": [result.facts for result in outcome.results]}


def _destination(case: Case) -> Json:
    mappings = [
        Mapping("case", one.get("partnerAction"), one.get("subscribe", ""), fields=one.get("mapping", {}))
        for one in case["subscriptions"]
    ]
    outcome = run_destination(mappings, DestinationSettings.from_json(case["settings"]), case["event"])
    answers: list[Answer] = []
    for one, responses in zip(outcome.mappings, case["responses"], strict=False):
        given = [*_answers(responses), *(Answer() for _ in one.requests)]
        answers += given[: len(one.requests)]
    outcome = interpret_destination(mappings, outcome, answers)
    error: Case = {"error": error_json(outcome.error)} if outcome.error else {}
    ran = [_mapping_json(mapping, one) for mapping, one in zip(mappings, outcome.mappings, strict=False)]
    return error | {"mappings": ran}


def _mapping_json(mapping: Mapping, outcome: MappingOutcome) -> Json:
    if outcome.error or outcome.matched:
        return _outcome_json(outcome)
    if not mapping.trigger:
        output = "Failed to validate subscription"
    elif outcome.trigger_error:
        output = f"Invalid subscription : {outcome.trigger_error.official.removeprefix('TypeError: ')}"
    else:
        output = "not subscribed"
    return {"requests": [], "outputs": [output]}


def _outcome_json(outcome: MappingOutcome) -> Json:
    requests = [_request_json(request) for request in outcome.requests]
    if outcome.error is None:
        return {"requests": requests, "outputs": DONE}
    if outcome.error.name == "UnknownAction":
        return {"requests": [], "outputs": []}
    return {"requests": requests, "error": error_json(outcome.error)}


def _request_json(request: BrazeRequest) -> Json:
    return {
        "method": request.method,
        "url": request.url,
        "headers": dict(request.headers),
        "body": dump_json(request.body),
    }


def _answers(responses: Sequence[Case]) -> list[Answer]:
    return [Answer(response["status"], response["body"]) for response in responses]


RESULTS: Final[dict[str, Callable[[Case], Json]]] = {
    "triggers": _trigger,
    "transforms": _transform,
    "liquid": _transform,
    "actions": _action,
    "batches": _batch,
    "destinations": _destination,
}
