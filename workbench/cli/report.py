"""`workbench report`: which mapping takes what, and how both destinations compare, over many events."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from workbench.cli.inputs import (
    HELP,
    filter_option,
    need_paths,
    nothing_read,
    open_project,
    output_option,
    paths_argument,
    presets_option,
    project_option,
    report_problems,
    selected,
)
from workbench.cli.output import json_text, width
from workbench.errors import WorkbenchError
from workbench.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.events import EventStore
    from workbench.project import Project
    from workbench.reports import Report, Selection, Setting
    from workbench.reports.document import Document
    from workbench.reports.writing import Format

_TOLD_EACH: Final = 0.2
"""Seconds between two words about the progress."""

FORMATS: Final = ("text", "json", "html")
VERDICTS: Final = ("changed", "lost", "new", "equivalent", "identical", "neither", "unreadable")


@click.command(short_help="Report on many events: coverage, migration.", context_settings=HELP)
@paths_argument
@project_option
@presets_option
@filter_option
@click.option(
    "--event", "names", multiple=True, metavar="NAME", help="Only events of this name. May be repeated."
)
@click.option("--mapping", default=None, metavar="NAME", help="Only events that this mapping takes.")
@click.option("--verdict", type=click.Choice(VERDICTS), default=None, help="Only events of this verdict.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="text, json, or html: one page that can be sent. Default: as the output's name ends, else text.",
)
@output_option
@click.option("--events", "every_event", is_flag=True, help="List each event with what becomes of it.")
@click.option("--migration", is_flag=True, help="Tell what becomes of each of Classic's settings.")
@click.option(
    "--since",
    "earlier",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="A project file as it was: tell event by event what has changed since.",
)
@click.option("--values", is_flag=True, help="Let examples show what events hold, personal data included.")
@click.option(
    "--strict", is_flag=True, help="Exit with 1 for events that end otherwise and failing mappings."
)
@click.pass_context
def report(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    project: Path | None,
    presets: bool,
    query: str,
    names: tuple[str, ...],
    mapping: str | None,
    verdict: str | None,
    form: Format | None,
    output: Path | None,
    every_event: bool,
    migration: bool,
    earlier: Path | None,
    values: bool,
    strict: bool,
) -> int:
    """Report on all events: which mapping takes them, what fails, and how Actions differs from Classic.

    PATHS are files, folders, globs, or - for standard input; without any, the project's own events. Nothing
    is sent and no credential is read. Examples name keys and kinds of differences; with --values they show
    what the events hold.

    \b
    Verdicts: changed (Braze ends with something else), lost (only Classic sends), new (only Actions sends),
    equivalent (other words, same result), identical, neither, unreadable.

    \b
    Examples:
      workbench report sample_events
      workbench report archive/*.gz -o report.html
      workbench report orders.ndjson --verdict lost --events
      workbench report sample_events --since old/workbench.yaml -f json
      workbench report --project shop/workbench.yaml --strict > /dev/null

    Exit codes: 0 fine, 1 findings (no event could be read; with --strict also an event that is changed,
    lost or new in a way that the project does not accept, a mapping that fails, or an event that cannot be
    read), 2 wrong use.
    """
    from workbench.events import EventStore

    opened = open_project(ctx, project, paths, presets=presets)
    need_paths(opened.event_paths, "report")
    store = EventStore()
    with _fewer_collections():
        found = list(selected(store, opened.event_paths, (), query))
        made = time.time() * 1000
        chosen = found if query else None
        whole = _scan(opened.project, store, chosen, made)
        before = None if earlier is None else _scan(_project_in(earlier), store, chosen, made)
    shown, told = _narrowed(whole, names, mapping, verdict)
    from workbench.reports.changes import find_changes
    from workbench.reports.document import Document
    from workbench.reports.inspection import Inspector

    if query:
        told = ", ".join(part for part in (f"events that hold {query!r}", told) if part)
    document = Document(
        shown,
        Inspector(opened.project, store, now=made),
        made,
        sources=opened.event_paths,
        settings=_migration_lines(opened.project, store) if migration else (),
        changes=None if before is None else find_changes(before, shown, str(earlier)),
        filtered=told,
        problems=store.problem_count,
        values=values,
        every_event=every_event,
    )
    _write(document, form, output)
    report_problems(store)
    return 1 if nothing_read(store) or (strict and _has_findings(shown, store)) else 0


def _project_in(path: Path) -> Project:
    from workbench.project import ProjectFile

    return ProjectFile.open(path).project


def _migration_lines(project: Project, store: EventStore) -> tuple[Setting, ...]:
    """What becomes of each of Classic's settings and behaviours, for the events at hand."""
    from workbench.migration import facts_of, report_lines

    return tuple(report_lines(project, facts_of(store)))


def _has_findings(report: Report, store: EventStore) -> bool:
    totals = report.totals
    differing = totals.verdicts["changed"] + totals.verdicts["lost"] + totals.verdicts["new"]
    serious = report.totals.verdicts["unreadable"] + totals.failing + store.problem_count
    return differing - totals.accepted > 0 or serious > 0


def _scan(project: Project, store: EventStore, chosen: Sequence[int] | None, now: float) -> Report:
    """The complete report; on a terminal stderr tells how far it is."""
    from workbench.reports import scan

    telling = sys.stderr.isatty()
    told = time.monotonic()
    for report in scan(project, store, now=now, wanted=chosen):
        if telling and time.monotonic() - told > _TOLD_EACH:
            told = time.monotonic()
            text = f"{report.done:,} of {counted(report.total, 'event')}"
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)
    if telling:
        click.echo("\r\x1b[K", nl=False, err=True)
    return report


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Look for garbage in cycles seldom: events have none, and looking for it takes a sixth of the time."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _narrowed(
    report: Report, names: Sequence[str], mapping: str | None, verdict: str | None
) -> tuple[Report, str]:
    """The part of the report that is asked for, and what that is in words. Raises WorkbenchError for a name
    that no event or mapping has."""
    selections: list[Selection] = []
    told: list[str] = []
    from workbench.reports import Selection

    if names:
        _known(names, [text for name in report.names for text in (name.label, name.name)], "event", "--event")
        wanted = frozenset(name for name in report.names if name.label in names or name.name in names)
        selections.append(Selection(names=wanted))
        told.append(f"events named {', '.join(names)}")
    if mapping is not None:
        heads = [head.name for head in report.subject.mappings]
        _known((mapping,), heads, "mapping", "--mapping")
        selections.append(Selection(mapping=heads.index(mapping)))
        told.append(f"events that {mapping} takes")
    if verdict is not None:
        selections += [Selection(verdict=known) for known in report.totals.verdicts if known == verdict]
        told.append(f"{verdict} events")
    for selection in selections:
        report = report.only(selection)
    return report, ", ".join(told)


def _known(wanted: Sequence[str], known: Sequence[str], noun: str, option: str) -> None:
    import difflib

    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, [text for text in known if text], 1)
            hint = f"Did you mean {near[0]}?" if near else "The report without this option lists them."
            raise WorkbenchError(f"There is no {noun} named {name}.", hint, field=option)


def _write(document: Document, form: Format | None, output: Path | None) -> None:
    from workbench.reports.writing import write_report, written

    if output is not None:
        write_report(document, output, form)
    elif form == "html":
        click.echo(written(document, form), nl=False)
    elif form == "json":
        from workbench.reports.jsontext import report_json

        click.echo(json_text(report_json(document)))
    else:
        from workbench.reports.text import report_text

        for line in report_text(document, width()):
            click.echo(line)
