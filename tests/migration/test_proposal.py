"""Proposals as a whole: valid mappings that resolve whatever the events are, and do what Classic did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.migration.builders import CLOUD, OLD, WEB, Both, event, facts, proposal
from workbench.actions import ACTIONS, DestinationSettings, run_destination
from workbench.classic import ClassicSettings, Profile
from workbench.compare.classes import Verdict
from workbench.errors import WorkbenchError
from workbench.events.generate import generate_events
from workbench.jsvalues import UNDEFINED, Json, parse_json
from workbench.mappings import MappingFailure, compile_fields
from workbench.migration import OPTIONS, Choices, EventFacts, migration, propose
from workbench.project import MAX_MAPPINGS, Project, check_project, project_text, read_project_text
from workbench.triggers import parse

VECTORS = Path(__file__).resolve().parents[1] / "conformance" / "vectors" / "classic_cloud.jsonl"
EVERYTHING = Choices(revenue="purchases", pages="all", screens="named", anonymous="braze_id")
CLASSICS = {
    "cloud": CLOUD,
    "old": replace(OLD, track_all_pages=True),
    "updating": replace(CLOUD, update_existing_only=True, track_named_pages=True),
    "web": replace(WEB, log_purchase_when_revenue_present=True, track_all_pages=True),
    "empty": ClassicSettings(),
}


@pytest.mark.parametrize("name", CLASSICS)
@pytest.mark.parametrize("choices", [Choices(), EVERYTHING])
@pytest.mark.parametrize("known", [False, True])
def test_every_mapping_is_valid(name: str, choices: Choices, known: bool) -> None:
    found = facts(*generate_events(200)) if known else EventFacts()
    made = propose(CLASSICS[name], found, choices)
    assert len(made.mappings) <= MAX_MAPPINGS
    for proposed in made.mappings:
        mapping = proposed.mapping
        assert compile_fields(mapping.fields).errors == ()
        assert parse(mapping.trigger).error is None
        assert parse(mapping.trigger).checks == ()
        action = ACTIONS[mapping.action]
        known_keys = {field.key for field in action.fields} | {"__segment_internal_sync_mode"}
        assert set(mapping.fields) <= known_keys
        assert {field.key for field in action.fields if field.required} <= set(mapping.fields)
        assert proposed.reasons
        assert all(reason.endswith(".") for reason in proposed.reasons)
        rows = {decision.key for decision in (*made.settings, *made.behaviours)}
        assert set(proposed.rows) <= rows
    project = migration(made, CLASSICS[name]).apply(Project())
    assert not [check for check in check_project(project) if check.field.startswith("mappings")]
    assert read_project_text(project_text(project)) == project


def test_a_proposal_is_a_pure_function() -> None:
    assert proposal(CLOUD, *generate_events(20)) == proposal(CLOUD, *generate_events(20))


def test_names_of_a_proposal_are_its_own() -> None:
    for classic in CLASSICS.values():
        names = [one.mapping.name for one in proposal(classic, choices=EVERYTHING).mappings]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", OPTIONS)
def test_only_what_is_offered_can_be_chosen(name: str) -> None:
    for option in OPTIONS[name]:
        chosen = Choices().with_choice(name, option.value)
        assert propose(CLOUD, EventFacts(), chosen).mappings
    if name != "endpoint":
        with pytest.raises(WorkbenchError, match="cannot be"):
            Choices().with_choice(name, "nonsense")
    with pytest.raises(WorkbenchError, match="no choice"):
        Choices().with_choice("nonsense", "")


TEXTS = ("", "w", "Female", "1990-05-01", "soon", "https://img.example.com/1.png", "{{userId}}", "{% if %}")
MEMBERS = ("id", "product_id", "price", "quantity", "city", "country", "braze_id", "Braze", "x")
KEYS = (
    *("firstName", "first_name", "name", "birthday", "dob", "avatar", "address", "gender", "email", "phone"),
    *("country", "language", "twitter", "id", "products", "Products", "revenue", "currency", "price", "time"),
    *("properties", "braze_id"),
)
SCALARS = st.none() | st.booleans() | st.integers(-5, 10**13) | st.sampled_from(TEXTS) | st.text(max_size=6)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4),
    max_leaves=8,
)
EVENTS = st.fixed_dictionaries(
    {"type": st.sampled_from(["track", "identify", "page", "screen", "group", "alias", "other"])},
    optional={
        "userId": SCALARS,
        "event": st.sampled_from(["Order Completed", "Completed Order", "Trip Booked"]) | SCALARS,
        "name": VALUES,
        "category": VALUES,
        "groupId": VALUES,
        "timestamp": VALUES,
        "receivedAt": SCALARS,
        "traits": st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6) | VALUES,
        "properties": st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6) | VALUES,
        "integrations": VALUES,
        "context": VALUES,
    },
)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS, st.sampled_from(sorted(CLASSICS)), st.booleans())
def test_any_event_is_resolved_without_an_error_of_the_mapping(
    found: dict[str, Json], name: str, known: bool
) -> None:
    classic = CLASSICS[name]
    made = propose(classic, facts(found) if known else EventFacts(), EVERYTHING)
    for proposed in made.mappings:
        if not parse(proposed.mapping.trigger).matches(found):
            continue
        try:
            compile_fields(proposed.mapping.fields).resolve(found)
        except MappingFailure as failure:
            pytest.fail(f"{proposed.mapping.name}: {failure}")
    destination = DestinationSettings("key", made.app_id or UNDEFINED, made.endpoint)
    outcome = run_destination([one.mapping for one in made.mappings], destination, found)
    assert all(one.error is None or one.error.stage != "fields" for one in outcome.mappings)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("current", {"equivalent": 184, "changed": 47, "lost": 41, "neither": 17, "new": 8}),
        ("1.7.0", {"equivalent": 182, "changed": 46, "lost": 44, "neither": 17, "new": 8}),
    ],
)
def test_hostile_inputs_of_the_old_source_end_as_they_did(
    profile: Profile, expected: dict[Verdict, int]
) -> None:
    """The vectors try every corner of the old code; what ends otherwise has a reason that the rows name.

    Lost: values that the fields refuse (prices and names that are no text, orders without products). New:
    events that Classic's own integrations key switched off, or on which its code failed. Changed: dates in
    values, numbers as timestamps or user ids, empty text that Actions leaves out, gender codes, odd groups.
    """
    counts: Counter[Verdict] = Counter()
    for line in VECTORS.read_bytes().splitlines():
        vector = parse_json(line)
        stored = vector["settings"]
        classic = replace(ClassicSettings.from_json(stored), profile=profile)
        if "updateExistingOnly" not in stored:
            classic = replace(classic, update_existing_only=UNDEFINED)
        counts[Both(classic, vector["message"]).verdict] += 1
    better = expected["equivalent"]
    assert counts["equivalent"] + counts["identical"] >= better
    assert counts["lost"] <= expected["lost"]
    assert counts["new"] <= expected["new"]
    assert counts.total() == sum(expected.values())


def test_realistic_events_end_as_they_did() -> None:
    classic = replace(CLOUD, track_all_pages=True)
    events = [event for event in generate_events(300, seed=7) if event["type"] != "alias"]
    made = propose(classic, facts(*events))
    assert made.decision("dates").verdict == "none"
    counts = Counter(Both(classic, one).verdict for one in events)
    assert counts.keys() == {"equivalent", "neither"}


def test_an_event_is_sent_once() -> None:
    classic = replace(WEB, log_purchase_when_revenue_present=True, track_all_pages=True)
    products: Json = [{"product_id": "a", "price": 1}]
    for one in (
        event("track", event="Order Completed", properties={"products": products, "revenue": 5}),
        event("track", event="Trip", properties={"products": products, "revenue": 5}),
        event("track", event="Trip", properties={"revenue": 0}),
        event("page", name="Home"),
        event("group", groupId="g"),
    ):
        assert len(Both(classic, one).actions.requests) == 1
