"""Undo and redo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.mappings.model import Mapping
from workbench.project import (
    MAX_STEPS,
    AddMapping,
    DeleteMapping,
    History,
    Project,
    RenameMapping,
    SetField,
    SetName,
    SetTrigger,
)

PROJECT = Project(mappings=(Mapping("One", "trackEvent", ""),))


def typed(history: History, text: str) -> History:
    for end in range(1, len(text) + 1):
        history = history.do(SetTrigger(0, text[:end]), join=True)
    return history


def test_an_edit_is_undone_and_made_again() -> None:
    start = History.opened(PROJECT)
    history = start.do(RenameMapping(0, "Uno"))
    assert history.project.mappings[0].name == "Uno"
    assert (history.undo_label, history.redo_label) == ("rename mapping “One”", "")
    back = history.undo()
    assert back.project is PROJECT
    assert (back.undo_label, back.redo_label) == ("", "rename mapping “One”")
    assert back.redo().project == history.project


def test_nothing_to_undo_or_redo_is_no_error() -> None:
    history = History.opened(PROJECT)
    assert history.undo() is history
    assert history.redo() is history


def test_a_new_edit_forgets_what_was_undone() -> None:
    history = History.opened(PROJECT).do(SetName("a")).undo().do(SetName("b"))
    assert history.redo_label == ""
    assert history.project.name == "b"


def test_an_edit_without_effect_is_no_step() -> None:
    history = History.opened(PROJECT)
    assert history.do(SetName("")) is history


def test_an_impossible_edit_leaves_the_history_as_it_is() -> None:
    history = History.opened(PROJECT)
    with pytest.raises(WorkbenchError):
        history.do(DeleteMapping(5))
    assert history.project is PROJECT


def test_unsaved_follows_the_state_that_was_saved() -> None:
    assert History(PROJECT).unsaved
    history = History.opened(PROJECT)
    assert not history.unsaved
    edited = history.do(SetName("a"))
    assert edited.unsaved
    assert not edited.undo().unsaved
    saved = edited.mark_saved()
    assert not saved.unsaved
    assert saved.undo().unsaved
    assert not saved.undo().redo().unsaved


def test_a_save_that_ended_after_another_edit_marks_what_was_written() -> None:
    history = History.opened(PROJECT).do(SetName("a"))
    written = history.project
    later = history.do(SetName("b")).mark_saved(written)
    assert later.unsaved
    assert not later.undo().unsaved


def test_typing_is_undone_at_once() -> None:
    history = typed(History.opened(PROJECT), 'type = "track"')
    assert history.project.mappings[0].trigger == 'type = "track"'
    assert history.undo().project is PROJECT
    assert history.undo().redo().project.mappings[0].trigger == 'type = "track"'


@pytest.mark.parametrize("break_off", ["ended", "saved", "elsewhere", "plain", "undone"])
def test_typing_that_was_interrupted_is_undone_in_parts(break_off: str) -> None:
    history = typed(History.opened(PROJECT), "abc")
    match break_off:
        case "ended":
            history = history.ended()
        case "saved":
            history = history.mark_saved()
        case "elsewhere":
            history = history.do(SetField(0, "name", "x"), join=True)
        case "plain":
            history = history.do(SetTrigger(0, "abcd"))
        case "undone":
            history = history.do(SetName("x")).undo()
    before = history.project
    history = typed(history, "xyz")
    assert history.undo().project is before
    assert history.undo().project.mappings[0].trigger.startswith("abc")


def test_only_the_latest_steps_are_kept() -> None:
    history = History.opened(PROJECT)
    for number in range(MAX_STEPS + 20):
        history = history.do(SetName(f"name {number}"))
    for _ in range(MAX_STEPS + 50):
        history = history.undo()
    assert history.project.name == "name 19"
    assert len(history.future) == MAX_STEPS


_EDITS = st.sampled_from(
    [
        AddMapping(Mapping("New", "trackEvent", "")),
        DeleteMapping(0),
        SetName("a"),
        SetName("b"),
        SetTrigger(0, "x"),
        SetField(0, "name", 1),
    ]
)


@given(st.lists(st.tuples(_EDITS, st.booleans()), max_size=12))
def test_undoing_everything_leads_back_and_redoing_forth(edits: list[tuple[SetName, bool]]) -> None:
    history = History.opened(PROJECT)
    for edit, join in edits:
        try:
            history = history.do(edit, join=join)
        except WorkbenchError:
            continue
    end = history.project
    while history.past:
        history = history.undo()
    assert history.project is PROJECT
    while history.future:
        history = history.redo()
    assert history.project is end
