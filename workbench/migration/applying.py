"""A proposal as one edit of the project: it can be undone like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from workbench.braze import parse_endpoint
from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.mappings import Mapping
from workbench.migration.model import Proposal
from workbench.migration.proposal import reference_of
from workbench.project import MAX_MAPPINGS, Edit, Environment, Project

Manner: TypeAlias = Literal["replace", "add"]
"""Whether the proposed mappings take the place of the project's, or come after them."""

ENVIRONMENT = "production"


@dataclass(frozen=True, slots=True)
class MigrateFromClassic(Edit):
    """Put a proposal into the project.

    `mappings` are those to take, which may be fewer than were proposed. The REST API key stays outside: the
    project gets a reference to it, in Classic's settings and in a protected environment `production`.
    """

    endpoint: str
    app_id: str
    api_key: str
    mappings: tuple[Mapping, ...]
    classic: ClassicSettings
    manner: Manner = "replace"

    @property
    def label(self) -> str:
        return "migrate from Classic"

    def apply(self, project: Project) -> Project:
        parse_endpoint(self.endpoint)
        kept = project.mappings if self.manner == "add" else ()
        mappings = (*kept, *_renamed(kept, self.mappings))
        if len(mappings) > MAX_MAPPINGS:
            raise WorkbenchError(
                f"That would be {len(mappings)} mappings; Segment allows {MAX_MAPPINGS} for one destination.",
                "Take fewer of them, or replace the project's mappings.",
                field="mappings",
            )
        return replace(
            project,
            endpoint=self.endpoint,
            app_id=self.app_id,
            mappings=mappings,
            classic=without_key(self.classic),
            environments=self._environments(project),
        )

    def _environments(self, project: Project) -> tuple[Environment, ...]:
        """The project's environments, and Braze itself when none of them is it."""
        known = project.environments
        if any(one.kind == "braze" or one.name == ENVIRONMENT for one in known):
            return known
        added = Environment(ENVIRONMENT, "braze", self.endpoint, self.app_id, self.api_key, protected=True)
        return (*known, added)


def migration(
    proposal: Proposal,
    classic: ClassicSettings,
    *,
    taken: Sequence[bool] | None = None,
    manner: Manner = "replace",
) -> MigrateFromClassic:
    """The edit that takes over a proposal; `taken` says for each mapping whether it is wanted."""
    wanted = [True] * len(proposal.mappings) if taken is None else taken
    mappings = tuple(
        proposed.mapping for proposed, is_taken in zip(proposal.mappings, wanted, strict=True) if is_taken
    )
    return MigrateFromClassic(proposal.endpoint, proposal.app_id, proposal.api_key, mappings, classic, manner)


def without_key(classic: ClassicSettings) -> ClassicSettings:
    """Classic's settings as a project may hold them: the REST API key is a reference, or empty."""
    key = classic.app_group_id
    if not key or key == reference_of(classic):
        return classic
    return replace(classic, app_group_id=reference_of(classic))


def _renamed(kept: Sequence[Mapping], added: Sequence[Mapping]) -> list[Mapping]:
    """The added mappings with names that none before has."""
    names = {mapping.name for mapping in kept}
    found = []
    for mapping in added:
        name, number = mapping.name, 2
        while name in names:
            name, number = f"{mapping.name} ({number})", number + 1
        names.add(name)
        found.append(mapping if name == mapping.name else replace(mapping, name=name))
    return found
