"""The sandbox's own endpoints, for scripts: what it holds, under /sandbox/."""

from __future__ import annotations

from dataclasses import asdict

from workbench.jsvalues import Json
from workbench.sandbox.context import Incoming
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.store import SandboxStore

MAX_LISTED = 1000


def inspect(store: SandboxStore, method: str, segments: tuple[str, ...], incoming: Incoming) -> Reply:
    """Answer a request whose path starts with /sandbox/; `segments` are those after it.

    GET users, users/{key}, calls, messages, catalogs/{name}/items (`limit` in the query); DELETE data."""
    match method, segments:
        case "GET", ("users",):
            return Reply(200, {"users": [asdict(user) for user in store.users()][: _limit(incoming)]})
        case "GET", ("users", key):
            profile = store.profile(key)
            return refused("No such profile", status=404) if profile is None else Reply(200, asdict(profile))
        case "GET", ("calls",):
            return Reply(200, {"calls": [asdict(call) for call in store.calls(_limit(incoming))]})
        case "GET", ("messages",):
            return Reply(200, {"messages": [asdict(sent) for sent in store.messages(_limit(incoming))]})
        case "GET", ("catalogs", name, "items"):
            items: list[Json] = list(store.catalog_items(name))
            return Reply(200, {"items": items[: _limit(incoming)]})
        case "DELETE", ("data",):
            store.clear()
            return Reply(200, {"message": "success"})
        case _:
            return refused("Not Found: see GET users, calls, messages and DELETE data", status=404)


def _limit(incoming: Incoming) -> int:
    text = incoming.query.get("limit", "")
    return min(int(text), MAX_LISTED) if text.isascii() and text.isdigit() and len(text) < 9 else 100
