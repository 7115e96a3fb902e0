"""Filters that encode text: for HTML, for addresses, in base 64, as digests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from workbench.jsvalues import UNDEFINED, Json, unit_length
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.filters.arguments import counted_text
from workbench.mappings.liquid.limits import check_length
from workbench.mappings.liquid.values import text

_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
"""The ampersand comes first: the others bring ampersands in."""
_UNESCAPES: Final = {mark: character for character, mark in _ESCAPES.items()}
_ESCAPED: Final = re.compile("|".join(_UNESCAPES))
_ALPHANUMERIC: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_STRICT_SAFE: Final = _ALPHANUMERIC + b"-_.~"
_COMPONENT_SAFE: Final = _STRICT_SAFE + b"!*'()"
_ADDRESS_SAFE: Final = _COMPONENT_SAFE + b";,/?:@&=+$#[]"
_PERCENT: Final = re.compile("%(?![0-9a-fA-F]{2})")
_BASE64_BLANKS: Final = str.maketrans("", "", "\t\n\f\r ")
_BASE64: Final = re.compile("[A-Za-z0-9+/]*")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def _escape(context: Context, value: Json) -> Json:
    escaped = counted_text(context, value)
    check_length(len(escaped) + sum(escaped.count(sign) * (len(mark) - 1) for sign, mark in _ESCAPES.items()))
    for sign, mark in _ESCAPES.items():
        escaped = escaped.replace(sign, mark)
    return escaped


def _escape_once(context: Context, value: Json) -> Json:
    return _escape(context, _ESCAPED.sub(lambda found: _UNESCAPES[found[0]], counted_text(context, value)))


def _quoted(value: Json, safe: bytes) -> str:
    try:
        encoded = text(value).encode()
    except UnicodeEncodeError:
        raise Fault("URI malformed") from None
    check_length(3 * len(encoded) - 2 * (len(encoded) - len(encoded.translate(None, safe))))
    return quote(encoded, safe=safe)


def _url_encode(_: Context, value: Json) -> Json:
    return _quoted(value, _COMPONENT_SAFE).replace("%20", "+")


def _cgi_escape(_: Context, value: Json) -> Json:
    return _quoted(value, _STRICT_SAFE).replace("%20", "+")


def _uri_escape(_: Context, value: Json) -> Json:
    return _quoted(value, _ADDRESS_SAFE)


def _url_decode(_: Context, value: Json) -> Json:
    encoded = text(value).replace("+", " ")
    if _PERCENT.search(encoded):
        raise Fault("URI malformed")
    return re.sub("(?:%[0-9a-fA-F]{2})+", _decoded, encoded)


def _decoded(found: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        raise Fault("URI malformed") from None


def _bytes(printed: str) -> bytes:
    """UTF-8, with lone surrogates as replacement characters."""
    return _SURROGATES.sub("\ufffd", printed).encode()


def _base64_encode(context: Context, value: Json) -> Json:
    return base64.b64encode(_bytes(counted_text(context, value))).decode()


def _base64_decode(context: Context, value: Json) -> Json:
    """The text of base 64, with or without padding; bytes that are no UTF-8 become replacement characters."""
    encoded = counted_text(context, value).translate(_BASE64_BLANKS)
    if len(encoded) % 4 == 0:
        encoded = encoded.removesuffix("=").removesuffix("=")
    if len(encoded) % 4 == 1 or not _BASE64.fullmatch(encoded):
        raise Fault("invalid base64 provided to base64_decode")
    return base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode(errors="replace")


def _sha256(context: Context, value: Json) -> Json:
    return hashlib.sha256(_bytes(counted_text(context, value))).hexdigest()


def _hmac_sha256(context: Context, value: Json, key: Json = UNDEFINED) -> Json:
    message = counted_text(context, value)
    secret = text(key)
    context.use(unit_length(secret))
    return hmac.new(_bytes(secret), _bytes(message), hashlib.sha256).hexdigest()


ENCODING_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "base64_decode": _base64_decode,
    "base64_encode": _base64_encode,
    "cgi_escape": _cgi_escape,
    "escape": _escape,
    "escape_once": _escape_once,
    "hmac_sha256": _hmac_sha256,
    "sha256": _sha256,
    "uri_escape": _uri_escape,
    "url_decode": _url_decode,
    "url_encode": _url_encode,
    "xml_escape": _escape,
}
"""The filters by name."""
