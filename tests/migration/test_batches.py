"""Segment sends batches, which keep the empty texts that a single event loses: nothing may differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.migration.builders import CLOUD, OLD, WEB, Event, event, identify, order, proposal, track
from workbench.actions import DestinationSettings, run_batch, run_mapping
from workbench.classic import ClassicSettings
from workbench.events import read_events
from workbench.jsvalues import UNDEFINED, Json
from workbench.requests import BrazeRequest

SAMPLES = Path(__file__).resolve().parents[2] / "sample_events"
MODES = [
    replace(CLOUD, track_all_pages=True),
    replace(CLOUD, track_named_pages=True, update_existing_only=True),
    OLD,
    replace(WEB, track_all_pages=True, log_purchase_when_revenue_present=True),
]
TRAITS: tuple[dict[str, Json], ...] = (
    {},
    {"email": "ana@example.com"},
    {"name": "Ana"},
    {"name": "  "},
    {"name": 7},
    {"firstName": " Ana "},
    {"gender": "w"},
    {"gender": "female"},
    {"birthday": "31.12.1990"},
    {"birthday": ""},
    {"birthday": "1990-05-01"},
    {"avatar": "img/1.png"},
    {"avatar": ""},
    {"avatar": "https://example.com/1.png"},
    {"address": {"city": ["Porto"], "country": None}},
    {"address": "Porto"},
)


def objects(requests: tuple[BrazeRequest, ...]) -> list[Json]:
    """What requests send, object by object."""
    return [
        item
        for request in requests
        for key in ("attributes", "events", "purchases")
        for item in request.body.get(key, [])
    ]


def assert_batches_send_the_same(classic: ClassicSettings, events: list[Event]) -> None:
    made = proposal(classic, *events)
    settings = DestinationSettings("key", made.app_id or UNDEFINED, made.endpoint)
    for mapping in (proposed.mapping for proposed in made.mappings):
        for one in events:
            single = run_mapping(mapping, settings, one)
            if single.matched:
                batch = run_batch(mapping, settings, [one])
                assert objects(batch.requests) == objects(single.requests), (mapping.name, one)


@pytest.mark.parametrize("classic", MODES)
def test_identify_calls_are_the_same_in_a_batch(classic: ClassicSettings) -> None:
    assert_batches_send_the_same(classic, [identify(**traits) for traits in TRAITS])


@pytest.mark.parametrize("classic", MODES)
def test_other_calls_are_the_same_in_a_batch(classic: ClassicSettings) -> None:
    calls = [
        track("Trip Booked", at="2026-05-01", note=""),
        track("Trip Quoted", revenue=5, products=[{"product_id": "a", "price": 1}]),
        order({"id": "a", "price": 1, "currency": ""}, {"product_id": "", "price": 2}),
        event("page", name="", category="", properties={}),
        event("page", name="Home", category="Shop", properties={"url": ""}),
        event("screen", properties={}),
        event("group", groupId=""),
        event("group", groupId="g1"),
    ]
    assert_batches_send_the_same(classic, calls)


@pytest.mark.parametrize("classic", MODES)
def test_the_sample_events_are_the_same_in_a_batch(classic: ClassicSettings) -> None:
    store = read_events(SAMPLES)
    assert_batches_send_the_same(classic, [store.data(index) for index in range(len(store))])
