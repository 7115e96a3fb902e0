"""Which endpoint answers a request, and the whole of a request's handling but HTTP itself."""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote

from workbench.braze import mask_secret
from workbench.jsvalues import Json
from workbench.sandbox import catalogs, messaging, users
from workbench.sandbox.bodies import UnreadableError, parse_body
from workbench.sandbox.context import Handler, Incoming
from workbench.sandbox.inspection import inspect
from workbench.sandbox.limits import Group, RateLimiter
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.store import SandboxStore
from workbench.sandbox.track import track

ANY = "*"
"""Stands for one segment of a path that names something."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path: what answers it and which rate limit it counts for."""

    group: Group
    handler: Handler


ENDPOINTS: Mapping[str, Mapping[str, Endpoint]] = {
    "users/track": {"POST": Endpoint(Group.TRACK, track)},
    "users/identify": {"POST": Endpoint(Group.USERS, users.identify)},
    "users/alias/new": {"POST": Endpoint(Group.USERS, users.new_aliases)},
    "users/delete": {"POST": Endpoint(Group.USERS, users.delete_users)},
    "campaigns/trigger/send": {"POST": Endpoint(Group.MESSAGING, messaging.send_campaign)},
    "canvas/trigger/send": {"POST": Endpoint(Group.MESSAGING, messaging.send_canvas)},
    "campaigns/list": {"GET": Endpoint(Group.MESSAGING, messaging.list_campaigns)},
    "canvas/list": {"GET": Endpoint(Group.MESSAGING, messaging.list_canvases)},
    "catalogs": {
        "GET": Endpoint(Group.CATALOGS, catalogs.list_catalogs),
        "POST": Endpoint(Group.CATALOGS, catalogs.create_catalog),
    },
    "catalogs/*/items": {
        "PUT": Endpoint(Group.ITEMS, catalogs.replace_items),
        "PATCH": Endpoint(Group.ITEMS, catalogs.edit_items),
        "DELETE": Endpoint(Group.ITEMS, catalogs.delete_items),
    },
    "catalogs/*/items/*": {
        "PUT": Endpoint(Group.ITEM, catalogs.replace_item),
        "PATCH": Endpoint(Group.ITEM, catalogs.edit_item),
        "DELETE": Endpoint(Group.ITEM, catalogs.delete_item),
    },
}
_PATTERNS = tuple((tuple(path.split("/")), methods) for path, methods in ENDPOINTS.items())


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: `path` undecoded, `query` without "?", `authorization` the header or None, `body`
    None when it was too large to be taken."""

    method: str
    path: str
    query: str
    authorization: str | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Sandbox:
    """All that answering needs."""

    store: SandboxStore
    api_key: str
    limiter: RateLimiter


def handle(sandbox: Sandbox, received: Received, *, now: float) -> Reply:
    """The answer to a request at `now` (epoch milliseconds), with both written to the calls log. Looking at
    the sandbox (/sandbox/...) is not logged.

    Empty segments of a path do not count: an endpoint setting that ends with a slash gives two, and the
    destination ends the path of catalog items with one."""
    segments = tuple(unquote(part, errors="replace") for part in received.path.split("/") if part)
    refusal = unauthorized(received.authorization, sandbox.api_key)
    if segments[:1] == ("sandbox",):
        return refusal or _inspected(sandbox, received, segments[1:], now)
    body: Json = None
    try:
        if received.body is None:
            raise UnreadableError("Payload Too Large: a body may have 4 MB here", status=413)
        body = parse_body(received.body)
        reply = refusal or _answer(sandbox, received, segments, body, now)
    except UnreadableError as error:
        reply = refusal or refused(str(error), status=error.status)
    try:
        sandbox.store.log_call(received.method, received.path, body, reply, now=now)
    except sqlite3.Error:
        return _unavailable()
    return reply


def _inspected(sandbox: Sandbox, received: Received, segments: tuple[str, ...], now: float) -> Reply:
    try:
        body = parse_body(received.body or b"")
        return inspect(
            sandbox.store, received.method, segments, Incoming(body, (), _query(received.query)), now
        )
    except UnreadableError as error:
        return refused(str(error), status=error.status)
    except sqlite3.Error:
        return _unavailable()


def unauthorized(authorization: str | None, api_key: str) -> Reply | None:
    """The 401 for a request without the sandbox's key, None when the key is right (Braze docs, "API
    errors and responses"). The key is given back with its end only."""
    scheme, _, key = (authorization or "").partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(key.encode(), api_key.encode()):
        return None
    return refused(f"Invalid API key: {mask_secret(key) if key else 'none was given'}", status=401)


def _answer(sandbox: Sandbox, received: Received, segments: tuple[str, ...], body: Json, now: float) -> Reply:
    names, methods = _find(segments)
    if methods is None:
        return refused("Not Found: there is no such endpoint", status=404)
    endpoint = methods.get(received.method)
    if endpoint is None:
        return Reply(405, {"message": "Method Not Allowed"}, headers=(("allow", ", ".join(methods)),))
    headers, allowed = sandbox.limiter.take(endpoint.group, now)
    if not allowed:
        return replace(refused("Too Many Requests: the rate limit was exceeded", status=429), headers=headers)
    try:
        with sandbox.store.transaction(now) as context:
            reply = endpoint.handler(context, Incoming(body, names, _query(received.query)))
    except sqlite3.Error:
        reply = _unavailable()
    return replace(reply, headers=(*reply.headers, *headers))


def _find(segments: tuple[str, ...]) -> tuple[tuple[str, ...], Mapping[str, Endpoint] | None]:
    """The names in a path, and the methods of its endpoint."""
    for pattern, methods in _PATTERNS:
        if len(pattern) == len(segments) and all(
            expected in (ANY, given) for expected, given in zip(pattern, segments, strict=True)
        ):
            names = tuple(given for expected, given in zip(pattern, segments, strict=True) if expected == ANY)
            return names, methods
    return (), None


def _query(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=None))


def _unavailable() -> Reply:
    """A full disk, or a file taken away: a failure on the server's side, to be sent again."""
    return refused("Service Unavailable: the sandbox cannot write its data", status=503)
