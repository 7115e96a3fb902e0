"""Edits give a new project and leave the old one as it was."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import field_maps, json_values, projects, texts
from workbench.actions import ACTIONS, SYNC_MODE_KEY
from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project import (
    AddMapping,
    AddMappings,
    DeleteMapping,
    DuplicateMapping,
    Edit,
    Environment,
    MoveMapping,
    Project,
    RemoveField,
    RenameMapping,
    ReplaceMapping,
    SetAction,
    SetClassicSettings,
    SetDestination,
    SetEnabled,
    SetEnvironment,
    SetEnvironments,
    SetEvents,
    SetField,
    SetFields,
    SetName,
    SetTrigger,
)
from workbench.project.sameness import same_json
from workbench.project.schema import project_json

ONE = Mapping(
    "One", "trackEvent", 'type = "track"', fields={"name": {"@path": "$.event"}, "properties": {"a": [1, 2]}}
)
TWO = Mapping("Two", "createAlias", "")
THREE = Mapping("Three", "trackPurchase", "", enabled=False)
NO_FIELDS: Json = ["a"]
PROJECT = Project(mappings=(ONE, TWO, THREE), environments=(Environment("staging", api_key="env:KEY"),))


def names(project: Project) -> list[str]:
    return [mapping.name for mapping in project.mappings]


def test_mappings_are_added_at_the_end_or_before_another() -> None:
    new = Mapping("New", "trackEvent", "")
    assert names(AddMapping(new).apply(PROJECT)) == ["One", "Two", "Three", "New"]
    assert names(AddMapping(new, 0).apply(PROJECT)) == ["New", "One", "Two", "Three"]
    assert names(AddMappings((new, new)).apply(PROJECT)) == ["One", "Two", "Three", "New", "New"]


def test_a_copy_is_switched_off_and_stands_below_the_original() -> None:
    project = DuplicateMapping(0).apply(PROJECT)
    assert names(project) == ["One", "One (Copy)", "Two", "Three"]
    assert project.mappings[1] == Mapping(
        "One (Copy)", "trackEvent", ONE.trigger, enabled=False, fields=ONE.fields
    )


def test_mappings_are_renamed_switched_moved_replaced_and_deleted() -> None:
    assert names(RenameMapping(1, "Deux").apply(PROJECT)) == ["One", "Deux", "Three"]
    assert SetEnabled(2, True).apply(PROJECT).mappings[2].enabled
    assert names(MoveMapping(0, 2).apply(PROJECT)) == ["Two", "Three", "One"]
    assert names(MoveMapping(2, 0).apply(PROJECT)) == ["Three", "One", "Two"]
    assert names(ReplaceMapping(1, ONE).apply(PROJECT)) == ["One", "One", "Three"]
    assert names(DeleteMapping(1).apply(PROJECT)) == ["One", "Three"]
    assert SetTrigger(1, "broken (").apply(PROJECT).mappings[1].trigger == "broken ("


def test_fields_are_set_and_removed_by_key_or_way() -> None:
    project = SetField(0, "time", {"@path": "$.timestamp"}).apply(PROJECT)
    assert list(project.mappings[0].fields) == ["name", "properties", "time"]
    project = SetField(0, ("properties", "a", 1), "x").apply(PROJECT)
    assert project.mappings[0].fields["properties"] == {"a": [1, "x"]}
    project = SetField(0, ("properties", "a", 2), "x").apply(PROJECT)
    assert project.mappings[0].fields["properties"] == {"a": [1, 2, "x"]}
    project = SetField(0, ("new", "deep", "er"), 1).apply(PROJECT)
    assert project.mappings[0].fields["new"] == {"deep": {"er": 1}}
    project = RemoveField(0, ("properties", "a", 0)).apply(PROJECT)
    assert project.mappings[0].fields["properties"] == {"a": [2]}
    assert list(RemoveField(0, "name").apply(PROJECT).mappings[0].fields) == ["properties"]
    assert SetFields(0, {"x": 1}).apply(PROJECT).mappings[0].fields == {"x": 1}


def test_a_dotted_key_is_one_key() -> None:
    assert SetField(0, "user.email", 1).apply(PROJECT).mappings[0].fields["user.email"] == 1


def test_another_action_keeps_what_it_knows_and_begins_with_its_defaults() -> None:
    mapping = Mapping(
        "Trip", "trackEvent", "", fields={"external_id": "mine", "name": "x", "email": {"@path": "$.e"}}
    )
    project = SetAction(0, "trackPurchase").apply(Project(mappings=(mapping,)))
    fields = project.mappings[0].fields
    assert fields["external_id"] == "mine"
    assert "products" in fields
    assert "name" not in fields
    assert SYNC_MODE_KEY not in fields


def test_another_action_gets_a_sync_mode_it_allows() -> None:
    second = ACTIONS["trackEvent2"]
    project = SetAction(0, "trackEvent2").apply(Project(mappings=(ONE,)))
    assert project.mappings[0].fields[SYNC_MODE_KEY] == second.default_sync_mode
    project = SetField(0, SYNC_MODE_KEY, "update").apply(project)
    project = SetAction(0, "trackPurchase2").apply(project)
    assert project.mappings[0].fields[SYNC_MODE_KEY] == "update"
    project = SetField(0, SYNC_MODE_KEY, "nonsense").apply(project)
    project = SetAction(0, "trackEvent2").apply(project)
    assert project.mappings[0].fields[SYNC_MODE_KEY] == second.default_sync_mode


def test_the_project_itself_is_edited() -> None:
    assert SetName("Travel").apply(PROJECT).name == "Travel"
    assert SetEvents(("a", "b")).apply(PROJECT).events == ("a", "b")
    assert SetEnvironment("staging").apply(PROJECT).environment == "staging"
    assert SetEnvironments(()).apply(PROJECT).environments == ()
    classic = ClassicSettings(app_group_id="env:KEY", track_all_pages=True)
    assert SetClassicSettings(classic).apply(PROJECT).classic == classic
    changed = SetDestination("app", "https://rest.fra-01.braze.eu").apply(PROJECT)
    assert (changed.app_id, changed.endpoint) == ("app", "https://rest.fra-01.braze.eu")


@pytest.mark.parametrize(
    "edit",
    [
        DuplicateMapping(3),
        RenameMapping(-1, "x"),
        RenameMapping(0, "  "),
        SetEnabled(7, True),
        DeleteMapping(3),
        MoveMapping(0, 3),
        MoveMapping(0, -1),
        ReplaceMapping(3, ONE),
        ReplaceMapping(0, Mapping("x", "nothing", "")),
        AddMapping(Mapping("x", "trackEvnt", "")),
        AddMapping(ONE, 9),
        AddMappings((Mapping("x", "nothing", ""),)),
        SetTrigger(3, ""),
        SetField(3, "a", 1),
        SetField(0, ("name", 0), 1),
        SetField(0, ("properties", "a", 3), 1),
        SetField(0, ("properties", "a", -1), 1),
        SetField(0, ("properties", "a", "x"), 1),
        SetField(0, (), "text"),
        RemoveField(0, "missing"),
        RemoveField(0, ("properties", "a", 2)),
        RemoveField(0, ()),
        SetFields(0, NO_FIELDS),
        SetAction(0, "trackEvnt"),
        SetEnvironment("production"),
        SetEnvironments((Environment("a"), Environment("a"))),
        SetDestination("", "http://rest.example.com"),
        SetClassicSettings(ClassicSettings(app_group_id="made-up-secret")),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(edit: Edit) -> None:
    before = copy.deepcopy(PROJECT)
    with pytest.raises(WorkbenchError) as caught:
        edit.apply(PROJECT)
    assert caught.value.hint
    assert before == PROJECT


def test_the_environment_in_use_cannot_be_taken_away() -> None:
    project = SetEnvironment("staging").apply(PROJECT)
    with pytest.raises(WorkbenchError, match="staging"):
        SetEnvironments(()).apply(project)


@pytest.mark.parametrize(
    "edit",
    [
        AddMappings(()),
        RenameMapping(0, "One"),
        SetEnabled(0, True),
        MoveMapping(1, 1),
        SetTrigger(1, ""),
        SetField(0, "name", {"@path": "$.event"}),
        SetFields(0, ONE.fields),
        SetAction(0, "trackEvent"),
        SetName(""),
        SetEvents(()),
        SetEnvironment("sandbox"),
        SetEnvironments(PROJECT.environments),
        SetDestination("", PROJECT.endpoint),
        SetClassicSettings(PROJECT.classic),
    ],
)
def test_an_edit_that_changes_nothing_gives_the_same_project(edit: Edit) -> None:
    assert edit.apply(PROJECT) is PROJECT


def test_values_that_only_look_equal_are_a_change() -> None:
    project = SetField(1, "x", 1).apply(PROJECT)
    assert SetField(1, "x", True).apply(project).mappings[1].fields["x"] is True
    assert SetField(1, "x", 1.0).apply(project) is not project
    reordered = SetFields(0, dict(reversed(ONE.fields.items()))).apply(PROJECT)
    assert list(reordered.mappings[0].fields) == ["properties", "name"]


@pytest.mark.parametrize(
    ("edit", "label", "described"),
    [
        (AddMapping(ONE), "add mapping “One”", "add mapping “One”"),
        (AddMappings((ONE, TWO)), "add 2 mappings", "add 2 mappings"),
        (AddMappings((ONE,)), "add 1 mapping", "add 1 mapping"),
        (DuplicateMapping(0), "duplicate mapping", "duplicate mapping “One”"),
        (RenameMapping(0, "X"), "rename mapping", "rename mapping “One”"),
        (SetEnabled(0, False), "disable mapping", "disable mapping “One”"),
        (SetEnabled(2, True), "enable mapping", "enable mapping “Three”"),
        (DeleteMapping(1), "delete mapping", "delete mapping “Two”"),
        (MoveMapping(1, 0), "move mapping", "move mapping “Two”"),
        (ReplaceMapping(1, ONE), "replace mapping", "replace mapping “Two”"),
        (SetTrigger(0, ""), "change the trigger", "change the trigger of “One”"),
        (SetField(0, ("products", 0, "id"), 1), "change products[0].id", "change products[0].id of “One”"),
        (RemoveField(0, "name"), "remove name", "remove name of “One”"),
        (SetFields(0, {}), "change the fields", "change the fields of “One”"),
        (SetAction(0, "createAlias"), "change the action", "change the action of “One”"),
        (SetTrigger(9, ""), "change the trigger", "change the trigger"),
        (SetName("x"), "rename the project", "rename the project"),
        (SetEvents(()), "change the event files", "change the event files"),
        (SetDestination("", ""), "change the destination settings", "change the destination settings"),
        (SetEnvironment("a"), "choose environment “a”", "choose environment “a”"),
        (SetEnvironments(()), "change the environments", "change the environments"),
        (SetClassicSettings(PROJECT.classic), "change the Classic settings", "change the Classic settings"),
    ],
)
def test_edits_have_a_name_for_people(edit: Edit, label: str, described: str) -> None:
    assert edit.label == label
    assert edit.describe(PROJECT) == described


_indexes = st.integers(min_value=-1, max_value=4)
_paths = st.one_of(texts, st.lists(st.one_of(texts, st.integers(0, 3)), max_size=3).map(tuple))
_edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetField, index=_indexes, path=_paths, value=json_values),
    st.builds(RemoveField, index=_indexes, path=_paths),
    st.builds(SetFields, index=_indexes, fields=field_maps),
    st.builds(SetAction, index=_indexes, action=st.sampled_from(sorted(ACTIONS))),
    st.builds(DuplicateMapping, index=_indexes),
    st.builds(MoveMapping, index=_indexes, to=_indexes),
    st.builds(DeleteMapping, index=_indexes),
    st.builds(RenameMapping, index=_indexes, name=texts),
)


@given(projects(), st.lists(_edits, max_size=6))
def test_no_edit_touches_the_project_it_was_given(project: Project, edits: list[Edit]) -> None:
    for edit in edits:
        before = copy.deepcopy(project_json(project))
        try:
            after = edit.apply(project)
        except WorkbenchError:
            after = project
        assert same_json(project_json(project), before)
        project = after
