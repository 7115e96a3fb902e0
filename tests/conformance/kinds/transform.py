"""`transform` cases: a mapping resolved over an event."""

from __future__ import annotations

from typing import Any

from tests.conformance.run import Mismatch, json_mismatch
from workbench.jsvalues import UNDEFINED, dump_json, parse_json
from workbench.mappings import MappingFailure, compile_fields


def check(case: dict[str, Any]) -> Mismatch | None:
    """Resolve the case's mapping, and compare the payload or the failure with the original's."""
    mapping, data = (parse_json(dump_json(case[key])) for key in ("mapping", "data"))
    try:
        payload = compile_fields(mapping).resolve(data)
    except MappingFailure as failure:
        return json_mismatch(_expected(case), _failure(failure))
    actual: dict[str, Any] = {"expect": parse_json(dump_json(payload))}
    if payload is UNDEFINED:
        actual["undefined"] = True
    return json_mismatch(_expected(case), actual)


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    return {key: case[key] for key in ("expect", "error", "errors", "undefined") if key in case}


def _failure(failure: MappingFailure) -> dict[str, Any]:
    if failure.name == "AggregateError":
        return {"error": failure.name, "errors": [error.message for error in failure.errors]}
    named = failure.name in ("TypeError", "RangeError")
    return {"error": f"{failure.name}: {failure.message}" if named else failure.message}
