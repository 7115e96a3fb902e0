"""From what the command line names to the state behind the screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.events import EventStore, Progress

if TYPE_CHECKING:
    from workbench.project import ProjectFile
    from workbench.tui.session import Session

_ENOUGH = 100
"""Events that fill any screen."""
_PATIENCE = 0.15
"""Seconds that reading the first events may take before the rest of the workbench is imported."""


@dataclass(frozen=True, slots=True)
class FirstEvents:
    """A store with as many events as a screen can show, and the loading that goes on from there."""

    store: EventStore
    loading: Iterator[Progress] | None


def first_events(paths: tuple[str, ...]) -> FirstEvents:
    """Begin to load events: only the event reader is imported for it."""
    store = EventStore()
    loading = iter(store.load(paths)) if paths else None
    started = time.monotonic()
    while loading is not None and len(store) < _ENOUGH and time.monotonic() - started < _PATIENCE:
        if next(loading, None) is None:
            break
    return FirstEvents(store, loading)


def open_session(
    project_path: Path | None, event_paths: tuple[str, ...], first: FirstEvents
) -> tuple[Session, ProjectFile | None]:
    """The session for a project file, or for a new project, and the file when there is one.

    Paths of events given on the command line stand in for the project's own, which are relative to its file.
    Raises `WorkbenchError` for a project file that cannot be read.
    """
    from workbench.project import History, ProjectFile, default_project
    from workbench.tui.session import Session

    if project_path is None:
        history = History.opened(default_project(events=event_paths))
        return Session(history, None, event_paths, first.store, loading=first.loading), None
    file = ProjectFile.open(project_path)
    paths = event_paths or tuple(str(file.path.parent / path) for path in file.project.events)
    session = Session(History.opened(file.project), file.path, paths, first.store, loading=first.loading)
    return session, file
