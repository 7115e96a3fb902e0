"""What to know before an export goes to production."""

from __future__ import annotations

from workbench.actions import ACTIONS
from workbench.exports import check_export
from workbench.mappings import Mapping
from workbench.project import Project

GOOD = Mapping("Good", "trackEvent", 'type = "track"', fields=ACTIONS["trackEvent"].default_fields())


def test_a_sound_project_has_no_findings_though_there_is_information_about_it() -> None:
    assert check_export(Project(mappings=(GOOD,))) == ()


def test_findings_are_the_checks_of_the_project_and_the_ids_that_are_not_known() -> None:
    shop = ACTIONS["ecommerce"].default_fields() | {"name": "ecommerce.order_placed"}
    project = Project(
        mappings=(
            GOOD,
            Mapping("No trigger", "trackEvent", "", fields=GOOD.fields),
            Mapping("Mode", "trackEvent2", 'type = "page"', fields=GOOD.fields),
            Mapping("Shop", "ecommerce", 'type = "track"', fields=shop),
        )
    )
    findings = check_export(project)
    assert [(finding.rule, finding.field) for finding in findings] == [
        ("trigger-empty", "mappings[1].trigger"),
        ("sync-mode-missing", "mappings[2].fields.__segment_internal_sync_mode"),
        ("field-unknown", "mappings[2].fields._update_existing_only"),
        ("action-id-unknown", "mappings[3].action"),
    ]
    assert all(finding.hint and finding.message for finding in findings)
    assert "“Shop”" in findings[-1].message
    assert len(check_export(project, {"ecommerce": "an-id"})) == 3
