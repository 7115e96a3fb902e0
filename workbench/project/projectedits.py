"""Edits of the project around its mappings."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from workbench.braze import parse_endpoint
from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.project.edits import Edit
from workbench.project.model import Environment, Project
from workbench.project.secrets import parse_reference


@dataclass(frozen=True, slots=True)
class SetName(Edit):
    """Name the project."""

    name: str

    @property
    def label(self) -> str:
        return "rename the project"

    @property
    def place(self) -> Hashable:
        return "name"

    def apply(self, project: Project) -> Project:
        return project if project.name == self.name else replace(project, name=self.name)


@dataclass(frozen=True, slots=True)
class SetEvents(Edit):
    """Choose the files, folders or globs that the events are read from."""

    events: tuple[str, ...]

    @property
    def label(self) -> str:
        return "change the event files"

    def apply(self, project: Project) -> Project:
        return project if project.events == self.events else replace(project, events=self.events)


@dataclass(frozen=True, slots=True)
class SetDestination(Edit):
    """Change the destination settings; the API key is not one of them."""

    app_id: str
    endpoint: str

    @property
    def label(self) -> str:
        return "change the destination settings"

    @property
    def place(self) -> Hashable:
        return "destination"

    def apply(self, project: Project) -> Project:
        parse_endpoint(self.endpoint)
        if (project.app_id, project.endpoint) == (self.app_id, self.endpoint):
            return project
        return replace(project, app_id=self.app_id, endpoint=self.endpoint)


@dataclass(frozen=True, slots=True)
class SetEnvironment(Edit):
    """Choose the active environment."""

    name: str

    @property
    def label(self) -> str:
        return f"choose environment “{self.name}”"

    def apply(self, project: Project) -> Project:
        project.find_environment(self.name)
        return project if project.environment == self.name else replace(project, environment=self.name)


@dataclass(frozen=True, slots=True)
class SetEnvironments(Edit):
    """Replace the list of environments. The active one must stay in it."""

    environments: tuple[Environment, ...]

    @property
    def label(self) -> str:
        return "change the environments"

    def apply(self, project: Project) -> Project:
        names = [environment.name for environment in self.environments]
        for name in names:
            if names.count(name) > 1:
                raise WorkbenchError(
                    f"There are two environments called {name}.", "Rename one of them.", field="environments"
                )
        changed = replace(project, environments=self.environments)
        changed.find_environment(project.environment)
        return project if project.environments == self.environments else changed


@dataclass(frozen=True, slots=True)
class SetClassicSettings(Edit):
    """Change the settings of the Classic destination that the mappings are compared with.

    Its App Group Identifier is a credential: a reference, or empty.
    """

    classic: ClassicSettings

    @property
    def label(self) -> str:
        return "change the Classic settings"

    @property
    def place(self) -> Hashable:
        return "classic"

    def apply(self, project: Project) -> Project:
        if self.classic.app_group_id:
            parse_reference(self.classic.app_group_id)
        return project if project.classic == self.classic else replace(project, classic=self.classic)
