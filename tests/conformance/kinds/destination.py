"""`destination` cases: all subscriptions of a destination for one event."""

from __future__ import annotations

from typing import Any

from tests.conformance.kinds.perform import DONE, answers, error_json, facts_of, requests_json
from tests.conformance.run import Mismatch, json_mismatch
from workbench.actions import (
    ActionsOutcome,
    DestinationSettings,
    MappingOutcome,
    interpret_destination,
    run_destination,
)
from workbench.mappings import Mapping


def check(case: dict[str, Any]) -> Mismatch | None:
    """Requests, results and error of the case's destination."""
    mappings = [_mapping(subscription) for subscription in case["subscriptions"]]
    settings = DestinationSettings.from_json(case["settings"])
    outcome = run_destination(mappings, settings, case["event"])
    outcome = interpret_destination(mappings, outcome, answers(case))
    return json_mismatch(facts_of(case), _actual(mappings, outcome))


def _mapping(subscription: dict[str, Any]) -> Mapping:
    """The subscription, whose trigger may be missing and which is run whether enabled or not."""
    trigger = subscription.get("subscribe")
    return Mapping(
        subscription.get("name", ""),
        subscription["partnerAction"],
        trigger if isinstance(trigger, str) else "",
        fields=subscription.get("mapping") or {},
    )


def _actual(mappings: list[Mapping], outcome: ActionsOutcome) -> dict[str, Any]:
    if outcome.error and not outcome.mappings:
        return {"error": error_json(outcome.error)}
    requests = [
        request | {"subscription": one.index}
        for one in outcome.mappings
        for request in requests_json(one.requests)
    ]
    results = [_result(mapping, one) for mapping, one in zip(mappings, outcome.mappings, strict=True)]
    actual: dict[str, Any] = {"expect": {"requests": requests, "results": results}}
    return actual | ({"error": error_json(outcome.error)} if outcome.error else {})


def _result(mapping: Mapping, outcome: MappingOutcome) -> dict[str, Any]:
    if outcome.error and outcome.error.name == "UnknownAction":
        return {"outputs": []}
    if outcome.error:
        return {"error": error_json(outcome.error)}
    if outcome.matched:
        return {"outputs": DONE}
    if not mapping.trigger:
        return {"outputs": ["Failed to validate subscription"]}
    if outcome.trigger_error:
        official = outcome.trigger_error.official.removeprefix("TypeError: ")
        return {"outputs": [f"Invalid subscription : {official}"]}
    return {"outputs": ["not subscribed"]}
