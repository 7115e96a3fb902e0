"""Track, page and screen in cloud mode: one object of `events` (CC-TRACK, CC-PAGE)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workbench.classic.dates import date_of, written
from workbench.classic.facade import page_event
from workbench.classic.lookup import FacadeCrashError
from workbench.jsvalues import UNDEFINED, Json, is_truthy

RESERVED_PROPERTIES: Final = ("time", "quantity", "event_name", "price", "currency")
"""CD-TRACK-01: what the documentation says cloud mode removes from event properties."""

TRACK_KEYS: Final = {"name": "CC-TRACK-02", "time": "CC-TRACK-02", "properties": "CC-TRACK-03"}
PAGE_KEYS: Final = {"name": "CC-PAGE-03", "time": "CC-TRACK-02", "properties": "CC-PAGE-04"}


def track_parts(message: dict[str, Json]) -> dict[str, Json]:
    """Name and properties of a track event."""
    parts: dict[str, Json] = {}
    if "event" in message:
        parts["name"] = written(message["event"])
    properties = message.get("properties")
    parts["properties"] = written(properties) if is_truthy(properties) else {}
    return parts


def page_parts(message: dict[str, Json], as_sent: Callable[[Json], Json] = written) -> dict[str, Json]:
    """Name and properties of a page or screen as a custom event; `as_sent` copies values of the message.

    Raises `FacadeCrashError` for truthy properties that are no object when there is a category or name to add
    (CC-GATE-07), and for names that cannot become text.
    """
    name = page_event(message)
    own = message.get("properties")
    properties = as_sent(own) if is_truthy(own) else {}
    for key in ("category", "name"):
        value = message.get(key, UNDEFINED)
        if not is_truthy(value):
            continue
        if isinstance(properties, dict):
            properties[key] = as_sent(value)
        elif not isinstance(own, list) and date_of(own) is None:
            raise FacadeCrashError("The properties are no object.")
    return {"name": name, "properties": properties}
