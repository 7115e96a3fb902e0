"""Batches of the actions that send to `/users/track`: how they are gathered, and how answers are read.

Mirrors @segment/action-destinations 3.497.0, whose reading of errors has odd corners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from workbench.actions.answers import is_success, reason_phrase
from workbench.actions.kit import ActionFailure, Context, PerformBatch, internal_error
from workbench.actions.outcome import Answer, Batch, EventResult
from workbench.actions.results import accepted, failed, invalid
from workbench.actions.users_track import BATCH_HEADER, PATH
from workbench.jsvalues import UNDEFINED, Json, ThrownError, member, primitive_text, real_type

Build = Callable[[dict[str, Json], Context], dict[str, Json]]
"""The object that is sent for a payload; raises `ActionFailure` when it refuses it."""

_INVALID_MODE: Final = 'Invalid syncMode, must be set to "add" or "update"'


class Gathering:
    """Collects what becomes of the payloads of a batch, in their order."""

    def __init__(self) -> None:
        self._results: list[EventResult] = []
        self._objects: list[Json] = []
        self._places: list[int] = []
        self._sent: list[Json] = []

    def refuse(self, result: EventResult) -> None:
        """The next payload is not sent."""
        self._results.append(result)
        self._sent.append(UNDEFINED)

    def take(self, objects: Sequence[Json], result: EventResult, sent: Json) -> None:
        """The next payload is sent as these objects; `sent` is reported should Braze refuse it."""
        self._places += [len(self._results)] * len(objects)
        self._objects += objects
        self._results.append(result)
        self._sent.append(sent)

    def batch(self, context: Context, key: str, *, send_empty: bool) -> Batch:
        """All of them in one request, under this key of its body."""
        results, sent = tuple(self._results), tuple(self._sent)
        if not self._objects and not send_empty:
            return Batch(results, sent=sent)
        headers = (BATCH_HEADER,) if len(self._objects) > 1 else ()
        request = context.post(PATH, {key: self._objects}, *headers)
        return Batch(results, request, tuple(self._places), sent)


def one_object_each(key: str, build: Build) -> PerformBatch:
    """The batch of an action that sends one object for a payload; the list is sent even when it is empty."""

    def perform_batch(payloads: Sequence[dict[str, Json]], context: Context) -> Batch:
        gathering = Gathering()
        for payload in payloads:
            try:
                sent = build(payload, context)
            except ActionFailure as failure:
                gathering.refuse(invalid(failure.error.message))
            else:
                gathering.take([sent], accepted(sent, "success"), sent)
        return gathering.batch(context, key, send_empty=True)

    return perform_batch


def in_modes(perform_batch: PerformBatch, *modes: str) -> PerformBatch:
    """The same, refusing every payload unless the mapping names one of these sync modes."""

    def checked(payloads: Sequence[dict[str, Json]], context: Context) -> Batch:
        if context.sync_mode in modes:
            return perform_batch(payloads, context)
        return Batch(tuple(invalid(_INVALID_MODE) for _ in payloads))

    return checked


def read_track_answer(batch: Batch, answer: Answer) -> tuple[EventResult, ...]:
    """The results after Braze's answer. Raises `ActionFailure` where the original fails inside.

    In an accepted request an error counts for the payload of the object it points at. Otherwise all that were
    sent fail, each with the types of all errors, wherever they point.
    """
    errors = listed_errors(answer.body)
    try:
        read = _read_accepted if is_success(answer) else _read_refused
        return read(batch, answer, errors if isinstance(errors, list) else [])
    except ThrownError as thrown:
        raise internal_error(thrown.message, thrown.name) from thrown


def listed_errors(body: Json) -> Json:
    """The `errors` of an answer, `UNDEFINED` without."""
    return body.get("errors", UNDEFINED) if isinstance(body, dict) else UNDEFINED


def error_member(error: Json, key: str) -> Json:
    """A member of one of the listed errors. Raises `ActionFailure` when the error is null."""
    if error is None:
        raise internal_error(f"Cannot read properties of null (reading '{key}')")
    return member(error, key)


def _read_accepted(batch: Batch, _: Answer, errors: list[Json]) -> tuple[EventResult, ...]:
    results, places = list(batch.results), list(batch.places)
    for error in errors:
        place = _place(places, results, error)
        if place is not None and results[place].ok:
            kind = error_member(error, "type")
            results[place] = failed(
                status=400, errortype="BAD_REQUEST", errormessage=kind, sent=batch.sent[place], body=kind
            )
    return tuple(results)


def _read_refused(batch: Batch, answer: Answer, errors: list[Json]) -> tuple[EventResult, ...]:
    types, places = [], list(batch.places)
    for error in errors:
        if _place(places, batch.results, error) is None:
            raise internal_error("Cannot read properties of undefined (reading 'add')")
        types.append(error_member(error, "type"))
    joined = ", ".join(_joined_text(kind) for kind in _distinct(types)) if types else UNDEFINED
    message = answer.body.get("message") if isinstance(answer.body, dict) else None
    if message is None:
        message = reason_phrase(answer)
    return tuple(
        failed(status=answer.status, errormessage=message, sent=sent, body=joined) if result.ok else result
        for result, sent in zip(batch.results, batch.sent, strict=True)
    )


def _place(places: list[int], results: Sequence[EventResult], error: Json) -> int | None:
    """The payload that an error points at; `None` when it points at none."""
    place = member(places, primitive_text(error_member(error, "index")))
    return place if isinstance(place, int) and place < len(results) else None


def _distinct(types: Iterable[Json]) -> list[Json]:
    """Each value once; objects and lists are all different."""
    found: list[Json] = []
    known = set()
    for kind in types:
        if isinstance(kind, (dict, list)):
            found.append(kind)
        elif (identity := (real_type(kind), kind)) not in known:
            known.add(identity)
            found.append(kind)
    return found


def _joined_text(value: Json) -> str:
    return "" if value is None or value is UNDEFINED else primitive_text(value)
