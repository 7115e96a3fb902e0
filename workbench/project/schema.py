"""What `workbench.yaml` may say, and how a project is written into it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields as dataclass_fields
from typing import cast

from workbench.actions import ACTIONS, DEFAULT_ENDPOINT
from workbench.braze import parse_endpoint
from workbench.classic import ClassicSettings
from workbench.compare.model import KINDS, DifferenceKind
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project.acceptances import Acceptance
from workbench.project.fields import Section, kind
from workbench.project.model import (
    PROJECT_VERSION,
    SANDBOX,
    Environment,
    EnvironmentKind,
    Project,
)
from workbench.project.names import choose_from
from workbench.project.paths import shortened
from workbench.project.secrets import HOW_TO_REFER, parse_reference
from workbench.project.yamltext import Document

_TOP = (
    "version",
    "name",
    "events",
    "destination",
    "environment",
    "environments",
    "classic",
    "mappings",
    "accepted",
)
_DESTINATION = ("app_id", "endpoint")
_ENVIRONMENT = ("name", "kind", "endpoint", "app_id", "api_key", "protected")
_MAPPING = ("name", "action", "trigger", "enabled", "fields")
_ACCEPTANCE = ("kind", "place", "event", "note")
CLASSIC_SECRETS = ("appGroupId",)
"""Classic's settings that are credentials (CC-REQ-02); in a project they are references."""


def read_project(document: Document) -> Project:
    """The project that `document` describes.

    Raises `WorkbenchError` with file, line, field and next step for a wrong version, unknown settings, wrong
    types, unknown actions, environments of the same name, and credentials that are written out.
    """
    if not isinstance(document.value, dict):
        what = "is empty" if document.value is None else f"holds {kind(document.value)}"
        raise WorkbenchError(
            f"This is not a project: the file {what}.", "Begin it with `version: 1`.", document.file, 1
        )
    top = Section(document, (), document.value)
    _check_version(top)
    _refuse_written_key(top)
    top.allow(*_TOP)
    destination = top.section("destination")
    _refuse_written_key(destination)
    destination.allow(*_DESTINATION)
    environments = _read_environments(top)
    active = top.text("environment", SANDBOX.name)
    names = [environment.name for environment in environments]
    if active not in (*names, SANDBOX.name):
        hint = choose_from(active, dict.fromkeys((SANDBOX.name, *names)))
        top.fail(f"The project has no environment {shortened(active)}.", hint, "environment")
    return Project(
        version=PROJECT_VERSION,
        name=top.text("name", ""),
        events=top.texts("events"),
        app_id=destination.text("app_id", ""),
        endpoint=_read_endpoint(destination, DEFAULT_ENDPOINT),
        environment=active,
        environments=environments,
        classic=_read_classic(top.section("classic")),
        mappings=tuple(_read_mapping(section) for section in top.sections("mappings")),
        accepted=_read_accepted(top),
    )


def _check_version(top: Section) -> None:
    version = top.values.get("version")
    if "version" not in top.values:
        top.fail(
            "The project has no version.", f"Add the line `version: {PROJECT_VERSION}` at its beginning."
        )
    if isinstance(version, bool) or not isinstance(version, int):
        top.fail(
            f"version must be a number, not {kind(version)}.",
            f"Write `version: {PROJECT_VERSION}`.",
            "version",
        )
    if version != PROJECT_VERSION:
        hint = (
            "Update the workbench: a newer one wrote this file."
            if version > PROJECT_VERSION
            else f"Write `version: {PROJECT_VERSION}`."
        )
        shown = version if abs(version) < 10**9 else "another kind"
        top.fail(
            f"The project is of version {shown}; this workbench reads {PROJECT_VERSION}.", hint, "version"
        )


def _refuse_written_key(section: Section) -> None:
    """A key belongs to an environment, and there only as a reference."""
    for key in ("api_key", "apiKey"):
        if key in section.values:
            section.fail(
                "The API key does not belong here.",
                "Give an environment `api_key: env:BRAZE_API_KEY`, a reference to an environment variable.",
                key,
            )


def _read_environments(top: Section) -> tuple[Environment, ...]:
    environments: dict[str, Environment] = {}
    for section in top.sections("environments"):
        section.allow(*_ENVIRONMENT)
        name = section.text("name")
        if name in environments:
            section.fail(
                f"There are two environments called {shortened(name)}.", "Rename one of them.", "name"
            )
        environments[name] = _read_environment(section, name)
    return tuple(environments.values())


def _read_environment(section: Section, name: str) -> Environment:
    chosen = section.choice("kind", ("sandbox", "braze"), "sandbox" if name == SANDBOX.name else "braze")
    try:
        return Environment(
            name=name,
            kind=cast(EnvironmentKind, chosen),
            endpoint=_read_endpoint(section, ""),
            app_id=section.text("app_id", ""),
            api_key=section.text("api_key", ""),
            protected=section.flag("protected", False),
        )
    except WorkbenchError as error:
        if error.file:
            raise
        section.fail(error.message, error.hint, error.field)


def _read_endpoint(section: Section, default: str) -> str:
    endpoint = section.text("endpoint", default)
    if endpoint:
        try:
            parse_endpoint(endpoint)
        except WorkbenchError as error:
            section.fail(error.message, error.hint, "endpoint")
    return endpoint


def _read_classic(section: Section) -> ClassicSettings:
    for key in CLASSIC_SECRETS:
        value = section.values.get(key)
        if isinstance(value, str) and value:
            try:
                parse_reference(value)
            except WorkbenchError as error:
                section.fail(error.message, error.hint, key)
    try:
        return ClassicSettings.from_json(section.values)
    except WorkbenchError as error:
        section.fail(error.message, error.hint, *([error.field] if error.field else []))


def _read_mapping(section: Section) -> Mapping:
    section.allow(*_MAPPING)
    action = section.text("action")
    if action not in ACTIONS:
        section.fail(f"There is no action {shortened(action)}.", choose_from(action, ACTIONS), "action")
    return Mapping(
        name=section.text("name"),
        action=action,
        trigger=section.text("trigger", ""),
        enabled=section.flag("enabled", True),
        fields=section.section("fields").values,
    )


def _read_accepted(top: Section) -> tuple[Acceptance, ...]:
    accepted: dict[Hashable, Acceptance] = {}
    for section in top.sections("accepted"):
        section.allow(*_ACCEPTANCE)
        kind = section.choice("kind", KINDS)
        try:
            found = Acceptance(
                cast(DifferenceKind, kind),
                section.text("place"),
                section.text("event", ""),
                section.text("note", ""),
            )
        except WorkbenchError as error:
            if error.file:
                raise
            section.fail(error.message, error.hint, error.field)
        if found.key in accepted:
            section.fail("This difference is accepted twice.", "Remove one of both.", "place")
        accepted[found.key] = found
    return tuple(accepted.values())


def project_json(project: Project) -> dict[str, Json]:
    """`project` as the values that its file holds, in the file's order; what says nothing is left out.

    Raises `WorkbenchError` when a Classic setting holds a credential instead of a reference.
    """
    values: dict[str, Json] = {"version": project.version, "name": project.name}
    values["events"] = list(project.events)
    destination: dict[str, Json] = {"endpoint": project.endpoint}
    if project.app_id:
        destination["app_id"] = project.app_id
    values["destination"] = destination
    values["environment"] = project.environment
    if project.environments:
        values["environments"] = [_environment_json(environment) for environment in project.environments]
    classic = _classic_json(project.classic)
    if classic:
        values["classic"] = classic
    values["mappings"] = [mapping_json(mapping) for mapping in project.mappings]
    if project.accepted:
        values["accepted"] = [_acceptance_json(acceptance) for acceptance in project.accepted]
    return values


def _acceptance_json(acceptance: Acceptance) -> dict[str, Json]:
    values: dict[str, Json] = {"kind": acceptance.kind, "place": acceptance.place}
    return values | {key: text for key in ("event", "note") if (text := getattr(acceptance, key))}


def _environment_json(environment: Environment) -> dict[str, Json]:
    values: dict[str, Json] = {"name": environment.name, "kind": environment.kind}
    defaults = {spec.name: spec.default for spec in dataclass_fields(Environment)}
    for key in ("endpoint", "app_id", "api_key", "protected"):
        value = getattr(environment, key)
        if value != defaults[key]:
            values[key] = value
    return values


def _classic_json(classic: ClassicSettings) -> dict[str, Json]:
    values = classic.to_json()
    for key in CLASSIC_SECRETS:
        value = values.get(key)
        if value:
            try:
                parse_reference(str(value))
            except WorkbenchError as error:
                raise WorkbenchError(error.message, HOW_TO_REFER, field=f"classic.{key}") from None
    return values


def mapping_json(mapping: Mapping) -> dict[str, Json]:
    """`mapping` in the file's own form."""
    return {
        "name": mapping.name,
        "action": mapping.action,
        "trigger": mapping.trigger,
        "enabled": mapping.enabled,
        "fields": mapping.fields,
    }
