"""Credentials out of sight: in requests, answers and texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from workbench.braze.outcomes import Response
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

DOTS = "••••"
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})
_SECRET_KEYS = ("app_group_id", "api_key")
_SECRET_PARAMETER = re.compile(r"([?&](?:app_group_id|api_key)=)[^&#]*")
_LONG = 16
# A shorter text is too likely to be an ordinary word of an answer.
_RECOGNISABLE = 8


def mask_secret(secret: str) -> str:
    """Dots, and the last four characters when at least twelve others stay hidden."""
    return DOTS + secret[-4:] if len(secret) >= _LONG else DOTS


def mask_header(name: str, value: str) -> str:
    """A header's value as it may be shown: an authorization keeps its scheme, only a bearer key its end."""
    if name.lower() not in _SECRET_HEADERS:
        return value
    scheme, space, secret = value.partition(" ")
    if not space:
        return DOTS
    return f"{scheme} {mask_secret(secret) if scheme.lower() == 'bearer' else DOTS}"


def masked(request: BrazeRequest) -> BrazeRequest:
    """`request` with its key hidden: in the headers, in the URL's query, and in the body, where Classic's
    requests have it (`app_group_id`, `api_key`)."""
    return request._replace(
        url=_SECRET_PARAMETER.sub(rf"\1{DOTS}", request.url),
        headers=tuple((name, mask_header(name, value)) for name, value in request.headers),
        body=_masked_body(request.body),
    )


def _masked_body(body: Json) -> Json:
    if not isinstance(body, dict) or not any(key in body for key in _SECRET_KEYS):
        return body
    return {
        key: (mask_secret(value) if isinstance(value, str) else DOTS) if key in _SECRET_KEYS else value
        for key, value in body.items()
    }


def scrub(text: str, secrets: Iterable[str]) -> str:
    """`text` without the secrets that are in it, written plainly or as inside JSON text."""
    for secret in secrets:
        if len(secret) >= _RECOGNISABLE:
            for spelling in (secret, json.dumps(secret)[1:-1], json.dumps(secret)[1:-1].replace("/", "\\/")):
                text = text.replace(spelling, mask_secret(secret))
    return text


def secrets_of(request: BrazeRequest) -> tuple[str, ...]:
    """The credentials that a request carries, to be scrubbed from whatever comes back."""
    found = [
        value.partition(" ")[2] or value for name, value in request.headers if name.lower() in _SECRET_HEADERS
    ]
    if isinstance(request.body, dict):
        found += [value for key in _SECRET_KEYS if isinstance(value := request.body.get(key), str)]
    return tuple(secret for secret in dict.fromkeys(found) if secret)


def masked_response(response: Response) -> Response:
    """`response` with the values of cookies and the like hidden (`send` has scrubbed the key itself)."""
    return replace(
        response, headers=tuple((name, mask_header(name, value)) for name, value in response.headers)
    )
