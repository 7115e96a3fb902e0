"""A request as it leaves: to the environment's endpoint, with the environment's key."""

from __future__ import annotations

import re

from workbench.braze.endpoints import Endpoint
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\\]*", re.IGNORECASE)
# RFC 9110: visible ASCII. A line break would start a header of its own.
_KEY = re.compile(r"[\x21-\x7e]+")
_BODY_KEYS = ("app_group_id", "api_key")
# Of the connection, not of the request: they could name another host or a wrong length.
_CONNECTION_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection"})


def addressed(request: BrazeRequest, endpoint: Endpoint, api_key: str | None = None) -> BrazeRequest:
    """`request` sent to `endpoint` whatever origin it was built for; path and query stay.

    With `api_key`, the request's own credentials are replaced by it: the header becomes a bearer token
    (Classic's Basic authorization too), and the key that Classic repeats in the body is replaced. None keeps
    the request's own.

    Raises:
        WorkbenchError: the key is empty or has characters that no header can carry.
    """
    origin = _ORIGIN.match(request.url)
    tail = request.url[origin.end() :] if origin else request.url
    moved = request._replace(
        url=endpoint.origin + endpoint.path + (tail if tail[:1] in ("/", "?") else f"/{tail}"),
        headers=tuple(pair for pair in request.headers if pair[0].lower() not in _CONNECTION_HEADERS),
    )
    if api_key is None:
        return moved
    check_key(api_key)
    headers = tuple(pair for pair in moved.headers if pair[0].lower() != "authorization")
    return moved._replace(
        headers=(("Authorization", f"Bearer {api_key}"), *headers),
        body=_with_key(request.body, api_key),
    )


def check_key(api_key: str) -> None:
    """Raises WorkbenchError when `api_key` cannot be a REST API key."""
    if not api_key:
        raise WorkbenchError(
            "There is no API key for this environment.",
            hint="Name the environment variable or the keyring entry that holds it, and set it.",
            field="api_key",
        )
    if not _KEY.fullmatch(api_key):
        raise WorkbenchError(
            "The API key has spaces, line breaks or other characters that a REST API key cannot have.",
            hint="Copy the key again, without quotes or blanks around it.",
            field="api_key",
        )


def _with_key(body: Json, api_key: str) -> Json:
    if not isinstance(body, dict) or not any(key in body for key in _BODY_KEYS):
        return body
    return {key: api_key if key in _BODY_KEYS else value for key, value in body.items()}
