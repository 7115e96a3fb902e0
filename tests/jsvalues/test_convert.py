"""Text, numbers and loose equality as JavaScript has them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import (
    UNDEFINED,
    Function,
    Json,
    ThrownError,
    loose_equal,
    number_text,
    primitive_number,
    primitive_text,
    to_number,
    to_text,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (5.0, "5"),
        (-2.5, "-2.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-7, "1e-7"),
        (0.000001, "0.000001"),
        (0.00000123, "0.00000123"),
        (1.5e300, "1.5e+300"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (2**53, "9007199254740992"),
        (2**53 + 1, "9007199254740992"),
        (10**400, "Infinity"),
        (-(10**400), "-Infinity"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_numbers_print_as_v8_prints_them(number: float, text: str) -> None:
    assert number_text(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_text_reads_back_as_the_same_number(number: float) -> None:
    assert to_number(number_text(number)) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (UNDEFINED, "undefined"),
        (None, "null"),
        (True, "true"),
        (1.50, "1.5"),
        ("x", "x"),
        ([], ""),
        ([1, [2, None, "a"], UNDEFINED, {}], "1,2,,a,,[object Object]"),
        ({}, "[object Object]"),
        (Function("trim", 0), "function trim() { [native code] }"),
    ],
)
def test_text_of_every_type(value: Json, text: str) -> None:
    assert to_text(value) == text
    assert primitive_text(value) == text


def test_text_of_a_list_nested_very_deep() -> None:
    nested: list[Json] = ["x"]
    for _ in range(10_000):
        nested = [nested]
    assert to_text(nested) == "x"


@pytest.mark.parametrize("value", [{"toString": 1}, [1, [{"toString": "x"}]]])
def test_an_object_with_its_own_to_string_has_no_text(value: Json) -> None:
    with pytest.raises(ThrownError, match="Cannot convert object to primitive value"):
        primitive_text(value)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, 0),
        (True, 1),
        ("", 0),
        (" \t\u00a0\ufeff12.5\n", 12.5),
        (".5", 0.5),
        ("5.", 5),
        ("-1e3", -1000),
        ("0x1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        ("Infinity", math.inf),
        ("-Infinity", -math.inf),
        ([], 0),
        (["7"], 7),
    ],
)
def test_numbers_of_values(value: Json, number: float) -> None:
    assert to_number(value) == number


@pytest.mark.parametrize(
    "value", [UNDEFINED, {}, [1, 2], "1_000", "-0x1", "1e", "e1", "0x", "infinity", "NaN", "١", "1 2", "."]
)
def test_values_without_a_number(value: Json) -> None:
    assert math.isnan(to_number(value))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (None, UNDEFINED),
        (0, ""),
        (0, "0"),
        (False, ""),
        (True, "1"),
        ([], ""),
        ([[]], 0),
        ([None], ""),
        ([5], 5),
        ([1], True),
        ({}, "[object Object]"),
        (1, 1.0),
        ("a", "a"),
        (Function("at", 1), Function("at", 1)),
    ],
)
def test_loosely_equal(left: Json, right: Json) -> None:
    assert loose_equal(left, right)
    assert loose_equal(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (None, 0),
        (UNDEFINED, ""),
        (math.nan, math.nan),
        ("a", "b"),
        ({}, {}),
        ([], []),
        (" ", ""),
        ("x", True),
    ],
)
def test_not_loosely_equal(left: Json, right: Json) -> None:
    assert not loose_equal(left, right)
    assert not loose_equal(right, left)


@pytest.mark.parametrize("value", [{"toString": ""}, [1, {"toString": 1}], [[{"toString": None}]]])
def test_objects_that_hide_how_they_are_written_have_no_number(value: Json) -> None:
    with pytest.raises(ThrownError, match="Cannot convert object to primitive value"):
        primitive_number(value)


def test_other_values_have_the_number_of_their_text() -> None:
    assert primitive_number([]) == 0
    assert primitive_number([5]) == 5
    assert math.isnan(primitive_number({"valueOf": 1}))
    assert primitive_number("12") == 12
