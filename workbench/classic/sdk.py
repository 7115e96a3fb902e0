"""What Braze's web SDK keeps of the values that it is called with.

Learned by running appboy-web-sdk 1.6.14, 2.4.3, 2.7.1 and 3.5.1. A value that a method does not take makes it
change nothing. The SDK file `v3.1` itself is not published; it is taken to do as 3.5.1 does.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text

SETTERS: Final = {
    "setAvatarImageUrl": "image_url",
    "setEmail": "email",
    "setFirstName": "first_name",
    "setGender": "gender",
    "setPhoneNumber": "phone",
    "setLastName": "last_name",
    "setCountry": "country",
    "setHomeCity": "home_city",
}
_FAILING: Final = frozenset({"setEmail", "setGender"})
_NAME: Final = re.compile(r'[^\x00-\x1f"]+').fullmatch
"""Names and ids, and custom attributes that are text: neither control characters nor double quotes."""
_PHONE: Final = re.compile(r"[0-9 .\\()+\-]+").fullmatch
_OLD_EMAIL: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]@(?:[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])\.[a-z0-9]"
).search
_EMAIL: Final = re.compile(r"[^\n\r\u2028\u2029]+@[^\n\r\u2028\u2029]+\.[^\n\r\u2028\u2029]+").fullmatch
_NUMBER: Final = re.compile(r"[\s\ufeff]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)").match
_INTEGER: Final = re.compile(r"[\s\ufeff]*([+-]?[0-9]+)").match
_CURRENCY: Final = re.compile(r"[A-Za-z]{3}").fullmatch
_NO_CENTS: Final = 1e21
"""From here on JavaScript writes numbers without cents."""
_GENDERS: Final = frozenset("mfo")
MOST: Final = 100
"""The largest quantity of a purchase."""


class SdkDate(str):
    """A date object among the arguments of an SDK call; as text, its ISO form in UTC."""

    __slots__ = ()


class SdkFailureError(Exception):
    """The SDK itself fails on a call, which ends the message."""


def is_name(value: Json | Undefined) -> bool:
    """Whether the SDK takes a value as the name of an event or an attribute, or as a product id."""
    return isinstance(value, str) and not isinstance(value, SdkDate) and _NAME(value) is not None


def user_id(value: Json | Undefined, sdk_file: str) -> str | None:
    """The user that `changeUser(value)` changes to, `None` when it is refused.

    Raises `SdkFailureError` for a list, except in version 1.
    """
    if isinstance(value, list) and value and sdk_file != "v1":
        raise SdkFailureError
    text = to_text(value)
    return text if text and value not in (None, UNDEFINED) else None


def profile_field(method: str, value: Json | Undefined, sdk_file: str) -> tuple[str, Json] | None:
    """The profile field and the value that a setter sets, `None` when it sets nothing.

    Raises `SdkFailureError` where version 1 fails on what is no text.
    """
    key = SETTERS.get(method)
    if key is None or value is UNDEFINED:
        return None
    if method == "setAvatarImageUrl":
        return key, value
    if value is None:
        return (key, None) if sdk_file != "v1" else None
    if not isinstance(value, str) or isinstance(value, SdkDate):
        if sdk_file == "v1" and method in _FAILING:
            raise SdkFailureError
        return None
    match method:
        case "setGender":
            return (key, value.upper()) if value in _GENDERS else None
        case "setPhoneNumber":
            return (key, value) if _PHONE(value) else None
        case "setEmail":
            return (key, value) if _is_email(value, sdk_file) else None
    return key, value


def _is_email(value: str, sdk_file: str) -> bool:
    if sdk_file == "v3.1":
        return _EMAIL(value) is not None
    return _OLD_EMAIL(value.lower() if sdk_file == "v2.7" else value) is not None


def takes_attribute(key: Json | Undefined, value: Json | Undefined) -> bool:
    """Whether `setCustomUserAttribute(key, value)` sets anything; `""` is a key, and text is as for names."""
    if not (key == "" or is_name(key)):
        return False
    if isinstance(value, list):
        return all(item == "" or is_name(item) for item in value)
    if isinstance(value, str) and not isinstance(value, SdkDate):
        return value == "" or is_name(value)
    return value is not UNDEFINED and not isinstance(value, dict)


def event_properties(value: Json | Undefined, sdk_file: str) -> dict[str, Json] | None:
    """The properties of an event or a purchase as the SDK sends them, `None` when it refuses the call.

    Without properties there are none; `null` ones are dropped. Nested ones are refused before version 3.
    """
    if value is None or value is UNDEFINED or isinstance(value, SdkDate):
        return {}
    if not isinstance(value, dict):
        return None
    if not all(key == "" or is_name(key) for key in value):
        return None
    kept = {key: item for key, item in value.items() if item is not None and item is not UNDEFINED}
    if sdk_file != "v3.1" and any(isinstance(item, (dict, list)) for item in kept.values()):
        return None
    return kept


def price(value: Json | Undefined) -> float | None:
    """The price that the SDK reads from the beginning of a value and rounds to cents, `None` for none."""
    found = _NUMBER(to_text(value))
    if found is None or isinstance(value, SdkDate):
        return None
    number = float(found[1])
    if abs(number) >= _NO_CENTS:
        return number if math.isfinite(number) else None
    cents = float(Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP))
    return int(cents) if cents.is_integer() else cents


def quantity(value: Json | Undefined) -> int | None:
    """The quantity that the SDK reads from the beginning of a value, 1 for none; `None` when refused."""
    if value is None or value is UNDEFINED:
        return 1
    found = None if isinstance(value, SdkDate) else _INTEGER(to_text(value))
    number = int(found[1][:20]) if found else 0
    return number if 1 <= number <= MOST else None


def currency(value: Json | Undefined) -> str | None:
    """The currency in capitals, USD without one, `None` for what is no code of three letters.

    Which codes exist is left to Braze. Raises `SdkFailureError` for what is no text.
    """
    if value is None or value is UNDEFINED:
        return "USD"
    if not isinstance(value, str) or isinstance(value, SdkDate):
        raise SdkFailureError
    return value.upper() if _CURRENCY(value) else None


def plain(value: Json | Undefined) -> Json:
    """A copy of an argument as JSON, whatever its depth: dates as their ISO text."""
    root = [value]
    pending: list[Json] = [root]
    for holder in pending:
        for key, item in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(item, SdkDate):
                holder[key] = str(item)
            elif isinstance(item, (dict, list)):
                holder[key] = copied = item.copy()
                pending.append(copied)
    return root[0]
