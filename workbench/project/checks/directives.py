"""What can be told of a field's value from its directive alone."""

from __future__ import annotations

from workbench.actions import Clause, Condition
from workbench.jsvalues import UNDEFINED, Json


def is_absent(directive: Json) -> bool:
    """Whether a field certainly has no value: not mapped, null, or empty text."""
    return directive is UNDEFINED or directive is None or directive == ""


def is_directive(value: Json) -> bool:
    """Whether a value is computed, and not the object it looks like."""
    return isinstance(value, dict) and any(key.startswith("@") for key in value)


def is_literal(value: Json) -> bool:
    """Whether a value is the same for every event, all parts of it included."""
    pending = [value]
    while pending:
        current = pending.pop()
        if is_directive(current):
            return False
        if isinstance(current, dict):
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)
    return True


def plain_object(value: Json) -> dict[str, Json] | None:
    """The keys of an object that is written out, `None` for anything else."""
    return value if isinstance(value, dict) and not is_directive(value) else None


def item_object(value: Json) -> dict[str, Json] | None:
    """The keys that `@arrayPath` writes out for each item of a list, `None` for anything else."""
    parts = value.get("@arrayPath") if isinstance(value, dict) else None
    shape = parts[1] if isinstance(parts, list) and len(parts) == 2 else None
    return plain_object(shape)


def surely(condition: Condition, fields: dict[str, Json]) -> bool:
    """Whether a condition holds for every event, as far as the directives tell."""
    held = [_holds(clause, fields.get(clause.field, UNDEFINED)) for clause in condition.clauses]
    return all(held) if condition.match == "all" else any(held)


def _holds(clause: Clause, directive: Json) -> bool:
    if is_absent(directive):
        return clause.value is UNDEFINED and clause.operator == "is"
    if not is_literal(directive):
        return False
    if clause.value is UNDEFINED:
        return clause.operator == "is_not"
    same = type(directive) is type(clause.value) and bool(directive == clause.value)
    return same is (clause.operator == "is")
