"""What holds for every message in cloud mode, and the recorded cases of both modes."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.classic.cases import CURRENT, MESSAGES, NOW, OLD, item_of, message, rejection_code, sent
from tests.conformance.run import VECTORS, run_file
from workbench import classic
from workbench.classic import RULES, TRUST_TEXTS, ClassicSettings, translate
from workbench.jsvalues import UNDEFINED, Json, dump_json

EVERY_PAGE = {"track_all_pages": True, "app_group_id": "k", "datacenter": "us"}


@pytest.mark.parametrize("kind", ["classic_cloud", "classic_web"])
def test_recorded_messages(kind: str) -> None:
    failed = [result for result in run_file(VECTORS / f"{kind}.jsonl", kind) if result.mismatch]
    assert failed == []


@settings(max_examples=300)
@given(MESSAGES)
def test_any_message_has_an_outcome_and_stays_as_it_is(data: dict[str, Json]) -> None:
    before = dump_json(data)
    for setup in (replace(OLD, track_all_pages=True), replace(CURRENT, track_all_pages=True)):
        outcome = translate(data, setup, now=NOW)
        assert (outcome.rejected is None) == (len(outcome.requests) == 1)
        for request in outcome.requests:
            assert json.loads(dump_json(request.body)) is not None
        assert all(note.trust in TRUST_TEXTS and note.text for note in outcome.notes)
    assert dump_json(data) == before


@settings(max_examples=200)
@given(MESSAGES)
def test_every_key_of_the_body_names_its_rule(data: dict[str, Json]) -> None:
    for setup in (replace(OLD, track_all_pages=True), replace(CURRENT, track_all_pages=True)):
        outcome = translate(data, setup, now=NOW)
        paths = {note.key_path for note in outcome.notes}
        for request in outcome.requests:
            assert {"url", *(f"headers.{name}" for name, _ in request.headers), *request.body} <= paths
            (name,) = (key for key, value in request.body.items() if isinstance(value, list))
            keys = {key for item in request.body[name] if isinstance(item, dict) for key in item}
            assert {f"{name}[*].{key}" for key in keys} <= paths


def test_the_request_shares_nothing_with_the_event() -> None:
    traits = {"nested": {"list": [1]}, "address": {"city": ["Bergen"]}}
    data = message("identify", userId={"id": []}, traits=traits)
    item = item_of(data)
    item["nested"]["list"].append(2)
    item["home_city"].append("Oslo")
    item["external_id"]["id"].append(1)
    assert traits == {"nested": {"list": [1]}, "address": {"city": ["Bergen"]}}
    assert data["userId"] == {"id": []}


@pytest.mark.parametrize("profile", [OLD, CURRENT], ids=["1.7.0", "current"])
def test_a_group_becomes_an_attribute(profile: ClassicSettings) -> None:
    data = message("group", groupId="g-1", traits={"name": "Example"}, context={"groupId": "c"})
    item = item_of(data, profile)
    assert list(item.items()) == [
        ("external_id", "u-1"),
        ("_update_existing_only", False),
        ("ab_segment_group_g-1", True),
    ]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "undefined"),
        ({"groupId": None}, "null"),
        ({"groupId": 1e21}, "1e+21"),
        ({"groupId": [1, 2]}, "1,2"),
    ],
)
def test_group_ids_become_text(fields: dict[str, Json], name: str) -> None:
    assert f"ab_segment_group_{name}" in item_of(message("group", **fields))


def test_a_group_id_that_is_a_date_has_the_long_form() -> None:
    item = item_of(message("group", groupId="2024-02-03"))
    assert "ab_segment_group_Sat Feb 03 2024 00:00:00 GMT+0000 (Coordinated Universal Time)" in item


@pytest.mark.parametrize("update", [True, False, None, "true", UNDEFINED])
@pytest.mark.parametrize("kind", ["identify", "track", "group"])
def test_update_existing_only_is_sent_as_it_is_stored(kind: str, update: Json) -> None:
    item = item_of(
        message(kind, traits={"_update_existing_only": 5}), replace(OLD, update_existing_only=update)
    )
    assert item.get("_update_existing_only", UNDEFINED) == update


@pytest.mark.parametrize(
    ("user_id", "external_id"),
    [(5, 5), ("2024-02-03", "2024-02-03T00:00:00.000Z"), ({"a": 1}, {"a": 1}), ("", ""), (False, False)],
)
def test_the_user_id_is_not_converted_to_text(user_id: Json, external_id: Json) -> None:
    assert item_of(message("track", event="x", userId=user_id))["external_id"] == external_id


def test_without_a_timestamp_the_time_is_now() -> None:
    data = {"type": "track", "userId": "u", "event": "x", "sentAt": "2020-01-01", "receivedAt": "2020-01-01"}
    assert item_of(data)["time"] == "2026-03-01T12:00:00.000Z"
    assert item_of({**data, "timestamp": []})["time"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"traits": {"hasOwnProperty": 1}},
        {"context": [{"valueOf": "x"}]},
        {"valueOf": {}},
        {"timestamp": {"toString": None}},
        {"timestamp": [[{"toString": None}]]},
    ],
)
def test_what_the_original_cannot_copy_is_an_exception(fields: dict[str, Json]) -> None:
    assert rejection_code(message("track", event="x", **fields)) == "EXCEPTION"


@pytest.mark.parametrize("fields", [{"traits": {"valueOf": 0}}, {"context": {"toString": 1}}])
def test_what_it_can_copy_is_not(fields: dict[str, Json]) -> None:
    assert rejection_code(message("track", event="x", **fields)) == ""


def test_outcomes_can_be_sent_to_other_processes() -> None:
    for kind in ("identify", "track", "page"):
        outcome = sent(message(kind, name="Home"), replace(CURRENT, track_all_pages=True))
        copy = pickle.loads(pickle.dumps(outcome))
        assert copy == outcome
        assert copy.notes == outcome.notes


def test_hostile_messages_have_an_outcome() -> None:
    deep: Any = "2024-02-03"
    for _ in range(10_000):
        deep = [deep]
    wide = {"x" * 1_000_000: "2024-01-01" + "x" * 1_000_000, "name": " " * 1_000_000 + "a b"}
    for kind in ("identify", "track", "page", "group"):
        for value in (deep, "\ud800", wide, float("nan"), 10**400, "@" * 1_000_000):
            data = dict.fromkeys(("userId", "event", "name", "groupId", "traits", "properties"), value)
            for setup in (CURRENT, OLD, ClassicSettings(connection_mode="web")):
                outcome = translate(
                    {**data, "type": kind, "timestamp": value}, replace(setup, track_all_pages=True), now=NOW
                )
                assert outcome.requests or outcome.rejected or setup.connection_mode == "web"


def test_every_rule_that_the_code_names_is_in_the_table() -> None:
    sources = Path(classic.__file__).parent.glob("*.py")
    named = {
        rule
        for path in sources
        for rule in re.findall(r'"(C[CDW]-[A-Z]+-[\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named - set(RULES) == set()
    assert all(rule.text.endswith(".") for rule in RULES.values())
