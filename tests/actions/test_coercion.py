"""Coercion of values to a field's type, as Ajv does it."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.actions import coercion
from workbench.actions.coercion import REFUSED

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (5, "5"),
        (0.1, "0.1"),
        (1e21, "1e+21"),
        (True, "true"),
        (None, ""),
        (["a"], "a"),
        ([7], "7"),
        ([None], ""),
        ([["a"]], REFUSED),
        (["a", "b"], REFUSED),
        ([], REFUSED),
        ({}, REFUSED),
    ],
)
def test_text(value: Any, text: Any) -> None:
    assert coercion.text_of(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), ("", ""), ([""], None), (["a"], REFUSED), ([5], "5"), ([None], ""), (False, "false")],
)
def test_text_that_may_be_null_never_takes_a_lone_text_out_of_a_list(value: Any, text: Any) -> None:
    assert coercion.nullable_text_of(value) == text


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("5", 5),
        (" 7 ", 7),
        ("0x10", 16),
        ("1e3", 1000),
        (" ", 0),
        ("", REFUSED),
        ("a", REFUSED),
        (True, 1),
        (None, 0),
        (["5"], 5),
        ([[5]], REFUSED),
        ("Infinity", math.inf),
        ({}, REFUSED),
    ],
)
def test_number(value: Any, number: Any) -> None:
    assert coercion.number_of(value) == number


@pytest.mark.parametrize(
    ("value", "number"), [(5.0, 5), ("5", 5), (5.5, REFUSED), ("5.5", REFUSED), ("Infinity", math.inf)]
)
def test_integer(value: Any, number: Any) -> None:
    assert coercion.integer_of(value) == number


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        ("true", True),
        ("false", False),
        (1, True),
        (0, False),
        (None, False),
        ([True], True),
        ("TRUE", REFUSED),
        (2, REFUSED),
        ("", REFUSED),
    ],
)
def test_boolean(value: Any, truth: Any) -> None:
    assert coercion.boolean_of(value) is truth


@pytest.mark.parametrize(
    ("value", "nullable", "date"),
    [
        ("2026", False, "2026"),
        (5, False, 5),
        (["5"], False, 5),
        ([5], False, "5"),
        ([""], True, None),
        ([""], False, REFUSED),
        (["2026-01-02"], False, REFUSED),
        (None, True, None),
        (None, False, ""),
        (True, False, "true"),
    ],
)
def test_date(value: Any, nullable: bool, date: Any) -> None:
    assert coercion.date_of(value, nullable=nullable) == date


@given(JSON)
def test_what_comes_out_is_of_the_type_or_refused(value: Any) -> None:
    assert isinstance(coercion.text_of(value), str) or coercion.text_of(value) is REFUSED
    number = coercion.number_of(value)
    assert number is REFUSED or (isinstance(number, (int, float)) and not isinstance(number, bool))
    assert coercion.boolean_of(value) in (True, False, REFUSED)


@given(st.integers(-(2**53), 2**53))
def test_whole_numbers_survive_the_way_through_text(number: int) -> None:
    assert coercion.integer_of(coercion.text_of(number)) == number
