"""Campaigns and Canvases."""

from __future__ import annotations

import pytest

from tests.sandbox.client import Local, error_types
from workbench.jsvalues import Json
from workbench.sandbox.users import TOO_MANY

SEND = {"campaign": "/campaigns/trigger/send", "canvas": "/canvas/trigger/send"}


def campaign(local: Local, **body: Json) -> Json:
    return local.post(SEND["campaign"], {"campaign_id": "c-1", **body}).body


@pytest.fixture(autouse=True)
def known(local: Local) -> None:
    local.track(attributes=[{"external_id": "u-1", "email": "ana@example.com"}])


@pytest.mark.parametrize(
    ("kind", "properties"),
    [("campaign", "trigger_properties"), ("canvas", "canvas_entry_properties"), ("canvas", "context")],
)
def test_a_triggered_message_is_kept_with_its_properties(local: Local, kind: str, properties: str) -> None:
    reply = local.post(
        SEND[kind],
        {
            f"{kind}_id": "id-1",
            properties: {"order": "A", "total": 1},
            "recipients": [{"external_user_id": "u-1", properties: {"total": 2}}],
        },
    )
    assert reply.status == 201
    assert reply.body["message"] == "success"
    (message,) = local.store.messages()
    assert (message.kind, message.target, message.recipient) == (kind, "id-1", "u-1")
    assert message.properties == {"order": "A", "total": 2}
    assert reply.body["dispatch_id"] == message.dispatch_id


def test_a_broadcast_has_no_recipient(local: Local) -> None:
    assert campaign(local, broadcast=True, audience={"AND": []})["message"] == "success"
    assert local.store.messages()[0].recipient == ""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"campaign_id": None}, "Invalid Campaign ID"),
        ({"campaign_id": ""}, "Invalid Campaign ID"),
        ({}, "No Recipients"),
        ({"recipients": []}, "No Recipients"),
        ({"recipients": "u-1"}, "No Recipients"),
        ({"broadcast": False}, "No Recipients"),
        ({"broadcast": "yes"}, "'broadcast' is not valid"),
        ({"audience": {"AND": []}}, "No Recipients"),
        ({"broadcast": True, "audience": 5}, "'audience' is not valid"),
        ({"broadcast": True, "recipients": [{}]}, "'broadcast' cannot be true when 'recipients' is given"),
        ({"broadcast": True, "attachments": []}, "'attachments' cannot be used with 'broadcast'"),
        ({"recipients": [{"external_user_id": "u"}] * 51}, TOO_MANY),
        ({"recipients": [{"external_user_id": "u"}], "attachments": [{}]}, "'attachments' is not valid"),
        ({"broadcast": True, "trigger_properties": 5}, "'trigger_properties' is not valid"),
        (
            {"broadcast": True, "trigger_properties": {"a": "x" * 60_000}},
            "'trigger_properties' is larger than 50 KB",
        ),
    ],
)
def test_the_rules_of_the_request(local: Local, body: dict[str, Json], message: str) -> None:
    assert campaign(local, **body) == {"message": message}
    assert local.store.messages() == ()


@pytest.mark.parametrize("body", [None, [], "x"])
@pytest.mark.parametrize("kind", SEND)
def test_a_body_that_is_no_object(local: Local, kind: str, body: Json) -> None:
    assert local.post(SEND[kind], body).status == 400


@pytest.mark.parametrize(
    ("recipient", "error"),
    [
        ("u-1", "'recipients' must be a list of objects"),
        ({}, "Exactly one of 'external_user_id', 'user_alias', 'braze_id' or 'email' is required"),
        (
            {"external_user_id": "u", "email": "a@example.com"},
            "Exactly one of 'external_user_id', 'user_alias', 'braze_id' or 'email' is required",
        ),
        ({"external_user_id": 5}, "'external_user_id' is not valid"),
        ({"user_alias": {"alias_name": "a"}}, "'user_alias' needs 'alias_name' and 'alias_label'"),
        ({"email": "a@example.com"}, "'prioritization' is required"),
        ({"external_user_id": "u", "attributes": 5}, "'attributes' is not valid"),
        ({"external_user_id": "u", "send_to_existing_only": "no"}, "'send_to_existing_only' is not valid"),
        (
            {"external_user_id": "u", "send_to_existing_only": False},
            "'send_to_existing_only' can only be false with 'attributes' and without 'user_alias'",
        ),
        ({"external_user_id": "u", "trigger_properties": []}, "'trigger_properties' is not valid"),
    ],
)
def test_the_rules_of_recipients(local: Local, recipient: Json, error: str) -> None:
    alone = local.post(SEND["campaign"], {"campaign_id": "c-1", "recipients": [recipient]})
    assert (alone.status, alone.body["message"], error_types(alone)) == (400, "No Recipients", [error])
    together = campaign(local, recipients=[{"external_user_id": "u-1"}, recipient])
    assert together["errors"] == [{"type": error, "input_array": "recipients", "index": 1}]
    assert len(local.store.messages()) == 1


def test_a_recipient_named_twice_is_reached_once(local: Local) -> None:
    by_mail = {"email": "ana@example.com", "prioritization": ["identified"]}
    campaign(local, recipients=[{"external_user_id": "u-1"}, {"external_user_id": "u-1"}, by_mail])
    assert [message.recipient for message in local.store.messages()] == ["u-1", "u-1"]
    assert "reduced to one" in local.notes()[0]


def test_an_unknown_recipient_gets_nothing_unless_it_may_be_made(local: Local) -> None:
    assert campaign(local, recipients=[{"external_user_id": "u-2"}])["message"] == "success"
    assert "nothing was sent" in local.notes()[0]
    made = {"external_user_id": "u-2", "send_to_existing_only": False, "attributes": {"first_name": "Eva"}}
    campaign(local, recipients=[made])
    assert local.profile("u-2").attributes == {"first_name": "Eva"}
    assert [message.recipient for message in local.store.messages()] == ["u-2"]


def test_attributes_of_a_known_recipient_are_applied(local: Local) -> None:
    campaign(local, recipients=[{"external_user_id": "u-1", "attributes": {"plan": "pro"}}])
    assert local.profile("u-1").attributes["plan"] == "pro"


def test_campaigns_and_canvases_triggered_so_far_are_listed(local: Local) -> None:
    for name in ("c-1", "c-2", "c-1"):
        campaign(local, campaign_id=name, broadcast=True)
    local.post(SEND["canvas"], {"canvas_id": "v-1", "broadcast": True})
    campaigns = local.get("/campaigns/list").body["campaigns"]
    assert [entry["id"] for entry in campaigns] == ["c-1", "c-2"]
    assert campaigns[0] == {
        "id": "c-1",
        "last_edited": "2027-01-15T08:00:00+00:00",
        "name": "Sandbox campaign c-1",
        "tags": [],
        "is_api_campaign": True,
    }
    newest = local.get("/campaigns/list", "sort_direction=desc&page=0").body["campaigns"]
    assert [entry["id"] for entry in newest] == ["c-2", "c-1"]
    assert local.get("/campaigns/list", "page=1").body["campaigns"] == []
    assert [entry["id"] for entry in local.get("/canvas/list").body["canvases"]] == ["v-1"]


@pytest.mark.parametrize("query", ["page=-1", "page=x", f"page={'9' * 30}", "sort_direction=up"])
def test_a_wrong_query_is_refused(local: Local, query: str) -> None:
    assert local.get("/canvas/list", query).status == 400
