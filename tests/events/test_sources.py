"""Files, folders, globs and pipes: each file once, in order, and plain words for what is none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.events.helpers import dumped, names, track
from workbench.errors import WorkbenchError
from workbench.events import EventStore, read_events
from workbench.events.sources import Finder, NoSource, Source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of several kinds, two levels deep."""
    for name in ("b.json", "a.ndjson", "README.md", "sub/c.jsonl", "sub/deep/d.txt", ".hidden/e.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumped(track(path.stem)))
    for name in ("workbench.yaml", ".env", "LICENSE", "_SUCCESS", "notes.rst", "sub/__pycache__/x.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("not events")
    return tmp_path


def found(*sources: str | Path) -> list[str]:
    """The names of the files that are found."""
    return [source.name for source in Finder().find(sources) if isinstance(source, Source)]


def refused(*sources: str | Path) -> dict[str, str]:
    """The reasons for what is not found."""
    finds = Finder().find(sources)
    return {source.name: source.reason.reason for source in finds if isinstance(source, NoSource)}


def test_folders_give_their_files_in_order_and_pass_over_documentation(folder: Path) -> None:
    expected = ["a.ndjson", "b.json", "sub/c.jsonl", "sub/deep/d.txt"]
    assert found(folder) == [str(folder / name) for name in expected]
    assert refused(folder) == {}
    assert names(read_events(folder)) == ["a", "b", "c", "d"]


def test_each_file_is_read_once(folder: Path) -> None:
    (folder / "link.json").symlink_to(folder / "b.json")
    assert len(found(folder, folder / "b.json", folder / "sub", str(folder / "*.json"))) == 4


def test_patterns_find_files_in_order(folder: Path) -> None:
    assert found(str(folder / "*.*json")) == [str(folder / "a.ndjson"), str(folder / "b.json")]
    assert found(str(folder / "**" / "*.jsonl")) == [str(folder / "sub/c.jsonl")]
    assert refused(str(folder / "*.csv")) == {str(folder / "*.csv"): "No file matches this pattern."}
    (folder / "odd[1].json").write_text("{}")
    assert found(folder / "odd[1].json") == [str(folder / "odd[1].json")]


def test_files_asked_for_by_name_are_tried_whatever_they_are(folder: Path) -> None:
    assert found(folder / "README.md", folder / ".hidden" / "e.json") == [
        str(folder / "README.md"),
        str(folder / ".hidden" / "e.json"),
    ]


def test_links_that_lead_back_are_not_followed(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self.json").symlink_to(folder / "self.json")
    (folder / "gone.json").symlink_to(folder / "nowhere")
    assert refused(folder) == {
        str(folder / "sub" / "up"): "This link leads back to a folder above it.",
        str(folder / "self.json"): "This link leads back to itself.",
        str(folder / "gone.json"): "There is no such file or folder.",
    }
    assert len(found(folder)) == 4
    assert len(read_events(folder)) == 4


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert refused(tmp_path / "pipe.json", tmp_path / "s", "/dev/null", "", "a\0b") == {
            str(tmp_path / "pipe.json"): "This is a named pipe, not a file.",
            str(tmp_path / "s"): "This is a device or socket, not a file.",
            "/dev/null": "This is a device or socket, not a file.",
            "(no path)": "There is no such file or folder.",
            "a\0b": "This is not a path.",
        }
        store = EventStore()
        assert list(store.load([tmp_path]))
        assert len(store.problems) == 2


def test_permission_denied_is_a_plain_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: str, *rest: int) -> int:
        if path == str(folder / "b.json"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WorkbenchError, match="Permission to read it is missing"):
        read_events(folder / "b.json")
    store = read_events(folder)
    assert names(store) == ["a", "c", "d"]
    assert [problem.reason for problem in store.problems] == ["Permission to read it is missing."]


def test_a_folder_without_events_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path) == {str(tmp_path): "The folder holds no files of events."}


def test_very_deep_folders_are_walked(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(300):
        path /= "d"
    path.mkdir(parents=True)
    (path / "a.json").write_text(dumped(track("deep")))
    assert names(read_events(tmp_path)) == ["deep"]


def piped(data: bytes, arguments: Sequence[str] = ("-",)) -> subprocess.CompletedProcess[str]:
    """What a fresh process finds in its standard input."""
    program = (
        "import sys; from workbench.events import EventStore; store = EventStore()\n"
        "for _ in store.load(sys.argv[1:]): pass\n"
        "for at in range(len(store)): print(store.origin(at), store.summary(at).name)\n"
        "for problem in store.problems: print(problem)"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=data.decode("latin-1"),
        encoding="latin-1",
        capture_output=True,
        check=True,
    )


def test_standard_input_is_read_to_its_end() -> None:
    assert piped(b'{"event":"A"}\n{"event":"B"}\n').stdout == "stdin:1 A\nstdin:2 B\n"
    assert piped(b"").stdout == "stdin: The file is empty.\n"
    assert piped(b'{"event":"A"}', ["/dev/stdin"]).stdout == "stdin:1 A\n"
    assert piped(b'{"event":"A"}', ["-", "-"]).stdout == "stdin:1 A\n"


def test_a_terminal_as_standard_input_is_not_waited_for() -> None:
    leader, follower = os.openpty()
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from workbench.events import EventStore\nstore = EventStore()\n"
                "for _ in store.load(['-']): pass\nprint(*store.missing)",
            ],
            stdin=follower,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        os.close(leader)
        os.close(follower)
    assert done.stdout == "stdin: Nothing is piped in. Use it like this: workbench - < FILE\n"
