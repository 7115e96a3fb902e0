"""Which endpoint answers a request, and the whole of a request's handling but HTTP itself."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from workbench.braze import mask_secret
from workbench.jsvalues import Json
from workbench.sandbox.bodies import UnreadableError, parse_body
from workbench.sandbox.context import Context
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.store import SandboxStore
from workbench.sandbox.track import track

Handler = Callable[[Context, Json], Reply]


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: `path` undecoded and without query, `authorization` the header or None."""

    method: str
    path: str
    authorization: str | None
    body: bytes


_ENDPOINTS: dict[tuple[str, ...], dict[str, Handler]] = {
    ("users", "track"): {"POST": track},
}


def handle(store: SandboxStore, received: Received, *, api_key: str, now: float) -> Reply:
    """The answer to a request, with the request and the answer written to the calls log.

    `now` is epoch milliseconds."""
    body: Json = None
    try:
        body = parse_body(received.body)
        reply = unauthorized(received.authorization, api_key) or _dispatch(store, received, body, now)
    except UnreadableError as error:
        reply = unauthorized(received.authorization, api_key) or refused(str(error))
    store.log_call(received.method, received.path, body, reply, now=now)
    return reply


def unauthorized(authorization: str | None, api_key: str) -> Reply | None:
    """The 401 for a request without the sandbox's key, None when the key is right (Braze docs)."""
    scheme, _, key = (authorization or "").partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(key.encode(), api_key.encode()):
        return None
    return refused(f"Invalid API key: {mask_secret(key) if key else 'none was given'}", status=401)


def _dispatch(store: SandboxStore, received: Received, body: Json, now: float) -> Reply:
    segments = tuple(unquote(part) for part in received.path.split("/") if part)
    methods = _ENDPOINTS.get(segments)
    if methods is None:
        return refused("Not Found: there is no such endpoint", status=404)
    handler = methods.get(received.method)
    if handler is None:
        allowed = ", ".join(methods)
        return Reply(405, {"message": "Method Not Allowed"}, headers=(("Allow", allowed),))
    with store.transaction(now) as context:
        return handler(context, body)
