"""Where events come from, as short as it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from workbench.events import Origin


def place_text(origin: Origin, project: Path | None) -> str:
    """File, line and item; the file from the project's folder or this one on, or from `~`, if it is there."""
    return str(replace(origin, file=_near(origin.file, project)))


@lru_cache(maxsize=256)
def _near(file: str, project: Path | None) -> str:
    path = Path(file)
    if path.is_absolute():
        for folder, sign in _folders(project):
            if path.is_relative_to(folder):
                return str(sign / path.relative_to(folder))
    return file


def _folders(project: Path | None) -> Iterator[tuple[Path, Path]]:
    """Folders that need not be said, and what stands for them."""
    if project is not None:
        yield project.absolute().parent, Path()
    yield Path.cwd(), Path()
    try:
        yield Path.home(), Path("~")
    except RuntimeError:  # nobody's home is known
        return
