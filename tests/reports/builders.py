"""Reports over made-up events, for the tests of this package and of the page in a browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from workbench.classic import ClassicSettings
from workbench.events import EventStore
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Project, default_project
from workbench.reports import Report, Setting, scan
from workbench.reports.document import Document
from workbench.reports.inspection import Inspector

NOW = 1_772_366_400_000.0
"""1 March 2026, noon UTC."""

HOSTILE = '<script>alert(1)</script>\x1b]0;title\x07"&\u202e'
SECRET = "ana.private@example.com"


def track(name: str, user: str | None = "ana", **properties: Json) -> dict[str, Json]:
    """A track event of a made-up person."""
    event: dict[str, Json] = {
        "type": "track",
        "event": name,
        "messageId": f"m-{name[:20]}",
        "anonymousId": "anonymous-1",
        "timestamp": "2026-03-01T10:00:00.000Z",
        "receivedAt": "2026-03-01T10:00:00.000Z",
        "properties": properties,
    }
    return event if user is None else {**event, "userId": user}


def bookings(products: Json) -> Mapping:
    """A mapping that makes purchases of booked trips."""
    fields: dict[str, Json] = {
        "external_id": {"@path": "$.userId"},
        "time": {"@path": "$.timestamp"},
        "products": products,
    }
    return Mapping("Bookings", "trackPurchase", 'type = "track" and event = "Trip Booked"', True, fields)


def events() -> list[dict[str, Json]]:
    """Events of every verdict but `unreadable`, some with names that a page or terminal must not obey."""
    return [
        track("Trip Booked", total=12.5),
        track("Trip Booked", total=20, currency="EUR"),
        track("Trip Booked", user=None),
        track(HOSTILE, **{HOSTILE: SECRET, "time": "noon"}),
        track("Order Completed", products=[{"product_id": "sku-1", "price": 3, "quantity": 1}]),
        {"type": "identify", "userId": "ana", "traits": {"email": SECRET}, "messageId": "m-1"},
        {"type": "page", "userId": "ana", "name": "Home", "messageId": "m-2"},
        {"type": "group", "userId": "ana", "groupId": "g-1", "messageId": "m-3"},
    ]


def stored(data: Sequence[dict[str, Json]]) -> EventStore:
    """A store of events, as from a file of lines."""
    store = EventStore()
    store.load_text("".join(f"{json.dumps(event)}\n" for event in data), "events.ndjson")
    assert len(store) == len(data)
    return store


def project(*mappings: Mapping, **classic: Json) -> Project:
    """The destination's own mappings, or others, beside a Classic destination."""
    own = replace(default_project("Example Travel"), classic=ClassicSettings.from_json(classic))
    return replace(own, mappings=mappings) if mappings else own


def complete(own: Project, store: EventStore, wanted: Sequence[int] | None = None) -> Report:
    """The last report of a scan."""
    *_, last = scan(own, store, now=NOW, wanted=wanted)
    return last


def document(
    own: Project | None = None,
    store: EventStore | None = None,
    *,
    values: bool = False,
    every_event: bool = False,
    settings: Sequence[Setting] = (),
) -> Document:
    """A report with all that is written of it."""
    own = own or project()
    store = stored(events()) if store is None else store
    return Document(
        complete(own, store),
        Inspector(own, store, now=NOW),
        NOW,
        sources=("events.ndjson",),
        settings=settings,
        values=values,
        every_event=every_event,
    )
