"""`classic_cloud`: what integration-appboy 1.7.0 sent for a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.conformance.run import Mismatch, json_mismatch
from workbench.classic import ClassicSettings, translate
from workbench.jsvalues import UNDEFINED, dump_json, parse_json


def check(case: dict[str, Any]) -> Mismatch | None:
    """Compare the request, or the code of the rejection; the original's words for it are its own."""
    settings = ClassicSettings.from_json({**case["settings"], "profile": "1.7.0"})
    if "updateExistingOnly" not in case["settings"]:
        settings = replace(settings, update_existing_only=UNDEFINED)
    message = parse_json(dump_json(case["message"]))
    outcome = translate(message, settings, now=datetime.fromisoformat(case["now"]).timestamp() * 1000)
    expected = case["expect"]
    if outcome.rejected is not None:
        actual: dict[str, Any] = {"rejected": {"code": outcome.rejected.code}}
        if "rejected" in expected:
            expected = {"rejected": {"code": expected["rejected"]["code"]}}
        return json_mismatch(expected, actual)
    (request,) = outcome.requests
    actual = {
        "method": request.method,
        "url": request.url,
        "auth": request.header("Authorization"),
        "body": request.body,
    }
    return json_mismatch(parse_json(dump_json(expected)), parse_json(dump_json(actual)))
