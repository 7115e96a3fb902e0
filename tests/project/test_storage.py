"""Loading and saving the project file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.mappings.model import Mapping
from workbench.project import (
    FileChanged,
    Project,
    ProjectFile,
    load_project,
    project_text,
    read_project_text,
    save_project,
)

PROJECT = Project(name="Travel", mappings=(Mapping("Trip booked", "trackEvent", 'event = "Trip Booked"'),))


def test_a_saved_project_is_loaded(tmp_path: Path) -> None:
    save_project(PROJECT, tmp_path / "workbench.yaml")
    assert load_project(tmp_path / "workbench.yaml") == PROJECT
    assert load_project(tmp_path) == PROJECT
    assert os.listdir(tmp_path) == ["workbench.yaml"]


def test_saving_what_was_loaded_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    save_project(PROJECT, path)
    before = path.read_bytes()
    opened = ProjectFile.open(path)
    opened.save(opened.project)
    assert path.read_bytes() == before


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + project_text(PROJECT).replace("\n", "\r\n").encode())
    assert load_project(path) == PROJECT


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.yaml", None, "no such file"),
        ("latin.yaml", b"version: 1\nname: \xe9t\xe9\n", "UTF-8"),
        ("binary.yaml", b"version: 1\nname: a\x00b\n", "character"),
        ("broken.yaml", b"version: 1\nname: 'open\n", "YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_name(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbenchError) as caught:
        load_project(tmp_path / name)
    assert says in caught.value.message
    assert caught.value.file == str(tmp_path / name)
    assert caught.value.hint
    assert caught.value.line == (None if content is None else 2)


def test_a_path_that_cannot_be_followed_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300) / "workbench.yaml"
    with pytest.raises(WorkbenchError) as caught:
        load_project(path)
    assert caught.value.message == "The file cannot be read: File name too long."
    assert (caught.value.file, caught.value.hint) == (
        str(path),
        "Check the path and your permission to read it.",
    )


def test_what_another_program_wrote_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    save_project(PROJECT, path)
    opened = ProjectFile.open(path)
    path.write_text("version: 1\nname: Changed\n")
    assert opened.changed_outside()
    with pytest.raises(FileChanged) as caught:
        opened.save(PROJECT)
    assert caught.value.file == str(path)
    assert load_project(path).name == "Changed"
    saved = opened.save(PROJECT, overwrite=True)
    assert load_project(path) == PROJECT
    assert not saved.changed_outside()
    saved.save(PROJECT)


def test_a_new_project_does_not_replace_a_file_that_appeared(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    new = ProjectFile.new(path, PROJECT)
    path.write_text("version: 1\n")
    with pytest.raises(FileChanged):
        new.save(PROJECT)
    path.unlink()
    assert new.save(PROJECT).project == PROJECT


def test_a_deleted_file_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    save_project(PROJECT, path)
    opened = ProjectFile.open(path)
    path.unlink()
    opened.save(PROJECT)
    assert load_project(path) == PROJECT


def test_a_project_that_cannot_be_written_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    save_project(PROJECT, path)
    with pytest.raises(WorkbenchError):
        save_project(Project(mappings=(Mapping("a", "trackEvent", "", fields={"x": float("nan")}),)), path)
    assert load_project(path) == PROJECT


def test_text_is_read_without_a_file() -> None:
    assert read_project_text(project_text(PROJECT)) == PROJECT
    assert read_project_text(project_text(PROJECT).encode()) == PROJECT


def test_a_save_killed_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    save_project(PROJECT, path)
    writer = """
import itertools, sys
from workbench.mappings.model import Mapping
from workbench.project import Project, save_project
print("ready", flush=True)
for number in itertools.count():
    fields = {"name": "x" * 20_000, "number": number}
    mapping = Mapping("Trip", "trackEvent", "", fields=fields)
    save_project(Project(name="Travel", mappings=(mapping,)), sys.argv[1])
"""
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", writer, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ.copy(),
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        inode = path.stat().st_ino
        while path.stat().st_ino == inode:
            assert process.poll() is None
        process.kill()
        process.wait()
        process.stdout.close()
        assert load_project(path).name == "Travel"
    save_project(PROJECT, path)
    assert os.listdir(tmp_path) == ["workbench.yaml"]


def test_the_mode_of_the_file_is_kept_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "workbench.yaml"
    before = os.umask(0o027)
    try:
        save_project(PROJECT, path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    save_project(Project(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
