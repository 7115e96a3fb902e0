"""Runs both destinations over many events and tells how they compare."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Final

from workbench.actions import ActionError, ActionsOutcome, prepare_destination
from workbench.classic import ClassicOutcome, translate
from workbench.compare.classes import difference_classes, verdict_of
from workbench.errors import WorkbenchError
from workbench.events import EventStore
from workbench.events.complete import event_name
from workbench.jsvalues import Json
from workbench.project import Project
from workbench.project.preview import previewed_classic
from workbench.reports.model import UNREADABLE, CellState, EventGroup, EventName, MappingHead, Subject
from workbench.reports.report import Report
from workbench.reports.tally import MOST_NAMES, Tally
from workbench.requests import BrazeRequest

_SLICE: Final = 0.004
"""Seconds between two reports: what a screen that runs beside it can wait for without being seen to."""

_TOGETHER: Final = 32
"""Events that go through each step together: one step at a time keeps the processor's caches warm."""

_VALIDATION: Final = frozenset({"fields", "payload"})
"""Stages whose failures are about what the fields give."""

_REFUSALS: Final = frozenset({"PayloadValidationError", "IntegrationError"})
"""Errors with which an action itself refuses what the fields give."""

_PLACE: Final = re.compile(r"/\d+")


def scan(
    project: Project, store: EventStore, *, now: float, wanted: Sequence[int] | None = None
) -> Iterator[Report]:
    """Reports that grow as the store's events, or those at the indices `wanted`, are run.

    Yields every few milliseconds, so that it can be shown and cancelled (by ending the iteration), and the
    complete report last. `now` is the time of delivery in milliseconds since 1970. Events that the store
    gets later are not in it. Raises `WorkbenchError` when the project's active environment is missing.
    """
    settings = project.destination_settings()
    classic_settings = previewed_classic(project.classic, settings.endpoint)
    mappings = project.mappings
    destination = prepare_destination(mappings, settings)
    indices: Sequence[int] = range(len(store)) if wanted is None else wanted
    tally = Tally(len(indices), _frequent(store))
    subject = Subject(
        project.name,
        tuple(MappingHead(mapping.name, mapping.action, mapping.enabled) for mapping in mappings),
        project.classic.connection_mode,
        project.classic.profile,
        project.accepted,
    )
    due = time.monotonic() + _SLICE
    for start in range(0, len(indices), _TOGETHER):
        some = indices[start : start + _TOGETHER]
        events = [_read(store, index) for index in some]
        outcomes = [None if event is None else destination.run(event) for event in events]
        sent = [None if event is None else translate(event, classic_settings, now=now) for event in events]
        for at, index in enumerate(some):
            tally.add(start + at, index, _group(tally, events[at], outcomes[at], sent[at]))
        if time.monotonic() > due:
            yield Report.of(tally, subject, indices, start + len(some))
            due = time.monotonic() + _SLICE
    yield Report.of(tally, subject, indices, len(indices))


def _read(store: EventStore, index: int) -> dict[str, Json] | None:
    """The data of an event, None if its file has changed since it was loaded."""
    try:
        return store.data(index)
    except WorkbenchError:
        return None


def _frequent(store: EventStore) -> list[EventName]:
    kinds = sorted(store.kinds(), key=lambda kind: -kind[2])
    return [EventName(kind, name) for kind, name, _ in kinds[:MOST_NAMES]]


def _group(
    tally: Tally,
    event: dict[str, Json] | None,
    actions: ActionsOutcome | None,
    classic: ClassicOutcome | None,
) -> EventGroup:
    if event is None or actions is None or classic is None:
        return EventGroup(tally.name("", UNREADABLE), "unreadable")
    kind = event.get("type")
    kind = kind if isinstance(kind, str) else ""
    cells: list[tuple[int, CellState]] = []
    failures: tuple[int, ...] = ()
    requests: list[BrazeRequest] = []
    for outcome in actions.ran:
        if outcome.error is not None:
            failures = (*failures, *_failures(tally, outcome.index, outcome.error))
            requests += outcome.requests
            cells.append((outcome.index, "invalid" if _refused(outcome.error) else "failed"))
        elif outcome.requests:
            requests += outcome.requests
            cells.append((outcome.index, "sent"))
        elif outcome.matched:
            cells.append((outcome.index, "silent"))
    if actions.error is not None and not actions.mappings:
        failures = (tally.reason(None, actions.error.stage, actions.error.message),)
    rejection = -1
    if classic.rejected is not None:
        rejection = tally.reason(None, classic.rejected.code, classic.rejected.reason)
    elif classic.error:
        rejection = tally.reason(None, "EXCEPTION", classic.error)
    compared = classic.comparable
    classes = difference_classes(requests, compared)
    return EventGroup(
        tally.name(kind, event_name(kind, event)),
        verdict_of(requests, compared, classes),
        tuple(cells),
        classes,
        failures,
        rejection,
        len(requests),
        len(compared),
    )


def _refused(error: ActionError) -> bool:
    return error.stage in _VALIDATION or error.name in _REFUSALS


def _failures(tally: Tally, mapping: int, error: ActionError) -> Iterator[int]:
    """The numbers of the reasons, each once: what is wrong with all items of a list is one."""
    texts = [found.message for found in error.messages] or [error.message]
    for text in dict.fromkeys(_PLACE.sub("/*", text) for text in texts):
        yield tally.reason(mapping, error.stage, text)
