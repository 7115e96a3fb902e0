"""What Braze would hold after some requests: the sandbox's own rules on a store that ends with the question.

There is no HTTP, but everything else is the sandbox: the same routes, the same refusals, the same profiles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from workbench.jsvalues import Json, dump_json
from workbench.requests import BrazeRequest
from workbench.sandbox import people
from workbench.sandbox.bodies import MAX_BODY_BYTES
from workbench.sandbox.context import Context
from workbench.sandbox.identifying import MISSING_IDENTIFIER, subject_of
from workbench.sandbox.limits import RateLimiter
from workbench.sandbox.replies import Reply
from workbench.sandbox.routes import Received, Sandbox, handle
from workbench.sandbox.store import SandboxStore
from workbench.sandbox.track_rules import ARRAYS
from workbench.sandbox.values import Identifiers, Message, StoredEvent, StoredPurchase

_KEY: Final = "outcome"
_TRACK: Final = "/users/track"
_BROWSER: Final[dict[str, Json]] = {"alias_label": "web SDK", "alias_name": "anonymous user of this browser"}
"""Names the user that the web SDK has before it is told who it is: Braze knows it by the device."""


@dataclass(frozen=True, slots=True)
class UserOutcome:
    """One user as Braze would hold it. `identifiers` are without `braze_id`, which Braze makes up."""

    identifiers: Identifiers
    attributes: dict[str, Json]
    events: tuple[StoredEvent, ...]
    purchases: tuple[StoredPurchase, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What some requests come to.

    `users` are in the order in which the requests first named them; `messages` the campaigns and Canvases
    that were triggered. `refused` says what Braze would not take, `notes` what it would take and not keep.
    """

    users: tuple[UserOutcome, ...] = ()
    messages: tuple[Message, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def outcome_of(
    requests: Sequence[BrazeRequest],
    *,
    now: float,
    known_users: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """What Braze would hold after `requests`, one after the other, at `now` (epoch milliseconds).

    It starts without any user; with `known_users` it knows all that the requests name, with nothing about
    them, so that what only updates users has someone to update. A request without an address is the effect
    of calls of the web SDK. Stops early, with what there is then, when `cancelled` says so.
    """
    store = SandboxStore()
    try:
        sandbox = Sandbox(store, _KEY, RateLimiter())
        refused: list[str] = []
        notes: list[str] = []
        for request in requests:
            if cancelled():
                break
            body = _with_browser_user(request.body) if not request.url else request.body
            if known_users:
                with store.transaction(now) as context:
                    _meet(context, body)
            reply = handle(sandbox, _received(request, body), now=now)
            refused += _refusals(request, reply)
            notes += reply.notes
        # The most recently updated come first, and all were updated now: oldest first is the order of naming.
        users = [_user(store, summary.key) for summary in reversed(store.users())]
        messages = [replace(sent, dispatch_id="", at=0) for sent in reversed(store.messages(1_000_000))]
        return Outcome(tuple(users), tuple(messages), tuple(refused), tuple(notes))
    finally:
        store.close()


def _received(request: BrazeRequest, body: Json) -> Received:
    parts = urlsplit(request.url)
    raw = b"" if body is None else dump_json(body).encode()
    return Received(
        method=request.method,
        path=parts.path or _TRACK,
        query=parts.query,
        authorization=f"Bearer {_KEY}",
        body=raw if len(raw) <= MAX_BODY_BYTES else None,
    )


def _with_browser_user(body: Json) -> Json:
    """Effects of the web SDK in which objects about nobody are about the browser's own user."""
    return {
        name: [_of_browser(item) for item in items] if isinstance(items, list) else items
        for name, items in body.items()
    }


def _of_browser(item: Json) -> Json:
    if not isinstance(item, dict) or subject_of(item) != MISSING_IDENTIFIER:
        return item
    return {**item, "user_alias": _BROWSER, "_update_existing_only": False}


def _meet(context: Context, body: Json) -> None:
    """Make the users that a track body names, where there are none yet."""
    for name in ARRAYS:
        items = body.get(name) if isinstance(body, dict) else None
        for item in items if isinstance(items, list) else ():
            subject = subject_of(item) if isinstance(item, dict) else ""
            if not isinstance(subject, str) and people.find(context.database, subject) is None:
                people.create(
                    context.database, subject, braze_id=subject.braze_id or context.new_id(), now=context.now
                )


def _refusals(request: BrazeRequest, reply: Reply) -> Iterator[str]:
    """What an answer refuses, object by object, in its own words."""
    call = f"{request.method} {urlsplit(request.url).path or _TRACK}"
    errors = reply.body.get("errors")
    if isinstance(errors, list):
        for error in errors:
            if isinstance(error, dict):
                yield f"{error.get('input_array')}[{error.get('index')}]: {error.get('type')}"
    elif reply.status >= 400:
        yield f"{call}: {reply.status} {reply.body.get('message')}"


def _user(store: SandboxStore, key: str) -> UserOutcome:
    profile = store.profile(key)
    assert profile is not None
    return UserOutcome(
        replace(profile.identifiers, braze_id=""), profile.attributes, profile.events, profile.purchases
    )
