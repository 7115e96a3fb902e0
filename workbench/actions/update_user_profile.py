"""Update User Profile: the attributes of one user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from workbench.actions.batches import in_modes, one_object_each
from workbench.actions.dates import DAY_RULE, ISO_DATE_RULE, day_text, iso_date
from workbench.actions.kit import Context, integration_error
from workbench.actions.origins import (
    AS_IT_IS,
    Built,
    Parts,
    RequestOrigins,
    Unsent,
    made,
    request_origins,
    taken,
)
from workbench.actions.users_track import (
    ALIAS_RULE,
    PATH,
    alias_origin,
    existing_only_origins,
    identifiers,
    sent_alias,
    unsent_existing_only,
    update_existing_only,
)
from workbench.jsvalues import UNDEFINED, Json, to_text
from workbench.mappings import Steps
from workbench.requests import BrazeRequest

_NEVER_CUSTOM: Final = frozenset(
    {
        "external_id",
        "user_alias",
        "email",
        "braze_id",
        "time",
        "products",
        "properties",
        "_update_existing_only",
        "enable_batching",
        "batch_size",
        "firstName",
        "lastName",
        "avatar",
    }
)
"""Custom attributes that are left out: the original mistakes Track Purchase's field names for its own."""

_GENDERS: Final = {
    **dict.fromkeys(("man", "male", "m"), "M"),
    **dict.fromkeys(("woman", "female", "w", "f"), "F"),
    **dict.fromkeys(("other", "o"), "O"),
    **dict.fromkeys(("not applicable", "n"), "N"),
    **dict.fromkeys(("prefer not to say", "p"), "P"),
}


def _gender(value: Json) -> Json:
    return _GENDERS.get(value.lower(), value) if value else value


def _location(value: Json) -> Json:
    return UNDEFINED if value == {} else value


class _Sent(NamedTuple):
    """What becomes of a field's value, and in a sentence."""

    change: Callable[[Json], Json] | None = None
    rule: str = AS_IT_IS


_LOCATION_RULE: Final = "Sent as it is; a location without any coordinate is left out."
_GENDER_RULE: Final = "Words for a gender become Braze's letter; other values are sent as they are."

_AS_IT_IS: Final = _Sent()
_ISO_DATE: Final = _Sent(iso_date, ISO_DATE_RULE)

_SENT: Final[dict[str, _Sent]] = {
    "braze_id": _AS_IT_IS,
    "external_id": _AS_IT_IS,
    "user_alias": _Sent(sent_alias, ALIAS_RULE),
    "country": _AS_IT_IS,
    "current_location": _Sent(_location, _LOCATION_RULE),
    "date_of_first_session": _ISO_DATE,
    "date_of_last_session": _ISO_DATE,
    "dob": _Sent(day_text, DAY_RULE),
    "email": _AS_IT_IS,
    "email_subscribe": _AS_IT_IS,
    "email_open_tracking_disabled": _AS_IT_IS,
    "email_click_tracking_disabled": _AS_IT_IS,
    "facebook": _AS_IT_IS,
    "first_name": _AS_IT_IS,
    "gender": _Sent(_gender, _GENDER_RULE),
    "home_city": _AS_IT_IS,
    "image_url": _AS_IT_IS,
    "language": _AS_IT_IS,
    "last_name": _AS_IT_IS,
    "marked_email_as_spam_at": _ISO_DATE,
    "phone": _AS_IT_IS,
    "push_subscribe": _AS_IT_IS,
    "push_tokens": _AS_IT_IS,
    "time_zone": _AS_IT_IS,
    "twitter": _AS_IT_IS,
}
"""The fields in the order sent, and what becomes of their values."""

_CHANGES: Final = {key: sent.change for key, sent in _SENT.items()}

_CUSTOM: Final[tuple[Steps, ...]] = (("custom_attributes",),)
_CUSTOM_RULE: Final = "A custom attribute, sent under its own name."
_FIELD_WINS: Final = "A custom attribute with the name of a field gives way to it, even an unmapped one."
_NEVER_RULE: Final = "No custom attribute of this name is ever sent."
_NO_GROUPS_RULE: Final = "An empty list is left out."


def update_user_profile(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with one attributes object."""
    return (context.post(PATH, {"attributes": [attributes_object(payload, context)]}),)


def attributes_object(payload: dict[str, Json], context: Context) -> dict[str, Json]:
    """The user's attributes as they are sent. Raises `ActionFailure` when nothing says whose they are.

    A custom attribute with the name of a field gives way to it, even when the field is not mapped.
    """
    identifiers(payload)
    custom = payload.get("custom_attributes", {})
    attributes = {key: value for key, value in custom.items() if key not in _NEVER_CUSTOM}
    for key, change in _CHANGES.items():
        value = payload.get(key, UNDEFINED)
        if change and value is not UNDEFINED:
            value = change(value)
        if value is not UNDEFINED:
            attributes[key] = value
        elif key in attributes:
            del attributes[key]
    if groups := payload.get("subscription_groups"):
        attributes["subscription_groups"] = groups
    existing_only = update_existing_only(payload, context)
    if existing_only is not UNDEFINED:
        attributes["_update_existing_only"] = existing_only
    return attributes


def profile_origins(payload: dict[str, Json], context: Context) -> RequestOrigins:
    """Where the parts of the request come from."""
    unsent = [*_unsent_custom(payload), *unsent_existing_only(payload, context)]
    parts: Parts = {
        key: taken("custom_attributes", key, rule=_CUSTOM_RULE)
        for key in payload.get("custom_attributes", {})
        if key not in _NEVER_CUSTOM and key not in _SENT
    }
    for key in _SENT.keys() & payload.keys():
        change, rule = _SENT[key]
        if change and change(payload[key]) is UNDEFINED:
            unsent.append(Unsent((key,), rule))
        elif change is sent_alias:
            parts[key] = alias_origin()
        else:
            parts[key] = made(rule, key) if change in (iso_date, day_text, _gender) else taken(key, rule=rule)
    if payload.get("subscription_groups"):
        parts["subscription_groups"] = taken("subscription_groups")
    elif "subscription_groups" in payload:
        unsent.append(Unsent(("subscription_groups",), _NO_GROUPS_RULE))
    parts |= existing_only_origins(payload, context)
    attributes = Built("One user.", {0: Built("The attributes of one user.", parts, _CUSTOM)})
    body = Built("The body that Braze takes attributes in.", {"attributes": attributes})
    return request_origins(payload, body, unsent)


def _unsent_custom(payload: dict[str, Json]) -> Iterator[Unsent]:
    for key in payload.get("custom_attributes", {}):
        if key in _NEVER_CUSTOM:
            yield Unsent(("custom_attributes", key), _FIELD_WINS if key in _SENT else _NEVER_RULE)
        elif key in _SENT or (key == "subscription_groups" and payload.get(key)):
            yield Unsent(("custom_attributes", key), _FIELD_WINS)


def update_user_profile_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `update_user_profile`; `update` is its only sync mode."""
    if context.sync_mode != "update":
        mode = to_text(context.sync_mode)
        raise integration_error(f"Sync mode {mode} is not supported", "Invalid syncMode")
    return update_user_profile(payload, context)


update_user_profile_batch = one_object_each("attributes", attributes_object)
update_user_profile_2_batch = in_modes(update_user_profile_batch, "update")
