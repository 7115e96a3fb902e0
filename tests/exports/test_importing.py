"""Mappings pasted in from anywhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import json_values
from workbench.errors import WorkbenchError
from workbench.exports import ReadMappings, read_mappings
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import default_project, project_text

TRIGGER = 'type = "track" and event = "Trip Booked"'
FIELDS = {"external_id": {"@path": "$.userId"}, "batch_size": 75}
TRIP = Mapping("Trip booked", "trackEvent2", TRIGGER, fields=FIELDS)

DIALECTS: dict[str, dict[str, Json]] = {
    "native": {"name": "Trip booked", "action": "trackEvent2", "trigger": TRIGGER, "fields": FIELDS},
    "preset": {
        "name": "Trip booked",
        "partnerAction": "trackEvent2",
        "subscribe": TRIGGER,
        "mapping": FIELDS,
    },
    "catalogue": {
        "name": "Trip booked",
        "actionId": "edFSMK18MScnLKK68zkg1i",
        "trigger": TRIGGER,
        "fields": FIELDS,
    },
    "create": {
        "name": "Trip booked",
        "actionId": "edFSMK18MScnLKK68zkg1i",
        "trigger": TRIGGER,
        "enabled": True,
        "settings": FIELDS,
    },
    "answer": {
        "id": "sub-1",
        "name": "Trip booked",
        "actionId": "an id made later",
        "actionSlug": "trackEvent2",
        "destinationId": "dest-1",
        "enabled": True,
        "trigger": TRIGGER,
        "settings": FIELDS,
    },
    "terraform": {
        "name": "Trip booked",
        "action_id": "edFSMK18MScnLKK68zkg1i",
        "action_slug": None,
        "trigger": TRIGGER,
        "enabled": True,
        "settings": json.dumps(FIELDS),
    },
}


def read(value: Json) -> ReadMappings:
    return read_mappings(json.dumps(value))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_says_the_same_mapping(dialect: str) -> None:
    assert read(DIALECTS[dialect]) == ReadMappings((TRIP,))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: [one, one],
        lambda one: {"mappings": [one, one]},
        lambda one: {"data": {"subscriptions": [one, one], "pagination": {"current": "MA=="}}},
        lambda one: [{"data": {"destinationSubscription": one}}, {"data": {"subscription": one}}],
        lambda one: {"presets": [one, one], "actions": [{"id": "x", "slug": "trackEvent", "fields": []}]},
        lambda one: [{"method": "POST", "path": "/x", "headers": {}, "body": one}] * 2,
        lambda one: {"values": {"root_module": {"resources": [{"type": "x", "values": one}] * 2}}},
    ],
)
def test_mappings_are_found_wherever_they_stand(wrap: object) -> None:
    assert callable(wrap)
    for dialect in DIALECTS.values():
        assert read(wrap(dialect)) == ReadMappings((TRIP, TRIP))


def test_a_project_file_is_read() -> None:
    project = default_project()
    assert read_mappings(project_text(project)).mappings == project.mappings


def test_terraform_configuration_is_read_as_people_write_it() -> None:
    text = """
    # our mappings
    resource "segment_destination" "braze" {
      settings = jsonencode({ api_key = var.key })
    }
    resource "segment_destination_subscription" "trip" {
      destination_id = segment_destination.braze.id
      name      = "Trip booked"
      action_id = "edFSMK18MScnLKK68zkg1i"
      enabled   = true
      trigger   = <<-EOT
        type = "track"
        and event = "Trip Booked"
      EOT
      settings  = jsonencode({ "external_id" : { "@path" : "$.userId" } })
    }
    resource "segment_destination_subscription" "computed" {
      action_id = "edFSMK18MScnLKK68zkg1i"
      trigger   = "type = \\"track\\""
      settings  = file("settings.json")
    }
    resource "segment_destination_subscription" "unnamed" {
      action_id = var.ecommerce_action_id
      trigger   = local.trigger
    }
    """
    result = read_mappings(text)
    assert result.mappings == (
        Mapping(
            "Trip booked",
            "trackEvent2",
            'type = "track"\nand event = "Trip Booked"\n',
            fields={"external_id": {"@path": "$.userId"}},
        ),
    )
    assert [str(finding).partition(". ")[0] for finding in result.findings] == [
        "“computed” was left out: only Terraform can evaluate its settings",
        "“unnamed” was left out: only Terraform can evaluate its trigger",
    ]


def test_what_is_missing_is_filled_in() -> None:
    (mapping,) = read({"action": "trackPurchase", "trigger": None, "fields": None}).mappings
    assert mapping == Mapping("Track Purchase", "trackPurchase", "")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"action": "trackEvnt"}, "Did you mean trackEvent"),
        ({"action": 5}, "not one of this destination"),
        ({"trigger": 5}, "trigger is not text"),
        ({"enabled": "yes"}, "neither true nor false"),
        ({"fields": [1]}, "not an object"),
        ({"fields": "{"}, "not valid JSON"),
        ({"fields": '{"a": NaN}'}, "no JSON"),
        ({"fields": '"text"'}, "not an object"),
    ],
)
def test_a_mapping_that_cannot_be_read_costs_only_itself(change: dict[str, Json], says: str) -> None:
    result = read([{**DIALECTS["native"], **change}, DIALECTS["native"]])
    assert result.mappings == (TRIP,)
    (finding,) = result.findings
    assert "“Trip booked” was left out" in finding.message
    assert says in str(finding)


def test_a_mapping_without_a_name_is_counted() -> None:
    (finding,) = read([{"action": "nothing", "trigger": ""}]).findings
    assert finding.message.startswith("Mapping 1 was left out")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": 1,\n}', 2),
        ("[1, 2\n", 2),
        ("a: 'open\n", 1),
        ('resource "segment_destination_subscription" "x" {\n  a = \n}', 2),
        ("", None),
        ("{}", None),
        ("just some words", None),
        ('{"type": "track", "event": "Trip Booked", "properties": {}}', None),
        ('{"a": NaN}', None),
        ("[" * 100_000, None),
        ('{"a":' * 100_000, None),
        (f'{{"a": {"9" * 5000}}}', None),
    ],
)
def test_a_text_without_mappings_is_an_error_with_a_next_step(text: str, line: int | None) -> None:
    with pytest.raises(WorkbenchError) as caught:
        read_mappings(text, "pasted")
    assert caught.value.file == "pasted"
    assert caught.value.hint
    assert caught.value.line == line


def test_fields_nested_too_deeply_are_left_out() -> None:
    deep: Json = 1
    for _ in range(150):
        deep = [deep]
    result = read([{"action": "trackEvent", "fields": {"x": deep}}, DIALECTS["native"]])
    assert result.mappings == (TRIP,)
    assert "deeper" in result.findings[0].message


@given(
    st.dictionaries(
        st.sampled_from(["action", "actionId", "trigger", "name", "fields", "settings", "enabled"]),
        json_values,
    )
)
def test_any_json_is_read_or_refused(value: Json) -> None:
    try:
        result = read_mappings(json.dumps(value))
    except WorkbenchError as error:
        assert error.hint  # noqa: PT017 - either outcome is right, and each has its own promise
    else:
        assert result.mappings or result.findings
