"""What differs around the bodies: the address, the credential, headers, and which requests there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Final

from workbench.compare.credentials import CREDENTIAL_HEADERS, CREDENTIAL_KEYS, MASK, scheme_of
from workbench.compare.model import Difference
from workbench.compare.pairing import host_of, path_of
from workbench.compare.places import At, Prefix
from workbench.compare.sentences import AGAIN, OTHER_RESULT, SAME_RESULT, request_text
from workbench.compare.told import Told
from workbench.compare.values import MISSING
from workbench.requests import BrazeRequest
from workbench.text import counted

_SCHEMES = {"Bearer": "as a Bearer token", "Basic": "as Basic authorization"}
_LONGEST_REASON = 160
_BATCH = "x-braze-batch"
_FIRST: Final[At] = (0, ("body",))
"""Where the rule is asked for of a side that sends everything, or nothing: Classic has rules for that too."""


def one_sided(
    actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest], actions_reason: str, classic_reason: str
) -> Iterator[Told]:
    """Only one side sends something, and why the other does not."""
    if actions:
        sent = f"Actions sends {_requests_text(actions)}, Classic nothing"
        sentence = _because(f"requests: {sent}", classic_reason)
        yield Told(Difference("only_actions", "requests", sentence, len(actions), 0), _FIRST, _FIRST)
    elif classic:
        sent = f"Actions sends nothing, Classic {_requests_text(classic)}"
        sentence = _because(f"requests: {sent}", actions_reason)
        yield Told(Difference("only_classic", "requests", sentence, 0, len(classic)), classic=_FIRST)


def _because(text: str, reason: str) -> str:
    reason = shorten(reason.strip(), width=_LONGEST_REASON, placeholder=" …").rstrip(".")
    return f"{text}: {reason}." if reason else f"{text}."


def _requests_text(requests: Sequence[BrazeRequest]) -> str:
    if len(requests) == 1:
        return request_text(requests[0])
    return counted(len(requests), "request")


def lonely(request: BrazeRequest, number: int, prefix: Prefix, *, of_actions: bool, again: bool) -> Told:
    """A request that has no counterpart; `number` is its place among its side's. `again` when both send what
    is in it, and this is once more."""
    at = (number, ("body",))
    side = "Actions" if of_actions else "Classic"
    note = f"; {AGAIN}" if again else ""
    sentence = f"{prefix.subject or 'requests'}: only {side} sends {request_text(request)}{note}."
    if of_actions:
        return Told(Difference("only_actions", prefix.path or "requests", sentence, 1, 0), at)
    return Told(Difference("only_classic", prefix.path or "requests", sentence, 0, 1), classic=at)


def split(actions: int, classic: int, *, matters: bool) -> Told:
    """The same objects in other requests; `matters` when their order decides what Braze ends with."""
    note = OTHER_RESULT if matters else f"{SAME_RESULT} with the same objects"
    text = "both sides send the same objects, each side puts other ones into one request"
    if actions != classic:
        mine, other = counted(actions, "request"), counted(classic, "request")
        text = f"Actions sends in {mine} what Classic sends in {other}"
    sentence = f"requests: {text}; {note}."
    return Told(Difference("moved", "requests", sentence, actions, classic))


def around(
    left: BrazeRequest, right: BrazeRequest, numbers: tuple[int, int], prefix: Prefix
) -> Iterator[Told]:
    """Address, credential and headers of two requests; what is no request but its effect has none."""
    if not left.url or not right.url:
        return
    mine, other = numbers
    for found in _endpoint(left, right, prefix):
        yield Told(found, (mine, ("url",)), (other, ("url",)))
    for found in _credential(left, right, prefix):
        yield Told(found, (mine, ("headers", "Authorization")), (other, ("headers", "Authorization")))
    for found in _headers(left, right, prefix):
        yield Told(found, (mine, ("headers", "X-Braze-Batch")), None)


def same_around(one: Told, other: Told) -> bool:
    """Whether two requests differ from their counterparts in the same way around the body."""
    first, second = one.difference, other.difference
    return (
        first.kind in ("endpoint", "credential")
        and replace(first, path="", sentence="") == replace(second, path="", sentence="")
        and first.sentence.partition(": ")[2] == second.sentence.partition(": ")[2]
    )


def _endpoint(left: BrazeRequest, right: BrazeRequest, prefix: Prefix) -> Iterator[Difference]:
    path, subject = prefix.joined("endpoint"), prefix.named("endpoint")
    if left.method != right.method or path_of(left.url) != path_of(right.url):
        sentence = f"{subject}: Actions calls {left.method} {left.url}, Classic {right.method} {right.url}."
        yield Difference("endpoint", path, sentence, left.url, right.url)
    elif left.url != right.url:
        mine, other = host_of(left.url), host_of(right.url)
        if mine == other:
            mine, other = left.url, right.url
        yield Difference(
            "endpoint", path, f"{subject}: Actions calls {mine}, Classic {other}.", left.url, right.url
        )


def _credential(left: BrazeRequest, right: BrazeRequest, prefix: Prefix) -> Iterator[Difference]:
    path, subject = prefix.joined("authorization"), prefix.named("authorization")
    mine, other = _credential_ways(left), _credential_ways(right)
    # Only the ways are compared: what is looked at carries stand-ins for the keys.
    if mine != other:
        sentence = f"{subject}: Actions sends {_key_text(mine)}, Classic {_key_text(other)}."
        yield Difference("credential", path, sentence, MASK if mine else MISSING, MASK if other else MISSING)


def _credential_ways(request: BrazeRequest) -> list[str]:
    """How a request carries its credential, in words."""
    ways = [
        _SCHEMES.get(scheme_of(value), f"in the header {name}")
        for name, value in request.headers
        if name.lower() in CREDENTIAL_HEADERS
    ]
    body = request.body if isinstance(request.body, dict) else {}
    return ways + [f"as {key} in the body" for key in body if key in CREDENTIAL_KEYS]


def _key_text(ways: Sequence[str]) -> str:
    return f"its key {' and '.join(ways)}" if ways else "no key"


def _headers(left: BrazeRequest, right: BrazeRequest, prefix: Prefix) -> Iterator[Difference]:
    mine, other = left.header(_BATCH), right.header(_BATCH)
    path, subject = prefix.joined(f"header {_BATCH}"), prefix.named(f"header {_BATCH}")
    meaning = "it marks a request with several objects"
    if mine is not None and other is None:
        sentence = f"{subject}: only Actions sends it, with the value {mine}; {meaning}."
        yield Difference("only_actions", path, sentence, mine, MISSING)
    elif other is not None and mine is None:
        sentence = f"{subject}: only Classic sends it, with the value {other}; {meaning}."
        yield Difference("only_classic", path, sentence, MISSING, other)
    elif mine != other:
        yield Difference(
            "value_changed", path, f"{subject}: Actions sends {mine}, Classic {other}.", mine, other
        )
