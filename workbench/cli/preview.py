"""`workbench preview`: what both destinations send for each event, and how it differs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.inputs import (
    HELP,
    event_options,
    need_paths,
    nothing_read,
    open_project,
    report_problems,
    selected,
)

if TYPE_CHECKING:
    from workbench.actions import DestinationSettings
    from workbench.actions.chains import MappingChains
    from workbench.cli.inputs import Faults
    from workbench.compare import Difference
    from workbench.project import Preview, Project


@click.command(short_help="Show what is sent for each event, beside Braze Classic.", context_settings=HELP)
@event_options
@click.option("--no-differences", is_flag=True, help="Leave out the differences in words, which is faster.")
@click.option("--explain", is_flag=True, help="Add the chain behind each key: rule, schema, field, event.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array, one event on a line.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a mapping fails or an event cannot be read.")
@click.pass_context
def preview(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    project: Path | None,
    numbers: tuple[int, ...],
    query: str,
    presets: bool,
    no_differences: bool,
    explain: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """Show the requests that each event makes, beside those of Braze Classic, and how they differ.

    PATHS are files, folders, globs, or - for standard input; without any, the project's own events. Nothing
    is sent and no credential is read.

    With --json each event is an object: origin, number, type, event (its name), requests (each with its
    mapping), reason (why there are none), mappings, classic, differences (each with the rules behind both
    sides, whether Braze ends with the same, and whether the project accepts it). With --explain also
    explained: keys (each with the action's rule, what the schema did, the directive and the event's paths),
    not_sent (what is mapped and why it is in no request) and classic_keys (each with its rule and its trust).

    \b
    Examples:
      workbench preview sample_events
      workbench preview orders.ndjson --event 3
      workbench preview sample_events --filter "Trip Booked" --json
      workbench preview orders.ndjson --event 3 --explain
      workbench preview --project shop/workbench.yaml --strict > /dev/null

    Exit codes: 0 fine, 1 findings (no event could be read; with --strict also a mapping that fails or any
    event that cannot be read), 2 wrong use.
    """
    from workbench.cli.preview_json import JsonPreviews
    from workbench.cli.preview_text import TextPreviews
    from workbench.events import EventStore
    from workbench.project import preview as preview_event

    opened = open_project(ctx, project, paths, presets=presets)
    need_paths(opened.event_paths, "preview")
    store = EventStore()
    settings = opened.project.destination_settings()
    now = time.time() * 1000
    faults = opened.faults()
    accepted = opened.project.accepted
    writer = JsonPreviews(faults, accepted) if as_json else TextPreviews(faults, accepted)
    failed = False
    for index in selected(store, opened.event_paths, numbers, query):
        event = store.event(index)
        outcome = preview_event(opened.project, event.data, now=now, settings=settings)
        failed = failed or outcome.actions.error is not None
        found = None if no_differences else _differences(opened.project, settings, outcome, faults)
        chains = _chains(opened.project, settings, outcome) if explain else None
        writer.add(index, event, outcome, found, chains)
    writer.end(store)
    report_problems(store)
    return 1 if nothing_read(store) or (strict and (failed or store.problems)) else 0


def _differences(
    project: Project, settings: DestinationSettings, outcome: Preview, faults: Faults
) -> tuple[Difference, ...]:
    from workbench.cli.failures import reason_for_nothing
    from workbench.project import preview_differences

    reason = reason_for_nothing(outcome.actions, faults)
    return preview_differences(project, settings, outcome, actions_reason=reason)


def _chains(project: Project, settings: DestinationSettings, outcome: Preview) -> tuple[MappingChains, ...]:
    from workbench.cli.preview_explain import chains_of

    return chains_of(project, settings, outcome)
