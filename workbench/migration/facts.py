"""What a migration needs to know about the events: which names, traits and products occur."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.actions.dates import is_date_like
from workbench.actions.formats import is_uri
from workbench.classic.lookup import normalised
from workbench.classic.orders import is_order
from workbench.errors import WorkbenchError
from workbench.events import EventStore
from workbench.jsvalues import Json, is_truthy, type_name
from workbench.migration.dates import DatePlaces

MOST_NAMES: Final = 2_000
"""Different names of one kind that are kept; real sources have far fewer."""
_LONGEST_NAME: Final = 200
_REPORT: Final = 0.05

_UNWRITABLE: Final = frozenset('"~\\')
"""What a trigger cannot name: its texts end at a quote, and Segment's form refuses the others."""


class Occurring:
    """Names that occur, with how often and as which JSON types."""

    __slots__ = ("_counts", "_kinds")

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._kinds: dict[str, set[str]] = {}

    def add(self, name: str, value: Json) -> None:
        """Count a name with its value; names beyond `MOST_NAMES`, and endless ones, are left out."""
        if name not in self._counts and (len(self._counts) >= MOST_NAMES or len(name) > _LONGEST_NAME):
            return
        self._counts[name] += 1
        kind = "null" if value is None else "list" if isinstance(value, list) else type_name(value)
        self._kinds.setdefault(name, set()).add(kind)

    def __contains__(self, name: object) -> bool:
        return name in self._counts

    def __iter__(self) -> Iterator[str]:
        """The names, the most frequent first."""
        return (name for name, _ in self._counts.most_common())

    def count(self, name: str) -> int:
        """How often a name occurs."""
        return self._counts[name]

    def kinds(self, name: str) -> frozenset[str]:
        """The JSON types of its values: `string`, `number`, `boolean`, `object`, `list`, `null`."""
        return frozenset(self._kinds.get(name, ()))

    def spelled(self, name: str) -> tuple[str, ...]:
        """The other spellings of a name that Classic's lookup took for it, and that a path can reach."""
        wanted = normalised(name)
        return tuple(
            found
            for found in self
            if found != name and normalised(found) == wanted and not _UNREACHABLE & set(found)
        )


_UNREACHABLE: Final = frozenset(".[]\"'")
"""Characters that split a path of a mapping, or that it loses."""


class EventFacts:
    """What occurs in the events seen so far. Without events it knows nothing, and `count` is 0."""

    def __init__(self) -> None:
        self.count = 0
        self.types: Counter[str] = Counter()
        self.orders: Counter[str] = Counter()
        """Names of track events that Classic took for completed orders and that a trigger can name."""
        self.unwritable_orders = 0
        self.currencies: Counter[str] = Counter()
        """Currencies that completed orders, or events with revenue, name for the whole order."""
        self.traits = Occurring()
        self.products = Occurring()
        self.product_lists = Occurring()
        self.product_count = 0
        self.product_dates = DatePlaces()
        self.properties = Occurring()
        """Of track calls."""
        self.anonymous = 0
        self.anonymous_with_braze_id = 0
        self.switched_off = 0
        """Events whose `integrations` object names Braze, Appboy or All: Actions has another name there."""
        self.revenue = 0
        self.revenue_without_products = 0
        self.unreadable_pictures = 0
        self.unreadable_birthdays = 0
        self.address = Occurring()
        """The parts of the trait `address`."""
        self.trait_dates = DatePlaces()
        self.property_dates = DatePlaces()
        """Of track calls; those of pages and screens are in `page_dates`."""
        self.page_dates = DatePlaces()
        self.padded_names: set[str] = set()
        """First and last names, by the trait, with blanks around them."""
        self.without_timestamp = 0

    def add(self, event: Mapping[str, Json]) -> None:
        """Look at one more event."""
        self.count += 1
        kind = event.get("type")
        if isinstance(kind, str):
            self.types[kind[:_LONGEST_NAME]] += 1
        if event.get("timestamp") is None:
            self.without_timestamp += 1
        self._look_at_user(event)
        if kind == "identify":
            self._look_at_traits(event.get("traits"))
        elif kind == "track":
            self._look_at_track(event)
            self.property_dates.look(event.get("properties"))
        elif kind in ("page", "screen"):
            self.page_dates.look(event.get("properties"))

    def _look_at_user(self, event: Mapping[str, Json]) -> None:
        integrations = event.get("integrations")
        if isinstance(integrations, dict) and any(name in integrations for name in _SWITCHES):
            self.switched_off += 1
        if event.get("userId") in (None, ""):
            self.anonymous += 1
            context = event.get("context")
            inner = context.get("integrations") if isinstance(context, dict) else None
            self.anonymous_with_braze_id += any(_braze_id(holder) for holder in (integrations, inner))

    def _look_at_traits(self, traits: Json) -> None:
        if not isinstance(traits, dict):
            return
        for name, value in traits.items():
            self.traits.add(name, value)
            alike = normalised(name)
            if alike in _PICTURES:
                self.unreadable_pictures += is_truthy(value) and not (
                    isinstance(value, str) and is_uri(value)
                )
            elif alike in _BIRTHDAYS:
                self.unreadable_birthdays += _is_no_date(value)
            elif alike in _NAMES and isinstance(value, str) and value != value.strip():
                self.padded_names.add(name)
        self.trait_dates.look({name: value for name, value in traits.items() if name not in _NOT_CUSTOM})
        address = traits.get("address")
        for name, value in address.items() if isinstance(address, dict) else ():
            self.address.add(name, value)

    def _look_at_track(self, event: Mapping[str, Json]) -> None:
        name, properties = event.get("event"), event.get("properties")
        own = properties if isinstance(properties, dict) else {}
        for key, value in own.items():
            self.properties.add(key, value)
        key = next((key for key in own if normalised(key) == "products"), "products")
        products = own.get(key)
        order = isinstance(name, str) and is_order(name)
        if order and isinstance(name, str):
            if len(name) > _LONGEST_NAME or _UNWRITABLE & set(name):
                self.unwritable_orders += 1
            elif name in self.orders or len(self.orders) < MOST_NAMES:
                self.orders[name] += 1
        elif is_truthy(own.get("revenue")):
            self.revenue += 1
            self.revenue_without_products += not (isinstance(products, list) and products)
        if order or is_truthy(own.get("revenue")):
            currency = own.get("currency")
            if isinstance(currency, str) and 0 < len(currency) <= 3 and not _UNWRITABLE & set(currency):
                self.currencies[currency] += 1
            if isinstance(products, list):
                self.product_lists.add(key, products)
            for product in products if isinstance(products, list) else ():
                self.product_count += 1
                self.product_dates.look(product)
                for name, value in product.items() if isinstance(product, dict) else ():
                    self.products.add(name, value)


_PICTURES: Final = frozenset({"avatar", "photourl", "avatarurl", "imageurl"})
_NOT_CUSTOM: Final = frozenset({"id", "name", "address", "birthday", "dob"})
"""Traits that are never custom attributes."""
_BIRTHDAYS: Final = frozenset({"birthday", "dob"})
_NAMES: Final = frozenset({"firstname", "lastname"})
_SWITCHES: Final = ("Braze", "Appboy", "All", "all")


def _is_no_date(value: Json) -> bool:
    """Whether the action refuses a birthday."""
    if isinstance(value, str):
        return value != "" and not is_date_like(value)
    return isinstance(value, (bool, list, dict)) and is_truthy(value)


def _braze_id(integrations: Json) -> bool:
    if not isinstance(integrations, dict):
        return False
    return any(
        isinstance(options := integrations.get(name), dict) and is_truthy(options.get("braze_id"))
        for name in ("Braze", "Appboy")
    )


def scan_facts(store: EventStore, facts: EventFacts) -> Iterator[float]:
    """Add the events of a store to `facts`; yields the share done (0 to 1) every 50 ms and at the end.

    Events whose file was changed since they were loaded are left out. Stopping the iteration stops the scan.
    """
    total = len(store)
    reported = time.monotonic()
    for index in range(total):
        try:
            facts.add(store.event(index).data)
        except WorkbenchError:  # its file was changed since: the report names it
            continue
        if time.monotonic() - reported > _REPORT:
            yield math.floor(1000 * (index + 1) / total) / 1000
            reported = time.monotonic()
    yield 1.0


def facts_of(store: EventStore) -> EventFacts:
    """`scan_facts` to its end."""
    facts = EventFacts()
    for _ in scan_facts(store, facts):
        pass
    return facts
