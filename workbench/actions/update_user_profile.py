"""Update User Profile: the attributes of one user."""

from __future__ import annotations

from typing import Final

from workbench.actions.dates import day_text, iso_date
from workbench.actions.kit import Context
from workbench.actions.users_track import (
    PATH,
    identifiers,
    unsupported_sync_mode,
    update_existing_only,
)
from workbench.jsvalues import UNDEFINED, Json
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

_PROFILE_KEYS: Final = (
    "country",
    "current_location",
    "date_of_first_session",
    "date_of_last_session",
    "dob",
    "email",
    "email_subscribe",
    "email_open_tracking_disabled",
    "email_click_tracking_disabled",
    "facebook",
    "first_name",
    "gender",
    "home_city",
    "image_url",
    "language",
    "last_name",
    "marked_email_as_spam_at",
    "phone",
    "push_subscribe",
    "push_tokens",
    "time_zone",
    "twitter",
)
"""In the order sent. A custom attribute of such a name gives way even when the field is not mapped."""


def update_user_profile(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """One `/users/track` request with one attributes object."""
    user = identifiers(payload)
    user.pop("email", None)
    custom = payload.get("custom_attributes", {})
    attributes = {key: value for key, value in custom.items() if key not in _NEVER_CUSTOM}
    profile = {"braze_id": UNDEFINED, "external_id": UNDEFINED, "user_alias": UNDEFINED} | user
    for key in _PROFILE_KEYS:
        profile[key] = _profile_value(key, payload[key]) if key in payload else UNDEFINED
    groups = payload.get("subscription_groups")
    if groups:
        profile["subscription_groups"] = groups
    profile["_update_existing_only"] = update_existing_only(payload, context)
    for key, value in profile.items():
        if value is not UNDEFINED:
            attributes[key] = value
        elif key in attributes:
            del attributes[key]
    return (context.post(PATH, {"attributes": [attributes]}),)


def update_user_profile_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `update_user_profile`; `update` is its only sync mode."""
    if context.sync_mode != "update":
        raise unsupported_sync_mode(context)
    return update_user_profile(payload, context)


def _profile_value(key: str, value: Json) -> Json:
    if key == "current_location":
        return UNDEFINED if value == {} else value
    if key in ("date_of_first_session", "date_of_last_session", "marked_email_as_spam_at"):
        return iso_date(value)
    if key == "dob":
        return day_text(value)
    if key == "gender" and value:
        return _GENDERS.get(value.lower(), value)
    return value
