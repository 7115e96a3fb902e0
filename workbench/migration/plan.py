"""What a migration does, decided: Classic's settings, the events and the user's choices brought together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.actions import SYNC_MODE_KEY
from workbench.classic import ClassicSettings
from workbench.jsvalues import Json, is_truthy
from workbench.mappings import Mapping
from workbench.migration.facts import EventFacts
from workbench.migration.model import Choices

ORDER_COMPLETED = "Order Completed"
REVENUE = ("properties.revenue != null", "properties.revenue != 0", 'properties.revenue != ""')
"""The conditions of an event with revenue; JavaScript calls the other values false."""
NO_REVENUE = '(properties.revenue = null or properties.revenue = 0 or properties.revenue = "")'


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings and the events, with every choice decided: none of `choices` is `""` but the endpoint.

    `web` says that Classic ran in the browser, `current` that its cloud mode follows today's documentation.
    `order_names` are the event names that count as completed orders, the documented one first.
    """

    settings: ClassicSettings
    facts: EventFacts
    choices: Choices
    order_names: tuple[str, ...]

    @property
    def web(self) -> bool:
        return self.settings.connection_mode == "web"

    @property
    def current(self) -> bool:
        return not self.web and self.settings.profile == "current"

    @property
    def update_only(self) -> bool:
        return not self.web and is_truthy(self.settings.update_existing_only)

    @property
    def with_braze_id(self) -> bool:
        return self.choices.anonymous == "braze_id"

    @property
    def revenue_purchases(self) -> bool:
        return self.choices.revenue == "purchases"

    @property
    def rewrites_dates(self) -> bool:
        return self.choices.dates == "classic"

    @property
    def drops_nested(self) -> bool:
        return self.web and self.choices.nested == "classic"

    def trigger(self, *conditions: str, group: str = "") -> str:
        """The trigger of all conditions, of users only where anonymous events are skipped.

        `group` is a group of alternatives; it comes last, because everything after its end is read as well.
        """
        known = () if self.with_braze_id else ("userId != null",)
        return " and ".join((*conditions, *known, *((group,) if group else ())))

    def order_trigger(self, *conditions: str) -> str:
        """The trigger of completed orders, with further conditions."""
        names = [f'event = "{name}"' for name in self.order_names]
        if len(names) == 1:
            return self.trigger('type = "track"', names[0], *conditions)
        return self.trigger('type = "track"', *conditions, group=f"({' or '.join(names)})")

    def no_order(self) -> tuple[str, ...]:
        """The conditions of a track event that is no completed order."""
        return ('type = "track"', *(f'event != "{name}"' for name in self.order_names))

    def mapping(self, name: str, action: str, trigger: str, fields: dict[str, Json]) -> Mapping:
        """A mapping of a first-generation action, or of its second, whose sync mode updates existing users.

        `fields` do not say whether users are created, and how batches are made; that is added.
        """
        batching: dict[str, Json] = {"enable_batching": True, "batch_size": 75}
        if self.update_only:
            return Mapping(name, f"{action}2", trigger, True, {**fields, **batching, SYNC_MODE_KEY: "update"})
        return Mapping(name, action, trigger, True, {**fields, "_update_existing_only": False, **batching})


def make_plan(settings: ClassicSettings, facts: EventFacts, choices: Choices) -> Plan:
    """The plan in which every choice that the user left open does what Classic did."""
    web = settings.connection_mode == "web"
    decided = Choices(
        endpoint=choices.endpoint,
        revenue=choices.revenue or _revenue(settings, web=web),
        pages=choices.pages or _pages(settings),
        screens=choices.screens or ("none" if web else _pages(settings)),
        anonymous=choices.anonymous or _anonymous(settings, facts, web=web),
        groups=choices.groups or "attribute",
        orders=choices.orders or "purchases",
        gender=choices.gender or "classic",
        dates=choices.dates or "classic",
        nested=choices.nested or ("classic" if web else "actions"),
    )
    return Plan(settings, facts, decided, tuple(_order_names(facts.orders)))


def _revenue(settings: ClassicSettings, *, web: bool) -> str:
    """Only Classic's web mode read the setting."""
    return "purchases" if web and is_truthy(settings.log_purchase_when_revenue_present) else "events"


def _pages(settings: ClassicSettings) -> str:
    """With both settings on, Classic took named pages only (CC-GATE-05)."""
    if is_truthy(settings.track_named_pages):
        return "named"
    return "all" if is_truthy(settings.track_all_pages) else "none"


def _anonymous(settings: ClassicSettings, facts: EventFacts, *, web: bool) -> str:
    """Classic's cloud mode takes a `braze_id` in place of the user id (CD-ID-01); 1.7.0 did not."""
    if web or settings.profile == "1.7.0":
        return "skip"
    return "braze_id" if facts.anonymous_with_braze_id or not facts.count else "skip"


def _order_names(occurring: Iterable[str]) -> Iterable[str]:
    yield ORDER_COMPLETED
    yield from sorted(name for name in occurring if name != ORDER_COMPLETED)
