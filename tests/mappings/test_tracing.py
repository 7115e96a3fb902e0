"""From a part of a payload back to the event, held against what the directives really give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.run import VECTORS, read_cases
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure, Steps, compile_fields, event_path_text, event_steps, value_at
from workbench.mappings.needs import View, needs
from workbench.mappings.nodes import Node
from workbench.mappings.parse import DIRECTIVES, parse


def read(directive: Json, event: dict[str, Json], *steps: str | int) -> list[tuple[str, str]]:
    """The places that a part of a field's value comes from."""
    found = compile_fields({"f": directive}).readings(event, ("f", *steps))
    return [(reading.kind, reading.path) for reading in found]


EVENT: dict[str, Any] = {
    "event": "Paid",
    "which": "properties",
    "json": '{"a": 1}',
    "properties": {"total": 5, "list": [{"id": 1, "n": {"m": 2}}, {"id": 3}], "nothing": None, "text": "abc"},
}
EACH = {"@arrayPath": ["$.properties.list", {"id": {"@path": "$.id"}, "all": {"@path": "$.n"}}]}


@pytest.mark.parametrize(
    ("directive", "steps", "expected"),
    [
        ("constant", (), []),
        ({"@path": "$.properties.total"}, (), ["$.properties.total"]),
        ({"@path": "$.properties"}, ("list", 1, "id"), ["$.properties.list[1].id"]),
        ({"@path": "$.properties.text.length"}, (), ["$.properties.text"]),
        ({"@path": "$.properties.list.length"}, (), ["$.properties.list"]),
        ({"@path": "$.properties.nothing.deeper"}, (), ["$.properties.nothing"]),
        ({"@path": "$.properties.missing.deeper"}, (), ["$.properties.missing.deeper"]),
        (
            {"@path": {"@template": "$.{{which}}.total"}},
            (),
            ["condition $.which", "$.properties.total"],
        ),
        ({"@template": "{{event}} {{properties.total}}"}, (), ["$.event", "$.properties.total"]),
        ({"a": {"@path": "$.event"}, "b": {"@path": "$.which"}}, ("b",), ["$.which"]),
        ({"a": {"@path": "$.event"}, "b": {"@path": "$.which"}}, (), ["$.event", "$.which"]),
        ([1, {"@path": "$.event"}], (1,), ["$.event"]),
        (EACH, (1, "id"), ["$.properties.list[1].id"]),
        (EACH, (0, "all", "m"), ["$.properties.list[0].n.m"]),
        ({"@arrayPath": ["$.properties", {"t": {"@path": "$.total"}}]}, (0, "t"), ["$.properties.total"]),
        ({"@arrayPath": ["$.event", {"t": {"@path": "$.total"}}]}, (), ["$.event"]),
        (
            {"@if": {"exists": {"@path": "$.event"}, "then": {"@path": "$.which"}}},
            (),
            ["condition $.event", "$.which"],
        ),
        (
            {"@if": {"blank": {"@path": "$.properties.nothing"}, "then": 1, "else": {"@path": "$.event"}}},
            (),
            ["condition $.properties.nothing", "$.event"],
        ),
        ({"@case": {"operator": "upper", "value": {"@path": "$.event"}}}, (), ["$.event"]),
        ({"@replace": {"pattern": "a", "value": {"@path": "$.event"}}}, (), ["$.event"]),
        ({"@json": {"mode": "encode", "value": {"@path": "$.properties"}}}, (), ["$.properties"]),
        ({"@json": {"mode": "decode", "value": {"@path": "$.json"}}}, ("a",), ["$.json"]),
        (
            {"@json": {"mode": "decode", "value": {"@path": "$.properties"}}},
            ("total",),
            ["$.properties.total"],
        ),
        (
            {"@flatten": {"separator": ".", "value": {"@path": "$.properties"}}},
            ("list.0.n.m",),
            ["$.properties.list[0].n.m"],
        ),
        (
            {"@flatten": {"separator": "_", "omitArrays": True, "value": {"@path": "$.properties"}}},
            ("list", 1, "id"),
            ["$.properties.list[1].id"],
        ),
        (
            {"@merge": {"direction": "right", "objects": [{"@path": "$.properties"}, {"total": 1}]}},
            ("total",),
            [],
        ),
        (
            {"@merge": {"direction": "left", "objects": [{"@path": "$.properties"}, {"total": 1}]}},
            ("total",),
            ["$.properties.total"],
        ),
        ({"@excludeWhenNull": {"@path": "$.properties"}}, ("total",), ["$.properties.total"]),
        (
            {
                "@transform": {
                    "apply": {"made": {"@path": "$.properties.list"}, "b": 1},
                    "mapping": {"first": {"@path": "$.made[0].id"}},
                }
            },
            ("first",),
            ["$.properties.list[0].id"],
        ),
        ({"@liquid": "{{ event | upcase }} {% assign x = which %}{{ x }}"}, (), ["$.event", "$.which"]),
    ],
)
def test_only_what_gave_the_part_is_followed(directive: Json, steps: Steps, expected: list[str]) -> None:
    found = [path if kind == "value" else f"{kind} {path}" for kind, path in read(directive, EVENT, *steps)]
    assert sorted(found) == sorted(expected)


def test_every_directive_says_what_it_needs() -> None:
    view = View({}, lambda steps: iter(()))
    for name in DIRECTIVES:
        node = parse({name: {"operator": "lower", "value": 1, "mode": "encode"}})
        assert needs.dispatch(type(node)) is not needs.dispatch(Node), name
    assert list(needs(parse("constant"), view, ())) == []


def test_an_explanation_is_narrowed_to_the_part() -> None:
    trace = compile_fields({"f": EACH, "g": {"@path": "$.event"}}).trace(EVENT, ("f", 1, "id"))
    (field,) = trace.explanation.children
    (item,) = field.children
    (member,) = item.children
    (place,) = member.children
    assert (field.label, field.value, item.role, member.role) == ("@arrayPath", 3, "item 2", "id")
    assert (place.label, place.text, place.value) == ("event", "$.properties.list[1].id", 3)


def test_a_failure_is_in_the_explanation() -> None:
    trace = compile_fields({"f": {"@path": {"@path": "$.properties.total"}}}).trace(EVENT, ("f",))
    assert "expected string" in trace.explanation.children[0].error


def test_paths_of_places_are_read_back() -> None:
    assert event_path_text(("properties", "list", 0, "a key", "")) == '$.properties.list[0]["a key"][""]'
    assert event_path_text(()) == "$"
    assert event_steps(EVENT, "$.properties.list.1.id") == ("properties", "list", 1, "id")
    assert event_steps(EVENT, "$.properties.list[1].id") == ("properties", "list", 1, "id")


def leaves(value: Json, before: Steps = ()) -> Iterator[tuple[Steps, Json]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not (isinstance(value, (dict, list)) and value):
        yield before, value
    for step, member in inner:
        yield from leaves(member, (*before, step))


def with_value(holder: Json, steps: Steps, value: Json) -> Json:
    if not steps:
        return value
    copy = holder.copy()
    copy[steps[0]] = with_value(holder[steps[0]], steps[1:], value)
    return copy


@cache
def vector_mappings() -> tuple[tuple[Json, dict[str, Json]], ...]:
    cases = read_cases(VECTORS / "transform.jsonl")
    return tuple((case["mapping"], case["data"]) for case in cases if isinstance(case["data"], dict))


def test_another_value_changes_only_the_parts_that_its_place_is_said_to_feed() -> None:
    compared = 0
    for mapping, event in vector_mappings():
        fields = compile_fields(mapping)
        try:
            before = dict(leaves(fields.resolve(event)))
        except MappingFailure:
            continue
        readings = {steps: fields.readings(event, steps) for steps in before}
        for place, value in leaves(event):
            if not place:
                continue
            other = with_value(
                event, place, "x" if value == "" or not isinstance(value, str) else f"{value}x"
            )
            try:
                after = dict(leaves(fields.resolve(other)))
            except MappingFailure:
                continue
            for steps in before.keys() | after.keys():
                if before.get(steps, UNDEFINED) != after.get(steps, UNDEFINED):
                    both = (*readings.get(steps, ()), *fields.readings(other, steps))
                    assert any(reading.touches(place) for reading in both), (mapping, place, steps)
            compared += 1
    assert compared > 4_000


@given(st.integers(0, 10_000), st.data())
def test_explanations_and_readings_agree_and_their_values_are_the_event_s(
    number: int, data: st.DataObject
) -> None:
    mapping, event = vector_mappings()[number % len(vector_mappings())]
    fields = compile_fields(mapping)
    try:
        payload = fields.resolve(event)
    except MappingFailure:
        return
    steps = data.draw(st.sampled_from([steps for steps, _ in leaves(payload)]))
    trace, found = fields.trace(event, steps), fields.readings(event, steps)
    assert {(reading.steps, reading.kind, reading.deep) for reading in trace.readings} == {
        (reading.steps, reading.kind, reading.deep) for reading in found
    }
    for reading in found:
        assert value_at(event, reading.steps) == reading.value or reading.value is UNDEFINED
    if not trace.explanation.error:
        assert trace.explanation.value == value_at(payload, steps)
