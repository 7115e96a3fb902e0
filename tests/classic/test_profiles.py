"""The profile `current` is 1.7.0 with the documented changes, and nothing else (CD-*)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.classic.cases import CURRENT, MESSAGES, OLD, sent
from workbench.classic import ClassicOutcome
from workbench.jsvalues import Json

RESERVED = ("time", "quantity", "event_name", "price", "currency")
NEW, SOURCE = replace(CURRENT, track_all_pages=True), replace(OLD, track_all_pages=True)
SWITCHES = st.sampled_from([True, False, None, {}, "false", {"braze_id": ""}, {"other": 1}])
USER_IDS = st.sampled_from(["u-1", 0, False, 17, "2024-02-03", ["a"]])
ABSENT_USERS: Any = st.sampled_from([{}, {"userId": None}, {"userId": ""}])


def body_of(outcome: ClassicOutcome) -> Any:
    """The body of the request without the key, or the code of the rejection."""
    if outcome.rejected is not None:
        return outcome.rejected.code
    (request,) = outcome.requests
    return {key: value for key, value in request.body.items() if key != "app_group_id"}


def expected_of(data: dict[str, Json], outcome: ClassicOutcome) -> Any:
    """What `current` has to send where 1.7.0 sent `outcome` (CD-REQ-02, CD-TRACK-01)."""
    body = body_of(outcome)
    if data["type"] == "track" and isinstance(body, dict):
        for event in body.get("events", []):
            if isinstance(event["properties"], dict):
                event["properties"] = {
                    key: value for key, value in event["properties"].items() if key not in RESERVED
                }
    return body


def both(data: dict[str, Json], old_data: dict[str, Json] | None = None) -> tuple[Any, Any]:
    """What `current` sends for a message, and what follows from 1.7.0 for it or for `old_data`."""
    old_data = data if old_data is None else old_data
    current = body_of(sent(data, NEW))
    return current, expected_of(old_data, sent(old_data, SOURCE))


@settings(max_examples=300)
@given(MESSAGES, USER_IDS)
def test_bodies_differ_by_the_key_and_the_reserved_properties_alone(
    data: dict[str, Json], user_id: Json
) -> None:
    current, expected = both({**data, "userId": user_id, "to": None})
    assert repr(current) == repr(expected)


@given(MESSAGES, SWITCHES, SWITCHES)
def test_the_key_braze_counts_as_appboy_did_and_before_it(
    data: dict[str, Json], braze: Json, appboy: Json
) -> None:
    data = {**data, "userId": "u-1"}
    integrations = {"All": False, "Appboy": appboy, "Braze": braze}
    current, expected = both(
        {**data, "integrations": integrations}, {**data, "integrations": {"All": False, "Appboy": braze}}
    )
    assert repr(current) == repr(expected)


@pytest.mark.parametrize("place", ["integrations", "context"])
@given(data=MESSAGES, user=ABSENT_USERS, name=st.sampled_from(["Braze", "Appboy"]))
def test_a_braze_id_stands_where_the_user_id_would(
    place: str, data: dict[str, Json], user: dict[str, Json], name: str
) -> None:
    data = {key: value for key, value in data.items() if key not in {"userId", "to"}}
    named: dict[str, Json] = {name: {"braze_id": "b-1"}}
    found: dict[str, Json] = {"context": {"integrations": named}, "integrations": {}}
    data |= {"integrations": named} if place == "integrations" else found
    if data["type"] == "identify" and not isinstance(data.get("traits", {}), (dict, list)):
        data["traits"] = {}
    current, expected = both({**data, **user}, {**data, "userId": "b-1"})
    if isinstance(expected, dict):
        (items,) = (value for key, value in expected.items() if key != "src")
        for item in items:
            if isinstance(item, dict):
                item.pop("braze_id", None)
                item["braze_id"] = item.pop("external_id")
    assert repr(sorted_keys(current)) == repr(sorted_keys(expected))


def sorted_keys(value: Any) -> Any:
    """A value with the keys of its objects in order, so that NaN does not tell equal values apart."""
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    return [sorted_keys(item) for item in value] if isinstance(value, list) else value


@given(MESSAGES, ABSENT_USERS)
def test_without_any_id_both_profiles_refuse_messages_they_do_not_switch_off(
    data: dict[str, Json], user: dict[str, Json]
) -> None:
    data = {key: value for key, value in data.items() if key not in {"userId", "to", "context", "options"}}
    assert body_of(sent({**data, **user, "integrations": {}}, CURRENT)) in {"MESSAGE_REJECTED", "EXCEPTION"}
