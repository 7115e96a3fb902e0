"""Random mappings of the destination's fifteen actions, settings and answers of Braze."""

from __future__ import annotations

import copy
import re
from random import Random
from typing import Final

from tests.parity.generators import mappings, triggers, values
from tests.parity.generators.events import event, path
from tests.parity.generators.values import chance, weighted
from workbench.actions import ACTIONS, DEFAULT_ENDPOINT, ENDPOINTS, PRESETS, SYNC_MODE_KEY, Action, Field
from workbench.jsvalues import UNDEFINED, Json, to_text

_STATUSES: Final = (200, 201, 201, 202, 400, 401, 403, 404, 413, 429, 500, 503)
_HEADER_TEXT: Final = re.compile(r"[\x20-\x7e\x80-\xff]*").fullmatch
_IDENTIFIERS: Final = ("external_id", "braze_id", "email", "phone", "user_alias")


_ADDRESS_PARTS: Final = (
    "a", "b c", "/", "..", ".", "%2e", "%2E.", "?", "#", "\\", "é", "😀", "\ud83d", "\t", "\n", " ", "%",
    "%zz", "@", ":",
    "'", '"', "<", "`", "{", "|", "^", "[", "+", "&", "\x00", "\x7f", "\u200b", "//",
)  # fmt: skip
"""What an address reads in ways of its own."""
_ALIAS: Final = {"alias_name": "alias", "alias_label": "label"}
_GOOD: Final[dict[str, tuple[Json, ...]]] = {
    "external_id": ("user-1", {"@path": "$.userId"}, 7),
    "user_alias": (_ALIAS, _ALIAS, {"alias_name": "alias", "alias_label": ""}, {"alias_name": "",
    "alias_label": "label"}, None, {}),
    "name": ("Order Completed", "Order Completed", {"@path": "$.event"}),
    "time": ({"@path": "$.receivedAt"}, {"@path": "$.timestamp"}, "2024-03-05T01:02:03+02:00"),
    "alias_name": ("alias",),
    "alias_label": ("label",),
    "email_to_identify": ("mia@example.com",),
    "prioritization": ({"first_priority": "unidentified", "second_priority": "most_recently_updated"},
                       {"first_priority": "identified"}, {}),
    "item": ({"a": 1, "b": None}, {"@path": "$.traits"}, {"@path": "$.properties.nested"}),
    "item_id": ("item-1", {"@path": "$.userId"}, "a b/c", "é"),
    "campaign_id": ("cmp-1",),
    "canvas_id": ("cnv-1",),
    "broadcast": (True, False, False),
    "audience": ({"AND": [{"custom_attribute": {"name": "a", "comparison": "equals", "value": 1}}]}, {}),
    "recipients": ([{"external_user_id": "u"}], [{"user_alias": _ALIAS, "send_to_existing_only": False}],
                   [{"email": "mia@example.com", "attributes": {"a": [1]}},
                   {"external_user_id": {"@path": "$.userId"}}],
                   [{"external_user_id": "u", "trigger_properties": {"a": 1},
                   "canvas_entry_properties": {"a": 1}}], []),
    "attachments": ([{"file_name": "a.pdf", "url": "https://example.com/a.pdf"}],),
    "products": ([{"product_id": "P", "price": 1, "product_name": "p", "quantity": 1,
                 "variant_id": "v", "extra": "x"}],),
    "product": ({"product_id": "P", "price": 1.5, "product_name": "p", "variant_id": "v", "extra": 1},),
    "source": ("web",),
    "order_id": ("o-1",),
    "checkout_id": ("c-1",),
    "cancel_reason": ("why",),
    "total_value": (10, "10.5", {"@path": "$.properties.total"}),
    "metadata": ({"order_status_url": "https://example.com", "extra": 1}, {"@path": "$.properties.nested"},
    {}),
}  # fmt: skip
"""Values that suit the fields of these names."""


def case(rng: Random) -> dict[str, Json]:
    """One action with its mapping, settings and event, and what Braze answers."""
    action = rng.choice(list(ACTIONS.values()))
    return {
        "action": action.slug,
        "mapping": fields(rng, action),
        "settings": settings(rng),
        "event": event(rng),
        "responses": responses(rng),
    }


def batch_case(rng: Random) -> dict[str, Json]:
    """One action for several events at once, with or without a trigger."""
    action = rng.choice([one for one in ACTIONS.values() if one.supports_batching or chance(rng, 0.03)])
    return {
        "action": action.slug,
        "subscribe": triggers.trigger(rng) if chance(rng, 0.3) else None,
        "mapping": fields(rng, action),
        "settings": settings(rng),
        "events": _events(rng),
        "responses": responses(rng)[:1],
    }


def _events(rng: Random) -> Json:
    size = rng.choice((1, 2, 2, 3, 3, 4, 6)) if chance(rng, 0.98) else rng.choice((76, 80))
    made = [event(rng) for _ in range(size)]
    for index, one in enumerate(made):
        if one.get("userId") == "user-1" and chance(rng, 0.7):
            one["userId"] = f"user-{index}"
        if chance(rng, 0.15):
            one.pop("userId", None)
    return made


def destination_case(rng: Random) -> dict[str, Json]:
    """Several mappings for one event."""
    subscriptions = [_subscription(rng, index) for index in range(rng.choice((1, 1, 2, 3, 5)))]
    return {
        "subscriptions": subscriptions,
        "settings": settings(rng) if chance(rng, 0.9) else _odd_settings(rng),
        "event": event(rng),
        "responses": [responses(rng) for _ in subscriptions],
    }


def _subscription(rng: Random, index: int) -> Json:
    if chance(rng, 0.3):
        shipped = rng.choice([preset.mapping for preset in PRESETS])
        mapping = copy.deepcopy(shipped.fields)
        if chance(rng, 0.6):
            mapping |= {SYNC_MODE_KEY: ACTIONS[shipped.action].default_sync_mode or "add"}
        made = {"partnerAction": shipped.action, "subscribe": shipped.trigger, "mapping": mapping}
    else:
        action = rng.choice(list(ACTIONS.values()))
        made = {
            "partnerAction": action.slug,
            "subscribe": triggers.trigger(rng),
            "mapping": fields(rng, action),
        }
    if chance(rng, 0.03):
        made["subscribe"] = triggers.case(rng)["fql"]
    if chance(rng, 0.01):
        made["partnerAction"] = "nosuch"
    return {"name": f"mapping {index}"} | made


def fields(rng: Random, action: Action) -> dict[str, Json]:
    """The action's default fields with more or less of them changed."""
    if chance(rng, 0.5):
        return _sound_fields(rng, action)
    made = copy.deepcopy(action.default_fields()) if chance(rng, 0.9) else {}
    right = chance(rng, 0.5)
    share = rng.choice((0.0, 0.03) if right else (0.0, 0.1, 0.5))
    for field in action.fields:
        good = [choice.value for choice in field.choices] or list(_GOOD.get(field.key, ()))
        if good and chance(rng, (0.97 if field.default is UNDEFINED else 0.25) if right else 0.4):
            made[field.key] = copy.deepcopy(rng.choice(good))
        if chance(rng, share):
            made[field.key] = field_value(rng, field)
        elif field.key in _IDENTIFIERS and chance(rng, 0.1):
            made.pop(field.key, None)
    _prefer_product_viewed(rng, action, made)
    if chance(rng, 0.05) and made:
        del made[rng.choice(list(made))]
    if chance(rng, 0.25):
        made[SYNC_MODE_KEY] = rng.choice(
            ("add", "update", "upsert", "add", "update", "delete", "mirror", "", "Add", None, 1)
        )
    if action.hook:
        made[action.hook] = _hook(rng)
    if chance(rng, 0.03):
        made[values.key(rng)] = mappings.part(rng, 1)
    return made


def _prefer_product_viewed(rng: Random, action: Action, made: dict[str, Json]) -> None:
    """The action for one product fails inside with every other of the names it offers."""
    if "product" in {field.key for field in action.fields} and chance(rng, 0.8):
        made["name"] = "ecommerce.product_viewed"


def _sound_fields(rng: Random, action: Action) -> dict[str, Json]:
    """Fields that the action takes as a rule, now and then with one of them changed."""
    made = copy.deepcopy(action.default_fields())
    for field in action.fields:
        good = [choice.value for choice in field.choices] or list(_GOOD.get(field.key, ()))
        needed = field.required or field.required_when is not None
        if good and (needed or field.key == "external_id" or chance(rng, 0.3)):
            usual = good[0] if not field.choices and chance(rng, 0.7) else rng.choice(good)
            made[field.key] = copy.deepcopy(usual)
    if made.get("broadcast") is True and chance(rng, 0.9):
        made.pop("recipients", None)
    _prefer_product_viewed(rng, action, made)
    if action.sync_modes:
        made[SYNC_MODE_KEY] = rng.choice(action.sync_modes).value
    if action.hook:
        made[action.hook] = {"inputs": {}, "outputs": {"catalog_name": "deliveries"}}
    if chance(rng, 0.25):
        field = rng.choice(action.fields)
        made[field.key] = field_value(rng, field)
    return made


def _hook(rng: Random) -> Json:
    if chance(rng, 0.1):
        return values.value(rng, 2)
    name = "deliveries" if chance(rng, 0.7) else values.value(rng, 1)
    if chance(rng, 0.1):
        name = "".join(rng.choice(_ADDRESS_PARTS) for _ in range(rng.randint(1, 4)))
    return {"inputs": {}, "outputs": {"catalog_name": name}}


def field_value(rng: Random, field: Field, depth: int = 2) -> Json:
    """A directive or a value for a field, often of the field's type."""
    return weighted(
        rng,
        (5, lambda rng: _fitting(rng, field, depth)),
        (3, lambda rng: {"@path": path(rng)}),
        (1, lambda rng: values.value(rng, 2)),
        (0.5, lambda rng: mappings.part(rng, 2)),
        (0.5, lambda rng: {"@template": "{{ $.userId }}-{{properties.text}}"}),
    )


def _fitting(rng: Random, field: Field, depth: int) -> Json:
    if field.multiple and chance(rng, 0.9):
        return [_single(rng, field, depth) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    return _single(rng, field, depth)


def _single(rng: Random, field: Field, depth: int) -> Json:
    if field.choices and chance(rng, 0.9):
        return rng.choice(field.choices).value
    if field.type == "object":
        return _object(rng, field, depth)
    if field.type in ("number", "integer"):
        return values.number(rng) if chance(rng, 0.8) else values.scalar(rng)
    if field.type == "boolean":
        return rng.choice((True, False, "true", "false", 0, 1, "1", None, "", [True]))
    if field.type == "datetime" or field.format == "date-time":
        if chance(rng, 0.5):
            return values.date_text(rng)
        return rng.choice(
            ("2024-03-05T06:07:08Z", "2024-03-05", 1709618828123, "1709618828", {"@path": "$.timestamp"},
            values.scalar(rng))
        )  # fmt: skip
    return values.text(rng)


def _object(rng: Random, field: Field, depth: int) -> Json:
    made = {}
    if depth:
        for inner in field.properties:
            if chance(rng, 0.8):
                made[inner.key] = field_value(rng, inner, depth - 1)
    if not field.properties or chance(rng, 0.15):
        for _ in range(rng.choice((0, 1, 2))):
            made[values.key(rng)] = mappings.part(rng, 1)
    if not field.properties and chance(rng, 0.3):
        return {"@path": rng.choice(("$.properties", "$.traits", "$.context"))}
    return made


def settings(rng: Random) -> dict[str, Json]:
    """Settings that the destination accepts."""
    made: dict[str, Json] = {"api_key": "my-key", "app_id": "my-app", "endpoint": DEFAULT_ENDPOINT}
    if chance(rng, 0.1):
        made["endpoint"] = rng.choice(ENDPOINTS)[1]
    if chance(rng, 0.15):
        made["app_id"] = rng.choice(("", None, 7, "é"))
    if chance(rng, 0.05):
        del made["app_id"]
    return made


def _odd_settings(rng: Random) -> dict[str, Json]:
    """Settings that it may refuse."""
    made = settings(rng)
    for name in values.sample(rng, list(made), 2):
        if chance(rng, 0.5):
            made.pop(name)
        else:
            made[name] = values.value(rng, 1)
    if not _HEADER_TEXT(to_text(made.get("api_key"))):
        made["api_key"] = (
            ""  # the original's message shows a key that cannot stand in a header, ours does not
        )
    return made


def responses(rng: Random) -> Json:
    """What Braze answers to the first requests; mostly nothing special."""
    return [_response(rng) for _ in range(rng.choice((1, 2)))] if chance(rng, 0.35) else []


def _response(rng: Random) -> Json:
    status = rng.choice(_STATUSES)
    body = weighted(
        rng,
        (4, lambda rng: {"message": rng.choice(("success", "queued", "fatal error", "", None))}),
        (2, lambda rng: {"message": "error", "errors": _errors(rng)}),
        (1, lambda rng: rng.choice(("plain text", "", None))),
        (1, lambda rng: values.value(rng, 2)),
    )
    return {"status": status, "body": body}


def _errors(rng: Random) -> Json:
    made = [
        {
            "type": rng.choice(("bad thing", "other", "")),
            "input_array": "events",
            "index": rng.choice((0, 0, 1, 2, 5)),
        }
        for _ in range(rng.choice((0, 1, 1, 2, 3)))
    ]
    return made if chance(rng, 0.9) else values.value(rng, 2)
