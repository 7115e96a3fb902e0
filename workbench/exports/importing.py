"""Mappings read from whatever they were pasted from.

The dialects of one mapping (presets of @segment/action-destinations, the destination's catalogue entry,
Segment's Public API, terraform-provider-segment) differ in the names of its parts:

    here      presets         catalogue   Public API              Terraform
    action    partnerAction   actionId    actionId, actionSlug    action_id, action_slug
    trigger   subscribe       trigger     trigger                 trigger
    fields    mapping         fields      settings                settings (JSON text)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from workbench.actions import ACTIONS
from workbench.errors import WorkbenchError
from workbench.exports.hclreader import Unresolved, parse_hcl
from workbench.exports.names import action_variable
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Check
from workbench.project.names import choose_from
from workbench.project.paths import shortened
from workbench.project.storable import check_storable
from workbench.project.yamltext import parse_yaml

_ACTION_KEYS = ("action", "partnerAction", "actionSlug", "action_slug", "actionId", "action_id")
_TRIGGER_KEYS = ("trigger", "subscribe")
_FIELD_KEYS = ("fields", "mapping", "settings")
_RESOURCE = "segment_destination_subscription"
_TERRAFORM = re.compile(rf'^\s*resource\s+"?{_RESOURCE}"?\s', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadMappings:
    """The mappings that a text holds, and what could not be taken over from it."""

    mappings: tuple[Mapping, ...]
    findings: tuple[Check, ...] = ()


def read_mappings(text: str, name: str = "") -> ReadMappings:
    """The mappings in `text`: JSON, YAML or Terraform configuration, in any of the four dialects.

    They may stand alone, in a list, or anywhere inside: a project file, an answer of the Public API, a
    destination's catalogue entry, `terraform show -json`. `name` is the name errors give to the text. A
    mapping that cannot be read is left out with a finding. Raises `WorkbenchError` when the text cannot be
    read, or holds no mapping at all.
    """
    found = list(_candidates(_value_of(text, name)))
    if not found:
        raise WorkbenchError(
            "No mapping was found here.",
            "A mapping has an action (such as trackEvent or its id), a trigger and fields.",
            name,
        )
    mappings: list[Mapping] = []
    findings: list[Check] = []
    for number, candidate in enumerate(found):
        try:
            mappings.append(_mapping(candidate))
        except WorkbenchError as error:
            title = candidate.get("name")
            shown = f"“{shortened(title)}”" if isinstance(title, str) else f"Mapping {number + 1}"
            message = f"{shown} was left out: {error.message}"
            findings.append(Check("import-refused", "error", message, error.hint, error.field))
    return ReadMappings(tuple(mappings), tuple(findings))


def _value_of(text: str, name: str) -> Json:
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name)
    if _TERRAFORM.search(text):
        return [
            {"name": block.labels[1] if len(block.labels) > 1 else "", **block.attributes}
            for block in parse_hcl(text, name).blocks
            if block.type == "resource" and block.labels[:1] == (_RESOURCE,)
        ]
    return parse_yaml(text, name).value


def _json(text: str, name: str) -> Json:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise WorkbenchError(
            f"This is not valid JSON: {error.msg}.", "Check this line.", name, error.lineno
        ) from error
    except (ValueError, RecursionError) as error:
        raise WorkbenchError(
            "This JSON has a number that is no JSON or too long, or nests too deeply.",
            "Write such a number as text.",
            name,
        ) from error


def _no_constant(_: str) -> NoReturn:
    raise ValueError("NaN and the infinities are no JSON")


def _candidates(value: Json) -> Iterator[dict[str, Json]]:
    """What looks like a mapping, in the order of the text."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, dict):
            if _first(current, _ACTION_KEYS) is not None and any(
                key in current for key in (*_TRIGGER_KEYS, *_FIELD_KEYS)
            ):
                yield current
                continue
            pending.extend(reversed(current.values()))
        elif isinstance(current, list):
            pending.extend(reversed(current))


def _first(values: dict[str, Json], keys: tuple[str, ...]) -> Json:
    return next((values[key] for key in keys if values.get(key) is not None), None)


def _mapping(values: dict[str, Json]) -> Mapping:
    action = _action(values)
    name = values.get("name")
    trigger = _first(values, _TRIGGER_KEYS)
    enabled = values.get("enabled")
    for part, value in (("name", name), ("trigger", trigger), ("enabled", enabled)):
        if isinstance(value, Unresolved):
            raise _only_terraform(part)
    if trigger is not None and not isinstance(trigger, str):
        raise WorkbenchError("its trigger is not text.", "Put it between quotes.", field="trigger")
    if enabled is not None and not isinstance(enabled, bool):
        raise WorkbenchError("enabled is neither true nor false.", "Write true or false.", field="enabled")
    return Mapping(
        name=name if isinstance(name, str) and name.strip() else ACTIONS[action].title,
        action=action,
        trigger=trigger or "",
        enabled=enabled is not False,
        fields=_fields(_first(values, _FIELD_KEYS)),
    )


def _action(values: dict[str, Json]) -> str:
    """The slug of the action that a mapping names by slug or by Segment's id."""
    known = {action.segment_id: slug for slug, action in ACTIONS.items() if action.segment_id}
    known |= {slug: slug for slug in ACTIONS}
    variables = {f"var.{action_variable(slug)}": slug for slug in ACTIONS}
    named = [values[key] for key in _ACTION_KEYS if values.get(key) is not None]
    for value in named:
        if isinstance(value, Unresolved) and value.text in variables:
            return variables[value.text]
        if isinstance(value, str) and value in known:
            return known[value]
    wrong = next((value for value in named if isinstance(value, str)), "")
    raise WorkbenchError(
        f"the action {shortened(wrong)} is not one of this destination.",
        choose_from(wrong, ACTIONS),
        field="action",
    )


def _fields(value: Json | Unresolved) -> dict[str, Json]:
    if isinstance(value, Unresolved):
        raise _only_terraform("settings")
    if isinstance(value, str):
        value = _json(value, "settings")
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WorkbenchError("its fields are not an object.", "Write them between { and }.", field="fields")
    check_storable(value)
    return value


def _only_terraform(part: str) -> WorkbenchError:
    return WorkbenchError(
        f"only Terraform can evaluate its {part}.",
        "Paste the answer of `terraform show -json` instead.",
        field=part,
    )
