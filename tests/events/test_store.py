"""The store keeps places, not events, and stays right while it loads, when files change, and over time."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.events.helpers import dumped, loaded, names, reasons, track
from workbench.errors import WorkbenchError
from workbench.events import Event, EventProblem, EventStore, EventSummary, Origin, read_events
from workbench.events.generate import generate_events, write_ndjson
from workbench.events.store import MOST_PROBLEMS


@pytest.fixture
def trips(tmp_path: Path) -> Path:
    """A file of three events."""
    path = tmp_path / "trips.ndjson"
    path.write_text("".join(dumped(track(name)) + "\n" for name in ("Searched", "Booked", "Cancelled")))
    return path


def test_a_file_gives_its_events_with_their_exact_text_and_place(trips: Path) -> None:
    store = read_events(trips)
    assert len(store) == 3
    assert store.raw(1) == dumped(track("Booked")).encode()
    assert store.origin(1) == Origin(str(trips), 2)
    assert str(store.origin(1)) == f"{trips}:2"
    assert store.event(1).data["event"] == "Booked"
    assert store.summary(1) == EventSummary("track", "Booked", "u1", "2000-01-01T00:00:00.000Z")
    assert store.problems == []
    for at in (3, -1):
        with pytest.raises(IndexError):
            store.event(at)


def test_fields_that_the_file_does_not_have_are_named(trips: Path) -> None:
    store = read_events(trips)
    event = store.event(0)
    assert event.synthetic == ("messageId", "timestamp", "receivedAt")
    assert store.raw(0) == dumped(track("Searched")).encode()
    assert read_events(trips).event(0) == event


def test_numbers_are_those_of_javascript() -> None:
    store = loaded('{"event":"A","properties":{"id":12345678901234567890,"10":1,"9":2}}')
    assert list(store.event(0).data["properties"].items()) == [
        ("9", 2),
        ("10", 1),
        ("id", 12345678901234567000.0),
    ]


def test_loading_tells_its_progress_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson"
    with path.open("wb") as file:
        size = write_ndjson(file, 3000)
    store = EventStore()
    progress = list(store.load([path]))
    assert progress[0].events > 0
    assert progress[0].bytes_total == size
    assert progress[-1].bytes_done == size
    assert progress[-1].events == len(store) == 3000
    assert progress[-1].current_file == str(path)
    assert [step.bytes_done for step in progress] == sorted(step.bytes_done for step in progress)

    stopped = EventStore()
    loading = stopped.load([path])
    next(loading)
    del loading
    assert 0 < len(stopped) < 3000
    assert stopped.event(len(stopped) - 1).data["type"]


def test_more_can_be_loaded_into_the_same_store(trips: Path) -> None:
    store = read_events(trips)
    store.load_text('{"event":"Pasted"}')
    store.load_text('{"event":"Again"}', "clipboard")
    for _ in store.load([trips]):
        pass
    assert names(store)[3:6] == ["Pasted", "Again", "Searched"]
    assert [str(store.origin(at)) for at in (3, 4)] == ["pasted:1", "clipboard:1"]


def test_events_can_be_read_while_others_load(tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for event in generate_events(4000):
            file.write(dumped(event).encode() + b"\n")
    store = EventStore()
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set() or not wrong:
            count = len(store)
            for at in {0, count // 2, count - 1} if count else ():
                event: Event = store.event(at)
                if event.origin.line != at + 1 or not store.raw(at):
                    wrong.append(f"{at}")
            sum(len(hits) for hits in store.search("osaka", max(0, count - 50)))
            if done.is_set():
                return

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in store.load([path]):
            pass
    finally:
        done.set()
        reader.join()
    assert wrong == []
    assert len(store) == 4000


def test_a_file_that_grew_keeps_its_events(trips: Path) -> None:
    store = read_events(trips)
    with trips.open("a") as file:
        file.write(dumped(track("Later")) + "\n")
    assert names(store) == ["Searched", "Booked", "Cancelled"]
    assert store.changed_files() == [str(trips)]
    assert [list(hits) for hits in store.search("booked")] == [[1]]


def test_a_file_cut_off_or_overwritten_is_noticed(trips: Path) -> None:
    store = read_events(trips)
    assert store.changed_files() == []
    first = len(store.raw(0))
    with trips.open("r+b") as file:
        file.truncate(first + 5)
    assert store.event(0).data["event"] == "Searched"
    with pytest.raises(WorkbenchError, match="has changed since it was loaded") as failure:
        store.event(1)
    assert (failure.value.file, failure.value.line) == (str(trips), 2)
    assert store.summary(1) == EventSummary("track", "Booked", "", "")
    assert [list(hits) for hits in store.search("searched")] == [[0]]


def test_a_file_that_was_removed_is_still_read_until_it_must_be_opened_again(trips: Path) -> None:
    store = read_events(trips)
    trips.unlink()
    assert store.event(1).data["event"] == "Booked"
    assert store.changed_files() == [str(trips)]
    store.files.close()
    with pytest.raises(WorkbenchError, match="no longer in it"):
        store.raw(0)


def test_many_files_do_not_need_many_open_ones(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.json").write_text(dumped(track(f"E{number}")))
    before = len(os.listdir("/dev/fd"))
    store = read_events(tmp_path)
    assert names(store) == [f"E{number}" for number in range(60)]
    assert len(os.listdir("/dev/fd")) - before < 25


def test_problems_are_counted_beyond_those_that_are_kept() -> None:
    store = loaded('{"event":"A"}\n' + "oops\n" * (MOST_PROBLEMS + 500))
    assert len(store.problems) == MOST_PROBLEMS
    assert store.problem_count == MOST_PROBLEMS + 500


def test_kinds_are_counted_in_the_order_of_their_first_event() -> None:
    store = loaded('{"event":"A"}\n{"type":"page","name":"P"}\n{"event":"A"}\n{"groupId":"g"}\n{"traits":{}}')
    assert store.kinds() == [("track", "A", 2), ("page", "P", 1), ("group", "", 1), ("identify", "", 1)]


def test_more_kinds_than_are_kept_still_have_their_names() -> None:
    store = loaded("".join(f'{{"event":"E{number}"}}\n' for number in range(17_000)))
    assert len(store.kinds()) < 17_000
    assert store.summary(16_999).name == "E16999"
    assert store.summary(16_999).type == "track"


def test_missing_paths_are_an_error_and_broken_lines_are_not(trips: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="There is no such file or folder") as failure:
        read_events(trips, tmp_path / "nothing.json")
    assert failure.value.file == str(tmp_path / "nothing.json")
    with trips.open("a") as file:
        file.write("oops\n")
    assert reasons(read_events(trips)) == [(4, "This line is not JSON.")]


def test_problems_turn_into_errors_for_people() -> None:
    problem = EventProblem(Origin("a.json", 3, 2), "This is no JSON object.", "An event is one JSON object.")
    assert str(problem) == "a.json:3 (item 2): This is no JSON object. An event is one JSON object."
    assert str(problem.error()) == "a.json:3: This is no JSON object. An event is one JSON object."


def test_closing_gives_back_what_was_spooled(trips: Path) -> None:
    store = read_events(trips)
    store.load_text('{"event":"Pasted"}')
    store.close()
    assert store.event(0).data["event"] == "Searched"
    with pytest.raises(WorkbenchError):
        store.raw(3)


def test_a_pasted_text_may_be_anything_that_a_file_may_be() -> None:
    packed = gzip.compress(b'{"batch":[{"event":"A"}],"sentAt":"2026-03-01T00:00:00Z"}')
    store = loaded(packed)
    assert store.event(0).data["sentAt"] == "2026-03-01T00:00:00Z"
    assert reasons(loaded("")) == [(0, "The file is empty.")]
    assert names(loaded('{"event":"\ud83d"}')) == []


def test_no_room_for_temporary_files_is_a_problem(
    tmp_path: Path, trips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    store = EventStore()
    store.load_text('{"event":"A"}')
    assert reasons(store) == [(0, "Temporary files cannot be written: No such file or directory.")]
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(gzip.compress(trips.read_bytes()))
    progress: Iterator[object] = store.load([packed, trips])
    assert list(progress)
    assert len(store) == 3
    assert len(store.problems) == 2
