"""Identify in cloud mode (CC-IDENT-01 to 12)."""

import pytest

from tests.classic.cases import CURRENT, OLD, attributes_of, item_of, message, rejection_code, sent
from workbench.jsvalues import UNDEFINED, Json


@pytest.mark.parametrize(
    ("traits", "names"),
    [
        ({"firstName": " Jane ", "lastName": "Doe"}, {"first_name": "Jane", "last_name": "Doe"}),
        ({"name": "Jane Q Doe"}, {"first_name": "Jane", "last_name": "Q Doe"}),
        ({"name": "Jane"}, {"first_name": "Jane"}),
        ({"name": "  Jane Doe"}, {"first_name": "Jane", "last_name": "e Doe"}),
        ({"name": "  \U0001f600 Doe"}, {"first_name": "\U0001f600", "last_name": "\ude00 Doe"}),
        ({"name": "\ufeffJane\u2003Doe X"}, {"first_name": "Jane\u2003Doe", "last_name": "X"}),
        ({"name": "\x1cJane Doe"}, {"first_name": "\x1cJane", "last_name": "Doe"}),
        ({"name": "", "firstName": 17}, {"first_name": ""}),
        ({"firstName": ""}, {"first_name": ""}),
        ({"firstName": "2024-02-03"}, {}),
        ({"first_name": None, "firstName": "A"}, {"first_name": None}),
        ({"FIRST NAME": "A", "name": "B C"}, {"FIRST NAME": "A", "first_name": "A", "last_name": "C"}),
    ],
)
def test_names(traits: Json, names: Json) -> None:
    assert attributes_of(traits) == names


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({"avatar": "a"}, {"image_url": "a"}),
        ({"avatar": "", "photo_url": "p"}, {"photo_url": "p", "image_url": "p"}),
        ({"avatar": "x", "avatarUrl": "y"}, {"avatarUrl": "y", "image_url": "x"}),
        ({"avatarUrl": ""}, {"avatarUrl": "", "image_url": ""}),
        ({"avatar": None}, {}),
    ],
)
def test_avatar(traits: Json, expected: Json) -> None:
    assert attributes_of(traits) == expected


@pytest.mark.parametrize(
    ("traits", "dob"),
    [
        ({"birthday": "1990-05-06"}, "1990-05-06"),
        ({"birthday": "1990-05-06T23:30:00-02:00"}, "1990-05-07"),
        ({"birthday": "12/25/1990"}, "1990-12-25"),
        ({"birthday": 86_400}, "1970-01-01"),
        ({"birthday": 668_908_800_000}, "1991-03-14"),
        ({"birthday": True}, "1970-01-01"),
        ({"birthday": "9999-12-31T99:00"}, "+010000-01"),
        ({"birthday": ["1990-05-06"]}, "1990-05-06"),
        ({"dob": "25 Dec 1990"}, "1990-12-25"),
        ({"dob": "1990-05-06", "birthday": "1991-01-01"}, "1991-01-01"),
        ({"dob": "1990-05-06", "birthday": ""}, ""),
        ({"birthday": 0}, 0),
        ({"dob": None}, None),
    ],
)
def test_date_of_birth(traits: Json, dob: Json) -> None:
    assert attributes_of(traits) == {"dob": dob}


@pytest.mark.parametrize("birthday", ["31.12.1990", "soon", {}, 9e15, [[]]])
def test_an_unreadable_birthday_is_left_out(birthday: Json) -> None:
    assert attributes_of({"birthday": birthday}) == {}


def test_other_spellings_stay_beside_the_mapped_key() -> None:
    assert attributes_of({"birth_day": "1990-05-06", "FirstName": "A"}) == {
        "birth_day": "1990-05-06T00:00:00.000Z",
        "FirstName": "A",
        "first_name": "A",
        "dob": "1990-05-06",
    }


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({"address": {"city": "Bergen", "country": "NO", "x": 1}}, {"home_city": "Bergen", "country": "NO"}),
        ({"address": {"city": ["2024-02-03"]}}, {"home_city": ["2024-02-03T00:00:00.000Z"]}),
        ({"country": "SE", "address": {"country": "NO"}}, {"country": "NO"}),
        ({"country": "SE", "city": "Lund", "address": {"country": ""}}, {"country": "SE", "city": "Lund"}),
        ({"address": "text"}, {}),
        ({"address": ["city"]}, {}),
        ({"Address": {"city": "A"}, "address.city": "B"}, {"Address": {"city": "A"}, "address.city": "B"}),
        ({"id": 1, "ID": 2, "name": 3, "Name": 4}, {"ID": 2, "Name": 4}),
    ],
)
def test_address_and_removed_keys(traits: Json, expected: Json) -> None:
    assert attributes_of(traits) == expected


@pytest.mark.parametrize("gender", ["m", "F", "Male", "FEMALE", "man", "Woman", "other"])
def test_known_genders_keep_their_spelling(gender: str) -> None:
    assert attributes_of({"gender": gender}) == {"gender": gender}


@pytest.mark.parametrize("gender", ["w", "o", " m", "non-binary", "", None, True, 1, ["m"], "2024-02-03"])
def test_other_genders_are_left_out(gender: Json) -> None:
    assert attributes_of({"gender": gender}) == {}


def test_another_spelling_of_gender_is_a_custom_attribute() -> None:
    assert attributes_of({"Gender": "w"}) == {"Gender": "w"}


def test_everything_else_passes_in_order_and_the_users_keys_come_last() -> None:
    traits = {"z": None, "email": "a@example.com", "n": {"d": "2024-02-03"}, "l": [1], "firstName": "A"}
    item = item_of(message("identify", traits=traits))
    assert list(item.items()) == [
        ("z", None),
        ("email", "a@example.com"),
        ("n", {"d": "2024-02-03T00:00:00.000Z"}),
        ("l", [1]),
        ("first_name", "A"),
        ("external_id", "u-1"),
        ("_update_existing_only", False),
    ]


def test_traits_named_like_the_users_keys_are_overwritten_in_place() -> None:
    traits = {"_update_existing_only": True, "external_id": "t", "a": 1}
    item = item_of(message("identify", traits=traits))
    assert list(item.items()) == [("_update_existing_only", False), ("external_id", "u-1"), ("a", 1)]


@pytest.mark.parametrize("traits", [UNDEFINED, None, "", 0, False])
def test_falsy_traits_are_no_traits(traits: Json) -> None:
    data = message("identify") if traits is UNDEFINED else message("identify", traits=traits)
    assert item_of(data) == {"external_id": "u-1", "_update_existing_only": False}


@pytest.mark.parametrize("traits", ["text", 5, True])
def test_traits_that_are_no_object_crash_on_a_user_id(traits: Json) -> None:
    assert rejection_code(message("identify", traits=traits)) == "EXCEPTION"
    assert item_of({"type": "identify", "userId": "", "traits": traits}) == traits


@pytest.mark.parametrize(
    ("traits", "sent_as"),
    [
        ([], []),
        (["2024-02-03"], ["2024-02-03T00:00:00.000Z"]),
        ("2024-02-03", "2024-02-03T00:00:00.000Z"),
    ],
)
def test_lists_and_dates_pass_as_they_are(traits: Json, sent_as: Json) -> None:
    assert item_of(message("identify", traits=traits)) == sent_as


def test_the_notes_tell_mapped_attributes_from_copied_ones() -> None:
    traits = {
        "email": "a@example.com",
        "country": "SE",
        "birthday": "1990-05-06",
        "gender": "f",
        "name": "A B",
    }
    rules = {note.key_path: note.rule for note in sent(message("identify", traits=traits)).notes}
    assert rules == {
        "url": "CC-REQ-01",
        "headers.Authorization": "CC-REQ-02",
        "headers.Content-Type": "CC-REQ-03",
        "headers.User-Agent": "CC-REQ-03",
        "app_group_id": "CC-REQ-04",
        "src": "CC-REQ-04",
        "attributes": "CC-IDENT-01",
        "attributes[*].email": "CC-IDENT-12",
        "attributes[*].country": "CC-IDENT-12",
        "attributes[*].gender": "CC-IDENT-10",
        "attributes[*].first_name": "CC-IDENT-03",
        "attributes[*].last_name": "CC-IDENT-04",
        "attributes[*].dob": "CC-IDENT-09",
        "attributes[*].external_id": "CC-REQ-07",
        "attributes[*]._update_existing_only": "CC-REQ-06",
    }


def test_today_nested_and_reserved_attributes_are_marked_as_unknown() -> None:
    traits = {
        "nested": {"a": 1},
        "list": [1, {"a": 1}],
        "bio": "x",
        "country": "PT",
        "first_name": 17,
        "dob": "",
        "plan": "pro",
        "tags": ["a", 1],
        "address": {"city": "Bergen"},
    }
    data = message("identify", traits=traits)
    marked = [(note.key_path, note.trust) for note in sent(data, CURRENT).notes if note.rule == "CD-IDENT-01"]
    names = ("nested", "list", "bio", "country", "first_name", "dob")
    assert marked == [(f"attributes[*].{name}", "unknown") for name in names]
    assert attributes_of(traits, CURRENT) == attributes_of(traits, OLD)
