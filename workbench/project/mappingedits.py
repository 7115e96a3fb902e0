"""Edits of the mappings. One that changes a mapping says which by its position."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from workbench.actions import ACTIONS, SYNC_MODE_KEY
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project.edits import Edit
from workbench.project.model import Project
from workbench.project.names import choose_from
from workbench.project.nested import with_value, without_value
from workbench.project.paths import Path, field_text
from workbench.project.sameness import same_json
from workbench.text import counted


@dataclass(frozen=True, slots=True)
class MappingEdit(Edit):
    """A change of the mapping at position `index`, counted from 0."""

    index: int

    def describe(self, project: Project) -> str:
        if 0 <= self.index < len(project.mappings):
            return self._describe(f"“{project.mappings[self.index].name}”")
        return self.label

    def _describe(self, name: str) -> str:
        return f"{self.label} of {name}"

    def mapping(self, project: Project) -> Mapping:
        """The mapping in `project`. Raises `WorkbenchError` when there is none at this position."""
        if not 0 <= self.index < len(project.mappings):
            raise WorkbenchError("There is no such mapping any more.", "Choose one from the list.")
        return project.mappings[self.index]

    def with_mapping(self, project: Project, mapping: Mapping) -> Project:
        """`project` with `mapping` in place of the old one."""
        before, after = project.mappings[: self.index], project.mappings[self.index + 1 :]
        return replace(project, mappings=(*before, mapping, *after))


@dataclass(frozen=True, slots=True)
class AddMapping(Edit):
    """Add `mapping`, at the end or before position `index`."""

    mapping: Mapping
    index: int | None = None

    @property
    def label(self) -> str:
        return f"add mapping “{self.mapping.name}”"

    def apply(self, project: Project) -> Project:
        _check_action(self.mapping.action)
        at = len(project.mappings) if self.index is None else self.index
        if not 0 <= at <= len(project.mappings):
            raise WorkbenchError("There is no such position in the list of mappings.", "Add it at the end.")
        mappings = (*project.mappings[:at], self.mapping, *project.mappings[at:])
        return replace(project, mappings=mappings)


@dataclass(frozen=True, slots=True)
class AddMappings(Edit):
    """Add several mappings at the end at once: presets, or pasted ones."""

    mappings: tuple[Mapping, ...]

    @property
    def label(self) -> str:
        return f"add {counted(len(self.mappings), 'mapping')}"

    def apply(self, project: Project) -> Project:
        for mapping in self.mappings:
            _check_action(mapping.action)
        if not self.mappings:
            return project
        return replace(project, mappings=(*project.mappings, *self.mappings))


@dataclass(frozen=True, slots=True)
class DuplicateMapping(MappingEdit):
    """Copy a mapping below itself; as in Segment the copy is switched off and named "… (Copy)"."""

    @property
    def label(self) -> str:
        return "duplicate mapping"

    def _describe(self, name: str) -> str:
        return f"duplicate mapping {name}"

    def apply(self, project: Project) -> Project:
        mapping = self.mapping(project)
        copy = replace(mapping, name=f"{mapping.name} (Copy)", enabled=False)
        return AddMapping(copy, self.index + 1).apply(project)


@dataclass(frozen=True, slots=True)
class RenameMapping(MappingEdit):
    """Give a mapping another name."""

    name: str

    @property
    def label(self) -> str:
        return "rename mapping"

    @property
    def place(self) -> Hashable:
        return ("name", self.index)

    def _describe(self, name: str) -> str:
        return f"rename mapping {name}"

    def apply(self, project: Project) -> Project:
        mapping = self.mapping(project)
        if not self.name.strip():
            raise WorkbenchError("A mapping needs a name.", "Type one.", field="name")
        return (
            project
            if mapping.name == self.name
            else self.with_mapping(project, replace(mapping, name=self.name))
        )


@dataclass(frozen=True, slots=True)
class SetEnabled(MappingEdit):
    """Switch a mapping on or off."""

    enabled: bool

    @property
    def label(self) -> str:
        return f"{'enable' if self.enabled else 'disable'} mapping"

    def _describe(self, name: str) -> str:
        return f"{self.label} {name}"

    def apply(self, project: Project) -> Project:
        mapping = self.mapping(project)
        if mapping.enabled == self.enabled:
            return project
        return self.with_mapping(project, replace(mapping, enabled=self.enabled))


@dataclass(frozen=True, slots=True)
class DeleteMapping(MappingEdit):
    """Remove a mapping."""

    @property
    def label(self) -> str:
        return "delete mapping"

    def _describe(self, name: str) -> str:
        return f"delete mapping {name}"

    def apply(self, project: Project) -> Project:
        self.mapping(project)
        mappings = project.mappings[: self.index] + project.mappings[self.index + 1 :]
        return replace(project, mappings=mappings)


@dataclass(frozen=True, slots=True)
class MoveMapping(MappingEdit):
    """Move a mapping so that it stands at position `to`."""

    to: int

    @property
    def label(self) -> str:
        return "move mapping"

    def _describe(self, name: str) -> str:
        return f"move mapping {name}"

    def apply(self, project: Project) -> Project:
        mapping = self.mapping(project)
        if not 0 <= self.to < len(project.mappings):
            raise WorkbenchError("The mapping is at the end of the list.", "Move it the other way.")
        if self.to == self.index:
            return project
        return AddMapping(mapping, self.to).apply(DeleteMapping(self.index).apply(project))


@dataclass(frozen=True, slots=True)
class ReplaceMapping(MappingEdit):
    """Put another mapping in the place of one."""

    new: Mapping

    @property
    def label(self) -> str:
        return "replace mapping"

    def _describe(self, name: str) -> str:
        return f"replace mapping {name}"

    def apply(self, project: Project) -> Project:
        self.mapping(project)
        _check_action(self.new.action)
        return self.with_mapping(project, self.new)


@dataclass(frozen=True, slots=True)
class SetTrigger(MappingEdit):
    """Change a mapping's trigger. Any text is kept; what is wrong with it is shown beside it."""

    trigger: str

    @property
    def label(self) -> str:
        return "change the trigger"

    @property
    def place(self) -> Hashable:
        return ("trigger", self.index)

    def apply(self, project: Project) -> Project:
        mapping = self.mapping(project)
        if mapping.trigger == self.trigger:
            return project
        return self.with_mapping(project, replace(mapping, trigger=self.trigger))


@dataclass(frozen=True, slots=True)
class SetField(MappingEdit):
    """Set a field of a mapping: `path` is its key, or the way to a place inside it."""

    path: str | Path
    value: Json

    @property
    def label(self) -> str:
        return f"change {field_text(_path(self.path))}"

    @property
    def place(self) -> Hashable:
        return ("field", self.index, _path(self.path))

    def apply(self, project: Project) -> Project:
        return _with_fields(
            self, project, with_value(self.mapping(project).fields, _path(self.path), self.value)
        )


@dataclass(frozen=True, slots=True)
class RemoveField(MappingEdit):
    """Remove a field of a mapping, or a place inside it."""

    path: str | Path

    @property
    def label(self) -> str:
        return f"remove {field_text(_path(self.path))}"

    def apply(self, project: Project) -> Project:
        return _with_fields(self, project, without_value(self.mapping(project).fields, _path(self.path)))


@dataclass(frozen=True, slots=True)
class SetFields(MappingEdit):
    """Replace all fields of a mapping."""

    fields: dict[str, Json]

    @property
    def label(self) -> str:
        return "change the fields"

    @property
    def place(self) -> Hashable:
        return ("fields", self.index)

    def apply(self, project: Project) -> Project:
        return _with_fields(self, project, self.fields)


@dataclass(frozen=True, slots=True)
class SetAction(MappingEdit):
    """Give a mapping another action.

    Fields that both actions have keep their directive, the rest begin with the new action's defaults; so does
    the sync mode, unless the new action has the same one.
    """

    action: str

    @property
    def label(self) -> str:
        return "change the action"

    def apply(self, project: Project) -> Project:
        mapping = self.mapping(project)
        _check_action(self.action)
        if mapping.action == self.action:
            return project
        fields = fields_for_action(self.action, mapping.fields)
        return self.with_mapping(project, replace(mapping, action=self.action, fields=fields))


def fields_for_action(action: str, fields: dict[str, Json]) -> dict[str, Json]:
    """The fields a mapping with `fields` has once its action is `action`; see `SetAction`."""
    target = ACTIONS[action]
    known = {field.key for field in target.fields}
    result = dict(target.default_fields())
    result |= {key: value for key, value in fields.items() if key in known}
    mode = fields.get(SYNC_MODE_KEY)
    if mode in {choice.value for choice in target.sync_modes}:
        result[SYNC_MODE_KEY] = mode
    return result


def _check_action(action: str) -> None:
    if action not in ACTIONS:
        raise WorkbenchError(f"There is no action {action}.", choose_from(action, ACTIONS), field="action")


def _path(path: str | Path) -> Path:
    return (path,) if isinstance(path, str) else path


def _with_fields(edit: MappingEdit, project: Project, fields: Json) -> Project:
    mapping = edit.mapping(project)
    if not isinstance(fields, dict):
        raise WorkbenchError(
            "The fields of a mapping must be an object.", "Write them between { and }.", field="fields"
        )
    if same_json(mapping.fields, fields):
        return project
    return edit.with_mapping(project, replace(mapping, fields=fields))
