"""The settings of a Braze Classic destination, under Segment's own names in JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Final, Literal, TypeAlias, get_args

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_number

Profile: TypeAlias = Literal["current", "1.7.0"]
ConnectionMode: TypeAlias = Literal["cloud", "web"]
Switch: TypeAlias = bool | float | str | None
"""A setting that is tested for truth. Segment may have stored text; JavaScript's truth decides, as it did."""
Number: TypeAlias = float | str | None

PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)
CONNECTION_MODES: Final[tuple[ConnectionMode, ...]] = get_args(ConnectionMode)


@dataclass(frozen=True, slots=True)
class ClassicSettings:
    """How a Classic destination is set up.

    `profile` chooses the rules of cloud mode: `current` is the last published source plus what the
    documentation says changed since, `1.7.0` is that source alone. `connection_mode` chooses between requests
    from Segment's servers and calls of Braze's web SDK in the browser. The other fields are Segment's
    settings with the catalogue's defaults; `localization` and `require_explicit_in_app_message_dismissal` are
    options of the web integration that the catalogue does not show. `update_existing_only` is sent as it is;
    `UNDEFINED` stands for a destination that never stored it (only code can say so, JSON gives the default).
    `service_worker_location` has no default at all.
    """

    app_group_id: str | None = ""
    api_key: str | None = ""
    datacenter: str | None = ""
    update_existing_only: Switch | Undefined = False
    track_all_pages: Switch = False
    track_named_pages: Switch = False
    custom_endpoint: str | None = ""
    rest_custom_endpoint: str | None = ""
    log_purchase_when_revenue_present: Switch = False
    only_track_known_users_on_web: Switch = False
    version: Number = 1
    automatically_display_messages: Switch = True
    automatic_in_app_message_registration_enabled: Switch = True
    allow_crawler_activity: Switch = False
    do_not_load_font_awesome: Switch = False
    enable_html_in_app_messages: Switch = False
    enable_logging: Switch = False
    localization: str | None = "en"
    minimum_interval_between_trigger_actions_in_seconds: Number = 30
    open_in_app_messages_in_new_tab: Switch = False
    open_news_feed_cards_in_new_tab: Switch = False
    require_explicit_in_app_message_dismissal: Switch = False
    safari_website_push_id: str | None = ""
    service_worker_location: str | Undefined | None = UNDEFINED
    session_timeout_in_seconds: Number = 30
    connection_mode: ConnectionMode = "cloud"
    profile: Profile = "current"

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> ClassicSettings:
        """The settings that `data` holds under Segment's names; absent ones have their defaults.

        Besides Segment's, the names `connectionMode` and `profile` are known. Raises `WorkbenchError` with
        the setting's name as `field` for an unknown name or a value of the wrong kind.
        """
        values: dict[str, Json] = {}
        for name, value in data.items():
            field = FIELDS.get(name)
            if field is None:
                raise WorkbenchError(
                    "This is not a setting of Braze Classic.",
                    f"The settings are: {', '.join(FIELDS)}.",
                    field=name,
                )
            _check(name, field, value)
            values[field] = value
        return cls(**values)

    def to_json(self) -> dict[str, Json]:
        """The settings that differ from their defaults, under Segment's names, in a fixed order."""
        return {
            name: value
            for name, field in FIELDS.items()
            if not _same(value := getattr(self, field), _DEFAULTS[field]) and value is not UNDEFINED
        }


def major_version(settings: ClassicSettings) -> int:
    """CW-INIT-01: the whole part of the setting `version`, 0 for text that is no number."""
    number = to_number(settings.version)
    return math.floor(number) if math.isfinite(number) else 0


def _segment_name(field: str) -> str:
    if field == "automatic_in_app_message_registration_enabled":
        return field
    first, *others = field.split("_")
    return first + "".join({"html": "Html", "id": "Id"}.get(part, part.capitalize()) for part in others)


FIELDS: Final = {_segment_name(field.name): field.name for field in fields(ClassicSettings)}
"""Segment's name of each setting, and ours."""
_DEFAULTS: Final = {field.name: field.default for field in fields(ClassicSettings)}
_TEXTS: Final = {
    "app_group_id",
    "api_key",
    "datacenter",
    "custom_endpoint",
    "rest_custom_endpoint",
    "localization",
    "safari_website_push_id",
    "service_worker_location",
}
_CHOICES: Final = {"profile": PROFILES, "connection_mode": CONNECTION_MODES}


def _check(name: str, field: str, value: Json) -> None:
    if field in _CHOICES:
        choices = _CHOICES[field]
        if value not in choices:
            raise WorkbenchError(
                f"{name} must be one of {' or '.join(choices)}.", "Change it, or leave it out.", field=name
            )
    elif field in _TEXTS:
        if value is not None and not isinstance(value, str):
            raise WorkbenchError(f"{name} must be text.", "Put it in quotes.", field=name)
    elif value is not None and not isinstance(value, (bool, int, float, str)):
        expected = "a number" if field in _NUMBERS else "true or false"
        raise WorkbenchError(f"{name} must be {expected}.", "Change it, or leave it out.", field=name)


_NUMBERS: Final = {
    "version",
    "minimum_interval_between_trigger_actions_in_seconds",
    "session_timeout_in_seconds",
}


def _same(value: Json | Undefined, default: Json) -> bool:
    """Whether a value is the default, telling `True` from 1 and 30 from "30"."""
    if isinstance(value, float) and math.isnan(value):
        return False
    return type(value) is type(default) and bool(value == default)
