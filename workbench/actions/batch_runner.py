"""One compiled mapping over a batch of events.

Mirrors `executeBatch` of @segment/actions-core 3.170.0: what is wrong with one event is that event's result,
unless its fields cannot be resolved, which fails the whole batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from workbench.actions.findings import NON_FINITE, Finding, validation_error
from workbench.actions.forms import json_form
from workbench.actions.kit import ActionFailure, integration_error, internal_error
from workbench.actions.outcome import ActionError, Answer, Batch, BatchOutcome, EventResult
from workbench.actions.performs import PERFORMS, BatchSteps
from workbench.actions.results import changed, invalid
from workbench.actions.runner import (
    UNKNOWN_ACTION,
    Runner,
    batch_fit,
    check_membership,
    in_json_form,
    mapping_error,
    trigger_failure,
)
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure
from workbench.triggers import TriggerFailure

T = TypeVar("T")

_NOT_TAKEN = invalid("Payload is either invalid or does not match the subscription")
_READY = invalid("The action has not seen the event")
"""Stands for the result of an event until the action gives one."""


def run_taken(runner: Runner, events: Sequence[dict[str, Json]]) -> BatchOutcome:
    """Trigger first, then as `run_all` for the events it takes.

    Where it takes none the original says `not subscribed` once; here each event has its result.
    """
    none_taken = _untouched(runner, (False,) * len(events))
    if refusal := _trigger_refusal(runner):
        return replace(
            none_taken, trigger_error=runner.trigger.error, results=(invalid(refusal),) * len(events)
        )
    try:
        matched = tuple([runner.trigger.matches(event) for event in events])
    except TriggerFailure as failure:
        return replace(none_taken, error=trigger_failure(failure))
    taken = [place for place, matches in enumerate(matched) if matches]
    if not taken:
        return replace(none_taken, results=(_NOT_TAKEN,) * len(events))
    inner = run_all(runner, [events[place] for place in taken])
    return replace(
        inner,
        matched=matched,
        payloads=_put(list(none_taken.payloads), taken, inner.payloads),
        results=() if inner.error else _put([_NOT_TAKEN] * len(events), taken, inner.results),
        places=tuple([taken[place] for place in inner.places]),
    )


def run_all(runner: Runner, events: Sequence[dict[str, Json]]) -> BatchOutcome:
    """Fields, validation and action for events that the trigger took. Braze accepts the request."""
    outcome = _untouched(runner, (True,) * len(events))
    try:
        steps = _batch_steps(runner.action)
        if not events:
            raise internal_error("Cannot read properties of undefined (reading 'context')")
        fitted = _fit_all(runner, events)
        outcome = replace(outcome, payloads=fitted.payloads, results=fitted.results)
        if not fitted.places:
            return outcome
        for event in events:
            check_membership(event)
        if runner.blocked:
            raise ActionFailure(runner.blocked)
        batch = steps.perform([fitted.payloads[place] for place in fitted.places], runner.context)
    except MappingFailure as failure:
        return replace(outcome, error=mapping_error(failure))
    except ActionFailure as failure:
        return replace(outcome, results=(), error=failure.error)
    if fitted.untidy:
        batch = _batch_in_json_form(batch)
    return read_answer(replace(outcome, batch=batch, places=fitted.places), Answer())


def _untouched(runner: Runner, matched: tuple[bool, ...]) -> BatchOutcome:
    return BatchOutcome(runner.name, runner.action, matched, payloads=(UNDEFINED,) * len(matched))


def read_answer(outcome: BatchOutcome, answer: Answer) -> BatchOutcome:
    """The outcome after this answer to its request."""
    batch = outcome.batch
    if outcome.error or batch is None:
        return outcome
    try:
        results = _batch_steps(outcome.action).interpret(batch, answer) if batch.request else batch.results
    except ActionFailure as failure:
        return replace(outcome, results=(), error=replace(failure.error, stage="answer"))
    return replace(outcome, results=_put(list(outcome.results), outcome.places, results))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The events of a batch after validation: those at `places` are fit for the action.

    `untidy` is whether their payloads may hold what JSON has not.
    """

    payloads: tuple[Json, ...]
    results: tuple[EventResult, ...]
    places: tuple[int, ...]
    untidy: bool


def _fit_all(runner: Runner, events: Sequence[dict[str, Json]]) -> _Fitted:
    """Raises `MappingFailure` when the fields cannot be resolved for one of the events."""
    fit = batch_fit(runner.action)
    payloads = [runner.fields.resolve(event) for event in events]
    results = [_READY] * len(payloads)
    places = []
    untidy = runner.leaves_gaps
    for place, resolved in enumerate(payloads):
        findings: list[Finding] = []
        payloads[place] = fit(resolved, findings)
        faults = tuple([finding for finding in findings if finding is not NON_FINITE])
        if faults:
            payloads[place] = UNDEFINED
            results[place] = invalid(validation_error(faults, "payload").message)
        else:
            places.append(place)
            untidy = untidy or bool(findings)
    return _Fitted(tuple(payloads), tuple(results), tuple(places), untidy)


def _batch_steps(action: str) -> BatchSteps:
    """Raises `ActionFailure` for an action that takes no batches."""
    if action not in PERFORMS:
        raise ActionFailure(ActionError(UNKNOWN_ACTION, f"The destination has no action named {action}."))
    steps = PERFORMS[action].batch
    if steps is None:
        raise integration_error("This action does not support batched requests.", "NotImplemented", 501)
    return steps


def _trigger_refusal(runner: Runner) -> str:
    """Why no event can be taken, `""` when one can."""
    if not runner.trigger.text:
        return "Failed to validate subscription"
    fault = runner.trigger.error
    return f"Invalid subscription : {fault.official.removeprefix('TypeError: ')}" if fault else ""


def _put(entries: list[T], places: Sequence[int], values: Sequence[T]) -> tuple[T, ...]:
    """The entries with those at the places replaced by the values."""
    for place, value in zip(places, values, strict=False):
        entries[place] = value
    return tuple(entries)


def _batch_in_json_form(batch: Batch) -> Batch:
    return Batch(
        tuple(changed(result, json_form) for result in batch.results),
        in_json_form(batch.request) if batch.request else None,
        batch.places,
        tuple(json_form(sent) for sent in batch.sent),
    )
