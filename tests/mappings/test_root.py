"""Mappings as a whole: root directives, lists, text, the event's type."""

from __future__ import annotations

import pytest

from workbench.jsvalues import Json
from workbench.mappings import MappingFailure, compile_fields

ROOT = "__segment_internal_directive"


def test_a_root_directive_applies_to_all_other_fields() -> None:
    fields = compile_fields(
        {ROOT: {"@transform": {"apply": {"x": {"@path": "$.a"}}}}, "y": {"@path": "$.x"}, "z": 1}
    )
    assert fields.resolve({"a": 5}) == {"y": 5, "z": 1}
    assert fields.keys == ("y", "z")
    assert fields.field("y").resolve({"a": 5}) == 5


@pytest.mark.parametrize(
    ("root", "name", "message"),
    [
        (
            {"@transform": {}, "@path": "x"},
            "Error",
            "The root mapping must only have a single directive object",
        ),
        ({"@transform": "x"}, "Error", "The root directive must be an object"),
        ("xy", "Error", "The root mapping must only have a single directive object"),
        (5, "Error", "The root directive must be an object"),
        ({}, "Error", "The root directive must be an object"),
        (None, "TypeError", "Cannot convert undefined or null to object"),
    ],
)
def test_refused_root_directives(root: Json, name: str, message: str) -> None:
    fields = compile_fields({ROOT: root, "y": 1})
    (error,) = fields.errors
    assert (error.path, error.message) == (ROOT, message)
    assert error.hint
    with pytest.raises(MappingFailure) as failure:
        fields.resolve({})
    assert (failure.value.name, failure.value.message) == (name, message)


@pytest.mark.parametrize(
    ("mapping", "payload"),
    [
        ("hi", {"0": "h", "1": "i"}),
        ([1, {"@path": "$.a"}], {"0": 1, "1": "A"}),
        (5, {}),
        (True, {}),
        ({}, {}),
    ],
)
def test_mappings_that_are_no_objects(mapping: Json, payload: Json) -> None:
    assert compile_fields(mapping).resolve({"a": "A"}) == payload


def test_a_mapping_of_null_fails() -> None:
    with pytest.raises(MappingFailure, match="Cannot convert undefined or null to object"):
        compile_fields(None).resolve({})


@pytest.mark.parametrize(("event", "kind"), [([], "array"), ("x", "string"), (None, "null"), (1, "number")])
def test_an_event_must_be_an_object(event: Json, kind: str) -> None:
    with pytest.raises(MappingFailure, match=f"data must be an object, got {kind}"):
        compile_fields({"a": 1}).resolve(event)
