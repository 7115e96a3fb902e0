"""POST /users/identify, /users/alias/new and /users/delete."""

from __future__ import annotations

import pytest

from tests.sandbox.client import TIME, Local, error_types
from workbench.jsvalues import Json
from workbench.sandbox import Alias
from workbench.sandbox.users import TOO_MANY

ALIAS = {"alias_name": "web-77", "alias_label": "anonymous_id"}
ALIAS_KEY = "anonymous_id:web-77"
MAIL = "ana@example.com"


def anonymous(local: Local, alias: dict[str, str] = ALIAS, **attributes: Json) -> None:
    """An alias-only profile with one event."""
    who: dict[str, Json] = {"user_alias": alias, "_update_existing_only": False}
    reply = local.track(
        attributes=[{**who, **attributes}] if attributes else [],
        events=[{**who, "name": "Page Viewed", "time": TIME}],
        purchases=[{**who, "product_id": "p", "currency": "EUR", "price": 1, "time": TIME}],
    )
    assert reply.status == 201


def test_an_alias_is_given_to_a_known_user(local: Local) -> None:
    local.track(attributes=[{"external_id": "u-1"}])
    reply = local.post("/users/alias/new", {"user_aliases": [{"external_id": "u-1", **ALIAS}]})
    assert (reply.status, reply.body) == (201, {"aliases_processed": 1, "message": "success"})
    assert local.profile(ALIAS_KEY).identifiers.external_id == "u-1"


def test_without_an_external_id_an_alias_only_user_is_made(local: Local) -> None:
    for _ in range(2):
        assert local.post("/users/alias/new", {"user_aliases": [ALIAS]}).status == 201
    assert local.profile(ALIAS_KEY).identifiers.external_id == ""
    assert len(local.store.users()) == 1
    assert "exists already" in local.notes()[0]


def test_an_alias_that_cannot_be_given_is_a_success_without_effect(local: Local) -> None:
    assert local.post("/users/alias/new", {"user_aliases": [{"external_id": "u-1", **ALIAS}]}).status == 201
    assert "nothing happens" in local.notes()[0]
    assert local.store.users() == ()
    local.track(attributes=[{"external_id": "u-1"}, {"external_id": "u-2"}])
    local.post("/users/alias/new", {"user_aliases": [{"external_id": "u-1", **ALIAS}]})
    local.post("/users/alias/new", {"user_aliases": [{"external_id": "u-2", **ALIAS}]})
    assert "another profile" in local.notes()[0]
    other = {**ALIAS, "alias_name": "web-78"}
    local.post("/users/alias/new", {"user_aliases": [{"external_id": "u-1", **other}]})
    assert "of this label" in local.notes()[0]
    assert local.profile("u-1").identifiers.aliases == (Alias("web-77", "anonymous_id"),)


@pytest.mark.parametrize("item", [None, {}, {"alias_name": "a"}, {"alias_name": 5, "alias_label": "b"}])
def test_an_alias_needs_both_names(local: Local, item: Json) -> None:
    reply = local.post("/users/alias/new", {"user_aliases": [item]})
    assert reply.status == 400
    assert error_types(reply) == ["'alias_name' and 'alias_label' are required"]
    assert error_types(local.post("/users/alias/new", {"user_aliases": [item, ALIAS]})) == error_types(reply)


def test_an_external_id_of_an_alias_is_text(local: Local) -> None:
    reply = local.post("/users/alias/new", {"user_aliases": [{"external_id": 5, **ALIAS}]})
    assert error_types(reply) == ["'external_id' is not valid"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/users/alias/new", "user_aliases"),
        ("/users/identify", "aliases_to_identify"),
        ("/users/delete", "braze_ids"),
    ],
)
@pytest.mark.parametrize("body", [None, [], {}, {"x": []}])
def test_a_body_without_its_list_is_refused(local: Local, path: str, name: str, body: Json) -> None:
    assert local.post(path, body).status == 400
    assert local.post(path, {name: []}).status == 400
    assert local.post(path, {name: "x"}).status == 400
    assert local.post(path, {name: ["x"] * 51}).body == {"message": TOO_MANY}


def identify(local: Local, **body: Json) -> Json:
    item = {"external_id": "u-1", "user_alias": ALIAS}
    return local.post("/users/identify", {"aliases_to_identify": [item], **body}).body


def test_an_alias_profile_gets_an_unknown_external_id(local: Local) -> None:
    anonymous(local, plan="pro")
    assert identify(local) == {"aliases_processed": 1, "message": "success"}
    profile = local.profile("u-1")
    assert (profile.attributes, len(profile.events)) == ({"plan": "pro"}, 1)
    assert profile.identifiers.aliases == (Alias("web-77", "anonymous_id"),)
    assert identify(local)["message"] == "success"
    assert local.notes() == ()


def test_an_alias_profile_is_merged_into_a_known_one_and_removed(local: Local) -> None:
    anonymous(local, plan="pro", city="Porto")
    local.track(attributes=[{"external_id": "u-1", "plan": "free"}])
    identify(local)
    profile = local.profile("u-1")
    assert profile.attributes == {"plan": "free", "city": "Porto"}
    assert (len(profile.events), len(profile.purchases)) == (1, 1)
    assert len(local.store.users()) == 1
    assert local.profile(ALIAS_KEY).identifiers.external_id == "u-1"


def test_no_merge_when_the_target_has_an_alias_of_that_label(local: Local) -> None:
    anonymous(local, plan="pro")
    local.track(attributes=[{"external_id": "u-1"}])
    local.post("/users/alias/new", {"user_aliases": [{"external_id": "u-1", **ALIAS, "alias_name": "web-1"}]})
    assert identify(local)["aliases_processed"] == 1
    assert "nothing is merged" in local.notes()[0]
    assert local.profile(ALIAS_KEY).identifiers.external_id == ""


def test_without_merging_only_the_alias_moves(local: Local) -> None:
    anonymous(local, plan="pro")
    local.track(attributes=[{"external_id": "u-1"}])
    identify(local, merge_behavior="none")
    assert local.profile(ALIAS_KEY).attributes == {}
    assert len(local.store.users()) == 2
    assert (
        local.post(
            "/users/identify",
            {"aliases_to_identify": [{"external_id": "u-1", "user_alias": ALIAS}], "merge_behavior": "x"},
        ).status
        == 400
    )


def test_an_alias_of_another_identified_user_stays(local: Local) -> None:
    anonymous(local)
    identify(local)
    local.post("/users/identify", {"aliases_to_identify": [{"external_id": "u-2", "user_alias": ALIAS}]})
    assert "identified already" in local.notes()[0]
    assert local.profile(ALIAS_KEY).identifiers.external_id == "u-1"


def test_an_unknown_alias_is_a_success_without_effect(local: Local) -> None:
    assert identify(local)["message"] == "success"
    assert "no profile has this alias" in local.notes()[0]
    assert local.store.users() == ()


@pytest.mark.parametrize(
    ("item", "error"),
    [
        ("x", "'external_id' is required"),
        ({"user_alias": ALIAS}, "'external_id' is required"),
        ({"external_id": "u", "user_alias": None}, "'user_alias' is not valid"),
        ({"external_id": "u", "user_alias": {}}, "'user_alias' needs 'alias_name' and 'alias_label'"),
    ],
)
def test_the_rules_of_aliases_to_identify(local: Local, item: Json, error: str) -> None:
    assert error_types(local.post("/users/identify", {"aliases_to_identify": [item]})) == [error]


def contact(local: Local, *order: str, kind: str = "email") -> Json:
    name, value = ("emails_to_identify", MAIL) if kind == "email" else ("phone_numbers_to_identify", "+35121")
    item = {"external_id": "u-9", kind: value, "prioritization": list(order)}
    return local.post("/users/identify", {name: [item]}).body


def test_an_address_is_identified_by_prioritization(local: Local) -> None:
    local.track(attributes=[{"email": MAIL, "number": 1}])
    local.now += 1
    local.track(
        attributes=[{"user_alias": ALIAS, "email": MAIL, "number": 2, "_update_existing_only": False}]
    )
    assert contact(local, "unidentified")["emails_processed"] == 1
    assert "2 profiles" in local.notes()[0]
    assert contact(local, "unidentified", "least_recently_updated")["emails_processed"] == 1
    assert local.profile("u-9").attributes["number"] == 1
    contact(local, "unidentified", "most_recently_updated")
    assert len(local.store.users()) == 1


def test_identified_ones_are_not_taken_over(local: Local) -> None:
    local.track(attributes=[{"external_id": "u-1", "email": MAIL}])
    contact(local, "identified")
    assert "identified already" in local.notes()[0]


def test_phone_numbers_are_identified_too(local: Local) -> None:
    local.track(attributes=[{"phone": "+35121"}])
    assert contact(local, "most_recently_updated", kind="phone") == {
        "phone_numbers_processed": 1,
        "message": "success",
    }
    assert local.profile("u-9").attributes == {"phone": "+35121"}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"external_id": ""}, "'external_id' is required"),
        ({"email": None}, "'email' is required"),
        ({"prioritization": None}, "'prioritization' is required"),
        ({"prioritization": []}, "'prioritization' is required"),
        ({"prioritization": ["first"]}, "'prioritization' is not valid"),
        ({"prioritization": [["identified"]]}, "'prioritization' is not valid"),
        ({"prioritization": ["identified", "unidentified"]}, "'prioritization' is not valid"),
    ],
)
def test_the_rules_of_emails_to_identify(local: Local, change: dict[str, Json], error: str) -> None:
    item = {"external_id": "u", "email": MAIL, "prioritization": ["unidentified"], **change}
    assert error_types(local.post("/users/identify", {"emails_to_identify": [item]})) == [error]


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("external_ids", "u-1"),
        ("user_aliases", ALIAS),
        ("email_addresses", {"email": MAIL, "prioritization": ["most_recently_updated"]}),
        ("email_addresses", MAIL),
        ("phone_numbers", "+35121"),
    ],
)
def test_users_are_deleted_with_all_they_have(local: Local, kind: str, item: Json) -> None:
    anonymous(local, email=MAIL, phone="+35121")
    identify(local)
    reply = local.post("/users/delete", {kind: [item]})
    assert (reply.status, reply.body) == (200, {"deleted": 1, "message": "success"})
    assert local.store.users() == ()
    assert local.store.profile("u-1") is None
    assert local.post("/users/delete", {kind: [item]}).body["deleted"] == 1
    assert "no such profile" in local.notes()[0]


def test_kinds_of_identifiers_are_not_mixed_in_a_deletion(local: Local) -> None:
    assert local.post("/users/delete", {"external_ids": ["a"], "braze_ids": ["b"]}).status == 400
    assert local.post("/users/delete", {"external_ids": [5]}).status == 400
    assert local.post("/users/delete", {"user_aliases": [{}]}).status == 400
