"""The sandbox's own endpoints."""

from __future__ import annotations

import pytest

from tests.sandbox.client import NOW, TIME, Local
from workbench.jsvalues import Json


@pytest.fixture(autouse=True)
def filled(local: Local) -> None:
    local.track(
        attributes=[
            {
                "user_alias": {"alias_name": "a", "alias_label": "b"},
                "_update_existing_only": False,
                "email": "ana@example.com",
            }
        ],
        events=[{"email": "ana@example.com", "name": "Trip Booked", "time": TIME, "properties": {"a": 1}}],
    )


def test_users_and_one_user(local: Local) -> None:
    (user,) = local.get("/sandbox/users").body["users"]
    assert user["identifiers"]["aliases"] == [{"name": "a", "label": "b"}]
    assert (user["attributes"], user["events"], user["purchases"], user["updated"]) == (1, 1, 0, NOW)
    for key in ("b:a", "b%3Aa", "ana@example.com", user["identifiers"]["braze_id"]):
        profile = local.get(f"/sandbox/users/{key}").body["user"]
        assert profile["attributes"] == {"email": "ana@example.com"}
        assert profile["events"][0]["properties"] == {"a": 1}
    assert local.get("/sandbox/users/nobody").status == 404


def test_calls_are_listed_and_looking_is_not_logged(local: Local) -> None:
    local.get("/sandbox/users")
    (call,) = local.get("/sandbox/calls").body["calls"]
    assert (call["method"], call["path"], call["status"], call["notes"]) == ("POST", "/users/track", 201, [])
    assert local.get("/sandbox/calls", "limit=0").body["calls"] == []
    for query in ("limit=-1", "limit=x", f"limit={'9' * 40}"):
        assert len(local.get("/sandbox/calls", query).body["calls"]) == 1


def test_messages_and_items(local: Local) -> None:
    local.post("/campaigns/trigger/send", {"campaign_id": "c-1", "broadcast": True})
    assert local.get("/sandbox/messages").body["messages"][0]["target"] == "c-1"
    local.post("/catalogs", {"catalogs": [{"name": "shoes", "fields": [{"name": "id", "type": "string"}]}]})
    local.post("/catalogs/shoes/items/sku-1", {"items": [{}]}, "PUT")
    assert local.get("/sandbox/catalogs/shoes/items").body["items"] == [{"id": "sku-1"}]
    assert local.get("/sandbox/catalogs/none/items").body["items"] == []


def test_everything_can_be_forgotten(local: Local) -> None:
    assert local.raw("DELETE", "/sandbox/data", b"").body == {"message": "success"}
    assert local.store.users() == ()
    assert local.store.calls() == ()


def test_other_paths_are_404(local: Local) -> None:
    for method, path in (("GET", "/sandbox"), ("POST", "/sandbox/users"), ("GET", "/sandbox/data")):
        assert local.raw(method, path, b"").status == 404


def test_campaigns_and_canvases_can_be_made_to_choose_from(local: Local) -> None:
    made = [
        local.post(f"/sandbox/{kind}", {"name": name}).body
        for kind, name in (
            ("campaigns", "Welcome"),
            ("campaigns", "Trip [/] \x1b[31m"),
            ("canvases", "Win back"),
        )
    ]
    campaigns = local.get("/campaigns/list").body["campaigns"]
    assert [(entry["id"], entry["name"]) for entry in campaigns] == [
        (one["id"], one["name"]) for one in made[:2]
    ]
    assert all(entry["is_api_campaign"] for entry in campaigns)
    (canvas,) = local.get("/canvas/list").body["canvases"]
    assert canvas["name"] == "Win back"
    local.post("/campaigns/trigger/send", {"campaign_id": made[0]["id"], "broadcast": True})
    local.post("/campaigns/trigger/send", {"campaign_id": "other", "broadcast": True})
    names = [entry["name"] for entry in local.get("/campaigns/list").body["campaigns"]]
    assert names == ["Welcome", "Trip [/] \x1b[31m", "Sandbox campaign other"]
    local.store.clear()
    assert local.get("/campaigns/list").body["campaigns"] == []


def test_what_has_no_name_is_not_made(local: Local) -> None:
    bodies: tuple[Json, ...] = ({}, {"name": ""}, {"name": 5}, [], None)
    for body in bodies:
        assert local.post("/sandbox/campaigns", body).status == 400
    assert local.raw("POST", "/sandbox/canvases", b"{").status == 400
    assert local.raw("POST", "/sandbox/canvases", b'{"name": "\\ud800"}').body["name"] == "\ufffd"
