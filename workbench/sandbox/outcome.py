"""What Braze would hold after some requests: the sandbox's own rules on a store that ends with the question.

There is no HTTP, but everything else is the sandbox: the same routes, the same refusals, the same profiles.
"""

from __future__ import annotations

import re
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
from workbench.sandbox.outcomechoices import choices_in, choices_of_refusal
from workbench.sandbox.replies import Reply
from workbench.sandbox.routes import Received, Sandbox, handle
from workbench.sandbox.store import SandboxStore
from workbench.sandbox.track_rules import ARRAYS
from workbench.sandbox.values import Identifiers, Message, StoredEvent, StoredPurchase

_KEY: Final = "outcome"
_TRACK: Final = "/users/track"
_IDENTIFYING: Final = (
    "user_aliases",
    "aliases_to_identify",
    "emails_to_identify",
    "phone_numbers_to_identify",
)
"""Lists of bodies of other endpoints, whose objects say whom they are about too."""
_NAMES: Final = {"events": ("event", "name"), "purchases": ("purchase of", "product_id")}
"""What an object of a list is called, and the key of what it is about."""
_MEMBERS: Final = {"user_alias": "alias"}
_LONGEST: Final = 80
_PLACE: Final = re.compile(r"(\w+)\[(\d+)\]: ")
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
    that were triggered. `refused` says what Braze would not take, `notes` what it would take and not keep,
    once for each time; `choices` are the rules behind it that Braze does not document.
    """

    users: tuple[UserOutcome, ...] = ()
    messages: tuple[Message, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


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
        choices: dict[str, None] = {}
        for request in requests:
            if cancelled():
                break
            body = _with_browser_user(request.body) if not request.url else request.body
            if known_users:
                with store.transaction(now) as context:
                    _meet(context, body)
            reply = handle(sandbox, _received(request, body), now=now)
            refused += _refusals(request, body, reply)
            notes += (_with_name(note, body) for note in reply.notes)
            choices |= dict.fromkeys(_choices(body, reply))
        # The most recently updated come first, and all were updated now: oldest first is the order of naming.
        users = [_user(store, summary.key) for summary in reversed(store.users())]
        messages = [replace(sent, dispatch_id="", at=0) for sent in reversed(store.messages(1_000_000))]
        return Outcome(tuple(users), tuple(messages), tuple(refused), tuple(notes), tuple(choices))
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
    """Make the users that a body names, where there are none yet."""
    for item in _naming_users(body):
        subject = subject_of(item)
        if not isinstance(subject, str) and people.find(context.database, subject) is None:
            people.create(
                context.database, subject, braze_id=subject.braze_id or context.new_id(), now=context.now
            )


def _naming_users(body: Json) -> Iterator[dict[str, Json]]:
    """The objects of a body that say whom they are about; of those that join two users, each by itself."""
    for name in (*ARRAYS, *_IDENTIFYING):
        items = body.get(name) if isinstance(body, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                yield from [item] if name in ARRAYS else [{key: item[key]} for key in item]


def _refusals(request: BrazeRequest, body: Json, reply: Reply) -> Iterator[str]:
    """What an answer refuses, object by object, in its own words."""
    errors = reply.body.get("errors")
    if isinstance(errors, list):
        for error in errors:
            if isinstance(error, dict):
                place = f"{error.get('input_array')}[{error.get('index')}]"
                yield _with_name(f"{place}: {error.get('type')}", body)
    elif reply.status >= 400:
        path = urlsplit(request.url).path or _TRACK
        yield f"{request.method} {path}{_contents(body)}: {reply.status} {reply.body.get('message')}"


def _contents(body: Json) -> str:
    """How many objects a refused body holds: ` with 76 events`."""
    lists = [name for name in ARRAYS if isinstance(body, dict) and isinstance(body.get(name), list)]
    return f" with {' and '.join(f'{len(body[name]):,} {name}' for name in lists)}" if lists else ""


def _choices(body: Json, reply: Reply) -> Iterator[str]:
    yield from choices_in(body)
    errors = reply.body.get("errors")
    for error in errors if isinstance(errors, list) else ():
        if isinstance(error, dict):
            yield from choices_of_refusal(str(error.get("input_array")), str(error.get("type")))


def _with_name(text: str, body: Json) -> str:
    """A remark on an object of a body with what that is instead of its place: `event "A" of u-1: …`."""
    found = _PLACE.match(text)
    if found is None or not isinstance(body, dict):
        return text
    name, index = found[1], int(found[2])
    items = body.get(name)
    item = items[index] if isinstance(items, list) and index < len(items) else None
    return f"{_name_of(name, item)}: {text[found.end() :]}" if isinstance(item, dict) else text


def _name_of(name: str, item: dict[str, Json]) -> str:
    what, key = _NAMES.get(name, (name, ""))
    subject = item.get(key, "") if key else ""
    whom = subject_of({**item, "external_id": item.get("external_id", item.get("external_user_id"))})
    label = "" if isinstance(whom, str) else str(getattr(whom, _MEMBERS.get(whom.kind, whom.kind)))
    shown = f" {dump_json(subject)[:_LONGEST]}" if subject not in ("", None) else ""
    return f"{what}{shown}{f' of {label[:_LONGEST]}' if label else ''}"


def _user(store: SandboxStore, key: str) -> UserOutcome:
    profile = store.profile(key)
    assert profile is not None
    return UserOutcome(
        replace(profile.identifiers, braze_id=""), profile.attributes, profile.events, profile.purchases
    )
