"""One mapping compiled for one set of settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from workbench.actions import facts
from workbench.actions.cleaning import compile_cleaning
from workbench.actions.findings import NON_FINITE, Finding, validation_error
from workbench.actions.forms import json_form, may_leave_gaps
from workbench.actions.kit import ActionFailure, Context, Perform
from workbench.actions.model import SYNC_MODE_KEY, DestinationSettings, SyncMode
from workbench.actions.outcome import ActionError, FieldMessage, MappingOutcome
from workbench.actions.performs import PERFORMS
from workbench.actions.schema import Fit, compile_payload
from workbench.jsvalues import UNDEFINED, Json, Undefined
from workbench.mappings import CompiledFields, MappingFailure, compile_fields
from workbench.mappings.model import Mapping
from workbench.requests import BrazeRequest
from workbench.triggers import Trigger, TriggerFailure, parse

Run = Callable[[dict[str, Json], int], MappingOutcome]
"""What a mapping, at its place among the mappings, makes of an event."""

_SYNC_MODES: Final = frozenset({"add", "update", "upsert", "delete", "mirror"})
_INVALID: Final = "ValidationError"
UNKNOWN_ACTION: Final = "UnknownAction"
"""Our own error: the original does nothing, and says nothing, for an action it does not have."""


@dataclass(frozen=True, slots=True)
class Runner:
    """A mapping ready to run; made by `compile_runner`."""

    name: str
    action: str
    trigger: Trigger
    fields: CompiledFields
    fit: Fit
    perform: Perform | None
    context: Context
    blocked: ActionError | None
    leaves_gaps: bool
    _passed_by: dict[int, MappingOutcome] = field(default_factory=dict, compare=False, repr=False)

    def run(self, event: dict[str, Json], index: int) -> MappingOutcome:
        """Trigger first, then as `run_matched`."""
        try:
            matched = self.trigger.matches(event)
        except TriggerFailure as failure:
            error = trigger_failure(failure)
            return MappingOutcome(index, self.name, self.action, matched=False, error=error)
        return self.run_taken(event, index) if matched else self.passed_by(index)

    @property
    def run_behind_set(self) -> Run:
        """As `run`, for an event that a `TriggerSet` let through: the trigger need not be asked again."""
        test = self.trigger.test
        return self.run if test is None or test.can_fail else self.run_taken

    def passed_by(self, index: int) -> MappingOutcome:
        """The outcome for every event that the trigger does not take."""
        if index not in self._passed_by:
            self._passed_by[index] = MappingOutcome(
                index, self.name, self.action, matched=False, trigger_error=self.trigger.error
            )
        return self._passed_by[index]

    def run_taken(self, event: dict[str, Json], index: int) -> MappingOutcome:
        """As `run_matched` for an event whose trigger was looked at."""
        return self.run_matched(event, index, invalid_status=400)

    def run_matched(
        self, event: dict[str, Json], index: int, *, invalid_status: int | None = None
    ) -> MappingOutcome:
        """Fields, validation and action for an event that the trigger took.

        `invalid_status` is the status of errors of validation, which the action itself gives none.
        """
        payload: Json = UNDEFINED
        requests: tuple[BrazeRequest, ...] = ()
        error: ActionError | None = None
        findings: list[Finding] = []
        try:
            if self.perform is None:
                raise ActionFailure(_absence(self.action))
            payload = self.fit(self.fields.resolve(event), findings)
            if findings and (faults := tuple([one for one in findings if one is not NON_FINITE])):
                error = validation_error(faults, "payload", invalid_status)
                return MappingOutcome(index, self.name, self.action, True, None, payload, (), error)
            check_membership(event)
            if self.blocked:
                raise ActionFailure(self.blocked)
            requests = self.perform(payload, self.context)
            if findings or self.leaves_gaps:
                requests = tuple(in_json_form(request) for request in requests)
        except MappingFailure as failure:
            error = mapping_error(failure, invalid_status if failure.name == _INVALID else None)
        except ActionFailure as failure:
            error = failure.error
        return MappingOutcome(index, self.name, self.action, True, None, payload, requests, error)


def compile_runner(mapping: Mapping, settings: DestinationSettings) -> Runner:
    """Everything about a mapping that does not depend on the event."""
    context = Context.of(settings, sync_mode(mapping), _hook_outputs(mapping))
    return Runner(
        name=mapping.name,
        action=mapping.action,
        trigger=parse(mapping.trigger),
        fields=compile_fields(mapping.fields),
        fit=payload_fit(mapping.action),
        perform=PERFORMS[mapping.action].perform if mapping.action in PERFORMS else None,
        context=context,
        blocked=context.blocked,
        leaves_gaps=may_leave_gaps(mapping.fields),
    )


@cache
def payload_fit(action: str) -> Fit:
    """The cleaning, coercion and validation of an action's payload."""
    known = facts.actions().get(action)
    return compile_payload(known.fields, compile_cleaning(known.fields)) if known else _as_it_is


@cache
def batch_fit(action: str) -> Fit:
    """As `payload_fit`, for an event in a batch."""
    known = facts.actions().get(action)
    return (
        compile_payload(known.fields, compile_cleaning(known.fields, in_batch=True)) if known else _as_it_is
    )


def _as_it_is(payload: Json, _: list[Finding]) -> Json:
    return payload


@cache
def settings_fit() -> Fit:
    """The coercion and validation of the destination settings."""
    return compile_payload(facts.settings_fields())


def sync_mode(mapping: Mapping) -> SyncMode | Undefined:
    """The mode the mapping names, `UNDEFINED` when it is none that exists or its action has no modes."""
    action = facts.actions().get(mapping.action)
    mode = mapping.fields.get(SYNC_MODE_KEY)
    if action and action.sync_modes and isinstance(mode, str) and mode in _SYNC_MODES:
        return mode
    return UNDEFINED


def _hook_outputs(mapping: Mapping) -> Json:
    action = facts.actions().get(mapping.action)
    return mapping.fields.get(action.hook, UNDEFINED) if action and action.hook else UNDEFINED


def _absence(action: str) -> ActionError:
    known = facts.actions().get(action)
    if known:
        return ActionError("NotBuilt", f"{known.title} cannot be run by this version of the workbench.")
    return ActionError(UNKNOWN_ACTION, f"The destination has no action named {action}.")


def check_membership(event: dict[str, Json]) -> None:
    """The original looks for an audience in every event, and fails over a null on the way there."""
    context = event.get("context", UNDEFINED)
    if context is None:
        raise _membership_error("Cannot destructure property 'personas' of '{}' as it is null.")
    if isinstance(context, dict) and context.get("personas", UNDEFINED) is None:
        raise _membership_error("Cannot read properties of null (reading 'computation_class')")


def _membership_error(message: str) -> ActionFailure:
    return ActionFailure(ActionError("TypeError", message, stage="payload"))


def trigger_failure(failure: TriggerFailure) -> ActionError:
    """The error of a trigger that the original fails over."""
    return ActionError("TypeError", failure.official.removeprefix("TypeError: "), stage="trigger")


def mapping_error(failure: MappingFailure, status: int | None = None) -> ActionError:
    """The error of fields that cannot be resolved."""
    messages = tuple(FieldMessage(fault.path, fault.message) for fault in failure.errors)
    joined = " ".join(message.message for message in messages)
    return ActionError(failure.name, joined or failure.message, messages, status=status, stage="fields")


def in_json_form(request: BrazeRequest) -> BrazeRequest:
    """The request with the body that goes over the wire."""
    return BrazeRequest(request.method, request.url, request.headers, json_form(request.body))
