"""YAML that people read in a diff."""

from __future__ import annotations

import math

import pytest

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.storable import MAX_DEPTH
from workbench.project.yamltext import parse_yaml
from workbench.project.yamlwriter import write_yaml


def test_lists_are_indented_and_the_order_is_kept() -> None:
    assert (
        write_yaml({"b": [{"z": 1, "a": "x"}], "a": {}, "c": []}) == "b:\n  - z: 1\n    a: x\na: {}\nc: []\n"
    )


def test_a_text_of_several_lines_is_a_block() -> None:
    trigger = 'type = "track"\nand event = "Trip Booked"'
    assert write_yaml({"trigger": trigger}) == 'trigger: |-\n  type = "track"\n  and event = "Trip Booked"\n'


def test_long_and_accented_text_stays_on_one_line() -> None:
    text = "Réservation – 予約 " * 20 + "."
    assert write_yaml({"a": text}) == f"a: {text}\n"


@pytest.mark.parametrize(
    "text", ["no", "2024-01-02", "010", "1:30", "1e21", "0x1F", "null", "Yes", ".inf", "1_0", "<<"]
)
def test_text_that_another_reader_might_take_for_a_value_is_quoted(text: str) -> None:
    assert write_yaml({"a": text}) == f"a: '{text}'\n"


def test_numbers_are_written_so_that_every_reader_sees_a_number() -> None:
    assert write_yaml([1e21, 10**30, 0.1, -0.0, 5e-324]) == (
        f"- 1e+21\n- {10**30}\n- 0.1\n- -0.0\n- 5e-324\n"
    )


def test_equal_values_are_written_out_not_aliased() -> None:
    shared = {"@path": "$.userId"}
    assert "&" not in write_yaml({"a": shared, "b": shared, "c": [shared, shared]})


@pytest.mark.parametrize("value", [math.nan, math.inf, b"x", {1: 2}, {1, 2}, object()])
def test_what_json_cannot_hold_is_refused_with_its_field(value: Json) -> None:
    with pytest.raises(WorkbenchError) as caught:
        write_yaml({"mappings": [{"fields": {"x": value}}]})
    assert caught.value.field == "mappings[0].fields.x"


def test_depth_is_refused_before_the_emitter_recurses() -> None:
    value: Json = "x"
    for _ in range(MAX_DEPTH):
        value = [value]
    assert parse_yaml(write_yaml(value)).value == value
    with pytest.raises(WorkbenchError, match="deeper"):
        write_yaml([value])
    for _ in range(10_000):
        value = {"a": value}
    with pytest.raises(WorkbenchError, match="deeper"):
        write_yaml(value)
