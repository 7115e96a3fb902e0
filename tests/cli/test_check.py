"""`workbench check`: for people, for editors, for CI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import NASTY, Invoke

BROKEN = """
  - name: Shop
    action: ecommerce
    trigger: event = "Order Completed"
    fields:
      name: ecommerce.order_placed
      external_id: {"@path": $.userId}
"""
MISREAD = """
  - name: Two
    action: trackEvent
    trigger: type = "track" and (contains(event, "Booked") or contains(event, "Paid"))
    fields: {external_id: {"@path": $.userId}, name: {"@path": $.event}, time: {"@path": $.timestamp}}
"""


def add(project_file: Path, text: str) -> None:
    project_file.write_text(project_file.read_text(encoding="utf-8") + text.lstrip("\n"), encoding="utf-8")


@pytest.mark.usefixtures("project_file")
def test_a_sound_project_is_said_to_be_sound(invoke: Invoke) -> None:
    answer = invoke("check")
    assert (answer.code, answer.out) == (0, "Nothing to say against the mappings.\n")
    assert json.loads(invoke("check", "--json").out) == []


def test_errors_have_their_line_and_end_with_1(invoke: Invoke, project_file: Path) -> None:
    add(project_file, BROKEN)
    answer = invoke("check")
    assert answer.code == 1
    line = project_file.read_text(encoding="utf-8").splitlines().index("    fields:", 30) + 1
    assert (
        f"workbench.yaml:{line}: error: “Shop”: The mapping has no sync mode: it fails for every event. "
        "Set it to add, or to one of add, update. [sync-mode-missing]" in answer.out.splitlines()
    )
    assert answer.out.splitlines()[-1].startswith("9 errors")


def test_warnings_end_with_1_only_when_strict(invoke: Invoke, project_file: Path) -> None:
    add(project_file, MISREAD)
    answer = invoke("check")
    assert answer.code == 0
    assert "[trigger-misread]" in answer.out
    assert answer.out.endswith("1 warning.\n")
    assert invoke("check", "--strict").code == 1


def test_scripts_get_every_part_of_a_check(invoke: Invoke, project_file: Path) -> None:
    add(project_file, MISREAD)
    answer = invoke("check", str(project_file), "--json")
    (found,) = json.loads(answer.out)
    assert {key: found[key] for key in ("rule", "severity", "mapping", "name", "field", "fix")} == {
        "rule": "trigger-misread",
        "severity": "warning",
        "mapping": 1,
        "name": "Two",
        "field": "mappings[1].trigger",
        "fix": "change the trigger",
    }
    assert found["file"].endswith("workbench.yaml")
    assert "contains(event" in project_file.read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert "It is read as:" in found["message"]


def test_the_project_is_a_file_its_folder_or_the_option(invoke: Invoke, project_file: Path) -> None:
    add(project_file, BROKEN)
    for arguments in ([str(project_file)], [str(project_file.parent)], ["-p", str(project_file)]):
        assert invoke("check", *arguments).code == 1


@pytest.mark.usefixtures("events_file")
def test_the_projects_events_tell_more_when_asked(invoke: Invoke, project_file: Path) -> None:
    add(project_file, MISREAD)
    assert "loaded events" not in invoke("check").out
    answer = invoke("check", "--events")
    assert answer.code == 0
    assert "2 of 3 loaded events are taken by no enabled mapping" in answer.out
    project_file.write_text("version: 1\n", encoding="utf-8")
    assert "The project names no events." in invoke("check", "--events").err


@pytest.mark.usefixtures("folder")
def test_without_a_project_it_says_how_to_name_one(invoke: Invoke) -> None:
    answer = invoke("check")
    assert answer.code == 2
    assert "There is no workbench.yaml here. Name a project: workbench check FILE" in answer.err


def test_foreign_text_is_shown_and_never_obeyed(invoke: Invoke, project_file: Path) -> None:
    add(project_file, f"  - {json.dumps({'name': NASTY, 'action': 'trackEvent', 'trigger': NASTY})}\n")
    answer = invoke("check")
    assert answer.code == 1
    assert "\x1b" not in answer.out
    assert "\x9b" not in answer.out
    assert "␛]52" in answer.out
