"""The known differences of behaviour between Classic and Actions, and what the proposal does about each.

Facts from integration-appboy 1.7.0, Segment's documentation of Braze Classic and
@segment/action-destinations 3.497.0; the sentences are ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from workbench.migration.model import Decision
from workbench.migration.plan import ORDER_COMPLETED, Plan
from workbench.migration.profile import lost_traits, refused_traits
from workbench.migration.setting_rules import Answer, several

MOST_TOLD: Final = 8
"""Keys that a sentence names."""

Rule: TypeAlias = Callable[[Plan], Answer]


def _time(plan: Plan) -> Answer:
    missing = plan.facts.without_timestamp
    what = several(missing, "event has", "events have")
    warning = f"{what} no timestamp: receivedAt is taken." if missing else ""
    return Answer(
        "carried",
        "The event's timestamp is mapped. Actions would take receivedAt, which moves replays and imports.",
        warning,
    )


def _dob(plan: Plan) -> Answer:
    bad = plan.facts.unreadable_birthdays
    warning = ""
    if bad:
        what = several(bad, "birthday is", "birthdays are")
        warning = f"{what} no date: left out, or Actions would refuse those identify calls whole."
    return Answer(
        "carried",
        "dob is mapped from the trait birthday, in the spellings that occur, else from dob.",
        warning,
    )


def _country(_: Plan) -> Answer:
    return Answer(
        "carried",
        "country and home_city are mapped from the address. Actions would take the country of the IP.",
    )


def _gender(plan: Plan) -> Answer:
    if plan.choices.gender == "classic" and plan.web:
        return Answer(
            "carried",
            "Words that the browser did not know stay dropped; the others become M, F or O, as there.",
            "",
            "gender",
        )
    if plan.choices.gender == "classic":
        return Answer(
            "carried",
            "Words that Classic dropped stay dropped. Classic sent the others as written, Actions as M, F or "
            "O, the codes that Braze documents.",
            "",
            "gender",
        )
    return Answer(
        "replaced",
        "Every word is passed on; Actions writes those it knows as M, F, O, N or P.",
        "Words that Actions does not know reach Braze, which ignores them.",
        "gender",
    )


def _names(_: Plan) -> Answer:
    return Answer(
        "carried",
        "First and last name are found in the spellings that occur, else split from the trait name.",
    )


def _image(plan: Plan) -> Answer:
    bad = plan.facts.unreadable_pictures
    what = several(bad, "picture is", "pictures are")
    warning = f"{what} no address: left out, or Actions would refuse those calls whole." if bad else ""
    return Answer("carried", "image_url is mapped from avatar, else photoUrl, else avatarUrl.", warning)


def _attributes(plan: Plan) -> Answer:
    warnings = []
    if lost := lost_traits(plan):
        warnings.append(f"Actions never sends these traits, whatever is mapped: {', '.join(lost)}.")
    if refused := refused_traits(plan):
        warnings.append(f"Left out where they have a type that Actions refuses: {', '.join(refused)}.")
    warning = " ".join(warnings)
    if plan.drops_nested:
        return Answer(
            "carried",
            "Traits that the browser never sent are left out, and those that hold objects, which it dropped. "
            "Language and the like become fields of the profile.",
            warning,
            "nested",
        )
    if plan.web:
        return Answer(
            "replaced",
            "Traits that the browser never sent are left out. It also dropped objects, Actions sends them.",
            warning,
            "nested",
        )
    return Answer(
        "carried",
        "id, name, address and birthday are left out as in Classic; traits named like a field are mapped.",
        warning,
    )


def _contact(plan: Plan) -> Answer:
    if plan.web:
        return Answer(
            "replaced",
            "Mapped from the traits email and phone.",
            "The browser also took an e-mail address that was used as user ID; map it if you have those.",
        )
    return Answer(
        "carried", "Mapped from the traits email and phone; other spellings stay custom attributes."
    )


def _identifier(plan: Plan) -> Answer:
    if plan.with_braze_id:
        return Answer(
            "carried",
            "Without a user ID the braze_id of integrations.Braze or context.integrations.Braze is sent.",
            "Events that bring neither fail in Actions, where Classic rejected them.",
            "anonymous",
        )
    skipped = plan.facts.anonymous
    return Answer(
        "carried",
        "Every trigger asks for a user ID. Actions would also take an e-mail address or an alias.",
        f"{several(skipped, 'event has', 'events have')} none." if skipped else "",
        "anonymous",
    )


def _app_id(_: Plan) -> Answer:
    return Answer(
        "carried", "Without one, Classic sent an empty app_id and Actions none: the same for Braze."
    )


def _properties(plan: Plan) -> Answer:
    if plan.current:
        return Answer(
            "carried",
            "time, quantity, event_name, price and currency are left out, as documented for cloud mode.",
            "The documentation does not say whether other spellings and nested ones went too.",
        )
    if plan.drops_nested:
        return Answer(
            "carried",
            "Lists and objects are left out, which the browser dropped.",
            "A mapping must name them: others that hold a list or an object later are sent.",
            "nested",
        )
    if plan.web:
        return Answer(
            "replaced",
            "All properties are sent. The browser dropped lists and objects, Actions sends them.",
            "",
            "nested",
        )
    return Answer("carried", "All properties are sent, as in 1.7.0.")


def _dates(plan: Plan) -> Answer:
    if not plan.rewrites_dates:
        return Answer(
            "choice",
            "Sent as written, as you chose. Classic wrote every text that looks like an ISO date in UTC with "
            "milliseconds.",
            "A date without a time may get another type in Braze.",
            "dates",
        )
    facts = plan.facts
    found = dict.fromkeys(
        name
        for places in (facts.property_dates, facts.page_dates, facts.trait_dates)
        for name in places.names()
    )
    if not found:
        return Answer(
            "none",
            "Classic wrote every text that looks like an ISO date in UTC with milliseconds; Actions sends it "
            "as written. A mapping can only do that for keys it names: none of these events holds one.",
            "A date without a time may get another type in Braze.",
            "dates",
        )
    some = ", ".join(list(found)[:MOST_TOLD]) + (", …" if len(found) > MOST_TOLD else "")
    return Answer(
        "carried",
        "Written in UTC with milliseconds, as Classic did, by Liquid templates for the keys that hold any: "
        f"{some}.",
        "Lists of dates, and other keys that hold a date later, are sent as written.",
        "dates",
    )


def _order_names(plan: Plan) -> Answer:
    others = [name for name in plan.order_names if name != ORDER_COMPLETED]
    warning = ""
    if plan.facts.unwritable_orders:
        what = several(plan.facts.unwritable_orders, "order has a name", "orders have names")
        warning = f"{what} that a trigger cannot hold."
    if others:
        return Answer("carried", f"The triggers also take {', '.join(others)}, as Classic did.", warning)
    return Answer(
        "carried",
        "Order Completed. Classic also took other spellings (Completed Order, order_completed); none occurs.",
        warning,
    )


def _currency(plan: Plan) -> Answer:
    if plan.web:
        return Answer(
            "replaced",
            "The order's currency counted. A product's field cannot read it: each currency has its mapping.",
            "A currency that does not occur in the events counts as USD.",
        )
    return Answer("carried", "The product's own currency, else USD. Neither reads the order's.")


def _product_id(plan: Plan) -> Answer:
    fallback = "" if plan.web else ", else id"
    return Answer("carried", f"product_id in the spellings that occur{fallback}.")


def _quantity(_: Plan) -> Answer:
    return Answer("carried", "1 when it is missing or 0.")


def _price(_: Plan) -> Answer:
    return Answer(
        "none",
        "Classic sent any price unread. Actions turns text into a number and refuses the event if it cannot.",
        "Orders with such prices, or with quantities that are no whole numbers, are shown as lost.",
    )


def _purchase_properties(plan: Plan) -> Answer:
    if plan.web:
        return Answer(
            "replaced",
            "Properties of order and product go along. The browser preferred the product's: an order's "
            "property is left out where every product has it. Otherwise Actions prefers the order's.",
        )
    return Answer("carried", "None, as in Classic: they would cost data points.")


def _empty_orders(_: Plan) -> Answer:
    return Answer(
        "carried",
        "Classic sent an empty list, Actions nothing: Braze stores nothing either way. The outlook counts "
        "such orders as lost, because only Classic makes a request.",
    )


def _ecommerce(plan: Plan) -> Answer:
    if plan.choices.orders == "ecommerce":
        return Answer("choice", "Orders become e-commerce events, as you chose.", "", "orders")
    return Answer(
        "replaced",
        "The shipped presets would turn orders and product views into e-commerce events (beta). They are not "
        "used: orders stay purchases, the others custom events.",
        "",
        "orders",
    )


def _group(plan: Plan) -> Answer:
    if plan.choices.groups == "none":
        return Answer("choice", "Group calls are not sent, as you chose.", "", "groups")
    return Answer(
        "carried",
        "Group Calls sets ab_segment_group_<group ID> to true, by a Liquid template read as JSON.",
        "A group call without a group ID sets ab_segment_group_, where Classic wrote undefined or null.",
        "groups",
    )


def _pages(plan: Plan) -> Answer:
    if plan.choices.pages == plan.choices.screens == "none":
        return Answer("carried", "Neither pages nor screens are sent.", "", "pages")
    warning = "" if plan.choices.screens == "none" else "The catalogue says that Classic took no screens."
    return Answer("carried", "They become custom events under Classic's names.", warning, "screens")


def _alias(_: Plan) -> Answer:
    return Answer("carried", "Not sent, as in Classic. Actions could, with Create Alias and Identify User.")


def _authentication(_: Plan) -> Answer:
    return Answer("replaced", "The same REST API key, as a Bearer token.")


def _batching(_: Plan) -> Answer:
    return Answer(
        "replaced", "Up to 75 events share a request where Classic sent one each; the objects are the same."
    )


def _integrations(plan: Plan) -> Answer:
    count = plan.facts.switched_off
    what = several(count, "event names", "events name")
    warning = f"{what} Braze, Appboy or All there: check them." if count else ""
    return Answer(
        "none",
        "In an event's integrations object Classic went by Braze or Appboy; the new destination is called "
        "Braze Cloud Mode (Actions) there. No mapping can read it.",
        warning,
    )


BEHAVIOURS: Final[tuple[tuple[str, str, Rule], ...]] = (
    ("time", "Time of events", _time),
    ("dob", "Birthday", _dob),
    ("country", "Country and city", _country),
    ("gender", "Gender", _gender),
    ("first_name, last_name", "Names", _names),
    ("image_url", "Picture", _image),
    ("custom attributes", "Custom attributes", _attributes),
    ("phone, email", "Phone and e-mail", _contact),
    ("identifier", "Whose data it is", _identifier),
    ("app_id", "Empty App ID", _app_id),
    ("event properties", "Event properties", _properties),
    ("dates", "Dates in values", _dates),
    ("order event names", "Names of orders", _order_names),
    ("purchase currency", "Currency", _currency),
    ("purchase product_id", "Product ID", _product_id),
    ("purchase quantity", "Quantity", _quantity),
    ("purchase price", "Price", _price),
    ("purchase properties", "Purchase properties", _purchase_properties),
    ("empty orders", "Orders without products", _empty_orders),
    ("ecommerce presets", "E-commerce presets", _ecommerce),
    ("group", "Groups", _group),
    ("page, screen", "Pages and screens", _pages),
    ("alias", "Aliases", _alias),
    ("authentication", "Authentication", _authentication),
    ("batching", "Batches", _batching),
    ("integrations", "Switched off by an event", _integrations),
)
"""Every known difference: its subject, its label, and its rule."""


def decisions(plan: Plan) -> tuple[Decision, ...]:
    """What the proposal does about every difference."""
    return tuple(_decision(plan, key, label, rule(plan)) for key, label, rule in BEHAVIOURS)


def _decision(plan: Plan, key: str, label: str, answer: Answer) -> Decision:
    chosen = getattr(plan.choices, answer.choice) if answer.choice else ""
    return Decision(
        key, label, answer.verdict, answer.sentence, "", answer.warning, "", answer.choice, chosen
    )
