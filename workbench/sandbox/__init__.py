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
    from workbench.sandbox.outcome import Outcome, UserOutcome, outcome_of
    from workbench.sandbox.outcomes import OutcomeComparison, OutcomeRow, compare_outcomes
    from workbench.sandbox.server import SandboxServer

__all__ = [
    "DOCUMENTED",
    "Alias",
    "Call",
    "Group",
    "Identifiers",
    "Limit",
    "Message",
    "Outcome",
    "OutcomeComparison",
    "OutcomeRow",
    "Profile",
    "RateLimiter",
    "SandboxServer",
    "SandboxStore",
    "StoredEvent",
    "StoredPurchase",
    "UserOutcome",
    "UserSummary",
    "compare_outcomes",
    "create_app",
    "keys_in",
    "outcome_of",
]

# The first two import starlette and uvicorn; a server has no need of the others.
_LAZY = {
    "SandboxServer": "workbench.sandbox.server",
    "create_app": "workbench.sandbox.app",
    "Outcome": "workbench.sandbox.outcome",
    "UserOutcome": "workbench.sandbox.outcome",
    "outcome_of": "workbench.sandbox.outcome",
    "OutcomeComparison": "workbench.sandbox.outcomes",
    "OutcomeRow": "workbench.sandbox.outcomes",
    "compare_outcomes": "workbench.sandbox.outcomes",
}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
