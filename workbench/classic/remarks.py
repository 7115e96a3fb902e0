"""What the documentation says beyond the last published source, where it touches an outcome of `current`.

Each function looks at the objects that were sent and gives pairs of key path and rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from workbench.classic.events import RESERVED_PROPERTIES
from workbench.jsvalues import Json, is_truthy

Remarks: TypeAlias = Callable[[list[Json], Mapping[str, str]], Iterator[tuple[str, str]]]
"""From the objects of the body's list, and the rules of their keys, to key paths and rules."""

_RESERVED_ATTRIBUTES: Final = frozenset(
    {
        "first_name",
        "last_name",
        "dob",
        "country",
        "home_city",
        "bio",
        "facebook",
        "twitter",
        "email_subscribe",
        "push_subscribe",
    }
)
"""Profile fields of Braze that a trait of the same name reaches unmapped; the web integration drops them."""


def track_remarks(events: list[Json], keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - a `Remarks`
    """Nested properties, and revenue that makes no purchase."""
    for properties in _properties(events):
        if any(isinstance(value, (dict, list)) for value in properties.values()):
            yield "events[*].properties", "CD-TRACK-02"
        if is_truthy(properties.get("revenue")):
            yield "events[*]", "CD-TRACK-03"


def page_remarks(events: list[Json], keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - a `Remarks`
    """Properties that cloud mode removes from track events and perhaps from pages."""
    for properties in _properties(events):
        if any(name in properties for name in RESERVED_PROPERTIES):
            yield "events[*].properties", "CD-PAGE-01-properties"


def identify_remarks(attributes: list[Json], keys: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Attributes copied from traits that the documentation says are not sent."""
    for item in attributes:
        if isinstance(item, dict):
            for name, value in item.items():
                if name not in keys and (_is_nested(value) or name in _RESERVED_ATTRIBUTES):
                    yield f"attributes[*].{name}", "CD-IDENT-01"


def _is_nested(value: Json) -> bool:
    """Whether an attribute is an object, or a list with objects in it."""
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))


def _properties(events: list[Json]) -> Iterator[dict[str, Json]]:
    for event in events:
        if isinstance(event["properties"], dict):
            yield event["properties"]
