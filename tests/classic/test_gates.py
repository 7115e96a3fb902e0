"""What keeps a message from being sent (CC-GATE, CD-ID)."""

from dataclasses import replace

import pytest

from tests.classic.cases import CURRENT, OLD, item_of, message, rejection_code, sent
from workbench.jsvalues import Json

TRACK = message("track", event="Trip Booked")


@pytest.mark.parametrize(
    ("integrations", "sends"),
    [
        ({}, True),
        ({"Appboy": False}, False),
        ({"Appboy": None, "All": False}, True),
        ({"Appboy": {"enabled": False}}, True),
        ({"All": False}, False),
        ({"ALL": False}, False),
        ({"All": "false"}, True),
        ({"All": False, "Appboy": True}, True),
        ({"All": False, "Braze": True}, False),
        ({"Braze": False}, True),
        ({"appboy": False}, True),
        ({"providers": {"Appboy": 0}}, False),
        ({"providers": {"Appboy": False}, "Appboy": True}, True),
        ("text", True),
        ([], True),
        (False, True),
    ],
)
def test_the_integrations_object(integrations: Json, sends: bool) -> None:
    code = rejection_code({**TRACK, "integrations": integrations})
    assert code == ("" if sends else "DISABLED_BY_MESSAGE")


@pytest.mark.parametrize(
    ("fields", "sends"),
    [
        ({"context": {"providers": {"All": False}}}, False),
        ({"context": {"all": False}}, False),
        ({"context": {"all": False}, "integrations": {"Appboy": True}}, True),
        ({"context": {"all": True}, "integrations": {"all": False}}, True),
        ({"context": {"Appboy": False}}, False),
        ({"context": {"Appboy": False}, "integrations": {}}, True),
        ({"options": {"Providers": {"Appboy": False}}, "context": {}}, False),
        ({"options": {}, "context": {"all": False}}, True),
        ({"context": {"page": 1, "providers.all": False}}, False),
        ({"context": 5}, True),
    ],
)
def test_options_and_context_speak_of_integrations_too(fields: dict[str, Json], sends: bool) -> None:
    assert rejection_code({**TRACK, **fields}) == ("" if sends else "DISABLED_BY_MESSAGE")


@pytest.mark.parametrize(
    ("integrations", "sends"),
    [
        ({"Braze": False}, False),
        ({"Appboy": False}, False),
        ({"Braze": True, "Appboy": False}, True),
        ({"All": False, "Braze": {"braze_id": "b"}}, True),
        ({"All": False}, False),
    ],
)
def test_today_the_destination_is_called_braze(integrations: Json, sends: bool) -> None:
    code = rejection_code({**TRACK, "integrations": integrations}, CURRENT)
    assert code == ("" if sends else "DISABLED_BY_MESSAGE")


@pytest.mark.parametrize("missing", ["", None])
def test_region_and_key_are_needed_in_this_order(missing: str | None) -> None:
    without_key = sent(TRACK, replace(OLD, app_group_id=missing)).rejected
    without_both = sent(TRACK, replace(OLD, app_group_id=missing, datacenter=missing)).rejected
    assert without_key is not None
    assert without_both is not None
    assert (without_key.code, "appGroupId" in without_key.reason) == ("INVALID_SETTINGS", True)
    assert (without_both.code, "datacenter" in without_both.reason) == ("INVALID_SETTINGS", True)


@pytest.mark.parametrize(("user_id", "sends"), [("", True), (0, True), (False, True), (None, False)])
def test_a_user_id_may_be_falsy_but_not_null(user_id: Json, sends: bool) -> None:
    data = {**TRACK, "userId": user_id, "anonymousId": "a"}
    assert rejection_code(data) == ("" if sends else "MESSAGE_REJECTED")


def test_without_user_id_a_braze_id_stands_in_today() -> None:
    data = {"type": "track", "event": "Trip Booked", "integrations": {"Braze": {"braze_id": "b-1"}}}
    assert rejection_code(data) == "MESSAGE_REJECTED"
    item = item_of(data, CURRENT)
    assert list(item)[:2] == ["app_id", "braze_id"]
    assert (item["braze_id"], "external_id" in item) == ("b-1", False)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"userId": "", "integrations": {"Braze": {"braze_id": "b"}}}, ("braze_id", "b")),
        ({"context": {"integrations": {"Braze": {"braze_id": "c"}}}}, ("braze_id", "c")),
        ({"integrations": {"Appboy": {"braze_id": "d"}}}, ("braze_id", "d")),
        (
            {
                "integrations": {"Braze": {"braze_id": "e"}},
                "context": {"integrations": {"Braze": {"braze_id": "f"}}},
            },
            ("braze_id", "e"),
        ),
        ({"userId": "u", "integrations": {"Braze": {"braze_id": "b"}}}, ("external_id", "u")),
        ({"userId": 0, "integrations": {"Braze": {"braze_id": "b"}}}, ("external_id", 0)),
    ],
)
def test_where_a_braze_id_is_looked_for(fields: dict[str, Json], expected: tuple[str, Json]) -> None:
    item = item_of({"type": "group", "groupId": "g", **fields}, CURRENT)
    assert next(iter(item.items())) == expected


@pytest.mark.parametrize("braze_id", ["", None, 0])
def test_an_empty_braze_id_does_not_count(braze_id: Json) -> None:
    data = {"type": "track", "event": "x", "userId": "", "integrations": {"Braze": {"braze_id": braze_id}}}
    assert rejection_code(data, CURRENT) == "MESSAGE_REJECTED"


def test_a_braze_id_takes_the_place_of_a_trait_called_external_id() -> None:
    data = {"type": "identify", "traits": {"external_id": "t"}, "integrations": {"Braze": {"braze_id": "b"}}}
    assert item_of(data, CURRENT) == {"braze_id": "b", "_update_existing_only": False}


@pytest.mark.parametrize("kind", ["page", "screen"])
@pytest.mark.parametrize(
    ("all_pages", "named_pages", "name", "sends"),
    [
        (False, False, "Home", False),
        (True, False, "", True),
        ("true", False, None, True),
        (False, True, "Home", True),
        (False, True, "", False),
        (True, True, 0, False),
    ],
)
def test_the_page_settings(kind: str, all_pages: Json, named_pages: bool, name: Json, sends: bool) -> None:
    settings = replace(OLD, track_all_pages=all_pages, track_named_pages=named_pages)
    data = message(kind, name=name, category="Docs")
    assert rejection_code(data, settings) == ("" if sends else "MESSAGE_REJECTED")


@pytest.mark.parametrize("kind", ["alias", "delete", "Track", "", None, 5, [], {}])
def test_other_types_have_no_handler(kind: Json) -> None:
    assert rejection_code({"type": kind, "userId": "u"}) == "METHOD_NOT_SUPPORTED"


def test_an_alias_counts_to_as_its_user() -> None:
    assert rejection_code({"type": "alias", "to": "u"}) == "METHOD_NOT_SUPPORTED"
    assert rejection_code({"type": "alias", "userId": "", "from": "u"}) == "MESSAGE_REJECTED"


def test_a_rejection_names_its_rule() -> None:
    (note,) = sent({"type": "track"}).notes
    assert (note.key_path, note.rule, note.trust) == ("", "CC-GATE-03", "verified")
    (note,) = sent({"type": "track"}, CURRENT).notes
    assert (note.rule, note.trust) == ("CD-ID-01", "documented")
