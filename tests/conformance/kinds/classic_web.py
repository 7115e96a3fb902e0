"""`classic_web`: which calls of Braze's SDK analytics.js-integration-appboy 1.16.1 made for a message."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.conformance.run import Mismatch, json_mismatch
from workbench.classic import ClassicSettings, SdkDate, start_web, translate
from workbench.jsvalues import UNDEFINED, dump_json, parse_json


def check(case: dict[str, Any]) -> Mismatch | None:
    """Compare the calls, the type of the exception and, where the case names it, the SDK file.

    The vectors call the integration itself, past Analytics.js, which is what reads `integrations`.
    """
    settings = ClassicSettings.from_json({**case["settings"], "connectionMode": "web"})
    stored = case["stored_user_id"]
    if case["message"] is None:
        outcome = start_web(settings, stored)
    else:
        message = parse_json(dump_json(case["message"]))
        message.pop("integrations", None)
        now = datetime.fromisoformat(case["now"]).timestamp() * 1000
        outcome = translate(message, settings, now=now, stored_user_id=stored)
    expected = case["expect"]
    actual: dict[str, Any] = {
        "calls": [
            {"method": call.method, "args": [_encoded(arg) for arg in call.args]} for call in outcome.calls
        ]
    }
    if outcome.error:
        actual["error"] = outcome.error.partition(":")[0]
    if "sdk_tag" in expected:
        actual["sdk_tag"] = outcome.sdk_file
    return json_mismatch(parse_json(dump_json(expected)), parse_json(dump_json(actual)))


def _encoded(value: Any) -> Any:
    """A value in the vectors' notation for what JSON has no words for."""
    if value is UNDEFINED:
        return {"$undefined": True}
    if isinstance(value, SdkDate):
        return {"$date": str(value)}
    if isinstance(value, dict):
        return {key: _encoded(item) for key, item in value.items()}
    return [_encoded(item) for item in value] if isinstance(value, list) else value
