"""The project: its model, its file, its edits with undo, its recovery after a crash, and the preview.

Only the model and the preview are imported at once; a command that previews needs no edits, files or YAML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from workbench.project.acceptances import Acceptance, acceptance_of, find_acceptance
from workbench.project.model import MAX_MAPPINGS, PROJECT_VERSION, SANDBOX, Environment, Project
from workbench.project.preview import Preview, preview

if TYPE_CHECKING:
    from workbench.project.acceptanceedits import AcceptDifference, WithdrawAcceptance
    from workbench.project.checks import (
        NOTHING_FOUND,
        SEVERITIES,
        Check,
        Matches,
        Severity,
        check_mapping,
        check_matches,
        check_project,
        counts_text,
        tally,
        worst,
    )
    from workbench.project.classicsettings import ClassicFile, SettingsNote, read_classic_settings
    from workbench.project.comparing import preview_differences
    from workbench.project.edits import Edit
    from workbench.project.faults import FieldPlaces, mapping_faults
    from workbench.project.files import FileChanged, write_atomically
    from workbench.project.history import MAX_STEPS, History, Step
    from workbench.project.mappingedits import (
        AddMapping,
        AddMappings,
        DeleteMapping,
        DuplicateMapping,
        MappingEdit,
        MoveMapping,
        RemoveField,
        RenameMapping,
        ReplaceMapping,
        SetAction,
        SetEnabled,
        SetField,
        SetFields,
        SetTrigger,
    )
    from workbench.project.outcomes import EventsOutcome, events_of_user, outcome_of_events
    from workbench.project.presets import default_project, find_preset, new_project, with_presets
    from workbench.project.projectedits import (
        SetClassicSettings,
        SetDestination,
        SetEnvironment,
        SetEnvironments,
        SetEvents,
        SetName,
    )
    from workbench.project.recovery import RecoveredState, Recovery
    from workbench.project.secrets import SecretReference, parse_reference, resolve_secret
    from workbench.project.storage import (
        FILE_NAME,
        ProjectFile,
        load_project,
        project_text,
        read_project_text,
        save_project,
    )

_NAMES = {
    "acceptanceedits": (
        "AcceptDifference",
        "WithdrawAcceptance",
    ),
    "checks": (
        "NOTHING_FOUND",
        "SEVERITIES",
        "Check",
        "Matches",
        "Severity",
        "check_mapping",
        "check_matches",
        "check_project",
        "counts_text",
        "tally",
        "worst",
    ),
    "classicsettings": ("ClassicFile", "SettingsNote", "read_classic_settings"),
    "comparing": ("preview_differences",),
    "edits": ("Edit",),
    "mappingedits": (
        "AddMapping",
        "AddMappings",
        "DeleteMapping",
        "DuplicateMapping",
        "MappingEdit",
        "MoveMapping",
        "RemoveField",
        "RenameMapping",
        "ReplaceMapping",
        "SetAction",
        "SetEnabled",
        "SetField",
        "SetFields",
        "SetTrigger",
    ),
    "projectedits": (
        "SetClassicSettings",
        "SetDestination",
        "SetEnvironment",
        "SetEnvironments",
        "SetEvents",
        "SetName",
    ),
    "faults": (
        "FieldPlaces",
        "mapping_faults",
    ),
    "files": (
        "FileChanged",
        "write_atomically",
    ),
    "history": (
        "History",
        "MAX_STEPS",
        "Step",
    ),
    "outcomes": (
        "EventsOutcome",
        "events_of_user",
        "outcome_of_events",
    ),
    "presets": (
        "default_project",
        "find_preset",
        "new_project",
        "with_presets",
    ),
    "recovery": (
        "RecoveredState",
        "Recovery",
    ),
    "secrets": (
        "SecretReference",
        "parse_reference",
        "resolve_secret",
    ),
    "storage": (
        "FILE_NAME",
        "ProjectFile",
        "load_project",
        "project_text",
        "read_project_text",
        "save_project",
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "FILE_NAME",
    "MAX_MAPPINGS",
    "MAX_STEPS",
    "NOTHING_FOUND",
    "PROJECT_VERSION",
    "SANDBOX",
    "SEVERITIES",
    "AcceptDifference",
    "Acceptance",
    "AddMapping",
    "AddMappings",
    "Check",
    "ClassicFile",
    "DeleteMapping",
    "DuplicateMapping",
    "Edit",
    "Environment",
    "EventsOutcome",
    "FieldPlaces",
    "FileChanged",
    "History",
    "MappingEdit",
    "Matches",
    "MoveMapping",
    "Preview",
    "Project",
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
    "SettingsNote",
    "Severity",
    "Step",
    "WithdrawAcceptance",
    "acceptance_of",
    "check_mapping",
    "check_matches",
    "check_project",
    "counts_text",
    "default_project",
    "events_of_user",
    "find_acceptance",
    "find_preset",
    "load_project",
    "mapping_faults",
    "new_project",
    "outcome_of_events",
    "parse_reference",
    "preview",
    "preview_differences",
    "project_text",
    "read_classic_settings",
    "read_project_text",
    "resolve_secret",
    "save_project",
    "tally",
    "with_presets",
    "worst",
    "write_atomically",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f"workbench.project.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
