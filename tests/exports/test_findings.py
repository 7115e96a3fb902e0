"""What to know before an export goes to production."""

from __future__ import annotations

from workbench.exports import check_export
from workbench.mappings import Mapping
from workbench.project import Project

GOOD = Mapping("Good", "trackEvent", 'type = "track"', fields={"name": {"@path": "$.event"}})


def test_a_sound_project_has_no_findings() -> None:
    assert check_export(Project(mappings=(GOOD,))) == ()


def test_findings_say_what_is_wrong_where_and_what_to_do() -> None:
    project = Project(
        mappings=(
            GOOD,
            Mapping("No trigger", "trackEvent", ""),
            Mapping("Directive", "trackEvent", 'type = "track"', fields={"name": {"@pth": "$.event"}}),
            Mapping(
                "Mode", "trackEvent2", 'type = "track"', fields={"__segment_internal_sync_mode": "mirror"}
            ),
            Mapping("Shop", "ecommerce", 'type = "track"', fields={"__segment_internal_sync_mode": "add"}),
        )
    )
    findings = check_export(project)
    assert [finding.field for finding in findings] == [
        "mappings[4].action",
        "mappings[1].trigger",
        "mappings[2].fields.name",
        "mappings[3].fields.__segment_internal_sync_mode",
    ]
    assert all(finding.hint and finding.message for finding in findings)
    assert "“Shop”" in findings[0].message


def test_the_limit_of_mappings_is_a_finding() -> None:
    many = tuple(Mapping(f"Good {number}", "trackEvent", 'type = "track"') for number in range(51))
    (finding,) = check_export(Project(mappings=many))
    assert "51 mappings" in str(finding)
