"""What keeps people's work: saving, asking before it is lost, and recovery after a crash."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.conftest import Open, event_file, project_file, track
from tests.tui.terminal import terminal
from workbench.mappings import Mapping
from workbench.project import Project, default_project, load_project

SECRET = "ana.secret@example.com"
ONE = Project(name="Trips", mappings=(Mapping("One", "trackEvent", 'type = "track"', True, {}),))


@pytest.fixture
def project(folder: Path) -> Path:
    return project_file(folder / "workbench.yaml", ONE)


async def test_a_new_project_gets_a_file_and_an_opened_one_keeps_its_own(
    open_workbench: Open, folder: Path
) -> None:
    events = event_file(folder / "events.ndjson", track("Trip Booked"))
    async with open_workbench(events) as workbench:
        assert "workbench.yaml (not saved yet)" in workbench.text_of("#status")
        assert "unsaved" not in workbench.text_of("#status"), "nothing was changed yet"
        await workbench.press("ctrl+s")
        assert (workbench.dialog, workbench.value_of("#answer")) == ("Prompt", "workbench.yaml")
        await workbench.press("escape")
        assert list(folder.glob("*.yaml")) == []
        await workbench.press("ctrl+s", "ctrl+u", "enter")
        assert "✗ Type a file name" in workbench.text_of("#complaint")
        await workbench.type("trips.yaml\n")
        assert "Saved trips.yaml" in workbench.toasts
        assert " trips.yaml │" in workbench.text_of("#status")
        assert (workbench.focus, workbench.is_saved()) == ("events", True)
        saved = load_project(folder / "trips.yaml")
        assert saved.mappings == default_project().mappings
        assert saved.events == (str(events),)

        await workbench.press("2", "space")
        assert "● unsaved" in workbench.text_of("#status")
        await workbench.press("ctrl+s")
        assert workbench.dialog == ""
        assert load_project(folder / "trips.yaml").mappings[0].enabled is False
        assert "unsaved" not in workbench.text_of("#status")
        await workbench.press("ctrl+z")
        assert not workbench.is_saved()
        await workbench.press("ctrl+y")
        assert workbench.is_saved()

        await workbench.run("project.save_as")
        await workbench.press("ctrl+u")
        await workbench.type("copy.yaml\n")
        assert load_project(folder / "copy.yaml") == load_project(folder / "trips.yaml")
        await workbench.press("space", "ctrl+s")
        assert load_project(folder / "copy.yaml").mappings[0].enabled is True
        assert load_project(folder / "trips.yaml").mappings[0].enabled is False

    async with open_workbench(project=folder / "copy.yaml") as again:
        assert len(again.session.store) == 1, "the project's own events are loaded"


async def test_a_file_that_another_program_changed_is_asked_about(
    open_workbench: Open, folder: Path, project: Path
) -> None:
    async with open_workbench(project=project) as workbench:
        await workbench.press("2", "space")
        theirs = project_file(project, replace(ONE, name="Theirs")).read_bytes()
        await workbench.press("ctrl+s")
        assert workbench.dialog == "Overwrite"
        assert "changed by another program" in workbench.screen_text()
        assert workbench.focus == "stay"
        await workbench.press("enter")
        assert project.read_bytes() == theirs
        assert not workbench.is_saved()
        await workbench.press("ctrl+s", "right", "enter")
        assert workbench.dialog == "Prompt", "it can be saved beside it"
        await workbench.press("ctrl+u")
        await workbench.type("mine.yaml\n")
        assert project.read_bytes() == theirs
        assert load_project(folder / "mine.yaml").name == "Trips"
        assert workbench.is_saved()


async def test_a_changed_file_can_be_overwritten_and_no_other_is_by_accident(
    open_workbench: Open, folder: Path, project: Path
) -> None:
    async with open_workbench(project=project) as workbench:
        await workbench.press("2", "space")
        project_file(project, replace(ONE, name="Theirs"))
        await workbench.press("ctrl+s", "left", "enter")
        assert load_project(project).name == "Trips"
        assert workbench.is_saved()

        await workbench.run("project.save_as")
        other = project_file(folder / "other.yaml", replace(ONE, name="Other"))
        await workbench.press("ctrl+u")
        await workbench.type("other.yaml\n")
        assert "There is a file of this name already" in workbench.screen_text()
        await workbench.press("escape")
        assert load_project(other).name == "Other"


async def test_what_cannot_be_written_is_said_and_nothing_is_lost(
    open_workbench: Open, folder: Path, project: Path
) -> None:
    before = project.read_bytes()
    (folder / "a file").write_text("", encoding="utf-8")
    async with open_workbench(project=project) as workbench:
        await workbench.press("2", "space")
        for name, sentence in (("gone/x.yaml", "Create the folder first"), ("a file/x.yaml", "Not saved")):
            await workbench.run("project.save_as")
            await workbench.press("ctrl+u")
            await workbench.type(f"{name}\n")
            assert workbench.dialog == "TextView", "what needs reading stays until it is closed"
            assert "Not saved" in workbench.text_of(".dialog TextLines")
            assert sentence in workbench.screen_text()
            await workbench.press("escape")
            assert (workbench.focus, workbench.is_saved()) == ("mappings", False)
        assert workbench.screen.keeper.path == project, "the project stays where it was"
        assert project.read_bytes() == before
        await workbench.press("ctrl+s")
        assert load_project(project).mappings[0].enabled is False


async def test_leaving_asks_only_when_something_would_be_lost(
    open_workbench: Open, folder: Path, project: Path
) -> None:
    async with open_workbench(project=project) as workbench:
        await workbench.press("2", "space", "ctrl+q")
        assert (workbench.dialog, workbench.focus) == ("Leave", "save")
        assert "workbench.yaml has changes that are not saved" in workbench.screen_text()
        await workbench.press("ctrl+q")
        assert workbench.dialog == "Leave", "asked once, not twice"
        await workbench.press("escape")
        assert (workbench.dialog, workbench.focus) == ("", "mappings")
        await workbench.press("n", "ctrl+q")
        assert workbench.dialog == "Leave", "a dialog does not keep it from being asked"
        await workbench.press("escape")
        assert workbench.dialog == "NewMapping"
        await workbench.press("escape", "q", "tab", "enter")
    assert workbench.app.return_code == 0
    assert load_project(project) == ONE

    async with open_workbench(project=project) as again:
        assert again.dialog == "", "what was given up on purpose is not offered"
        await again.press("2", "space", "q", "enter")
    assert again.app.return_code == 0
    assert load_project(project).mappings[0].enabled is False

    async with open_workbench(project=project) as unchanged:
        await unchanged.press("q")
    assert unchanged.app.return_code == 0


async def test_leaving_a_new_project_asks_for_its_name_and_stays_when_that_fails(
    open_workbench: Open, folder: Path
) -> None:
    async with open_workbench() as workbench:
        await workbench.press("2", "space", "q", "enter")
        assert (workbench.dialog, workbench.focus) == ("Prompt", "answer")
        await workbench.press("ctrl+u")
        await workbench.type("gone/x.yaml\n")
        assert "Not saved" in workbench.screen_text()
        assert workbench.app.is_running
        assert not workbench.is_saved()
        await workbench.press("escape", "q", "enter", "enter")
    assert workbench.app.return_code == 0
    assert load_project(folder / "workbench.yaml").mappings[0].enabled is False


async def test_work_goes_on_where_no_recovery_copy_can_be_kept(
    open_workbench: Open, folder: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "state").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(folder / "state"))
    async with open_workbench(project=project) as workbench:
        await workbench.press("2", "space")
        await workbench.until(lambda: "cannot be kept for recovery" in workbench.toasts)
        assert (workbench.dialog, workbench.focus) == ("", "mappings")
        await workbench.press("ctrl+s")
        assert load_project(project).mappings[0].enabled is False


def killed(folder: Path, project: Path, state: Path) -> None:
    """Edit a project in the real program and end that without a chance to do anything."""
    with terminal("--project", project, folder=folder, WORKBENCH_STATE_DIR=str(state)) as program:
        program.read_until("Commands")
        program.press("2 ")
        program.read_until("unsaved")
        program.read_while(lambda: not list(state.glob("recovery/*.json")))
        program.kill()


async def test_work_of_a_killed_program_is_offered_adopted_or_discarded(
    open_workbench: Open, folder: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    killed(folder, project, state)
    shutil.copytree(state, tmp_path / "second state")
    async with open_workbench(project=project) as workbench:
        assert workbench.title_of(".dialog") == "Recover unsaved work?"
        assert "workbench.yaml" in workbench.screen_text()
        await workbench.press("escape")
        assert workbench.project == ONE
        await workbench.press("q")
    async with open_workbench(project=project) as again:
        assert again.dialog == "Confirm", "what was neither taken nor given up is offered again"
        await again.press("left", "enter")
        assert again.project == ONE
        await again.press("q")
    async with open_workbench(project=project) as gone:
        assert gone.dialog == ""

    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "second state"))
    async with open_workbench(project=project) as adopted:
        await adopted.press("enter")
        assert adopted.project.mappings[0].enabled is False
        assert "● unsaved" in adopted.text_of("#status")
        assert "Recovered" in adopted.toasts
        await adopted.press("ctrl+s")
        assert load_project(project).mappings[0].enabled is False
        await adopted.press("q")
    async with open_workbench(project=project) as saved:
        assert saved.dialog == ""


CRASH = """
import sys
from workbench.tui.screens.workbench import WorkbenchScreen

def copy(self, text, what):
    event = self.session.event.data
    raise RuntimeError(f"{text} {event}")

WorkbenchScreen.copy = copy
from workbench.cli import main
sys.exit(main())
"""


async def test_a_fault_of_the_program_saves_the_work_and_shows_no_values(
    open_workbench: Open, folder: Path, project: Path, tmp_path: Path
) -> None:
    events = event_file(folder / "events.ndjson", track("Trip Booked", user=SECRET))
    state = tmp_path / "state"
    with terminal(
        "--project", project, events, folder=folder, program=("-c", CRASH), WORKBENCH_STATE_DIR=str(state)
    ) as program:
        program.read_until(SECRET[:8])
        program.press("2 1y")
        assert program.read_to_end() == 1
    said = program.afterwards
    assert "ended because of an error of its own (RuntimeError)" in said
    assert "Your unsaved work was kept" in said
    assert SECRET not in said
    assert "Traceback" not in said
    assert "Trip Booked" not in said
    reports = list(state.glob("crashes/*.txt"))
    assert len(reports) == 1
    assert str(reports[0]) in said.replace("\r\n", "")
    report = reports[0].read_text(encoding="utf-8")
    assert "RuntimeError" in report
    assert "run_command" in report
    assert SECRET not in report
    assert "Trip Booked" not in report

    async with open_workbench(events, project=project) as workbench:
        assert workbench.dialog == "Confirm"
        await workbench.press("enter")
        assert workbench.project.mappings[0].enabled is False


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("version: 1\nmappings: [unclosed\n", "project.yaml:"),
        ("version: 99\n", "version"),
        ("version: 1\nmappings:\n  - name: x\n    action: noSuchAction\n", "noSuchAction"),
    ],
    ids=["no YAML", "another version", "an unknown action"],
)
def test_a_broken_project_is_one_plain_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    project = tmp_path / "project.yaml"
    project.write_text(content, encoding="utf-8")
    with terminal("--project", project, folder=tmp_path) as program:
        assert program.read_to_end() == 2
    said = program.afterwards
    assert "workbench: " in said
    assert sentence in said
    assert "Traceback" not in said
    assert project.read_text(encoding="utf-8") == content


async def test_the_recovery_copy_follows_typing(open_workbench: Open, project: Path, tmp_path: Path) -> None:
    async with open_workbench(project=project) as workbench:
        await workbench.press("t")
        await workbench.type(' and event = "Half typed')
        kept = tmp_path / "state" / "recovery"

        def copies() -> str:
            return "".join(file.read_text(encoding="utf-8") for file in kept.glob("*.json"))

        await workbench.until(lambda: "Half typed" in copies(), "a draft is kept too")
        await workbench.press("escape")
        assert workbench.is_saved()
        await workbench.until(lambda: "Half typed" not in copies(), "what was given back is not kept")
