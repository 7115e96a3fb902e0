"""A file that people wrote stays theirs when it is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import projects
from workbench.mappings.model import Mapping
from workbench.project import (
    AddMapping,
    DeleteMapping,
    Edit,
    Environment,
    MoveMapping,
    Project,
    ProjectFile,
    RemoveField,
    RenameMapping,
    SetDestination,
    SetEnabled,
    SetEnvironment,
    SetEnvironments,
    SetField,
    SetTrigger,
    project_text,
    read_project_text,
)
from workbench.project.yamltext import parse_yaml

WRITTEN = """\
# Mappings of the travel team.
# Ask before changing production.

mappings:  # in the order of the journey
  # The booking itself
  - action: trackEvent   # legacy
    name: "Trip # booked"
    fields:
      name: Trip Booked
      # who
      external_id: {'@path': $.userId}
    trigger: |-
      type = "track"
      # not a comment
      and event = "Trip Booked"

  - name: Trip cancelled
    action: trackEvent
    trigger: event = "Trip Cancelled" # until June
    enabled: true

version: 1
destination:
  app_id: ''
environments:
  - name: staging
    kind: braze
    protected: false # everybody may
classic:
  trackAllPages: false # the default
# The end.
"""

SAVED = (
    WRITTEN.replace("mappings:  # in", "mappings:  # in")
    .replace("trackEvent   # legacy", "trackEvent  # legacy")
    .replace('name: "Trip # booked"', "name: 'Trip # booked'")
    .replace("external_id: {'@path': $.userId}", "external_id:\n        '@path': $.userId")
    .replace('Cancelled" # until', 'Cancelled"  # until')
    .replace("false # ", "false  # ")
)


def saved(edit: Edit | None, text: str = WRITTEN) -> str:
    project = read_project_text(text)
    project = project if edit is None else edit.apply(project)
    written = project_text(project, like=text)
    assert read_project_text(written) == project
    return written


def test_comments_order_blank_lines_and_written_defaults_stay() -> None:
    assert saved(None) == SAVED
    assert saved(None, SAVED) == SAVED


def test_an_edit_changes_its_own_lines_only() -> None:
    assert saved(SetField(0, "name", "Booked")) == SAVED.replace("name: Trip Booked", "name: Booked")
    assert saved(RenameMapping(1, "Cancelled")) == SAVED.replace("Trip cancelled", "Cancelled")
    assert saved(SetEnabled(0, False)) == SAVED.replace(
        '      # not a comment\n      and event = "Trip Booked"\n',
        '      # not a comment\n      and event = "Trip Booked"\n    enabled: false\n',
    )
    assert saved(SetTrigger(1, 'type = "track"\nand event = "x"')) == SAVED.replace(
        'trigger: event = "Trip Cancelled"  # until June',
        'trigger: |-  # until June\n      type = "track"\n      and event = "x"',
    )


def test_a_comment_goes_with_its_place() -> None:
    moved = saved(MoveMapping(0, 1))
    assert moved.index("Trip cancelled") < moved.index("# The booking itself") < moved.index("Trip # booked")
    deleted = saved(DeleteMapping(0))
    assert "# The booking itself" not in deleted
    assert "# until June" in deleted
    assert "# who" not in saved(RemoveField(0, "external_id"))


def test_new_settings_stand_where_they_belong() -> None:
    written = saved(SetDestination("app-1", "https://rest.fra-01.braze.eu"))
    assert "destination:\n  endpoint: https://rest.fra-01.braze.eu\n  app_id: app-1\n" in written
    assert "\nenvironment: staging\nenvironments:\n" in saved(SetEnvironment("staging"))
    added = saved(AddMapping(Mapping("New", "trackEvent", "")))
    assert added.index("name: New") < added.index("version: 1")
    assert "protected: true  # everybody may" in saved(
        SetEnvironments((Environment("staging", protected=True),))
    )


def test_a_short_file_stays_short() -> None:
    assert saved(None, "version: 1\n") == "version: 1\n"
    assert saved(AddMapping(Mapping("New", "trackEvent", "")), "version: 1\n").startswith(
        "version: 1\nmappings:\n"
    )


def test_line_ends_stay() -> None:
    windows = SAVED.replace("\n", "\r\n")
    assert saved(None, windows) == windows


@pytest.mark.parametrize("text", ["version: [", "- a\n", "just text", ""])
def test_a_file_that_is_no_project_has_no_layout_to_keep(text: str) -> None:
    assert project_text(Project(name="x"), like=text) == project_text(Project(name="x"))


def test_saving_keeps_the_layout_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    path.write_text(SAVED)
    opened = ProjectFile.open(path)
    changed = opened.save(SetField(0, "name", "Booked").apply(opened.project))
    changed.save(opened.project)
    assert path.read_text() == SAVED


_notes = st.sampled_from(["", "# a note", "# 'quoted: [", "#", "# Ünïcode 😀"])


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, Project]:
    """A project's text with comments and blank lines above and beside its places, and the project."""
    project = draw(projects())
    text = project_text(project)
    document = parse_yaml(text)
    lines = text.removesuffix("\n").split("\n")
    for line in sorted({line for path, line in document.lines.items() if path}, reverse=True):
        content = lines[line - 1]
        indent = content[: len(content) - len(content.lstrip(" "))]
        beside = draw(_notes)
        if beside:
            lines[line - 1] += f"  {beside}"
        notes = draw(st.lists(_notes, max_size=2))
        lines[line - 1 : line - 1] = [indent + note if note else "" for note in notes]
    return "\n".join([*lines, *draw(st.lists(_notes.filter(bool), max_size=2))]) + "\n", project


@given(annotated())
def test_an_annotated_file_is_saved_as_it_is(case: tuple[str, Project]) -> None:
    text, project = case
    assert read_project_text(text) == project
    assert project_text(project, like=text) == text


@given(annotated(), projects())
def test_another_project_saved_over_it_is_still_that_project(
    case: tuple[str, Project], other: Project
) -> None:
    assert read_project_text(project_text(other, like=case[0])) == other
