"""The quick classes of differences say what the differences in words say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.builders import event, purchase, request
from tests.compare.test_invariants import BODIES as WHOLE_BODIES
from workbench.actions import PRESETS, DestinationSettings, run_destination
from workbench.classic import ClassicSettings, translate
from workbench.compare import differences
from workbench.compare.classed import Classes
from workbench.compare.classes import Verdict, difference_classes, verdict_of
from workbench.events import read_events
from workbench.jsvalues import UNDEFINED, Json, parse_json
from workbench.project import new_project, with_presets
from workbench.requests import BrazeRequest

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = with_presets(new_project(), [preset.name for preset in PRESETS]).mappings
NOW = 1_772_000_000_000.0

Requests = Sequence[BrazeRequest]


def said(actions: Requests, classic: Requests) -> set[tuple[str, str, bool]]:
    """What the differences in words are, each once; it matters if it matters anywhere."""
    found: dict[tuple[str, str], bool] = {}
    for one in differences(actions, classic):
        found[one.kind, one.key] = found.get((one.kind, one.key), True) and bool(one.harmless)
    return {(kind, key, harmless) for (kind, key), harmless in found.items()}


def classed(actions: Requests, classic: Requests) -> set[tuple[str, str, bool]]:
    classes = difference_classes(actions, classic)
    assert len({found[:2] for found in classes}) == len(classes)
    return {(kind, key, bool(harmless)) for kind, key, harmless in classes}


def vector_messages(name: str) -> Iterator[tuple[dict[str, Json], ClassicSettings]]:
    with (ROOT / "tests/conformance/vectors" / name).open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            if isinstance(message := case.get("message"), dict):
                mode = "web" if "web" in name else "cloud"
                found = parse_json(json.dumps(message))
                yield found, ClassicSettings.from_json({**case["settings"], "connectionMode": mode})


@pytest.mark.parametrize("name", ["classic_cloud.jsonl", "classic_web.jsonl"])
def test_they_agree_over_the_conformance_vectors(name: str) -> None:
    destination = DestinationSettings(api_key="key", app_id="app-1")
    compared = 0
    for message, classic_settings in vector_messages(name):
        actions = run_destination(MAPPINGS, destination, message).requests
        classic = translate(message, classic_settings, now=NOW).comparable
        assert classed(actions, classic) == said(actions, classic), message
        compared += bool(actions and classic)
    assert compared > 50


@pytest.mark.parametrize("mode", ["cloud", "web"])
def test_they_agree_over_the_sample_events(mode: str) -> None:
    store = read_events(ROOT / "sample_events")
    destination = DestinationSettings(api_key="key")
    classic_settings = ClassicSettings.from_json({"appGroupId": "key", "connectionMode": mode})
    for index in range(len(store)):
        data = store.event(index).data
        actions = run_destination(MAPPINGS, destination, data).requests
        classic = translate(data, classic_settings, now=NOW).comparable
        assert classed(actions, classic) == said(actions, classic), store.origin(index)


TEXTS = st.sampled_from(
    ["", "u-1", "u-2", "Lisbon", "usd", "USD", "true", "2024-03-05", "2024-03-05T00:00:00.000Z", "12"]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 1.0, 12, 12.5, 2048, float("nan")]),
    TEXTS,
    st.just(UNDEFINED),
)
KEYS = st.sampled_from(
    [
        *("external_id", "user_alias", "email", "name", "product_id", "time", "app_id", "quantity"),
        *("_update_existing_only", "properties", "currency", "firstName", "first_name", "city", "a.b", "id"),
    ]
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
ITEMS = st.one_of(st.dictionaries(KEYS, VALUES, max_size=6), SCALARS)
BODIES = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "attributes": st.lists(ITEMS, max_size=3),
            "events": st.lists(ITEMS, max_size=3),
            "purchases": st.lists(ITEMS, max_size=3),
            "src": TEXTS,
            "app_group_id": TEXTS,
            "other": VALUES,
        },
    ),
    VALUES,
)
REQUESTS = st.lists(
    st.builds(
        lambda body, path, bearer: request(
            body, path=path, authorization="Bearer key" if bearer else "Basic key"
        ),
        BODIES,
        st.sampled_from(["/users/track", "/users/track", "/users/alias/new"]),
        st.booleans(),
    ),
    max_size=3,
)


@given(REQUESTS, REQUESTS)
@settings(max_examples=150, deadline=None)
def test_they_agree_over_any_requests(actions: list[BrazeRequest], classic: list[BrazeRequest]) -> None:
    assert classed(actions, classic) == said(actions, classic)


@given(
    st.lists(WHOLE_BODIES.map(request), min_size=1, max_size=3),
    st.lists(WHOLE_BODIES.map(request), min_size=1, max_size=3),
)
@settings(max_examples=300, deadline=None)
def test_they_agree_over_requests_about_the_same_few_users(
    actions: list[BrazeRequest], classic: list[BrazeRequest]
) -> None:
    assert classed(actions, classic) == said(actions, classic)


@given(BODIES, BODIES)
@settings(max_examples=150, deadline=None)
def test_they_agree_over_any_two_bodies(left: Json, right: Json) -> None:
    actions, classic = [request(left)], [request(right)]
    assert classed(actions, classic) == said(actions, classic)


def judged(actions: Requests, classic: Requests) -> Verdict:
    return verdict_of(actions, classic, difference_classes(actions, classic))


def test_a_verdict_tells_who_sends() -> None:
    one = [request({"events": [event()]})]
    assert judged([], []) == "neither"
    assert judged(one, []) == "new"
    assert judged([], one) == "lost"


def test_requests_that_differ_in_address_and_credential_only_are_identical() -> None:
    actions = [request({"events": [event({"nights": 3})]})]
    classic = [
        request({"app_group_id": "key", "events": [event({"nights": 3.0})]}, host="https://api.example.com")
    ]
    assert judged(actions, classic) == "identical"


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (event(), event(app_id=""), "equivalent"),
        (event(), event(properties={}), "equivalent"),
        (event(), event(_update_existing_only=False), "equivalent"),
        (event(), event(_update_existing_only=True), "changed"),
        (event(time="2024-03-05T06:07:08.123+00:00"), event(), "equivalent"),
        (event(time="2024-03-05T06:07:08.124Z"), event(), "changed"),
        (event({"city": None}), event({}), "changed"),
    ],
)
def test_what_braze_ends_with_decides(left: Json, right: Json, verdict: Verdict) -> None:
    assert judged([request({"events": [left]})], [request({"events": [right]})]) == verdict


def test_an_alias_alone_makes_no_user_unless_told_to() -> None:
    alias = {"user_alias": {"alias_name": "a", "alias_label": "b"}, "name": "X", "time": "2024-03-05"}
    actions = [request({"events": [{**alias, "_update_existing_only": False}]})]
    assert judged(actions, [request({"events": [alias]})]) == "changed"
    quiet = [request({"events": [{**alias, "_update_existing_only": True}]})]
    assert judged(quiet, [request({"events": [alias]})]) == "equivalent"


def test_a_purchase_of_one_piece_is_one_without_a_quantity() -> None:
    one, other = purchase(currency="usd"), purchase()
    del one["quantity"]
    assert judged([request({"purchases": [one]})], [request({"purchases": [other]})]) == "equivalent"


def nested(depth: int, leaf: Json) -> Json:
    value = leaf
    for level in range(depth):
        value = {"in": value} if level % 2 else [value]
    return value


def keys(classes: Classes) -> set[str]:
    return {found.key for found in classes}


def test_hostile_bodies_end_soon() -> None:
    deep = [request({"events": [event({"d": nested(900, side)})]}) for side in ("a", "b")]
    assert difference_classes(deep[:1], deep[1:])
    wide = [request({"events": [event({f"k{at}": side for at in range(20_000)})]}) for side in ("a", "b")]
    assert "body" in keys(difference_classes(wide[:1], wide[1:]))
    swapped: list[Json] = [["x", [["y", "z"], "x"]], [[["z", "y"], "x"], "x"]]
    for _ in range(12):
        swapped = [[swapped[0], "x", swapped[1]], ["x", swapped[1], swapped[0]]]
    sides = [request({"events": [event({"list": side})]}) for side in swapped]
    assert difference_classes(sides[:1], sides[1:])
