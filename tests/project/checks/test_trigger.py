"""Checks of triggers: unreadable, misread, open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.mappings.model import Mapping
from workbench.project import Check, Project, SetTrigger
from workbench.project.checks.trigger import trigger_checks
from workbench.triggers import parse

MISREAD = 'type = "track" and (contains(event, "Booked") or contains(event, "Paid"))'


def checks(trigger: str) -> list[Check]:
    return list(trigger_checks(Mapping("m", "trackEvent", trigger)))


def test_a_plain_trigger_has_no_checks() -> None:
    assert checks('type = "track" and event = "Trip Booked"') == []


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_trigger_matches_nothing(text: str) -> None:
    (check,) = checks(text)
    assert (check.rule, check.severity, check.place) == ("trigger-empty", "error", "trigger")


def test_a_trigger_that_means_something_else_tells_its_reading_and_a_rewrite() -> None:
    (check,) = checks(MISREAD)
    assert (check.rule, check.severity) == ("trigger-misread", "warning")
    assert "It is read as:" in check.message
    assert isinstance(check.fix, SetTrigger)
    assert check.fix.trigger in check.hint


def test_the_rewrite_leaves_nothing_to_say() -> None:
    project = Project(mappings=(Mapping("m", "trackEvent", MISREAD),))
    (check,) = checks(MISREAD)
    assert check.fix is not None
    fixed = check.fix.apply(project).mappings[0]
    assert checks(fixed.trigger) == []
    paid = {"type": "track", "event": "Trip Paid"}
    identify = {"type": "identify", "event": "Trip Paid"}
    assert [parse(fixed.trigger).matches(event) for event in (paid, identify)] == [True, False]
    assert [parse(MISREAD).matches(event) for event in (paid, identify)] == [True, True]


def test_an_unreadable_trigger_is_an_error_with_what_is_expected_said_once() -> None:
    found = checks('type = "track" and properties.items[0] = "x"')
    assert [check.rule for check in found].count("trigger-unreadable") == 1
    assert found[0].severity == "error"
    assert found[0].hint
    told = [check.message for check in found]
    assert len(set(told)) == len(told)


def test_single_quotes_that_compare_with_quotes_are_told_with_the_fix() -> None:
    found = checks("type = 'track'")
    assert [check.rule for check in found if check.fix] == ["trigger-misread"]
    fix = found[0].fix
    assert fix == replace(SetTrigger(0, ""), trigger='type = "track"')


def test_what_is_left_open_is_only_information() -> None:
    found = checks("properties.total > 5")
    assert [(check.rule, check.severity) for check in found] == [("trigger-open", "information")]
