"""The mappings of custom events and purchases: track, page and screen calls."""

from __future__ import annotations

from typing import Final, NamedTuple

from workbench.actions import ACTIONS, PRESETS, SYNC_MODE_KEY
from workbench.classic.events import RESERVED_PROPERTIES
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.migration.dates import is_plain
from workbench.migration.directives import (
    NOTHING,
    changed,
    each,
    first_existing,
    first_filled,
    if_exists,
    if_filled,
    merged,
    path,
    template,
    without,
)
from workbench.migration.model import Proposed
from workbench.migration.nested import OF_PROPERTIES, without_nested
from workbench.migration.plan import NO_REVENUE, REVENUE, Plan
from workbench.migration.profile import identifiers

MOST_CURRENCIES: Final = 8
"""Currencies of whole orders that get a mapping each."""
_WHEN: Final[Json] = first_existing((path("timestamp"), path("receivedAt")))
_ORDER_PRESET: Final = "Order Placed (beta)"
_SENT_LIKE: Final = ("identifier", "updateExistingOnly", "time")


def track(plan: Plan) -> Proposed:
    """All track calls but completed orders, on the preset of that name."""
    group = NO_REVENUE if plan.revenue_purchases else ""
    removed = RESERVED_PROPERTIES if plan.current else ()
    fields: dict[str, Json] = {
        **identifiers(plan),
        "name": path("event"),
        "time": _WHEN,
        "properties": changed(path("properties"), _properties(plan) | without(removed)),
    }
    reasons = [
        "Every track call but a completed order is a custom event, those of the e-commerce spec too: "
        "campaigns know them under these names.",
        "The time is that of the event; the preset takes the time of arrival.",
        "The e-mail address is not mapped: Classic never told events apart by it.",
    ]
    rows = [*_SENT_LIKE, "event properties", "order event names", "ecommerce presets"]
    if plan.current:
        reasons.append(f"The properties lose {', '.join(RESERVED_PROPERTIES)}, as documented for Classic.")
    if plan.rewrites_dates and plan.facts.property_dates:
        reasons.append("Dates in properties are rewritten to UTC with milliseconds, as Classic did.")
        rows.append("dates")
    if plan.drops_nested:
        reasons.append("Lists and objects are left out, as in the browser, where the events show them.")
    if plan.revenue_purchases:
        reasons.append("Events with revenue have a mapping of their own; here they would be sent twice.")
        rows.append("logPurchaseWhenRevenuePresent")
    mapping = plan.mapping("Track Calls", "trackEvent", plan.trigger(*plan.no_order(), group=group), fields)
    return Proposed(mapping, tuple(rows), tuple(reasons), "Track Calls")


def _properties(plan: Plan) -> dict[str, Json]:
    """The properties of track calls that are not sent as they are: dates, and what the browser dropped."""
    members: dict[str, Json] = {}
    if plan.drops_nested:
        members |= without_nested("properties", plan.facts.properties, OF_PROPERTIES)
    if plan.rewrites_dates:
        members |= plan.facts.property_dates.members("properties", without_objects=plan.drops_nested)
    return members


def pages(plan: Plan, kind: str, which: str) -> Proposed:
    """Page or screen calls as the custom events that Classic made of them."""
    word = kind.capitalize()
    named = if_filled(
        path("category"),
        template(f"Viewed {{{{category}}}} {{{{name}}}} {word}"),
        template(f"Viewed {{{{name}}}} {word}"),
    )
    conditions = [f'type = "{kind}"']
    if which == "named":
        conditions += ["name != null", 'name != ""']
    fields: dict[str, Json] = {
        **identifiers(plan),
        "name": named if which == "named" else if_filled(path("name"), named, f"Loaded a {word}"),
        "time": _WHEN,
        "properties": merged(
            path("properties"),
            {
                key: if_filled(
                    path(key), path(key), if_exists(path(f"properties.{key}"), path(f"properties.{key}"))
                )
                for key in ("category", "name")
            }
            | (plan.facts.page_dates.members("properties") if plan.rewrites_dates else {}),
        ),
    }
    reasons = [
        f"Events are called Viewed … {word}, as Classic called them; the web table says Viewed {word} …."
    ]
    if which == "all":
        reasons.append(f"A {kind} without a name is Loaded a {word}.")
    reasons.append("Category and name are written into the properties.")
    if kind == "screen":
        reasons.append("Segment's catalogue says that Classic takes no screens; its last public source did.")
    row = "trackNamedPages" if which == "named" else "trackAllPages"
    mapping = plan.mapping(f"{word} Calls", "trackEvent", plan.trigger(*conditions), fields)
    return Proposed(mapping, (row, "page, screen", *_SENT_LIKE), tuple(reasons))


def orders(plan: Plan) -> tuple[Proposed, ...]:
    """Completed orders: purchases as Classic made them, or the shipped e-commerce mapping."""
    if plan.choices.orders == "ecommerce":
        return (_ecommerce(plan),)
    reasons = ["One purchase per product: the action Track Purchase; the presets now send e-commerce events."]
    if len(plan.order_names) > 1:
        reasons.append(f"Classic took these names for completed orders: {', '.join(plan.order_names)}.")
    rows = ("order event names", *_PURCHASE_ROWS)
    return _by_currency(plan, _Purchases("Order Completed Calls", (), rows, tuple(reasons), True))


def revenue(plan: Plan) -> tuple[Proposed, ...]:
    """Other events with revenue, where they are purchases."""
    reasons = (
        "Log Purchase when Revenue is present: a mapping of its own, so that orders without revenue stay.",
        "It needs a list of products with an ID and a price; without it nothing is sent, as with Classic.",
    )
    rows = ("logPurchaseWhenRevenuePresent", *_PURCHASE_ROWS)
    return _by_currency(plan, _Purchases("Revenue Calls", REVENUE, rows, reasons, False))


_PURCHASE_ROWS: Final = (
    *_SENT_LIKE,
    "purchase currency",
    "purchase product_id",
    "purchase quantity",
    "purchase price",
    "purchase properties",
)


class _Purchases(NamedTuple):
    """A kind of purchases: the name of their mapping, the trigger's conditions, and why they are one."""

    name: str
    conditions: tuple[str, ...]
    rows: tuple[str, ...]
    reasons: tuple[str, ...]
    is_order: bool


def _by_currency(plan: Plan, kind: _Purchases) -> tuple[Proposed, ...]:
    """One mapping; in web mode, where the order's currency counts, one for each currency that occurs.

    A product's fields cannot read the order around it: the currency is written into the mapping, and the
    trigger asks for it.
    """
    currencies = sorted(plan.facts.currencies, key=lambda code: -plan.facts.currencies[code])
    if not plan.web or not currencies:
        return (_purchase(plan, kind, "USD"),)
    known = currencies[:MOST_CURRENCIES]
    reasons = (*kind.reasons, "A product cannot read its order's currency: each that occurs has a mapping.")
    found = [
        _purchase(
            plan,
            kind._replace(
                name=f"{kind.name} ({code})",
                conditions=(*kind.conditions, f'properties.currency = "{code}"'),
                reasons=reasons,
            ),
            code,
        )
        for code in known
    ]
    others = (*kind.conditions, *(f'properties.currency != "{code}"' for code in known))
    reasons = (*kind.reasons, "Orders without a currency count as USD.")
    return (*found, _purchase(plan, kind._replace(conditions=others, reasons=reasons), "USD"))


def _purchase(plan: Plan, kind: _Purchases, currency: str) -> Proposed:
    if kind.is_order:
        trigger = plan.order_trigger(*kind.conditions)
    else:
        trigger = plan.trigger(*plan.no_order(), *kind.conditions)
    fields: dict[str, Json] = {
        **identifiers(plan),
        "time": _WHEN,
        "products": each(_products(plan), _product(plan, currency)),
    }
    if plan.web:
        fields["properties"] = changed(path("properties"), _order_properties(plan))
        reason = "Properties of order and product go along, as in web mode."
    else:
        reason = "Nothing but ID, currency, price and quantity goes along, as with Classic."
    mapping = plan.mapping(kind.name, "trackPurchase", trigger, fields)
    return Proposed(mapping, kind.rows, (*kind.reasons, reason))


def _products(plan: Plan) -> Json:
    """The list of products, in the spellings that occur (CC-ORDER-02)."""
    spellings = dict.fromkeys(("products", *plan.facts.product_lists.spelled("products")))
    return first_existing(path(f"properties.{name}") for name in spellings)


def _product(plan: Plan, currency: str) -> Json:
    """A product as Classic read it: spellings that occur, `id` in cloud mode, 1 piece, a currency."""
    products = plan.facts.products
    ids = dict.fromkeys(("product_id", *products.spelled("product_id")))
    if not plan.web:
        ids |= dict.fromkeys(("id", *products.spelled("id")))
    shape: dict[str, Json] = {
        "product_id": first_filled(path(name) for name in ids),
        "currency": currency if plan.web else if_filled(path("currency"), path("currency"), currency),
        "price": first_existing(path(name) for name in dict.fromkeys(("price", *products.spelled("price")))),
        "quantity": if_filled(path("quantity"), path("quantity"), 1),
    }
    if not plan.web:
        return shape
    members: dict[str, Json] = {}
    if plan.drops_nested:
        members |= without_nested("", products, OF_PROPERTIES)
    if plan.rewrites_dates:
        members |= plan.facts.product_dates.members("", without_objects=True)
    return merged(path(""), members | shape)


def _order_properties(plan: Plan) -> dict[str, Json]:
    """CW-ORDER-04: a product's properties win over the order's; Actions would prefer the order's.

    The first product speaks for all of its order where not every product has the property.
    """
    facts, members = plan.facts, _properties(plan)
    for name in facts.products:
        if name in facts.properties and is_plain(name):
            always = facts.products.count(name) == facts.product_count
            own = members.get(name, path(f"properties.{name}"))
            first = path(f"properties.products[0].{name}")
            members[name] = NOTHING if always else if_filled(first, NOTHING, own)
    return members | without(("products", "currency"))


def _ecommerce(plan: Plan) -> Proposed:
    preset = next(preset for preset in PRESETS if preset.name == _ORDER_PRESET)
    action = ACTIONS[preset.mapping.action]
    mode = "update" if plan.update_only else action.default_sync_mode
    fields = {**preset.mapping.fields, SYNC_MODE_KEY: mode}
    mapping = Mapping(preset.name, action.slug, plan.order_trigger(), True, fields)
    reasons = (
        "Orders become ecommerce.order_placed events: your choice, not what Classic sent.",
        "Purchases, and what Braze counts as revenue from them, end with it.",
    )
    return Proposed(
        mapping, ("order event names", "ecommerce presets", "updateExistingOnly"), reasons, preset.name
    )
