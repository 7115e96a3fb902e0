"""`workbench check`: what is wrong with a project's mappings, for people and for CI."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from workbench.cli.inputs import (
    HELP,
    PROJECT_FILE,
    Opened,
    load_events,
    open_project,
    project_option,
    project_path,
    report_problems,
)
from workbench.cli.output import Colour, JsonArray, Printer
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.project import Check, FieldPlaces, Severity

_COLOURS: Final[dict[Severity, Colour]] = {"error": "red", "warning": "yellow", "information": "blue"}


@click.command(short_help="Tell what is wrong with the mappings.", context_settings=HELP)
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PROJECT]")
@project_option
@click.option(
    "--events", "with_events", is_flag=True, help="Load the project's events too, and tell what they show."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array with an object for each check.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.pass_context
def check(
    ctx: click.Context,
    *,
    path: Path | None,
    project: Path | None,
    with_events: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """Tell what fails in the mappings of PROJECT (a file or its folder), and what is probably a mistake.

    Errors: a mapping that fails for every event, or that Segment refuses. Warnings: likely mistakes, such as
    a trigger that does not mean what it says. Information: good to know. Each has file, line and the name of
    its rule, and says what to do.

    \b
    Examples:
      workbench check
      workbench check shop/workbench.yaml --strict
      workbench check --events
      workbench check --json | jq '.[] | select(.severity == "error")'

    Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong use.
    """
    from workbench.project import check_project

    given = path or project
    if project_path(ctx, given) is None:
        raise WorkbenchError(f"There is no {PROJECT_FILE} here.", "Name a project: workbench check FILE")
    opened = open_project(ctx, given, ())
    found = check_project(opened.project)
    if with_events:
        found += _of_events(opened)
    if as_json:
        _as_json(found, opened.places())
    else:
        _as_text(found, opened.places())
    failing = ("error", "warning") if strict else ("error",)
    return int(any(one.severity in failing for one in found))


def _of_events(opened: Opened) -> tuple[Check, ...]:
    """What the project's events show: what matches nothing, what is counted twice."""
    from workbench.project import check_matches, tally

    if not opened.event_paths:
        raise WorkbenchError("The project names no events.", "List files or folders under events: in it.")
    store = load_events(opened.event_paths)
    report_problems(store)
    events = (store.event(index).data for index in range(len(store)))
    return check_matches(opened.project, tally(opened.project, events))


def _as_json(found: tuple[Check, ...], places: FieldPlaces) -> None:
    array = JsonArray()
    for one in found:
        located = places.error(one.message, one.hint, one.field)
        array.add(
            {
                "rule": one.rule,
                "severity": one.severity,
                "file": located.file,
                "line": located.line,
                "field": one.field,
                "mapping": one.mapping,
                "name": one.name,
                "message": one.message,
                "hint": one.hint,
                "fix": one.fix.label if one.fix else None,
            }
        )
    array.end()


def _as_text(found: tuple[Check, ...], places: FieldPlaces) -> None:
    from workbench.project import NOTHING_FOUND, counts_text

    printer = Printer()
    for one in found:
        located = places.error(one.message, one.hint, one.field)
        printer.pieces(
            [
                (f"{located.file}:{located.line or 1}: ", None),
                (one.severity, _COLOURS[one.severity]),
                (f": {one} [{one.rule}]", None),
            ]
        )
    printer.line(f"{counts_text(found)}." if found else NOTHING_FOUND)
