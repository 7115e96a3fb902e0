"""Names for Terraform's resources."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import mappings
from workbench.actions import ACTIONS
from workbench.exports.names import action_variable, resource_names
from workbench.mappings import Mapping


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("Trip booked", "trip_booked"),
        ("  Trip -- booked! ", "trip_booked"),
        ("Réservation créée", "reservation_creee"),
        ("ﬁrst", "first"),
        ("2024 trips", "mapping_2024_trips"),
        ("for", "mapping_for"),
        ("Count", "mapping_count"),
        ("予約", "track_event"),
        ("", "track_event"),
        ("___", "track_event"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_name_becomes_an_identifier(name: str, resource: str) -> None:
    assert resource_names([Mapping(name, "trackEvent", "")]) == (resource,)


def test_equal_names_are_numbered_without_meeting_others() -> None:
    names = ["Trip", "Trip 2", "trip", "TRIP"]
    assert resource_names([Mapping(name, "trackEvent", "") for name in names]) == (
        "trip",
        "trip_2",
        "trip_3",
        "trip_4",
    )


@given(st.lists(mappings, max_size=8))
def test_names_are_valid_unique_and_independent_of_what_follows(listed: list[Mapping]) -> None:
    names = resource_names(listed)
    assert len(set(names)) == len(listed)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert resource_names(listed[:-1]) == names[:-1] or not listed


def test_every_action_has_a_variable_of_its_own() -> None:
    assert action_variable("ecommerceSingleProduct") == "ecommerce_single_product_action_id"
    assert len({action_variable(slug) for slug in ACTIONS}) == len(ACTIONS)
