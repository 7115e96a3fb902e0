"""What Classic sent for an event."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from workbench.classic.dates import FacadeCrashError, joined, timestamp, written, written_time
from workbench.classic.endpoints import headers, users_track_url
from workbench.classic.events import (
    PAGE_KEYS,
    RESERVED_PROPERTIES,
    TRACK_KEYS,
    page_parts,
    track_parts,
)
from workbench.classic.facade import check_message, products
from workbench.classic.gates import gate, identifier
from workbench.classic.identify import attributes
from workbench.classic.orders import PURCHASE_KEYS, is_order, purchase_parts
from workbench.classic.outcome import ClassicOutcome, Rejection, Trace
from workbench.classic.remarks import identify_remarks, order_remarks, page_remarks, track_remarks
from workbench.classic.settings import ClassicSettings
from workbench.jsvalues import UNDEFINED, Json
from workbench.requests import BrazeRequest

_IDENTIFIER_RULES: Final = {"external_id": "CC-REQ-07", "braze_id": "CD-ID-01"}
_UPDATE_ONLY: Final = "_update_existing_only"


def translate(event: dict[str, Json], settings: ClassicSettings, *, now: float) -> ClassicOutcome:
    """What Classic made of an event's data, as `settings.profile` has it.

    `event` is a message as `workbench.jsvalues.parse_json` reads it and is not changed. `now` is the time of
    delivery in milliseconds since 1970, used when the message has no `timestamp`. Never raises: what the
    original refuses, or fails on, is an outcome with `rejected`. The request shares nothing with the event.
    """
    try:
        check_message(event)
        rejection = gate(event, settings)
        if rejection is not None:
            return ClassicOutcome(rejected=rejection)
        match event["type"]:
            case "identify":
                return _identify(event, settings)
            case "group":
                return _group(event, settings)
            case "track":
                name = joined(event.get("event", UNDEFINED))
                return _order(event, settings, now, name) if is_order(name) else _track(event, settings, now)
            case _:
                return _page(event, settings, now)
    except FacadeCrashError as crash:
        return ClassicOutcome(rejected=Rejection("EXCEPTION", crash.reason, "CC-GATE-07"))


def _identify(event: dict[str, Json], settings: ClassicSettings) -> ClassicOutcome:
    item, rules = attributes(event, event.get("userId"))
    if isinstance(item, dict):
        key, value = _identified(event, settings)
        if key == "braze_id":
            item.pop("external_id", None)
        item[key] = value
        rules[key] = _IDENTIFIER_RULES[key]
        if settings.update_existing_only is UNDEFINED:
            item.pop(_UPDATE_ONLY, None)
        else:
            item[_UPDATE_ONLY] = settings.update_existing_only
            rules[_UPDATE_ONLY] = "CC-REQ-06"
    remarks: tuple[tuple[str, str], ...] = ()
    if settings.profile == "current":
        remarks = tuple(identify_remarks(event.get("traits"), item))
    trace = Trace(_part_rules(settings), "attributes", "CC-IDENT-01", rules, "CC-IDENT-12", remarks)
    return _outcome("attributes", [item], settings, trace)


def _group(event: dict[str, Json], settings: ClassicSettings) -> ClassicOutcome:
    """CC-GROUP-01 and 02."""
    key, value = _identified(event, settings)
    item: dict[str, Json] = {key: value}
    _add_update_only(item, settings)
    item[f"ab_segment_group_{joined(event.get('groupId', UNDEFINED))}"] = True
    trace = Trace(_part_rules(settings), "attributes", "CC-GROUP-01", _common_keys(True), "CC-GROUP-01")
    return _outcome("attributes", [item], settings, trace)


def _track(event: dict[str, Json], settings: ClassicSettings, now: float) -> ClassicOutcome:
    item = _item(event, settings, now)
    item |= track_parts(event)
    remarks: tuple[tuple[str, str], ...] = ()
    if settings.profile == "current":
        properties = item["properties"]
        remarks = tuple(track_remarks(properties))
        if isinstance(properties, dict):
            for name in RESERVED_PROPERTIES:
                properties.pop(name, None)
    _add_update_only(item, settings)
    trace = Trace(
        _part_rules(settings), "events", "CC-TRACK-02", _keys("track", *_app_id(settings)), "", remarks
    )
    return _outcome("events", [item], settings, trace)


def _page(event: dict[str, Json], settings: ClassicSettings, now: float) -> ClassicOutcome:
    item = _item(event, settings, now)
    item |= page_parts(event)
    _add_update_only(item, settings)
    whole = "CC-PAGE-03"
    remarks: tuple[tuple[str, str], ...] = ()
    if settings.profile == "current":
        whole = "CD-PAGE-01" if event["type"] == "page" else "CD-PAGE-01-screen"
        remarks = tuple(page_remarks(item["properties"]))
    trace = Trace(_part_rules(settings), "events", whole, _keys("page", *_app_id(settings)), "", remarks)
    return _outcome("events", [item], settings, trace)


def _order(event: dict[str, Json], settings: ClassicSettings, now: float, name: str) -> ClassicOutcome:
    """CC-ORDER-02 and 03: a request with one purchase per product, even when there is none."""
    purchases = []
    time = written_time(timestamp(event.get("timestamp", UNDEFINED), now))
    for product in products(event):
        item: dict[str, Json] = {"app_id": settings.api_key or ""}
        key, value = _identified(event, settings)
        item[key] = value
        item |= purchase_parts(product)
        item["time"] = time
        _add_update_only(item, settings)
        purchases.append(item)
    remarks: tuple[tuple[str, str], ...] = ()
    if settings.profile == "current":
        remarks = tuple(order_remarks(name, event.get("properties")))
    trace = Trace(
        _part_rules(settings), "purchases", "CC-ORDER-02", _keys("order", *_app_id(settings)), "", remarks
    )
    return _outcome("purchases", purchases, settings, trace)


def _item(event: dict[str, Json], settings: ClassicSettings, now: float) -> dict[str, Json]:
    """The beginning of an object of `events`."""
    key, value = _identified(event, settings)
    time = written_time(timestamp(event.get("timestamp", UNDEFINED), now))
    return {"app_id": settings.api_key or "", key: value, "time": time}


def _identified(event: dict[str, Json], settings: ClassicSettings) -> tuple[str, Json]:
    """CC-REQ-07, CD-ID-01: who the object is about; the gate has seen to it that there is somebody."""
    found = identifier(event, settings)
    assert found is not None
    return found[0], written(found[1])


def _add_update_only(item: dict[str, Json], settings: ClassicSettings) -> None:
    """CC-REQ-06."""
    if settings.update_existing_only is not UNDEFINED:
        item[_UPDATE_ONLY] = settings.update_existing_only


def _outcome(name: str, items: list[Json], settings: ClassicSettings, trace: Trace) -> ClassicOutcome:
    """CC-REQ-01 to 04, CD-REQ-02: the one request that carries the list `name`."""
    body: dict[str, Json] = {"app_group_id": settings.app_group_id} if settings.profile == "1.7.0" else {}
    body["src"] = "segment"
    body[name] = items
    url, _ = users_track_url(settings)
    return ClassicOutcome(requests=(BrazeRequest("POST", url, headers(settings), body),), trace=trace)


def _part_rules(settings: ClassicSettings) -> tuple[tuple[str, str], ...]:
    """The rules of what every request has."""
    return _parts(users_track_url(settings)[1], settings.profile == "1.7.0")


@lru_cache(maxsize=16)
def _parts(url_rule: str, is_old: bool) -> tuple[tuple[str, str], ...]:
    credential = "CC-REQ-02" if is_old else "CD-REQ-02"
    parts = [("url", url_rule), ("headers.Authorization", credential)]
    parts += [("headers.Content-Type", "CC-REQ-03"), ("headers.User-Agent", "CC-REQ-03")]
    if is_old:
        parts.append(("app_group_id", "CC-REQ-04"))
    parts.append(("src", "CC-REQ-04" if is_old else "CD-REQ-03"))
    return tuple(parts)


_KEYS: Final = {"track": TRACK_KEYS, "page": PAGE_KEYS, "order": PURCHASE_KEYS}


def _app_id(settings: ClassicSettings) -> tuple[bool, bool]:
    """Whether the App Identifier is proven to be sent, and whether the profile is the newer one."""
    is_old = settings.profile == "1.7.0"
    return bool(settings.api_key) or is_old, not is_old


@lru_cache(maxsize=16)
def _keys(kind: str, app_id_is_proven: bool, is_current: bool) -> dict[str, str]:
    keys = _common_keys(app_id_is_proven) | _KEYS[kind]
    return keys | {"properties": "CD-TRACK-01"} if is_current and kind == "track" else keys


@lru_cache(maxsize=2)
def _common_keys(app_id_is_proven: bool) -> dict[str, str]:
    app_id = {"app_id": "CC-REQ-05" if app_id_is_proven else "CD-REQ-03"}
    return app_id | _IDENTIFIER_RULES | {_UPDATE_ONLY: "CC-REQ-06"}
