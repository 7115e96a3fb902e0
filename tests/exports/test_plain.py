"""Plain JSON and YAML."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from tests.project.strategies import json_values, projects
from workbench.errors import WorkbenchError
from workbench.exports import plain_json, plain_yaml, read_mappings
from workbench.exports.plain import json_text
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Project
from workbench.project.sameness import same_json
from workbench.project.schema import mapping_json

TRIP = Mapping(
    "Réservation", "trackEvent", 'type = "track"', enabled=False, fields={"name": {"@path": "$.event"}}
)


def test_the_files_look_as_people_expect() -> None:
    project = Project(mappings=(TRIP,))
    assert json.loads(plain_json(project).text) == {"mappings": [mapping_json(TRIP)]}
    assert '"name": "Réservation"' in plain_json(project).text
    assert plain_yaml(project).text == (
        'mappings:\n  - name: Réservation\n    action: trackEvent\n    trigger: type = "track"\n'
        "    enabled: false\n    fields:\n      name:\n        '@path': $.event\n"
    )


@given(projects())
def test_what_is_read_back_equals_the_mappings(project: Project) -> None:
    named = Project(mappings=tuple(mapping for mapping in project.mappings if mapping.name.strip()))
    for exported in (plain_json(named), plain_yaml(named)):
        if named.mappings:
            back = read_mappings(exported.text)
            assert back.findings == ()
            assert same_json(
                [mapping_json(mapping) for mapping in back.mappings],
                [mapping_json(mapping) for mapping in named.mappings],
            )


@given(json_values)
def test_json_keeps_every_digit_and_is_utf_8(value: Json) -> None:
    text = json_text(value)
    text.encode()
    assert same_json(json.loads(text), value)
    assert json_text(value, ascii_only=True, indent=None).isascii()


def test_what_json_cannot_hold_is_an_error() -> None:
    with pytest.raises(WorkbenchError):
        plain_json(Project(mappings=(Mapping("a", "trackEvent", "", fields={"x": float("inf")}),)))
