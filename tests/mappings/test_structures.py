"""`@flatten`, `@json`, `@merge`, `@transform`."""

from __future__ import annotations

import pytest

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure, compile_fields
from workbench.mappings.structures import flattened


def resolve(directive: Json, event: dict[str, Json]) -> Json:
    return compile_fields(directive).resolve(event)


@pytest.mark.parametrize(
    ("value", "flat"),
    [
        ({"a": {"b": {"c": 1}}, "d": 2}, {"a.b.c": 1, "d": 2}),
        ({"a": [1, {"b": 2}]}, {"a.0": 1, "a.1.b": 2}),
        ([5, 6], {"0": 5, "1": 6}),
        ({"a": {}, "b": []}, {}),
        ("x", {"": "x"}),
        ({"": {"": {"a": 1}}}, {"a": 1}),
        ({"b": 1, "": {"1": 2}}, {"1": 2, "b": 1}),
        (UNDEFINED, {"": UNDEFINED}),
    ],
)
def test_flattening(value: Json, flat: dict[str, Json]) -> None:
    assert list(flattened(value, ".").items()) == list(flat.items())


@pytest.mark.parametrize("value", ["x" * 1_000_001, [0] * 1_000_001])
def test_merging_does_not_spread_what_has_more_than_a_million_parts(value: Json) -> None:
    fields = {"f": {"@merge": {"direction": "right", "objects": [{"@path": "$.p"}, {"a": 1}]}}}
    with pytest.raises(MappingFailure, match="Too many properties"):
        resolve(fields, {"p": value})


def test_flattened_keys_have_a_length_together() -> None:
    value: Json = {}
    for _ in range(500):
        value = {"k" * 5_000: value, "leaf": 1}
    with pytest.raises(MappingFailure, match="Invalid string length"):
        resolve({"f": {"@flatten": {"value": {"@path": "$.p"}, "separator": "."}}}, {"p": value})


def test_flattening_can_leave_lists_alone_and_has_no_limit_of_depth() -> None:
    assert flattened({"a": [{"b": 1}]}, "_", omit_arrays=True) == {"a": [{"b": 1}]}
    nested: Json = 1
    for _ in range(5000):
        nested = {"k": nested}
    assert flattened(nested, "") == {"k" * 5000: 1}


@pytest.mark.parametrize(
    ("mode", "value", "expected"),
    [
        ("encode", {"b": 1.0, "2": [None]}, '{"2":[null],"b":1}'),
        ("encode", None, "null"),
        ("decode", '{"b":1,"2":[1e400]}', {"2": [float("inf")], "b": 1}),
        ("decode", "{nope", "{nope"),
        ("decode", 5, 5),
        ("ENCODE", 5, UNDEFINED),
    ],
)
def test_json(mode: str, value: Json, expected: Json) -> None:
    assert resolve({"@json": {"mode": mode, "value": {"@path": "$.a"}}}, {"a": value}) == expected


def test_encoding_nothing_gives_nothing() -> None:
    assert resolve({"@json": {"mode": "encode", "value": {"@path": "$.a"}}}, {}) is UNDEFINED
    assert resolve({"@json": {"mode": "encode", "value": {"@path": "$.a.trim"}}}, {"a": "x"}) is UNDEFINED


def test_merging_lets_the_last_or_the_first_win() -> None:
    objects = [{"a": 1, "b": 1}, {"@path": "$.o"}, {"b": {"@path": "$.missing"}}]
    event = {"o": {"b": 2, "1": "index"}}
    right = resolve({"@merge": {"direction": "right", "objects": objects}}, event)
    left = resolve({"@merge": {"direction": "left", "objects": objects}}, event)
    assert list(right.items()) == [("1", "index"), ("a", 1)]
    assert list(left.items()) == [("1", "index"), ("b", 1), ("a", 1)]


def test_merging_spreads_text_and_lists_and_ignores_the_rest() -> None:
    objects = [{"@path": "$.text"}, {"@path": "$.list"}, {"@path": "$.number"}, {"@path": "$.missing"}]
    event = {"text": "ab", "list": ["x"], "number": 5}
    assert resolve({"@merge": {"direction": "right", "objects": objects}}, event) == {"0": "x", "1": "b"}


def test_a_transform_maps_over_the_event_it_made() -> None:
    directive = {"@transform": {"apply": {"x": {"@path": "$.a"}}, "mapping": {"y": {"@path": "$.x"}}}}
    assert resolve(directive, {"a": 1}) == {"y": 1}
    assert resolve(directive, {}) == {}


def test_a_transform_needs_an_object_as_its_event() -> None:
    shape = {"@transform": {"apply": {"x": 1}, "mapping": {"y": {"@path": "$.x"}}}}
    fields = compile_fields({"f": {"@arrayPath": ["$.a", shape]}})
    assert fields.resolve({"a": [{}]}) == {"f": [{"y": 1}]}
    with pytest.raises(MappingFailure, match="data must be an object, got number"):
        fields.resolve({"a": [5]})


def test_what_a_transform_applies_is_validated_when_it_runs() -> None:
    fields = compile_fields({"f": [{"@transform": {"apply": {"x": {"@nope": 1}}, "mapping": {"y": 1}}}]})
    assert fields.errors == ()
    for _ in range(2):
        with pytest.raises(MappingFailure, match="/x has an invalid directive: @nope") as failure:
            fields.resolve({})
        assert failure.value.name == "AggregateError"
        assert failure.value.errors[0].path == "f[0].@transform.apply.x"
