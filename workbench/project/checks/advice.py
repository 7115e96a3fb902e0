"""Likely mistakes of each action: identifiers, aliases, reserved keys, times, catalogs, broadcasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workbench.actions import ACTIONS, Action, catalog_name
from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.mappings.model import Mapping
from workbench.project.checks.directives import is_absent, is_literal, plain_object
from workbench.project.checks.fields import place_of
from workbench.project.checks.model import Check
from workbench.project.mappingedits import SetField
from workbench.project.paths import shortened

_TRACKING: Final = frozenset(
    {
        "trackEvent",
        "trackEvent2",
        "trackPurchase",
        "trackPurchase2",
        "updateUserProfile",
        "updateUserProfile2",
    }
)
_SHOP: Final = frozenset({"ecommerce", "ecommerceSingleProduct"})
_PROFILES: Final = frozenset({"updateUserProfile", "updateUserProfile2"})
_MESSAGES: Final = frozenset({"triggerCampaign", "triggerCanvas"})
_RESERVED: Final = frozenset({"time", "event_name"})
_TAKEN_AWAY: Final = frozenset(
    {"external_id", "user_alias", "email", "braze_id", "time", "products", "properties"}
    | {"_update_existing_only", "enable_batching", "batch_size", "firstName", "lastName", "avatar"}
)
"""Keys that Update User Profile removes from the custom attributes (@segment/action-destinations 3.497.0)."""
_NOT_WRITTEN: Final = frozenset({"custom_attributes", "subscription_groups"})
_LONGEST_KEY: Final = 255
_MOST_BYTES: Final = 50 * 1024
_CATALOG: Final = re.compile(r"[A-Za-z0-9_-]{1,250}").fullmatch
_ONE_PRODUCT: Final = "ecommerce.product_viewed"


def advice(mapping: Mapping) -> Iterator[Check]:
    """What is probably not meant, as far as the mapping alone tells."""
    action = ACTIONS[mapping.action]
    yield from _identifiers(action, mapping)
    yield from _alias(action, mapping)
    yield from _properties(action, mapping)
    yield from _attributes(action, mapping)
    yield from _time(action, mapping)
    yield from _order_name(action, mapping)
    yield from _broadcast(action, mapping)
    yield from _catalog(action, mapping)
    yield from _large_values(action, mapping)


def _of(mapping: Mapping, key: str) -> Json:
    return mapping.fields.get(key, UNDEFINED)


def _identifiers(action: Action, mapping: Mapping) -> Iterator[Check]:
    """The official packages refuse an event without any (Braze docs, "Track users")."""
    if action.slug not in _TRACKING | _SHOP:
        return
    keys = ["external_id", "user_alias", "email", "braze_id", *(["phone"] if action.slug in _SHOP else [])]
    if all(is_absent(_of(mapping, key)) for key in keys):
        field = action.field("external_id")
        default = field.default if field else UNDEFINED
        yield Check(
            "no-identifier",
            "error",
            "Nothing says whose event it is: the mapping fails for every event it takes.",
            f"Map one of {', '.join(keys)}.",
            place_of(("external_id",)),
            fix=None if default is UNDEFINED else SetField(0, "external_id", default),
        )


def _alias(action: Action, mapping: Mapping) -> Iterator[Check]:
    alias = plain_object(_of(mapping, "user_alias"))
    if alias is None or action.slug in _SHOP:
        return
    missing = [key for key in ("alias_name", "alias_label") if is_absent(alias.get(key, UNDEFINED))]
    if len(missing) == 1 and action.slug in _TRACKING:
        yield Check(
            "alias-incomplete",
            "warning",
            f"The user alias has no {missing[0]}: it is left out without a word.",
            "An alias counts with both a name and a label.",
            place_of(("user_alias", missing[0])),
        )


def _properties(action: Action, mapping: Mapping) -> Iterator[Check]:
    """Braze's rules for the names of properties (Braze docs, "Event object")."""
    properties = plain_object(_of(mapping, "properties"))
    if properties is None or action.slug not in _TRACKING:
        return
    for key in properties:
        if key in _RESERVED:
            fault, hint = f"Braze reserves the property {key} and refuses the event.", "Give it another name."
        elif not key or len(key) > _LONGEST_KEY or key.startswith("$"):
            fault = f"Braze refuses a property called {shortened(key) or '(nothing)'}."
            hint = f"Names have 1 to {_LONGEST_KEY} characters and do not begin with $."
        else:
            continue
        yield Check("property-name", "warning", fault, hint, place_of(("properties", key)))


def _attributes(action: Action, mapping: Mapping) -> Iterator[Check]:
    attributes = plain_object(_of(mapping, "custom_attributes"))
    if attributes is None or action.slug not in _PROFILES:
        return
    standard = {field.key for field in action.fields} - _TAKEN_AWAY - _NOT_WRITTEN
    for key in attributes:
        if key in _TAKEN_AWAY:
            message = f"{action.title} takes {key} out of the custom attributes: it never reaches Braze."
        elif key in standard:
            message = (
                f"The profile field {key} overwrites the custom attribute {key}, also when it has no value."
            )
        else:
            continue
        yield Check(
            "attribute-lost",
            "warning",
            message,
            "Map the profile field of that name." if key in standard else "Give the attribute another name.",
            place_of(("custom_attributes", key)),
        )


def _time(action: Action, mapping: Mapping) -> Iterator[Check]:
    """`receivedAt` is when Segment got an event (Segment docs, "Spec: Common Fields")."""
    if action.field("time") is not None and _of(mapping, "time") == {"@path": "$.receivedAt"}:
        yield Check(
            "time-received",
            "information",
            "The time sent is when Segment received the event: a replay or an import is dated today.",
            "Take $.timestamp for the time at which it happened.",
            place_of(("time",)),
            fix=SetField(0, "time", {"@path": "$.timestamp"}),
        )


def _order_name(action: Action, mapping: Mapping) -> Iterator[Check]:
    """Both e-commerce actions accept every event name (@segment/action-destinations 3.497.0)."""
    name = _of(mapping, "name")
    if action.slug not in _SHOP or not isinstance(name, str) or not name:
        return
    field = action.field("name")
    if field is None or name not in [choice.value for choice in field.choices]:
        return
    if action.slug == "ecommerce" and name == _ONE_PRODUCT:
        yield Check(
            "wrong-shop-action",
            "warning",
            f"{action.title} sends {name} without any product.",
            f"Take {ACTIONS['ecommerceSingleProduct'].title} for it.",
            place_of(("name",)),
        )
    elif action.slug == "ecommerceSingleProduct" and name != _ONE_PRODUCT:
        yield Check(
            "wrong-shop-action",
            "error",
            f"{action.title} fails for every {name}: it holds several products.",
            f"Take {ACTIONS['ecommerce'].title} for it.",
            place_of(("name",)),
        )


def _broadcast(action: Action, mapping: Mapping) -> Iterator[Check]:
    if (
        action.slug in _MESSAGES
        and _of(mapping, "broadcast") is True
        and not is_absent(_of(mapping, "recipients"))
    ):
        yield Check(
            "broadcast-recipients",
            "warning",
            "A broadcast goes to everybody: Braze takes no recipients with it.",
            "Remove the recipients, or switch the broadcast off.",
            place_of(("recipients",)),
        )


def _catalog(action: Action, mapping: Mapping) -> Iterator[Check]:
    if not action.hook:
        return
    name = catalog_name(mapping.fields)
    if not name:
        yield Check(
            "catalog-missing",
            "error",
            "No catalog is chosen: the items are sent to a catalog called undefined.",
            "Choose or create one in the field Catalog.",
            place_of((action.hook,)),
        )
    elif not _CATALOG(name):
        yield Check(
            "catalog-name",
            "warning",
            f"Braze has no catalog called {shortened(name)}.",
            "Catalog names have up to 250 letters, digits, hyphens and underscores.",
            place_of((action.hook,)),
        )


def _large_values(action: Action, mapping: Mapping) -> Iterator[Check]:
    """Properties of events and messages may have 50 KB in all (Braze docs, "Purchase object" and others)."""
    for field in action.fields:
        value = plain_object(_of(mapping, field.key))
        if value and is_literal(value) and len(dump_json(value).encode("utf-8", "replace")) > _MOST_BYTES:
            yield Check(
                "value-too-large",
                "warning",
                f"{field.label} is larger than 50 KB: Braze refuses it.",
                "Send less, or what differs by event only.",
                place_of((field.key,)),
            )
