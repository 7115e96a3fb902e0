"""`@if` and `@excludeWhenNull`."""

from __future__ import annotations

import pytest

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure, compile_fields

A = {"@path": "$.a"}


def choose(test: str, event: dict[str, Json]) -> Json:
    return compile_fields({"@if": {test: A, "then": "T", "else": "E"}}).resolve(event)


@pytest.mark.parametrize("value", [0, "", False, [], {}, " "])
def test_everything_but_null_exists(value: Json) -> None:
    assert choose("exists", {"a": value}) == "T"


def test_null_and_missing_do_not_exist() -> None:
    assert choose("exists", {"a": None}) == choose("exists", {}) == "E"


@pytest.mark.parametrize("value", [None, "", 0, False, [], [[]], [None]])
def test_blank_takes_else_for_what_is_blank(value: Json) -> None:
    assert choose("blank", {"a": value}) == "E"


@pytest.mark.parametrize("value", [" ", "x", 1, True, {}, [0], [1]])
def test_blank_takes_then_for_what_is_not_blank(value: Json) -> None:
    assert choose("blank", {"a": value}) == "T"


def test_blank_fails_for_an_object_that_cannot_be_compared_with_text() -> None:
    with pytest.raises(MappingFailure, match="Cannot convert object to primitive value"):
        choose("blank", {"a": {"toString": 1}})


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({"exists": A, "then": None}, None),
        ({"exists": A}, UNDEFINED),
        ({"exists": {"@path": "$.missing"}, "else": 0}, UNDEFINED),
        ({"exists": {"@path": "$.missing"}, "else": [0]}, [0]),
        ({"exists": None, "blank": A, "else": "E"}, "E"),
        ({"exists": 1, "blank": 0, "then": "T"}, "T"),
    ],
)
def test_options(options: Json, value: Json) -> None:
    assert compile_fields({"@if": options}).resolve({"a": 1}) == value


def test_without_a_true_test_it_fails() -> None:
    with pytest.raises(MappingFailure, match='@if requires an "exists" key or a "blank" key') as failure:
        compile_fields({"f": {"@if": {"exists": "", "then": 1}}}).resolve({})
    assert failure.value.field == "f.@if"


def test_nulls_are_left_out_of_objects_but_not_of_lists() -> None:
    fields = compile_fields({"f": {"@excludeWhenNull": A}})
    assert fields.resolve({"a": None}) == {}
    event = {"a": {"x": None, "y": {"z": None}, "l": [None, {"n": None}]}}
    assert fields.resolve(event) == {"f": {"y": {}, "l": [None, {"n": None}]}}
    assert event["a"]["x"] is None
