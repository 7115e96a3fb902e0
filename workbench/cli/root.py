"""`workbench` itself: the screen by default, or one of the commands."""

from __future__ import annotations

import difflib
import os
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from workbench.cli.inputs import HELP, project_option
from workbench.cli.screen import open_screen

_COMMANDS: Final = {
    "preview": "workbench.cli.preview:preview",
    "send": "workbench.cli.send:send",
    "check": "workbench.cli.check:check",
    "outcome": "workbench.cli.outcome:outcome",
    "export": "workbench.cli.export:export",
    "report": "workbench.cli.report:report",
    "sandbox": "workbench.cli.sandbox:sandbox",
    "classic": "workbench.cli.classic:classic",
    "events": "workbench.cli.events:events",
    "migrate": "workbench.cli.migrate:migrate",
    "cutover": "workbench.cli.cutover:cutover",
}
"""Each command's module is imported when it is run or its help is shown."""


class _Root(click.Group):
    """A group in which a first word that is no command is a path of events."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word in _COMMANDS:
            return super().resolve_command(ctx, args)
        near = difflib.get_close_matches(word, _COMMANDS, 1)
        if near and not os.path.lexists(word):
            raise click.UsageError(
                f"There is no command or file named {word!r}. Did you mean {near[0]!r}?", ctx
            )
        return "workbench", open_screen, args


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from workbench.release import RELEASE, VERSION

    click.echo(f"workbench {VERSION} (mirrors @segment/action-destinations {RELEASE})")
    ctx.exit()


@click.group(
    cls=_Root,
    invoke_without_command=True,
    subcommand_metavar="[PATHS]... | COMMAND [ARGS]...",
    context_settings=HELP,
)
@project_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version, and the destination release that the workbench mirrors.",
)
@click.pass_context
def root(ctx: click.Context, project: Path | None) -> int | None:
    """Build, try and export the mappings of Segment's Braze Cloud Mode (Actions) destination.

    Without a command the screen opens on the events in PATHS: files, folders, globs, or - for standard
    input. A path that is called like a command is written with its folder: ./events

    \b
    Examples:
      workbench sample_events                 open the screen on a folder of events
      workbench shop/workbench.yaml           open a project
      workbench preview sample_events --json  what is sent for each event, for scripts
      workbench export --format terraform     the project's mappings for production

    \b
    Exit codes: 0 fine, 1 findings, 2 wrong use, 70 a fault of the workbench itself.
    """
    ctx.obj = project
    if ctx.invoked_subcommand is not None:
        return None
    code: int = ctx.invoke(open_screen, project=None, paths=())
    return code
