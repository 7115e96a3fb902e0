"""What `workbench.yaml` may say, and what is said when it says something else."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.project.strategies import projects
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project import Environment, Project, project_text, read_project_text
from workbench.project.sameness import same_json
from workbench.project.schema import project_json

FULL = """\
version: 1
name: Travel
events:
  - events/*.ndjson
destination:
  endpoint: https://rest.fra-01.braze.eu
  app_id: app-1
environment: staging
environments:
  - name: staging
    kind: braze
    endpoint: https://rest.fra-02.braze.eu
    app_id: app-2
    api_key: env:BRAZE_STAGING
    protected: true
mappings:
  - name: Trip booked
    action: trackEvent
    trigger: |-
      type = "track"
      and event = "Trip Booked"
    enabled: false
    fields:
      name: Trip Booked
      external_id:
        '@path': $.userId
"""


def problem(text: str) -> WorkbenchError:
    with pytest.raises(WorkbenchError) as caught:
        read_project_text(text, "workbench.yaml")
    assert caught.value.file == "workbench.yaml"
    assert caught.value.hint
    return caught.value


def test_a_full_project_is_read_and_written_as_it_is() -> None:
    project = read_project_text(FULL)
    assert project == Project(
        name="Travel",
        events=("events/*.ndjson",),
        app_id="app-1",
        endpoint="https://rest.fra-01.braze.eu",
        environment="staging",
        environments=(
            Environment(
                "staging",
                "braze",
                "https://rest.fra-02.braze.eu",
                "app-2",
                "env:BRAZE_STAGING",
                protected=True,
            ),
        ),
        mappings=(
            Mapping(
                "Trip booked",
                "trackEvent",
                'type = "track"\nand event = "Trip Booked"',
                enabled=False,
                fields={"name": "Trip Booked", "external_id": {"@path": "$.userId"}},
            ),
        ),
    )
    assert project_text(project) == FULL


def test_a_version_alone_is_a_project() -> None:
    assert read_project_text("version: 1\n") == Project()


@given(projects())
def test_every_project_is_read_back_and_its_text_is_stable(project: Project) -> None:
    text = project_text(project)
    back = read_project_text(text)
    assert back == project
    assert same_json(project_json(back), project_json(project))
    assert project_text(back) == text


@pytest.mark.parametrize(
    ("text", "line", "field", "says"),
    [
        ("", 1, "", "empty"),
        ("- a\n", 1, "", "a list"),
        ("name: x\n", 1, "", "no version"),
        ("name: x\nversion: 2\n", 2, "version", "version 2"),
        ("version: 0\n", 1, "version", "version 0"),
        ("version: '1'\n", 1, "version", "not text"),
        ("version: true\n", 1, "version", "true or false"),
        ("version: 1\nnme: x\n", 2, "nme", "no setting nme"),
        ("version: 1\nname: 5\n", 2, "name", "must be text, not a number"),
        ("version: 1\nname: null\n", 2, "name", "not null"),
        ("version: 1\nevents: a.json\n", 2, "events", "must be a list"),
        ("version: 1\nevents:\n  - a\n  - 5\n", 4, "events[1]", "must be text"),
        ("version: 1\nevents: ['']\n", 2, "events[0]", "empty"),
        ("version: 1\ndestination: 5\n", 2, "destination", "must be a mapping"),
        ("version: 1\ndestination:\n  endpoint: rest\n", 3, "destination.endpoint", "endpoint"),
        (
            "version: 1\ndestination:\n  endpoint: http://rest.example.com\n",
            3,
            "destination.endpoint",
            "encrypted",
        ),
        ("version: 1\nenvironment: prod\n", 2, "environment", "no environment prod"),
        ("version: 1\nenvironments:\n  - x\n", 3, "environments[0]", "must be a mapping"),
        ("version: 1\nenvironments:\n  - kind: braze\n", 3, "environments[0]", "name is missing"),
        ("version: 1\nenvironments:\n  - name: ''\n", 3, "environments[0].name", "empty"),
        ("version: 1\nenvironments:\n  - name: a\n    kind: brase\n", 4, "environments[0].kind", "one of"),
        (
            "version: 1\nenvironments:\n  - name: sandbox\n    kind: braze\n",
            4,
            "environments[0].kind",
            "kept",
        ),
        (
            "version: 1\nenvironments:\n  - name: a\n    protected: yes\n",
            4,
            "environments[0].protected",
            "true or",
        ),
        (
            "version: 1\nenvironments:\n  - name: a\n  - name: a\n",
            4,
            "environments[1].name",
            "two environments",
        ),
        ("version: 1\nmappings:\n  - name: a\n    action: trackEvnt\n", 4, "mappings[0].action", "no action"),
        ("version: 1\nmappings:\n  - name: a\n", 3, "mappings[0]", "action is missing"),
        ("version: 1\nmappings:\n  - action: trackEvent\n", 3, "mappings[0]", "name is missing"),
        (
            "version: 1\nmappings:\n  - {name: a, action: trackEvent, fields: [1]}\n",
            3,
            "mappings[0].fields",
            "mapping",
        ),
        (
            "version: 1\nmappings:\n  - {name: a, action: trackEvent, trigger: 5}\n",
            3,
            "mappings[0].trigger",
            "text",
        ),
        (
            "version: 1\nmappings:\n  - {name: a, action: trackEvent, enabled: 1}\n",
            3,
            "mappings[0].enabled",
            "true",
        ),
        (
            "version: 1\nmappings:\n  - {name: a, action: trackEvent, settings: {}}\n",
            3,
            "mappings[0].settings",
            "no",
        ),
    ],
)
def test_what_is_wrong_is_told_with_line_and_field(text: str, line: int, field: str, says: str) -> None:
    error = problem(text)
    assert says in error.message
    assert (error.line, error.field) == (line, field)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("version: 1\nmapings: []\n", "mappings"),
        ("version: 1\nenvironments:\n  - {name: staging}\nenvironment: stagin\n", "staging"),
        ("version: 1\nmappings:\n  - {name: a, action: TrackPurchase}\n", "trackPurchase"),
        ("version: 1\nenvironments:\n  - {name: a, protect: true}\n", "protected"),
        ("version: 1\nenvironments:\n  - {name: a, kind: Sandbox}\n", "sandbox"),
    ],
)
def test_the_nearest_valid_name_is_offered(text: str, nearest: str) -> None:
    assert f"Did you mean {nearest}?" in problem(text).hint


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\nenvironments:\n  - name: a\n    api_key: 3f9c-not-a-real-key\n",
        "version: 1\napi_key: 3f9c-not-a-real-key\n",
        "version: 1\ndestination:\n  api_key: 3f9c-not-a-real-key\n",
        "version: 1\nclassic:\n  appGroupId: 3f9c-not-a-real-key\n",
        "version: 1\nenvironments:\n  - name: a\n    api_key: env:3f9c-not-a-real-key\n",
    ],
)
def test_a_written_key_is_refused_and_never_repeated(text: str) -> None:
    error = problem(text)
    assert "3f9c" not in str(error)
    assert "env:" in str(error)
    assert error.line == text.count("\n")


def test_a_project_that_could_not_be_read_back_is_not_written() -> None:
    for project in (
        Project(version=2),
        Project(mappings=(Mapping("a", "nothing", ""),)),
        Project(environments=(Environment("a"), Environment("a"))),
        Project(environment="missing"),
        Project(endpoint="http://rest.example.com"),
    ):
        with pytest.raises(WorkbenchError):
            project_text(project)


@pytest.mark.parametrize("value", [0.5, [], {}, "1", None, True, 10**100])
def test_a_version_of_any_kind_is_answered(value: Json) -> None:
    with pytest.raises(WorkbenchError):
        read_project_text(f"version: {value!r}\n")
