"""Braze's instances, and which addresses may be called at all."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from workbench.errors import WorkbenchError


@dataclass(frozen=True, slots=True)
class Instance:
    """One Braze instance: its name, the host of its dashboard, and the origin of its REST API."""

    name: str
    dashboard: str
    rest: str


INSTANCES: tuple[Instance, ...] = (
    *(
        Instance(f"US-0{n}", f"dashboard-0{n}.braze.com", f"https://rest.iad-0{n}.braze.com")
        for n in range(1, 9)
    ),
    Instance("US-09", "dashboard-09.braze.com", "https://rest.us-09.braze.com"),
    Instance("US-10", "dashboard.us-10.braze.com", "https://rest.us-10.braze.com"),
    Instance("EU-01", "dashboard-01.braze.eu", "https://rest.fra-01.braze.eu"),
    Instance("EU-02", "dashboard-02.braze.eu", "https://rest.fra-02.braze.eu"),
    Instance("AU-01", "dashboard.au-01.braze.com", "https://rest.au-01.braze.com"),
    Instance("ID-01", "dashboard.id-01.braze.com", "https://rest.id-01.braze.com"),
    Instance("JP-01", "dashboard.jp-01.braze.com", "https://rest.jp-01.braze.com"),
)
"""Braze's instances (Braze docs, "API overview" and "SDK endpoints"; US-09 and JP-01 from
@segment/action-destinations 3.497.0)."""

# A grammar narrower than RFC 3986: two URL parsers can never disagree about the host of what it accepts.
_BASE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>(?:/[A-Za-z0-9._~-]+)*)/*",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A checked base address: `https`, or `http` on a loopback host. `path` has no slash at its end."""

    scheme: str
    host: str
    port: int
    path: str = ""

    @property
    def origin(self) -> str:
        """Scheme, host and port; the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def loopback(self) -> bool:
        """True when the host is this machine."""
        return is_loopback(self.host)


def parse_endpoint(base_url: str) -> Endpoint:
    """The endpoint that `base_url` names.

    Raises:
        WorkbenchError: it is no http(s) address, carries credentials, a query or a fragment, or would send
            the API key unencrypted over a network.
    """
    match = _BASE_URL.fullmatch(base_url.strip())
    if match is None:
        raise WorkbenchError(
            "The REST endpoint is not an address that can be called.",
            hint="Give scheme and host only, such as https://rest.fra-01.braze.eu, "
            "without user name, query or fragment.",
            field="endpoint",
        )
    scheme = match["scheme"].lower()
    host = match["host"].lower().strip("[]")
    port = int(match["port"]) if match["port"] else _DEFAULT_PORTS[scheme]
    if not 0 < port < 65536 or (":" in host and _ip_address(host) is None):
        raise WorkbenchError(
            "The REST endpoint has an impossible host or port.",
            hint="Ports go from 1 to 65535.",
            field="endpoint",
        )
    if scheme != "https" and not is_loopback(host):
        raise WorkbenchError(
            "The REST endpoint is not encrypted, and it is not on this machine.",
            hint="Use https://; plain http:// is only allowed for 127.0.0.1, ::1 and localhost.",
            field="endpoint",
        )
    return Endpoint(scheme, host, port, match["path"])


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine: `localhost`, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    address = _ip_address(host)
    return address is not None and address.is_loopback


def instance_of(base_url: str) -> Instance | None:
    """The Braze instance that an address belongs to, or None for any other address (a sandbox, a proxy)."""
    wanted = base_url.strip().rstrip("/").lower()
    return next((instance for instance in INSTANCES if instance.rest == wanted), None)


def _ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
