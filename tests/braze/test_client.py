"""Sending, to servers that behave and to servers that do not."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading

import httpx
import pytest

from tests.braze.servers import KEY, UNTRUSTED, Server, answer, answering, track
from workbench.braze import Response, SendFailure, Timeouts, new_client, parse_endpoint, send
from workbench.braze.outcomes import Outcome
from workbench.errors import WorkbenchError
from workbench.requests import BrazeRequest

QUICK = Timeouts(connect=0.3, read=0.3, total=2.0)
PATIENT = Timeouts(connect=30, read=30, total=60)


def hang(server: Server, connection: socket.socket) -> None:
    server.read_request(connection)
    server.released.wait()


def only(outcomes: list[Outcome]) -> Outcome:
    (outcome,) = outcomes
    return outcome


def failure(outcomes: list[Outcome]) -> SendFailure:
    outcome = only(outcomes)
    assert isinstance(outcome, SendFailure)
    return outcome


def response(outcomes: list[Outcome]) -> Response:
    outcome = only(outcomes)
    assert isinstance(outcome, Response)
    return outcome


def test_an_answer_has_status_reason_headers_and_parsed_body() -> None:
    with Server(
        answering(answer("201 Created", b'{"message":"success"}', "X-RateLimit-Limit: 3000"))
    ) as server:
        got = response(send([track()], base_url=server.url))
    assert (got.status, got.reason, got.ok) == (201, "Created", True)
    assert got.body == {"message": "success"}
    assert got.header("X-RateLimit-Limit") == "3000"
    assert ("x-ratelimit-limit", "3000") in got.headers
    assert got.latency_ms > 0
    assert not got.truncated


def test_the_request_goes_to_the_configured_endpoint_whatever_it_was_built_for() -> None:
    with Server(answering(answer("201 Created"))) as server:
        send([track()], base_url=f"{server.url}/proxy/")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /proxy/users/track HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}".encode() in head
    assert json.loads(body) == track().body


def test_the_key_of_the_environment_replaces_the_request_s_own() -> None:
    with Server(answering(answer("201 Created"))) as server:
        send([track()], base_url=server.url, api_key="sandbox-key-123456")
    assert b"Authorization: Bearer sandbox-key-123456\r\n" in server.requests[0]
    assert KEY.encode() not in server.requests[0]


def test_classic_s_credentials_are_replaced_in_header_and_body() -> None:
    classic = BrazeRequest(
        "POST",
        "https://api.appboy.com/users/track",
        (("Authorization", "Basic cmVzdC1rZXk6"),),
        {"app_group_id": "rest-key-production", "src": "segment", "events": []},
    )
    with Server(answering(answer("201 Created"))) as server:
        send([classic], base_url=server.url, api_key="sandbox-key-123456")
    assert b"Basic" not in server.requests[0]
    assert b"rest-key-production" not in server.requests[0]
    assert b'"app_group_id":"sandbox-key-123456"' in server.requests[0]


def test_requests_are_sent_in_order_and_reported_as_they_come() -> None:
    seen: list[tuple[int, Outcome]] = []
    with Server(answering(answer("201 Created"), answer("400 Bad Request"), answer("201 Created"))) as server:
        outcomes = send(
            [track(1), track(2), track(3)],
            base_url=server.url,
            on_outcome=lambda index, outcome: seen.append((index, outcome)),
        )
    assert [outcome.status for outcome in outcomes if isinstance(outcome, Response)] == [201, 400, 201]
    assert seen == list(enumerate(outcomes))
    assert [b'"u-%d"' % number in sent for number, sent in enumerate(server.requests, 1)] == [True] * 3
    assert server.connections == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", ""),
        (b"plain", "plain"),
        (b"null", None),
        (b'"text"', "text"),
        (b"[1,2]", [1, 2]),
        (b"{broken", "{broken"),
        (b"NaN", "NaN"),
        (b"\xff\xfe", "��"),
        (b"[" * 20_000, "[" * 20_000),
    ],
)
def test_a_body_is_json_or_else_text(body: bytes, expected: object) -> None:
    with Server(answering(answer("200 OK", body))) as server:
        assert response(send([track()], base_url=server.url)).body == expected


def test_a_huge_body_is_cut_off() -> None:
    def endless(server: Server, connection: socket.socket) -> None:
        server.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    with Server(endless) as server:
        got = response(send([track()], base_url=server.url, max_response_bytes=1000))
    assert got.body == "x" * 1000
    assert got.truncated


def test_a_compressed_body_that_nobody_asked_for_is_read_within_the_same_limit() -> None:
    bomb = gzip.compress(b" " * 5_000_000)
    fair = gzip.compress(b'{"message":"success"}')
    with Server(
        answering(
            answer("200 OK", bomb, "Content-Encoding: gzip"),
            answer("200 OK", fair, "Content-Encoding: gzip"),
            answer("200 OK", b"no gzip", "Content-Encoding: gzip"),
        )
    ) as server:
        outcomes = send([track()] * 3, base_url=server.url, max_response_bytes=10_000)
    assert b"Accept-Encoding: identity" in server.requests[0]
    bodies = [outcome.body for outcome in outcomes if isinstance(outcome, Response)]
    assert bodies == [" " * 10_000, {"message": "success"}, "no gzip"]


def test_a_redirect_is_an_answer_and_never_followed() -> None:
    with Server(answering(answer("201 Created"))) as elsewhere:
        redirect = answer("307 Temporary Redirect", b"", f"Location: {elsewhere.url}/users/track")
        with Server(answering(redirect)) as server:
            got = response(send([track()], base_url=server.url))
            with httpx.Client(follow_redirects=True) as client:
                again = response(send([track()], base_url=server.url, client=client))
    assert (got.status, again.status) == (307, 307)
    assert elsewhere.connections == 0


def test_a_key_that_the_server_repeats_is_masked() -> None:
    body = json.dumps({"message": f"Invalid API key: {KEY}"}).encode()
    with Server(answering(answer("401 Unauthorized", body, f"X-Echo: {KEY}"))) as server:
        got = response(send([track()], base_url=server.url))
    assert KEY not in repr(got)
    assert got.body == {"message": "Invalid API key: ••••7731"}


def test_nothing_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    outcomes = send([track(), track()], base_url=f"http://127.0.0.1:{port}")
    first, second = outcomes
    assert isinstance(first, SendFailure)
    assert isinstance(second, SendFailure)
    assert (first.kind, first.may_have_arrived) == ("refused", False)
    assert "127.0.0.1" in first.message
    assert first.hint
    assert second.kind == "not sent"


def test_a_server_that_never_answers() -> None:
    with Server(hang) as server:
        got = failure(send([track()], base_url=server.url, timeout=QUICK))
    assert (got.kind, got.may_have_arrived) == ("timeout", True)


def test_a_server_that_sends_one_byte_now_and_then_meets_the_total_timeout() -> None:
    def drip(server: Server, connection: socket.socket) -> None:
        server.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not server.released.wait(0.02):
            connection.sendall(b"a")

    with Server(drip) as server:
        limits = Timeouts(connect=1, read=1, total=0.4)
        got = failure(send([track()], base_url=server.url, timeout=limits))
    assert (got.kind, got.may_have_arrived) == ("timeout", True)


def test_a_server_that_never_finishes_the_handshake() -> None:
    def silent(server: Server, connection: socket.socket) -> None:
        server.released.wait()

    with Server(silent) as server:
        got = failure(send([track()], base_url=f"https://127.0.0.1:{server.port}", timeout=QUICK))
    assert (got.kind, got.may_have_arrived) == ("timeout", False)


def close_at_once(server: Server, connection: socket.socket) -> None:
    server.read_request(connection)


def close_in_the_middle(server: Server, connection: socket.socket) -> None:
    server.read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning")


@pytest.mark.parametrize("behaviour", [close_at_once, close_in_the_middle])
def test_a_server_that_closes_early(behaviour: object) -> None:
    with Server(behaviour) as server:  # type: ignore[arg-type] # parametrize loses the type
        got = failure(send([track()], base_url=server.url))
    assert (got.kind, got.may_have_arrived) == ("closed", True)


@pytest.mark.parametrize(
    "garbage",
    [
        b"SSH-2.0-Server\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"HTTP/1.1 twohundred OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000,
    ],
)
def test_a_server_that_speaks_no_http(garbage: bytes) -> None:
    with Server(answering(garbage)) as server:
        got = failure(send([track()], base_url=server.url))
    assert got.kind == "invalid"


def test_an_untrusted_certificate() -> None:
    with Server(answering(answer("201 Created")), tls=True) as server:
        got = failure(send([track()], base_url=server.url))
    assert got.kind == "tls"
    assert "certificate" in got.message
    assert server.requests == []


def test_plain_http_where_tls_is_expected() -> None:
    with Server(lambda server, connection: connection.sendall(answer("400 Bad Request"))) as server:
        got = failure(send([track()], base_url=f"https://127.0.0.1:{server.port}"))
    assert got.kind == "tls"


def test_cancelling_ends_a_hanging_request_and_sends_no_further_one() -> None:
    with Server(hang) as server:
        outcomes = send([track(1), track(2)], base_url=server.url, timeout=PATIENT, cancel=server.arrived)
    kinds = [
        (outcome.kind, outcome.may_have_arrived) for outcome in outcomes if isinstance(outcome, SendFailure)
    ]
    assert kinds == [("cancelled", True), ("cancelled", False)]
    assert len(server.requests) == 1


def test_cancelling_ends_a_hanging_request_on_a_connection_used_before() -> None:
    cut_off = threading.Event()

    def once(server: Server, connection: socket.socket) -> None:
        server.read_request(connection)
        server.arrived.clear()
        connection.sendall(answer("201 Created"))
        server.read_request(connection)
        if connection.recv(1) == b"":
            cut_off.set()

    with Server(once) as server:
        first, second = send(
            [track(1), track(2)],
            base_url=server.url,
            timeout=PATIENT,
            cancel=lambda: len(server.requests) == 2,
        )
        assert cut_off.wait(10)
    assert isinstance(first, Response)
    assert isinstance(second, SendFailure)
    assert second.kind == "cancelled"


def test_cancelling_ends_a_hanging_encrypted_request() -> None:
    cut_off = threading.Event()

    def wait_for_the_end(server: Server, connection: socket.socket) -> None:
        server.read_request(connection)
        try:
            connection.recv(1)
        finally:
            cut_off.set()

    trusting = ssl.create_default_context(cafile=str(UNTRUSTED))
    with Server(wait_for_the_end, tls=True) as server, httpx.Client(verify=trusting, timeout=60) as client:
        outcomes = send([track()], base_url=server.url, client=client, cancel=server.arrived)
        assert cut_off.wait(10)
    assert failure(outcomes).kind == "cancelled"


def test_nothing_is_sent_when_cancelled_before() -> None:
    cancelled = threading.Event()
    cancelled.set()
    with Server(answering(answer("201 Created"))) as server:
        got = failure(send([track()], base_url=server.url, cancel=cancelled))
    assert got.kind == "cancelled"
    assert server.connections == 0


def test_a_given_client_stays_open() -> None:
    with (
        Server(answering(answer("201 Created"))) as server,
        new_client(parse_endpoint(server.url)) as client,
    ):
        for _ in range(2):
            assert response(send([track()], base_url=server.url, client=client)).status == 201
        assert not client.is_closed
    assert server.connections == 1


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        Server(answering(answer("201 Created"))) as proxy,
        Server(answering(answer("201 Created"))) as server,
    ):
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert response(send([track()], base_url=server.url)).status == 201
    assert proxy.connections == 0


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel", "tab\t"])
def test_an_unusable_key_is_refused_before_anything_is_sent(key: str) -> None:
    with Server(answering(answer("201 Created"))) as server, pytest.raises(WorkbenchError) as caught:
        send([track()], base_url=server.url, api_key=key)
    assert caught.value.hint
    assert key.strip() == "" or key not in str(caught.value)
    assert server.connections == 0


@pytest.mark.parametrize(
    "request_",
    [
        BrazeRequest("POST", "/users/track", (("X-Bad", "line\nbreak"),), {}),
        BrazeRequest("POST", "/users/track", (("X-Bad", "\ud800"),), {}),
        BrazeRequest("PO ST", "/users/track", (), {}),
        BrazeRequest("PUT", "/catalogs/a/items/\x00", (), {}),
        BrazeRequest("PUT", "/catalogs/a/items/\ud800", (), {}),
        BrazeRequest("PUT", "/" + "a" * 100_000, (), {}),
    ],
)
def test_a_request_that_http_cannot_carry(request_: BrazeRequest) -> None:
    with Server(answering(answer("201 Created"))) as server:
        got = failure(send([request_], base_url=server.url))
    assert got.kind == "request"
    assert server.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "https://rest.iad-01.braze.com@evil.example.com/users/track",
        "https://rest.iad-01.braze.com\\@evil.example.com/users/track",
        "//evil.example.com/users/track",
        "@evil.example.com/users/track",
        ":81@evil.example.com/",
        "https:///evil.example.com/",
    ],
)
def test_no_url_leads_away_from_the_endpoint(url: str) -> None:
    with Server(answering(answer("201 Created"))) as server:
        got = response(
            send([BrazeRequest("POST", url, (("Host", "evil.example.com"),), {})], base_url=server.url)
        )
    assert got.status == 201
    assert f"Host: 127.0.0.1:{server.port}\r\n".encode() in server.requests[0]
    assert b"Host: evil" not in server.requests[0]


def test_lone_surrogates_and_huge_values_are_sent_as_json() -> None:
    body = {"events": [{"name": "\ud800", "big": "x" * 2_000_000, "price": float("nan")}]}
    with Server(answering(answer("201 Created"))) as server:
        response(send([BrazeRequest("POST", "/users/track", (), body)], base_url=server.url))
    sent = json.loads(server.requests[0].partition(b"\r\n\r\n")[2])
    assert sent["events"][0]["name"] == "\ud800"
    assert sent["events"][0]["price"] is None


def test_what_is_no_json_is_the_caller_s_mistake() -> None:
    with Server(answering(answer("201 Created"))) as server, pytest.raises(TypeError):
        send([BrazeRequest("POST", "/users/track", (), {"events": {1, 2}})], base_url=server.url)
