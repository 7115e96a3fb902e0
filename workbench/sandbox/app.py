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
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.routes import Received, handle
from workbench.sandbox.store import SandboxStore

MAX_BODY_BYTES = 4 * 1024 * 1024
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def epoch_ms() -> float:
    """The time."""
    return time.time() * 1000


def create_app(store: SandboxStore, api_key: str, *, clock: Callable[[], float] = epoch_ms) -> Starlette:
    """An application that answers as Braze's REST API does and keeps what it got in `store`.

    `clock` gives epoch milliseconds."""

    async def answer(request: Request) -> Response:
        try:
            body = await _bounded_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return _http(refused("Payload Too Large: a body may have 4 MB here", status=413))
        path: bytes = request.scope.get("raw_path") or request.url.path.encode()
        received = Received(
            request.method,
            path.decode("latin-1").partition("?")[0],
            request.headers.get("authorization"),
            body,
        )
        return _http(await run_in_threadpool(handle, store, received, api_key=api_key, now=clock()))

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
