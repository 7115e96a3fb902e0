"""`batch` cases: one mapping of one action for several events at once, without a trigger."""

from __future__ import annotations

import json
from typing import Any

from tests.conformance.kinds.perform import answers, error_json, facts_of, requests_json
from tests.conformance.run import Mismatch, json_mismatch
from workbench.actions import BatchOutcome, DestinationSettings, interpret_batch, run_action_batch
from workbench.jsvalues import dump_json
from workbench.mappings import Mapping


def check(case: dict[str, Any]) -> Mismatch | None:
    """Requests, multi-status entries and error of the case's batch."""
    mapping = Mapping("case", case["action"], "", fields=case["mapping"])
    settings = DestinationSettings.from_json(case["settings"])
    outcome = run_action_batch(mapping, settings, case["events"])
    return json_mismatch(facts_of(case), _actual(interpret_batch(outcome, answers(case)), case))


def _actual(outcome: BatchOutcome, case: dict[str, Any]) -> dict[str, Any]:
    requests = {"requests": requests_json(outcome.requests)}
    if outcome.error is None:
        return {"expect": requests | {"multistatus": _multistatus(outcome)}}
    sent = {"expect": requests} if outcome.requests or "expect" in case else {}
    return sent | {"error": error_json(outcome.error)}


def _multistatus(outcome: BatchOutcome) -> Any:
    return json.loads(dump_json([result.facts for result in outcome.results]))
