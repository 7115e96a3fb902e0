"""From a part of a payload back to the places of the event that it comes from.

The nodes that resolve a mapping are walked from the outside in, and only the parts that gave the wanted part
are followed. Every value on the way comes from the node's own closure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.explanation import Explanation
from workbench.mappings.failures import MappingFailure
from workbench.mappings.needs import Inner, View, needs
from workbench.mappings.nodes import Node, without_undefined
from workbench.mappings.readings import Reading, ReadingKind, Steps, read_place, value_at

EVENT: Final = "event"
"""The label of an explanation that is a place of the event itself."""

_TOO_DEEP: Final = "The mapping or the event is nested too deeply to be explained."


@dataclass(frozen=True, slots=True)
class Trace:
    """How a part of a payload came about: the explanation, and the places of the event at its ends."""

    explanation: Explanation
    readings: tuple[Reading, ...]


def trace_node(node: Node, event: Json, steps: Steps) -> Trace:
    """How what lies at `steps` in a node's value came about. Never raises."""
    readings: list[Reading] = []
    try:
        explanation = _explained(Inner("", node, _event_view(event), steps), readings)
    except RecursionError:
        explanation = Explanation("", node.label, node.text, UNDEFINED, error=_TOO_DEEP)
    return Trace(explanation, _distinct(readings))


def find_readings(node: Node, event: Json, steps: Steps) -> tuple[Reading, ...]:
    """The places of the event that what lies at `steps` in a node's value comes from. Never raises."""
    readings: list[Reading] = []
    waiting = [Inner("", node, _event_view(event), steps)]
    while waiting:
        inner = waiting.pop()
        try:
            for need in needs(inner.node, inner.view, inner.steps):
                if isinstance(need, Reading):
                    readings.append(_within(inner, need))
                else:
                    waiting.append(_narrowed(inner, need))
        except (MappingFailure, RecursionError):  # the value has failed there: nothing more took part
            continue
    return _distinct(readings)


def _event_view(event: Json) -> View:
    return View(event, lambda steps: iter((read_place(event, steps),)))


def _distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each place once, as a value where it is one, too."""
    found: dict[tuple[Steps, ReadingKind], Reading] = {}
    for reading in readings:
        if (reading.steps, reading.kind) not in found or reading.deep:
            found[reading.steps, reading.kind] = reading
    return tuple(
        reading
        for (steps, kind), reading in found.items()
        if kind == "value" or (steps, "value") not in found
    )


def _explained(inner: Inner, readings: list[Reading]) -> Explanation:
    node = inner.node
    value, error = UNDEFINED, ""
    children: list[Explanation] = []
    try:
        value = value_at(without_undefined(node.raw(inner.view.payload)), inner.steps)
    except MappingFailure as failure:
        error = failure.message
    try:
        for need in needs(node, inner.view, inner.steps):
            if isinstance(need, Reading):
                readings.append(_within(inner, need))
                children.append(Explanation("", EVENT, need.path, need.value))
            else:
                children.append(_explained(_narrowed(inner, need), readings))
    except MappingFailure as failure:
        error = error or failure.message
    return Explanation(inner.role, node.label, node.text, value, tuple(children), error)


def _within(inner: Inner, reading: Reading) -> Reading:
    """A place that a condition reads is a condition."""
    if inner.kind == "value":
        return reading
    return replace(reading, kind="condition", deep=reading.deep and inner.deep)


def _narrowed(inner: Inner, need: Inner) -> Inner:
    """What a condition needs is a condition."""
    if inner.kind == "value":
        return need
    return replace(need, kind="condition", deep=need.deep and inner.deep)
