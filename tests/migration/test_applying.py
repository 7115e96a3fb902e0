"""A migration is one edit: it can be undone, and it never holds a credential."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.migration.builders import CLOUD, proposal
from workbench.errors import WorkbenchError
from workbench.migration import MigrateFromClassic, migration
from workbench.migration.applying import ENVIRONMENT
from workbench.project import (
    Environment,
    History,
    Project,
    default_project,
    project_text,
    read_project_text,
)

SECRET = "rest-key-0123456789"


def edit(**changes: object) -> MigrateFromClassic:
    return replace(migration(proposal(CLOUD), CLOUD), **changes)  # type: ignore[arg-type]  # a test's shorthand


def test_it_takes_over_settings_and_mappings() -> None:
    project = edit().apply(default_project("shop"))
    assert project.name == "shop"
    assert (project.endpoint, project.app_id) == ("https://rest.iad-01.braze.com", "app-1")
    assert [mapping.name for mapping in project.mappings] == [
        "Identify Calls",
        "Track Calls",
        "Order Completed Calls",
        "Group Calls",
    ]
    assert project.classic == CLOUD
    assert project.environment == "sandbox"


def test_it_is_undone_and_done_again_under_its_name() -> None:
    before = default_project()
    history = History.opened(before).do(edit())
    assert history.undo_label == "migrate from Classic"
    assert history.undo().project == before
    assert history.undo().redo().project == history.project


def test_it_may_add_to_the_mappings_that_are_there() -> None:
    before = default_project()
    project = edit(manner="add").apply(before)
    assert project.mappings[: len(before.mappings)] == before.mappings
    names = [mapping.name for mapping in project.mappings]
    assert len(names) == len(set(names))
    assert "Track Calls (2)" in names


def test_mappings_may_be_left_out() -> None:
    made = proposal(CLOUD)
    taken = [one.mapping.name == "Track Calls" for one in made.mappings]
    assert [one.name for one in migration(made, CLOUD, taken=taken).mappings] == ["Track Calls"]


def test_the_rest_key_becomes_a_reference_everywhere() -> None:
    classic = replace(CLOUD, app_group_id=SECRET)
    project = migration(proposal(classic), classic).apply(Project())
    text = project_text(project)
    assert SECRET not in text
    assert project.classic.app_group_id == "env:BRAZE_API_KEY"
    assert read_project_text(text) == project
    none = replace(CLOUD, app_group_id="")
    assert migration(proposal(none), none).apply(Project()).classic.app_group_id == ""


def test_braze_itself_is_added_as_a_protected_environment() -> None:
    project = edit().apply(Project())
    added = project.find_environment(ENVIRONMENT)
    assert (added.kind, added.protected, added.api_key) == ("braze", True, "env:BRAZE_API_KEY")
    assert added.endpoint == project.endpoint
    own = Project(environments=(Environment("live", "braze", api_key="env:KEY"),))
    assert edit().apply(own).environments == own.environments


def test_more_mappings_than_segment_allows_are_refused() -> None:
    mapping = migration(proposal(CLOUD), CLOUD).mappings[0]
    full = Project(mappings=tuple(replace(mapping, name=str(number)) for number in range(48)))
    with pytest.raises(WorkbenchError, match="52 mappings"):
        edit(manner="add").apply(full)


def test_an_address_that_cannot_be_called_is_refused() -> None:
    with pytest.raises(WorkbenchError):
        edit(endpoint="ftp://example.com").apply(Project())
