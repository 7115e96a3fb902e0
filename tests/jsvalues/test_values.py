"""Undefined, truthiness, types and the order of keys."""

from __future__ import annotations

import copy
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import (
    UNDEFINED,
    Function,
    Json,
    has_index_keys,
    index_of_key,
    is_truthy,
    nests_deeper,
    ordered_keys,
    own_members,
    real_type,
    type_name,
)


@pytest.mark.parametrize("value", [UNDEFINED, None, False, 0, 0.0, -0.0, math.nan, ""])
def test_falsy_values(value: Json) -> None:
    assert not is_truthy(value)


@pytest.mark.parametrize("value", [True, 1, -0.5, math.inf, " ", "0", "false", [], {}, Function("trim", 0)])
def test_truthy_values_include_empty_lists_and_objects(value: Json) -> None:
    assert is_truthy(value)


@pytest.mark.parametrize(
    ("value", "name", "real"),
    [
        (UNDEFINED, "undefined", "undefined"),
        (None, "object", "null"),
        (True, "boolean", "boolean"),
        (1, "number", "number"),
        (math.nan, "number", "number"),
        ("", "string", "string"),
        ([], "object", "array"),
        ({}, "object", "object"),
        (Function("at", 1), "function", "function"),
    ],
)
def test_types(value: Json, name: str, real: str) -> None:
    assert type_name(value) == name
    assert real_type(value) == real


def test_undefined_is_one_value_that_survives_copying_and_pickling() -> None:
    assert copy.copy(UNDEFINED) is UNDEFINED
    assert copy.deepcopy([UNDEFINED])[0] is UNDEFINED
    assert pickle.loads(pickle.dumps(UNDEFINED)) is UNDEFINED
    assert repr(UNDEFINED) == "undefined"
    assert not UNDEFINED


@pytest.mark.parametrize(
    ("key", "index"),
    [
        ("0", 0),
        ("17", 17),
        ("4294967294", 4294967294),
        ("4294967295", None),
        ("01", None),
        ("-1", None),
        ("1.0", None),
        ("", None),
        ("a", None),
        ("٣", None),
        ("1\n", None),
    ],
)
def test_index_keys(key: str, index: int | None) -> None:
    assert index_of_key(key) == index
    assert has_index_keys([key]) == (index is not None)


def test_index_keys_come_first_in_ascending_order() -> None:
    members = {"b": 1, "10": 2, "a": 3, "9": 4, "01": 5}
    assert ordered_keys(members) == ["9", "10", "b", "a", "01"]


@given(st.dictionaries(st.text(max_size=3) | st.integers(0, 20).map(str), st.none(), max_size=8))
def test_ordering_keeps_every_key_once_and_is_stable(members: dict[str, None]) -> None:
    keys = ordered_keys(members)
    assert sorted(keys) == sorted(members)
    assert ordered_keys(dict.fromkeys(keys)) == keys


def test_own_members_of_every_type() -> None:
    assert own_members({"a": 1}) == {"a": 1}
    assert own_members(["x", None]) == {"0": "x", "1": None}
    assert own_members("a\U0001f600") == {"0": "a", "1": "\ud83d", "2": "\ude00"}
    assert [own_members(value) for value in (5, True, None, UNDEFINED, Function("at", 1))] == [{}] * 5


@pytest.mark.parametrize(
    ("value", "levels"), [(5, 0), ("text", 0), ([], 1), ({"a": 1, "b": [{"c": []}]}, 4), ([1, [2], 3], 2)]
)
def test_nesting_is_counted_in_lists_and_objects(value: Json, levels: int) -> None:
    assert not nests_deeper(value, levels)
    assert levels == 0 or nests_deeper(value, levels - 1)


def test_nesting_of_any_depth_is_counted() -> None:
    value: Json = "inside"
    for _ in range(100_000):
        value = [value]
    assert not nests_deeper(value, 100_000)
    assert nests_deeper(value, 99_999)
