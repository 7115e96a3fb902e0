"""The sample events load without a problem and hold what the tutorials and tests rely on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from workbench.events import EventStore, read_events

SAMPLES = Path(__file__).parents[2] / "sample_events"
SEMANTIC_TRAITS = {
    "address",
    "age",
    "avatar",
    "birthday",
    "company",
    "createdAt",
    "description",
    "email",
    "firstName",
    "gender",
    "id",
    "lastName",
    "name",
    "phone",
    "title",
    "username",
    "website",
}
FUNNEL = {
    "Products Searched",
    "Product List Viewed",
    "Product List Filtered",
    "Promotion Viewed",
    "Promotion Clicked",
    "Product Clicked",
    "Product Viewed",
    "Product Added",
    "Product Removed",
    "Cart Viewed",
    "Checkout Started",
    "Checkout Step Viewed",
    "Checkout Step Completed",
    "Payment Info Entered",
    "Order Updated",
    "Order Completed",
    "Order Refunded",
    "Order Cancelled",
    "Coupon Entered",
    "Coupon Applied",
    "Coupon Denied",
    "Coupon Removed",
    "Product Added to Wishlist",
    "Product Removed from Wishlist",
    "Wishlist Product Added to Cart",
    "Product Shared",
    "Cart Shared",
    "Product Reviewed",
}


@pytest.fixture(scope="module")
def samples() -> EventStore:
    """All sample events."""
    return read_events(SAMPLES)


def test_all_load_without_a_problem(samples: EventStore) -> None:
    assert samples.problems == []
    assert len(samples) >= 60
    files = Counter(samples.origin(at).file for at in range(len(samples)))
    assert len(files) == len([path for path in SAMPLES.rglob("*.*") if path.suffix != ".md"])


def test_all_are_complete_but_for_what_their_container_lacks(samples: EventStore) -> None:
    for at in range(len(samples)):
        event = samples.event(at)
        allowed = {"b2b": ("receivedAt",), "profiles": ("traits",)}
        folder = Path(event.origin.file).parent.name
        assert not event.synthetic or event.synthetic == allowed[folder]
        for key in ("messageId", "timestamp", "receivedAt", "sentAt"):
            assert isinstance(event.data[key], str)
        assert event.data["context"]["library"]["name"]


def test_message_ids_are_unique(samples: EventStore) -> None:
    ids = Counter(samples.event(at).data["messageId"] for at in range(len(samples)))
    assert max(ids.values()) == 1


def test_the_shop_has_the_whole_funnel_and_the_traveller_her_trips(samples: EventStore) -> None:
    kinds = {name for kind, name, _ in samples.kinds() if kind == "track"}
    assert kinds >= FUNNEL | {"Trip Booked", "Trip Cancelled", "Seat Upgraded", "Application Opened"}
    assert {kind for kind, _, _ in samples.kinds()} == {
        "track",
        "identify",
        "page",
        "screen",
        "group",
        "alias",
    }
    booked = [samples.event(at).data for chunk in samples.search("Trip Booked") for at in chunk]
    products = [product for event in booked for product in event["properties"].get("products", [])]
    assert {"product_id", "name", "price", "quantity", "currency"} <= set.intersection(*map(set, products))


def test_a_profile_has_every_semantic_trait(samples: EventStore) -> None:
    traits = [samples.event(at).data.get("traits") or {} for at in range(len(samples))]
    assert any(set(each) >= SEMANTIC_TRAITS for each in traits)


def test_visitors_carry_a_braze_id_in_both_places(samples: EventStore) -> None:
    visitors = [
        samples.event(at).data for at in range(len(samples)) if not samples.event(at).data.get("userId")
    ]
    assert any(event.get("properties", {}).get("braze_id") for event in visitors)
    assert any(event["integrations"].get("Braze", {}).get("braze_id") for event in visitors)
