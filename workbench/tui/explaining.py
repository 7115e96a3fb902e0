"""Explanations as lines to read: why a trigger takes an event or not, and how a field gets its value."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.actions import field_notes
from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.mappings import Explanation, Mapping, compile_fields
from workbench.triggers import Condition, parse
from workbench.tui.fields import FieldRow

_LONGEST = 200


def trigger_lines(mapping: Mapping, event: dict[str, Json] | None) -> Iterator[str]:
    """Each condition of the mapping's trigger with its truth, the value found and what was near."""
    trigger = parse(mapping.trigger)
    if event is not None:
        truth = trigger.explain(event)
        yield "● The trigger takes this event." if truth.truth else "○ The trigger does not take this event."
        yield ""
        yield from _condition(truth, 0)
    else:
        yield "Select an event to see which conditions hold for it."
    for check in trigger.checks:
        yield ""
        yield f"! {check.message}"
        if check.rewrite:
            yield f"  What may be meant: {check.rewrite}"
    if any(check.rewrite for check in trigger.checks):
        yield ""
        yield "R in the list of mappings takes the first of these texts over."


def _condition(condition: Condition, depth: int) -> Iterator[str]:
    indent = "  " * depth
    mark = "●" if condition.truth else "○"
    if condition.children:
        yield f"{indent}{mark} {condition.label}"
        for child in condition.children:
            yield from _condition(child, depth + 1)
        return
    found = "nothing there" if condition.found is UNDEFINED else f"found {_value(condition.found)}"
    yield f"{indent}{mark} {condition.text or condition.words}"
    if condition.label == "condition":
        yield f"{indent}    {condition.words}: {found}" if condition.words else f"{indent}    {found}"
    for near in condition.near:
        yield f"{indent}    near: {near.message}"


def field_lines(mapping: Mapping, row: FieldRow, event: dict[str, Json] | None) -> Iterator[str]:
    """How a field gets its value for an event: directive by directive, then what the action's schema does."""
    if row.help:
        yield row.help
        yield ""
    if row.directive is UNDEFINED:
        yield "The field is not mapped."
        return
    if event is None:
        yield "Select an event to see how the field gets its value."
        return
    key = str(row.path[0])
    yield from _explanation(compile_fields(mapping.fields).field(key).explain(event), 0)
    notes = [note for note in field_notes(mapping, event) if note.path.partition(".")[0] == key]
    if notes:
        yield ""
        yield "Then the action's schema:"
        for note in notes:
            yield f"  {note.path}: {note.text}"


def _explanation(node: Explanation, depth: int) -> Iterator[str]:
    indent = "  " * depth
    role = f"{node.role}: " if node.role else ""
    yield f"{indent}{role}{node.label} {node.text}".rstrip()
    if node.error:
        yield f"{indent}  ✗ {node.error}"
    else:
        yield f"{indent}  → {'nothing' if node.value is UNDEFINED else _value(node.value)}"
    for child in node.children:
        yield from _explanation(child, depth + 1)


def _value(value: Json) -> str:
    text = dump_json(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
