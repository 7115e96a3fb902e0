"""From what the command line names to the state behind the screen."""

from __future__ import annotations

from pathlib import Path

from workbench.project import History, ProjectFile, default_project
from workbench.tui.session import Session


def open_session(
    project_path: Path | None, event_paths: tuple[str, ...]
) -> tuple[Session, ProjectFile | None]:
    """The session for a project file, or for a new project, and the file when there is one.

    Paths of events given on the command line stand in for the project's own, which are relative to its file.
    Raises `WorkbenchError` for a project file that cannot be read.
    """
    if project_path is None:
        project = default_project(events=event_paths)
        return Session(History.opened(project), None, event_paths), None
    file = ProjectFile.open(project_path)
    folder = project_path.parent
    paths = event_paths or tuple(str(folder / path) for path in file.project.events)
    return Session(History.opened(file.project), project_path, paths), file
