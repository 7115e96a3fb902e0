"""Files are replaced completely or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.project.files import MAX_BYTES, current_fingerprint, is_running, read_bytes, write_atomically


def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "file.yaml"
    link = tmp_path / "link.yaml"
    link.symlink_to(target)
    write_atomically(link, b"one")
    write_atomically(link, b"two")
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_links_that_lead_nowhere_are_an_error(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    (tmp_path / "dangling").symlink_to(tmp_path / "missing" / "file")
    for path in (loop, tmp_path / "dangling"):
        with pytest.raises(WorkbenchError):
            write_atomically(path, b"x")


def test_when_the_disk_takes_no_more_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"old")
    script = """
import resource, signal, sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.project import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"x" * 5000)
except WorkbenchError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert "was not written" in done.stdout
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file.yaml"]


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_whatever_step_fails_the_old_file_stays(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(WorkbenchError, match="No space left on device") as caught:
        write_atomically(path, b"new")
    assert "Free some space" in caught.value.hint
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file.yaml"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that other users may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_read_only_file_or_folder_is_respected(open_folder: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.project import write_atomically
if os.getuid() == 0:
    os.setuid(65534)
for path in sys.argv[1:]:
    try:
        write_atomically(Path(path), b"new")
    except WorkbenchError as error:
        print(error.file, bool(error.hint))
"""
    file = open_folder / "read_only.yaml"
    file.write_bytes(b"old")
    file.chmod(0o444)
    folder = open_folder / "folder"
    folder.mkdir()
    inside = folder / "file.yaml"
    inside.write_bytes(b"old")
    inside.chmod(0o666)
    folder.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", script, str(file), str(inside)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [f"{file} True", f"{inside} True"]
    assert (file.read_bytes(), inside.read_bytes()) == (b"old", b"old")


def test_targets_that_are_no_files_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "no" / "such" / "folder.yaml", tmp_path / "nul\0name"):
        with pytest.raises(WorkbenchError) as caught:
            write_atomically(path, b"x")
        assert caught.value.hint


def test_sources_that_are_no_files_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    for path in (tmp_path, pipe, large, tmp_path / "missing", tmp_path / "nul\0name"):
        with pytest.raises(WorkbenchError) as caught:
            read_bytes(path)
        assert caught.value.hint


def test_what_a_killed_process_left_is_removed_by_the_next_save(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".file.yaml.{ended.pid}-abcd.tmp"
    left.write_bytes(b"half")
    living = tmp_path / f".file.yaml.{os.getpid()}-abcd.tmp"
    living.write_bytes(b"half")
    write_atomically(tmp_path / "file.yaml", b"x")
    assert not left.exists()
    assert living.exists()


def test_a_fingerprint_tells_contents_apart(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert current_fingerprint(path) is None
    path.write_bytes(b"a")
    first = current_fingerprint(path)
    path.write_bytes(b"b")
    assert first != current_fingerprint(path)


def test_what_cannot_be_looked_at_has_no_fingerprint(tmp_path: Path) -> None:
    link = tmp_path / "link"
    os.symlink(tmp_path / ("x" * 300), link)
    assert current_fingerprint(link) is None
    assert current_fingerprint(tmp_path / ("x" * 300)) is None


def test_processes_are_told_alive_or_gone() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert is_running(os.getpid())
    assert is_running(1)
    assert is_running(10**30)
    assert not is_running(ended.pid)
