"""What Classic sent for an event; in cloud mode, one request."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from workbench.classic.dates import joined, written, written_time
from workbench.classic.endpoints import Delivery, delivery
from workbench.classic.events import PAGE_KEYS, RESERVED_PROPERTIES, TRACK_KEYS, page_parts, track_parts
from workbench.classic.facade import check_message, products
from workbench.classic.gates import gate, identifier
from workbench.classic.identify import attributes
from workbench.classic.lookup import FacadeCrashError
from workbench.classic.orders import PURCHASE_KEYS, is_order, purchase_parts
from workbench.classic.outcome import ClassicOutcome, Rejection, Trace
from workbench.classic.remarks import identify_remarks, page_remarks, track_remarks
from workbench.classic.settings import ClassicSettings
from workbench.classic.web import translate_web
from workbench.jsvalues import UNDEFINED, Json, is_truthy
from workbench.requests import BrazeRequest

Kind: TypeAlias = Literal["track", "page", "screen", "order", "group"]

_IDENTIFIER_RULES: Final = {"external_id": "CC-REQ-07", "braze_id": "CD-ID-01"}
_UPDATE_ONLY: Final = "_update_existing_only"


class _Message(NamedTuple):
    """A message on its way: its data, whose it is (key and value as sent), where it goes, the time."""

    data: dict[str, Json]
    key: str
    owner: Json
    settings: ClassicSettings
    delivery: Delivery
    is_current: bool
    now: float

    def time(self) -> str | None:
        return written_time(self.data.get("timestamp", UNDEFINED), self.now)


def translate(
    event: dict[str, Json], settings: ClassicSettings, *, now: float, stored_user_id: Json = None
) -> ClassicOutcome:
    """What Classic made of an event's data, in the connection mode and profile of the settings.

    `event` is a message as `workbench.jsvalues.parse_json` reads it and is not changed. `now` is the time of
    delivery in milliseconds since 1970, used when the message has no `timestamp`. Never raises: what the
    original refuses, or fails on, is an outcome with `rejected`. The request shares nothing with the event.
    In web mode `stored_user_id` is the user id that Analytics.js remembered when the page was loaded.
    """
    if settings.connection_mode == "web":
        return translate_web(event, settings, stored_user_id, now=now)
    try:
        check_message(event)
        who = identifier(event, settings)
        rejection = gate(event, settings, who)
        if rejection is not None or who is None:
            return ClassicOutcome(rejected=rejection)
        is_current = settings.profile == "current"
        message = _Message(event, who[0], written(who[1]), settings, delivery(settings), is_current, now)
        return _HANDLERS[event["type"]](message)
    except FacadeCrashError as crash:
        return ClassicOutcome(rejected=Rejection("EXCEPTION", crash.reason, "CC-GATE-07"))


def _identify(message: _Message) -> ClassicOutcome:
    item, rules = attributes(message.data, message.data.get("userId"))
    if isinstance(item, dict):
        if message.key == "braze_id":
            item.pop("external_id", None)
        item[message.key] = message.owner
        rules[message.key] = _IDENTIFIER_RULES[message.key]
        if message.settings.update_existing_only is UNDEFINED:
            item.pop(_UPDATE_ONLY, None)
        _add_update_only(item, message)
        rules[_UPDATE_ONLY] = "CC-REQ-06"
    trace = Trace(
        message.delivery.rules,
        "attributes",
        "CC-IDENT-01",
        rules,
        "CC-IDENT-12",
        identify_remarks if message.is_current else None,
    )
    return _outcome("attributes", [item], message, trace)


def _group(message: _Message) -> ClassicOutcome:
    """CC-GROUP-01 and 02."""
    item = {message.key: message.owner}
    _add_update_only(item, message)
    item[f"ab_segment_group_{joined(message.data.get('groupId', UNDEFINED))}"] = True
    return _outcome("attributes", [item], message, _trace("group", message))


def _track(message: _Message) -> ClassicOutcome:
    name = message.data.get("event", UNDEFINED)
    if is_order(name if isinstance(name, str) else joined(name)):
        return _order(message)
    item = _event(message, track_parts(message.data))
    removed: tuple[str, ...] = ()
    properties = item["properties"]
    if message.is_current and isinstance(properties, dict):
        removed = tuple(filter(properties.__contains__, RESERVED_PROPERTIES))
        for key in removed:
            del properties[key]
    return _outcome("events", [item], message, _trace("track", message, removed))


def _page(message: _Message) -> ClassicOutcome:
    item = _event(message, page_parts(message.data))
    return _outcome("events", [item], message, _trace(message.data["type"], message))


def _order(message: _Message) -> ClassicOutcome:
    """CC-ORDER-02 and 03: a request with one purchase per product, even when there is none."""
    purchases = []
    app_id, time = message.settings.api_key or "", message.time()
    bought = products(message.data)
    for product in bought:
        item = {"app_id": app_id, message.key: message.owner, **purchase_parts(product), "time": time}
        _add_update_only(item, message)
        purchases.append(item)
    trace = _trace("order", message)
    if message.is_current:
        properties = message.data.get("properties")
        is_documented = message.data["event"] == "Order Completed"
        found = [] if is_documented else [("purchases", "CD-ORDER-01")]
        if isinstance(properties, dict) and is_truthy(properties.get("currency")):
            found.append(("purchases[*].currency", "CD-ORDER-02"))
        if None in bought:
            found.append(("purchases", "CD-ORDER-null"))
        trace = trace._replace(found=tuple(found))
    return _outcome("purchases", purchases, message, trace)


_HANDLERS: Final = {"identify": _identify, "group": _group, "track": _track, "page": _page, "screen": _page}


def _event(message: _Message, parts: dict[str, Json]) -> dict[str, Json]:
    """An object of `events` with these name and properties."""
    item: dict[str, Json] = {
        "app_id": message.settings.api_key or "",
        message.key: message.owner,
        "time": message.time(),
        **parts,
    }
    _add_update_only(item, message)
    return item


def _add_update_only(item: dict[str, Json], message: _Message) -> None:
    """CC-REQ-06."""
    value = message.settings.update_existing_only
    if value is not UNDEFINED:
        item[_UPDATE_ONLY] = value


def _outcome(name: str, items: list[Json], message: _Message, trace: Trace) -> ClassicOutcome:
    """CC-REQ-01 to 04, CD-REQ-02: the one request that carries the list `name`."""
    body: dict[str, Json] = {"src": "segment", name: items}
    if not message.is_current:
        body = {"app_group_id": message.settings.app_group_id, **body}
    sent = BrazeRequest("POST", message.delivery.url, message.delivery.headers, body)
    return ClassicOutcome((sent,), trace)


_KEYS: Final = {
    "track": TRACK_KEYS,
    "page": PAGE_KEYS,
    "screen": PAGE_KEYS,
    "order": PURCHASE_KEYS,
    "group": {},
}
_LISTS: Final = {"order": ("purchases", "CC-ORDER-02"), "group": ("attributes", "CC-GROUP-01")}
_WHOLE_EVENTS: Final = {
    ("page", True): "CD-PAGE-01",
    ("screen", True): "CD-PAGE-01-screen",
    ("track", True): "CC-TRACK-02",
    ("track", False): "CC-TRACK-02",
}
_REMARKS: Final = {"track": track_remarks, "page": page_remarks, "screen": page_remarks}


def _trace(kind: Kind, message: _Message, removed: tuple[str, ...] = ()) -> Trace:
    """The rules of a kind of message, the same for all messages to a destination."""
    return _traces(kind, message.delivery, bool(message.settings.api_key), message.is_current, removed)


@lru_cache(maxsize=256)
def _traces(kind: Kind, to: Delivery, has_app_id: bool, is_current: bool, removed: tuple[str, ...]) -> Trace:
    keys = {**_IDENTIFIER_RULES, _UPDATE_ONLY: "CC-REQ-06", **_KEYS[kind]}
    keys["app_id"] = "CC-REQ-05" if has_app_id or not is_current else "CD-REQ-03"
    items, whole = _LISTS.get(kind, ("events", _WHOLE_EVENTS.get((kind, is_current), "CC-PAGE-03")))
    return Trace(
        to.rules,
        items,
        whole,
        keys,
        "CC-GROUP-01" if kind == "group" else "",
        _REMARKS.get(kind) if is_current else None,
        tuple((f"events[*].properties.{name}", "CD-TRACK-01") for name in removed),
    )
