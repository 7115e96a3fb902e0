"""Edits of the differences that a project accepts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.project.acceptances import Acceptance
from workbench.project.edits import Edit
from workbench.project.model import Project


@dataclass(frozen=True, slots=True)
class AcceptDifference(Edit):
    """Accept a kind of difference at a place, or write another note to one that is accepted."""

    acceptance: Acceptance

    @property
    def label(self) -> str:
        return f"accept the difference at {self.acceptance.place}"

    def apply(self, project: Project) -> Project:
        if self.acceptance in project.accepted:
            return project
        keys = [one.key for one in project.accepted]
        if self.acceptance.key not in keys:
            return replace(project, accepted=(*project.accepted, self.acceptance))
        at = keys.index(self.acceptance.key)
        return replace(
            project, accepted=(*project.accepted[:at], self.acceptance, *project.accepted[at + 1 :])
        )


@dataclass(frozen=True, slots=True)
class WithdrawAcceptance(Edit):
    """Accept a difference no longer."""

    acceptance: Acceptance

    @property
    def label(self) -> str:
        return f"no longer accept the difference at {self.acceptance.place}"

    def apply(self, project: Project) -> Project:
        kept = tuple(one for one in project.accepted if one.key != self.acceptance.key)
        return project if len(kept) == len(project.accepted) else replace(project, accepted=kept)
