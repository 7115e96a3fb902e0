"""`workbench events`: what event files hold, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.inputs import (
    HELP,
    event_sources,
    filter_option,
    load_events,
    nothing_read,
    paths_argument,
    project_option,
    report_problems,
    selected,
)
from workbench.cli.output import JsonArray, Printer, json_text
from workbench.text import counted, fitted, visible

if TYPE_CHECKING:
    from workbench.events import EventProblem, EventStore
    from workbench.jsvalues import Json


@click.group(short_help="List events, or check their files.", context_settings=HELP)
def events() -> None:
    """List events, or check the files that hold them."""


@events.command("list", short_help="List events with their numbers.", context_settings=HELP)
@paths_argument
@project_option
@filter_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array, one event on a line.")
@click.pass_context
def list_events(
    ctx: click.Context, *, paths: tuple[str, ...], project: Path | None, query: str, as_json: bool
) -> int:
    """List events with their numbers, which `--event` of other commands takes.

    PATHS are files, folders, globs, or - for standard input; without any, the project's own events.

    \b
    Examples:
      workbench events list sample_events
      workbench events list archive/*.gz --filter "Order Completed" --json

    Exit codes: 0 fine, 1 no event could be read, 2 wrong use. Events that cannot be read are named on stderr.
    """
    from workbench.events import EventStore

    store = EventStore()
    sources = event_sources(ctx, project, paths, "events list")
    if as_json:
        array = JsonArray()
        for index in selected(store, sources, (), query):
            array.add(_event_json(store, index))
        array.end()
    else:
        _print_list(store, sources, query)
    report_problems(store)
    return 1 if nothing_read(store) else 0


def _event_json(store: EventStore, index: int) -> dict[str, Json]:
    summary = store.summary(index)
    return {
        "number": index + 1,
        "origin": str(store.origin(index)),
        "type": summary.type,
        "event": summary.name,
        "user": summary.user,
        "time": summary.time,
    }


def _print_list(store: EventStore, sources: tuple[str, ...], query: str) -> None:
    printer = Printer()
    shown = 0
    columns = (6, 9, 30, 26, 24)
    headings = ("", "type", "event", "user", "time")
    for index in selected(store, sources, (), query):
        if shown == 0:
            printer.line(_row(headings, columns) + "  from", bold=True)
        shown += 1
        summary = store.summary(index)
        cells = (str(index + 1), summary.type, summary.name, summary.user, summary.time)
        printer.line(f"{_row(cells, columns)}  {visible(str(store.origin(index)))}")
    printer.line(f"{shown:,} of {counted(len(store), 'event')}." if query else f"{counted(shown, 'event')}.")


def _row(cells: tuple[str, ...], columns: tuple[int, ...]) -> str:
    """Cells beside each other; what does not fit ends in an ellipsis."""
    return "  ".join(fitted(visible(cell), size) for cell, size in zip(cells, columns, strict=True))


@events.command("validate", short_help="Check that files hold events.", context_settings=HELP)
@paths_argument
@project_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: events, problems.")
@click.pass_context
def validate(ctx: click.Context, *, paths: tuple[str, ...], project: Path | None, as_json: bool) -> int:
    """Check that the files can be read and hold events, and name the file and line of each that does not.

    \b
    Examples:
      workbench events validate sample_events
      workbench events validate archive --json

    Exit codes: 0 all events can be read, 1 some cannot, 2 wrong use.
    """
    store = load_events(event_sources(ctx, project, paths, "events validate"))
    if as_json:
        click.echo(
            json_text(
                {"events": len(store), "problems": [_problem_json(problem) for problem in store.problems]}
            )
        )
    else:
        printer = Printer()
        for problem in store.problems:
            printer.wrapped(str(problem), "  ")
        printer.line(f"{counted(len(store), 'event')}, {counted(len(store.problems), 'problem')}.")
    return 1 if store.problems else 0


def _problem_json(problem: EventProblem) -> dict[str, Json]:
    return {
        "file": problem.origin.file,
        "line": problem.origin.line or None,
        "item": problem.origin.item,
        "reason": problem.reason,
        "hint": problem.hint,
    }
