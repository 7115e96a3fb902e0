"""The sandbox's own endpoints, for scripts: what it holds, under /sandbox/."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from workbench.jsvalues import Json
from workbench.sandbox.context import Incoming
from workbench.sandbox.messaging import CAMPAIGN, CANVAS, Kind
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.store import SandboxStore

MAX_LISTED = 1000


def inspect(
    store: SandboxStore, method: str, segments: tuple[str, ...], incoming: Incoming, now: float
) -> Reply:
    """Answer a request whose path starts with /sandbox/ at `now` (ms); `segments` are those after it.

    GET users, users/{key}, calls, messages, catalogs/{name}/items (`limit` in the query); POST campaigns and
    canvases with a `name` makes one to choose from; DELETE data."""
    match method, segments:
        case "GET", ("users",):
            return Reply(200, {"users": [_json(user) for user in store.users()][: _limit(incoming)]})
        case "GET", ("users", key):
            profile = store.profile(key)
            return (
                refused("No such profile", status=404)
                if profile is None
                else Reply(200, {"user": _json(profile)})
            )
        case "GET", ("calls",):
            return Reply(200, {"calls": [_json(call) for call in store.calls(_limit(incoming))]})
        case "GET", ("messages",):
            return Reply(200, {"messages": [_json(sent) for sent in store.messages(_limit(incoming))]})
        case "GET", ("catalogs", name, "items"):
            items: list[Json] = list(store.catalog_items(name))
            return Reply(200, {"items": items[: _limit(incoming)]})
        case "POST", (("campaigns" | "canvases") as members,):
            return _make(store, CAMPAIGN if members == "campaigns" else CANVAS, incoming, now)
        case "DELETE", ("data",):
            store.clear()
            return Reply(200, {"message": "success"})
        case _:
            return refused(
                "Not Found: see GET users, calls, messages, POST campaigns, canvases and DELETE data",
                status=404,
            )


def _make(store: SandboxStore, kind: Kind, incoming: Incoming, now: float) -> Reply:
    name = incoming.body.get("name") if isinstance(incoming.body, dict) else None
    if not isinstance(name, str) or not name:
        return refused("'name' is required")
    return Reply(201, {"id": store.make_target(kind, name, now=now), "name": name})


def _limit(incoming: Incoming) -> int:
    text = incoming.query.get("limit", "")
    return min(int(text), MAX_LISTED) if text.isascii() and text.isdigit() and len(text) < 9 else 100


def _json(value: object) -> Json:
    """A value of the store as JSON: dataclasses as objects, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _json(getattr(value, field.name)) for field in fields(value)}
    return [_json(item) for item in value] if isinstance(value, tuple) else value
