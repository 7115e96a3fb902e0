"""What came of an event: per mapping, and for the whole destination."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.requests import BrazeRequest

if TYPE_CHECKING:
    from workbench.triggers import TriggerError


Stage = Literal["settings", "trigger", "fields", "payload", "action", "answer"]


@dataclass(frozen=True, slots=True)
class FieldMessage:
    """One finding about a payload: the JSON pointer of the value (`""` is the payload) and a sentence."""

    pointer: str
    message: str


@dataclass(frozen=True, slots=True)
class ActionError:
    """Why an action failed, with the facts of the official destination's error.

    `name` is its kind: AggregateError (faults in the mapping), AggregateAjvError (the payload does not fit
    the fields), PayloadValidationError and IntegrationError (the action refuses the payload), HTTPError and
    APIError (Braze refused), TypeError (an internal failure of the original). `code` and `status` are `None`
    where the original has none. `stage` is where it failed: over the settings, the trigger, resolving the
    fields, checking the payload, in the action, or over Braze's answer.
    """

    name: str
    message: str
    messages: tuple[FieldMessage, ...] = ()
    code: str | None = None
    status: int | None = None
    stage: Stage = "action"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Braze answered to a request.

    `body` is the parsed JSON, or the text, or `None` when empty; `reason` the phrase that came with the
    status, `None` for the standard one.
    """

    status: int = 201
    body: Json = field(default_factory=lambda: {"message": "success"})
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EventResult:
    """What the destination reports of one event of a batch.

    `facts` is the original's entry, its keys in the original's order: `status`, what was `sent` and what came
    back (`body`); for a failed event also `errortype`, `errormessage`, and `errorreporter`, `INTEGRATIONS`
    when it was refused before anything is known to be sent, else `DESTINATION`.
    """

    facts: dict[str, Json]

    @property
    def ok(self) -> bool:
        """Whether the event was sent and accepted."""
        return "errortype" not in self.facts

    @property
    def status(self) -> int:
        """An HTTP status, `200` for every event that was accepted."""
        status: int = self.facts["status"]
        return status

    @property
    def message(self) -> str:
        """Why the event failed, `""` when it did not."""
        found = self.facts.get("errormessage", "")
        return found if isinstance(found, str) else dump_json(found)


class MappingOutcome(NamedTuple):
    """What one mapping makes of one event.

    `matched` is whether the trigger let the event through; `trigger_error` why the trigger cannot be read.
    `payload` is what the fields resolved to after validation, `UNDEFINED` when it did not get that far;
    `requests` are sent in order. `error` ends the mapping; requests before it have been sent. `enabled` is
    false where the destination skipped the mapping because it is switched off.
    """

    index: int  # type: ignore[assignment] # nobody looks for an element of an outcome
    name: str
    action: str
    matched: bool
    trigger_error: TriggerError | None = None
    payload: Json = UNDEFINED
    requests: tuple[BrazeRequest, ...] = ()
    error: ActionError | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What one mapping makes of a batch of events.

    `matched` and `payloads` have an entry for each event: whether the trigger took it, and what its fields
    resolved to after validation (`UNDEFINED` when it did not get that far). `results` too, but it is empty
    after an `error`, which ends the whole batch; a request before it has been sent. `batch` is what the
    action made of the payloads of the events at `places`, from which the results follow; `None` when no event
    got that far.
    """

    name: str
    action: str
    matched: tuple[bool, ...]
    trigger_error: TriggerError | None = None
    payloads: tuple[Json, ...] = ()
    results: tuple[EventResult, ...] = ()
    error: ActionError | None = None
    batch: Batch | None = field(default=None, repr=False)
    places: tuple[int, ...] = field(default=(), repr=False)

    @property
    def requests(self) -> tuple[BrazeRequest, ...]:
        """The request of the batch, if there is one."""
        return (self.batch.request,) if self.batch and self.batch.request else ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What an action makes of the payloads of a batch: at most one request.

    `results` has an entry for each payload, as it is when Braze accepts what is sent, and `sent` what is
    reported as sent when it does not (`UNDEFINED` for a payload that is not sent). `places` has for each
    object in the request the index of the payload it was made from.
    """

    results: tuple[EventResult, ...]
    request: BrazeRequest | None = None
    places: tuple[int, ...] = ()
    sent: tuple[Json, ...] = ()


class ActionsOutcome(NamedTuple):
    """What the destination makes of one event: one outcome for each mapping, in order.

    `error` is what the destination as a whole reports: faults of its settings (then no mapping ran), else the
    first failure of a mapping. The requests of the other mappings are sent all the same. `ran` are the
    outcomes of the mappings that had something to do, the others being the same for every event.
    """

    mappings: tuple[MappingOutcome, ...]
    error: ActionError | None = None
    ran: tuple[MappingOutcome, ...] = ()

    @property
    def requests(self) -> tuple[BrazeRequest, ...]:
        """All requests, in the order of the mappings."""
        return tuple([request for outcome in self.ran for request in outcome.requests])

    @property
    def reason(self) -> str:
        """A plain sentence why there are no requests, `""` when there are some."""
        if self.requests:
            return ""
        if not self.mappings:
            return self.error.message if self.error else "There are no mappings."
        enabled = [outcome for outcome in self.mappings if outcome.enabled]
        if not enabled:
            return "Every mapping is disabled."
        failed = next((outcome for outcome in enabled if outcome.error), None)
        if failed and failed.error:
            return f"{failed.name} fails: {failed.error.message}"
        matched = next((outcome for outcome in enabled if outcome.matched), None)
        if matched:
            return f"{matched.name} takes the event, but has nothing to send for it."
        unreadable = next((outcome for outcome in enabled if outcome.trigger_error), None)
        if unreadable and len(enabled) == 1:
            return f"The trigger of {unreadable.name} cannot be read."
        return "No enabled mapping has a trigger that takes this event."
