"""Made-up events, and what Classic and a proposal's mappings make of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workbench.actions import ActionsOutcome, DestinationSettings, run_destination
from workbench.classic import ClassicOutcome, ClassicSettings, translate
from workbench.compare.classes import Verdict, difference_classes, verdict_of
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Mapping
from workbench.migration import Choices, EventFacts, Proposal, propose
from workbench.requests import BrazeRequest

Event = dict[str, Json]

TIME = "2026-03-01T10:00:00.000Z"
NOW = 1_772_400_000_000.0
CLOUD = ClassicSettings(app_group_id="env:BRAZE_API_KEY", api_key="app-1", datacenter="us")
OLD = ClassicSettings(app_group_id="env:BRAZE_API_KEY", api_key="app-1", datacenter="us", profile="1.7.0")
WEB = ClassicSettings(api_key="app-1", datacenter="us", connection_mode="web")


def event(kind: str, **members: Json) -> Event:
    """An event of a made-up person, with the time at which it happened."""
    return {"type": kind, "userId": "ana", "timestamp": TIME, "receivedAt": TIME, **members}


def track(name: str, **properties: Json) -> Event:
    return event("track", event=name, properties=properties)


def identify(**traits: Json) -> Event:
    return event("identify", traits=traits)


def order(*products: Json, name: str = "Order Completed", **properties: Json) -> Event:
    return track(name, products=list(products), **properties)


def facts(*events: Event) -> EventFacts:
    """What occurs in events."""
    found = EventFacts()
    for one in events:
        found.add(one)
    return found


def proposal(classic: ClassicSettings, *events: Event, choices: Choices | None = None) -> Proposal:
    """What is proposed where these events occur."""
    return propose(classic, facts(*events), choices)


def mapping(proposed: Proposal, name: str) -> Mapping:
    """The proposed mapping of a name."""
    return next(one.mapping for one in proposed.mappings if one.mapping.name == name)


@dataclass(frozen=True)
class Both:
    """What both sides send for an event, under the proposal for it and those `among` which it occurs."""

    classic_settings: ClassicSettings
    event: Event
    choices: Choices | None = None
    among: tuple[Event, ...] = ()

    @cached_property
    def actions(self) -> ActionsOutcome:
        made = proposal(self.classic_settings, self.event, *self.among, choices=self.choices)
        settings = DestinationSettings("key", made.app_id or UNDEFINED, made.endpoint)
        return run_destination([one.mapping for one in made.mappings], settings, self.event)

    @cached_property
    def classic(self) -> ClassicOutcome:
        return translate(self.event, self.classic_settings, now=NOW)

    @property
    def verdict(self) -> Verdict:
        """How the two compare."""
        compared = self.classic.comparable
        return verdict_of(
            self.actions.requests, compared, difference_classes(self.actions.requests, compared)
        )

    @property
    def sent(self) -> Json:
        """The one object that Actions sends."""
        return _only(self.actions.requests)

    @property
    def classic_sent(self) -> Json:
        """The one object that Classic sent."""
        return _only(self.classic.comparable)


def _only(requests: tuple[BrazeRequest, ...]) -> Json:
    [request] = requests
    [items] = [value for key, value in request.body.items() if key in {"attributes", "events", "purchases"}]
    [item] = items
    return item
