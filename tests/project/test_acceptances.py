"""Differences that a project accepts: matched, edited, undone, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import AWKWARD
from workbench.compare import KINDS, Difference
from workbench.errors import WorkbenchError
from workbench.project import (
    Acceptance,
    AcceptDifference,
    History,
    Project,
    ProjectFile,
    WithdrawAcceptance,
    acceptance_of,
    find_acceptance,
    project_text,
    read_project_text,
)
from workbench.project.acceptances import LONGEST_NOTE

TIME = Acceptance("value_changed", "events[*].time", note="we send when it was received")
OF_TRIPS = Acceptance("value_changed", "events[*].time", "Trip Booked", "trips only")
NAME = Acceptance("value_changed", "events[*].name")


def difference(kind: str, path: str) -> Difference:
    return Difference(kind, path, "", None, None)  # type: ignore[arg-type]  # kinds of the model, as text


def test_an_acceptance_covers_its_kind_and_place_in_every_request_and_object() -> None:
    for path in ("events[0].time", "events[12].time", "requests[3].events[1].time"):
        assert acceptance_of([NAME, TIME], difference("value_changed", path), "Any") == TIME
    assert acceptance_of([TIME], difference("format_changed", "events[0].time"), "Any") is None
    assert acceptance_of([TIME], difference("value_changed", "events[0].times"), "Any") is None


def test_that_of_one_event_comes_before_that_of_all() -> None:
    assert find_acceptance([TIME, OF_TRIPS], "value_changed", "events[*].time", "Trip Booked") == OF_TRIPS
    assert find_acceptance([TIME, OF_TRIPS], "value_changed", "events[*].time", "Other") == TIME
    assert find_acceptance([OF_TRIPS], "value_changed", "events[*].time", "Other") is None


def test_accepting_and_withdrawing_can_be_undone() -> None:
    history = History(Project()).do(AcceptDifference(TIME)).do(AcceptDifference(OF_TRIPS))
    assert history.project.accepted == (TIME, OF_TRIPS)
    assert history.undo_label == "accept the difference at events[*].time"
    noted = Acceptance(TIME.kind, TIME.place, note="another note")
    changed = history.do(AcceptDifference(noted))
    assert changed.project.accepted == (noted, OF_TRIPS), "it keeps its place"
    assert changed.undo().project.accepted == (TIME, OF_TRIPS)
    assert history.do(AcceptDifference(TIME)) is history
    gone = history.do(WithdrawAcceptance(TIME))
    assert gone.project.accepted == (OF_TRIPS,)
    assert gone.undo().project.accepted == (TIME, OF_TRIPS)
    assert gone.do(WithdrawAcceptance(TIME)) is gone


@pytest.mark.parametrize(
    ("kind", "place", "note"), [("moved away", "src", ""), ("moved", "", ""), ("moved", "src", "x" * 1001)]
)
def test_what_is_no_acceptance(kind: str, place: str, note: str) -> None:
    with pytest.raises(WorkbenchError):
        Acceptance(kind, place, note=note)  # type: ignore[arg-type]  # what a file may say


ACCEPTANCES = st.builds(
    Acceptance,
    st.sampled_from(KINDS),
    st.sampled_from([text for text in AWKWARD if text]) | st.text(min_size=1, max_size=20),
    st.sampled_from(AWKWARD),
    st.sampled_from(AWKWARD) | st.text(max_size=LONGEST_NOTE),
)


@given(st.lists(ACCEPTANCES, unique_by=lambda one: one.key, max_size=4))
def test_they_are_read_as_they_were_written(accepted: list[Acceptance]) -> None:
    project = Project(accepted=tuple(accepted))
    text = project_text(project)
    assert read_project_text(text) == project
    assert read_project_text(project_text(project, like=text)) == project


def test_the_file_keeps_its_layout(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    path.write_text(
        "version: 1\n"
        "accepted:\n"
        "  # agreed with the campaign team\n"
        "  - kind: value_changed\n"
        "    place: events[*].time\n"
        "    note: fine\n"
        "mappings: []\n"
    )
    file = ProjectFile.open(path)
    project = History(file.project).do(AcceptDifference(NAME)).project
    file.save(project)
    assert path.read_text() == (
        "version: 1\n"
        "accepted:\n"
        "  # agreed with the campaign team\n"
        "  - kind: value_changed\n"
        "    place: events[*].time\n"
        "    note: fine\n"
        "  - kind: value_changed\n"
        "    place: events[*].name\n"
        "mappings: []\n"
    )


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ("- place: src", 3, "kind is missing"),
        ("- kind: vanished\n  place: src", 3, "kind must be one of"),
        ("- kind: moved", 3, "place is missing"),
        ("- kind: moved\n  place: ''", 4, "The place of an accepted difference is empty."),
        ("- kind: moved\n  place: src\n  why: x", 5, "There is no setting why here."),
        ("- kind: moved\n  place: src\n- kind: moved\n  place: src", 6, "This difference is accepted twice."),
        ("- 5", 3, "An item of accepted must be a mapping"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: str, line: int, message: str) -> None:
    with pytest.raises(WorkbenchError) as raised:
        read_project_text(f"version: 1\naccepted:\n{lines}\n", "workbench.yaml")
    assert message in raised.value.message
    assert raised.value.line == line
