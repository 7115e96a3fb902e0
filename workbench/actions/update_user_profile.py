"""Update User Profile: the attributes of one user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workbench.actions.batches import in_modes, one_object_each
from workbench.actions.dates import day_text, iso_date
from workbench.actions.kit import Context, integration_error
from workbench.actions.users_track import PATH, identifiers, sent_alias, update_existing_only
from workbench.jsvalues import UNDEFINED, Json, to_text
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


_AS_IT_IS: Final[Callable[[Json], Json] | None] = None

_SENT: Final[dict[str, Callable[[Json], Json] | None]] = {
    "braze_id": _AS_IT_IS,
    "external_id": _AS_IT_IS,
    "user_alias": sent_alias,
    "country": _AS_IT_IS,
    "current_location": _location,
    "date_of_first_session": iso_date,
    "date_of_last_session": iso_date,
    "dob": day_text,
    "email": _AS_IT_IS,
    "email_subscribe": _AS_IT_IS,
    "email_open_tracking_disabled": _AS_IT_IS,
    "email_click_tracking_disabled": _AS_IT_IS,
    "facebook": _AS_IT_IS,
    "first_name": _AS_IT_IS,
    "gender": _gender,
    "home_city": _AS_IT_IS,
    "image_url": _AS_IT_IS,
    "language": _AS_IT_IS,
    "last_name": _AS_IT_IS,
    "marked_email_as_spam_at": iso_date,
    "phone": _AS_IT_IS,
    "push_subscribe": _AS_IT_IS,
    "push_tokens": _AS_IT_IS,
    "time_zone": _AS_IT_IS,
    "twitter": _AS_IT_IS,
}
"""The fields in the order sent, and what becomes of their values."""


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
    for key, change in _SENT.items():
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


def update_user_profile_2(payload: dict[str, Json], context: Context) -> tuple[BrazeRequest, ...]:
    """As `update_user_profile`; `update` is its only sync mode."""
    if context.sync_mode != "update":
        mode = to_text(context.sync_mode)
        raise integration_error(f"Sync mode {mode} is not supported", "Invalid syncMode")
    return update_user_profile(payload, context)


update_user_profile_batch = one_object_each("attributes", attributes_object)
update_user_profile_2_batch = in_modes(update_user_profile_batch, "update")
