"""The sandbox as an ASGI application."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from workbench.jsvalues import dump_json
from workbench.sandbox.bodies import MAX_BODY_BYTES
from workbench.sandbox.limits import RateLimiter
from workbench.sandbox.replies import Reply
from workbench.sandbox.routes import Received, Sandbox, handle
from workbench.sandbox.store import SandboxStore

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def epoch_ms() -> float:
    """The time in epoch milliseconds."""
    return time.time() * 1000


def create_app(
    store: SandboxStore,
    api_key: str,
    *,
    limiter: RateLimiter | None = None,
    clock: Callable[[], float] = epoch_ms,
) -> Starlette:
    """An application that answers as Braze's REST API does and keeps what it got in `store`.

    `limiter` counts for the rate-limit headers (and refuses, if it enforces); `clock` gives epoch
    milliseconds.
    """
    sandbox = Sandbox(store, api_key, limiter or RateLimiter())

    async def answer(request: Request) -> Response:
        try:
            body = await _bounded_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        raw_path: bytes = request.scope.get("raw_path") or request.url.path.encode()
        received = Received(
            method=request.method,
            path=raw_path.decode("latin-1").partition("?")[0],
            query=request.scope["query_string"].decode("latin-1"),
            authorization=request.headers.get("authorization"),
            body=body,
        )
        return _http(await run_in_threadpool(handle, sandbox, received, now=clock()))

    return Starlette(routes=[Route("/{path:path}", answer, methods=_METHODS)])


async def _bounded_body(request: Request) -> bytes | None:
    """The whole body, or None as soon as it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


def _http(reply: Reply) -> Response:
    return Response(
        dump_json(reply.body).encode(),
        status_code=reply.status,
        headers=dict(reply.headers),
        media_type="application/json",
    )
