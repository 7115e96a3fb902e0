"""HCL that is written reads back as the value it was written from.

The escapes, the layout and the values were compared with Terraform 1.x itself (`fmt -check`, `output -json`).
"""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import json_values, texts
from workbench.errors import WorkbenchError
from workbench.exports.hcl import Raw, attributes, block, expression, holds_exactly, key, quoted
from workbench.exports.hclreader import parse_hcl
from workbench.jsvalues import Json
from workbench.project.sameness import same_json

_signs = st.text(alphabet='${}%"\\ua0\n', max_size=10)


def read(text: str) -> Json:
    return parse_hcl(f"x = {text}\n").attributes["x"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("a\nb\tc\r", '"a\\nb\\tc\\r"'),
        ("$.userId", '"$.userId"'),
        ("{{userId}}", '"{{userId}}"'),
        ("${x}", '"$${x}"'),
        ("%{x}", '"%%{x}"'),
        ("100%", '"100%"'),
        ("$${x}", '"\\u0024$${x}"'),
        ("$%{", '"$%%{"'),
        ("{% if a %}", '"{% if a %}"'),
        ("\x00\x1b\x7f\u2028", '"\\u0000\\u001b\\u007f\\u2028"'),
        ("Réservation 予約 😀", '"Réservation 予約 😀"'),
    ],
)
def test_text_is_quoted_so_that_nothing_is_interpolated(text: str, written: str) -> None:
    assert quoted(text) == written
    assert read(written) == text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("external_id", "external_id"),
        ("@path", '"@path"'),
        ("__segment_internal_sync_mode", '"__segment_internal_sync_mode"'),
        ("user.email", '"user.email"'),
        ("for", '"for"'),
        ("null", '"null"'),
        ("1", '"1"'),
        ("", '""'),
        ("é", '"é"'),
        ("${x}", '"$${x}"'),
    ],
)
def test_keys_are_quoted_unless_they_are_plain_words(name: str, written: str) -> None:
    assert key(name) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (75, "75"),
        (-3, "-3"),
        (0.1, "0.1"),
        (1e21, "1e+21"),
        (12345678901234567890, "12345678901234567890"),
        ([], "[]"),
        ({}, "{}"),
        ([1, "a", []], '[1, "a", []]'),
        ({"@path": "$.a"}, '{ "@path" = "$.a" }'),
        ({"a": {"b": 1}}, "{\n  a = { b = 1 }\n}"),
        ([{"a": 1, "b": 2}], "[\n  {\n    a = 1\n    b = 2\n  },\n]"),
        (Raw("var.key"), "var.key"),
    ],
)
def test_values_are_laid_out_as_terraform_does(value: Json, written: str) -> None:
    assert expression(value) == written


def test_signs_of_neighbours_on_one_line_are_aligned() -> None:
    assert attributes([("a", "1"), ("long", "2"), ("x", "{\n}"), ("b", "3")]) == [
        "a    = 1",
        "long = 2",
        "x = {\n}",
        "b = 3",
    ]
    assert block("provider", []) == "provider {}\n"
    assert block("import", [("to", "a.b"), ("id", '"x"')]) == 'import {\n  to = a.b\n  id = "x"\n}\n'


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        ("é", True),
        ("e\u0301", False),
        ({"e\u0301": 1}, False),
        ([{"a": "\ud800"}], False),
        (2**512 - 1, True),
        ([2**600], False),
        (1e300, True),
    ],
)
def test_what_hcl_would_change_is_known(value: Json, exact: bool) -> None:
    assert holds_exactly(value) is exact


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_number_without_a_form_is_an_error(number: float) -> None:
    with pytest.raises(WorkbenchError):
        expression({"a": [number]})


@given(json_values)
def test_a_value_reads_back_exactly(value: Json) -> None:
    assert same_json(read(expression(value, 1)), value)
    assert same_json(json.loads(read(f"jsonencode({expression(value, 1)})")), value)


@given(st.one_of(texts, _signs))
def test_a_text_reads_back_exactly_also_as_a_key(text: str) -> None:
    assert read(quoted(text)) == text
    assert read(f"{{ {key(text)} = 1 }}") == {text: 1}
