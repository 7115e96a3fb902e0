"""New projects, and the mappings that the destination ships."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.actions import ACTIONS, PRESETS, SYNC_MODE_KEY, Preset
from workbench.errors import WorkbenchError
from workbench.mappings.model import Mapping
from workbench.project.model import Project
from workbench.project.names import choose_from


def new_project(name: str = "", events: Sequence[str] = ()) -> Project:
    """A project without mappings on `events`, with the sandbox as its environment."""
    return Project(name=name, events=tuple(events))


def default_project(name: str = "", events: Sequence[str] = ()) -> Project:
    """A new project with the mappings that Segment makes when the destination is added."""
    automatic = [preset.name for preset in PRESETS if preset.type == "automatic"]
    return with_presets(new_project(name, events), automatic)


def with_presets(project: Project, names: Iterable[str]) -> Project:
    """`project` with the mappings of the presets called `names` at its end.

    Presets of actions that need a sync mode do not name it; like Segment's form, this chooses the action's
    default. Raises `WorkbenchError` for a name that no preset has.
    """
    added = tuple(_complete(find_preset(name).mapping) for name in names)
    return replace(project, mappings=(*project.mappings, *added))


def _complete(mapping: Mapping) -> Mapping:
    mode = ACTIONS[mapping.action].default_sync_mode
    if not mode or SYNC_MODE_KEY in mapping.fields:
        return mapping
    return replace(mapping, fields={**mapping.fields, SYNC_MODE_KEY: mode})


def find_preset(name: str) -> Preset:
    """The preset called `name`. Raises `WorkbenchError`, naming the nearest, when there is none."""
    known = {preset.name: preset for preset in PRESETS}
    if name in known:
        return known[name]
    raise WorkbenchError(f"The destination ships no preset {name}.", choose_from(name, known))
