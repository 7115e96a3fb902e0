"""The differences of a preview in words, each with the rules behind both sides."""

from __future__ import annotations

from workbench.actions import DestinationSettings
from workbench.actions.chains import MappingChains, chains_of_request
from workbench.classic import TRUST_TEXTS
from workbench.compare import Difference
from workbench.compare.absences import rule_text
from workbench.compare.model import RuleLookup
from workbench.project.model import Project
from workbench.project.preview import Preview

Steps = tuple[str | int, ...]


def preview_differences(
    project: Project,
    settings: DestinationSettings,
    found: Preview,
    *,
    actions_reason: str = "",
) -> tuple[Difference, ...]:
    """What differs between both sides of a preview made with these settings.

    `actions_reason` says better than the outcome itself why Actions sends nothing. DeepDiff is imported with
    the first call.
    """
    # Who only previews pays for neither.
    from workbench.compare import differences  # noqa: PLC0415

    return differences(
        found.actions.requests,
        found.classic.comparable,
        actions_reason=actions_reason or found.actions.reason,
        classic_reason=found.classic.reason,
        actions_rule=_actions_rule(project, settings, found),
        classic_rule=_classic_rule(found),
    )


def _actions_rule(project: Project, settings: DestinationSettings, found: Preview) -> RuleLookup:
    """The rule of the action that put a value there, behind the name of its mapping."""
    chains: dict[int, MappingChains | None] = {}

    def rule(request: int, steps: Steps) -> str:
        if request not in chains:
            chains[request] = chains_of_request(
                project.mappings, settings, found.event, found.actions, request
            )
        made = chains[request]
        origin = made.origins.at(steps) if made is not None and made.origins is not None else None
        return f"{made.mapping.name}: {origin.rule}" if made is not None and origin is not None else ""

    return rule


def _classic_rule(found: Preview) -> RuleLookup:
    """The rule of Classic that put a value there, or by which there is nothing, and how sure it is."""
    rejected = found.classic.rejected

    def rule(request: int, steps: Steps) -> str:
        note = found.classic.rule_at(request, steps)
        if note is None and rejected is not None:
            return rule_text(rejected.rule)
        return "" if note is None else f"{note.rule}: {note.text} ({TRUST_TEXTS[note.trust]})"

    return rule
