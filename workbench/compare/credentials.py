"""Credentials inside requests: recognised, and never shown."""

from __future__ import annotations

from typing import Final

from workbench.jsvalues import Json

MASK: Final = "••••"

CREDENTIAL_HEADERS: Final = frozenset({"authorization", "x-api-key"})
CREDENTIAL_KEYS: Final = frozenset({"app_group_id", "api_key"})
"""Keys of a request's body that hold a credential: Classic 1.7.0 sent the REST API key as `app_group_id`."""


def masked_header(name: str, value: str) -> str:
    """The value of a header as it may be shown: `Bearer ••••`; one that is masked already stays as it is."""
    if name.lower() not in CREDENTIAL_HEADERS or MASK in value:
        return value
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {MASK}" if space else MASK


def masked_member(key: str, value: Json) -> Json:
    """The value of a body's own key as it may be shown."""
    if key not in CREDENTIAL_KEYS or not value or (isinstance(value, str) and value.startswith(MASK)):
        return value
    return MASK


def scheme_of(authorization: str | None) -> str:
    """How a request proves who it is: `Bearer`, `Basic`, or `""` without a header."""
    return (authorization or "").partition(" ")[0]
