"""The store as a file, and under several threads."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.sandbox.client import TIME, Local
from workbench.errors import WorkbenchError
from workbench.sandbox import SandboxStore
from workbench.sandbox.messaging import CAMPAIGN
from workbench.sandbox.schema import SCHEMA_VERSION
from workbench.sandbox.store import MAX_CALLS

EVENT = {"external_id": "u-1", "name": "Trip Booked", "time": TIME}


def test_a_file_keeps_what_it_got(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "sandbox.db"
    first = SandboxStore(path)
    Local(first).track(events=[EVENT])
    first.close()
    again = SandboxStore(path)
    (user,) = again.users()
    assert (user.identifiers.external_id, user.events) == ("u-1", 1)
    assert again.profile(user.key) == again.profile("u-1")
    assert len(again.calls()) == 1
    again.close()


def test_a_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    store = SandboxStore(path)
    Local(store).track(events=[EVENT])
    assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}
    store.close()


def test_a_key_with_half_a_character_finds_what_was_sent_with_it() -> None:
    local = Local()
    local.track(events=[{**EVENT, "external_id": "u-\ud83d"}])
    assert len(local.profile("u-\ud83d").events) == 1
    assert local.store.profile("\0") is None
    local.store.close()


def test_nobody_is_found_by_a_wrong_key() -> None:
    store = SandboxStore()
    Local(store).track(events=[EVENT])
    assert store.profile("u-2") is None
    assert store.profile("") is None
    store.close()


@pytest.mark.parametrize("content", [b"no database" * 1000, None])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "notes.db"
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE mine (a)")
        other.commit()
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(WorkbenchError) as caught:
        SandboxStore(path)
    assert caught.value.file == str(path)
    assert caught.value.hint
    if content is not None:
        assert path.read_bytes() == before


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    SandboxStore(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    database.close()
    with pytest.raises(WorkbenchError, match="another version"):
        SandboxStore(path)


def test_a_file_of_the_version_before_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    store = SandboxStore(path)
    Local(store).track(events=[EVENT])
    store.close()
    database = sqlite3.connect(path)
    database.executescript("DROP TABLE targets; PRAGMA user_version = 1")
    database.close()
    store = SandboxStore(path)
    assert len(store.users()) == 1
    assert store.make_target(CAMPAIGN, "Welcome", now=1.0)
    store.close()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "sandbox.db", tmp_path, tmp_path / "nul\0"):
        with pytest.raises(WorkbenchError, match="cannot be opened"):
            SandboxStore(path)


def test_clearing_forgets_everything() -> None:
    local = Local()
    local.track(events=[EVENT], purchases=[], attributes=[{"external_id": "u-2", "a": 1}])
    local.post("/campaigns/trigger/send", {"campaign_id": "c-1", "broadcast": True})
    local.post("/catalogs", {"catalogs": [{"name": "shoes", "fields": [{"name": "id", "type": "string"}]}]})
    local.store.clear()
    assert (local.store.users(), local.store.calls(), local.store.messages()) == ((), (), ())
    assert local.get("/catalogs").body["catalogs"] == []
    local.store.close()


def test_many_threads_lose_nothing() -> None:
    local = Local()
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda number: local.track(events=[EVENT]).status, range(200)))
        list(pool.map(lambda number: local.store.profile("u-1"), range(50)))
    assert replies == [201] * 200
    assert len(local.profile("u-1").events) == 200
    local.store.close()


def test_only_the_last_calls_are_kept() -> None:
    local = Local()
    with local.store.transaction(0) as context:
        context.database.executemany(
            "INSERT INTO calls (at, method, path, body, status, reply, notes)"
            " VALUES (?, '', '', '1', 0, '1', '[]')",
            [(float(number),) for number in range(MAX_CALLS)],
        )
    local.track(events=[EVENT])
    calls = local.store.calls(10 * MAX_CALLS)
    assert len(calls) == MAX_CALLS
    assert (calls[0].path, calls[-1].at) == ("/users/track", 1.0)
    local.store.close()


def test_a_request_that_breaks_off_leaves_nothing() -> None:
    store = SandboxStore()

    def break_off() -> None:
        with store.transaction(0) as context:
            context.database.execute("INSERT INTO catalogs VALUES ('a', '', '[]', 0)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with store.transaction(0) as context:
        assert context.database.execute("SELECT * FROM catalogs").fetchall() == []
    store.close()


def test_a_store_that_cannot_write_answers_503() -> None:
    local = Local()
    local.store.close()
    assert local.track(events=[EVENT]).status == 503
