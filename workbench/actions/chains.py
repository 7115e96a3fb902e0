"""The chain that made a key of a request: the action's rule, the schema, the directives, the event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from workbench.actions import facts
from workbench.actions.explain import FieldNote, field_notes
from workbench.actions.model import DestinationSettings
from workbench.actions.origins import Given, Origin, RequestOrigins
from workbench.actions.outcome import ActionsOutcome, MappingOutcome
from workbench.actions.performs import PERFORMS
from workbench.actions.request_keys import request_keys, request_value
from workbench.actions.run import run_action, run_destination, runner_of
from workbench.jsvalues import UNDEFINED, Json, to_text
from workbench.mappings import (
    CompiledFields,
    Explanation,
    MappingFailure,
    Reading,
    Steps,
    compile_fields,
    value_at,
)
from workbench.mappings.model import Mapping

HIDDEN: Final = "••••"
"""Stands for a credential, which no chain shows."""

_NOTHING: Final = "The field's directive gives nothing for this event."
_NOTHING_TO_SEND: Final = "The action has nothing to send."

SourceKind: TypeAlias = Literal["value", "condition"]


@dataclass(frozen=True, slots=True)
class Source:
    """A place of the payload that took part in a key, and how it came about.

    `value` is the payload's, after validation; `notes` are what the schema did to it or to what is around it.
    `explanation` goes from the field's directive down to the event, where `readings` are. For a `condition`
    the value only decided.
    """

    place: Steps
    kind: SourceKind
    value: Json
    notes: tuple[FieldNote, ...]
    explanation: Explanation
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class GivenPart:
    """What a key comes from beside the payload: what it is, and its value where that may be shown."""

    kind: Given
    value: Json = UNDEFINED


@dataclass(frozen=True, slots=True)
class Chain:
    """How one key of a request was made, from the request back to the event.

    `steps` lead to the key (`("body", "events", 0, "name")`), `value` is what is sent. `rule` is the action's
    own, in a sentence.
    """

    mapping: str
    action: str
    steps: Steps
    value: Json
    rule: str
    given: tuple[GivenPart, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A mapped part of the payload that is in no request: why, in a sentence, and how it came about.

    The place `()` is the payload, which has no `source`: there is no request at all then. `fatal` says
    whether the whole request is missing for it.
    """

    place: Steps
    reason: str
    source: Source | None
    fatal: bool = False


class MappingChains:
    """The chains of one mapping for one event. Nothing is computed before it is asked for."""

    def __init__(
        self, mapping: Mapping, settings: DestinationSettings, event: dict[str, Json], *, index: int = 0
    ) -> None:
        """`index` is the mapping's place among the others. The trigger is not asked."""
        self.mapping, self.settings, self.event, self.index = mapping, settings, event, index

    @cached_property
    def outcome(self) -> MappingOutcome:
        """What the mapping makes of the event."""
        return run_action(self.mapping, self.settings, self.event, index=self.index)

    @cached_property
    def origins(self) -> RequestOrigins | None:
        """Where the parts of the mapping's request come from; `None` when it makes none."""
        if not self.outcome.requests:
            return None
        context = runner_of(self.mapping, self.settings).context
        return PERFORMS[self.mapping.action].origins(self.outcome.payload, context)

    @cached_property
    def notes(self) -> tuple[FieldNote, ...]:
        """What the action's schema changes, removes and refuses."""
        return field_notes(self.mapping, self.event)

    @cached_property
    def _fields(self) -> CompiledFields:
        return compile_fields(self.mapping.fields)

    @cached_property
    def _resolved(self) -> Json:
        try:
            return self._fields.resolve(self.event)
        except MappingFailure:
            return UNDEFINED

    def sent(self) -> Iterator[Steps]:
        """The steps to every key of the request, in the order sent; not those around other keys."""
        for request in self.outcome.requests:
            yield from (steps for steps, _ in request_keys(request))

    def chain(self, steps: Steps) -> Chain | None:
        """How a key of the request was made; also of an object or a list. `None` for what is not there."""
        origin = self.origins.at(steps) if self.origins else None
        if origin is None:
            return None
        value = request_value(self.outcome.requests[0], steps)
        return Chain(
            self.mapping.name,
            self.mapping.action,
            steps,
            f"Bearer {HIDDEN}" if "api_key" in origin.given else value,
            origin.rule,
            tuple(self._given(kind) for kind in origin.given),
            tuple(self._sources(origin)),
        )

    def readings(self, steps: Steps) -> Iterator[Reading]:
        """The places of the event that a key of the request comes from, without the way there."""
        origin = self.origins.at(steps) if self.origins else None
        if origin is None:
            return
        for place in origin.places:
            yield from self._fields.readings(self.event, self._resolved_steps(place))
        for place in origin.conditions:
            for reading in self._fields.readings(self.event, self._resolved_steps(place)):
                yield Reading(reading.steps, reading.value, "condition", reading.deep)

    def missing(self) -> Iterator[Missing]:
        """What is mapped and in no request, and why: for its directive, for the schema, or for the action."""
        yield from self._failed()
        for note in self.notes:
            if note.kind != "coerced" and note.steps:
                source = self._source(note.steps, "value")
                yield Missing(note.steps, note.text, source, note.kind == "refused")
        if isinstance(self._resolved, dict):
            for key in self._fields.keys:
                if key not in self._resolved:
                    yield Missing((key,), _NOTHING, self._source((key,), "value"), self._needs(key))
        for unsent in self.origins.unsent if self.origins else ():
            yield Missing(unsent.place, unsent.rule, self._source(unsent.place, "value"))

    def _needs(self, key: str) -> bool:
        """Whether there is no request without this field."""
        action = facts.actions().get(self.mapping.action)
        field = action.field(key) if action else None
        return field is not None and field.required

    def _failed(self) -> Iterator[Missing]:
        """Why there is no request at all, and the fields that cannot be resolved."""
        if self.outcome.error is not None:
            yield Missing((), self.outcome.error.message, None, fatal=True)
        elif not self.outcome.requests:
            yield Missing((), _NOTHING_TO_SEND, None, fatal=True)
        if self._resolved is UNDEFINED:
            for key in self._fields.keys:
                explanation = self._fields.field(key).explain(self.event)
                if explanation.error:
                    source = Source((key,), "value", UNDEFINED, (), explanation, ())
                    yield Missing((key,), explanation.error, source, fatal=True)

    def _given(self, kind: Given) -> GivenPart:
        if kind == "app_id":
            return GivenPart(kind, self.settings.app_id)
        if kind == "endpoint":
            return GivenPart(kind, to_text(self.settings.endpoint))
        if kind == "sync_mode":
            return GivenPart(kind, runner_of(self.mapping, self.settings).context.sync_mode)
        return GivenPart(kind)

    def _sources(self, origin: Origin) -> Iterator[Source]:
        for place in origin.places:
            yield self._source(place, "value")
        for place in origin.conditions:
            if place not in origin.places:
                yield self._source(place, "condition")

    def _source(self, place: Steps, kind: SourceKind) -> Source:
        trace = self._fields.trace(self.event, self._resolved_steps(place))
        top, steps = trace.explanation, place
        if top.label == "object" and top.role == "" and place:
            top = next((part for part in top.children if part.role == place[0]), None) or Explanation(
                str(place[0]), "value", "nothing", UNDEFINED
            )
        notes = tuple(note for note in self.notes if _concerns(note, steps))
        return Source(place, kind, value_at(self.outcome.payload, place), notes, top, trace.readings)

    def _resolved_steps(self, place: Steps) -> Steps:
        """The place in what the fields resolved to of a place in the validated payload.

        They differ where validation made a list of one value, took a list's only item, or left items out.
        """
        resolved, payload = self._resolved, self.outcome.payload
        steps: list[str | int] = []
        for step in place:
            if isinstance(step, int) and not isinstance(resolved, list):
                payload = value_at(payload, (step,))
                continue
            taken = step
            if isinstance(step, int) and isinstance(payload, list) and len(payload) != len(resolved):
                taken = _kept(resolved, len(payload))[step]
            steps.append(taken)
            resolved, payload = value_at(resolved, (taken,)), value_at(payload, (step,))
        if isinstance(resolved, list) and len(resolved) == 1 and not isinstance(payload, list):
            steps.append(0)
        return tuple(steps)


def _kept(items: list[Json], count: int) -> list[int]:
    """The indexes of the items that validation keeps: not null, where that is too many not empty either."""
    kept = [index for index, item in enumerate(items) if item is not None and item is not UNDEFINED]
    return kept if len(kept) == count else [index for index in kept if items[index] != ""]


def _concerns(note: FieldNote, place: Steps) -> bool:
    """Whether a note is about the place, what it lies in, or what lies in it."""
    shared = min(len(note.steps), len(place))
    return note.steps[:shared] == place[:shared]


def explain_key(
    mappings: Sequence[Mapping],
    settings: DestinationSettings,
    event: dict[str, Json],
    request_index: int,
    steps: Steps,
) -> Chain | None:
    """How a key was made of one of the requests that the mappings make of an event, counted over all of them.

    `None` when there is no such request, or no such key in it.
    """
    chains = chains_of_request(
        mappings, settings, event, run_destination(mappings, settings, event), request_index
    )
    return chains.chain(steps) if chains else None


def chains_of_request(
    mappings: Sequence[Mapping],
    settings: DestinationSettings,
    event: dict[str, Json],
    outcome: ActionsOutcome,
    request_index: int,
) -> MappingChains | None:
    """The chains of the mapping that made one of the outcome's requests; `None` when there is no such one."""
    passed = 0
    for one in outcome.mappings:
        passed += len(one.requests)
        if request_index < passed:
            return MappingChains(mappings[one.index], settings, event, index=one.index)
    return None
