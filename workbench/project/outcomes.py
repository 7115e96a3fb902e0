"""What Braze would hold after some of the loaded events, by the project's mappings and by Classic."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workbench.errors import WorkbenchError
from workbench.events import EventStore
from workbench.jsdates import parse_date
from workbench.jsvalues import Json, to_text
from workbench.project.model import Project
from workbench.project.preview import preview
from workbench.requests import BrazeRequest
from workbench.sandbox.outcomes import OutcomeComparison, compare_outcomes


@dataclass(frozen=True, slots=True)
class EventsOutcome:
    """The outcome of `events` events; `unreadable` of them could not be read any more."""

    comparison: OutcomeComparison
    events: int
    unreadable: int = 0


Progress = Callable[[int, int], bool]
"""Told how many of how many events are looked at; answers whether to stop."""


def _go_on(_done: int, _total: int) -> bool:
    return False


def outcome_of_events(
    project: Project,
    store: EventStore,
    indices: Iterable[int],
    *,
    now: float,
    known_users: bool = False,
    progress: Progress = _go_on,
) -> EventsOutcome | None:
    """What both destinations' requests for these events come to, in the order in which they happened.

    `now` is epoch milliseconds, `known_users` as for `outcome_of`. `None` when
    `progress` said to stop.
    """
    wanted = list(indices)
    read: list[tuple[int, dict[str, Json]]] = []
    for number, index in enumerate(wanted):
        if progress(number // 2, len(wanted)):
            return None
        try:
            read.append((index, store.event(index).data))
        except WorkbenchError:  # its file was changed since it was loaded
            continue
    actions: list[BrazeRequest] = []
    classic: list[BrazeRequest] = []
    for number, event in enumerate(in_order(read)):
        if progress((len(wanted) + number) // 2, len(wanted)):
            return None
        found = preview(project, event, now=now)
        actions += found.actions.requests
        classic += found.classic.comparable

    def cancelled() -> bool:
        return progress(len(wanted), len(wanted))

    comparison = compare_outcomes(actions, classic, now=now, known_users=known_users, cancelled=cancelled)
    return None if cancelled() else EventsOutcome(comparison, len(read), len(wanted) - len(read))


def in_order(events: Iterable[tuple[int, dict[str, Json]]]) -> Iterator[dict[str, Json]]:
    """Events by their timestamps, those of one moment by their place; one without a time after the one
    before it."""
    last = -math.inf
    keyed: list[tuple[float, int, dict[str, Json]]] = []
    for index, event in sorted(events, key=lambda pair: pair[0]):
        moment = _moment(event)
        last = last if math.isnan(moment) else moment
        keyed.append((last, index, event))
    return (event for _, _, event in sorted(keyed, key=lambda found: found[:2]))


def _moment(event: dict[str, Json]) -> float:
    time = event.get("timestamp")
    return parse_date(time) if isinstance(time, str) and len(time) < 100 else math.nan


def events_of_user(store: EventStore, index: int, progress: Progress = _go_on) -> list[int]:
    """The events of the user that the event at `index` is about.

    Those are the events with its userId, and those without any that share an anonymousId with one of them;
    of an event without userId, the events with its anonymousId. Raises `WorkbenchError` when the event itself
    cannot be read.
    """
    user, anonymous = user_of(store.event(index).data)
    total = len(store)
    if user == "" and anonymous == "":
        return [index]
    found: list[int] = []
    nameless: dict[str, list[int]] = {}
    devices = {anonymous} if anonymous else set()
    for at in range(total):
        if progress(at, total):
            break
        try:
            other, device = user_of(store.event(at).data)
        except WorkbenchError:  # its file was changed since it was loaded
            continue
        if other == user and user != "":
            found.append(at)
            devices |= {device} if device else set()
        elif other == "" and device:
            nameless.setdefault(device, []).append(at)
    return sorted({index, *found, *(at for device in devices for at in nameless.get(device, ()))})


def user_of(event: dict[str, Json]) -> tuple[str, str]:
    """userId and anonymousId of an event as texts, `""` where there is none."""
    user, anonymous = (event.get(key) for key in ("userId", "anonymousId"))
    return "" if user is None else to_text(user), "" if anonymous is None else to_text(anonymous)
