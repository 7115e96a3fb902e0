"""`workbench export`: the project's mappings for production."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from workbench.cli.inputs import HELP, PROJECT_FILE, open_project, output_option, project_option, project_path
from workbench.errors import WorkbenchError
from workbench.text import visible

FORMATS: Final = ("public-api", "terraform", "json", "yaml")
"""The formats' names, here because importing the formats to show help costs more than the help."""


@click.command(short_help="Write the mappings for production.", context_settings=HELP)
@project_option
@click.option("--presets", is_flag=True, help="Export the destination's shipped presets, not a project.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="public-api: bodies for Segment's Public API; terraform: resources for its provider; "
    "json, yaml: the mappings as they are.",
)
@output_option
@click.option("--keep-enabled", is_flag=True, help="Leave mappings switched on; otherwise all are off.")
@click.option(
    "--action-id",
    "action_ids",
    multiple=True,
    metavar="SLUG=ID",
    help="Segment's id of an action that its catalogue lacks. May be repeated.",
)
@click.option("--destination-id", default="", metavar="ID", help="The destination to create the mappings in.")
@click.option("--imports", is_flag=True, help="Terraform: add import blocks for mappings that exist already.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there is something to know before using it.")
@click.pass_context
def export(
    ctx: click.Context,
    *,
    project: Path | None,
    presets: bool,
    form: str,
    output: Path | None,
    keep_enabled: bool,
    action_ids: tuple[str, ...],
    destination_id: str,
    imports: bool,
    strict: bool,
) -> int:
    """Write the project's mappings in a format that production takes.

    What Segment would refuse, or what would not work as it looks, is told on stderr. No credential is ever
    in an export.

    \b
    Examples:
      workbench export --format terraform -o braze.tf
      workbench export --format public-api --destination-id fP7example | jq '.[0].body'
      workbench export --format yaml --presets
      workbench export --format terraform --action-id ecommerce=abc123 --strict

    Exit codes: 0 fine, 1 findings (a mapping that cannot work, or that Segment refuses, as `workbench check`
    tells; with --strict whatever is told), 2 wrong use.
    """
    from workbench.exports import export_project, write_export

    if not presets and project_path(ctx, project) is None:
        raise WorkbenchError(
            f"There is no {PROJECT_FILE} here.",
            "Name a project with --project, or export the shipped presets with --presets.",
        )
    opened = open_project(ctx, project, (), presets=presets)
    exported = export_project(
        opened.project,
        form,
        keep_enabled=keep_enabled,
        action_ids=_pairs(action_ids),
        destination_id=destination_id,
        imports=imports,
    )
    if exported.findings:
        places = opened.places()
        for finding in exported.findings:
            located = places.error(finding.sentence, finding.hint, finding.field)
            click.echo(visible(f"workbench: {located}"), err=True)
    if output is not None:
        write_export(output, exported.text)
    else:
        shown = visible(exported.text, keep_lines=True) if sys.stdout.isatty() else exported.text
        click.echo(shown, nl=not shown.endswith("\n"))
    return int(any(strict or finding.severity == "error" for finding in exported.findings))


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """`SLUG=ID` texts as a dictionary. Raises WorkbenchError for anything else and for an unknown action."""
    from workbench.actions import ACTIONS

    pairs = {}
    for text in texts:
        slug, sign, identity = text.partition("=")
        if not sign or not identity or slug not in ACTIONS:
            raise WorkbenchError(
                "An action id is written SLUG=ID.",
                f"The slugs are {', '.join(ACTIONS)}.",
                field="--action-id",
            )
        pairs[slug] = identity
    return pairs
