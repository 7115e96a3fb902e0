"""Advice about a project as a whole."""

from __future__ import annotations

from workbench.mappings.model import Mapping
from workbench.project import MAX_MAPPINGS, Project, check_project


def test_a_project_within_the_limits_has_no_findings() -> None:
    mappings = tuple(Mapping(f"m{number}", "trackEvent", "") for number in range(MAX_MAPPINGS))
    assert check_project(Project(mappings=mappings)) == ()


def test_more_than_fifty_mappings_are_pointed_out() -> None:
    mappings = tuple(Mapping(f"m{number}", "trackEvent", "") for number in range(MAX_MAPPINGS + 1))
    (finding,) = check_project(Project(mappings=mappings))
    assert "51 mappings" in finding.message
    assert finding.field == "mappings"


def test_equal_names_are_pointed_out_where_they_are() -> None:
    mapping = Mapping("Trip", "trackEvent", "")
    findings = check_project(Project(mappings=(mapping, Mapping("Other", "trackEvent", ""), mapping)))
    assert [finding.field for finding in findings] == ["mappings[0].name", "mappings[2].name"]
