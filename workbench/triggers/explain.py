"""Why a trigger takes an event or not: each condition with its truth and the value found."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import UNDEFINED, Json, Undefined
from workbench.triggers.matching import Test
from workbench.triggers.nodes import Comparison, Group
from workbench.triggers.parser import TriggerError
from workbench.triggers.writer import write_comparison


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or a group for one event.

    `label` is `all of`, `any of`, `condition` or `unreadable`; `text` the condition in FQL; `truth` what the
    trigger's own test says; `found` the event's value, undefined when there is none.
    """

    label: str
    text: str
    truth: bool
    found: Json | Undefined = UNDEFINED
    children: tuple[Condition, ...] = ()


def explain_test(test: Test | None, error: TriggerError | None, event: dict[str, Json]) -> Condition:
    """The explanation of a trigger's test, or of why it has none."""
    if test is None:
        return Condition("unreadable", error.message if error else "", truth=False)
    return _condition(test, event)


def _condition(test: Test, event: dict[str, Json]) -> Condition:
    node = test.node
    if isinstance(node, Group):
        children = tuple(_condition(child, event) for child in test.children)
        return Condition(
            "all of" if node.operator == "and" else "any of", "", test.run(event), UNDEFINED, children
        )
    text = write_comparison(node) if isinstance(node, Comparison) else "()"
    found = test.read(event) if test.read else UNDEFINED
    return Condition("condition", text, test.run(event), found)
