"""`workbench classic`: the settings of the Classic destination, and the rules behind what it sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from workbench.cli.inputs import HELP, PROJECT_FILE, open_project, project_option, project_path
from workbench.errors import WorkbenchError
from workbench.text import visible

if TYPE_CHECKING:
    from workbench.classic import ClassicSettings
    from workbench.project import ClassicFile

_NO_WORK: Final = "Leave it out to print only."


@click.group(short_help="Braze Classic: its settings and its rules.", context_settings=HELP)
def classic() -> None:
    """What the workbench knows of Braze Classic, which the mappings are compared with."""


@classic.command(short_help="Show Classic's settings, or take them from a file.", context_settings=HELP)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@project_option
@click.option("--save", is_flag=True, help=f"Store the settings of FILE in the project. {_NO_WORK}")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def settings(
    ctx: click.Context, *, file: Path | None, project: Path | None, save: bool, as_json: bool
) -> int:
    """Show every setting of the Classic destination: its value, its default, and whether it has an effect.

    FILE is YAML or JSON: the settings under Segment's names, a workbench.yaml, or what the Public API answers
    for GET /destinations/ID. Without FILE, the settings of the project. A REST API key in FILE is never taken
    over; what else was left out is told on stderr.

    \b
    Examples:
      workbench classic settings
      workbench classic settings braze-classic.json
      workbench classic settings braze-classic.json --save --project shop/workbench.yaml

    Exit codes: 0 fine, 2 wrong use or a file that is no settings.
    """
    if save and file is None:
        raise WorkbenchError("There is no file to take settings from.", "Name one before --save.")
    found = _read(file) if file is not None else None
    if save and found is not None:
        shown = _save(ctx, project, found)
    elif found is not None:
        shown = found.settings
    else:
        shown = open_project(ctx, project, (), presets=project_path(ctx, project) is None).project.classic
    _print_json(shown) if as_json else _print_text(shown)
    return 0


def _read(file: Path) -> ClassicFile:
    from workbench.project import read_classic_settings

    found = read_classic_settings(file)
    for note in found.notes:
        click.echo(visible(f"workbench: {file}: {note}"), err=True)
    return found


def _save(ctx: click.Context, project: Path | None, found: ClassicFile) -> ClassicSettings:
    """Store settings in the project's file; what only a project says stays."""
    from workbench.project import ProjectFile, SetClassicSettings

    path = project_path(ctx, project)
    if path is None:
        raise WorkbenchError(f"There is no {PROJECT_FILE} here.", "Name a project with --project.")
    opened = ProjectFile.open(path)
    edited = SetClassicSettings(found.over(opened.project.classic)).apply(opened.project)
    opened.save(edited)
    click.echo(visible(f"workbench: Stored the settings in {path}."), err=True)
    return edited.classic


def _print_json(shown: ClassicSettings) -> None:
    from workbench.classic.setting_facts import SETTING_FACTS, no_effect
    from workbench.cli.output import json_text

    values: dict[str, Any] = {
        name: {
            "label": fact.label,
            "group": fact.group,
            "value": fact.value(shown),
            "default": fact.default,
            "modes": list(fact.modes),
            "no_effect": no_effect(fact, shown),
            "help": fact.help,
        }
        for name, fact in SETTING_FACTS.items()
    }
    click.echo(json_text(values))


def _print_text(shown: ClassicSettings) -> None:
    from workbench.classic.setting_facts import GROUPS, SETTING_FACTS, no_effect
    from workbench.classic.setting_values import value_text
    from workbench.cli.output import Printer
    from workbench.text import padded

    printer = Printer()
    for group in GROUPS:
        printer.line(group, bold=True)
        for fact in SETTING_FACTS.values():
            if fact.group != group:
                continue
            value, default = value_text(fact, fact.value(shown)), value_text(fact, fact.default)
            idle = no_effect(fact, shown)
            said = [f"default {default or '(empty)'}"] if value != default else []
            said += [f"no effect: {idle}"] if idle else []
            line = f"  {padded(fact.label, 52)} {padded(value or '(empty)', 10)}  {', '.join(said)}"
            printer.pieces([(line, "cyan" if value != default else None)])


@classic.command(
    short_help="List the rules behind Classic's requests, and how sure each is.", context_settings=HELP
)
@click.option("--unknown", is_flag=True, help="Only what nobody outside Segment can know.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def rules(*, unknown: bool, as_json: bool) -> int:
    """List every rule of Classic: its name, how sure it is, and what it says.

    Rules named CC are cloud mode's in the open source 1.7.0, CD what was documented later, CW those of web
    mode 1.16.1. `workbench preview` names the rules of each event's outcome.

    \b
    Examples:
      workbench classic rules
      workbench classic rules --unknown

    Exit code: 0.
    """
    from workbench.classic import RULES
    from workbench.cli.output import Printer, json_text
    from workbench.text import padded

    chosen = {name: rule for name, rule in RULES.items() if not unknown or rule.trust == "unknown"}
    if as_json:
        click.echo(
            json_text({name: {"trust": rule.trust, "text": rule.text} for name, rule in chosen.items()})
        )
        return 0
    printer = Printer()
    for name, rule in chosen.items():
        mark = "?" if rule.trust == "unknown" else " "
        printer.wrapped(rule.text, " " * 39, f"{mark} {padded(name, 24)} {padded(rule.trust, 10)}  ")
    return 0
