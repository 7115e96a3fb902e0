"""Loading and saving `workbench.yaml`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from pathlib import Path
from typing import TypeAlias

from workbench.errors import WorkbenchError
from workbench.project.files import (
    FileChanged,
    current_fingerprint,
    fingerprint,
    read_bytes,
    write_atomically,
)
from workbench.project.layout import laid_out_as
from workbench.project.model import Project
from workbench.project.schema import project_json, read_project
from workbench.project.yamltext import Document, parse_yaml
from workbench.project.yamlwriter import write_yaml

FILE_NAME = "workbench.yaml"
"""The name of a project file."""

PathText: TypeAlias = str | PathLike[str]


def load_project(path: PathText) -> Project:
    """The project in the file at `path`, or in the `workbench.yaml` of the folder at `path`.

    Raises `WorkbenchError` with file, line, field and next step for everything that is wrong with it.
    """
    return ProjectFile.open(path).project


def save_project(project: Project, path: PathText) -> None:
    """Write `project` to `path`, whatever is there now, completely or not at all.

    Raises `WorkbenchError` when it cannot be written; the old file is then unchanged.
    """
    write_atomically(Path(path), project_text(project).encode())


def read_project_text(text: str | bytes, file: str = "") -> Project:
    """The project that `text` describes; `file` is the name errors give. Raises `WorkbenchError`."""
    return read_project(parse_yaml(decoded(text, file), file))


def project_text(project: Project, *, like: str = "") -> str:
    """What the project's file holds, laid out like the text `like` that it replaces.

    Raises `WorkbenchError` when the project could not be read back: it has, say, an unknown action, or two
    environments of one name.
    """
    values = project_json(project)
    read_project(Document(values, {}))
    return laid_out_as(values, like) if like else write_yaml(values)


def decoded(text: str | bytes, file: str) -> str:
    """The text of a file in UTF-8, without its byte order mark. Raises `WorkbenchError`."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise WorkbenchError(
            "The file is not UTF-8 text.", "Save it as UTF-8 in your editor.", file, line
        ) from error


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A project together with its file as it was when last read or written.

    `content` is the fingerprint of that file, `None` when there was none; `text` what it held.
    """

    path: Path
    project: Project
    content: str | None = None
    text: str = field(default="", repr=False)

    @classmethod
    def open(cls, path: PathText) -> ProjectFile:
        """Read the file at `path`, or the `workbench.yaml` of a folder. Raises `WorkbenchError`."""
        file = Path(fspath(path))
        if os.path.isdir(file):  # False where permission is missing; reading then says so.
            file = file / FILE_NAME
        data = read_bytes(
            file, missing_hint="Start `workbench` in a folder with events to make a new project."
        )
        text = decoded(data, str(file))
        return cls(file, read_project_text(text, str(file)), fingerprint(data), text)

    @classmethod
    def new(cls, path: PathText, project: Project) -> ProjectFile:
        """A project that has no file yet and is to be saved at `path`."""
        return cls(Path(fspath(path)), project)

    def changed_outside(self) -> bool:
        """Whether the file holds something else than when this was read or written."""
        now = current_fingerprint(self.path)
        return now is not None and now != self.content

    def save(self, project: Project, *, overwrite: bool = False) -> ProjectFile:
        """Write `project` and return the file as it is then.

        Comments, blank lines and the order of settings stay as they were in the file.
        Raises `FileChanged` when another program changed the file since, unless `overwrite`; `WorkbenchError`
        when it cannot be written. In both cases the file is left alone.
        """
        text = project_text(project, like=self.text)
        data = text.encode()
        if not overwrite and self.changed_outside():
            raise FileChanged(
                "The file was changed by another program since it was read."
                if self.content is not None
                else "There is a file of this name already.",
                "Reload it, save under another name, or overwrite it.",
                str(self.path),
            )
        write_atomically(self.path, data)
        return replace(self, project=project, content=fingerprint(data), text=text)
