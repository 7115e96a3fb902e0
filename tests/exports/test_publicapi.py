"""The calls that create the mappings through Segment's Public API."""

from __future__ import annotations

import json

from hypothesis import given

from tests.project.strategies import projects
from workbench.actions import ACTIONS
from workbench.exports import public_api, public_api_calls
from workbench.exports.plain import json_text
from workbench.mappings import Mapping
from workbench.project import Project
from workbench.project.sameness import same_json

TRIP = Mapping(
    "Trip booked",
    "trackEvent2",
    'type = "track"',
    fields=ACTIONS["trackEvent2"].default_fields() | {"properties": {"b": 1}},
)
SHOP = Mapping(
    "Order",
    "ecommerce",
    'type = "track"',
    fields=ACTIONS["ecommerce"].default_fields() | {"name": "ecommerce.order_placed"},
)


def test_a_mapping_becomes_a_create_subscription_call() -> None:
    (call,) = public_api_calls(Project(mappings=(TRIP,)), destination_id="dest/1")
    assert (call.method, call.path) == ("POST", "/destinations/dest%2F1/subscriptions")
    assert dict(call.headers) == {
        "Content-Type": "application/vnd.segment.v1alpha+json",
        "Accept": "application/vnd.segment.v1alpha+json",
    }
    assert call.body == {
        "name": "Trip booked",
        "actionId": "edFSMK18MScnLKK68zkg1i",
        "enabled": False,
        "trigger": 'type = "track"',
        "settings": TRIP.fields,
    }


def test_the_text_is_a_list_of_calls_without_a_token() -> None:
    exported = public_api(Project(mappings=(TRIP,)))
    (call,) = json.loads(exported.text)
    assert list(call) == ["method", "path", "headers", "body"]
    assert call["path"] == "/destinations/{destinationId}/subscriptions"
    assert "authorization" not in exported.text.lower()
    assert exported.findings == ()


def test_mappings_stay_off_unless_asked() -> None:
    (call,) = public_api_calls(Project(mappings=(TRIP,)), keep_enabled=True)
    assert call.body["enabled"] is True


def test_an_action_without_a_known_id_is_left_out_with_a_finding_until_it_is_given() -> None:
    project = Project(mappings=(SHOP, TRIP))
    exported = public_api(project)
    assert [call["body"]["name"] for call in json.loads(exported.text)] == ["Trip booked"]
    (finding,) = exported.findings
    assert "“Order”" in finding.message
    assert "catalog/destinations" in finding.hint
    complete = public_api(project, action_ids={"ecommerce": "an-id"})
    assert json.loads(complete.text)[0]["body"]["actionId"] == "an-id"
    assert complete.findings == ()


@given(projects())
def test_every_setting_keeps_its_digits_and_its_place(project: Project) -> None:
    calls = public_api_calls(project, action_ids={mapping.action: "id" for mapping in project.mappings})
    back = json.loads(json_text([call.to_json() for call in calls]))
    assert same_json(
        [call["body"]["settings"] for call in back], [mapping.fields for mapping in project.mappings]
    )
