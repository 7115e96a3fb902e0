"""The open project as one immutable value: what `workbench.yaml` says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from workbench.actions import DEFAULT_ENDPOINT, ENDPOINTS, DestinationSettings
from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED
from workbench.mappings.model import Mapping
from workbench.project.acceptances import Acceptance
from workbench.project.secrets import parse_reference

PROJECT_VERSION = 1
"""The version of the file format that this workbench reads and writes."""

MAX_MAPPINGS = 50
"""How many mappings Segment allows for one destination (Segment documentation, "Destination Actions")."""

STAND_IN_KEY = "********"
"""Stands for the REST API key in requests that are only looked at: the real one is read for sending only."""

SANDBOX_NAME = "sandbox"
"""The name of the environment that every project has."""

EnvironmentKind: TypeAlias = Literal["sandbox", "braze"]


@dataclass(frozen=True, slots=True)
class Environment:
    """A named place that test events can be sent to.

    `kind` is `sandbox` (the local emulator; it brings its own address and key) or `braze`. `endpoint` is
    where requests are sent, `app_id` what they name, in place of the destination's own when not empty.
    `api_key` is a reference such as `env:BRAZE_API_KEY`, never the key. Sending to a `protected` environment
    asks for its name.
    Raises `WorkbenchError` when the name is empty, `api_key` is not a reference, or another place than the
    sandbox is called `sandbox`: what says sandbox must never reach Braze.
    """

    name: str
    kind: EnvironmentKind = "braze"
    endpoint: str = ""
    app_id: str = ""
    api_key: str = ""
    protected: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise WorkbenchError(
                "The name of an environment is empty.", "Give it a name such as staging.", field="name"
            )
        if self.name == SANDBOX_NAME and self.kind != "sandbox":
            raise WorkbenchError(
                f"The name {SANDBOX_NAME} is kept for the local sandbox.",
                "Give this environment another name.",
                field="kind",
            )
        if self.api_key:
            try:
                parse_reference(self.api_key)
            except WorkbenchError as error:
                raise replace(error, field="api_key") from None


SANDBOX = Environment(name=SANDBOX_NAME, kind="sandbox")
"""The environment that every project has, listed in its file or not."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its events, its mappings, and the settings they are tried with.

    `events` are paths, folders or globs relative to the project file. `app_id` and `endpoint` are the
    destination settings without the API key. `environment` names the active one of `environments`. `classic`
    are the settings of the Classic destination that the mappings are compared with. `accepted` are the
    differences between both that are known and wanted.
    """

    version: int = PROJECT_VERSION
    name: str = ""
    events: tuple[str, ...] = ()
    app_id: str = ""
    endpoint: str = DEFAULT_ENDPOINT
    environment: str = SANDBOX.name
    environments: tuple[Environment, ...] = ()
    classic: ClassicSettings = field(default_factory=ClassicSettings)
    mappings: tuple[Mapping, ...] = ()
    accepted: tuple[Acceptance, ...] = ()

    @property
    def all_environments(self) -> tuple[Environment, ...]:
        """The environments one can choose: the listed ones, and the sandbox when it is not among them."""
        if any(environment.name == SANDBOX.name for environment in self.environments):
            return self.environments
        return (SANDBOX, *self.environments)

    @property
    def active_environment(self) -> Environment:
        """The environment that is chosen. Raises `WorkbenchError` when the project has none of that name."""
        return self.find_environment(self.environment)

    def find_environment(self, name: str) -> Environment:
        """The environment called `name`. Raises `WorkbenchError` when there is none."""
        for environment in self.all_environments:
            if environment.name == name:
                return environment
        known = ", ".join(environment.name for environment in self.all_environments)
        raise WorkbenchError(
            f"The project has no environment {name}.", f"It has: {known}.", field="environment"
        )

    def destination_settings(self, api_key: str = STAND_IN_KEY) -> DestinationSettings:
        """The settings the destination runs with in the active environment.

        The destination takes Braze's own endpoints only. For a sandbox, and for an environment with any other
        endpoint (a proxy, or a sandbox that runs elsewhere), requests are built for the project's endpoint:
        the preview shows the address that production would be sent to, and sending moves them.
        """
        environment = self.active_environment
        listed = environment.kind == "braze" and any(url == environment.endpoint for _, url in ENDPOINTS)
        endpoint = environment.endpoint if listed else self.endpoint
        app_id = environment.app_id or self.app_id or UNDEFINED
        return DestinationSettings(api_key=api_key, app_id=app_id, endpoint=endpoint)
