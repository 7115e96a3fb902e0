"""What the commands read: the project and the events, with the options that name them."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import click

from workbench.errors import WorkbenchError
from workbench.text import visible

if TYPE_CHECKING:
    from workbench.events import EventStore
    from workbench.project import FieldPlaces, Project

F = TypeVar("F", bound=Callable[..., Any])

Faults: TypeAlias = Mapping[int, Sequence[WorkbenchError]]
"""What is wrong with the fields of mappings as written, by their place in the project."""

PROJECT_FILE = "workbench.yaml"

_PROJECT_KEY: Final = re.compile(rb"^(?:version|mappings):", re.MULTILINE)
_HEAD: Final = 4096

HELP: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""The settings of every command's context."""


class WholeNumber(click.IntRange):
    """click's range of whole numbers, refused in plain words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            upwards = f"from {self.min} to {self.max}" if self.max is not None else f"from {self.min} upwards"
            self.fail(f"{value} is no whole number {upwards}.", param, ctx)


paths_argument = click.argument("paths", nargs=-1, metavar="[PATHS]...")

project_option = click.option(
    "--project",
    "-p",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The project file. Default: {PROJECT_FILE} in the current folder, if there is one.",
)


filter_option = click.option(
    "--filter",
    "query",
    default="",
    metavar="TEXT",
    help="Only events whose type, name, user or values hold TEXT; without capitals, case is ignored.",
)


presets_option = click.option(
    "--presets", is_flag=True, help="Use the destination's shipped presets, not a project file."
)

output_option = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE, completely or not at all. Default: standard output.",
)


def event_options(command: F) -> F:
    """The argument and the options of a command that runs a project's mappings over events."""
    for option in (
        presets_option,
        filter_option,
        click.option(
            "--event",
            "-e",
            "numbers",
            type=WholeNumber(min=1),
            multiple=True,
            metavar="N",
            help="Only the Nth event, as `workbench events list` counts them. May be repeated.",
        ),
        project_option,
        paths_argument,
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Opened:
    """The project that a command works on, and the paths of the events it names.

    `path` is its file and `text` what that holds; None for a project of the destination's shipped presets.
    """

    project: Project
    path: Path | None
    event_paths: tuple[str, ...]
    text: str = field(default="", repr=False)

    def places(self) -> FieldPlaces:
        """The lines of the project's file, for errors about what it says."""
        from workbench.project import FieldPlaces

        return FieldPlaces() if self.path is None else FieldPlaces.read(self.text, str(self.path))

    def faults(self) -> Faults:
        """The faults of the mappings, with file and line."""
        from workbench.mappings import compile_fields
        from workbench.project import mapping_faults

        if not any(compile_fields(mapping.fields).errors for mapping in self.project.mappings):
            return {}
        return mapping_faults(self.project, self.places())


def named_project(project: Path | None, paths: Sequence[str]) -> tuple[Path | None, tuple[str, ...]]:
    """The project and the events that are meant: one YAML file among paths is no event but the project."""
    named = [path for path in paths if path.lower().endswith((".yaml", ".yml"))]
    if project is not None or len(named) != 1:
        return project, tuple(paths)
    return Path(os.path.expanduser(named[0])), tuple(path for path in paths if path not in named)


def project_path(ctx: click.Context, given: Path | None) -> Path | None:
    """The project file: the command's own option, that of `workbench`, or the current folder's file."""
    chosen = given or ctx.find_object(Path)
    if chosen is not None:
        return chosen / PROJECT_FILE if os.path.isdir(chosen) else chosen
    default = Path(PROJECT_FILE)
    return default if os.path.isfile(default) else None


def open_project(
    ctx: click.Context, given: Path | None, paths: Sequence[str], *, presets: bool = False
) -> Opened:
    """The project to work on; without a file one of the destination's presets, which is said on stderr.

    Raises WorkbenchError for a file that cannot be read.
    """
    given, paths = (None, paths) if presets else named_project(given, paths)
    path = None if presets else project_path(ctx, given)
    if path is None:
        from workbench.project import default_project

        if not presets:
            click.echo(
                f"workbench: There is no {PROJECT_FILE} here; these are the destination's shipped presets. "
                "Name a project with --project, or say --presets.",
                err=True,
            )
        return Opened(default_project(), None, tuple(paths))
    from workbench.project import ProjectFile

    file = ProjectFile.open(path)
    own = tuple(str(path.parent / source) for source in file.project.events)
    return Opened(file.project, path, tuple(paths) or own, file.text)


def event_sources(
    ctx: click.Context, given: Path | None, paths: tuple[str, ...], command: str
) -> tuple[str, ...]:
    """The named paths, else those of the project. Raises WorkbenchError when there are none."""
    given, paths = named_project(given, paths)
    if not paths and (path := project_path(ctx, given)) is not None:
        from workbench.project import load_project

        paths = tuple(str(path.parent / source) for source in load_project(path).events)
    need_paths(paths, command)
    return paths


def check_paths(paths: Sequence[str]) -> None:
    """Raises WorkbenchError for a path or a glob that leads to nothing, and for a project file, which holds
    no events; `-` is left to the reader."""
    for path in paths:
        if path == "-" or (glob.has_magic(path) and _matches(path)):
            continue
        try:
            found = Path(path).exists()
        except PermissionError as error:
            raise WorkbenchError(
                "Permission to look into its folder is missing.",
                "Change its permissions, or ask its owner.",
                file=path,
            ) from error
        except OSError as error:
            raise WorkbenchError(
                f"The path cannot be followed: {os.strerror(error.errno or 0)}.", "Check the path.", file=path
            ) from error
        if not found and glob.has_magic(path):
            raise WorkbenchError("No file matches this pattern.", "Check the pattern.", file=path)
        if not found:
            raise WorkbenchError("There is no such file or folder.", "Check the path.", file=path)
        if _is_project(Path(path)):
            raise WorkbenchError(
                "This is a project file, which holds no events.", f"Name it with --project {path}", file=path
            )


def _is_project(path: Path) -> bool:
    """Whether a file looks like a project, also one that cannot be opened as such."""
    if path.suffix not in (".yaml", ".yml") or not path.is_file() or not os.access(path, os.R_OK):
        return False
    with path.open("rb") as file:
        return _PROJECT_KEY.search(file.read(_HEAD)) is not None


def _matches(pattern: str) -> bool:
    try:
        return next(glob.iglob(os.path.expanduser(pattern), recursive=True), None) is not None
    except ValueError:  # a character that no path can hold
        return False


def need_paths(paths: Sequence[str], command: str) -> None:
    """Raises WorkbenchError when nothing names events."""
    if not paths:
        raise WorkbenchError(
            "No events are named.", f"Name files or folders: workbench {command} sample_events"
        )
    check_paths(paths)


def selected(store: EventStore, paths: Sequence[str], numbers: Sequence[int], query: str) -> Iterator[int]:
    """Loads the events of `paths` and yields the indices of those that are wanted, as they are found.

    Raises WorkbenchError for a number that no event has, once all are loaded.
    """
    wanted = {number - 1 for number in numbers}
    seen = 0
    for _ in store.load(paths):
        yield from _chosen(store, seen, wanted, query)
        seen = len(store)
    yield from _chosen(store, seen, wanted, query)
    beyond = [number for number in numbers if number > len(store)]
    if beyond:
        raise WorkbenchError(
            f"There is no event {beyond[0]}; there are {len(store)}.",
            "`workbench events list` shows them with their numbers.",
        )


def _chosen(store: EventStore, start: int, wanted: set[int], query: str) -> Iterator[int]:
    end = len(store)
    if query:
        found: Iterator[int] = (index for hits in store.search(query, start) for index in hits)
    else:
        found = iter(range(start, end))
    yield from (index for index in found if index < end and (not wanted or index in wanted))


def load_events(paths: Sequence[str]) -> EventStore:
    """All events of the paths. Raises WorkbenchError for a path that leads to nothing."""
    from workbench.events import EventStore

    check_paths(paths)
    store = EventStore()
    for _ in store.load(paths):
        pass
    return store


def nothing_read(store: EventStore) -> bool:
    """Whether there is no event at all because of problems, which every command tells by its exit code."""
    return len(store) == 0 and bool(store.problems)


def report_problems(store: EventStore, most: int = 20) -> None:
    """Say on stderr what could not be loaded."""
    for problem in store.problems[:most]:
        click.echo(visible(f"workbench: {problem}"), err=True)
    if len(store.problems) > most:
        from workbench.text import counted

        more = counted(len(store.problems) - most, "more problem")
        click.echo(f"workbench: … and {more} in the events.", err=True)
