"""What the destination reports of one event of a batch.

The entries, their keys and the order of these are those of @segment/actions-core 3.170.0 (multi-status
responses), which the actions of @segment/action-destinations 3.497.0 fill in different orders.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from workbench.actions.outcome import EventResult
from workbench.jsvalues import UNDEFINED, Json, is_truthy

INVALID: Final = "PAYLOAD_VALIDATION_FAILED"

_TYPES: Final = {status.value: status.name for status in HTTPStatus} | {
    301: "MOVED_PERMENANTLY",
    306: "SWITCH_PROXY",
    413: "PAYLOAD_TOO_LARGE",
    414: "URI_TOO_LONG",
    416: "RANGE_NOT_SATISFIABLE",
    499: "CANCELLED",
    509: "BANDWIDTH_LIMIT_EXCEEDED",
    529: "SITE_IS_OVERLOADED",
}
"""The error type of a status: its standard name, save for these as the original has them, slip included."""


def accepted(sent: Json, body: Json) -> EventResult:
    """The event was sent, and `body` came back."""
    return EventResult({"status": 200, "sent": sent, "body": body})


def failed(**facts: Json) -> EventResult:
    """The event failed, with these members in this order; undefined ones are left out.

    An error type that is missing follows from the `status`. Who reports the error depends on whether
    anything is known of what was sent or came back.
    """
    entry = {key: value for key, value in facts.items() if value is not UNDEFINED}
    if "errortype" not in entry:
        entry["errortype"] = _TYPES.get(entry["status"], "UNKNOWN_ERROR")
    known = is_truthy(entry.get("sent")) or is_truthy(entry.get("body"))
    entry["errorreporter"] = "DESTINATION" if known else "INTEGRATIONS"
    return EventResult(entry)


def invalid(message: str) -> EventResult:
    """The event was not sent, because something is wrong with it."""
    return failed(status=400, errortype=INVALID, errormessage=message)


def changed(result: EventResult, change: Callable[[Json], Json]) -> EventResult:
    """The entry with all its values changed."""
    return EventResult({key: change(value) for key, value in result.facts.items()})
