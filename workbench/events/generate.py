"""Made-up events in any number, for tests, benchmarks and demonstrations.

The same seed gives the same events, byte for byte. People, places and products do not exist; addresses are
of example.com and of the networks that are kept for documentation.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import BinaryIO, Final

import orjson

from workbench.jsvalues import Json

_START: Final = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
_FIRST_NAMES: Final = ("Ada", "Bruno", "Chidi", "Dalia", "Emre", "Freya", "Goran", "Hana", "Ines", "Jonas")
_LAST_NAMES: Final = ("Almeida", "Brandt", "Costa", "Dvořák", "Eriksen", "Fontaine", "Grünwald", "Hosseini")
_CITIES: Final = (
    ("Lisbon", "PT", "LIS", "Europe/Lisbon", "pt-PT", "EUR"),
    ("Osaka", "JP", "KIX", "Asia/Tokyo", "ja-JP", "JPY"),
    ("Montréal", "CA", "YUL", "America/Toronto", "fr-CA", "CAD"),
    ("Nairobi", "KE", "NBO", "Africa/Nairobi", "en-KE", "USD"),
    ("Kraków", "PL", "KRK", "Europe/Warsaw", "pl-PL", "EUR"),
    ("Wellington", "NZ", "WLG", "Pacific/Auckland", "en-NZ", "NZD"),
)
_PRODUCTS: Final = (
    ("TENT-2P", "Ridge tent for two", "Camping", 189.0),
    ("STOVE-1", "Fold stove", "Camping", 42.5),
    ("BOOT-TRL", "Trail boots", "Footwear", 129.95),
    ("PACK-40", "Pack 40 l", "Bags", 99.0),
    ("LAMP-HD", "Head lamp", "Camping", 24.9),
    ("MAP-ALP", "Alpine map set", "Books", 18.0),
)
_BROWSERS: Final = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/133.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.3 Mobile/15E148 Safari/604.1",
)

_Fields = dict[str, Json]


def generate_events(count: int, seed: int = 1) -> Iterator[_Fields]:
    """`count` complete events, about 1.4 KB each as JSON, of all six types in a realistic share."""
    random = Random(seed)
    makers, weights = zip(*_SHARES.items(), strict=True)
    for number in range(count):
        maker = random.choices(makers, weights)[0]
        yield _enveloped(random, number, maker)


def write_ndjson(file: BinaryIO, count: int, seed: int = 1) -> int:
    """Writes the events as NDJSON; the number of bytes. Raises `OSError`."""
    return sum(file.write(orjson.dumps(event) + b"\n") for event in generate_events(count, seed))


def _enveloped(random: Random, number: int, maker: Callable[[Random], _Fields]) -> _Fields:
    happened = _START + timedelta(seconds=number * 7, milliseconds=random.randrange(1000))
    sent = happened + timedelta(milliseconds=random.randrange(40, 900))
    visitor = str(uuid.UUID(int=random.getrandbits(128), version=4))
    person = random.randrange(5000)
    event: _Fields = {
        "anonymousId": visitor,
        "userId": f"user-{person:05d}" if random.random() < 0.9 else None,
        "messageId": f"ajs-next-{number}-{random.getrandbits(64):016x}",
        **maker(random),
        "context": _context(random),
        "integrations": {"All": True},
        "originalTimestamp": _stamp(happened),
        "timestamp": _stamp(happened),
        "sentAt": _stamp(sent),
        "receivedAt": _stamp(sent + timedelta(milliseconds=random.randrange(20, 300))),
        "version": 1,
    }
    if event["userId"] is None:
        del event["userId"]
    return event


def _context(random: Random) -> _Fields:
    city = random.choice(_CITIES)
    page = f"/{random.choice(('trips', 'shop', 'account', 'help'))}/{random.randrange(900)}"
    return {
        "library": {"name": "analytics.js", "version": "next-1.77.0"},
        "ip": f"203.0.113.{random.randrange(1, 255)}",
        "locale": city[4],
        "timezone": city[3],
        "userAgent": random.choice(_BROWSERS),
        "page": {
            "path": page,
            "referrer": "https://www.example.com/",
            "search": "",
            "title": "Wander and stay | Example Travel",
            "url": f"https://www.example.com{page}",
        },
        "campaign": {"name": "spring_escape", "source": "newsletter", "medium": "email"},
        "consent": {"categoryPreferences": {"Advertising": random.random() < 0.5, "Functional": True}},
        "sessionId": random.getrandbits(40),
        "userAgentData": {
            "brands": [{"brand": "Chromium", "version": "133"}, {"brand": "Not(A:Brand", "version": "99"}],
            "mobile": False,
            "platform": "macOS",
        },
        "screen": {"width": 1512, "height": 982, "density": 2},
    }


def _trip(random: Random) -> _Fields:
    city = random.choice(_CITIES)
    nights = random.randrange(1, 15)
    fare, stay = round(random.uniform(60, 900), 2), round(random.uniform(40, 300) * nights, 2)
    flight = {
        "product_id": f"FL-{city[2]}-{random.randrange(1000)}",
        "name": f"Flight to {city[0]}",
        "category": "flight",
        "price": fare,
        "quantity": random.randrange(1, 5),
        "currency": city[5],
    }
    hotel = {
        "product_id": f"HT-{city[2]}-{random.randrange(100)}",
        "name": f"Hotel in {city[0]}",
        "category": "hotel",
        "price": stay,
        "quantity": 1,
        "currency": city[5],
    }
    return {
        "type": "track",
        "event": random.choice(("Trip Booked", "Trip Booked", "Trip Cancelled", "Trip Quoted")),
        "properties": {
            "trip_id": f"T-{random.randrange(10**6):06d}",
            "destination": city[0],
            "country": city[1],
            "nights": nights,
            "total": round(fare + stay, 2),
            "currency": city[5],
            "products": [flight, hotel],
        },
    }


def _order(random: Random) -> _Fields:
    chosen = random.sample(_PRODUCTS, random.randrange(1, 4))
    products = [
        {"product_id": sku, "sku": sku, "name": name, "category": category, "price": price, "quantity": 1}
        for sku, name, category, price in chosen
    ]
    return {
        "type": "track",
        "event": random.choice(("Order Completed", "Checkout Started", "Cart Viewed")),
        "properties": {
            "order_id": f"O-{random.randrange(10**7):07d}",
            "total": round(sum(price for _, _, _, price in chosen), 2),
            "currency": "EUR",
            "coupon": random.choice((None, "SPRING10")),
            "products": products,
        },
    }


def _product(random: Random) -> _Fields:
    sku, name, category, price = random.choice(_PRODUCTS)
    return {
        "type": "track",
        "event": random.choice(("Product Viewed", "Product Added", "Product Clicked", "Product Removed")),
        "properties": {
            "product_id": sku,
            "name": name,
            "category": category,
            "price": price,
            "currency": "EUR",
            "position": random.randrange(1, 40),
            "url": f"https://www.example.com/shop/{sku.lower()}",
        },
    }


def _profile(random: Random) -> _Fields:
    first, last, city = random.choice(_FIRST_NAMES), random.choice(_LAST_NAMES), random.choice(_CITIES)
    return {
        "type": "identify",
        "traits": {
            "firstName": first,
            "lastName": last,
            "email": f"{first.lower()}.{random.randrange(5000)}@example.com",
            "birthday": f"{random.randrange(1950, 2006)}-{random.randrange(1, 13):02d}-14",
            "address": {"city": city[0], "country": city[1]},
            "loyalty_tier": random.choice(("basic", "silver", "gold")),
            "marketing_opt_in": random.random() < 0.6,
        },
    }


def _page(random: Random) -> _Fields:
    return {
        "type": "page",
        "name": random.choice(("Home", "Trip search", "Results", "Checkout", "Account")),
        "category": "web",
        "properties": {"variant": random.choice("AB"), "results": random.randrange(200)},
    }


def _screen(random: Random) -> _Fields:
    return {
        "type": "screen",
        "name": random.choice(("Home", "Boarding pass", "My trips")),
        "properties": {"offline": random.random() < 0.1, "cards": random.randrange(12)},
    }


def _group(random: Random) -> _Fields:
    number = random.randrange(300)
    return {
        "type": "group",
        "groupId": f"company-{number}",
        "traits": {"name": f"Example Company {number}", "plan": random.choice(("team", "business"))},
    }


def _alias(random: Random) -> _Fields:
    return {"type": "alias", "previousId": f"guest-{random.getrandbits(40):010x}"}


_SHARES: Final[dict[Callable[[Random], _Fields], int]] = {
    _trip: 30,
    _order: 15,
    _product: 25,
    _profile: 10,
    _page: 12,
    _screen: 5,
    _group: 2,
    _alias: 1,
}


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
