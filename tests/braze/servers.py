"""A server on a loopback port that misbehaves as a test wants."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.requests import BrazeRequest

UNTRUSTED = Path(__file__).with_name("untrusted.pem")
KEY = "0f4c2a9e-made-up-key-7731"

Behaviour = Callable[["Server", socket.socket], None]


class Server:
    """Runs `behaviour` for each connection, in a thread; `released` is set at the end, for who waits."""

    def __init__(self, behaviour: Behaviour, *, tls: bool = False) -> None:
        self.behaviour = behaviour
        self.tls = tls
        self.connections = 0
        self.requests: list[bytes] = []
        self.arrived = threading.Event()
        self.released = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def read_request(self, connection: socket.socket) -> bytes:
        """A whole request: head, and as much body as it announces. Empty when the client closed."""
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                return b""
            received += chunk
        head, _, body = received.partition(b"\r\n\r\n")
        wanted = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < wanted:
            body += connection.recv(65536)
        self.requests.append(head + b"\r\n\r\n" + body)
        self.arrived.set()
        return self.requests[-1]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(UNTRUSTED)
                connection = context.wrap_socket(connection, server_side=True)
            self.behaviour(self, connection)
        except OSError:
            return
        finally:
            connection.close()


def answering(*answers: bytes) -> Behaviour:
    """Read a request and send the next answer, over and over; the last one again and again."""

    def behave(server: Server, connection: socket.socket) -> None:
        while server.read_request(connection):
            connection.sendall(answers[min(len(server.requests), len(answers)) - 1])

    return behave


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An HTTP answer with a length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def track(number: int = 1) -> BrazeRequest:
    """A request to /users/track, as built for a production instance."""
    return BrazeRequest(
        "POST",
        "https://rest.iad-01.braze.com/users/track",
        (("Authorization", f"Bearer {KEY}"), ("Content-Type", "application/json")),
        {
            "events": [
                {"external_id": f"u-{number}", "name": "Trip Booked", "time": "2026-03-02T10:15:00.000Z"}
            ]
        },
    )
