"""`workbench cutover`: the destination filters that hand over from Classic to Actions at one instant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from workbench.cli.inputs import HELP, load_events, nothing_read, report_problems
from workbench.text import visible

if TYPE_CHECKING:
    from workbench.migration import Cutover, CutoverCheck


@click.command(short_help="Write the filters that hand over from Classic.", context_settings=HELP)
@click.argument("instant", metavar="INSTANT")
@click.argument("paths", nargs=-1, metavar="[EVENTS]...")
@click.option("--source-id", default="", metavar="ID", help="The source that both destinations have.")
@click.option("--classic-id", default="", metavar="ID", help="The Classic destination.")
@click.option("--actions-id", default="", metavar="ID", help="The Braze Cloud Mode (Actions) destination.")
@click.option("--disabled", is_flag=True, help="Create the filters switched off.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def cutover(
    *,
    instant: str,
    paths: tuple[str, ...],
    source_id: str,
    classic_id: str,
    actions_id: str,
    disabled: bool,
    as_json: bool,
) -> int:
    """Write the pair of destination filters that hands over at INSTANT, as calls of Segment's Public API.

    Classic drops what is received from INSTANT on, Actions what is received before. INSTANT is an ISO date,
    or date and time to the millisecond with Z or an offset; without a zone it is UTC. With EVENTS it is
    checked that no event goes to both destinations, or to none.

    \b
    Examples:
      workbench cutover 2026-04-01T09:00:00+02:00
      workbench cutover 2026-04-01 sample_events
      workbench cutover 2026-04-01 --source-id abc --json | jq '.filters[0].body'

    Exit codes: 0 fine, 1 findings (an event that the filters do not part for certain), 2 wrong use.
    """
    from workbench.migration import check_cutover
    from workbench.migration import cutover as filters_for

    pair = filters_for(
        instant,
        source_id=source_id,
        classic_id=classic_id,
        actions_id=actions_id,
        enabled=not disabled,
    )
    store = load_events(paths)
    *_, check = check_cutover(pair, store)
    _print_json(pair, check) if as_json else _print_text(pair, check)
    report_problems(store)
    return int(nothing_read(store) or not check.clean)


def _print_json(pair: Cutover, check: CutoverCheck) -> None:
    from workbench.cli.output import json_text

    filters = [one.to_json() for one in pair.filters]
    click.echo(json_text({"instant": pair.instant, "filters": filters, "check": check.to_json()}))


def _print_text(pair: Cutover, check: CutoverCheck) -> None:
    from workbench.cli.output import Printer
    from workbench.migration.cutover import ADVICE, check_lines, filter_text

    printer = Printer()
    for one in pair.filters:
        printer.heading(f"{one.side.capitalize()} destination")
        text = filter_text(one)
        click.echo(visible(text, keep_lines=True) if sys.stdout.isatty() else text)
    printer.heading("Before you use them")
    for advice in ADVICE:
        printer.wrapped(advice, "  ", "· ")
    printer.heading("Check over the events")
    for line in check_lines(check):
        printer.wrapped(line, "  ", "")
