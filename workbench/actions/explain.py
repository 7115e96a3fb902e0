"""What validation does to a payload on its way from the resolved fields to the action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.actions import facts
from workbench.actions.cleaning import compile_cleaning
from workbench.actions.findings import NON_FINITE, Finding, finding_message
from workbench.actions.model import Action, Field
from workbench.actions.request_keys import place_text
from workbench.actions.schema import compile_payload
from workbench.jsvalues import UNDEFINED, Json, real_type
from workbench.mappings import MappingFailure, Steps, compile_fields, value_at
from workbench.mappings.model import Mapping


@dataclass(frozen=True, slots=True)
class FieldNote:
    """One change or fault: `steps` lead to the value in the payload, `before` is what the field resolved to.

    `after` is what is sent instead, `UNDEFINED` when the value is removed or refused; `text` says why in a
    sentence without the values.
    """

    steps: Steps
    kind: Literal["coerced", "removed", "refused"]
    text: str
    before: Json = UNDEFINED
    after: Json = UNDEFINED

    @property
    def path(self) -> str:
        """The way to the value as people write it: `products[0].price`."""
        return place_text(self.steps)


def field_notes(mapping: Mapping, event: dict[str, Json]) -> tuple[FieldNote, ...]:
    """What is coerced, removed and refused when the mapping runs over the event.

    Empty for an action that does not exist and for fields that cannot be resolved.
    """
    action = facts.actions().get(mapping.action)
    if action is None:
        return ()
    try:
        payload = compile_fields(mapping.fields).resolve(event)
    except MappingFailure:
        return ()
    if not isinstance(payload, dict):
        return ()
    clean = compile_cleaning(action.fields)
    cleaned = clean(payload)
    findings: list[Finding] = []
    fitted = compile_payload(action.fields, clean)(payload, findings)
    refusals = [_refusal(finding, cleaned) for finding in findings if finding is not NON_FINITE]
    refused = {note.steps for note in refusals}
    changes = (
        *_cleaning_notes(payload, cleaned, action.fields, ()),
        *_fitting_notes(cleaned, fitted, action.fields, (), keep_others=False),
    )
    shown = (note for note in changes if note.steps not in refused and not _is_internal(note.steps, action))
    return (*shown, *refusals)


def _is_internal(steps: Steps, action: Action) -> bool:
    """Whether Segment keeps this key in a mapping for itself."""
    match steps:
        case (str(key), *_) if key.startswith("__segment_internal"):
            return True
        case (str(key),):
            return bool(action.hook) and key == action.hook
    return False


def _cleaning_notes(
    before: Json, after: Json, fields: tuple[Field, ...], place: Steps
) -> Iterator[FieldNote]:
    known = {field.key: field for field in fields}
    for key, value in before.items():
        steps = (*place, key)
        field = known.get(key)
        if key not in after:
            why = "is empty" if value == "" else "is null"
            yield FieldNote(steps, "removed", f"The value {why} and is left out.", value)
        elif field is None:
            continue
        elif field.multiple and isinstance(after[key], list):
            yield from _list_notes(value, after[key], steps)
        elif field.properties and isinstance(value, dict):
            yield from _cleaning_notes(value, after[key], field.properties, steps)


def _list_notes(before: Json, after: list[Json], steps: Steps) -> Iterator[FieldNote]:
    if not isinstance(before, list):
        yield FieldNote(
            steps, "coerced", "The field takes several values: one becomes a list.", before, after
        )
    elif len(after) < len(before):
        yield FieldNote(steps, "removed", "Empty items of the list are left out.", before, after)


def _fitting_notes(
    before: Json, after: Json, fields: tuple[Field, ...], place: Steps, *, keep_others: bool
) -> Iterator[FieldNote]:
    known = {field.key: field for field in fields}
    for key, value in before.items():
        steps = (*place, key)
        if key in known:
            yield from _value_notes(value, after[key], known[key], steps)
        elif not keep_others:
            yield FieldNote(steps, "removed", "The action has no such field.", value)


def _value_notes(before: Json, after: Json, field: Field, steps: Steps) -> Iterator[FieldNote]:
    if field.multiple and isinstance(before, list):
        for index, (item, fitted) in enumerate(zip(before, after, strict=True)):
            yield from _single_notes(item, fitted, field, (*steps, index))
    else:
        yield from _single_notes(before, after, field, steps)


def _single_notes(before: Json, after: Json, field: Field, steps: Steps) -> Iterator[FieldNote]:
    if field.properties and isinstance(before, dict):
        others = field.additional_properties
        yield from _fitting_notes(before, after, field.properties, steps, keep_others=others)
    elif real_type(before) != real_type(after):
        kinds = f"{_KINDS[real_type(before)]} becomes {_KINDS[real_type(after)]}"
        yield FieldNote(steps, "coerced", f"{kinds[0].upper()}{kinds[1:]}.", before, after)


_KINDS = {
    "string": "a text",
    "number": "a number",
    "boolean": "a yes or no",
    "null": "null",
    "undefined": "nothing",
    "array": "a list",
    "object": "an object",
}


def _refusal(finding: Finding, payload: Json) -> FieldNote:
    return FieldNote(
        finding.steps, "refused", finding_message(finding).message, value_at(payload, finding.steps)
    )
