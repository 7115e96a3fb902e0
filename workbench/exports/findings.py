"""What to know before an export goes to production."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from workbench.actions import ACTIONS
from workbench.mappings import Mapping
from workbench.project import Check, Project, check_project

METADATA_ID = "60f9d0d048950c356be2e4da"
"""Segment's id of the destination Braze Cloud Mode (Actions) in its catalogue."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of an export, and the checks to know before it is used."""

    text: str
    findings: tuple[Check, ...] = ()


def check_export(project: Project, action_ids: MappingType[str, str] | None = None) -> tuple[Check, ...]:
    """The checks that every format shares: those of the project but mere information, and unknown actions."""
    told = [check for check in check_project(project) if check.severity != "information"]
    return (*told, *_check_ids(project, action_ids))


def action_id(mapping: Mapping, action_ids: MappingType[str, str] | None) -> str:
    """Segment's id of the mapping's action: from `action_ids` (by slug) or the catalogue, else `""`."""
    return (action_ids or {}).get(mapping.action) or ACTIONS[mapping.action].segment_id


def _check_ids(project: Project, action_ids: MappingType[str, str] | None) -> Iterator[Check]:
    places: dict[str, list[int]] = {}
    for index, mapping in enumerate(project.mappings):
        if not action_id(mapping, action_ids):
            places.setdefault(mapping.action, []).append(index)
    for slug, indexes in places.items():
        names = ", ".join(f"“{project.mappings[index].name}”" for index in indexes)
        yield Check(
            "action-id-unknown",
            "warning",
            f"Segment's id of the action {ACTIONS[slug].title} ({slug}) is not known. Needed for: {names}.",
            f"Read it from the answer of GET /catalog/destinations/{METADATA_ID} of Segment's Public API, "
            "among `actions`, and export again with it.",
            f"mappings[{indexes[0]}].action",
        )
