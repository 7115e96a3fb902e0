"""Braze's documented rules for the objects of /users/track.

Each check gives the text of an error, or "" for an object that is accepted. The wordings of the errors for
identifiers, e-mail addresses, `quantity` and the whole body were seen in answers of Braze; the others follow
their pattern, since Braze documents none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from workbench.jsvalues import Json
from workbench.sandbox.currencies import CURRENCIES
from workbench.sandbox.dates import is_day, parse_time
from workbench.sandbox.ecommerce_rules import ecommerce_error
from workbench.sandbox.identifying import subject_of

ARRAYS = ("attributes", "events", "purchases")
MAX_OBJECTS = 75
MAX_NAME = 255
MAX_TEXT = 255
MAX_QUANTITY = 100
MAX_PROPERTIES = 256
RESERVED_PROPERTIES = ("time", "event_name")
NOTHING_VALID = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields."
TOO_MANY = "Max Input Length Exceeded"

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_SUBSCRIPTION_STATES = ("opted_in", "unsubscribed", "subscribed")
_GENDERS = ("M", "F", "O", "N", "P")
_TEXT_FIELDS = (
    "first_name",
    "last_name",
    "home_city",
    "country",
    "language",
    "time_zone",
    "phone",
    "image_url",
)


def body_error(body: Json) -> str:
    """Why the whole request is refused, or "" (Braze docs, "Track users" and "API limits").

    Each of the three lists may hold 75 objects; newer pages count 75 over all three, see `body_notes`."""
    if not isinstance(body, dict):
        return NOTHING_VALID
    lists = [body[name] for name in ARRAYS if body.get(name) is not None]
    if not lists or not all(isinstance(items, list) for items in lists) or not any(lists):
        return NOTHING_VALID
    return TOO_MANY if any(len(items) > MAX_OBJECTS for items in lists) else ""


def body_notes(body: dict[str, Json]) -> Iterator[str]:
    """Remarks on a body that is accepted."""
    total = sum(len(body[name]) for name in ARRAYS if body.get(name) is not None)
    if total > MAX_OBJECTS:
        yield (
            f"{total} objects: the newest documentation allows {MAX_OBJECTS} over all three lists, "
            "older contracts that many in each."
        )


def attributes_error(item: Json) -> str:
    """The rules of the user attributes object (Braze docs, "User attributes object")."""
    if not isinstance(item, dict):
        return "'attributes' must be a list of objects"
    if item.get("push_token_import") is True:
        return _token_import_error(item)
    subject = subject_of(item)
    if isinstance(subject, str):
        return subject
    email = item.get("email")
    if email is not None and not (isinstance(email, str) and (email == "" or _EMAIL.fullmatch(email))):
        return "The value provided for the 'email' field is not a valid email."
    wrong = next((name for name in _profile_field_faults(item)), None)
    return f"'{wrong}' is not valid" if wrong else _flags_error(item)


def event_error(item: Json) -> str:
    """The rules of the event object (Braze docs, "Event object")."""
    if not isinstance(item, dict):
        return "'events' must be a list of objects"
    subject = subject_of(item)
    if isinstance(subject, str):
        return subject
    return (
        _text_error(item, "name")
        or _time_error(item)
        or _optional_text_error(item, "app_id")
        or _properties_error(item)
        or _flags_error(item)
        or ecommerce_error(item["name"], item.get("properties"))
    )


def purchase_error(item: Json) -> str:
    """The rules of the purchase object (Braze docs, "Purchase object")."""
    if not isinstance(item, dict):
        return "'purchases' must be a list of objects"
    subject = subject_of(item)
    if isinstance(subject, str):
        return subject
    return (
        _text_error(item, "product_id")
        or _currency_error(item)
        or _price_error(item)
        or _quantity_error(item)
        or _time_error(item)
        or _optional_text_error(item, "app_id")
        or _properties_error(item)
        or _flags_error(item)
    )


def properties_notes(properties: Json) -> Iterator[str]:
    """Documented limits of properties that cost the value, not the object."""
    if not isinstance(properties, dict):
        return
    if len(properties) > MAX_PROPERTIES:
        yield f"{len(properties)} properties: only the first {MAX_PROPERTIES} are kept."
    for name, value in properties.items():
        if isinstance(value, str) and len(value) > MAX_TEXT:
            yield f"The property '{name[:80]}' is longer than {MAX_TEXT} characters."


def _profile_field_faults(item: dict[str, Json]) -> Iterator[str]:
    def given(name: str) -> bool:
        return item.get(name) is not None

    yield from (name for name in _TEXT_FIELDS if given(name) and not isinstance(item[name], str))
    if given("gender") and item["gender"] not in _GENDERS:
        yield "gender"
    if given("dob") and not (isinstance(item["dob"], str) and is_day(item["dob"])):
        yield "dob"
    for name in ("email_subscribe", "push_subscribe"):
        if given(name) and item[name] not in _SUBSCRIPTION_STATES:
            yield name
    for name in ("email_open_tracking_disabled", "email_click_tracking_disabled"):
        if given(name) and not isinstance(item[name], bool):
            yield name
    if given("current_location") and not _is_location(item["current_location"]):
        yield "current_location"
    for name in ("push_tokens", "subscription_groups"):
        if given(name) and not (
            isinstance(item[name], list) and all(isinstance(x, dict) for x in item[name])
        ):
            yield name


def _token_import_error(item: dict[str, Json]) -> str:
    if item.get("external_id") is not None or item.get("braze_id") is not None:
        return "'push_token_import' cannot be used with 'external_id' or 'braze_id'"
    return "" if item.get("push_tokens") else "'push_tokens' is required"


def _is_location(value: Json) -> bool:
    return isinstance(value, dict) and all(
        _is_number(value.get(name)) and abs(value[name]) <= limit
        for name, limit in (("longitude", 180), ("latitude", 90))
    )


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _text_error(item: dict[str, Json], name: str) -> str:
    value = item.get(name)
    if value is None or value == "":
        return f"'{name}' is required"
    return "" if isinstance(value, str) and len(value) <= MAX_NAME else f"'{name}' is not valid"


def _optional_text_error(item: dict[str, Json], name: str) -> str:
    return "" if item.get(name) is None or isinstance(item[name], str) else f"'{name}' is not valid"


def _time_error(item: dict[str, Json]) -> str:
    time = item.get("time")
    if time is None or time == "":
        return "'time' is required"
    return "" if isinstance(time, str) and parse_time(time) is not None else "'time' is not valid"


def _currency_error(item: dict[str, Json]) -> str:
    currency = item.get("currency")
    if currency is None or currency == "":
        return "'currency' is required"
    valid = isinstance(currency, str) and currency.upper() in CURRENCIES
    return "" if valid else "'currency' is not valid"


def _price_error(item: dict[str, Json]) -> str:
    if item.get("price") is None:
        return "'price' is required"
    return "" if _is_number(item["price"]) else "'price' is not valid"


def _quantity_error(item: dict[str, Json]) -> str:
    quantity = item.get("quantity")
    if quantity is None:
        return ""
    whole = _is_number(quantity) and quantity == int(quantity) and 1 <= quantity <= MAX_QUANTITY
    return "" if whole else "'quantity' is not valid"


def _flags_error(item: dict[str, Json]) -> str:
    for name in ("_update_existing_only", "_merge_objects"):
        if item.get(name) is not None and not isinstance(item[name], bool):
            return f"'{name}' is not valid"
    return ""


def _properties_error(item: dict[str, Json]) -> str:
    properties = item.get("properties")
    if properties is None:
        return ""
    if not isinstance(properties, dict):
        return "'properties' is not valid"
    for name in properties:
        if name in RESERVED_PROPERTIES:
            return f"'{name}' is a reserved property name"
        if not name or len(name) > MAX_NAME or name.startswith("$"):
            return "'properties' has an invalid name"
    return ""
