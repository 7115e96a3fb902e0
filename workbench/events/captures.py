"""Events inside recorded requests: HAR files, webhook captures, copied cURL commands."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from workbench.events.complete import TYPES
from workbench.jsvalues import Json, from_units

_ENDPOINTS: Final = {kind: kind for kind in TYPES} | {kind[0]: kind for kind in TYPES}
_BODIES: Final = ("body", "content", "rawBody")
_MARKS: Final = ("method", "httpMethod", "headers", "url", "path")
_DATA_OPTIONS: Final = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_SHELL: Final = re.compile(
    r"""\$'(?P<ansi>(?:[^'\\]|\\.)*+)'|'(?P<plain>[^']*+)'|"(?P<double>(?:[^"\\]|\\.)*+)"|\\\r?\n|"""
    r"""\\(?P<one>.)|(?P<bare>[^\s'"\\]++)|(?P<blank>\s++)|(?P<unclosed>.)""",
    re.DOTALL,
)
_ANSI_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_DOUBLE_ESCAPE: Final = re.compile(r'\\(["\\$`])')
_ANSI_CHARACTERS: Final = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


class Body(NamedTuple):
    """The body of a recorded request: text, or the keys under which its JSON stands in the record.

    `declared` is the type that the URL of one of the HTTP API's endpoints tells, "" for others. A HAR records
    all requests of a page, so a `quiet` body need not hold events.
    """

    text: bytes | None
    keys: tuple[str, ...]
    declared: str
    quiet: bool


def is_har(value: dict[str, Json]) -> bool:
    """Whether the object is an HTTP archive."""
    log = value.get("log")
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def recorded_body(value: dict[str, Json]) -> Body | None:
    """The body of a request that a HAR entry or a webhook capture holds; None for other objects."""
    request = value.get("request")
    if isinstance(request, dict) and "response" in value:
        posted = request.get("postData")
        text = posted.get("text") if isinstance(posted, dict) else None
        encoded = isinstance(posted, dict) and posted.get("encoding") == "base64"
        return Body(_decoded(text, encoded), (), _declared(request.get("url")), quiet=True)
    if not any(mark in value for mark in _MARKS):
        return None
    url = value.get("url") or value.get("path")
    for key in _BODIES:
        body = value.get(key)
        if isinstance(body, str):
            encoded = value.get("isBase64Encoded") is True
            return Body(_decoded(body, encoded), (), _declared(url), quiet=False)
        if isinstance(body, (dict, list)):
            return Body(None, (key,), _declared(url), quiet=False)
    return None


def curl_bodies(text: str) -> Iterator[Body]:
    """The bodies of the cURL commands in a copied shell text. Raises `ValueError` for an unclosed quote."""
    url, data = "", ""
    words = _shell_words(text)
    for word in words:
        if word == "curl":
            if data:
                yield Body(data.encode("utf-8", "surrogatepass"), (), _declared(url), quiet=False)
            url, data = "", ""
        elif word in _DATA_OPTIONS:
            data = next(words, "")
        elif word.startswith(("http://", "https://")):
            url = word
    if data:
        yield Body(data.encode("utf-8", "surrogatepass"), (), _declared(url), quiet=False)


def _shell_words(text: str) -> Iterator[str]:
    """The words of a command line; browsers quote special characters in the shell's `$'…'` form."""
    word: str | None = None
    for found in _SHELL.finditer(text):
        if found["unclosed"] is not None:
            raise ValueError("a quote is not closed")
        if found["blank"] is not None:
            if word is not None:
                yield word
            word = None
        else:
            word = (word or "") + _segment(found)
    if word is not None:
        yield word


def _segment(found: re.Match[str]) -> str:
    if found["ansi"] is not None:
        return from_units(_ANSI_ESCAPE.sub(_ansi_character, found["ansi"]))
    if found["double"] is not None:
        return _DOUBLE_ESCAPE.sub(r"\1", found["double"])
    return found["plain"] or found["one"] or found["bare"] or ""


def _ansi_character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ANSI_CHARACTERS.get(found[3], found[3])


def _declared(url: Json) -> str:
    """The type that an endpoint of the HTTP API stands for, such as `/v1/track` or its short form `/v1/t`."""
    if not isinstance(url, str):
        return ""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    before, _, last = path.rstrip("/").rpartition("/")
    return _ENDPOINTS.get(last, "") if before.endswith("/v1") else ""


def _decoded(text: Json, encoded: bool) -> bytes:
    if not isinstance(text, str):
        return b""
    if encoded:
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            pass
    return text.encode("utf-8", "surrogatepass")
