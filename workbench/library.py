"""What scripts call that has no clock and no store of its own: thin doors to the packages below."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events import Event
    from workbench.jsvalues import Json
    from workbench.project import Preview, Project


def read_events(*paths: str | Path) -> Iterator[Event]:
    """The events of files, folders and globs, in order; each is parsed when its turn comes.

    The paths are read at once. Raises WorkbenchError for those that are missing or unreadable; what is no
    event in a file is left out (`EventStore.problems` names it).
    """
    from workbench.events import read_events as load  # noqa: PLC0415 - the library costs what is used of it

    store = load(*paths)
    return (store.event(index) for index in range(len(store)))


def preview(project: Project, event: dict[str, Json], *, now: float | None = None) -> Preview:
    """What the project's mappings and Braze Classic send for an event's data.

    `now` is the time of delivery in milliseconds since 1970, the present one unless given. Raises
    WorkbenchError when the project's active environment is missing.
    """
    from workbench.project import preview as run  # noqa: PLC0415 - as above

    return run(project, event, now=time.time() * 1000 if now is None else now)
