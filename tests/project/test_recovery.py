"""Unsaved work outlives whatever ends the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.mappings.model import Mapping
from workbench.project import History, Project, ProjectFile, Recovery, SetName, load_project, save_project
from workbench.project.recovery import STATE_VARIABLE, state_folder

SAVED = Project(name="Saved", mappings=(Mapping("Trip", "trackEvent", ""),))

# Records one project after the other until it is killed, telling when it begins.
WRITER = """
import itertools, sys
from workbench.project import Project, Recovery
recovery = Recovery.start(sys.argv[1], state_dir=sys.argv[2])
names = [sys.argv[3]] if len(sys.argv) > 3 else map(str, itertools.count())
for name in names:
    recovery.record(Project(name=name))
    print(name, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "project" / "workbench.yaml"
    file.parent.mkdir()
    save_project(SAVED, file)
    return file


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def crashed(path: Path, state: Path, name: str | None = None, *, lines: int = 1) -> str:
    """Let a process record projects and kill it; gives the name it recorded last for certain."""
    command = [sys.executable, "-c", WRITER, str(path), str(state), *([name] if name is not None else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = ""
        for _ in range(lines):
            last = process.stdout.readline().strip()
        process.kill()
    return last


def abandoned(path: Path, state: Path, name: str) -> None:
    """What a process leaves that ends after recording a project."""
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(Project(name=name))
    recovery.lock.release()


def snapshots(state: Path, pattern: str = "*.json") -> list[Path]:
    return sorted((state / "recovery").glob(pattern))


def test_without_a_crash_there_is_nothing_to_recover(path: Path, state: Path) -> None:
    assert Recovery.find(path, state_dir=state) is None
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(Project(name="Edited"))
    recovery.close()
    recovery.close()
    assert Recovery.find(path, state_dir=state) is None
    assert list((state / "recovery").iterdir()) == []


def test_what_a_killed_process_recorded_is_found(path: Path, state: Path) -> None:
    crashed(path, state, "Edited")
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    assert found.project == Project(name="Edited")
    assert found.attempts == 0
    assert load_project(path) == SAVED


@pytest.mark.parametrize("lines", [1, 2, 20])
def test_a_process_killed_at_any_moment_leaves_a_whole_snapshot(path: Path, state: Path, lines: int) -> None:
    last = crashed(path, state, lines=lines)
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    assert int(found.project.name) >= int(last)


def test_work_of_a_living_process_is_not_offered(path: Path, state: Path) -> None:
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(Project(name="Edited"))
    assert Recovery.find(path, state_dir=state) is None
    recovery.close()


def test_saved_work_is_not_offered_even_when_the_process_is_killed_then(path: Path, state: Path) -> None:
    recovery = Recovery.start(path, state_dir=state)
    edited = Project(name="Edited")
    recovery.record(edited)
    save_project(edited, path)
    (snapshot,) = snapshots(state)
    kept = snapshot.read_bytes()
    recovery.saved()
    assert snapshots(state) == []
    recovery.close()
    snapshot.write_bytes(kept)
    assert Recovery.find(path, state_dir=state) is None
    assert snapshots(state) == []


def test_after_a_save_a_living_process_is_still_known_as_living(path: Path, state: Path) -> None:
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(Project(name="One"))
    recovery.saved()
    recovery.record(Project(name="Two"))
    assert Recovery.find(path, state_dir=state) is None
    recovery.close()


def test_work_older_than_what_was_saved_since_is_not_offered_but_kept(path: Path, state: Path) -> None:
    abandoned(path, state, "Edited")
    (snapshot,) = snapshots(state)
    os.utime(snapshot, (1, 1))
    save_project(Project(name="Newer"), path)
    assert Recovery.find(path, state_dir=state) is None
    assert snapshots(state) == [snapshot]


def test_an_unchanged_file_with_a_new_date_does_not_hide_the_work(path: Path, state: Path) -> None:
    abandoned(path, state, "Edited")
    (snapshot,) = snapshots(state)
    os.utime(snapshot, (1, 1))
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    assert found.time == 1


def test_work_on_a_project_without_a_file_is_found(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "new" / "workbench.yaml"
    abandoned(path, state, "Edited")
    assert Recovery.find(path, state_dir=state) is not None


def test_a_broken_project_file_does_not_hide_the_work(path: Path, state: Path) -> None:
    abandoned(path, state, "Edited")
    path.write_text("version: [")
    assert Recovery.find(path, state_dir=state) is not None


def test_the_same_file_by_another_way_is_the_same_project(path: Path, state: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path.parent)
    abandoned(path, state, "Edited")
    assert Recovery.find(link / "workbench.yaml", state_dir=state) is not None
    assert Recovery.find(path.with_name("other.yaml"), state_dir=state) is None


def test_the_latest_of_several_is_offered_first(path: Path, state: Path) -> None:
    abandoned(path, state, "First")
    (first,) = snapshots(state)
    abandoned(path, state, "Second")
    os.utime(first, (1, 1))
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    assert found.project.name == "Second"
    found.discard()
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    assert found.project.name == "First"
    found.discard()
    assert Recovery.find(path, state_dir=state) is None


def test_adopted_work_stays_until_it_is_saved(path: Path, state: Path) -> None:
    abandoned(path, state, "Edited")
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    recovery = Recovery.start(path, state_dir=state)
    assert recovery.adopt(found) == Project(name="Edited")
    assert found.file.exists()
    ProjectFile.open(path).save(found.project)
    recovery.saved()
    assert not found.file.exists()
    recovery.close()


def test_adopted_work_is_replaced_by_the_first_change_of_it(path: Path, state: Path) -> None:
    abandoned(path, state, "Edited")
    found = Recovery.find(path, state_dir=state)
    assert found is not None
    recovery = Recovery.start(path, state_dir=state)
    history = History(recovery.adopt(found))
    recovery.record(history.project)
    assert snapshots(state) == [found.file]
    recovery.record(history.do(SetName("Edited again")).project)
    assert snapshots(state) == [recovery.file]
    recovery.close()


def test_work_that_ended_the_workbench_when_it_was_adopted_is_marked(path: Path, state: Path) -> None:
    abandoned(path, state, "Poison")
    for attempt in (0, 1, 2):
        found = Recovery.find(path, state_dir=state)
        assert found is not None
        assert found.attempts == attempt
        recovery = Recovery.start(path, state_dir=state)
        recovery.adopt(found)
        recovery.lock.release()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": 99}',
        b'{"format": 1}',
        b'{"format": 1, "project": {"version": 7}}',
        b'{"format": 1, "project": {"version": 1, "mappings": [{"name": 5}]}}',
        b"[" * 200_000,
        b'{"format": 1, "project": ' + b'{"a":' * 100_000,
        b'{"format": ' + b"9" * 10_000 + b"}",
    ],
    ids=range(12),
)
def test_a_poisonous_snapshot_is_set_aside_and_never_read_again(
    path: Path, state: Path, content: bytes
) -> None:
    abandoned(path, state, "Edited")
    (snapshot,) = snapshots(state)
    snapshot.write_bytes(content)
    assert Recovery.find(path, state_dir=state) is None
    assert snapshots(state) == []
    (aside,) = snapshots(state, "*.bad")
    assert aside.read_bytes() == content
    Recovery.start(path, state_dir=state).close()


def test_a_snapshot_holds_no_credential(path: Path, state: Path) -> None:
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(SAVED)
    content = json.loads(snapshots(state)[0].read_bytes())
    assert set(content) == {"format", "path", "base", "attempts", "project"}
    recovery.close()


def test_work_that_cannot_be_kept_is_an_error_not_a_crash(path: Path, state: Path) -> None:
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep]
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(Project(name="Before"))
    with pytest.raises(WorkbenchError):
        recovery.record(Project(mappings=(Mapping("a", "trackEvent", "", fields={"x": deep}),)))
    assert json.loads(snapshots(state)[0].read_bytes())["project"]["name"] == "Before"
    recovery.close()


def test_a_state_folder_that_cannot_be_used_is_an_error(path: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(WorkbenchError, match=STATE_VARIABLE):
        Recovery.start(path, state_dir=blocked)
    assert Recovery.find(path, state_dir=blocked) is None


def test_the_state_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "chosen"))
    assert state_folder() == tmp_path / "chosen"
    assert state_folder(tmp_path / "given") == tmp_path / "given"
    monkeypatch.delenv(STATE_VARIABLE)
    assert state_folder().name == "braze-workbench"


def test_only_the_newest_abandoned_snapshots_are_kept(path: Path, state: Path) -> None:
    folder = state / "recovery"
    folder.mkdir(parents=True)
    for number in range(130):
        for suffix in ("json", "lock"):
            (folder / f"0000000000000000-{number}-x.{suffix}").write_text("{}")
        os.utime(folder / f"0000000000000000-{number}-x.json", (number, number))
    (folder / "orphan.lock").write_text("")
    recovery = Recovery.start(path, state_dir=state)
    left = snapshots(state)
    assert len(left) == 100
    assert not (folder / "0000000000000000-29-x.json").exists()
    assert not (folder / "orphan.lock").exists()
    recovery.close()


def test_files_of_the_state_folder_are_for_their_owner_only(path: Path, state: Path) -> None:
    recovery = Recovery.start(path, state_dir=state)
    recovery.record(SAVED)
    assert (state / "recovery").stat().st_mode & 0o077 == 0
    recovery.close()
