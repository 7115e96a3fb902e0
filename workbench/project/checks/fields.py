"""Checks of a mapping's fields against its action: directives, sync mode, required, unknown, out of range."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.actions import ACTIONS, SYNC_MODE_KEY, Action, Condition, Field, batch_size
from workbench.jsvalues import UNDEFINED, Json, dump_json, number_text
from workbench.mappings.compiled import compile_fields
from workbench.mappings.model import Mapping
from workbench.project.checks.directives import (
    is_absent,
    is_literal,
    item_object,
    plain_object,
    surely,
)
from workbench.project.checks.model import Check
from workbench.project.mappingedits import RemoveField, SetField
from workbench.project.names import choose_from
from workbench.project.paths import Path, field_text, shortened

DIRECTIVE = "directive"
_BATCH_KEY = "batch_size"
_FEW = 8
_MOST_OBJECTS = 75
"""Objects that one request to /users/track may hold (Braze docs, "Track users")."""


def field_checks(mapping: Mapping) -> Iterator[Check]:
    """What is wrong with the fields as written, whatever the event."""
    action = ACTIONS[mapping.action]
    yield from directive_checks(mapping)
    yield from _sync_mode(action, mapping)
    for field in action.fields:
        yield from _missing(field, mapping, action)
        yield from _value(field, mapping.fields.get(field.key, UNDEFINED))
    yield from _unknown(action, mapping)
    yield from _large_batch(mapping)


def directive_checks(mapping: Mapping) -> Iterator[Check]:
    """The findings of the official validator: a mapping with one of them fails for every event."""
    for fault in compile_fields(mapping.fields).errors:
        place = f"fields.{fault.path}" if fault.path else "fields"
        yield Check(DIRECTIVE, "error", fault.message, fault.hint, place)


def place_of(path: Path) -> str:
    """The place of a field inside a mapping."""
    return field_text(("fields", *path))


def _sync_mode(action: Action, mapping: Mapping) -> Iterator[Check]:
    modes = [choice.value for choice in action.sync_modes]
    mode = mapping.fields.get(SYNC_MODE_KEY, UNDEFINED)
    if not modes or mode in modes:
        return
    missing = is_absent(mode)
    given = shortened(mode if isinstance(mode, str) else dump_json(mode))
    without = "The mapping has no sync mode" if missing else f"{action.title} has no sync mode {given}"
    # The only action that takes any other mode for one of its own (@segment/action-destinations 3.497.0).
    outcome = "it deletes items" if action.hook else "it fails for every event"
    yield Check(
        "sync-mode-missing" if missing else "sync-mode-unsupported",
        "error",
        f"{without}: {outcome}.",
        f"Set it to {action.default_sync_mode}"
        + (f", or to one of {', '.join(modes)}." if len(modes) > 1 else "."),
        place_of((SYNC_MODE_KEY,)),
        fix=SetField(0, SYNC_MODE_KEY, action.default_sync_mode),
    )


def _missing(field: Field, mapping: Mapping, action: Action) -> Iterator[Check]:
    directive = mapping.fields.get(field.key, UNDEFINED)
    if not is_absent(directive):
        for path, shape in _shapes(field, directive):
            for part in field.properties:
                if part.required and is_absent(shape.get(part.key, UNDEFINED)):
                    yield _unmapped(part, (*path, part.key), f" in {field.label}", part.default)
    elif field.required:
        yield _unmapped(field, (field.key,), "", field.default)
    elif field.required_when and surely(field.required_when, mapping.fields):
        reason = _reason(field.required_when, action)
        yield _unmapped(field, (field.key,), f", and is needed when {reason}", field.default)


def _unmapped(field: Field, path: Path, where: str, default: Json) -> Check:
    fix = None if default is UNDEFINED else SetField(0, path, default)
    return Check(
        "field-unmapped",
        "error",
        f"{field.label} has no value{where}: the mapping fails for every event it takes.",
        "Give it a path or a value."
        if fix is None
        else "Give it a path or a value; its action has a default.",
        place_of(path),
        fix=fix,
    )


def _reason(condition: Condition, action: Action) -> str:
    words = []
    for clause in condition.clauses:
        field = action.field(clause.field)
        label = "the sync mode" if clause.field == SYNC_MODE_KEY else field.label if field else clause.field
        if clause.value is UNDEFINED:
            words.append(f"{label} {'is not mapped' if clause.operator == 'is' else 'is mapped'}")
        else:
            value = clause.value if isinstance(clause.value, str) else dump_json(clause.value)
            words.append(f"{label} {'is' if clause.operator == 'is' else 'is not'} {value}")
    return (" and " if condition.match == "all" else " or ").join(words)


def _shapes(field: Field, directive: Json) -> Iterator[tuple[Path, dict[str, Json]]]:
    """The objects that are written out in a directive: the field itself, or each item of a list."""
    if (shape := plain_object(directive)) is not None:
        yield (field.key,), shape
    elif (shape := item_object(directive)) is not None:
        yield (field.key, "@arrayPath", 1), shape
    elif field.multiple and isinstance(directive, list):
        for index, item in enumerate(directive):
            if (shape := plain_object(item)) is not None:
                yield (field.key, index), shape


def _value(field: Field, directive: Json) -> Iterator[Check]:
    """A fixed value that the action's schema refuses."""
    if is_absent(directive) or not is_literal(directive):
        return
    place = place_of((field.key,))
    if field.choices and isinstance(directive, str):
        choices = [choice.value for choice in field.choices]
        if directive not in choices:
            yield Check(
                "not-a-choice",
                "error",
                f"{field.label} is none of its choices: every event is refused.",
                _near(directive, choices, "Take one of its choices."),
                place,
            )
    number = isinstance(directive, int | float) and not isinstance(directive, bool)
    if field.type in ("number", "integer") and number:
        low, high = field.minimum, field.maximum
        nearest = low if low is not None and directive < low else high
        if (low is not None and directive < low) or (high is not None and directive > high):
            yield Check(
                "out-of-range",
                "error",
                f"{field.label} is {number_text(directive)}; the action takes {low} to {high}: "
                "every event is refused.",
                f"Set it to {nearest}.",
                place,
                fix=SetField(0, field.key, nearest),
            )


def _unknown(action: Action, mapping: Mapping) -> Iterator[Check]:
    known = [field.key for field in action.fields]
    for key, directive in mapping.fields.items():
        field = action.field(key) if key in known else None
        if field is not None:
            properties = [part.key for part in field.properties]
            if properties and not field.additional_properties:
                for path, shape in _shapes(field, directive):
                    for part in shape:
                        if part not in properties:
                            yield _not_known((*path, part), part, field.label, properties)
        elif not key.startswith("__segment_internal") and not (action.hook and key == action.hook):
            yield _not_known((key,), key, action.title, known)


def _not_known(path: Path, key: str, owner: str, known: list[str]) -> Check:
    return Check(
        "field-unknown",
        "warning",
        f"{owner} has no field {shortened(key)}: it is left out of what is sent.",
        _near(key, known, "Remove it, or give its value to another field."),
        place_of(path),
        fix=RemoveField(0, path),
    )


def _near(key: str, known: list[str], otherwise: str) -> str:
    """The hint that names the nearest of `known`, or all when they are few."""
    hint = choose_from(key, known)
    return hint if len(known) <= _FEW or hint.startswith("Did you mean") else otherwise


def _large_batch(mapping: Mapping) -> Iterator[Check]:
    field = ACTIONS[mapping.action].field(_BATCH_KEY)
    size = batch_size(mapping)
    if field is None or field.maximum is not None or size <= _MOST_OBJECTS:
        return
    yield Check(
        "batch-too-large",
        "warning",
        f"Batches of {size:,} events: Braze takes {_MOST_OBJECTS} objects in one request.",
        f"Set the batch size to {_MOST_OBJECTS}.",
        place_of((_BATCH_KEY,)),
        fix=SetField(0, _BATCH_KEY, _MOST_OBJECTS),
    )
