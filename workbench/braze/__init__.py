"""Braze's REST API from the sender's side: endpoints, sending, masking, explaining, history."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.braze.addressing import addressed, check_key
from workbench.braze.choices import (
    BrazeChoice,
    ListKind,
    ReadChoices,
    create_catalog,
    read_choices,
)
from workbench.braze.curl import curl
from workbench.braze.endpoints import INSTANCES, Endpoint, Instance, instance_of, is_loopback, parse_endpoint
from workbench.braze.explain import ItemError, RateLimit, hint_for, item_errors, rate_limit
from workbench.braze.history import Exchange, SendHistory
from workbench.braze.masks import mask_secret, masked, masked_response, scrub
from workbench.braze.outcomes import Outcome, Response, SendFailure

if TYPE_CHECKING:
    from workbench.braze.client import Cancel, Timeouts, new_client, send

__all__ = [
    "INSTANCES",
    "BrazeChoice",
    "Cancel",
    "Endpoint",
    "Exchange",
    "Instance",
    "ItemError",
    "ListKind",
    "Outcome",
    "RateLimit",
    "ReadChoices",
    "Response",
    "SendFailure",
    "SendHistory",
    "Timeouts",
    "addressed",
    "check_key",
    "create_catalog",
    "curl",
    "hint_for",
    "instance_of",
    "is_loopback",
    "item_errors",
    "mask_secret",
    "masked",
    "masked_response",
    "new_client",
    "parse_endpoint",
    "rate_limit",
    "read_choices",
    "scrub",
    "send",
]

# These import httpx.
_LAZY = frozenset({"Cancel", "Timeouts", "new_client", "send"})


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module("workbench.braze.client"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
