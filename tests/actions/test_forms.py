"""The JSON form of what JavaScript has and JSON has not."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.actions.forms import json_form, may_leave_gaps
from workbench.jsvalues import UNDEFINED

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=8,
)


def test_gaps_and_infinite_numbers_are_null() -> None:
    value = {"a": [UNDEFINED, math.nan, math.inf, 1.5], "b": UNDEFINED, "c": {"d": -math.inf}}
    assert json_form(value) == {"a": [None, None, None, 1.5], "c": {"d": None}}


@given(JSON)
def test_json_stays_as_it_is(value: Any) -> None:
    assert json_form(value) == value


def test_depth_does_not_matter() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert len(json_form(deep)) == 1


@pytest.mark.parametrize(
    ("fields", "gaps"),
    [
        ({"a": {"@path": "$.a"}}, False),
        ({"a": [{"@path": "$.a"}]}, True),
        ({"a": {"@arrayPath": ["$.a", {"b": {"@path": "$.b"}}]}}, False),
        ({"a": {"@arrayPath": ["$.a", {"b": [1]}]}}, True),
        ({"a": {"@arrayPath": ["$.a", {"@path": "$.b"}]}}, True),
        ({"a": {"@merge": {"objects": [{"b": 1}], "direction": "left"}}}, False),
        ({"a": {"@merge": {"objects": [{"b": [1]}], "direction": "left"}}}, True),
    ],
)
def test_only_mappings_that_write_lists_leave_gaps(fields: Any, gaps: bool) -> None:
    assert may_leave_gaps(fields) is gaps
