"""What the actions that send to `/users/track` share: the user, and whether only existing users change."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.actions.kit import Context, integration_error
from workbench.actions.origins import (
    Built,
    Origin,
    Part,
    Parts,
    Unsent,
    taken,
)
from workbench.jsvalues import UNDEFINED, Json

PATH = "/users/track"
BATCH_HEADER = ("X-Braze-Batch", "true")
"""Sent with more than one object."""

_USER_KEYS = ("braze_id", "external_id", "email")

ALIAS_RULE = "The alias is sent with its label and its name, and only when neither is missing or empty."
_ALIAS_PLACES = (("user_alias", "alias_label"), ("user_alias", "alias_name"))
_MODE_RULE = 'True when the mapping\'s sync mode is "update", which changes existing users only.'
_MODE_DECIDES = "The mapping's sync mode decides in its place."
BATCH_HEADER_RULE = "Tells Braze that the request holds more than one object."


def sent_alias(alias: Json) -> Json:
    """The alias as it is sent, label first; undefined unless both its parts are there and not empty."""
    if isinstance(alias, dict):
        label, name = alias.get("alias_label"), alias.get("alias_name")
        if label and name:
            return {"alias_label": label, "alias_name": name}
    return UNDEFINED


def identifiers(payload: dict[str, Json]) -> dict[str, Json]:
    """The user's mapped identifiers, empty ones too. Raises `ActionFailure` when none says who it is."""
    found: dict[str, Json] = {}
    for key in _USER_KEYS:
        if key in payload:
            found[key] = payload[key]
    alias = sent_alias(payload["user_alias"]) if "user_alias" in payload else UNDEFINED
    if alias is not UNDEFINED:
        found["user_alias"] = alias
    elif not any(found.values()):
        raise integration_error(
            'One of "external_id" or "user_alias" or "braze_id" or "email" is required.',
            "Missing required fields",
        )
    return found


def identifier_origins(payload: dict[str, Json]) -> Parts:
    """Where the parts of `identifiers` come from."""
    parts: Parts = {key: taken(key) for key in _USER_KEYS if key in payload}
    if sent_alias(payload.get("user_alias")) is not UNDEFINED:
        parts["user_alias"] = alias_origin()
    return parts


def alias_origin() -> Part:
    """Where the parts of `sent_alias` come from."""
    parts: Parts = {str(place[1]): taken(*place, conditions=_ALIAS_PLACES) for place in _ALIAS_PLACES}
    return Built(ALIAS_RULE, parts, _ALIAS_PLACES)


def unsent_alias(payload: dict[str, Json]) -> Iterator[Unsent]:
    """An alias that `sent_alias` leaves out."""
    if "user_alias" in payload and sent_alias(payload["user_alias"]) is UNDEFINED:
        yield Unsent(("user_alias",), ALIAS_RULE)


def update_existing_only(payload: dict[str, Json], context: Context) -> Json:
    """The sync mode decides where there is one, the field of the older actions otherwise."""
    if context.sync_mode is UNDEFINED:
        return payload.get("_update_existing_only", UNDEFINED)
    return context.sync_mode == "update"


def existing_only_origins(payload: dict[str, Json], context: Context) -> Parts:
    """Where the value of `update_existing_only` comes from; empty when there is none."""
    if context.sync_mode is not UNDEFINED:
        return {"_update_existing_only": Origin(_MODE_RULE, given=("sync_mode",))}
    if "_update_existing_only" in payload:
        return {"_update_existing_only": taken("_update_existing_only")}
    return {}


def unsent_existing_only(payload: dict[str, Json], context: Context) -> Iterator[Unsent]:
    """A mapped field that gives way to the sync mode."""
    if context.sync_mode is not UNDEFINED and "_update_existing_only" in payload:
        yield Unsent(("_update_existing_only",), _MODE_DECIDES)


def require_sync_mode(context: Context, *modes: str) -> None:
    """Raises `ActionFailure` unless the mapping names one of these modes."""
    if context.sync_mode not in modes:
        listed = " or ".join(f'"{mode}"' for mode in modes)
        raise integration_error(f"syncMode must be {listed}", "Invalid syncMode")
