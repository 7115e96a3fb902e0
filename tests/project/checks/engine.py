"""Whether the destination really does what a check says."""

from __future__ import annotations

from workbench.actions import DestinationSettings, run_mapping
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping

ORDER: dict[str, Json] = {
    "type": "track",
    "event": "Order Completed",
    "userId": "ana",
    "messageId": "m-1",
    "timestamp": "2026-03-01T10:00:00.000Z",
    "receivedAt": "2026-03-01T10:00:01.000Z",
    "properties": {
        "order_id": "A-1",
        "checkout_id": "C-1",
        "total": 12.5,
        "value": 12.5,
        "currency": "EUR",
        "source": "https://shop.example.com",
        "reason": "none",
        "product_id": "p-1",
        "name": "Hat",
        "variant": "red",
        "price": 12.5,
        "quantity": 1,
        "products": [{"product_id": "p-1", "name": "Hat", "variant": "red", "price": 12.5, "quantity": 1}],
    },
}


def fails_for(mapping: Mapping, event: dict[str, Json] | None = None) -> bool:
    """Whether the mapping takes the event and then fails; its trigger is not the subject."""
    taken = Mapping(mapping.name, mapping.action, 'type != "x"', True, mapping.fields)
    outcome = run_mapping(taken, DestinationSettings(api_key="k"), event or ORDER)
    return outcome.matched and outcome.error is not None
