"""Compressed files are unpacked as far as they are good, and no further than is reasonable."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from tests.events.helpers import dumped, loaded, names, reasons, track
from workbench.errors import WorkbenchError
from workbench.events import EventStore, read_events
from workbench.events.feeds import LIMIT_VARIABLE, Room, limit_from_environment
from workbench.events.generate import generate_events

LINES = "".join(dumped(event) + "\n" for event in generate_events(600)).encode()


def test_a_compressed_file_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "day.gz"
    path.write_bytes(gzip.compress(LINES))
    store = read_events(path)
    assert len(store) == 600
    assert store.problems == []
    assert str(store.origin(599)) == f"{path}:600"
    assert store.raw(599) == LINES.splitlines()[599]
    assert [at for hits in store.search("osaka") for at in hits]


def test_members_and_padding_are_read_through() -> None:
    packed = gzip.compress(b'{"event":"A"}\n') + gzip.compress(b'{"event":"B"}\n') + b"\0" * 700_000
    store = loaded(packed + gzip.compress(b'{"event":"C"}'))
    assert names(store) == ["A", "B", "C"]
    assert store.problems == []
    assert names(loaded(gzip.compress(b"") + gzip.compress(b'{"event":"A"}'))) == ["A"]


def test_an_incompressible_text_is_read_whole() -> None:
    packer = zlib.compressobj(level=0, wbits=31)
    assert len(loaded(packer.compress(LINES) + packer.flush())) == 600


def test_events_before_a_damage_are_kept() -> None:
    packed = gzip.compress(LINES)
    cut = loaded(packed[: len(packed) // 2])
    assert 100 < len(cut) < 600
    assert reasons(cut)[-1] == (0, "The compressed data end too early; the events before are loaded.")
    damaged = bytearray(packed)
    damaged[len(packed) // 2] ^= 0xFF
    store = loaded(bytes(damaged))
    assert len(store) > 100
    assert reasons(store)[-1] == (0, "The compressed data are damaged; the events before are loaded.")
    assert reasons(loaded(packed + b"something else"))[-1][1].startswith("The compressed data are damaged")
    assert reasons(loaded(b"\x1f\x8b\x08\x00")) == [
        (0, "The compressed data end too early; the events before are loaded.")
    ]


def test_a_bomb_is_refused_before_it_fills_the_disk() -> None:
    bomb = gzip.compress(dumped(track("x")).encode() + b"\n" + b" " * 200_000_000)
    store = loaded(bomb)
    assert names(store) == ["x"]
    assert reasons(store)[-1] == (0, "It unpacks to over 250 times its size, as no events do.")
    assert LIMIT_VARIABLE in store.problems[-1].hint
    assert store.room.used < 100_000_000


def test_the_room_for_unpacked_data_is_bounded_and_can_be_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "day.gz"
    path.write_bytes(gzip.compress(LINES))
    small = EventStore(unpacked_limit=300_000)
    assert list(small.load([path]))
    assert 0 < len(small) < 600
    assert reasons(small)[-1] == (0, "More than 0.286 MB would be unpacked.")
    monkeypatch.setenv(LIMIT_VARIABLE, "64M")
    assert len(read_events(path)) == 600
    assert EventStore().room.limit == 64 * 2**20


@pytest.mark.parametrize(
    ("text", "limit"),
    [("", None), ("123", 123), ("2K", 2048), ("3m", 3 * 2**20), ("8GB", 8 * 2**30), (" 1g ", 2**30)],
)
def test_a_limit_is_written_as_a_size(text: str, limit: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT_VARIABLE, text)
    assert limit_from_environment() == limit


def test_a_limit_that_is_no_size_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT_VARIABLE, "lots")
    with pytest.raises(
        WorkbenchError, match=r"WORKBENCH_MAX_UNPACKED is not a size\. Write it like 500M or 8G\."
    ):
        EventStore()


def test_a_chosen_limit_is_the_only_one() -> None:
    assert Room().refusal(1, 2**28) is not None
    assert Room(2**40).refusal(1, 2**28) is None


def test_a_file_that_becomes_shorter_while_it_is_read_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "log.ndjson"
    path.write_bytes(LINES)
    store = EventStore()
    loading = store.load([path])
    next(loading)
    with path.open("r+b") as file:
        file.truncate(150_000)
    assert list(loading)
    assert 0 < len(store) < 600
    assert reasons(store)[-1] == (0, "The file became shorter while it was read.")
