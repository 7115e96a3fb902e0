"""What an object of a file means as an event: its type, and the fields that its delivery would have added.

Rules: "Where sample events come from, and their shapes" and "Common fields" of Segment's documentation
(`connections/spec/common`, `connections/sources/catalog/libraries/server/http-api`), and RudderStack's event
format, which keeps an identify's traits in the context.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from workbench.events.model import EventSummary
from workbench.jsvalues import Json, to_text

TYPES: Final = frozenset({"track", "identify", "page", "screen", "group", "alias"})
"""The calls of Segment's spec."""

FILLED_TIME: Final = "2000-01-01T00:00:00.000Z"
"""The time of an event that has none: one for all, so that the same file always gives the same requests."""

_IDENTITIES: Final = ("userId", "anonymousId", "messageId")
_WITH_TRAITS: Final = ("identify", "group")
_RUDDERSTACK: Final = ("rudderId", "recordId", "request_ip")
_NAMED_BY: Final = {"group": "groupId", "alias": "previousId"}
_TIMES: Final = {
    "timestamp": ("originalTimestamp", "receivedAt", "sentAt"),
    "receivedAt": ("sentAt", "timestamp", "originalTimestamp"),
}


def event_type(data: dict[str, Json]) -> str:
    """The type of the call that an object is, "" when it is none.

    An object without `type` is a body of one of the HTTP API's endpoints, told apart by their own fields. A
    type that the spec does not know counts only beside an identifier: other JSON files have a `type` too.
    """
    declared = data.get("type")
    if isinstance(declared, str) and declared:
        known = declared in TYPES or any(data.get(key) is not None for key in _IDENTITIES)
        return declared if known else ""
    if declared is not None:
        return ""
    if isinstance(data.get("event"), str):
        return "track"
    if "previousId" in data:
        return "alias"
    if "groupId" in data:
        return "group"
    if isinstance(data.get("traits"), dict):
        return "identify"
    if isinstance(data.get("name"), str) and isinstance(data.get("properties"), dict):
        return "page"
    return ""


def event_name(kind: str, data: dict[str, Json]) -> str:
    """The name that tells events of one type apart, "" where there is none: a category stands in for it."""
    value = data.get("event" if kind == "track" else "name")
    if value is None and kind in ("page", "screen"):
        value = data.get("category")
    return _short_text(value)


def summarize(data: dict[str, Json]) -> EventSummary:
    """The summary of an event that `complete_event` has completed."""
    kind = _short_text(data.get("type"))
    user = data.get("userId")
    time = data.get("timestamp")
    return EventSummary(
        kind,
        _short_text(data.get(key)) if (key := _NAMED_BY.get(kind)) else event_name(kind, data),
        _short_text(data.get("anonymousId") if user is None or user == "" else user),
        _short_text(data.get("receivedAt") if time is None else time),
    )


def complete_event(
    data: dict[str, Json], envelope: dict[str, Json], raw: bytes
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """The event as it would reach a destination, and the names of the fields that were made up for it.

    `envelope` is the body of the batch that held it: `context` and `integrations` are merged into the event,
    whose own keys win, and `sentAt` is taken over. `raw` only seeds the ID of a message that has none.
    """
    event = data.copy()
    if envelope:
        _take_over(envelope, event)
    return event, tuple(_fill_in(event, raw, envelope.get("type")))


def _take_over(envelope: dict[str, Json], event: dict[str, Json]) -> None:
    for key in ("context", "integrations"):
        outer, own = envelope.get(key), event.get(key)
        if isinstance(outer, dict) and (own is None or isinstance(own, dict)):
            event[key] = outer | (own or {})
    if event.get("sentAt") is None and envelope.get("sentAt") is not None:
        event["sentAt"] = envelope["sentAt"]


def _fill_in(event: dict[str, Json], raw: bytes, declared: Json) -> list[str]:
    synthetic: list[str] = []
    kind = event.get("type")
    if kind is None and (kind := declared or event_type(event)):
        event["type"] = kind
        synthetic.append("type")
    if kind in _WITH_TRAITS and _hides_traits(event):
        event["traits"] = event["context"]["traits"]
        synthetic.append("traits")
    if event.get("messageId") is None:
        event["messageId"] = f"synthetic-{zlib.crc32(raw):08x}"
        synthetic.append("messageId")
    if event.get("userId") is None and event.get("anonymousId") is None:
        event["anonymousId"] = f"synthetic-{zlib.crc32(raw):08x}"
        synthetic.append("anonymousId")
    if event.get("timestamp") is None or event.get("receivedAt") is None:
        synthetic += _fill_in_times(event)
    return synthetic


def _fill_in_times(event: dict[str, Json]) -> Iterator[str]:
    for key, others in _TIMES.items():
        if event.get(key) is None:
            times = (event[other] for other in others if event.get(other) is not None)
            event[key] = next(times, FILLED_TIME)
            yield key


def _hides_traits(event: dict[str, Json]) -> bool:
    """Whether this identify or group is RudderStack's, which keeps the traits in the context."""
    context = event.get("context")
    if event.get("traits") or not isinstance(context, dict):
        return False
    traits = context.get("traits")
    if not isinstance(traits, dict) or not traits:
        return False
    library = context.get("library")
    name = library.get("name") if isinstance(library, dict) else None
    return any(key in event for key in _RUDDERSTACK) or (isinstance(name, str) and "rudder" in name.lower())


def _short_text(value: Json) -> str:
    """A value of any kind as one short text; lists and objects count as absent."""
    if isinstance(value, str):
        return value if len(value) <= 500 else value[:499] + "…"
    return to_text(value) if isinstance(value, (int, float)) else ""
