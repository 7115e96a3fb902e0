"""What the actions that send to `/users/track` share: the user, and whether only existing users change."""

from __future__ import annotations

from workbench.actions.kit import Context, integration_error
from workbench.jsvalues import UNDEFINED, Json

PATH = "/users/track"
BATCH_HEADER = ("X-Braze-Batch", "true")
"""Sent with more than one object."""

_USER_KEYS = ("braze_id", "external_id", "email")


def sent_alias(alias: Json) -> Json:
    """The alias as it is sent, label first; undefined unless both its parts are there and not empty."""
    if isinstance(alias, dict):
        label, name = alias.get("alias_label"), alias.get("alias_name")
        if label and name:
            return {"alias_label": label, "alias_name": name}
    return UNDEFINED


def identifiers(payload: dict[str, Json]) -> dict[str, Json]:
    """The user's mapped identifiers, empty ones too. Raises `ActionFailure` when none says who it is."""
    found: dict[str, Json] = {key: payload[key] for key in _USER_KEYS if key in payload}
    alias = sent_alias(payload.get("user_alias"))
    if alias is not UNDEFINED:
        found["user_alias"] = alias
    elif not any(found.values()):
        raise integration_error(
            'One of "external_id" or "user_alias" or "braze_id" or "email" is required.',
            "Missing required fields",
        )
    return found


def update_existing_only(payload: dict[str, Json], context: Context) -> Json:
    """The sync mode decides where there is one, the field of the older actions otherwise."""
    if context.sync_mode is UNDEFINED:
        return payload.get("_update_existing_only", UNDEFINED)
    return context.sync_mode == "update"


def require_sync_mode(context: Context, *modes: str) -> None:
    """Raises `ActionFailure` unless the mapping names one of these modes."""
    if context.sync_mode not in modes:
        listed = " or ".join(f'"{mode}"' for mode in modes)
        raise integration_error(f"syncMode must be {listed}", "Invalid syncMode")


def without_undefined(members: dict[str, Json]) -> dict[str, Json]:
    """The members that JSON can write."""
    return {key: value for key, value in members.items() if value is not UNDEFINED}
