"""All checks of a mapping, and those of a project as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.actions.memo import IdentityCache
from workbench.mappings.model import Mapping
from workbench.project.checks.advice import advice
from workbench.project.checks.fields import field_checks
from workbench.project.checks.model import Check
from workbench.project.checks.trigger import trigger_checks
from workbench.project.mappingedits import SetEnabled
from workbench.project.model import MAX_MAPPINGS, Project
from workbench.project.sameness import same_json

_CACHE: IdentityCache[tuple[Check, ...]] = IdentityCache(1024)


def check_project(project: Project) -> tuple[Check, ...]:
    """What is told about the project as a whole, then about each mapping in turn."""
    found = list(_whole(project))
    for index, mapping in enumerate(project.mappings):
        found += check_mapping(mapping, index)
    return tuple(found)


def check_mapping(mapping: Mapping, index: int) -> tuple[Check, ...]:
    """What can be told about the mapping at `index` from the mapping alone."""
    return tuple(check.of(index, mapping.name) for check in _CACHE.get(_of_mapping, mapping))


def _of_mapping(mapping: Mapping) -> tuple[Check, ...]:
    return (*trigger_checks(mapping), *field_checks(mapping), *advice(mapping))


def _whole(project: Project) -> Iterator[Check]:
    yield from _count(project)
    if project.mappings and not any(mapping.enabled for mapping in project.mappings):
        yield Check(
            "all-disabled",
            "warning",
            "All mappings are disabled: nothing is sent for any event.",
            "Enable those that are to send.",
            "mappings",
        )
    yield from _names(project)
    yield from _duplicates(project)


def _count(project: Project) -> Iterator[Check]:
    """The limit is Segment's (documentation, "Destination Actions")."""
    count = len(project.mappings)
    if count > MAX_MAPPINGS:
        yield Check(
            "too-many-mappings",
            "error",
            f"There are {count} mappings; Segment allows {MAX_MAPPINGS} for one destination.",
            "Join mappings of the same action, or split them over two destinations.",
            "mappings",
        )


def _names(project: Project) -> Iterator[Check]:
    names = Counter(mapping.name for mapping in project.mappings)
    for index, mapping in enumerate(project.mappings):
        if names[mapping.name] > 1:
            yield Check(
                "same-name",
                "warning",
                f"{names[mapping.name]} mappings have this name.",
                "Give each its own, so that reports and exports can tell them apart.",
                "name",
                index,
                mapping.name,
            )


def _duplicates(project: Project) -> Iterator[Check]:
    """Every enabled mapping that matches makes its own request: Braze merges nothing."""
    seen: dict[tuple[str, str], int] = {}
    for index, mapping in enumerate(project.mappings):
        if not mapping.enabled or not mapping.trigger.strip():
            continue
        first = seen.setdefault((mapping.action, mapping.trigger.strip()), index)
        if first == index:
            continue
        earlier = project.mappings[first]
        same = same_json(earlier.fields, mapping.fields)
        yield Check(
            "duplicate",
            "warning",
            f"It does the same as “{earlier.name}”: everything is sent and counted twice."
            if same
            else f"Action and trigger are those of “{earlier.name}”: each event is sent by both.",
            "Disable one of them." if same else "Disable one of them, or let their triggers differ.",
            "trigger",
            index,
            mapping.name,
            SetEnabled(index, False) if same else None,
        )
