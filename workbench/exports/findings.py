"""What to know before an export goes to production."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from workbench.actions import ACTIONS, SYNC_MODE_KEY
from workbench.mappings import Mapping, compile_fields
from workbench.project import Project, check_project
from workbench.triggers import parse

METADATA_ID = "60f9d0d048950c356be2e4da"
"""Segment's id of the destination Braze Cloud Mode (Actions) in its catalogue."""


@dataclass(frozen=True, slots=True)
class ExportFinding:
    """One thing that Segment would refuse or that would not work as it looks.

    `message` is a sentence, `hint` the next step, `field` the place in the project (`mappings[2].trigger`).
    `broken` says that the mapping cannot work, whatever is done with the export.
    """

    message: str
    hint: str
    field: str = ""
    broken: bool = False

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of an export, and what to know before it is used."""

    text: str
    findings: tuple[ExportFinding, ...] = ()


def check_export(
    project: Project, action_ids: MappingType[str, str] | None = None
) -> tuple[ExportFinding, ...]:
    """The findings that every format shares: about the project, its actions, triggers and directives."""
    findings = [ExportFinding(check.message, check.hint, check.field) for check in check_project(project)]
    findings.extend(_check_ids(project, action_ids))
    for index, mapping in enumerate(project.mappings):
        findings.extend(_check_mapping(mapping, f"mappings[{index}]"))
    return tuple(findings)


def action_id(mapping: Mapping, action_ids: MappingType[str, str] | None) -> str:
    """Segment's id of the mapping's action: from `action_ids` (by slug) or the catalogue, else `""`."""
    return (action_ids or {}).get(mapping.action) or ACTIONS[mapping.action].segment_id


def _check_ids(project: Project, action_ids: MappingType[str, str] | None) -> Iterator[ExportFinding]:
    places: dict[str, list[int]] = {}
    for index, mapping in enumerate(project.mappings):
        if not action_id(mapping, action_ids):
            places.setdefault(mapping.action, []).append(index)
    for slug, indexes in places.items():
        names = ", ".join(f"“{project.mappings[index].name}”" for index in indexes)
        yield ExportFinding(
            f"Segment's id of the action {ACTIONS[slug].title} ({slug}) is not known. Needed for: {names}.",
            f"Read it from the answer of GET /catalog/destinations/{METADATA_ID} of Segment's Public API, "
            "among `actions`, and export again with it.",
            f"mappings[{indexes[0]}].action",
        )


def _check_mapping(mapping: Mapping, place: str) -> Iterator[ExportFinding]:
    action = ACTIONS[mapping.action]
    error = parse(mapping.trigger).error
    if error is not None:
        yield ExportFinding(
            f"“{mapping.name}”: the trigger cannot be read and matches nothing: {error.message}",
            error.hint,
            f"{place}.trigger",
            broken=True,
        )
    for fault in compile_fields(mapping.fields).errors:
        where = f"{place}.fields.{fault.path}" if fault.path else f"{place}.fields"
        yield ExportFinding(f"“{mapping.name}”: {fault.message}", fault.hint, where, broken=True)
    modes = [choice.value for choice in action.sync_modes]
    if modes and mapping.fields.get(SYNC_MODE_KEY) not in modes:
        yield ExportFinding(
            f"“{mapping.name}”: {action.title} needs a sync mode.",
            f"Set {SYNC_MODE_KEY} to one of {', '.join(modes)}.",
            f"{place}.fields.{SYNC_MODE_KEY}",
        )
