"""Differences of two sides' requests, in words.

The bodies are compared by DeepDiff (see `changes`); endpoints, credentials and the number of requests are
compared here, because a reader cares for what they mean, not for how the texts differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from workbench.compare.changes import MAX_CHANGES, Change, Step, find_changes
from workbench.compare.credentials import CREDENTIAL_HEADERS, CREDENTIAL_KEYS, MASK, scheme_of
from workbench.compare.model import Difference
from workbench.compare.pairing import host_of, pair_requests, path_of
from workbench.compare.places import Place, Prefix, place_of
from workbench.compare.sentences import body_difference, identity_difference, list_difference, request_text
from workbench.compare.values import MISSING
from workbench.compare.wording import counted
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

IDENTIFIERS = ("external_id", "user_alias", "braze_id", "email", "phone")
"""Keys that tell Braze whose data it is, in Braze's order of precedence."""

_SCHEMES = {"Bearer": "as a Bearer token", "Basic": "as Basic authorization"}
_LONGEST_REASON = 160
_COMPARED_HEADERS = frozenset({"x-braze-batch"})


def differences(
    actions: Sequence[BrazeRequest],
    classic: Sequence[BrazeRequest],
    *,
    actions_reason: str = "",
    classic_reason: str = "",
) -> tuple[Difference, ...]:
    """What differs between both sides' requests for one event, in the order of the requests.

    The reasons say why a side sends nothing (`ActionsOutcome.reason`, the text of Classic's rejection).
    Of one body at most `MAX_CHANGES` differences are listed; a last one then says that there are more.
    """
    if not actions or not classic:
        return tuple(_one_sided(actions, classic, actions_reason, classic_reason))
    pairs = pair_requests(actions, classic)
    found: list[Difference] = []
    for number, (left, right) in enumerate(pairs):
        prefix = Prefix(f"requests[{number}]", f"request {number + 1}") if len(pairs) > 1 else Prefix("", "")
        if left is None or right is None:
            found.append(_lonely(left, right, prefix))
        else:
            found += _pair(left, right, prefix)
    return tuple(found)


def _one_sided(
    actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest], actions_reason: str, classic_reason: str
) -> Iterator[Difference]:
    if actions:
        sent = f"Actions sends {_requests_text(actions)}, Classic nothing"
        yield Difference(
            "only_actions", "requests", _because(f"requests: {sent}", classic_reason), len(actions), 0
        )
    elif classic:
        sent = f"Actions sends nothing, Classic {_requests_text(classic)}"
        yield Difference(
            "only_classic", "requests", _because(f"requests: {sent}", actions_reason), 0, len(classic)
        )


def _because(text: str, reason: str) -> str:
    reason = shorten(reason.strip(), width=_LONGEST_REASON, placeholder=" …").rstrip(".")
    return f"{text}: {reason}." if reason else f"{text}."


def _requests_text(requests: Sequence[BrazeRequest]) -> str:
    if len(requests) == 1:
        return request_text(requests[0])
    return counted(len(requests), "request")


def _lonely(left: BrazeRequest | None, right: BrazeRequest | None, prefix: Prefix) -> Difference:
    if left is not None:
        return Difference(
            "only_actions", prefix.path, f"{prefix.subject}: only Actions sends {request_text(left)}.", 1, 0
        )
    assert right is not None
    return Difference(
        "only_classic", prefix.path, f"{prefix.subject}: only Classic sends {request_text(right)}.", 0, 1
    )


def _pair(left: BrazeRequest, right: BrazeRequest, prefix: Prefix) -> Iterator[Difference]:
    if left.url and right.url:  # An effect of web SDK calls has neither address nor headers to compare.
        yield from _endpoint(left, right, prefix)
        yield from _credential(left, right, prefix)
        yield from _headers(left, right, prefix)
    mine, other = _without_credentials(left.body), _without_credentials(right.body)
    changes = find_changes(mine, other)
    yield from (list_difference(change, prefix) for change in changes.renamed)
    yield from _body(changes.found, mine, other, prefix)
    if not changes.complete:
        yield Difference(
            "value_changed",
            prefix.joined("body"),
            f"{prefix.named('body')}: more than {MAX_CHANGES} differences; the rest is not listed.",
            MISSING,
            MISSING,
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
    for name in sorted(_COMPARED_HEADERS):
        mine, other = left.header(name), right.header(name)
        path, subject = prefix.joined(f"header {name}"), prefix.named(f"header {name}")
        if mine is not None and other is None:
            sentence = f"{subject}: only Actions sends it, with the value {mine}."
            yield Difference("only_actions", path, sentence, mine, MISSING)
        elif other is not None and mine is None:
            sentence = f"{subject}: only Classic sends it, with the value {other}."
            yield Difference("only_classic", path, sentence, MISSING, other)
        elif mine != other:
            sentence = f"{subject}: Actions sends {mine}, Classic {other}."
            yield Difference("value_changed", path, sentence, mine, other)


def _without_credentials(body: Json) -> Json:
    if not isinstance(body, dict):
        return body
    return {key: value for key, value in body.items() if key not in CREDENTIAL_KEYS}


def _body(changes: Sequence[Change], left: Json, right: Json, prefix: Prefix) -> Iterator[Difference]:
    """The differences inside a body; two ways of naming the user are one difference."""
    told: set[tuple[Step, ...]] = set()
    by_steps = {change.steps: change for change in changes}
    for change in changes:
        if change.steps in told:
            continue
        place = place_of(change, left, right, prefix)
        if len(place.inside) == 1 and place.key in IDENTIFIERS and (pair := _identities(place)):
            mine, other = pair
            for name in (*mine, *other):
                told |= {
                    steps for steps in by_steps if steps[:-1] == change.steps[:-1] and steps[-1].name == name
                }
            yield identity_difference(place, mine, other)
        else:
            yield body_difference(change, place)


def _identities(place: Place) -> tuple[dict[str, Json], dict[str, Json]] | None:
    """The identifiers of both sides' objects when they have none in common."""
    mine, other = (
        {key: item[key] for key in IDENTIFIERS if key in item} for item in (place.left, place.right)
    )
    return (mine, other) if mine and other and not mine.keys() & other.keys() else None
