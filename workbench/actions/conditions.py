"""Fields that are required only under a condition on other fields of the payload."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from workbench.actions.findings import THEN_FAULT, Finding, missing_fault
from workbench.actions.model import Clause, Condition, Field
from workbench.jsvalues import UNDEFINED, Json

Holds = Callable[[dict[str, Json]], bool]


def compile_conditions(fields: Iterable[Field]) -> Callable[[dict[str, Json]], list[Finding]] | None:
    """The function that gives two findings for each field that is required and missing, in the fields' order.

    `None` when no field is conditionally required. It may write null into the payload: where a single clause
    asks whether a field is missing, the original lets "", 0, false and lists of one of them coerce to null
    (@segment/actions-core 3.170.0).
    """
    conditional = [(field.key, field.required_when) for field in fields if field.required_when]
    if not conditional:
        return None
    deciding = _deciding_field([condition for _, condition in conditional])
    if deciding:
        return _by_choice(deciding, conditional)
    tests = tuple((key, _holds(condition)) for key, condition in conditional)
    return lambda payload: _unmet(payload, [key for key, holds in tests if holds(payload)])


def _unmet(payload: dict[str, Json], required: Iterable[str]) -> list[Finding]:
    findings = []
    for key in required:
        if key not in payload:
            findings += [Finding((), "", missing_fault(key)), Finding((), "", THEN_FAULT)]
    return findings


def _deciding_field(conditions: Sequence[Condition]) -> str:
    """The field that alone decides, where all conditions ask whether it is one of some texts; else `""`."""
    clauses = [clause for condition in conditions for clause in condition.clauses]
    first = clauses[0].field
    plain = all(
        clause.field == first and clause.operator == "is" and isinstance(clause.value, str)
        for clause in clauses
    )
    return first if plain and all(condition.match == "any" for condition in conditions) else ""


def _by_choice(
    deciding: str, conditional: Sequence[tuple[str, Condition]]
) -> Callable[[dict[str, Json]], list[Finding]]:
    required: dict[str, list[str]] = {}
    for key, condition in conditional:
        for choice in {clause.value for clause in condition.clauses}:
            required.setdefault(choice, []).append(key)

    def unmet(payload: dict[str, Json]) -> list[Finding]:
        choice = payload.get(deciding)
        return _unmet(payload, required.get(choice, ()) if isinstance(choice, str) else ())

    return unmet


def _holds(condition: Condition) -> Holds:
    clauses = condition.clauses
    if len(clauses) == 1:
        (clause,) = clauses
        return _lone_missing(clause) if clause.value is UNDEFINED else _clause(clause)
    combined = all if condition.match == "all" else any
    tests = tuple(_clause(clause) for clause in clauses)
    return lambda payload: combined([test(payload) for test in tests])


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
