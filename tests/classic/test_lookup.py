"""The tolerant lookup (section 4.1 of the reference on Classic)."""

import pytest

from workbench.classic.lookup import FacadeCrashError, find, get, names_of, normalised
from workbench.jsvalues import UNDEFINED, Json


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Product ID", "productid"),
        ("$product-id", "productid"),
        ("prénom", "prnom"),
        ("名", ""),
        ("a.B", "a.b"),
    ],
)
def test_names_lose_case_and_punctuation(name: str, expected: str) -> None:
    assert normalised(name) == expected
    assert normalised(name * 100) == expected * 100


@pytest.mark.parametrize(
    ("holder", "path", "found"),
    [
        ({"First_Name": "A"}, "firstname", "A"),
        ({"first-name": 1, "firstName": 2}, "firstname", 1),
        ({"first_name": None, "firstName": "A"}, "firstname", None),
        ({"Address": {"CITY": "B"}}, "address.city", "B"),
        ({"address.city": "C"}, "address.city", "C"),
        ({"address": {"x": 1}, "Address": {"city": "D"}}, "address.city", UNDEFINED),
        ({"address": "text"}, "address.city", UNDEFINED),
        ({"address": None}, "address.city", None),
        ({"名": 1, "": 2}, "name", UNDEFINED),
        ({"fir": 1}, "first", UNDEFINED),
        ({"address.": {"city": "E"}, "a": 1}, "address.city", UNDEFINED),
        ({"address.c": "F"}, "address.city", UNDEFINED),
        ([{"a": 1}], "a", UNDEFINED),
        ("text", "a", UNDEFINED),
        (UNDEFINED, "a", UNDEFINED),
        ({"a": {"b": [1]}}, "a.b", [1]),
    ],
)
def test_lookup(holder: Json, path: str, found: Json) -> None:
    assert get(holder, path) == found


@pytest.mark.parametrize("name", ["firstname", "plan", "missing"])
def test_one_step_lookups_agree_with_paths(name: str) -> None:
    holder: Json = {"first name": None, "FirstName": 1, "plan": [], "first.name": 2}
    assert find(holder, names_of(holder), name) == get(holder, name)


def test_the_originals_lookup_fails_in_objects_with_their_own_has_own_property() -> None:
    holder = {"hasOwnProperty": 1, "plan": "pro"}
    assert get(holder, "missing") is UNDEFINED
    with pytest.raises(FacadeCrashError):
        get(holder, "plan")
