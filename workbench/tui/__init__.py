"""The screen. `run` opens it; everything of Textual is imported then."""

from __future__ import annotations

import sys
from pathlib import Path


def run(project_path: Path | None, event_paths: tuple[str, ...]) -> int:
    """Open the workbench on a project file and event files; the exit code.

    Without a project file a new project with the destination's presets begins. Raises `WorkbenchError` when
    the project file cannot be read.
    """
    from workbench.tui.app import WorkbenchApp  # only the screen pays for Textual

    app = WorkbenchApp(project_path, event_paths)
    code = app.run()
    if app.failure is not None:
        raise app.failure
    if app.crash is not None:
        sys.stderr.write(f"{crash_text(app.crash, app.crash_report)}\n")
        return 1
    return code or 0


def crash_text(error: BaseException, report: Path | None) -> str:
    """One short text for a crash, without any values."""
    where = f"A report without your data is in {report}." if report else "No report could be written."
    return (
        f"The workbench ended because of an error of its own ({type(error).__name__}). "
        f"Your unsaved work was kept; the next start offers it. {where}"
    )
