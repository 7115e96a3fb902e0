"""From Classic's settings and the events to a proposal for Braze Cloud Mode (Actions)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.actions import DEFAULT_ENDPOINT
from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.migration import behaviours, calls, profile
from workbench.migration.facts import EventFacts
from workbench.migration.hosts import rest_cluster
from workbench.migration.model import Choices, Proposal, Proposed
from workbench.migration.plan import Plan, make_plan
from workbench.migration.rows import OPTIONS_WITHOUT_SETTING, SETTINGS, web_settings
from workbench.project import parse_reference

KEY_REFERENCE: Final = "env:BRAZE_API_KEY"
"""Where the REST API key is looked for when nothing else is said."""


def propose(
    classic: ClassicSettings,
    facts: EventFacts,
    choices: Choices | None = None,
    *,
    endpoint: str = DEFAULT_ENDPOINT,
) -> Proposal:
    """The destination settings and mappings that do what Classic did, with a decision for every row.

    `facts` say which names occur in the events; without events only the documented ones count. `endpoint` is
    the REST endpoint that stays when Classic's settings name none. A pure function: the same settings, facts
    and choices give the same proposal.
    """
    plan = make_plan(classic, facts, choices or Choices())
    cluster = rest_cluster(classic, plan.choices.endpoint, endpoint)
    return Proposal(
        endpoint=cluster.url,
        app_id=classic.api_key or "",
        api_key=reference_of(classic),
        mappings=tuple(_mappings(plan)),
        settings=tuple(row.decide(plan, cluster) for row in (*SETTINGS, *OPTIONS_WITHOUT_SETTING)),
        behaviours=behaviours.decisions(plan),
        web_settings=web_settings(classic) if plan.web else {},
    )


def reference_of(classic: ClassicSettings) -> str:
    """The reference under which the REST API key is kept: Classic's own if it is one, never the key."""
    try:
        return str(parse_reference(classic.app_group_id or ""))
    except WorkbenchError:
        return KEY_REFERENCE


def _mappings(plan: Plan) -> Iterator[Proposed]:
    yield profile.identify(plan)
    yield calls.track(plan)
    yield from calls.orders(plan)
    if plan.revenue_purchases:
        yield from calls.revenue(plan)
    if plan.choices.pages != "none":
        yield calls.pages(plan, "page", plan.choices.pages)
    if plan.choices.screens != "none":
        yield calls.pages(plan, "screen", plan.choices.screens)
    if plan.choices.groups != "none":
        yield profile.group(plan)
