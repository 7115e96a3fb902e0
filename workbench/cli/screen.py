"""`workbench [PATHS]`: the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from workbench.cli.inputs import HELP, check_paths, paths_argument, project_option, project_path


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


def named_project(project: Path | None, paths: tuple[str, ...]) -> tuple[Path | None, tuple[str, ...]]:
    """The project and the events that are meant: one YAML file among paths is no event but the project."""
    named = [path for path in paths if path.lower().endswith((".yaml", ".yml"))]
    if project is not None or len(named) != 1:
        return project, paths
    return Path(os.path.expanduser(named[0])), tuple(path for path in paths if path not in named)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"
