"""Calls of the web SDK as people read them in JavaScript."""

from __future__ import annotations

from workbench.classic.sdk import SdkDate
from workbench.jsvalues import UNDEFINED, Json, Undefined, dump_json
from workbench.requests import SdkCall

_LEVELS = 6
"""Deeper values are written as JSON, in which a date is its text."""


def call_text(call: SdkCall) -> str:
    """`logCustomEvent("Booked", {"on": Date("2026-03-01T00:00:00.000Z")})`: dates are seen as dates."""
    return f"{call.method}({', '.join(_value_text(value, _LEVELS) for value in call.args)})"


def _value_text(value: Json | Undefined, levels: int) -> str:
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, SdkDate):
        return f"Date({dump_json(str(value))})"
    if levels and isinstance(value, dict):
        members = (f"{dump_json(key)}:{_value_text(item, levels - 1)}" for key, item in value.items())
        return f"{{{','.join(members)}}}"
    if levels and isinstance(value, list):
        return f"[{','.join(_value_text(item, levels - 1) for item in value)}]"
    return dump_json(value)
