"""The formats by the names that people choose them by."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from os import PathLike
from pathlib import Path
from typing import Final

from workbench.errors import WorkbenchError
from workbench.exports.findings import Exported
from workbench.exports.plain import plain_json, plain_yaml
from workbench.exports.publicapi import public_api
from workbench.exports.terraform_config import terraform
from workbench.project import Project
from workbench.project.files import write_atomically
from workbench.project.names import choose_from

FORMATS: Final = ("terraform", "public-api", "json", "yaml")
"""The names of the formats."""


def export_project(
    project: Project,
    name: str,
    *,
    keep_enabled: bool = False,
    action_ids: MappingType[str, str] | None = None,
    destination_id: str = "",
    imports: bool = False,
) -> Exported:
    """`project` in the format called `name`; options that a format has no use for are ignored.

    Raises `WorkbenchError` for an unknown format, and when a field cannot be written.
    """
    match name:
        case "terraform":
            return terraform(project, keep_enabled=keep_enabled, action_ids=action_ids, imports=imports)
        case "public-api":
            return public_api(
                project, destination_id=destination_id, keep_enabled=keep_enabled, action_ids=action_ids
            )
        case "json":
            return plain_json(project)
        case "yaml":
            return plain_yaml(project)
    raise WorkbenchError(f"There is no format {name}.", choose_from(name, FORMATS), field="format")


def export_text(project: Project, name: str) -> str:
    """The text of `project` in the format called `name`. Raises as `export_project` does."""
    return export_project(project, name).text


def export_findings(project: Project, name: str) -> tuple[str, ...]:
    """What to know before that text is used, a sentence each. Raises as `export_project` does."""
    return tuple(str(finding) for finding in export_project(project, name).findings)


def write_export(path: str | PathLike[str], text: str) -> None:
    """Write an export to `path` completely or not at all.

    Raises `WorkbenchError` when it cannot be written; what was there before is then unchanged.
    """
    write_atomically(Path(path), text.encode())
