"""The other way: which keys of which requests a place of an event feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.actions.chains import MappingChains
from workbench.actions.model import DestinationSettings
from workbench.actions.run import run_destination
from workbench.jsvalues import Json
from workbench.mappings import Steps
from workbench.mappings.model import Mapping
from workbench.mappings.readings import Reading
from workbench.triggers import parse

FeedKind: TypeAlias = Literal["value", "condition", "trigger"]


@dataclass(frozen=True, slots=True)
class Feed:
    """One use of a place of an event.

    A `value` goes into the key at `steps` of the request of that index, over all mappings; a `condition`
    decides what is there. A `trigger` decides whether the mapping takes the event: its `steps` are `()`, and
    `request` is `None` where the mapping does not make one.
    """

    kind: FeedKind
    mapping: int
    name: str
    request: int | None
    steps: Steps = ()


def feeds(
    mappings: Sequence[Mapping], settings: DestinationSettings, event: dict[str, Json], place: Steps
) -> tuple[Feed, ...]:
    """What the enabled mappings do with a place of an event, what lies in it, and what it lies in.

    `$.properties` feeds every key that anything in it feeds; `$.properties.products[0].price` also the keys
    that take `$.properties` whole, as far as the price is in them. Trigger first, then the keys as sent.
    """
    return tuple(_feeds(mappings, settings, event, place))


def _feeds(
    mappings: Sequence[Mapping], settings: DestinationSettings, event: dict[str, Json], place: Steps
) -> Iterator[Feed]:
    request = 0
    for outcome in run_destination(mappings, settings, event).mappings:
        if not outcome.enabled:
            continue
        mapping = mappings[outcome.index]
        found = request if outcome.requests else None
        if any(Reading(steps, None).touches(place) for steps in parse(mapping.trigger).reads):
            yield Feed("trigger", outcome.index, mapping.name, found)
        if found is None:
            continue
        chains = MappingChains(mapping, settings, event, index=outcome.index)
        for steps in chains.sent():
            kinds = {reading.kind for reading in chains.readings(steps) if reading.touches(place)}
            if kinds:
                kind: FeedKind = "value" if "value" in kinds else "condition"
                yield Feed(kind, outcome.index, mapping.name, request, steps)
        request += len(outcome.requests)
