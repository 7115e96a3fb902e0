"""What a payload's validation finds, and the official sentences about it.

The facts of the sentences are those of @segment/ajv-human-errors as @segment/actions-core 3.170.0 uses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from workbench.actions.outcome import ActionError, FieldMessage
from workbench.jsvalues import UNDEFINED, Json, type_name

_FORMAT_NAMES: Final = {"uri": "URI", "email": "email address", "date-time": "date and time"}


class Finding(NamedTuple):
    """One fault: the steps to the value, the field's label (`""` where it has none) and what is wrong."""

    steps: tuple[str | int, ...]
    label: str
    fault: str


NON_FINITE: Final = Finding((), "", "")
"""Not a fault: a text such as "Infinity" became a number that JSON can only write as null."""


def type_fault(expected: Sequence[str], value: Json) -> str:
    """The value is of none of the expected JSON types."""
    kinds = _listed(expected)
    article = "an" if kinds[0] in "aeiou" else "a"
    return f"must be {article} {kinds} but it was {_kind_of(value)}"


def choice_fault(choices: Iterable[str]) -> str:
    """The value is none of the choices."""
    return f"must be one of: {_listed([json.dumps(choice, ensure_ascii=False) for choice in choices])}"


def format_fault(name: str) -> str:
    """The text does not have the format."""
    return f"must be a valid {_FORMAT_NAMES.get(name, name)} string but it was not"


def length_fault(limit: int, length: int, *, too_long: bool) -> str:
    """The text is too long or too short; lengths in UTF-16 units."""
    wanted = f"{limit} character{'' if limit == 1 else 's'} or {'fewer' if too_long else 'more'}"
    return f"must be {wanted} but it was {length} character{'' if length == 1 else 's'}"


def limit_fault(limit: int, *, too_great: bool) -> str:
    """The number is too great or too small."""
    return f"must be equal to or {'less' if too_great else 'greater'} than {limit}"


def missing_fault(key: str) -> str:
    """The object lacks a required key."""
    return f"is missing the required field '{key}'"


THEN_FAULT: Final = 'must match "then" schema'
"""Follows each missing field that is required only under a condition."""


@lru_cache(maxsize=256)
def validation_error(
    findings: tuple[Finding, ...], stage: Literal["payload", "settings"], status: int | None = None
) -> ActionError:
    """The error of a payload or of settings that do not fit.

    Findings hold no values of events, so that the few that most events give are remembered.
    """
    messages = tuple(finding_message(finding) for finding in findings)
    joined = " ".join(message.message for message in messages)
    return ActionError("AggregateAjvError", joined, messages, status=status, stage=stage)


def finding_message(finding: Finding) -> FieldMessage:
    """The official sentence about a finding."""
    pointer = "".join(f"/{step}" for step in finding.steps)
    subject = finding.label or (f"the value at {pointer}" if pointer else "the root value")
    sentence = f"{subject} {finding.fault}."
    return FieldMessage(pointer, sentence[0].upper() + sentence[1:])


def _kind_of(value: Json) -> str:
    if value is UNDEFINED or value is None:
        return "undefined" if value is UNDEFINED else "null"
    if isinstance(value, (list, dict)):
        return "an array" if isinstance(value, list) else "an object"
    return f"a {type_name(value)}"


def _listed(items: Sequence[str]) -> str:
    if len(items) < 3:
        return " or ".join(items)
    return f"{', '.join(items[:-1])}, or {items[-1]}"
