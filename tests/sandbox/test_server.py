"""The sandbox as people meet it: a real server on a loopback port, and the real sender."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading

import httpx
import pytest

from tests.sandbox.client import TIME
from workbench.braze import Response, send
from workbench.errors import WorkbenchError
from workbench.requests import BrazeRequest
from workbench.sandbox import SandboxServer, SandboxStore

TRACK = BrazeRequest(
    "POST",
    "https://rest.iad-01.braze.com/users/track",
    (("Authorization", "Bearer production-key-1234"), ("Content-Type", "application/json")),
    {"events": [{"external_id": "u-1", "name": "Trip Booked", "time": TIME}]},
)


def test_a_request_is_sent_and_arrives() -> None:
    store = SandboxStore()
    with SandboxServer(store) as server:
        assert server.running
        assert server.url == f"http://127.0.0.1:{server.port}"
        (answer,) = send([TRACK], base_url=server.url, api_key=server.api_key)
    assert isinstance(answer, Response)
    assert (answer.status, answer.body) == (201, {"events_processed": 1, "message": "success"})
    assert answer.header("content-type") == "application/json"
    assert answer.header("x-ratelimit-limit") == "3000"
    profile = store.profile("u-1")
    assert profile is not None
    assert [event.name for event in profile.events] == ["Trip Booked"]
    assert store.calls()[0].path == "/users/track"
    store.close()


def test_the_key_of_production_is_refused() -> None:
    with SandboxServer(SandboxStore()) as server:
        (answer,) = send([TRACK], base_url=server.url)
    assert isinstance(answer, Response)
    assert answer.status == 401
    assert "production-key" not in repr(answer)


def test_keys_are_made_up_and_differ() -> None:
    keys = {SandboxServer(SandboxStore()).api_key for _ in range(3)}
    assert len(keys) == 3
    assert SandboxServer(SandboxStore(), api_key="mine").api_key == "mine"


def test_it_can_be_started_and_stopped_again_with_the_same_store() -> None:
    server = SandboxServer(SandboxStore())
    assert (server.running, server.port) == (False, 0)
    for _ in range(2):
        with server:
            assert server.start() is server
            (answer,) = send([TRACK], base_url=server.url, api_key=server.api_key)
            assert isinstance(answer, Response)
            assert answer.status == 201
        server.stop()
        assert not server.running
    assert len(server.store.calls()) == 2


def test_a_port_in_use() -> None:
    with SandboxServer(SandboxStore()) as first, pytest.raises(WorkbenchError) as caught:
        SandboxServer(SandboxStore(), port=first.port).start()
    assert "in use" in caught.value.message
    assert caught.value.hint
    assert caught.value.field == "port"


@pytest.mark.parametrize("port", [-1, 65_536, 10**20])
def test_a_port_that_does_not_exist(port: int) -> None:
    with pytest.raises(WorkbenchError) as caught:
        SandboxServer(SandboxStore(), port=port).start()
    assert caught.value.hint


def test_a_free_port_can_be_named_and_used_again_at_once() -> None:
    with SandboxServer(SandboxStore()) as server:
        port = server.port
        send([TRACK], base_url=server.url, api_key=server.api_key)
    with SandboxServer(SandboxStore(), port=port) as again:
        assert again.port == port


def test_it_listens_on_this_machine_only() -> None:
    with SandboxServer(SandboxStore()) as server, socket.create_server(("127.0.0.2", server.port)):
        assert server.running


def test_stopping_does_not_wait_for_clients_that_hang() -> None:
    server = SandboxServer(SandboxStore()).start()
    with socket.create_connection(("127.0.0.1", server.port)) as hanging:
        hanging.sendall(b"POST /users/track HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
        server.stop()
    assert not server.running


def test_signals_stay_the_program_s_own() -> None:
    before = signal.getsignal(signal.SIGINT)
    with SandboxServer(SandboxStore()):
        assert signal.getsignal(signal.SIGINT) is before


PROGRAM = """
import socket
from workbench.sandbox import SandboxServer, SandboxStore
with SandboxServer(SandboxStore()) as server:
    for garbage in (b"garbage\\r\\n\\r\\n", b"GET /%zz HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n", b""):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
"""


def test_nothing_is_written_to_the_terminal() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_huge_body_is_refused_without_being_read_to_its_end() -> None:
    with SandboxServer(SandboxStore()) as server:
        headers = {"Authorization": f"Bearer {server.api_key}"}
        with httpx.Client(trust_env=False, headers=headers) as client:
            answer = client.post(f"{server.url}/users/track", content=b" " * (4 * 1024 * 1024 + 1))
            assert answer.status_code == 413
            assert client.post(f"{server.url}/users/track", content=b"{}").status_code == 400
            assert client.head(f"{server.url}/users/track").status_code == 405


def test_many_clients_at_once() -> None:
    with SandboxServer(SandboxStore()) as server:
        outcomes: list[object] = []

        def client() -> None:
            outcomes.extend(send([TRACK] * 5, base_url=server.url, api_key=server.api_key))

        threads = [threading.Thread(target=client) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        profile = server.store.profile("u-1")
    assert [outcome.status for outcome in outcomes if isinstance(outcome, Response)] == [201] * 30
    assert profile is not None
    assert len(profile.events) == 30


IMPORTS = """
import sys
import workbench.sandbox
heavy = {"starlette", "uvicorn", "anyio", "httpx", "asyncio"}
print(sorted(heavy & set(sys.modules)))
workbench.sandbox.SandboxServer, workbench.sandbox.create_app
print(sorted({"starlette", "uvicorn", "httpx"} & set(sys.modules)))
"""


def test_the_server_is_imported_when_it_is_started() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n['starlette', 'uvicorn']\n"
