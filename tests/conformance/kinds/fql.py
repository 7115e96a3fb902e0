"""Triggers: tree, writing back and matching against @segment/destination-subscriptions 3.37.0."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.conformance.run import Mismatch, json_mismatch
from workbench.jsvalues import Json, dump_json, parse_json
from workbench.triggers import TriggerFailure, parse


def check(case: dict[str, Any]) -> Mismatch | None:
    """Compare tree, generated text and one match an event; the original's failures are results too."""
    trigger = parse(case["fql"])
    events = parse_json(json.dumps(case["events"]))  # numbers as the workbench reads them
    actual = {
        "ast": json.loads(dump_json(trigger.tree)),
        "generated": _outcome(trigger.written),
        "matches": [_outcome(partial(trigger.matches, event)) for event in events],
    }
    return json_mismatch({key: case[key] for key in actual}, actual)


def _outcome(run: Callable[[], Json]) -> Json:
    try:
        return run()
    except TriggerFailure as failure:
        return {"error": failure.official}
