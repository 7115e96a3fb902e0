"""YAML read with the values of JSON."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.project.strategies import json_values
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project import yamltext
from workbench.project.sameness import same_json
from workbench.project.storable import MAX_DEPTH
from workbench.project.yamltext import parse_yaml
from workbench.project.yamlwriter import write_yaml


def read(text: str) -> Json:
    return parse_yaml(text, "workbench.yaml").value


def problem(text: str) -> WorkbenchError:
    with pytest.raises(WorkbenchError) as caught:
        parse_yaml(text, "workbench.yaml")
    assert caught.value.file == "workbench.yaml"
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "on", "Off", "y", "True", "FALSE", "=", "2024-01-02", "2024-01-02T03:04:05Z"),
        *(
            "010",
            "0x1F",
            "0o17",
            "1_000",
            "1:30",
            "+1",
            ".5",
            "5.",
            ".inf",
            ".NaN",
            "1.2.3",
            "0x",
            "1e",
            "--1",
        ),
    ],
)
def test_what_json_does_not_write_as_a_value_is_text(text: str) -> None:
    assert read(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("5", 5),
        ("-0", 0),
        ("0.0", 0.0),
        ("1e21", 1e21),
        ("1E+2", 100.0),
        ("-1.5e-3", -0.0015),
        ("12345678901234567890123", 12345678901234567890123),
        ("'5'", "5"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("! true", "true"),
        ("|\n  a\n   b\n", "a\n b\n"),
        (">\n  a\n  b\n", "a b\n"),
    ],
)
def test_values(text: str, value: Json) -> None:
    assert same_json(read(f"a: {text}"), {"a": value})


def test_keys_are_text_whatever_they_look_like() -> None:
    assert read("1: a\ntrue: b\nnull: c\n2024-01-02: d\n") == {
        "1": "a",
        "true": "b",
        "null": "c",
        "2024-01-02": "d",
    }


def test_the_line_of_every_part_is_known() -> None:
    document = parse_yaml("a:\n  - x: 1\n    y:\n      - 2\n  -\n    z: 3\nb: |\n  text\n")
    assert document.line(("a",)) == 1
    assert document.line(("a", 0)) == 2
    assert document.line(("a", 0, "y", 0)) == 4
    assert document.line(("a", 1, "z")) == 6
    assert document.line(("b",)) == 7
    assert document.line(("a", 0, "missing")) == 2


def test_a_repeated_key_is_refused_with_its_line() -> None:
    error = problem("a: 1\nb:\n  c: 1\n  c: 2\n")
    assert (error.line, error.field) == (4, "b.c")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2", 1),
        ("a: 1\n b: 2\n", 2),
        ("a: 'open\n", 1),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\n--- \nb: 2\n", 2),
        ("a: !!python/object:os.system x", 1),
        ("a: !!binary aGk=", 1),
        ("a: !!timestamp 2024-01-01", 1),
        ("a:\n  ? [b]\n  : c\n", 2),
        ("a: &x 1\nb:\n  <<: *x\n", 3),
        ("x: 1\na: [1, 2\n\n\n", 2),
        ("a: *nothing", 1),
        ("a: 1e999", 1),
        (f"a: {'9' * 5000}", 1),
        ("a: b\x07c", 1),
        ("x: 1\nö: b\x1bc", 2),
        ("a: \ud800", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int) -> None:
    assert problem(text).line == line


def test_aliases_are_followed() -> None:
    assert read("a: &x {b: [1]}\nc: *x\nd: &k key\n*k : v\n") == {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": "key",
        "key": "v",
    }


def test_an_alias_of_what_encloses_it_is_refused() -> None:
    assert "alias" in problem("a: &x [1, *x]").message


def test_a_yaml_bomb_is_refused_before_it_explodes() -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "aliases" in problem("\n".join(lines)).message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_is_bounded(opening: str) -> None:
    assert problem(opening * 10_000).message


def test_depth_through_aliases_is_bounded() -> None:
    deep = "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2)
    assert read(f"a: &x {deep}\nb: [*x]\n")
    assert "deeper" in problem(f"a: &x {deep}\nb: [[*x]]\n").message


def test_a_text_of_ten_megabytes_is_read() -> None:
    assert len(read(f"a: '{'x' * 10_000_000}'")["a"]) == 10_000_000


@given(json_values)
def test_what_is_written_is_read_back(value: Json) -> None:
    text = write_yaml({"value": value})
    assert same_json(read(text), {"value": value})
    assert write_yaml(read(text)) == text


@given(json_values)
def test_both_parsers_of_the_library_read_the_same(value: Json) -> None:
    text = write_yaml({"value": value}).replace("\\ud", "\\ue").replace("\\uD", "\\uE")
    built = [
        yamltext._Builder("").build(yaml.parse(text, Loader=loader))
        for loader in (yamltext._FAST_LOADER, yaml.SafeLoader)
    ]
    assert same_json(built[0].value, built[1].value)
    assert built[0].lines == built[1].lines


@given(st.text(alphabet="ab:-[]{},#&*!|>'\"%@`?~ \n\t0123.\\", max_size=60))
def test_any_text_is_a_value_or_an_error(text: str) -> None:
    lines: list[int | None] = [1]
    try:
        read(text)
    except WorkbenchError as error:
        lines.append(error.line)
    assert None not in lines
