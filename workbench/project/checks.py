"""Advice about a project as a whole. Nothing here stops a preview or a save."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.project.model import MAX_MAPPINGS, Project


@dataclass(frozen=True, slots=True)
class ProjectCheck:
    """Something worth knowing before production: a sentence, what to do, and where (`mappings[3].name`)."""

    message: str
    hint: str
    field: str = ""


def check_project(project: Project) -> tuple[ProjectCheck, ...]:
    """What Segment would refuse or people would stumble over.

    The limit of 50 mappings is Segment's (documentation, "Destination Actions").
    """
    findings = []
    count = len(project.mappings)
    if count > MAX_MAPPINGS:
        findings.append(
            ProjectCheck(
                f"There are {count} mappings; Segment allows {MAX_MAPPINGS} for one destination.",
                "Join mappings of the same action, or split them over two destinations.",
                "mappings",
            )
        )
    names = Counter(mapping.name for mapping in project.mappings)
    for index, mapping in enumerate(project.mappings):
        if names[mapping.name] > 1:
            findings.append(
                ProjectCheck(
                    f"{names[mapping.name]} mappings are called {mapping.name}.",
                    "Give each its own name, so that reports and exports can tell them apart.",
                    f"mappings[{index}].name",
                )
            )
    return tuple(findings)
