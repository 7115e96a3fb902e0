"""What the documentation says beyond the last published source, where it touches an outcome of `current`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.classic.events import RESERVED_PROPERTIES
from workbench.jsvalues import Json, is_truthy

_RESERVED_ATTRIBUTES: Final = frozenset(
    {"external_id", "bio", "facebook", "twitter", "email_subscribe", "push_subscribe"}
)
"""Profile fields of Braze that a trait of the same name reaches unmapped; the web integration drops them."""
DOCUMENTED_ORDER: Final = "Order Completed"


def track_remarks(properties: Json) -> Iterator[tuple[str, str]]:
    """Removed, nested and revenue properties of a track event, as key path and rule."""
    if not isinstance(properties, dict):
        return
    for name in RESERVED_PROPERTIES:
        if name in properties:
            yield f"events[*].properties.{name}", "CD-TRACK-01"
    if any(isinstance(value, (dict, list)) for value in properties.values()):
        yield "events[*].properties", "CD-TRACK-02"
    if is_truthy(properties.get("revenue")):
        yield "events[*]", "CD-TRACK-03"


def page_remarks(properties: Json) -> Iterator[tuple[str, str]]:
    """Properties of a page that cloud mode removes from track events."""
    if isinstance(properties, dict) and any(name in properties for name in RESERVED_PROPERTIES):
        yield "events[*].properties", "CD-PAGE-01-properties"


def identify_remarks(traits: Json, attributes: Json) -> Iterator[tuple[str, str]]:
    """Attributes copied from traits that the documentation says are not sent."""
    if isinstance(traits, dict) and isinstance(attributes, dict):
        for name, value in attributes.items():
            if name in traits and (isinstance(value, dict) or name in _RESERVED_ATTRIBUTES):
                yield f"attributes[*].{name}", "CD-IDENT-01"


def order_remarks(event_name: str, properties: Json) -> Iterator[tuple[str, str]]:
    """Spellings of the event name and the order's currency, of which nothing is known today."""
    if event_name != DOCUMENTED_ORDER:
        yield "purchases", "CD-ORDER-01"
    if isinstance(properties, dict) and is_truthy(properties.get("currency")):
        yield "purchases[*].currency", "CD-ORDER-02"
