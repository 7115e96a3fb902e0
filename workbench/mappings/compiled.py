"""Compiled mappings: resolve events, explain each field."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

import orjson

from workbench.jsvalues import (
    MAX_DEPTH,
    UNDEFINED,
    Json,
    JsonError,
    dump_json,
    nests_deeper,
    ordered_keys,
    parse_json,
    real_type,
)
from workbench.mappings.clock import at_time
from workbench.mappings.explanation import Explanation
from workbench.mappings.failures import DirectiveError, MappingFailure
from workbench.mappings.nodes import Constant, Node, Part, without_undefined
from workbench.mappings.parse import is_directive, parse, prepare
from workbench.mappings.readings import Reading, Steps
from workbench.mappings.root import ROOT_DIRECTIVE
from workbench.mappings.structures import Transform
from workbench.mappings.tracing import Trace, find_readings, trace_node
from workbench.mappings.validate import check_mapping

_CACHED = 512
_TOO_DEEP = MappingFailure(
    "Maximum call stack size exceeded",
    hint="The mapping or the event is nested too deeply to be resolved.",
    name="RangeError",
)


@dataclass(frozen=True, slots=True)
class CompiledField:
    """One field of a mapping. `errors` are the validator's findings inside it."""

    key: str
    _node: Node
    _refusal: MappingFailure | None = None

    @property
    def errors(self) -> tuple[DirectiveError, ...]:
        """The validator's findings inside this field."""
        return self._refusal.faults if self._refusal else ()

    @property
    def text(self) -> str:
        """The field's directive on one line."""
        return self._node.text

    def resolve(self, event: dict[str, Json], *, now: float | None = None) -> Json:
        """The field's value, or `UNDEFINED` when nothing comes out; `now` as for `CompiledFields.resolve`.

        Unlike the whole mapping it fails for faults of its own only. Raises `MappingFailure`.
        """
        return _run(self._node, self._refusal, event, now)

    def explain(self, event: dict[str, Json], *, now: float | None = None) -> Explanation:
        """How the value comes about. Never raises: failures are in the explanation."""
        refusal = self._refusal
        if refusal is None:
            try:
                with at_time(now):
                    return _explained(Part(self.key, self._node, event))
            except RecursionError:
                refusal = _TOO_DEEP
        reason = " ".join(fault.message for fault in refusal.faults) or refusal.message
        return Explanation(self.key, self._node.label, self._node.text, UNDEFINED, error=reason)


@dataclass(frozen=True, slots=True)
class CompiledFields:
    """A mapping ready to run. With any findings of the validator (`errors`) `resolve` always fails."""

    _node: Node
    _refusal: MappingFailure | None
    _fields: Mapping[str, CompiledField]

    @property
    def errors(self) -> tuple[DirectiveError, ...]:
        """What is wrong with the mapping whatever the event, in the validator's order."""
        if self._refusal is None:
            return ()
        message = self._refusal.message
        own = DirectiveError(self._refusal.field, message, self._refusal.hint, official=message)
        return self._refusal.faults or (own,)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the mapping's fields, in JavaScript's order, without the root directive's."""
        return tuple(self._fields)

    def resolve(self, event: dict[str, Json], *, now: float | None = None) -> Json:
        """The payload for an event: `transform` of @segment/actions-core 3.170.0.

        Undefined members of objects are gone, undefined list elements are `UNDEFINED`; a root directive can
        give any type and `UNDEFINED`. The result shares structure with the event and with this mapping: treat
        it as frozen. `now`, in milliseconds since 1970, is what Liquid's dates call now; the computer's time
        when not given. Raises `MappingFailure`.
        """
        if not isinstance(event, dict):
            raise MappingFailure(
                f"data must be an object, got {real_type(event)}", hint="An event is a JSON object in braces."
            )
        if now is not None or self._refusal:
            return _run(self._node, self._refusal, event, now)
        try:
            return self._node.clean(event)
        except RecursionError:
            raise replace(_TOO_DEEP) from None

    def trace(self, event: dict[str, Json], steps: Steps, *, now: float | None = None) -> Trace:
        """How a part of the payload comes about, down to the event; `steps` lead to it in the payload.

        Never raises: failures are in the explanation.
        """
        with at_time(now):
            return trace_node(self._node, event, steps)

    def readings(self, event: dict[str, Json], steps: Steps) -> tuple[Reading, ...]:
        """The places of the event that a part of the payload comes from, without the way there."""
        return find_readings(self._node, event, steps)

    def field(self, key: str) -> CompiledField:
        """The field of that key; one that resolves to nothing when the mapping has none."""
        return self._fields.get(key) or CompiledField(key, Constant(key, UNDEFINED))


def compile_fields(fields: Json) -> CompiledFields:
    """The compiled form of a mapping's fields. Equal content gives the same object while it is remembered.

    Never raises: what is wrong is in `errors`, and resolving fails with it.
    """
    try:
        content = orjson.dumps(fields)
    except orjson.JSONEncodeError:
        if nests_deeper(fields, MAX_DEPTH):
            return _HOPELESS
        content = dump_json(fields).encode()
    return _compiled(content)


@functools.lru_cache(maxsize=_CACHED)
def _compiled(content: bytes) -> CompiledFields:
    try:
        mapping = parse_json(content)
        node, refusal = prepare(mapping)
        return CompiledFields(node, refusal, _fields_of(mapping, node))
    except (JsonError, RecursionError):
        return _HOPELESS


_HOPELESS = CompiledFields(Constant("", UNDEFINED), _TOO_DEEP, {})


def _fields_of(mapping: Json, node: Node) -> dict[str, CompiledField]:
    """Each field by itself; under a root directive it is what that makes of the event and this field."""
    if not isinstance(mapping, dict) or is_directive(mapping):
        return {}
    fields = {}
    for key in ordered_keys(mapping):
        if key == ROOT_DIRECTIVE:
            continue
        field = parse(mapping[key], key)
        if isinstance(node, Transform):
            field = replace(node, mapping=field)
        fields[key] = CompiledField(key, field, check_mapping(mapping[key], key, (key,)))
    return fields


def _run(node: Node, refusal: MappingFailure | None, event: dict[str, Json], now: float | None) -> Json:
    if refusal:
        raise replace(refusal)
    try:
        if now is None:
            return node.clean(event)
        with at_time(now):
            return node.clean(event)
    except RecursionError:
        raise replace(_TOO_DEEP) from None


def _explained(part: Part) -> Explanation:
    node = part.node
    value, error = UNDEFINED, ""
    try:
        value = without_undefined(node.raw(part.payload))
    except MappingFailure as failure:
        error = failure.message
    children = []
    try:
        for inner in node.parts(part.payload):
            children.append(_explained(inner))  # noqa: PERF401 - what was reached before a failure counts
    except MappingFailure as failure:
        error = error or failure.message
    return Explanation(part.role, node.label, node.text, value, tuple(children), error)
