"""The body of a received request."""

from __future__ import annotations

import re

from workbench.jsvalues import Json, parse_json

MAX_DEPTH = 100
MAX_BODY_BYTES = 4 * 1024 * 1024
"""Larger bodies are answered with 413. Braze documents no limit for /users/track; this is the sandbox's."""

_LONE = re.compile("[\ud800-\udfff]")


class UnreadableError(ValueError):
    """A body that cannot be used; the text says why, `status` is what it is answered with."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def parse_body(raw: bytes) -> Json:
    """The JSON in `raw`, None when there is none; lone surrogates become U+FFFD, as in any UTF-8 server.

    Raises:
        UnreadableError: it is no JSON, or nested deeper than `MAX_DEPTH`.
    """
    if not raw.strip():
        return None
    try:
        return _well_formed(parse_json(raw), MAX_DEPTH)
    except UnreadableError:
        raise
    except (ValueError, RecursionError) as error:
        raise UnreadableError("Bad Request: the body is not valid JSON") from error


def well_formed(text: str) -> str:
    """`text` as UTF-8 can carry it: lone surrogates become U+FFFD."""
    return _LONE.sub("\ufffd", text)


def _well_formed(value: Json, depth: int) -> Json:
    if isinstance(value, str):
        return well_formed(value)
    if not isinstance(value, dict | list):
        return value
    if depth == 0:
        raise UnreadableError("Bad Request: the body is nested too deeply")
    if isinstance(value, list):
        return [_well_formed(item, depth - 1) for item in value]
    return {well_formed(key): _well_formed(item, depth - 1) for key, item in value.items()}
