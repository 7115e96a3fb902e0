"""Identify in web mode (CW-IDENT)."""

from dataclasses import replace

import pytest

from tests.classic.cases import NOW, WEB, calls_of, message
from workbench.classic import SdkDate, translate
from workbench.jsvalues import UNDEFINED, Json


def told(traits: Json, user_id: Json = "u-1", version: Json = 1) -> list[Json]:
    """The calls of an identify after `changeUser`."""
    calls = calls_of({"type": "identify", "userId": user_id, "traits": traits}, replace(WEB, version=version))
    return [call for call in calls if call[0] != "changeUser"]


def error_of(traits: Json, user_id: Json = "u-1", version: Json = 1) -> str:
    """The exception that ended an identify."""
    data = {"type": "identify", "userId": user_id, "traits": traits}
    return translate(data, replace(WEB, version=version), now=NOW).error


def test_profile_fields_in_their_order() -> None:
    traits = {
        "plan": "pro",
        "Phone": "+1",
        "lastName": "Doe",
        "firstName": "Jane",
        "email": "j@example.com",
        "avatar": "a",
    }
    assert told(traits) == [
        ("setAvatarImageUrl", "a"),
        ("setEmail", "j@example.com"),
        ("setFirstName", "Jane"),
        ("setLastName", "Doe"),
        ("setPhoneNumber", "+1"),
        ("setCustomUserAttribute", "plan", "pro"),
        ("setCustomUserAttribute", "Phone", "+1"),
    ]


@pytest.mark.parametrize(
    ("user_id", "is_email"),
    [
        ("j@example.com", True),
        ("a b@c.d e", True),
        ("x\na@b.c", True),
        ("@b.c", False),
        ("a@.c", False),
        ("a@b.", False),
        ("a@b\n.c", False),
        (["j@example.com"], True),
        (5, False),
        ("j@@x.y", True),
    ],
)
def test_a_user_id_like_an_address_is_the_email(user_id: Json, is_email: bool) -> None:
    assert told({}, user_id) == ([("setEmail", user_id)] if is_email else [])


def test_the_first_of_several_phones() -> None:
    assert told({"phones": ["+1", "+2"]})[0] == ("setPhoneNumber", "+1")
    assert told({"phones": [], "phone": ""}) == [
        ("setCustomUserAttribute", "phones", []),
    ]


def test_names_that_only_look_like_dates_once_cut_are_text() -> None:
    calls = told({"name": "2024-02-03 x"})
    assert calls[0] == ("setFirstName", "2024-02-03")
    assert not isinstance(calls[0][1], SdkDate)


@pytest.mark.parametrize(
    ("gender", "value"),
    [
        ("Woman", "f"),
        ("w", "f"),
        ("MALE", "m"),
        ("o", "o"),
        ("x", UNDEFINED),
        (5, UNDEFINED),
        (["m"], UNDEFINED),
    ],
)
def test_genders(gender: Json, value: Json) -> None:
    assert told({"GENDER": gender})[0] == ("setGender", value)


def test_sdk_3_fails_on_known_genders() -> None:
    traits = {"firstName": "Jane", "lastName": "Doe", "gender": "f"}
    assert told(traits, version=3.1) == [("setFirstName", "Jane")]
    assert error_of(traits, version=3.1).startswith("TypeError: ")
    assert error_of({"gender": "x"}, version=3.1) == ""


@pytest.mark.parametrize(
    ("address", "country", "city"),
    [
        ({"country": "NO", "city": "Bergen"}, "NO", "Bergen"),
        ({"Country": "NO", "city": None}, UNDEFINED, None),
        ("text", UNDEFINED, UNDEFINED),
        ([1], UNDEFINED, UNDEFINED),
    ],
)
def test_country_and_city_are_set_twice(address: Json, country: Json, city: Json) -> None:
    assert told({"address": address}) == [("setCountry", country), ("setHomeCity", city)] * 2


@pytest.mark.parametrize(
    ("birthday", "day"),
    [("1991-03-14", (1991, 3, 14)), ("1991-03-14T23:00-02:00", (1991, 3, 15)), ("0001-01-01", (1901, 1, 1))],
)
def test_birthdays(birthday: str, day: tuple[int, int, int]) -> None:
    assert told({"birthday": birthday}) == [("setDateOfBirth", *day)]


@pytest.mark.parametrize("birthday", [668_908_800_000, "03/14/1991", "1991-03", True, {}, [1]])
def test_other_birthdays_end_the_message(birthday: Json) -> None:
    assert told({"plan": "pro", "birthday": birthday}) == []
    assert error_of({"birthday": birthday}).startswith("TypeError: ")


def test_which_traits_are_custom_attributes() -> None:
    traits: dict[str, Json] = {
        "name": "",
        "Email": "e",
        "none": None,
        "on": "2024-02-03",
        "list": [{"a": "2024-02-03"}],
        "nested": {},
    }
    reserved = {"id": 1, "dob": 1, "country": 1, "home_city": 1, "bio": 1, "twitter": 1, "push_subscribe": 1}
    calls = [call[1:] for call in told({**traits, **reserved}) if call[0] == "setCustomUserAttribute"]
    assert calls == [
        ("name", ""),
        ("Email", "e"),
        ("none", None),
        ("on", "2024-02-03T00:00:00.000Z"),
        ("list", [{"a": "2024-02-03T00:00:00.000Z"}]),
    ]
    assert isinstance(calls[3][1], SdkDate)
    assert isinstance(calls[4][1][0]["a"], SdkDate)


@pytest.mark.parametrize("traits", ["text", 5, True])
def test_traits_that_are_no_object_end_the_message_at_once(traits: Json) -> None:
    assert calls_of(message("identify", traits=traits)) == []
    assert error_of(traits).startswith("TypeError: ")


@pytest.mark.parametrize("breaker", [{"valueOf": 1}, {"hasOwnProperty": None}])
def test_traits_that_cannot_be_copied_end_the_message_at_once(breaker: Json) -> None:
    assert calls_of(message("identify", traits={"plan": "pro", "deep": [breaker]})) == []
    assert calls_of({"type": "identify", "userId": [breaker], "traits": {}}) == []
    assert calls_of(message("identify", traits={"id": [breaker]})) == [("changeUser", "u-1")]
    for unopened in ({"_isBuffer": True}, {"nodeType": 1}):
        assert calls_of(message("identify", traits={"deep": unopened | breaker})) == [("changeUser", "u-1")]
    assert calls_of(message("identify", traits={"deep": {"nodeType": True} | breaker})) == []
    assert calls_of(message("identify", traits={"valueOf": 0})) == [
        ("changeUser", "u-1"),
        ("setCustomUserAttribute", "valueOf", 0),
    ]


def test_traits_that_cannot_be_copied_fail_even_while_nobody_is_known() -> None:
    settings = replace(WEB, only_track_known_users_on_web=True)
    event: dict[str, Json] = {"type": "identify", "traits": {"deep": {"valueOf": 1}}}
    assert translate(event, settings, now=NOW).error.startswith("TypeError: ")
    assert translate(event | {"traits": {"plan": 1}}, settings, now=NOW).rejected is not None


def test_without_user_id_even_text_has_its_characters_as_attributes() -> None:
    assert told("ab", "") == [("setCustomUserAttribute", "0", "a"), ("setCustomUserAttribute", "1", "b")]
    assert told(["x", {}], "") == [("setCustomUserAttribute", "0", "x")]
    assert told("2024-02-03", "") == []
    assert told(5, "") == []
    assert told(None) == []
