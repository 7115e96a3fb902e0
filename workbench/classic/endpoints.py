"""Where Classic's cloud mode sent its requests, and with which credentials (CC-REQ, CD-REQ)."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Final

from workbench.classic.settings import ClassicSettings

_OLD_US: Final = "https://api.appboy.com"
_OLD_EU: Final = "https://rest.api.appboy.eu"
_REGIONS: Final = {
    "us": "https://rest.iad-01.braze.com",
    "us01": "https://rest.iad-01.braze.com",
    **{f"us0{number}": f"https://rest.iad-0{number}.braze.com" for number in range(2, 9)},
    "eu": "https://rest.fra-01.braze.eu",
    "eu01": "https://rest.fra-01.braze.eu",
    "eu02": "https://rest.fra-02.braze.eu",
}
_PROVEN_REGIONS: Final = frozenset({"us", "us02", "us03", "eu"})
"""The stored values that the web integration's source names."""
UNKNOWN_REGION: Final = "https://unknown-region.invalid"
"""Stands where no host is known; names under `.invalid` never resolve (RFC 2606)."""

Parts = tuple[tuple[str, str], ...]


def users_track_url(settings: ClassicSettings) -> tuple[str, str]:
    """The URL of every request, and the rule that says so."""
    if settings.profile == "1.7.0":
        return f"{_OLD_EU if settings.datacenter == 'eu' else _OLD_US}/users/track", "CC-REQ-01"
    host, rule = _host(settings.rest_custom_endpoint or "", settings.datacenter or "")
    return f"{host}/users/track", rule


def _host(custom: str, region: str) -> tuple[str, str]:
    if custom:
        if not custom.lower().startswith(("http://", "https://")):
            custom = f"https://{custom}"
        return custom.removesuffix("/"), "CD-REQ-01"
    if region in _REGIONS:
        return _REGIONS[region], "CD-REQ-01" if region in _PROVEN_REGIONS else "CD-REQ-01-region"
    return UNKNOWN_REGION, "CD-REQ-01-missing"


def headers(settings: ClassicSettings) -> Parts:
    """The headers of every request."""
    return _headers(settings.app_group_id or "", settings.profile == "1.7.0")


@lru_cache(maxsize=64)
def _headers(key: str, basic: bool) -> Parts:
    if basic:
        user = key if ":" in key else f"{key}:"
        credential = f"Basic {base64.b64encode(user.encode('utf-8', 'replace')).decode('ascii')}"
    else:
        credential = f"Bearer {key}"
    return (
        ("Authorization", credential),
        ("Content-Type", "application/json"),
        ("User-Agent", "Segment.io/1.0"),
    )
