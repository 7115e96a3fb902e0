"""Which of Braze's instances a Classic destination used, as a REST endpoint and as a host of the web SDK."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from workbench.actions import DEFAULT_ENDPOINT, ENDPOINTS
from workbench.classic import ClassicSettings

_REGIONS: Final = {
    "us": "https://rest.iad-01.braze.com",
    **{f"us0{number}": f"https://rest.iad-0{number}.braze.com" for number in range(1, 9)},
    "eu": "https://rest.fra-01.braze.eu",
    "eu01": "https://rest.fra-01.braze.eu",
    "eu02": "https://rest.fra-02.braze.eu",
}
_PROVEN: Final = frozenset({"us", "us02", "us03", "eu"})
"""The stored values that the web integration's source names; the others are inferred from its form."""


class Cluster(NamedTuple):
    """The instance that was found: its REST endpoint, and where it was found.

    `origin` is the key of the setting (`restCustomEndpoint`, `datacenter`, `customEndpoint`), `choice` when
    the user chose it, `""` when nothing names one: then `url` is what it was before. `certain` is false where
    a person should look at it again.
    """

    url: str
    origin: str
    certain: bool = True


def rest_cluster(settings: ClassicSettings, chosen: str = "", present: str = DEFAULT_ENDPOINT) -> Cluster:
    """The REST endpoint for Classic's settings; the custom REST endpoint wins over the region.

    `chosen` is the user's choice, `present` the endpoint that stays when the settings name none.
    """
    if chosen:
        return Cluster(chosen, "choice")
    custom = normalised_endpoint(settings.rest_custom_endpoint or "")
    if is_offered(custom):
        return Cluster(custom, "restCustomEndpoint")
    region = _region(settings.datacenter or "")
    if region in _REGIONS:
        return Cluster(_REGIONS[region], "datacenter", certain=region in _PROVEN and not custom)
    sdk = normalised_endpoint(settings.custom_endpoint or "").replace("https://sdk.", "https://rest.", 1)
    if is_offered(sdk):
        return Cluster(sdk, "customEndpoint", certain=False)
    return Cluster(present, "", certain=False)


def sdk_host(settings: ClassicSettings) -> str:
    """The host of the web SDK without a scheme, `""` when it is none of those that Web Mode offers."""
    custom = normalised_endpoint(settings.custom_endpoint or "").removesuffix("/api/v3")
    if custom:
        rest = custom.replace("https://sdk.", "https://rest.", 1)
        return custom.removeprefix("https://") if custom != rest and is_offered(rest) else ""
    rest = _REGIONS.get(_region(settings.datacenter or ""), "")
    return rest.replace("https://rest.", "sdk.", 1)


def is_offered(url: str) -> bool:
    """Whether the destination's form offers this REST endpoint."""
    return any(url == offered for _, offered in ENDPOINTS)


def normalised_endpoint(text: str) -> str:
    """A base address with https, in lower case, without slashes at its end; `""` stays."""
    text = text.strip().rstrip("/").lower()
    if not text:
        return ""
    return f"https://{re.sub(r'^https?://', '', text)}"


def _region(stored: str) -> str:
    """The stored name of a region without the spaces and dashes that its label has."""
    return re.sub(r"[\s_-]", "", stored).lower()
