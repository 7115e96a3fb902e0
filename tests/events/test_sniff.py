"""What is no file of events is told from its beginning."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from tests.events.helpers import loaded, names, reasons
from workbench.events.sniff import refusal


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"", "empty"),
        (b"  \n\t\n", "nothing but blanks"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"Obj\x01\x04", "Avro"),
        (b"BZh91AY", "bzip2"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"%PDF-1.7", "PDF"),
        ('{"type":"track"}'.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff\x00{", "UTF-16"),
        (b"\x7fELF\x02\x01\x01\x00", "binary"),
        (b"\x00" * 4096, "binary"),
        (b"<!doctype html><title>x</title>", "HTML"),
        (b'<?xml version="1.0"?>', "HTML"),
        (b"userId,event,total\nu1,Trip Booked,10\nu2,Trip Booked,12\n", "CSV"),
        (b"userId;event\nu1;A", "CSV"),
        (b"userId\tevent\n", "CSV"),
        (b"version: 1\nname: x\n", "not JSON"),
        (b"just some words", "not JSON"),
        (b"null", "not JSON"),
        (b"\x1f\x8b\x08", "twice"),
    ],
)
def test_other_files_are_refused_by_name(head: bytes, words: str) -> None:
    reason = refusal(head)
    assert reason is not None
    assert words in reason.reason


@pytest.mark.parametrize(
    "head",
    [
        b"{",
        b" \n[",
        b"\xef\xbb\xbf{}",
        b"\x1e{}",
        b"broken line\n{",
        b"curl https://example.com",
        b" " * 65536,
    ],
)
def test_what_may_hold_events_is_let_through(head: bytes) -> None:
    assert refusal(head) is None


def test_archives_are_refused_with_what_to_do() -> None:
    tar, zipped = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.json")
        info.size = 2
        archive.addfile(info, io.BytesIO(b"{}"))
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("a.json", "{}")
    for data, words in ((tar.getvalue(), "tar archive"), (zipped.getvalue(), "ZIP archive")):
        store = loaded(data)
        assert words in store.problems[0].reason
        assert store.problems[0].hint
    assert reasons(loaded(gzip.compress(gzip.compress(b"{}")))) == [(0, "The file is compressed twice.")]


def test_a_broken_first_line_does_not_hide_the_others() -> None:
    store = loaded('ype":"track"}\n{"event":"A"}\n')
    assert names(store) == ["A"]
    assert reasons(store) == [(1, "This line is not JSON.")]
