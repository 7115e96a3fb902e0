"""What a migration changes is told before it is made, event by event."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.migration.builders import CLOUD
from workbench.classic import ClassicSettings
from workbench.events import EventStore, read_events
from workbench.mappings import Mapping
from workbench.migration import (
    Choices,
    Outlook,
    facts_of,
    migration,
    outlook,
    outlook_of,
    propose,
    report_lines,
)
from workbench.migration.outlook import SHOWN
from workbench.project import AddMapping, Project, default_project, new_project

SAMPLES = Path(__file__).resolve().parents[2] / "sample_events"
NOW = 1_772_400_000_000.0


@pytest.fixture(scope="module")
def travel() -> EventStore:
    return read_events(SAMPLES / "travel")


def migrated(before: Project, classic: ClassicSettings, store: EventStore) -> Project:
    proposal = propose(classic, facts_of(store), endpoint=before.endpoint)
    return migration(proposal, classic).apply(before)


def test_the_presets_change_what_the_proposal_keeps(travel: EventStore) -> None:
    before = default_project()
    after = migrated(before, ClassicSettings(), travel)
    outcome = outlook_of(before, after, travel, now=NOW)
    old, new = outcome.counts()
    assert outcome.complete
    assert old["equivalent"] + old["identical"] == 0
    assert new["equivalent"] == 14
    assert new["changed"] == new["lost"] == new["new"] == 0
    assert sum(new[verdict] for verdict in SHOWN) == len(travel)
    assert outcome.differences() == ()


def test_dates_that_are_sent_as_written_are_differences(travel: EventStore) -> None:
    before = default_project()
    choices = Choices(dates="actions")
    proposal = propose(ClassicSettings(), facts_of(travel), choices, endpoint=before.endpoint)
    after = migration(proposal, ClassicSettings()).apply(before)
    outcome = outlook_of(before, after, travel, now=NOW)
    assert outcome.counts()[1]["equivalent"] == 8
    keys = {row.key for row in outcome.differences()}
    assert "events[*].properties.return_date" in keys
    assert all(row.kind == "format_changed" for row in outcome.differences())
    told = outcome.to_json(travel)["differences"]
    assert told[0]["kind"] == "format_changed"


def test_a_purchase_mapping_for_trip_booked_is_shown_event_by_event(travel: EventStore) -> None:
    before = migrated(default_project(), ClassicSettings(), travel)
    purchase = Mapping(
        "Trip Booked purchases",
        "trackPurchase",
        'type = "track" and event = "Trip Booked"',
        True,
        {
            "external_id": {"@path": "$.userId"},
            "time": {"@path": "$.timestamp"},
            "products": {"@path": "$.properties.products"},
        },
    )
    after = AddMapping(purchase).apply(before)
    outcome = outlook_of(before, after, travel, now=NOW)
    changes = list(outcome.changes())
    assert {travel.summary(change.index).name for change in changes} == {"Trip Booked"}
    told = Counter(change.text for change in changes)
    # One of the bookings has no products: the mapping takes it and sends nothing.
    assert told == {
        "equivalent → changed, requests 1 → 2": 3,
        "equivalent as before, Trip Booked purchases: nothing to send": 1,
    }


def test_a_mapping_that_fails_is_a_change(travel: EventStore) -> None:
    before = migrated(default_project(), ClassicSettings(), travel)
    broken = Mapping("Broken", "trackEvent", 'type = "track" and event = "Trip Booked"')
    changes = list(outlook_of(before, AddMapping(broken).apply(before), travel, now=NOW).changes())
    assert [change.text for change in changes] == ["equivalent as before, a mapping fails"] * 4


def test_figures_are_told_as_json(travel: EventStore) -> None:
    before = default_project()
    after = migrated(before, ClassicSettings(), travel)
    told = outlook_of(before, after, travel, now=NOW).to_json(travel)
    assert told["events"] == len(travel)
    assert told["after"]["equivalent"] == 14
    assert {"event", "origin", "before", "after"} <= set(told["changes"][0])
    assert told["differences"] == []


def test_by_name_tells_the_troubled_ones_first(travel: EventStore) -> None:
    before = default_project()
    rows = outlook_of(before, migrated(before, CLOUD, travel), travel, now=NOW).by_name()
    assert rows[0].label == "Trip Booked"
    assert rows[0].events == 4
    assert sum(row.events for row in rows) == len(travel)


def test_it_can_be_stopped_and_tells_how_far_it_is(travel: EventStore) -> None:
    before = default_project()
    steps = outlook(before, before, travel, now=NOW)
    first = next(steps)
    assert 0 <= first.share < 1
    assert not first.complete
    assert first.counts()[1].total() == 0
    assert first.by_name() == ()
    assert first.differences() == ()
    assert list(first.changes()) == []
    *_, last = steps
    assert last.complete
    assert last.share == 1.0


def test_nothing_to_compare_is_complete_at_once() -> None:
    empty = EventStore()
    outcome = outlook_of(new_project(), new_project(), empty, now=NOW)
    assert isinstance(outcome, Outlook)
    assert outcome.complete
    assert outcome.share == 1.0


def test_every_row_has_a_line_in_the_report(travel: EventStore) -> None:
    project = replace(default_project(), classic=replace(CLOUD, track_all_pages=True))
    lines = list(report_lines(project, facts_of(travel)))
    proposal = propose(project.classic, facts_of(travel))
    assert len(lines) == len(proposal.settings) + len(proposal.behaviours)
    assert "Track All Pages = on" in {line.label for line in lines}
    assert {line.verdict for line in lines} <= {
        "carried over",
        "replaced",
        "your choice",
        "no counterpart",
    }
    assert all(line.sentence.endswith(".") for line in lines)
