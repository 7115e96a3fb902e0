"""Checks that the loaded events make possible."""

from __future__ import annotations

from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project import Matches, Project, check_matches, tally

ORDER = 'event = "Order Completed"'
PROJECT = Project(
    mappings=(
        Mapping("Tracks", "trackEvent", 'type = "track"'),
        Mapping("Orders", "trackPurchase", ORDER),
        Mapping("Shop", "ecommerce", ORDER, False),
        Mapping("Profiles", "updateUserProfile", 'type = "identify"'),
    )
)


def test_events_that_two_mappings_send_are_counted() -> None:
    matches = Matches((5, 2, 2, 1), 7, {(0,): 3, (0, 1, 2): 2, (3,): 1, (): 1})
    found = check_matches(PROJECT, matches)
    assert [(check.rule, check.severity, check.field) for check in found] == [
        ("no-matching-mapping", "information", "mappings"),
        ("counted-twice", "information", "mappings[1].trigger"),
    ]
    assert "1 of 7 loaded events is taken by no enabled mapping" in found[0].message
    assert "2 loaded events are sent by “Tracks” too" in found[1].message


def test_events_are_tallied_by_the_mappings_that_take_them() -> None:
    events: list[dict[str, Json]] = [
        {"type": "track", "event": "Order Completed"},
        {"type": "track", "event": "Trip Booked"},
        {"type": "page"},
    ]
    matches = tally(PROJECT, events)
    assert matches == Matches((2, 1, 1, 0), 3, {(0, 1, 2): 1, (0,): 1, (): 1})


def test_a_disabled_mapping_takes_nothing_and_is_not_told_for_it() -> None:
    found = check_matches(PROJECT, Matches((0, 0, 2, 0), 2, {(2,): 2}))
    assert [(check.rule, check.mapping) for check in found] == [
        ("no-matching-mapping", None),
        ("matches-nothing", 0),
        ("matches-nothing", 1),
        ("matches-nothing", 3),
    ]


def test_without_events_or_for_other_mappings_nothing_is_told() -> None:
    assert check_matches(PROJECT, Matches((0, 0, 0, 0), 0)) == ()
    assert check_matches(PROJECT, Matches((0,), 9, {(): 9})) == ()
