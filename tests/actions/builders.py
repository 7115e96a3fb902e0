"""Mappings, settings and events that the tests of the actions share."""

from __future__ import annotations

from typing import Any

from workbench.actions import DestinationSettings, MappingOutcome, run_action
from workbench.mappings import Mapping

SETTINGS = DestinationSettings(api_key="key-1", app_id="app-1")

ORDER: dict[str, Any] = {
    "type": "track",
    "event": "Order Completed",
    "userId": "u-1",
    "receivedAt": "2026-03-02T10:15:00.000Z",
    "timestamp": "2026-03-02T10:14:59.000Z",
    "properties": {
        "order_id": "o-1",
        "total": 30.5,
        "currency": "EUR",
        "source": "shop",
        "products": [
            {"product_id": "p-1", "name": "Hat", "variant": "blue", "price": 10.25, "quantity": 2},
            {"product_id": "p-2", "name": "Scarf", "variant": "long", "price": 10, "quantity": 1},
        ],
    },
}


def run(action: str, fields: dict[str, Any], event: dict[str, Any] | None = None) -> MappingOutcome:
    """The outcome of one action whose fields are these directives."""
    return run_action(Mapping("m", action, "", fields=fields), SETTINGS, event or {"type": "track"})


def body(action: str, fields: dict[str, Any], event: dict[str, Any] | None = None) -> Any:
    """The body of the only request that the action makes."""
    outcome = run(action, fields, event)
    assert outcome.error is None, outcome.error
    (request,) = outcome.requests
    return request.body


def message(action: str, fields: dict[str, Any], event: dict[str, Any] | None = None) -> str:
    """Why the action fails."""
    outcome = run(action, fields, event)
    assert outcome.error is not None
    return outcome.error.message
