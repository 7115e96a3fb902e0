"""Two outcomes beside each other, and the verdicts of the comparison checked against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.builders import event, purchase, request
from tests.compare.scenes import CURRENT, SETTINGS, mapping
from workbench.actions import run_destination
from workbench.classic import ClassicSettings, translate
from workbench.compare.classes import difference_classes, verdict_of
from workbench.events import read_events
from workbench.jsvalues import UNDEFINED, Json
from workbench.project import default_project
from workbench.sandbox import OutcomeComparison, compare_outcomes
from workbench.sandbox.outcomechoices import (
    ALIAS_ALONE,
    DATES,
    INVALID_FIELD,
    LONG_TEXT,
    NULL_INSIDE,
    WHICH_IDENTIFIER,
)
from workbench.sandbox.outcomes import NAMELESS

ROOT = Path(__file__).resolve().parents[2]
NOW = 1_790_000_000_000.0
MAPPINGS = (
    default_project().mappings,
    (
        mapping("trackEvent", 'type = "track" and event != "Order Completed"'),
        mapping("trackPurchase", 'type = "track" and event = "Order Completed"'),
        mapping("updateUserProfile", 'type = "identify"'),
        mapping("trackEvent", 'type = "page"'),
    ),
)


def compared(left: Json, right: Json, *, known_users: bool = False) -> OutcomeComparison:
    return compare_outcomes([request(left)], [request(right)], now=NOW, known_users=known_users)


def test_unlike_requests_with_equal_outcomes_are_equivalent() -> None:
    found = compared({"events": [event(app_id="")], "src": "x"}, {"events": [event({})]})
    assert found.equal
    assert found.verdict == "Equal outcome from unlike requests: they are equivalent."
    same = compared({"events": [event()]}, {"events": [event()]})
    assert same.verdict == "Equal outcome from the same requests."


def test_what_differs_is_said_by_kind() -> None:
    left = {
        "attributes": [{"external_id": "u-1", "plan": "gold", "age": 3}],
        "purchases": [purchase(price=2)],
    }
    right = {"attributes": [{"external_id": "u-1", "plan": "free"}], "events": [event()]}
    assert compared(left, right).verdict == (
        "Unlike outcomes: 1 attribute only by Actions (age); 1 attribute differs (plan); "
        "1 event only by Classic (Trip Booked); 1 purchase only by Actions (sku-1)."
    )


def test_events_of_another_name_do_not_meet_though_all_else_is_equal() -> None:
    found = compared({"events": [event(name="A")]}, {"events": [event(name="B")]})
    rows = [(row.name, row.actions is UNDEFINED, row.classic is UNDEFINED) for row in found.rows[1:]]
    assert rows == [("A", False, True), ("B", True, False)]


def test_a_purchase_of_two_pieces_is_two_purchases() -> None:
    one = purchase()
    found = compared({"purchases": [purchase(quantity=2)]}, {"purchases": [one, one]})
    assert found.verdict == "Equal outcome from unlike requests: they are equivalent."
    assert not compared({"purchases": [purchase(quantity=2)]}, {"purchases": [one, purchase(price=1)]}).equal


def test_two_spellings_of_a_date_differ_and_that_is_said_to_be_a_choice() -> None:
    left, right = ({"events": [event({"day": day})]} for day in ("2024-03-05", "2024-03-05T00:00:00Z"))
    found = compared(left, right)
    assert found.verdict == (
        "Unlike outcomes: 1 event differs (Trip Booked); 1 of these only in how dates are written."
    )
    assert found.choices == (DATES,)


ALIAS = {"alias_label": "l", "alias_name": "n"}


@pytest.mark.parametrize(
    ("body", "choice"),
    [
        ({"attributes": [{"external_id": "u", "gender": "female"}]}, INVALID_FIELD),
        ({"events": [event(braze_id="b")]}, WHICH_IDENTIFIER),
        ({"attributes": [{"user_alias": ALIAS, "_update_existing_only": False}]}, ALIAS_ALONE),
        ({"events": [event({"review": "x" * 256})]}, LONG_TEXT),
        ({"attributes": [{"external_id": "u", "box": {"a": [{"b": None}]}}]}, NULL_INSIDE),
    ],
)
def test_rules_that_braze_does_not_document_are_said_to_be_choices(body: Json, choice: str) -> None:
    assert compared(body, {}).choices == (choice,)


def test_documented_rules_are_no_choices() -> None:
    body = {
        "attributes": [{"external_id": "u", "email": "a@example.com", "plan": None, "box": {"a": 1}}],
        "events": [event(), event({"price": None}), event(time="")],
        "purchases": [purchase(email="a@example.com", external_id=None)],
    }
    assert compared(body, body).choices == ()


def test_what_stays_behind_after_identifying_has_a_name_and_meets_its_like() -> None:
    by_alias = event(user_alias=ALIAS, external_id=None, _update_existing_only=False)
    requests = [
        request({"attributes": [{"external_id": "u"}], "events": [by_alias]}),
        request(
            {"aliases_to_identify": [{"external_id": "u", "user_alias": ALIAS}], "merge_behavior": "none"},
            path="/users/identify",
        ),
    ]
    found = compare_outcomes(requests, requests, now=NOW)
    assert found.equal
    assert [row.user for row in found.rows if row.section == "event"] == [NAMELESS]


def test_order_and_number_of_requests_do_not_count() -> None:
    one, other = purchase(product_id="a"), purchase(product_id="b")
    split = [request({"purchases": [other]}), request({"purchases": [one]})]
    assert compare_outcomes(split, [request({"purchases": [one, other]})], now=NOW).equal


def test_one_user_named_in_two_ways_is_one_row_that_differs() -> None:
    alias = {"user_alias": {"alias_name": "n", "alias_label": "l"}, "_update_existing_only": False}
    left = event(**alias)
    del left["external_id"]
    found = compared({"events": [left]}, {"events": [event()]})
    assert [(row.section, row.same) for row in found.rows] == [("user", False), ("event", True)]
    assert found.verdict == "Unlike outcomes: 1 user is known by other identifiers (l:n)."


def test_nothing_on_both_sides() -> None:
    assert compare_outcomes([], [], now=NOW).verdict == "By both Braze would hold nothing."
    refused = compared({"events": [event(time=5)]}, {"events": []})
    assert refused.verdict == "By both Braze would hold nothing: it refuses what was sent."


def checked(message: dict[str, Json], classic_settings: ClassicSettings) -> int:
    """How many verdicts that promise an equal outcome were held against it."""
    classic = translate(message, classic_settings, now=NOW).comparable
    held = 0
    for mappings in MAPPINGS:
        actions = run_destination(mappings, SETTINGS, message).requests
        verdict = verdict_of(actions, classic, difference_classes(actions, classic))
        if verdict in ("identical", "equivalent"):
            for known in (False, True):
                found = compare_outcomes(actions, classic, now=NOW, known_users=known)
                assert found.equal, (verdict, found.verdict, message)
            held += 1
    return held


def test_equivalent_means_equal_outcomes_over_the_conformance_vectors() -> None:
    held = 0
    with (ROOT / "tests/conformance/vectors/classic_cloud.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            held += checked(case["message"], ClassicSettings.from_json(case["settings"]))
    assert held > 20


def test_equivalent_means_equal_outcomes_over_the_sample_events() -> None:
    store = read_events(ROOT / "sample_events")
    assert sum(checked(store.event(index).data, CURRENT) for index in range(len(store))) > 20


SCALARS = st.sampled_from(["", "a", "M", "2024-03-05", "2024-03-05T00:00:00.000Z", 0, 1, 1.5, True, None])
TIMES = st.sampled_from(
    ["2024-03-05T06:07:08Z", "2024-03-05T07:07:08+01:00", "2024-03-05T06:07:08.000Z", "2024-03-05", None, 5]
)
ENVELOPE = st.fixed_dictionaries(
    {"time": TIMES},
    optional={
        "external_id": st.sampled_from(["u", "v", "", None, 5]),
        "user_alias": st.sampled_from([None, {"alias_name": "n", "alias_label": "l"}]),
        "email": st.sampled_from(["a@example.com", "", None]),
        "_update_existing_only": st.sampled_from([True, False, None, "true"]),
        "app_id": st.sampled_from(["", "app", None]),
        "properties": st.one_of(
            st.none(), st.dictionaries(st.sampled_from(["a", "b", "A"]), SCALARS, max_size=2)
        ),
    },
)
EVENTS = st.builds(
    lambda envelope, name: {"name": name, **envelope}, ENVELOPE, st.sampled_from(["A", "B", ""])
)
PURCHASES = st.builds(
    lambda envelope, rest: {**rest, **envelope},
    ENVELOPE,
    st.fixed_dictionaries(
        {
            "product_id": st.sampled_from(["p", "q"]),
            "currency": st.sampled_from(["EUR", "eur"]),
            "price": SCALARS,
        },
        optional={"quantity": st.sampled_from([1, 2, None, 0])},
    ),
)
USERS = st.builds(
    lambda user, traits: {"external_id": user, **traits},
    st.sampled_from(["u", "v", None]),
    st.dictionaries(st.sampled_from(["plan", "Plan", "gender", "dob", "tags", "email"]), SCALARS, max_size=3),
)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "events": st.lists(EVENTS, max_size=2),
        "purchases": st.lists(PURCHASES, max_size=2),
        "attributes": st.lists(USERS, max_size=3),
        "src": st.just("segment"),
    },
)


@st.composite
def near_pairs(draw: st.DrawFn) -> tuple[Json, Json]:
    """Two sides that have much in common: the second is the first with a few changes."""
    left = draw(BODIES)
    right = {name: list(items) if isinstance(items, list) else items for name, items in left.items()}
    for name, items in list(right.items()):
        if not isinstance(items, list):
            if draw(st.booleans()):
                del right[name]
            continue
        mixed = draw(st.permutations(items)) if draw(st.booleans()) else items
        right[name] = mixed
        for index, item in enumerate(mixed):
            if draw(st.booleans()):
                key = draw(
                    st.sampled_from(["time", "app_id", "quantity", "properties", "_update_existing_only"])
                )
                value: Json = draw(st.sampled_from(["", None, {}, 1, False, "2024-03-05T06:07:08.000Z"]))
                changed = {**item, key: value}
                if draw(st.booleans()):
                    changed.pop(key)
                mixed[index] = changed
    return left, right


@pytest.mark.parametrize("known_users", [False, True])
@settings(max_examples=150, deadline=None)
@given(pair=near_pairs())
def test_equivalent_means_equal_outcomes_for_any_bodies(pair: tuple[Json, Json], known_users: bool) -> None:
    actions, classic = [request(pair[0])], [request(pair[1])]
    verdict = verdict_of(actions, classic, difference_classes(actions, classic))
    if verdict in ("identical", "equivalent"):
        assert compare_outcomes(actions, classic, now=NOW, known_users=known_users).equal
