"""`workbench migrate`: from the settings of Braze Classic to a project, and what changes on the way."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from workbench.cli.inputs import (
    HELP,
    PROJECT_FILE,
    load_events,
    nothing_read,
    project_option,
    project_path,
    report_problems,
)
from workbench.errors import WorkbenchError
from workbench.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.classic import ClassicSettings
    from workbench.cli.output import Colour, Printer
    from workbench.events import EventStore
    from workbench.migration import Choices, Decision, Outlook, Proposal
    from workbench.project import Project, ProjectFile

_MOST_LINES: Final = 50
"""Events that are listed one by one."""
_COLOURS: Final[dict[str, Colour]] = {
    "carried": "green",
    "replaced": "cyan",
    "choice": "yellow",
    "none": "blue",
}


@click.command(short_help="Propose mappings that do what Braze Classic did.", context_settings=HELP)
@click.argument("settings", type=click.Path(path_type=Path), metavar="SETTINGS")
@click.argument("paths", nargs=-1, metavar="[EVENTS]...")
@project_option
@click.option(
    "--choose",
    "chosen",
    multiple=True,
    metavar="NAME=VALUE",
    help="Decide a choice, as the lines of the settings name them. May be repeated.",
)
@click.option("--add", is_flag=True, help="Keep the project's own mappings before the proposed ones.")
@click.option("--apply/--dry-run", "applied", default=None, help="Write the project, or only tell (default).")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=f"Write the project to FILE (implies --apply). Default: the project, else {PROJECT_FILE}.",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--strict", is_flag=True, help="Exit with 1 when events end changed or lost.")
@click.pass_context
def migrate(
    ctx: click.Context,
    *,
    settings: Path,
    paths: tuple[str, ...],
    project: Path | None,
    chosen: tuple[str, ...],
    add: bool,
    applied: bool | None,
    output: Path | None,
    force: bool,
    as_json: bool,
    strict: bool,
) -> int:
    """Propose destination settings and mappings that do what Braze Classic did.

    SETTINGS is YAML or JSON: Classic's settings under Segment's names, a workbench.yaml, or what the Public
    API answers for GET /destinations/ID. A REST API key in it is never taken over. EVENTS are files, folders
    or globs, without any those of the project: the proposal follows the names that occur in them, and tells
    how many end as they did with Classic.

    Nothing is written without --apply, and no file is replaced without --force.

    \b
    Examples:
      workbench migrate classic-settings.yaml sample_events
      workbench migrate classic.json sample_events --choose pages=named --apply
      workbench migrate classic.json archive/ --json | jq .outlook.after

    Exit codes: 0 fine, 1 findings (no event could be read; with --strict events that end changed or lost),
    2 wrong use.
    """
    from workbench.migration import facts_of, migration, outlook_of, propose
    from workbench.project import read_classic_settings

    found = read_classic_settings(settings)
    for note in found.notes:
        click.echo(visible(f"workbench: {settings}: {note}"), err=True)
    file = _project_file(ctx, project)
    before = file.project
    classic = found.over(before.classic)
    sources = paths or tuple(str(file.path.parent / source) for source in before.events)
    store = load_events(sources)
    proposal = propose(classic, facts_of(store), _choices(chosen), endpoint=before.endpoint)
    edit = migration(proposal, classic, manner="add" if add else "replace")
    after = edit.apply(before)
    outcome = outlook_of(replace(before, classic=after.classic), after, store, now=time.time() * 1000)
    target = output or file.path
    writes = applied if applied is not None else output is not None
    if writes:
        _write(file, _with_events(after, paths, target), target, force=force)
    if as_json:
        _print_json(proposal, outcome, store, target if writes else None)
    else:
        _print_text(proposal, classic, outcome, store)
        where = f"Wrote {target}." if writes else "Nothing was written; --apply writes it."
        click.echo(visible(where))
    report_problems(store)
    after_counts = outcome.counts()[1]
    return int(nothing_read(store) or (strict and bool(after_counts["changed"] or after_counts["lost"])))


def _project_file(ctx: click.Context, given: Path | None) -> ProjectFile:
    """The project to migrate; a new one with no mappings where there is no file."""
    from workbench.project import ProjectFile, new_project

    path = project_path(ctx, given)
    if path is None:
        return ProjectFile.new(PROJECT_FILE, new_project())
    return ProjectFile.open(path)


def _choices(texts: Iterable[str]) -> Choices:
    """`NAME=VALUE` texts as choices. Raises WorkbenchError for anything that is not offered."""
    from workbench.migration import Choices

    choices = Choices()
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise WorkbenchError(
                "A choice is written NAME=VALUE.", "For example pages=named.", field="--choose"
            )
        choices = choices.with_choice(name, value)
    return choices


def _with_events(project: Project, paths: tuple[str, ...], target: Path) -> Project:
    """The project with the named events, relative to its file."""
    named = tuple(path for path in paths if path != "-")
    if not named:
        return project
    return replace(project, events=tuple(os.path.relpath(path, target.parent) for path in named))


def _write(file: ProjectFile, project: Project, target: Path, *, force: bool) -> None:
    """Write the project; a file that exists only with `force`. Raises WorkbenchError."""
    from workbench.project import ProjectFile

    if os.path.lexists(target) and not force:
        raise WorkbenchError(
            "There is a file of this name already; nothing was written.",
            "Name another with -o, or replace it with --force.",
            file=str(target),
        )
    same = file.content is not None and os.path.realpath(file.path) == os.path.realpath(target)
    (file if same else ProjectFile.new(target, project)).save(project, overwrite=True)


def _print_json(proposal: Proposal, outcome: Outlook, store: EventStore, written: Path | None) -> None:
    from workbench.cli.output import json_text

    parts = {**proposal.to_json(), "outlook": outcome.to_json(store)}
    click.echo(json_text({**parts, "written": None if written is None else str(written)}))


def _print_text(proposal: Proposal, classic: ClassicSettings, outcome: Outlook, store: EventStore) -> None:
    from workbench.cli.output import Printer
    from workbench.mappings import describe
    from workbench.text import counted

    printer = Printer()
    printer.heading("Destination settings")
    printer.line(f"endpoint  {proposal.endpoint}")
    printer.line(f"app_id    {proposal.app_id or '(none)'}")
    printer.line(f"api_key   {proposal.api_key} (a reference; the key itself is never stored)")
    printer.wrapped("A project without a Braze environment gets one, production, that is protected.", "  ")
    if proposal.web_settings:
        printer.heading("Settings of Braze Web Mode (Actions), for pages that keep the SDK")
        for name, value in proposal.web_settings.items():
            printer.line(f"{name}  {describe(value)}")
    printer.heading(f"Classic's settings ({classic.connection_mode} mode)")
    _print_decisions(printer, proposal.settings)
    printer.heading("What behaves differently")
    _print_decisions(printer, proposal.behaviours)
    printer.heading(counted(len(proposal.mappings), "mapping"))
    for proposed in proposal.mappings:
        printer.line(f"{proposed.mapping.name}  ({proposed.mapping.action})", bold=True)
        printer.wrapped(proposed.mapping.trigger, "  ")
        for reason in proposed.reasons:
            printer.wrapped(reason, "    ", "  · ")
    _print_outlook(printer, outcome, store)


def _print_decisions(printer: Printer, decisions: Iterable[Decision]) -> None:
    from workbench.migration import VERDICT_WORDS

    for decision in decisions:
        value = f" = {decision.value}" if decision.value else ""
        choice = f"  [{decision.choice}={decision.chosen}]" if decision.choice else ""
        printer.pieces(
            [
                (f"{VERDICT_WORDS[decision.verdict]:15}", _COLOURS[decision.verdict]),
                (f"{decision.label}{value}", None),
                (choice, "yellow"),
            ]
        )
        printer.wrapped(decision.sentence, "  ")
        if decision.warning:
            printer.wrapped(decision.warning, "    ", "  ! ")
        if decision.tables:
            printer.wrapped(f"Published tables: {decision.tables}", "    ", "  · ")


def _print_outlook(printer: Printer, outcome: Outlook, store: EventStore) -> None:
    from workbench.migration.outlook import SHOWN
    from workbench.reports import VERDICT_TEXTS
    from workbench.reports.wording import kind_text
    from workbench.text import counted

    printer.heading(f"Compared with Classic over {counted(len(store), 'event')}")
    before, after = outcome.counts()
    printer.line(f"{'':12}{'before':>9}{'after':>9}")
    for verdict in SHOWN:
        figures = f"{verdict:12}{before[verdict]:>9,}{after[verdict]:>9,}"
        printer.line(f"{figures}   {VERDICT_TEXTS[verdict]}")
    for row in outcome.by_name():
        if row.after["lost"] or row.after["changed"]:
            found = [f"{row.after[verdict]:,} {verdict}" for verdict in SHOWN if row.after[verdict]]
            printer.wrapped(f"{row.label}: {', '.join(found)}", "    ", "  ")
    for difference in outcome.differences():
        kind = kind_text(difference.kind, difference.key)
        printer.wrapped(f"{difference.key}: {kind}, {counted(difference.events, 'event')}", "      ", "    ")
    changes = outcome.changes()
    printer.heading(f"{counted(len(changes), 'event')} end otherwise than before")
    for change in changes[:_MOST_LINES]:
        summary = store.summary(change.index)
        name = summary.name or summary.type
        printer.wrapped(f"{store.origin(change.index)}  {name}: {change.text}", "    ", "  ")
    if len(changes) > _MOST_LINES:
        printer.line(f"  … and {len(changes) - _MOST_LINES:,} more; --json lists the first 500.")
