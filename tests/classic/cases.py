"""Messages and settings that the tests of Classic share."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from workbench.classic import ClassicOutcome, ClassicSettings, translate
from workbench.jsvalues import Json

NOW = 1_772_366_400_000.0
"""2026-03-01T12:00:00Z."""
OLD = ClassicSettings(app_group_id="rest-key", api_key="app-1", datacenter="us", profile="1.7.0")
CURRENT = ClassicSettings(app_group_id="rest-key", api_key="app-1", datacenter="us")
WEB = ClassicSettings(api_key="app-1", connection_mode="web")

NAMES = (
    "firstName last_name name birthday dob avatar address gender email phone phones id price Product_ID "
    "products currency quantity revenue time city country external_id toString valueOf hasOwnProperty 0 10"
)
_NAMES = st.sampled_from(NAMES.split(" "))
_TEXTS = st.sampled_from(
    ["", "Jane Doe", "  Jane Doe", "2024-02-03", "2024-02-31T10:00:00+02:00", "12/25/1990", "1662083200", "F"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | _TEXTS
JSON: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)
_EVENT_NAMES = st.sampled_from(["Order Completed", "completed_order", "Trip Booked"])
MESSAGES = st.fixed_dictionaries(
    {"type": st.sampled_from(["identify", "track", "page", "screen", "group", "alias"]) | SCALARS},
    optional={
        "userId": SCALARS | JSON,
        "event": _EVENT_NAMES | JSON,
        "name": JSON,
        "category": JSON,
        "groupId": JSON,
        "timestamp": JSON,
        "traits": JSON,
        "properties": JSON,
        "integrations": JSON,
        "context": JSON,
        "options": JSON,
        "to": SCALARS,
    },
)


def message(kind: str, **fields: Json) -> dict[str, Json]:
    """A message of a made-up user at noon of 2 May 2024."""
    return {"type": kind, "userId": "u-1", "timestamp": "2024-05-02T12:00:00.000Z", **fields}


def sent(data: dict[str, Json], settings: ClassicSettings = OLD) -> ClassicOutcome:
    """The outcome of a message at `NOW`."""
    return translate(data, settings, now=NOW)


def item_of(data: dict[str, Json], settings: ClassicSettings = OLD) -> Any:
    """The only object of the only list in the body of the only request."""
    outcome = sent(data, settings)
    assert outcome.rejected is None, outcome.rejected
    (request,) = outcome.requests
    (item,) = next(value for value in request.body.values() if isinstance(value, list))
    return item


def attributes_of(traits: Json, settings: ClassicSettings = OLD) -> Any:
    """The attributes of an identify with these traits, without the keys that every object has."""
    item = item_of(message("identify", traits=traits), settings)
    return {key: value for key, value in item.items() if key not in {"external_id", "_update_existing_only"}}


def rejection_code(data: dict[str, Json], settings: ClassicSettings = OLD) -> str:
    """Why nothing was sent, "" when something was."""
    rejected = sent(data, settings).rejected
    return "" if rejected is None else rejected.code


def calls_of(
    data: dict[str, Json], settings: ClassicSettings = WEB, stored_user_id: Json = None
) -> list[Any]:
    """The SDK calls of a message in web mode as method and arguments."""
    outcome = translate(data, settings, now=NOW, stored_user_id=stored_user_id)
    return [(call.method.removeprefix("getUser()."), *call.args) for call in outcome.calls]
