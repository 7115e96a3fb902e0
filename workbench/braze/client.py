"""Sends requests to one endpoint, one after the other. Meant for worker threads: it blocks.

Every exchange runs in a thread of its own while the caller's thread watches for cancellation and the overall
deadline, since neither a name lookup nor a handshake can be interrupted from within.
"""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx

from workbench.braze.addressing import addressed
from workbench.braze.endpoints import Endpoint, parse_endpoint
from workbench.braze.failures import CANCELLED, NOT_SENT_CANCELLED, failure_of
from workbench.braze.masks import scrub, secrets_of
from workbench.braze.outcomes import Outcome, Response, SendFailure
from workbench.jsvalues import Json, dump_json, parse_json
from workbench.requests import BrazeRequest

MAX_RESPONSE_BYTES = 4 * 1024 * 1024
_POLL_SECONDS = 0.05
_USER_AGENT = "braze-workbench"
_FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect (name lookup and TLS included), between two reads or writes, and for one
    exchange in all. The read timeout is the one of the destination's own client
    (@segment/action-destinations 3.497.0)."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0


Cancel: TypeAlias = threading.Event | Callable[[], bool]


def send(
    requests: Sequence[BrazeRequest],
    *,
    base_url: str,
    api_key: str | None = None,
    client: httpx.Client | None = None,
    timeout: Timeouts | None = None,
    cancel: Cancel | None = None,
    on_outcome: Callable[[int, Outcome], None] | None = None,
    max_response_bytes: int = MAX_RESPONSE_BYTES,
) -> list[Outcome]:
    """Send `requests` in order to `base_url` and return one outcome for each, at the same index.

    The requests' own origins are ignored: only `base_url`'s origin is called, encrypted unless it is this
    machine, without following redirects and without repeating anything. `api_key` replaces the credentials
    that the requests carry (None keeps them); wherever the server repeats a credential, it is masked.

    `cancel` (an event, or a callable that becomes true) ends a hanging exchange at once; requests after it
    are not sent. After a failure to connect the remaining requests are not tried. `on_outcome` is called
    with index and outcome, in this thread, as soon as each is known. A given `client` is used and left open,
    unless an exchange on it is cut off.

    Raises:
        WorkbenchError: the endpoint may not be called, or the key is unusable. Nothing has been sent then.
    """
    endpoint = parse_endpoint(base_url)
    ready = [addressed(request, endpoint, api_key) for request in requests]
    limits = timeout or Timeouts()
    cancelled = _as_callable(cancel)
    outcomes: list[Outcome] = []
    session = client or new_client(endpoint, limits)
    sockets: list[socket.socket] = []
    try:
        stopped: SendFailure | None = None
        for index, request in enumerate(ready):
            if stopped is None and cancelled():
                stopped = NOT_SENT_CANCELLED
            exchange = _Exchange(session, sockets, request, endpoint, limits, max_response_bytes)
            outcome = stopped or exchange.run(cancelled)
            outcomes.append(outcome)
            if on_outcome is not None:
                on_outcome(index, outcome)
            stopped = stopped or _reason_to_stop(outcome)
    finally:
        if client is None:
            session.close()
    return outcomes


def new_client(endpoint: Endpoint, timeout: Timeouts | None = None) -> httpx.Client:
    """A client for `endpoint`. Proxies and certificate variables of the environment count, except on this
    machine: a company proxy cannot reach the sandbox."""
    limits = timeout or Timeouts()
    return httpx.Client(
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=False,
        trust_env=not endpoint.loopback,
        headers={"User-Agent": _USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"},
    )


def _as_callable(cancel: Cancel | None) -> Callable[[], bool]:
    if cancel is None:
        return lambda: False
    return cancel.is_set if isinstance(cancel, threading.Event) else cancel


def _reason_to_stop(outcome: Outcome) -> SendFailure | None:
    if isinstance(outcome, Response):
        return None
    if outcome.kind == "cancelled":
        return NOT_SENT_CANCELLED
    if outcome.kind in ("refused", "dns", "unreachable", "tls") or (
        outcome.kind == "timeout" and not outcome.may_have_arrived
    ):
        return SendFailure(
            "Not sent: the endpoint could not be reached for the request before.", outcome.hint, "not sent"
        )
    return None


@dataclass(slots=True)
class _Exchange:
    """One request and its answer; the only mutable thing here, shared by the two threads of an exchange.

    `sockets` are those opened for this and earlier exchanges: a later one may use the connection again."""

    client: httpx.Client
    sockets: list[socket.socket]
    request: BrazeRequest
    endpoint: Endpoint
    limits: Timeouts
    max_bytes: int
    sent: bool = False
    aborted: bool = False
    result: Future[Outcome] = field(default_factory=Future)

    def run(self, cancelled: Callable[[], bool]) -> Outcome:
        """The outcome, however the server behaves, at the latest after the total timeout."""
        started = time.monotonic()
        threading.Thread(target=self._work, name="braze-send", daemon=True).start()
        while True:
            try:
                return self.result.result(timeout=_POLL_SECONDS)
            except TimeoutError:
                if cancelled():
                    self._abort()
                    return CANCELLED if self.sent else NOT_SENT_CANCELLED
                if time.monotonic() - started > (self.limits.total if self.sent else self.limits.connect):
                    self._abort()
                    error = httpx.ReadTimeout("") if self.sent else httpx.ConnectTimeout("")
                    return failure_of(error, where=self._where)

    @property
    def _where(self) -> str:
        return self.endpoint.origin.partition("://")[2]

    def _abort(self) -> None:
        self.aborted = True
        for connection in self.sockets:
            _shut_down(connection)
        self.client.close()

    def _work(self) -> None:
        try:
            self.result.set_result(self._exchange())
        except _FAILURES as error:
            self.result.set_result(failure_of(error, where=self._where))
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread
            self.result.set_exception(error)

    def _exchange(self) -> Outcome:
        url = httpx.URL(self.request.url)
        default = 443 if self.endpoint.scheme == "https" else 80
        if (url.scheme, url.host, url.port or default) != (
            self.endpoint.scheme,
            self.endpoint.host,
            self.endpoint.port,
        ):
            raise httpx.InvalidURL("another origin")
        started = time.perf_counter()
        with self.client.stream(
            self.request.method,
            url,
            headers=list(self.request.headers),
            content=None if self.request.body is None else dump_json(self.request.body).encode(),
            follow_redirects=False,
            extensions={"trace": self._trace},
        ) as answer:
            raw, truncated = _read(answer, self.max_bytes)
            latency = (time.perf_counter() - started) * 1000
        secrets = secrets_of(self.request)
        text = scrub(raw.decode("utf-8", "replace"), secrets)
        return Response(
            status=answer.status_code,
            reason=answer.reason_phrase,
            headers=tuple(
                (name.lower(), scrub(value, secrets)) for name, value in answer.headers.multi_items()
            ),
            body=text if truncated else _parsed(text),
            latency_ms=latency,
            truncated=truncated,
        )

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Keeps the sockets in use, so that another thread can shut them; closing alone wakes no reader."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            connection = info["return_value"].get_extra_info("socket")
            if connection is not None:
                self.sockets.append(connection)
                if self.aborted:
                    _shut_down(connection)
        elif event.endswith(".send_request_headers.complete"):
            self.sent = True


def _shut_down(connection: socket.socket) -> None:
    try:
        # Not SSLSocket.shutdown, which first drops the TLS state under the reader's feet.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
    except OSError:
        return


def _read(answer: httpx.Response, limit: int) -> tuple[bytes, bool]:
    """The body, at most `limit` bytes of it, and whether that is not all."""
    kept = bytearray()
    for chunk in answer.iter_raw():
        kept += chunk
        if len(kept) > limit:
            break
    raw = bytes(kept)
    if answer.headers.get("content-encoding", "").lower() in ("gzip", "deflate"):
        raw = _inflate(raw, limit + 1)
    return raw[:limit], len(raw) > limit


def _inflate(raw: bytes, limit: int) -> bytes:
    """The beginning of a compressed body, which the server sent although none was asked for."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(raw, limit)
    except zlib.error:
        return raw


def _parsed(text: str) -> Json | str:
    try:
        return parse_json(text)
    except ValueError:
        return text
