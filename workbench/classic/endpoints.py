"""Where Classic's cloud mode sent its requests, and with which credentials (CC-REQ, CD-REQ)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.classic.settings import ClassicSettings, Profile

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


@dataclass(frozen=True, slots=True, eq=False)
class Delivery:
    """What a destination's requests share: URL, headers, and the rules of both and of the body's head.

    Two are the same only when they are one object, which makes them quick keys.
    """

    url: str
    headers: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]


def delivery(settings: ClassicSettings) -> Delivery:
    """Where and how the destination with these settings sends."""
    return _delivery(
        settings.profile, settings.app_group_id, settings.datacenter, settings.rest_custom_endpoint
    )


@lru_cache(maxsize=64)
def _delivery(profile: Profile, key: str | None, region: str | None, custom: str | None) -> Delivery:
    is_old = profile == "1.7.0"
    if is_old:
        host, rule = (_OLD_EU if region == "eu" else _OLD_US), "CC-REQ-01"
    else:
        host, rule = _host(custom or "", region or "")
    rules = [
        ("url", rule),
        ("headers.Authorization", "CC-REQ-02" if is_old else "CD-REQ-02"),
        ("headers.Content-Type", "CC-REQ-03"),
        ("headers.User-Agent", "CC-REQ-03"),
        *([("app_group_id", "CC-REQ-04")] if is_old else []),
        ("src", "CC-REQ-04" if is_old else "CD-REQ-03"),
    ]
    headers = (
        ("Authorization", _basic(key or "") if is_old else f"Bearer {key or ''}"),
        ("Content-Type", "application/json"),
        ("User-Agent", "Segment.io/1.0"),
    )
    return Delivery(f"{host}/users/track", headers, tuple(rules))


def _basic(key: str) -> str:
    """The key as user name without a password; a key with a colon is taken for both."""
    user = key if ":" in key else f"{key}:"
    return f"Basic {base64.b64encode(user.encode('utf-8', 'replace')).decode('ascii')}"


def _host(custom: str, region: str) -> tuple[str, str]:
    if custom:
        if not custom.lower().startswith(("http://", "https://")):
            custom = f"https://{custom}"
        return custom.removesuffix("/"), "CD-REQ-01"
    if region in _REGIONS:
        return _REGIONS[region], "CD-REQ-01" if region in _PROVEN_REGIONS else "CD-REQ-01-region"
    return UNKNOWN_REGION, "CD-REQ-01-missing"
