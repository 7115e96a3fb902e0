"""What a failed HTTP exchange means for people."""

from __future__ import annotations

import re
import socket
import ssl

import httpx

from workbench.braze.outcomes import SendFailure

# httpx has one exception for a server that closes and for one that speaks no HTTP.
_CLOSED = re.compile("disconnected|peer closed")
_UNSENDABLE = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError)
CANCELLED = SendFailure("The request was cancelled.", "It may have arrived.", "cancelled", True)
NOT_SENT_CANCELLED = SendFailure("Not sent: sending was cancelled.", "Send it again when ready.", "cancelled")


def failure_of(error: Exception, *, where: str) -> SendFailure:
    """The failure that an exception of httpx stands for; `where` names the endpoint ("127.0.0.1:8080")."""
    cause = _root_cause(error)
    if isinstance(error, httpx.ConnectTimeout):
        return SendFailure(
            f"{where} did not accept a connection in time.",
            "Check the network, a VPN or firewall, and the endpoint; then send again.",
            "timeout",
        )
    if isinstance(error, httpx.TimeoutException):
        return SendFailure(
            f"{where} did not answer in time.",
            "It may have processed the request; look there before sending again.",
            "timeout",
            may_have_arrived=True,
        )
    if isinstance(error, httpx.ConnectError):
        return _connect_failure(cause, where)
    if isinstance(error, httpx.ProxyError):
        return SendFailure(
            f"The proxy in front of {where} refused the connection.",
            "Check HTTPS_PROXY and NO_PROXY in the environment.",
            "unreachable",
        )
    if isinstance(error, _UNSENDABLE):
        return SendFailure(
            "The request cannot be sent as it is: its address or a header has characters that HTTP forbids.",
            "Check the API key and the ids that are part of the address.",
            "request",
        )
    if isinstance(error, httpx.RemoteProtocolError) and not _CLOSED.search(str(error)):
        return SendFailure(
            f"{where} answered with something that is not HTTP.",
            "Check that the endpoint and its port belong to Braze's REST API or to the sandbox.",
            "invalid",
            may_have_arrived=True,
        )
    return SendFailure(
        f"{where} closed the connection before it had answered.",
        "It may have processed the request; look there before sending again.",
        "closed",
        may_have_arrived=True,
    )


def _connect_failure(cause: BaseException, where: str) -> SendFailure:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return SendFailure(
            f"The certificate of {where} is not trusted: {cause.verify_message}.",
            "Check the endpoint; behind a company proxy set SSL_CERT_FILE to its certificate authority.",
            "tls",
        )
    if isinstance(cause, ssl.SSLError):
        return SendFailure(
            f"No encrypted connection to {where} could be made.",
            "Check scheme and port: the port may speak plain HTTP.",
            "tls",
        )
    if isinstance(cause, socket.gaierror):
        return SendFailure(
            f"The name in {where} was not found.",
            "Check the endpoint's spelling and the network.",
            "dns",
        )
    if isinstance(cause, ConnectionRefusedError):
        return SendFailure(
            f"{where} refused the connection: nothing listens there.",
            "Start the sandbox, or check the endpoint's host and port.",
            "refused",
        )
    return SendFailure(
        f"{where} cannot be reached.", "Check the network and the endpoint; then send again.", "unreachable"
    )


def _root_cause(error: BaseException) -> BaseException:
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error
