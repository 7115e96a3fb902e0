"""`workbench [PATHS]`: the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from workbench.cli.inputs import (
    HELP,
    check_paths,
    named_project,
    paths_argument,
    project_option,
    project_path,
)


@click.command("workbench", context_settings=HELP)
@paths_argument
@project_option
@click.pass_context
def open_screen(ctx: click.Context, paths: tuple[str, ...], project: Path | None) -> int:
    """Open the screen on the events in PATHS, or on the project file among them."""
    if not _has_terminal():
        click.echo(
            "workbench: The screen needs a terminal. Run `workbench preview PATHS` to see requests here, "
            "or `workbench --help` for all commands.",
            err=True,
        )
        return 2
    project, paths = named_project(project, paths)
    check_paths(paths)
    from workbench.tui import run

    return run(project_path(ctx, project), paths)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"
