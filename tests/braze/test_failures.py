"""Failures that a loopback server cannot cause."""

from __future__ import annotations

import socket
import ssl

import httpx
import pytest

from workbench.braze.failures import failure_of


def caused(error: httpx.HTTPError, cause: BaseException) -> httpx.HTTPError:
    middle = OSError("between")
    middle.__cause__ = cause
    error.__cause__ = middle
    return error


@pytest.mark.parametrize(
    ("error", "kind", "word"),
    [
        (caused(httpx.ConnectError("x"), socket.gaierror(-2, "x")), "dns", "not found"),
        (caused(httpx.ConnectError("x"), OSError(113, "No route")), "unreachable", "cannot be reached"),
        (caused(httpx.ConnectError("x"), ssl.SSLError("x")), "tls", "encrypted"),
        (httpx.ProxyError("x"), "unreachable", "proxy"),
        (httpx.ConnectTimeout("x"), "timeout", "connection"),
        (httpx.WriteTimeout("x"), "timeout", "answer"),
        (httpx.ReadError("x"), "closed", "closed"),
        (httpx.UnsupportedProtocol("x"), "request", "cannot be sent"),
    ],
)
def test_a_failure_is_named_and_says_what_to_do(error: Exception, kind: str, word: str) -> None:
    failure = failure_of(error, where="rest.fra-01.braze.eu")
    assert failure.kind == kind
    assert word in failure.message
    assert failure.hint
    assert str(failure) == f"{failure.message} {failure.hint}"
