"""Changing one place inside JSON."""

from __future__ import annotations

import copy

import pytest

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.nested import with_value, without_value

VALUE: Json = {"a": {"b": [1, {"c": 2}]}, "d": 3}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), "new"),
        (("d",), {"a": {"b": [1, {"c": 2}]}, "d": "new"}),
        (("a", "b", 1, "c"), {"a": {"b": [1, {"c": "new"}]}, "d": 3}),
        (("a", "b", 2), {"a": {"b": [1, {"c": 2}, "new"]}, "d": 3}),
        (("a", "x", "y"), {"a": {"b": [1, {"c": 2}], "x": {"y": "new"}}, "d": 3}),
    ],
)
def test_a_value_is_set(path: tuple[str | int, ...], expected: Json) -> None:
    before = copy.deepcopy(VALUE)
    assert with_value(VALUE, path, "new") == expected
    assert before == VALUE


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("d",), {"a": {"b": [1, {"c": 2}]}}),
        (("a", "b", 0), {"a": {"b": [{"c": 2}]}, "d": 3}),
        (("a", "b", 1, "c"), {"a": {"b": [1, {}]}, "d": 3}),
    ],
)
def test_a_value_is_removed(path: tuple[str | int, ...], expected: Json) -> None:
    before = copy.deepcopy(VALUE)
    assert without_value(VALUE, path) == expected
    assert before == VALUE


def test_what_is_not_on_the_way_is_shared_not_copied() -> None:
    assert with_value(VALUE, ("d",), 4)["a"] is VALUE["a"]


@pytest.mark.parametrize("path", [("d", "x"), ("a", 0), ("a", "b", "c"), ("a", "b", 3), ("a", "b", -1)])
def test_a_way_that_leads_nowhere_is_an_error(path: tuple[str | int, ...]) -> None:
    with pytest.raises(WorkbenchError):
        with_value(VALUE, path, 1)
    with pytest.raises(WorkbenchError):
        without_value(VALUE, path)
