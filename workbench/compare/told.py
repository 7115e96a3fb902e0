"""A difference on its way to people: in words, and with the place on each side whose rule is to be named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.compare.harmless import Objects, harmless_reason
from workbench.compare.model import Difference, RuleLookup
from workbench.compare.places import At


@dataclass(frozen=True, slots=True)
class Told:
    """A difference, and where each side has what it is about (None where a side has nothing)."""

    difference: Difference
    actions: At | None = None
    classic: At | None = None


def judged(told: Told, objects: Objects = ({}, {})) -> Told:
    """The difference with the reason why it is harmless, if it is; `objects` are what the values are in."""
    found = told.difference
    reason = harmless_reason(found.kind, found.key, found.left, found.right, objects)
    return replace(told, difference=replace(found, harmless=reason)) if reason else told


def with_rules(
    told: Iterable[Told], actions_rule: RuleLookup | None, classic_rule: RuleLookup | None
) -> tuple[Difference, ...]:
    """The differences with the rule behind each side, as far as the lookups know it."""
    return tuple(
        replace(
            found.difference,
            actions_rule=_rule(actions_rule, found.actions) or found.difference.actions_rule,
            classic_rule=_rule(classic_rule, found.classic) or found.difference.classic_rule,
        )
        if actions_rule or classic_rule
        else found.difference
        for found in told
    )


def _rule(lookup: RuleLookup | None, at: At | None) -> str:
    return lookup(*at) if lookup is not None and at is not None else ""
