"""The sandbox on a loopback port."""

from __future__ import annotations

import errno
import logging
import secrets
import socket
import sys
import threading
import time
from types import TracebackType
from typing import Self

import uvicorn

from workbench.errors import WorkbenchError
from workbench.sandbox.app import create_app
from workbench.sandbox.limits import RateLimiter
from workbench.sandbox.store import SandboxStore

HOST = "127.0.0.1"
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0
_POLL_SECONDS = 0.05
# Where there is no handler at all, logging prints uvicorn's warnings over the screen.
_SILENT = logging.NullHandler()


class SandboxServer:
    """A running sandbox, as a context manager or with `start` and `stop`.

    It listens on 127.0.0.1 only, in a daemon thread, without signal handlers and without writing to the
    terminal. `port` 0 takes a free one; `api_key` "" makes one up; `limiter` is as for `create_app`. The
    store stays open when it stops.
    """

    def __init__(
        self, store: SandboxStore, *, port: int = 0, api_key: str = "", limiter: RateLimiter | None = None
    ) -> None:
        self.store = store
        self._limiter = limiter
        self.api_key = api_key or f"sandbox-{secrets.token_hex(16)}"
        self._wanted_port = port
        self._socket: socket.socket | None = None
        self._server: _QuietServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port in use; 0 while stopped."""
        return int(self._socket.getsockname()[1]) if self._socket is not None else 0

    @property
    def url(self) -> str:
        """The base URL, such as http://127.0.0.1:8742."""
        return f"http://{HOST}:{self.port}"

    @property
    def running(self) -> bool:
        """Whether it answers."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> Self:
        """Listen, and return once requests are answered.

        Raises:
            WorkbenchError: the port is in use or not allowed, or the server did not start.
        """
        if self._server is not None:
            return self
        self._socket = _listen(self._wanted_port)
        server = _QuietServer(
            uvicorn.Config(
                create_app(self.store, self.api_key, limiter=self._limiter),
                log_config=None,
                access_log=False,
                loop="asyncio",
                http="h11",
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=2,
                server_header=False,
            )
        )
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [self._socket]}, name="sandbox", daemon=True
        )
        self._server = server
        logging.getLogger("uvicorn").addHandler(_SILENT)
        self._thread.start()
        if not server.wait_until_up(self._thread):
            self.stop()
            raise WorkbenchError("The sandbox did not start.", hint="Start it again, or with another port.")
        return self

    def stop(self) -> None:
        """Finish the requests under way and close the port. Stopping twice is fine."""
        if self._server is None or self._thread is None or self._socket is None:
            return
        self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)
        if self._thread.is_alive():
            self._server.force_exit = True
            self._thread.join(_STOP_SECONDS)
        self._socket.close()
        self._server = self._thread = self._socket = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _QuietServer(uvicorn.Server):
    """uvicorn with an event for "answers now". Outside of the main thread it installs no signal handlers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    def wait_until_up(self, thread: threading.Thread) -> bool:
        """Wait for the first answerable moment; false when `thread` ended before, or it took too long."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.is_up.wait(_POLL_SECONDS):
            if not thread.is_alive() or time.monotonic() > deadline:
                return False
        return True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.is_up.set()


def _listen(port: int) -> socket.socket:
    # The protocol is named: asyncio turns off Nagle's delay only where it is (40 ms for each answer).
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
        listener.setblocking(False)
    except (OSError, OverflowError) as error:
        listener.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise WorkbenchError(
                f"Port {port} is in use by another program.",
                hint="Stop that program, or start the sandbox with another port; port 0 takes a free one.",
                field="port",
            ) from error
        raise WorkbenchError(
            f"The sandbox cannot listen on port {port}.",
            hint="Take a port from 1024 to 65535, or 0 for a free one.",
            field="port",
        ) from error
    return listener
