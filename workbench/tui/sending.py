"""Sending test events: collects the requests, sends them, and says what came back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workbench.braze import Outcome, Response, hint_for, masked
from workbench.errors import WorkbenchError
from workbench.jsdates import iso_text
from workbench.jsvalues import dump_json, number_text
from workbench.project import Environment, Project, preview, resolve_secret
from workbench.requests import BrazeRequest
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.actions import MappingOutcome
    from workbench.events import EventStore
    from workbench.sandbox import Profile, SandboxStore
    from workbench.tui.screens.workbench import WorkbenchScreen

_SHOWN = 20
"""Requests whose bodies are shown before sending; more are counted."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One request with where it comes from."""

    origin: str
    mapping: str
    request: BrazeRequest


@dataclass(frozen=True, slots=True)
class Target:
    """Where parcels go: the address and the key to use there. The key is never shown."""

    environment: Environment
    address: str
    api_key: str

    def __repr__(self) -> str:
        return f"Target({self.environment.name!r}, {self.address!r})"


def _message(failed: MappingOutcome) -> list[str]:
    return [failed.error.message] if failed.error is not None else []


def parcels(
    project: Project,
    store: EventStore,
    events: Sequence[int],
    cancelled: Callable[[], bool] = lambda: False,
    *,
    failures: Callable[[MappingOutcome], Sequence[str]] = _message,
    place: Callable[[int], str] | None = None,
) -> tuple[list[Parcel], list[str]]:
    """The requests of events, and a sentence for each mapping that fails and each event without a request.

    `failures` words why a mapping failed, `place` where an event stands: its origin, unless given.
    """
    found: list[Parcel] = []
    without: list[str] = []
    now = time.time() * 1000
    for index in events:
        if cancelled():
            break
        origin = place(index) if place is not None else str(store.origin(index))
        try:
            event = store.event(index).data
        except WorkbenchError as error:
            without.append(f"{origin}: {error}")
            continue
        outcome = preview(project, event, now=now).actions
        told = len(without)
        for result in outcome.mappings:
            found += [Parcel(origin, result.name, request) for request in result.requests]
            if result.error:
                without += [f"{origin}: {result.name}: {text}" for text in failures(result)]
        if not outcome.requests and len(without) == told:
            without.append(f"{origin}: {outcome.reason}")
    return found, without


def target_of(environment: Environment, sandbox: Callable[[], tuple[str, str]], endpoint: str) -> Target:
    """Where an environment's requests go. Starts the sandbox; reads the key. Raises `WorkbenchError`."""
    if environment.kind == "sandbox":
        address, key = sandbox()
        return Target(environment, address, key)
    return Target(environment, environment.endpoint or endpoint, resolve_secret(environment.api_key))


def parcel_lines(found: list[Parcel], without: list[str]) -> Iterator[str]:
    """What would be sent, as lines to read."""
    for number, parcel in enumerate(found[:_SHOWN], 1):
        request = masked(parcel.request)
        yield f"{number}. {parcel.mapping}   ({parcel.origin})"
        yield f"   {request.method} {urlsplit(request.url).path}"
        yield from (f"   {line}" for line in dump_json(request.body, indent=2).split("\n"))
        yield ""
    if len(found) > _SHOWN:
        yield f"… and {len(found) - _SHOWN:,} more requests"
        yield ""
    if without:
        yield "Nothing is sent for:"
        yield from (f"  {reason}" for reason in without[:_SHOWN])
        if len(without) > _SHOWN:
            yield f"  … and {len(without) - _SHOWN:,} more"


def outcome_lines(parcel: Parcel, outcome: Outcome) -> Iterator[str]:
    """What came back for a request, as lines to read."""
    if isinstance(outcome, Response):
        mark = "✓" if outcome.status < 300 else "✗"
        took = f"{outcome.latency_ms:.0f} ms"
        yield f"{mark} {outcome.status} {outcome.reason} · {took} · {parcel.mapping}   ({parcel.origin})"
        body = outcome.body if isinstance(outcome.body, str) else dump_json(outcome.body, indent=2)
        yield from (f"   {line}" for line in body.split("\n"))
        hint = hint_for(outcome, now=time.time())
        if hint:
            yield f"   {hint}"
    else:
        yield f"✗ {outcome.message} · {parcel.mapping}   ({parcel.origin})"
        yield f"   {outcome.hint}"
    yield ""


def sandbox_lines(store: SandboxStore) -> Iterator[str]:
    """What the sandbox holds, user by user."""
    users = store.users()
    yield f"The sandbox holds {counted(len(users), 'user')}."
    for user in users[:_SHOWN]:
        profile = store.profile(user.key)
        if profile is not None:
            yield ""
            yield from _profile_lines(profile)
    if len(users) > _SHOWN:
        yield f"… and {len(users) - _SHOWN:,} more users"
    calls = store.calls(_SHOWN)
    if calls:
        yield ""
        yield "The latest calls, newest first:"
    for call in calls:
        yield f"   {call.status} {call.method} {call.path}"
        yield from (f"       {note}" for note in call.notes)


def _profile_lines(profile: Profile) -> Iterator[str]:
    known = profile.identifiers
    names = [f"external_id {known.external_id}" if known.external_id else ""]
    names += [f"alias {alias}" for alias in known.aliases]
    yield f"● {' · '.join(name for name in names if name) or known.label}"
    if profile.attributes:
        yield f"   attributes {dump_json(profile.attributes)}"
    for event in profile.events:
        yield f"   event      {event.name} · {iso_text(event.time)} · {dump_json(event.properties)}"
    for purchase in profile.purchases:
        price = f"{purchase.quantity} × {number_text(purchase.price)} {purchase.currency}"
        extra = dump_json(purchase.properties)
        yield f"   purchase   {purchase.product_id} · {price} · {iso_text(purchase.time)} · {extra}"


def start(screen: WorkbenchScreen) -> None:
    """Open the dialog that shows and sends the chosen events' requests."""
    from workbench.tui.screens.send import Send

    screen.app.push_screen(Send(screen))


def show_sandbox(screen: WorkbenchScreen) -> None:
    """Open the view of what the sandbox holds."""
    from workbench.tui.screens.sandbox import SandboxView

    screen.app.push_screen(SandboxView(screen))
