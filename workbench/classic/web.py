"""What the web integration did for an event: calls of Braze's SDK in the browser.

Mirrors analytics.js-integration-appboy 1.16.1 with events wrapped by @segment/facade 3.4.10 (rules CW-*).
"""

from __future__ import annotations

from typing import Final

from workbench.classic.dates import joined, written_time
from workbench.classic.effects import Visit
from workbench.classic.events import page_parts
from workbench.classic.gates import page_gate
from workbench.classic.lookup import FacadeCrashError
from workbench.classic.orders import is_order
from workbench.classic.outcome import ClassicOutcome, Rejection
from workbench.classic.settings import ClassicSettings
from workbench.classic.web_calls import Calls, change_user, web_value
from workbench.classic.web_identify import Identity
from workbench.classic.web_orders import log_purchases
from workbench.classic.web_start import sdk_file, start, waits_for_user
from workbench.jsvalues import UNDEFINED, Json, is_truthy

_HANDLED: Final = frozenset({"identify", "track", "page", "group"})
_NAMES: Final = ("Appboy", "Braze")


def start_web(settings: ClassicSettings, stored_user_id: Json = None) -> ClassicOutcome:
    """The calls that start the SDK on a page where Analytics.js remembers `stored_user_id` (CW-INIT)."""
    calls = Calls()
    if not waits_for_user(settings, stored_user_id):
        start(calls, settings, stored_user_id)
    return calls.outcome(sdk_file(settings))


def translate_web(
    event: dict[str, Json], settings: ClassicSettings, stored_user_id: Json = None, *, now: float
) -> ClassicOutcome:
    """The calls that a message causes after the SDK was started.

    `stored_user_id` is what Analytics.js remembered then: with Only Track Known Users and nobody remembered,
    the first identify with a user id starts the SDK. Never raises; an exception of the original is the
    outcome's `error`, and the calls are those made before.
    """
    rejection = _gate(event)
    if rejection is not None:
        return ClassicOutcome(rejected=rejection, sdk_file=sdk_file(settings))
    calls, error, time = Calls(), "", None
    try:
        time = written_time(event.get("timestamp", UNDEFINED), now)
        identity = Identity.of(event) if event["type"] == "identify" else None
        rejection = _late_gate(event, settings, stored_user_id)
        if rejection is not None:
            return ClassicOutcome(rejected=rejection, sdk_file=sdk_file(settings))
        if identity is not None:
            if waits_for_user(settings, stored_user_id):
                start(calls, settings, identity.user_id)
            identity.tell(calls, settings)
        else:
            _HANDLERS[event["type"]](calls, event, settings)
    except FacadeCrashError as crash:
        error = f"TypeError: {crash.reason}"
    return calls.outcome(sdk_file(settings), error, Visit(settings.api_key or "", stored_user_id, time))


def _gate(event: dict[str, Json]) -> Rejection | None:
    """Why the message does not reach the integration's code (CW-GATE)."""
    kind = event.get("type")
    if not isinstance(kind, str) or kind not in _HANDLED:
        return Rejection(
            "METHOD_NOT_SUPPORTED",
            "Classic's web mode does nothing with this type of message.",
            "CW-GATE-type",
        )
    if _is_switched_off(event.get("integrations")):
        return Rejection(
            "DISABLED_BY_MESSAGE",
            "The message's integrations object switches Classic off.",
            "CW-GATE-integrations",
        )
    return None


def _late_gate(event: dict[str, Json], settings: ClassicSettings, stored_user_id: Json) -> Rejection | None:
    """Why a message that was read causes no calls (CW-INIT-06, CW-PAGE-01)."""
    kind = event["type"]
    if waits_for_user(settings, stored_user_id) and not (
        kind == "identify" and is_truthy(event.get("userId"))
    ):
        return Rejection(
            "MESSAGE_REJECTED", "Only Track Known Users is on and nobody is known yet.", "CW-INIT-06"
        )
    return page_gate(event, settings) if kind == "page" else None


def _is_switched_off(integrations: Json) -> bool:
    """CW-GATE-integrations: whether Analytics.js keeps the message from the integration.

    Its queue (@segment/analytics-next) asks for the destination's own key whether it is truthy, for All
    whether it is exactly false.
    """
    if not isinstance(integrations, dict):
        return False
    for name in _NAMES:
        own = integrations.get(name)
        if own is not None:
            return not is_truthy(own)
    return integrations.get("All") is False


def _track(calls: Calls, event: dict[str, Json], settings: ClassicSettings) -> None:
    """CW-TRACK-01 to 04."""
    if is_order(joined(event.get("event", UNDEFINED))):
        log_purchases(calls, event, "CW-ORDER-01")
        return
    properties = event.get("properties")
    change_user(calls, event, "CW-TRACK-02")
    revenue = properties.get("revenue") if isinstance(properties, dict) else None
    if is_truthy(settings.log_purchase_when_revenue_present) and is_truthy(revenue):
        log_purchases(calls, event, "CW-TRACK-03")
        return
    sent = web_value(properties) if is_truthy(properties) else {}
    if isinstance(sent, dict):
        sent = {key: value for key, value in sent.items() if not isinstance(value, (dict, list))}
    elif isinstance(sent, list):
        sent = [UNDEFINED if isinstance(value, (dict, list)) else value for value in sent]
    calls.add("logCustomEvent", web_value(event.get("event", UNDEFINED)), sent, rule="CW-TRACK-04")


def _page(calls: Calls, event: dict[str, Json], settings: ClassicSettings) -> None:  # noqa: ARG001 - a handler
    """CW-PAGE-01."""
    parts = page_parts(event, web_value)
    change_user(calls, event, "CW-PAGE-01")
    calls.add("logCustomEvent", parts["name"], parts["properties"], rule="CW-PAGE-01")


def _group(calls: Calls, event: dict[str, Json], settings: ClassicSettings) -> None:  # noqa: ARG001 - a handler
    """CW-GROUP-01."""
    name = f"ab_segment_group_{joined(event.get('groupId', UNDEFINED))}"
    change_user(calls, event, "CW-GROUP-01")
    calls.add("getUser().setCustomUserAttribute", name, True, rule="CW-GROUP-01")


_HANDLERS: Final = {"track": _track, "page": _page, "group": _group}
