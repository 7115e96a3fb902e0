"""What keeps a message from being sent (CC-GATE, CD-ID), in the original's order."""

from __future__ import annotations

import re
from typing import Final

from workbench.classic.facade import user_id_of
from workbench.classic.lookup import get
from workbench.classic.outcome import Rejection
from workbench.classic.settings import ClassicSettings
from workbench.jsvalues import UNDEFINED, Json, Undefined, is_truthy

_NAMES: Final = {"current": ("Braze", "Appboy"), "1.7.0": ("Appboy",)}
"""Under which keys of `integrations` a message speaks of this destination, the first that is there counts."""
HANDLED: Final = frozenset({"identify", "track", "page", "screen", "group"})
_PAGES: Final = frozenset({"page", "screen"})


def gate(
    message: dict[str, Json], settings: ClassicSettings, who: tuple[str, Json] | None
) -> Rejection | None:
    """Why the message is not sent, `None` when it is (CC-GATE-01 to 06); `who` is its `identifier`."""
    is_old = settings.profile == "1.7.0"
    if not is_enabled(message, _NAMES[settings.profile]):
        return Rejection(
            "DISABLED_BY_MESSAGE",
            "The message's integrations object switches Classic off.",
            "CC-GATE-01" if is_old else "CD-ID-02",
        )
    if not settings.datacenter or not settings.app_group_id:
        name = "appGroupId" if settings.datacenter else "datacenter"
        return Rejection("INVALID_SETTINGS", f'setting "{name}" is required', "CC-GATE-02")
    if who is None:
        return Rejection(
            "MESSAGE_REJECTED",
            'message attribute "userId" is required',
            "CC-GATE-03" if is_old else "CD-ID-01",
        )
    kind = message.get("type")
    if not isinstance(kind, str) or kind not in HANDLED:
        return Rejection(
            "METHOD_NOT_SUPPORTED",
            "Classic's cloud mode does nothing with this type of message.",
            "CC-GATE-06",
        )
    return page_gate(message, settings) if kind in _PAGES else None


def identifier(message: dict[str, Json], settings: ClassicSettings) -> tuple[str, Json] | None:
    """The key and the value that say whose data this is: `external_id`, or `braze_id` where allowed."""
    user_id = user_id_of(message)
    if (
        user_id is not None
        and user_id is not UNDEFINED
        and not (user_id == "" and settings.profile == "current")
    ):
        return "external_id", user_id
    if settings.profile == "current":
        context = message.get("context")
        inner = context.get("integrations") if isinstance(context, dict) else None
        for integrations in (message.get("integrations"), inner):
            braze_id = _braze_id(integrations)
            if is_truthy(braze_id):
                return "braze_id", braze_id
    return None


def _braze_id(integrations: Json) -> Json | Undefined:
    """CD-ID-01: the `braze_id` of an integrations object, under the destination's present or old name."""
    if not isinstance(integrations, dict):
        return UNDEFINED
    for name in _NAMES["current"]:
        options = integrations.get(name)
        if isinstance(options, dict) and is_truthy(options.get("braze_id")):
            return options["braze_id"]
    return UNDEFINED


def page_gate(message: dict[str, Json], settings: ClassicSettings) -> Rejection | None:
    """CC-GATE-04 and 05."""
    named_only = is_truthy(settings.track_named_pages)
    if not named_only and not is_truthy(settings.track_all_pages):
        return Rejection(
            "MESSAGE_REJECTED", "Neither Track All Pages nor Track Only Named Pages is on.", "CC-GATE-04"
        )
    if named_only and not is_truthy(message.get("name")):
        return Rejection(
            "MESSAGE_REJECTED", "Track Only Named Pages is on and the message has no name.", "CC-GATE-05"
        )
    return None


def is_enabled(message: dict[str, Json], names: tuple[str, ...]) -> bool:
    """CC-GATE-01: whether the message lets an integration of one of these names have it."""
    integrations = message.get("integrations")
    options = message.get("options")
    if not is_truthy(options):
        options = message.get("context")
    if not is_truthy(integrations):
        integrations = get(options, "providers")
        if not is_truthy(integrations):
            integrations = options
    enabled = _all_enabled(options, integrations)
    if not isinstance(integrations, dict):
        return enabled
    for name in names:
        if name in integrations:
            own = integrations[name]
            return own if isinstance(own, bool) else True
    providers = integrations.get("providers")
    if isinstance(providers, dict):
        return next((is_truthy(providers[name]) for name in names if name in providers), enabled)
    return enabled


def _all_enabled(options: Json, integrations: Json) -> bool:
    """The first boolean under one of the tolerated spellings of All, true when there is none."""
    if (
        isinstance(options, dict)
        and not _SILENT_NAMES.issuperset(options)
        and any(map(_SPEAKS_OF_ALL, options))
    ):
        for path in ("providers.all", "all"):
            found = get(options, path)
            if isinstance(found, bool):
                return found
    found = get(integrations, "all") if integrations else None
    return found if isinstance(found, bool) else True


_SILENT_NAMES: Final = frozenset(
    {
        "active",
        "app",
        "campaign",
        "channel",
        "consent",
        "device",
        "direct",
        "groupId",
        "ip",
        "library",
        "locale",
        "location",
        "network",
        "os",
        "page",
        "platform",
        "referrer",
        "screen",
        "sessionId",
        "timezone",
        "traits",
        "userAgent",
        "userAgentData",
    }
)
"""What contexts nearly always consist of: names that are no spelling of All or providers."""
_SPEAKS_OF_ALL: Final = re.compile(r"[^a-zA-Z0-9.]*(?:[pP][^a-zA-Z0-9.]*[rR]|[aA][^a-zA-Z0-9.]*[lL])").match
"""Keys that may, normalised, begin with `providers` or be `all`; spares the lookup for the others."""
