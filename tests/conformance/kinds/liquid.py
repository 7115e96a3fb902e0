"""`liquid` cases: a template run through the `@liquid` directive."""

from __future__ import annotations

from typing import Any

from tests.conformance.run import Mismatch, json_mismatch
from workbench.jsvalues import dump_json, parse_json
from workbench.mappings import MappingFailure, compile_fields


def check(case: dict[str, Any]) -> Mismatch | None:
    """Run the case's template over its event, and compare the text or the failure with the original's."""
    event = parse_json(dump_json(case["data"]))
    expected = {key: case[key] for key in ("expect", "error") if key in case}
    try:
        payload = compile_fields({"text": {"@liquid": case["template"]}}).resolve(event)
    except MappingFailure as failure:
        return json_mismatch(expected, {"error": failure.message})
    return json_mismatch(expected, {"expect": payload["text"]})
