"""Equality as a file shows it."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.project.strategies import json_values
from workbench.jsvalues import Json
from workbench.project.sameness import same_json


@given(json_values)
def test_a_value_is_the_same_as_itself(value: Json) -> None:
    assert same_json(value, value)
    assert same_json([value], [value])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, True),
        (1, 1.0),
        (0.0, -0.0),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1], [1, 2]),
        ({"a": [1]}, {"a": [True]}),
        ("1", 1),
        (None, False),
        ({}, []),
    ],
)
def test_values_written_differently_differ(left: Json, right: Json) -> None:
    assert not same_json(left, right)
    assert not same_json(right, left)


def test_depth_is_no_obstacle() -> None:
    left: Json = 1
    right: Json = 1
    for _ in range(50_000):
        left, right = [left], [right]
    assert same_json(left, right)
