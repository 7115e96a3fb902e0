"""Fields that are required only under a condition on other fields of the payload."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from workbench.actions.findings import THEN_FAULT, Finding, missing_fault
from workbench.actions.model import Clause, Condition, Field
from workbench.jsvalues import UNDEFINED, Json

Holds = Callable[[dict[str, Json]], bool]


def compile_conditions(fields: Iterable[Field]) -> tuple[tuple[str, Holds], ...]:
    """For each conditionally required field its key and whether it is required, in the fields' order.

    Asking may write null into the payload: where a single clause asks whether a field is missing, the
    original lets "", 0, false and lists of one of them coerce to null (@segment/actions-core 3.170.0).
    """
    return tuple((field.key, _holds(field.required_when)) for field in fields if field.required_when)


def unmet(conditions: tuple[tuple[str, Holds], ...], payload: dict[str, Json]) -> list[Finding]:
    """Two findings for each field that is required and missing; may write null (see `compile_conditions`)."""
    findings = []
    for key, holds in conditions:
        if holds(payload) and key not in payload:
            findings += [Finding((), "", missing_fault(key)), Finding((), "", THEN_FAULT)]
    return findings


def _holds(condition: Condition) -> Holds:
    clauses = condition.clauses
    if len(clauses) == 1:
        (clause,) = clauses
        return _lone_missing(clause) if clause.value is UNDEFINED else _clause(clause)
    if condition.match == "any" and (choices := _choices(clauses)):
        return _one_of(clauses[0].field, choices)
    combined = all if condition.match == "all" else any
    tests = tuple(_clause(clause) for clause in clauses)
    return lambda payload: combined([test(payload) for test in tests])


def _choices(clauses: tuple[Clause, ...]) -> frozenset[str]:
    """The texts of which one field has to be one, empty when that is not all that the clauses ask."""
    first = clauses[0].field
    texts = [
        clause.value
        for clause in clauses
        if clause.field == first and clause.operator == "is" and isinstance(clause.value, str)
    ]
    return frozenset(texts) if len(texts) == len(clauses) else frozenset()


def _one_of(key: str, choices: frozenset[str]) -> Holds:
    def holds(payload: dict[str, Json]) -> bool:
        value = payload.get(key)
        return isinstance(value, str) and value in choices

    return holds


def _clause(clause: Clause) -> Holds:
    key, value, wanted = clause.field, clause.value, clause.operator == "is"
    if value is UNDEFINED:
        return lambda payload: (key not in payload) is wanted
    return lambda payload: key in payload and _same(payload[key], value) is wanted


def _same(left: Json, right: Json) -> bool:
    return type(left) is type(right) and bool(left == right)


def _lone_missing(clause: Clause) -> Holds:
    key, wanted = clause.field, clause.operator == "is"

    def holds(payload: dict[str, Json]) -> bool:
        if key in payload and _becomes_null(payload[key]):
            payload[key] = None
        return (payload.get(key) is None) is wanted

    return holds


def _becomes_null(value: Json) -> bool:
    inner = value[0] if isinstance(value, list) and len(value) == 1 else value
    return not isinstance(inner, (list, dict)) and inner in _NULL_LIKE


_NULL_LIKE: Final = ("", 0, False, None)
