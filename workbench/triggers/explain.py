"""Why a trigger takes an event or not: each condition with its truth, the value found and near misses."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import UNDEFINED, Json, Undefined
from workbench.triggers.inherited import Inherited
from workbench.triggers.matching import Test, TriggerFailure
from workbench.triggers.near import NearMiss, near_misses
from workbench.triggers.nodes import Comparison, Group
from workbench.triggers.parser import TriggerError
from workbench.triggers.wording import in_words
from workbench.triggers.writer import write_comparison


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or a group for one event.

    `label` is `all of`, `any of`, `condition`, `failure` (the official matcher fails there) or `unreadable`;
    `text` the condition in FQL, `words` its meaning; `truth` what the trigger's own test says; `found` the
    event's value, undefined when there is none; `near` what would have made a false condition true.
    `span` is the place in the trigger's text, from and to in characters from 0.
    """

    label: str
    text: str
    truth: bool
    found: Json | Undefined = UNDEFINED
    children: tuple[Condition, ...] = ()
    words: str = ""
    near: tuple[NearMiss, ...] = ()
    span: tuple[int, int] = (0, 0)


def explain_test(test: Test | None, error: TriggerError | None, event: Json) -> Condition:
    """The explanation of a trigger's test, or of why it has none; never raises."""
    if test is None:
        message = error.message if error else ""
        return Condition("unreadable", "", truth=False, words=message)
    return _condition(test, event if isinstance(event, dict) else {})


def _condition(test: Test, event: dict[str, Json]) -> Condition:
    node = test.node
    span = node.span
    words = "" if isinstance(node, Group) else in_words(node)
    children = tuple(_condition(child, event) for child in test.children)
    text = write_comparison(node) if isinstance(node, Comparison) else ""
    try:
        truth = test.run(event)
    except TriggerFailure as failure:
        return Condition("failure", text, False, children=children, words=failure.message, span=span)
    if isinstance(node, Group):
        label = "all of" if node.operator == "and" else "any of"
        return Condition(label, "", truth, children=children, span=span)
    found = test.read(event) if test.read else UNDEFINED
    shown = UNDEFINED if isinstance(found, Inherited) else found
    near = () if truth or not isinstance(node, Comparison) else near_misses(node, found, event)
    return Condition("condition", text, truth, shown, words=words, near=near, span=span)
