"""A local Braze: it takes the destination's requests by Braze's documented rules and keeps what it got."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.sandbox.identifying import keys_in
from workbench.sandbox.limits import DOCUMENTED, Group, Limit, RateLimiter
from workbench.sandbox.store import SandboxStore
from workbench.sandbox.values import (
    Alias,
    Call,
    Identifiers,
    Message,
    Profile,
    StoredEvent,
    StoredPurchase,
    UserSummary,
)

if TYPE_CHECKING:
    from workbench.sandbox.app import create_app
    from workbench.sandbox.server import SandboxServer

__all__ = [
    "DOCUMENTED",
    "Alias",
    "Call",
    "Group",
    "Identifiers",
    "Limit",
    "Message",
    "Profile",
    "RateLimiter",
    "SandboxServer",
    "SandboxStore",
    "StoredEvent",
    "StoredPurchase",
    "UserSummary",
    "create_app",
    "keys_in",
]

# These import starlette and uvicorn.
_LAZY = {"SandboxServer": "workbench.sandbox.server", "create_app": "workbench.sandbox.app"}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
