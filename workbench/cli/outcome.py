"""`workbench outcome`: what Braze would hold after events, by the mappings and by Classic."""

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
    from workbench.jsvalues import Json
    from workbench.project import EventsOutcome
    from workbench.sandbox import OutcomeRow


@click.command(short_help="Show what Braze would hold after events.", context_settings=HELP)
@event_options
@click.option("--user", default="", metavar="ID", help="Only events with this userId or anonymousId.")
@click.option("--known", is_flag=True, help="Let Braze know the users already, with nothing about them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--strict", is_flag=True, help="Exit with 1 when the outcomes differ.")
@click.pass_context
def outcome(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    project: Path | None,
    numbers: tuple[int, ...],
    query: str,
    presets: bool,
    user: str,
    known: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """Show what Braze would hold after the events: profile attributes, custom events and purchases.

    The requests of the project's mappings and those of Braze Classic are each applied by the sandbox's rules,
    in the order in which the events happened, to a Braze without users. Nothing is sent and no credential is
    read. PATHS are files, folders, globs, or - for standard input; without any, the project's own events.

    With --json: equal, verdict, events, rows (section, user, name, same, actions, classic), what Braze
    refuses or does not keep on either side (refused, notes), and choices: the rules behind it that Braze does
    not document.

    \b
    Examples:
      workbench outcome orders.ndjson --event 3
      workbench outcome sample_events --user u-204
      workbench outcome --project shop/workbench.yaml --json --strict

    Exit codes: 0 fine, 1 findings (no event could be read; with --strict also outcomes that differ), 2 wrong
    use.
    """
    from workbench.events import EventStore
    from workbench.project import outcome_of_events
    from workbench.project.outcomes import user_of

    opened = open_project(ctx, project, paths, presets=presets)
    need_paths(opened.event_paths, "outcome")
    store = EventStore()
    indices = [
        index
        for index in selected(store, opened.event_paths, numbers, query)
        if not user or user in user_of(store.event(index).data)
    ]
    found = outcome_of_events(
        opened.project,
        store,
        indices,
        now=time.time() * 1000,
        known_users=known,
    )
    assert found is not None, "nothing told it to stop"
    if as_json:
        _print_json(found)
    else:
        _print_text(found)
    report_problems(store)
    return 1 if nothing_read(store) or (strict and not found.comparison.equal) else 0


def _print_json(found: EventsOutcome) -> None:
    from workbench.cli.output import json_text

    click.echo(json_text(outcome_json(found)))


def outcome_json(found: EventsOutcome) -> dict[str, Json]:
    """The JSON of an outcome; the value of a side that has none is left out."""
    comparison = found.comparison
    return {
        "equal": comparison.equal,
        "verdict": comparison.verdict,
        "events": found.events,
        "rows": [_row_json(row) for row in comparison.rows],
        "refused": {"actions": list(comparison.actions.refused), "classic": list(comparison.classic.refused)},
        "notes": {"actions": list(comparison.actions.notes), "classic": list(comparison.classic.notes)},
        "choices": list(comparison.choices),
    }


def _row_json(row: OutcomeRow) -> dict[str, Json]:
    from workbench.jsvalues import UNDEFINED

    value: dict[str, Json] = {"section": row.section, "user": row.user, "name": row.name, "same": row.same}
    sides = (("actions", row.actions), ("classic", row.classic))
    return value | {side: held for side, held in sides if held is not UNDEFINED}


def _print_text(found: EventsOutcome) -> None:
    from workbench.cli.output import Printer
    from workbench.sandbox.outcomelines import outcome_text
    from workbench.text import counted

    printer = Printer()
    printer.heading(f"After {counted(found.events, 'event')}")
    for mark, text in outcome_text(found.comparison):
        if mark:
            printer.wrapped(text, " " * (len(mark) + 2), mark)
        else:
            printer.line()
            printer.line(text, bold=True)
    printer.line()
    printer.wrapped(found.comparison.verdict)
