"""Random events: such as sources send, with parts that were left out, replaced or spoilt."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.parity.generators.values import INHERITED, chance, key, number, scalar, text, value
from workbench.jsvalues import Json

_NAMES: Final = (
    "Order Completed", "Product Viewed", "Product Added", "Checkout Started", "Order Refunded",
    "Order Cancelled",
    "Signed Up", "new", "updated", "deleted", "",
)  # fmt: skip
_TYPES: Final = ("track", "track", "identify", "page", "screen", "group", "alias", "Track")

PATHS: Final = (
    "userId", "anonymousId", "event", "type", "name", "timestamp", "receivedAt", "messageId", "previousId",
    "properties", "properties.products", "properties.products.0", "properties.products[0].price",
    "properties.products.length", "properties.total", "properties.currency", "properties.order_id",
    "properties.email", "properties.braze_id", "properties.nested", "properties.nested.a",
    "properties.nested.x.y",
    "properties.nested['x.y']", 'properties.nested["a b"]', "properties.list", "properties.list[1]",
    "properties.list.0.0", "properties.flag", "properties.nil", "properties.text", "properties.json",
    "properties.missing.deep", "properties.0", "properties.a", "properties.b",
    "traits", "traits.email", "traits.firstName", "traits.address", "traits.address.city", "traits.age",
    "traits.birthday", "traits.gender", "traits.a", "context", "context.traits", "context.traits.email",
    "context.ip",
    "context.location", "context.location.latitude", "context.page.url", "missing",
)  # fmt: skip


def event(rng: Random) -> dict[str, Json]:
    """A track, identify, page … call, more or less damaged."""
    made: dict[str, Json] = {
        "type": "track" if chance(rng, 0.6) else rng.choice(_TYPES),
        "messageId": "msg-1",
        "anonymousId": "anon-1",
        "timestamp": "2024-03-05T06:07:08.123Z",
        "receivedAt": "2024-03-05T06:07:09.456Z",
        "context": _context(rng),
    }
    if chance(rng, 0.85):
        made["userId"] = "user-1" if chance(rng, 0.8) else scalar(rng)
    if made["type"] in ("identify", "group"):
        made["traits"] = traits(rng)
    else:
        made["properties"] = properties(rng)
        made["event" if made["type"] == "track" else "name"] = rng.choice(_NAMES)
    for _ in range(rng.choice((0, 0, 0, 1, 2, 4))):
        _damage(rng, made)
    return made


def _context(rng: Random) -> dict[str, Json]:
    made: dict[str, Json] = {
        "ip": "192.0.2.7",
        "timezone": "Europe/Oslo",
        "location": {"country": "NO", "latitude": 60.39, "longitude": 5.32},
        "page": {"url": "https://example.com/", "title": "Shop"},
        "traits": {"email": "mia@example.com", "phone": "+4790000001"},
    }
    return _most(rng, made)


def traits(rng: Random) -> dict[str, Json]:
    """What an identify call tells."""
    made: dict[str, Json] = {
        "email": "mia@example.com",
        "firstName": "Mia",
        "lastName": "Larsen",
        "phone": "+4790000001",
        "gender": rng.choice(("F", "male", "Other", "x", None)),
        "birthday": rng.choice(("1991-07-04", "1991-07-04T00:00:00Z", 678585600000, "04/07/1991")),
        "age": 33,
        "avatar": "https://example.com/a.png",
        "address": {"city": "Bergen", "country": "NO"},
        "a": value(rng, 2),
        "time": text(rng),
    }
    return _most(rng, made)


def properties(rng: Random) -> dict[str, Json]:
    """What a track call tells."""
    made: dict[str, Json] = {
        "order_id": "ord-1",
        "checkout_id": "chk-1",
        "cart_id": "cart-1",
        "total": number(rng) if chance(rng, 0.3) else 42.5,
        "discount": 3,
        "currency": rng.choice(("EUR", "EUR", "USD", "USD", "usd", "", None)),
        "source": "web",
        "reason": "changed mind",
        "email": "mia@example.com",
        "braze_id": rng.choice(("b-1", None, "")),
        "products": products(rng),
        "product_id": "P-1",
        "name": "Wool Hat",
        "variant": "blue",
        "price": 24.9,
        "quantity": 2,
        "url": "https://example.com/p/1",
        "image_url": "https://example.com/1.jpg",
        "discount_items": [
            {"code": "A", "amount": 1},
            {"code": text(rng), "amount": scalar(rng) if chance(rng, 0.2) else 2},
        ],
        "nested": {"a": value(rng, 2), "x.y": "dotted", "x": {"y": 1}, "a b": [1], "b": {"c": {}}},
        "list": [scalar(rng), [scalar(rng), {"a": 1}], value(rng, 2)],
        "flag": chance(rng, 0.5),
        "nil": None,
        "text": text(rng),
        "json": '{"k":[1,{"z":null}]}',
        "a": value(rng, 2),
        "b": scalar(rng),
        "alias_name": "alias",
        "alias_label": "label",
    }
    if chance(rng, 0.1):
        made["0"] = "zero"
    return _most(rng, made)


def products(rng: Random) -> Json:
    """The lines of an order."""
    size = rng.choice((0, 1, 1, 2, 3)) if chance(rng, 0.97) else 76
    return [_product(rng, number) for number in range(size)]


def _product(rng: Random, index: int) -> Json:
    made: dict[str, Json] = {
        "product_id": f"P-{index}",
        "sku": f"SKU-{index}",
        "name": "Wool Hat",
        "variant": "blue",
        "price": 24.9 if chance(rng, 0.9) else scalar(rng),
        "quantity": 2 if chance(rng, 0.9) else scalar(rng),
        "currency": rng.choice(("EUR", "", None)),
        "url": "https://example.com/p",
        "image_url": "https://example.com/p.jpg",
        "order_id": "own",
        "extra": scalar(rng),
    }
    return _most(rng, made)


def _most(rng: Random, made: dict[str, Json]) -> dict[str, Json]:
    share = rng.choice((1.0, 0.95, 0.7))
    return {name: made[name] for name in made if chance(rng, share)}


def _damage(rng: Random, root: dict[str, Json]) -> None:
    """Replace, remove or add a member somewhere."""
    holder: Json = root
    while True:
        inner = holder.values() if isinstance(holder, dict) else holder
        below = [one for one in inner if isinstance(one, (dict, list)) and one]
        if not below or chance(rng, 0.4):
            break
        holder = rng.choice(below)
    if isinstance(holder, list):
        holder[rng.randrange(len(holder))] = value(rng, 2)
    elif chance(rng, 0.2):
        holder[key(rng)] = value(rng, 2)
    elif chance(rng, 0.3):
        del holder[rng.choice(list(holder))]
    else:
        holder[rng.choice(list(holder))] = value(rng, 2)


def path(rng: Random) -> str:
    """A path as mappings write it, sometimes an odd one."""
    found = rng.choice(PATHS)
    if chance(rng, 0.03):
        found += rng.choice(("", ".")) + rng.choice((*INHERITED, "length", "0"))
    if chance(rng, 0.1):
        return rng.choice(
            ("", "$", "$.", ".", "$.$.userId", "properties..a", "properties.[0]", "properties.list[",
            "'userId'",
             "properties.list[0", "properties.list[-1]", "properties.list[01]", "properties.text.0",
             "properties.text.length", "$userId", " userId", "properties.nested.'a b'", "properties.a.",
             f"properties.{key(rng)}", f"$.{text(rng)}")
        )  # fmt: skip
    return found if chance(rng, 0.1) else f"$.{found}"
