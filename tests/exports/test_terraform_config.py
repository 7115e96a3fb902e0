"""Terraform configuration that says exactly what the mappings say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import mappings, projects
from workbench.actions import ACTIONS
from workbench.errors import WorkbenchError
from workbench.exports import read_mappings, terraform
from workbench.exports.hcl import holds_exactly
from workbench.exports.hclreader import Block, Unresolved, parse_hcl
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Environment, Project, default_project
from workbench.project.sameness import same_json

TRIP = Mapping(
    "Trip booked",
    "trackEvent2",
    'type = "track" and event = "Trip Booked"',
    fields={
        "external_id": {"@path": "$.userId"},
        "name": "Trip Booked",
        "properties": {"note": {"@template": "{{event}} for ${x}"}, "tags": ["a", 1]},
        "batch_size": 75,
        "__segment_internal_sync_mode": "add",
    },
)
PROJECT = Project(name="Travel", mappings=(TRIP,), endpoint="https://rest.fra-01.braze.eu", app_id="app-1")

WRITTEN = """\
terraform {
  required_providers {
    segment = {
      source = "segmentio/segment"
    }
  }
}

provider "segment" {}

variable "braze_api_key" {
  description = "The REST API key of Braze."
  type        = string
  sensitive   = true
}

variable "source_id" {
  description = "The id of the Segment source that feeds Braze."
  type        = string
}

resource "segment_destination" "braze" {
  name      = "Travel"
  enabled   = true
  source_id = var.source_id
  metadata  = { id = "60f9d0d048950c356be2e4da" }
  settings = jsonencode({
    api_key  = var.braze_api_key
    app_id   = "app-1"
    endpoint = "https://rest.fra-01.braze.eu"
  })
}

resource "segment_destination_subscription" "trip_booked" {
  destination_id = segment_destination.braze.id
  action_id      = "edFSMK18MScnLKK68zkg1i" # Track Event V2
  name           = "Trip booked"
  enabled        = false
  trigger        = "type = \\"track\\" and event = \\"Trip Booked\\""
  settings = jsonencode({
    external_id = { "@path" = "$.userId" }
    name        = "Trip Booked"
    properties = {
      note = { "@template" = "{{event}} for $${x}" }
      tags = ["a", 1]
    }
    batch_size                     = 75
    "__segment_internal_sync_mode" = "add"
  })
}
"""


def resources(text: str, kind: str) -> list[Block]:
    return [block for block in parse_hcl(text).blocks if block.type == "resource" and block.labels[0] == kind]


def test_the_whole_configuration() -> None:
    exported = terraform(PROJECT)
    assert exported.text == WRITTEN
    assert [finding.rule for finding in exported.findings] == ["field-unmapped"]


def test_mappings_stay_off_unless_asked() -> None:
    off = Mapping("Off", "trackEvent", 'type = "track"', enabled=False)
    project = Project(mappings=(TRIP, off))
    for keep, expected in ((False, [False, False]), (True, [True, False])):
        text = terraform(project, keep_enabled=keep).text
        found = [block.attributes["enabled"] for block in resources(text, "segment_destination_subscription")]
        assert found == expected


def test_the_braze_environment_in_use_gives_the_settings_and_a_sandbox_does_not() -> None:
    environments = (
        Environment("production", "braze", "https://rest.fra-02.braze.eu", "app-2", "env:BRAZE_KEY"),
        Environment("sandbox", "sandbox", "http://127.0.0.1:9", "app-3"),
    )
    for active, expected in (("production", ("app-2", "fra-02")), ("sandbox", ("app-1", "fra-01"))):
        project = Project(
            mappings=(TRIP,),
            endpoint="https://rest.fra-01.braze.eu",
            app_id="app-1",
            environments=environments,
            environment=active,
        )
        text = terraform(project).text
        assert f'app_id   = "{expected[0]}"' in text
        assert f'endpoint = "https://rest.{expected[1]}.braze.eu"' in text
        assert "BRAZE_KEY" not in text


def test_an_action_without_a_known_id_gets_a_variable_and_a_finding() -> None:
    shop = Mapping(
        "Order", "ecommerce", 'event = "Order Completed"', fields={"__segment_internal_sync_mode": "add"}
    )
    project = Project(mappings=(shop, shop))
    exported = terraform(project)
    assert exported.text.count('variable "ecommerce_action_id"') == 1
    assert "action_id      = var.ecommerce_action_id\n" in exported.text
    (finding,) = [finding for finding in exported.findings if finding.field == "mappings[0].action"]
    assert "GET /catalog/destinations/60f9d0d048950c356be2e4da" in finding.hint
    given_id = terraform(project, action_ids={"ecommerce": "idOfTheCatalogue"})
    assert 'action_id      = "idOfTheCatalogue" # ' in given_id.text
    assert "variable" not in given_id.text.split("source_id", 1)[1]
    assert not [finding for finding in given_id.findings if "id of the action" in finding.message]


def test_what_exists_already_can_be_imported() -> None:
    body = parse_hcl(terraform(PROJECT, imports=True).text)
    imports = [block.attributes for block in body.blocks if block.type == "import"]
    assert imports == [
        {"to": Unresolved("segment_destination.braze"), "id": Unresolved("var.destination_id")},
        {
            "to": Unresolved("segment_destination_subscription.trip_booked"),
            "id": Unresolved('"${var.destination_id}:${var.subscription_ids["trip_booked"]}"'),
        },
    ]
    variables = [block.labels[0] for block in body.blocks if block.type == "variable"]
    assert variables == ["braze_api_key", "source_id", "destination_id", "subscription_ids"]


@pytest.mark.parametrize("fields", [{"a": "e\u0301"}, {"\ud800": 1}, {"a": 10**200}])
def test_fields_that_hcl_would_change_are_written_as_json_text(fields: dict[str, Json]) -> None:
    text = terraform(Project(mappings=(Mapping("a", "trackEvent", "", fields=fields),))).text
    (block,) = resources(text, "segment_destination_subscription")
    settings = block.attributes["settings"]
    assert isinstance(settings, str)
    assert settings.isascii()
    assert same_json(json.loads(settings), fields)


def test_names_and_triggers_that_terraform_changes_are_told() -> None:
    findings = terraform(Project(mappings=(Mapping("e\u0301", "trackEvent", 'event = "\ud800"'),))).findings
    fields = [finding.field for finding in findings if "Terraform changes" in finding.message]
    assert fields == ["mappings[0].name", "mappings[0].trigger"]


def test_a_field_that_cannot_be_written_is_an_error() -> None:
    deep: Json = 1
    for _ in range(10_000):
        deep = [deep]
    for value in (float("nan"), deep):
        with pytest.raises(WorkbenchError):
            terraform(Project(mappings=(Mapping("a", "trackEvent", "", fields={"x": value}),)))


def test_the_shipped_presets_come_back() -> None:
    project = default_project()
    back = read_mappings(terraform(project, keep_enabled=True).text)
    assert back.findings == ()
    assert back.mappings == project.mappings


@given(st.lists(mappings, min_size=1, max_size=3))
def test_what_is_read_back_equals_the_mappings(listed: list[Mapping]) -> None:
    back = read_mappings(terraform(Project(mappings=tuple(listed)), keep_enabled=True).text)
    assert back.findings == ()
    for mapping, read in zip(listed, back.mappings, strict=True):
        assert same_json(read.fields, mapping.fields)
        assert (read.action, read.enabled) == (mapping.action, mapping.enabled)
        if holds_exactly([mapping.name, mapping.trigger]):
            assert read.trigger == mapping.trigger
            assert read.name == (mapping.name if mapping.name.strip() else ACTIONS[mapping.action].title)


@given(projects())
def test_every_project_gives_a_configuration_that_is_stable(project: Project) -> None:
    exported = terraform(project, imports=True)
    assert terraform(project, imports=True) == exported
    assert len(resources(exported.text, "segment_destination_subscription")) == len(project.mappings)
