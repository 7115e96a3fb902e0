"""Requests for the tests of this package."""

from __future__ import annotations

from workbench.jsvalues import Json
from workbench.requests import BrazeRequest


def request(
    body: Json,
    *,
    host: str = "https://rest.iad-01.braze.com",
    path: str = "/users/track",
    authorization: str = "Bearer example-key",
    extra: tuple[tuple[str, str], ...] = (),
) -> BrazeRequest:
    """A POST with JSON headers."""
    headers = (("Authorization", authorization), ("Content-Type", "application/json"), *extra)
    return BrazeRequest("POST", host + path, headers, body)


def event(properties: Json = None, **members: Json) -> dict[str, Json]:
    """An event object of a track body."""
    known: dict[str, Json] = {"external_id": "u-1", "name": "Trip Booked", "time": "2024-03-05T06:07:08.123Z"}
    return known | members | ({} if properties is None else {"properties": properties})


def purchase(**members: Json) -> dict[str, Json]:
    """A purchase object of a track body."""
    known: dict[str, Json] = {
        "external_id": "u-1",
        "product_id": "sku-1",
        "currency": "USD",
        "price": 12.5,
        "quantity": 1,
        "time": "2024-03-05T06:07:08.123Z",
    }
    return known | members
