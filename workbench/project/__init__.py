"""The project: its model, its file, its edits with undo, its recovery after a crash, and the preview.

What reads or writes files is imported when it is first used: YAML costs a start that only edits nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.project.checks import ProjectCheck, check_project
from workbench.project.edits import (
    AddMapping,
    AddMappings,
    DeleteMapping,
    DuplicateMapping,
    Edit,
    MappingEdit,
    MoveMapping,
    RemoveField,
    RenameMapping,
    ReplaceMapping,
    SetAction,
    SetClassicSettings,
    SetDestination,
    SetEnabled,
    SetEnvironment,
    SetEnvironments,
    SetEvents,
    SetField,
    SetFields,
    SetName,
    SetTrigger,
)
from workbench.project.history import MAX_STEPS, History, Step
from workbench.project.model import (
    MAX_MAPPINGS,
    PROJECT_VERSION,
    SANDBOX,
    Environment,
    Project,
)
from workbench.project.presets import default_project, find_preset, new_project, with_presets
from workbench.project.preview import Preview, preview
from workbench.project.secrets import SecretReference, parse_reference, resolve_secret

if TYPE_CHECKING:
    from workbench.project.files import FileChanged, write_atomically
    from workbench.project.recovery import RecoveredState, Recovery
    from workbench.project.storage import (
        FILE_NAME,
        ProjectFile,
        load_project,
        project_text,
        read_project_text,
        save_project,
    )

_LAZY = {
    "FileChanged": "files",
    "write_atomically": "files",
    "RecoveredState": "recovery",
    "Recovery": "recovery",
    "FILE_NAME": "storage",
    "ProjectFile": "storage",
    "load_project": "storage",
    "project_text": "storage",
    "read_project_text": "storage",
    "save_project": "storage",
}

__all__ = [
    "FILE_NAME",
    "MAX_MAPPINGS",
    "MAX_STEPS",
    "PROJECT_VERSION",
    "SANDBOX",
    "AddMapping",
    "AddMappings",
    "DeleteMapping",
    "DuplicateMapping",
    "Edit",
    "Environment",
    "FileChanged",
    "History",
    "MappingEdit",
    "MoveMapping",
    "Preview",
    "Project",
    "ProjectCheck",
    "ProjectFile",
    "RecoveredState",
    "Recovery",
    "RemoveField",
    "RenameMapping",
    "ReplaceMapping",
    "SecretReference",
    "SetAction",
    "SetClassicSettings",
    "SetDestination",
    "SetEnabled",
    "SetEnvironment",
    "SetEnvironments",
    "SetEvents",
    "SetField",
    "SetFields",
    "SetName",
    "SetTrigger",
    "Step",
    "check_project",
    "default_project",
    "find_preset",
    "load_project",
    "new_project",
    "parse_reference",
    "preview",
    "project_text",
    "read_project_text",
    "resolve_secret",
    "save_project",
    "with_presets",
    "write_atomically",
]


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(f"workbench.project.{_LAZY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
