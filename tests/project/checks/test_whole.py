"""Checks of a project as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.mappings.model import Mapping
from workbench.project import MAX_MAPPINGS, Check, Project, SetEnabled, check_mapping, check_project, worst

NAME = {"external_id": {"@path": "$.userId"}, "name": {"@path": "$.event"}, "time": {"@path": "$.timestamp"}}


def sound(number: int = 0, **parts: object) -> Mapping:
    mapping = Mapping(f"m{number}", "trackEvent", f'type = "track" and event = "E{number}"', True, dict(NAME))
    return replace(mapping, **parts)  # type: ignore[arg-type]  # names of the dataclass's own fields


def rules(*mappings: Mapping) -> list[tuple[str, str]]:
    return [(check.rule, check.field) for check in check_project(Project(mappings=mappings))]


def test_a_sound_project_up_to_the_limit_has_no_checks() -> None:
    assert rules() == []
    assert rules(*(sound(number) for number in range(MAX_MAPPINGS))) == []


def test_the_51st_mapping_is_one_too_many() -> None:
    (check,) = check_project(Project(mappings=tuple(sound(number) for number in range(51))))
    assert (check.rule, check.severity, check.field) == ("too-many-mappings", "error", "mappings")
    assert check.message == "There are 51 mappings; Segment allows 50 for one destination."


def test_equal_names_are_told_at_each_place() -> None:
    other = sound(2, name="m1")
    assert rules(sound(1), sound(3), other) == [
        ("same-name", "mappings[0].name"),
        ("same-name", "mappings[2].name"),
    ]


def test_a_project_in_which_nothing_is_enabled_sends_nothing() -> None:
    assert rules(sound(1, enabled=False), sound(2, enabled=False)) == [("all-disabled", "mappings")]
    assert rules(sound(1, enabled=False), sound(2)) == []


def test_two_enabled_mappings_that_do_the_same_count_twice_and_one_can_be_disabled() -> None:
    project = Project(mappings=(sound(1), sound(1, name="again")))
    (check,) = check_project(project)
    assert (check.rule, check.mapping, check.severity) == ("duplicate", 1, "warning")
    assert "“m1”" in check.message
    assert check.fix == SetEnabled(1, False)
    assert check_project(check.fix.apply(project)) == ()


def test_equal_triggers_with_other_fields_are_told_without_a_fix() -> None:
    fields = NAME | {"name": "Other"}
    (check,) = check_project(Project(mappings=(sound(1), sound(1, name="other", fields=fields))))
    assert (check.rule, check.fix) == ("duplicate", None)


@pytest.mark.parametrize("change", [{"enabled": False}, {"action": "trackEvent2"}, {"trigger": "x"}])
def test_a_disabled_or_different_mapping_is_no_duplicate(change: dict[str, object]) -> None:
    found = rules(sound(1), sound(1, name="other", **change))
    assert "duplicate" not in [rule for rule, _ in found]


def test_a_check_names_its_mapping_and_moves_its_fix_with_it() -> None:
    mapping = Mapping("Shop", "ecommerce", 'event = "Order Completed"', True, {})
    check = next(check for check in check_mapping(mapping, 3) if check.rule == "sync-mode-missing")
    assert check.field == "mappings[3].fields.__segment_internal_sync_mode"
    assert str(check).startswith("“Shop”: The mapping has no sync mode")
    assert check.fix is not None
    project = Project(mappings=(sound(1), sound(2), sound(3), mapping))
    fixed = check.fix.apply(project)
    assert fixed.mappings[3].fields["__segment_internal_sync_mode"] == "add"
    assert fixed.mappings[:3] == project.mappings[:3]


def test_the_gravest_severity_counts() -> None:
    told = [Check("a", "information", ""), Check("b", "error", ""), Check("c", "warning", "")]
    assert [worst(told), worst(told[:1]), worst(())] == ["error", "information", None]
