"""New projects and the shipped mappings."""

from __future__ import annotations

import pytest

from workbench.actions import ACTIONS, PRESETS, SYNC_MODE_KEY
from workbench.errors import WorkbenchError
from workbench.project import Project, default_project, find_preset, new_project, project_text, with_presets
from workbench.project.storage import read_project_text


def test_a_new_project_is_empty() -> None:
    assert new_project("Travel", ["a.json"]) == Project(name="Travel", events=("a.json",))


def test_presets_are_added_by_name_in_the_order_asked_for() -> None:
    names = ["Identify Calls", "Track Calls"]
    project = with_presets(new_project(), names)
    assert [mapping.name for mapping in project.mappings] == names


def test_the_default_project_has_the_automatic_presets_and_can_be_saved() -> None:
    project = default_project()
    assert [mapping.name for mapping in project.mappings] == [
        preset.name for preset in PRESETS if preset.type == "automatic"
    ]
    assert read_project_text(project_text(project)) == project


def test_an_unknown_preset_is_told_with_the_nearest() -> None:
    with pytest.raises(WorkbenchError, match="Did you mean Track Calls"):
        find_preset("track call")


def test_presets_run_without_a_missing_sync_mode() -> None:
    for mapping in with_presets(new_project(), [preset.name for preset in PRESETS]).mappings:
        action = ACTIONS[mapping.action]
        assert not action.sync_modes or mapping.fields[SYNC_MODE_KEY] == action.default_sync_mode
