"""An action's fields compiled to one function that cleans, coerces and checks a resolved payload.

Mirrors what @segment/actions-core 3.170.0 does between resolving a mapping and performing the action: empty
values are removed, then Ajv 8 coerces, removes what is not described and reports every fault. The input is
never changed; what is not coerced is shared with it.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from workbench.actions import coercion
from workbench.actions.cleaning import Clean
from workbench.actions.coercion import Refused, unwrapped
from workbench.actions.conditions import compile_conditions
from workbench.actions.findings import (
    NON_FINITE,
    Finding,
    choice_fault,
    format_fault,
    length_fault,
    limit_fault,
    missing_fault,
    type_fault,
)
from workbench.actions.formats import FORMATS, USUAL
from workbench.actions.model import Field
from workbench.jsvalues import UNDEFINED, Function, Json, unit_length

Fit = Callable[[Json, list[Finding]], Json]
"""Returns the value as the field sends it; adds what is wrong with it."""

Steps = tuple[str | int, ...]
Check = Callable[[Json], str]
"""Why a value of the right type is refused, `""` when it is not."""

_NUMBERS: Final = frozenset((int, float))

EXEMPT_KEY: Final = "dynamicAuthSettings"
"""A key that validation puts back, at the end, though no action describes it."""


def compile_payload(fields: Iterable[Field], clean: Clean | None = None) -> Fit:
    """The function for the whole payload of an action, which is cleaned first; settings are not."""
    described = tuple(fields)
    unmet = compile_conditions(described)
    fit_members = _object_fit(described, (), keep_others=False)
    takes_as_it_is = _whole_test(described) if clean and not unmet else _never

    def fit(payload: Json, findings: list[Finding]) -> Json:
        if takes_as_it_is(payload):
            return payload
        if not isinstance(payload, dict):
            shown = UNDEFINED if clean and (payload is None or payload == "") else payload
            findings.append(Finding((), "", type_fault(("object",), shown)))
            return payload
        cleaned = clean(payload) if clean else payload
        if unmet:
            if cleaned is payload:
                cleaned = (
                    payload.copy()
                )  # conditions may write into it, and what resolved it may give it again
            findings += unmet(cleaned)
        fitted: dict[str, Json] = fit_members(cleaned, findings)
        if EXEMPT_KEY in cleaned:
            fitted[EXEMPT_KEY] = cleaned[EXEMPT_KEY]
        return fitted

    return fit


def _whole_test(fields: tuple[Field, ...], *, keep_others: bool = False) -> Callable[[Json], bool]:
    """Tells of most objects without fault, in one go over their members, that nothing in them changes."""
    ready, quick = _as_they_are(fields)
    known = frozenset(field.key for field in fields)
    required = tuple(field.key for field in fields if field.required)

    def takes(payload: Json) -> bool:
        if type(payload) is not dict:
            return False
        for key in required:
            if key not in payload:
                return False
        for key, member in payload.items():
            if member == "":
                return False
            if ready.get(key) is type(member) or ((test := quick.get(key)) and test(member)):
                continue
            if not keep_others or key in known:
                return False
        return True

    return takes


def _never(_: Json) -> bool:
    return False


def _field_fit(field: Field, steps: Steps) -> Fit:
    if not field.multiple:
        return _single_fit(field, steps, field.label)
    return _list_fit(_single_fit(field, (), ""), steps, field.label)


def _single_fit(field: Field, steps: Steps, label: str) -> Fit:
    """One value of the field; `steps` start at the payload or at the list item it is in."""
    if field.type == "object":
        if not field.properties:
            return _plain_object_fit(steps, label)
        return _object_fit(field.properties, steps, label=label, keep_others=field.additional_properties)
    kind, types, coerce = _TYPES[field.type](field.allow_null)
    checks = _checks(field)

    def fit(value: Json, findings: list[Finding]) -> Json:
        if type(value) is not kind:
            coerced = coerce(value)
            if isinstance(coerced, Refused):
                value = unwrapped(value)
                findings.append(Finding(steps, label, type_fault(types, value)))
            else:
                value = coerced
                if isinstance(value, float) and math.isinf(value):
                    findings.append(NON_FINITE)
        for check in checks:
            fault = check(value)
            if fault:
                findings.append(Finding(steps, label, fault))
        return value

    return fit


def _list_fit(item_fit: Fit, steps: Steps, label: str) -> Fit:
    def fit(value: Json, findings: list[Finding]) -> Json:
        if not isinstance(value, list):
            if isinstance(value, (dict, Function)):
                findings.append(Finding(steps, label, type_fault(("array",), value)))
                return value
            value = [value]
        fitted = []
        known = len(findings)
        for index, item in enumerate(value):
            fitted.append(item_fit(item, findings))
            if len(findings) > known:
                place = (*steps, index)
                findings[known:] = [
                    one if one is NON_FINITE else Finding(place + one.steps, one.label, one.fault)
                    for one in findings[known:]
                ]
                known = len(findings)
        return fitted

    return fit


def _ready_type(field: Field) -> type | None:
    """The type whose values the field takes as they are, without any check; `None` when there is none."""
    if field.multiple:
        return None
    if field.type == "object":
        return None if field.properties else dict
    return None if _checks(field) else _TYPES[field.type](field.allow_null)[0]


def _quick_test(field: Field) -> Callable[[Json], object] | None:
    """Tells of most values in one step that the field takes them as they are; others may fit all the same."""
    if field.multiple:
        return _items_test(replace(field, multiple=False))
    if field.type == "object":
        keep_others = field.additional_properties
        return _whole_test(field.properties, keep_others=keep_others) if field.properties else None
    if field.type in ("boolean", "integer"):
        return None
    name = "date-like" if field.type == "datetime" else field.format
    if field.type == "number":
        return None if name or field.choices else _number_test(field)
    if _checks(field) and not (field.type == "string" and _length_checks(field)):
        if field.choices:
            choices = frozenset(choice.value for choice in field.choices)
            return None if name in FORMATS else lambda value: type(value) is str and value in choices
        matches = USUAL[name]
        return lambda value: type(value) is str and matches(value)
    return None


def _items_test(item: Field) -> Callable[[Json], bool] | None:
    """As `_quick_test`, for a list of what is one value of the field."""
    kind, test = _ready_type(item), _quick_test(item)
    if kind is None and test is None:
        return None

    def takes(value: Json) -> bool:
        if type(value) is not list:
            return False
        for one in value:  # noqa: SIM110 - a generator costs more than the tests
            if one == "" or not (type(one) is kind or (test and test(one))):
                return False
        return True

    return takes


def _number_test(field: Field) -> Callable[[Json], bool]:
    low, high = field.minimum or -sys.float_info.max, field.maximum or sys.float_info.max

    def takes(value: Json) -> bool:
        return type(value) in _NUMBERS and low <= value <= high

    return takes


def _as_they_are(fields: tuple[Field, ...]) -> tuple[dict[str, type], dict[str, Callable[[Json], object]]]:
    """How to tell at once that a field takes a value as it is: by its type, or by a test."""
    ready = {field.key: kind for field in fields if (kind := _ready_type(field))}
    return ready, {field.key: test for field in fields if (test := _quick_test(field))}


def _plain_object_fit(steps: Steps, label: str) -> Fit:
    def fit(value: Json, findings: list[Finding]) -> Json:
        if not isinstance(value, dict):
            findings.append(Finding(steps, label, type_fault(("object",), value)))
        return value

    return fit


def _object_fit(fields: tuple[Field, ...], steps: Steps, *, label: str = "", keep_others: bool) -> Fit:
    """Faults come as Ajv reports them: missing members first, then the members in the fields' order."""
    fits = {field.key: _field_fit(field, (*steps, field.key)) for field in fields}
    ready, quick = _as_they_are(fields)
    required = tuple(
        (field.key, Finding(steps, label, missing_fault(field.key))) for field in fields if field.required
    )
    rank = {field.key: position for position, field in enumerate(fields)}
    depth = len(steps)

    def position(finding: Finding) -> int:
        return -1 if finding is NON_FINITE else rank[str(finding.steps[depth])]

    def fit(value: Json, findings: list[Finding]) -> Json:
        if not isinstance(value, dict):
            findings.append(Finding(steps, label, type_fault(("object",), value)))
            return value
        fitted = value.copy()
        known = len(findings)
        for key, member in value.items():
            if ready.get(key) is type(member) or ((takes := quick.get(key)) and takes(member)):
                continue
            if key in fits:
                fitted[key] = fits[key](member, findings)
            elif not keep_others:
                del fitted[key]
        if len(findings) > known + 1:
            findings[known:] = sorted(findings[known:], key=position)
        for key, missing in required:
            if key not in fitted:
                findings.insert(known, missing)
                known += 1
        return fitted

    return fit


_Type = tuple[type, tuple[str, ...], Callable[[Json], Json | Refused]]
"""The Python type that needs no coercion, the JSON types of the field, and what another value coerces to."""


def _text_type(nullable: bool) -> _Type:
    if nullable:
        return str, ("string", "null"), coercion.nullable_text_of
    return str, ("string",), coercion.text_of


def _date_type(nullable: bool) -> _Type:
    types = ("string", "number", "null") if nullable else ("string", "number")
    return str, types, partial(coercion.date_of, nullable=nullable)


def _number_type(_: bool) -> _Type:
    return int, ("number",), coercion.number_of


def _integer_type(_: bool) -> _Type:
    return int, ("integer",), coercion.integer_of


def _boolean_type(_: bool) -> _Type:
    return bool, ("boolean",), coercion.boolean_of


_TYPES: Final[dict[str, Callable[[bool], _Type]]] = {
    "string": _text_type,
    "text": _text_type,
    "password": _text_type,
    "datetime": _date_type,
    "number": _number_type,
    "integer": _integer_type,
    "boolean": _boolean_type,
}


def _checks(field: Field) -> tuple[Check, ...]:
    """What is checked after the type, in Ajv's order: lengths or limits, then choices, then the format."""
    checks: list[Check] = []
    if field.type == "string":
        checks += _length_checks(field)
    if field.type == "number":
        checks += _limit_checks(field)
    if field.choices:
        checks.append(_choice_check(field))
    name = "date-like" if field.type == "datetime" else field.format
    if name in FORMATS:
        checks.append(_format_check(name))
    return tuple(checks)


def _length_checks(field: Field) -> list[Check]:
    checks: list[Check] = []
    if maximum := field.maximum:
        checks.append(
            lambda value: (
                length_fault(maximum, unit_length(value), too_long=True)
                if isinstance(value, str) and len(value) > maximum
                else ""
            )
        )
    if minimum := field.minimum:
        checks.append(
            lambda value: (
                length_fault(minimum, unit_length(value), too_long=False)
                if isinstance(value, str) and len(value) < minimum
                else ""
            )
        )
    return checks


def _limit_checks(field: Field) -> list[Check]:
    checks: list[Check] = []
    if maximum := field.maximum:
        checks.append(
            lambda value: (
                limit_fault(maximum, too_great=True) if coercion.is_number(value) and value > maximum else ""
            )
        )
    if minimum := field.minimum:
        checks.append(
            lambda value: (
                limit_fault(minimum, too_great=False) if coercion.is_number(value) and value < minimum else ""
            )
        )
    return checks


def _choice_check(field: Field) -> Check:
    choices = tuple(choice.value for choice in field.choices)
    fault = choice_fault(choices)
    return lambda value: "" if isinstance(value, str) and value in choices else fault


def _format_check(name: str) -> Check:
    matches, fault = FORMATS[name], format_fault(name)
    return lambda value: fault if isinstance(value, str) and not matches(value) else ""
