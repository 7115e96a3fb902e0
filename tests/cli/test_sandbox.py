"""`workbench sandbox`."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Invoke


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command as a process, stopped in the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "sandbox", "--port", "0", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


def next_line(process: subprocess.Popen[str]) -> str:
    """The next line that the command prints."""
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.usefixtures("folder")
def test_it_says_where_it_answers_and_how_to_use_it() -> None:
    with running("--key", "my-test-key") as process:
        address = next_line(process).rpartition(" ")[2].strip()
        text = "".join(iter(lambda: next_line(process), "Ctrl+C stops it.\n"))
        assert "my-test-key" in text
        assert f"curl {address}/users/track" in text
        answer = httpx.post(
            f"{address}/users/track",
            json={"attributes": [{"external_id": "u-1", "first_name": "Ana"}]},
            headers={"Authorization": "Bearer my-test-key"},
        )
        assert answer.status_code == 201
        assert next_line(process) == "201  POST /users/track\n"
        httpx.post(f"{address}/users/track", json={}, headers={"Authorization": "Bearer other"})
        assert next_line(process).startswith("401  POST /users/track  ")


def test_json_is_one_object_a_line_and_a_database_is_kept(folder: Path) -> None:
    for number in (1, 2):
        with running("--json", "--db", "sandbox.sqlite") as process:
            start = json.loads(next_line(process))
            httpx.post(
                f"{start['url']}/users/track",
                json={"attributes": [{"external_id": f"u-{number}"}]},
                headers={"Authorization": f"Bearer {start['api_key']}"},
            )
            call = json.loads(next_line(process))
            assert (call["status"], call["path"]) == (201, "/users/track")
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
    assert (folder / "sandbox.sqlite").stat().st_size > 0


@pytest.mark.usefixtures("folder")
def test_a_port_in_use_is_a_plain_sentence(invoke: Invoke) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = invoke("sandbox", "--port", str(port))
    assert answer.code == 2
    assert f"Port {port} is in use by another program." in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""
