"""Between directives and the editor's text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import FieldKind, editor_text, field_kind, read_editor


@pytest.mark.parametrize(
    ("directive", "kind"),
    [
        (UNDEFINED, "missing"),
        ({"@path": "$.a"}, "path"),
        ({"@path": {"@path": "$.a"}}, "raw"),
        ({"@path": "$.a", "_metadata": {}}, "raw"),
        ({"@template": "{{a}}"}, "template"),
        ({"@template": 5}, "raw"),
        ("x", "static"),
        (None, "static"),
        (5, "static"),
        (False, "static"),
        ({"@literal": "x"}, "static"),
        ({"@literal": [1]}, "raw"),
        ({"@if": {}}, "raw"),
        ({}, "raw"),
        ([], "raw"),
    ],
)
def test_kinds(directive: Json, kind: FieldKind) -> None:
    assert field_kind(directive) == kind


@pytest.mark.parametrize(
    ("directive", "text"),
    [
        (UNDEFINED, ""),
        ({"@path": "$.a"}, "$.a"),
        ({"@path": ""}, "$."),
        ({"@template": "{{a}}"}, "{{a}}"),
        ("Trip Booked", "Trip Booked"),
        ("", ""),
        ("75", '"75"'),
        ("true", '"true"'),
        ('"quoted"', '"\\"quoted\\""'),
        ('"', '"'),
        (75.0, "75"),
        (None, "null"),
        ({"@literal": True}, "true"),
        ({"@if": {}}, '{\n  "@if": {}\n}'),
    ],
)
def test_texts(directive: Json, text: str) -> None:
    assert editor_text(directive) == text


def test_paths_get_the_start_they_lack() -> None:
    assert read_editor("path", "properties.total") == {"@path": "$.properties.total"}
    assert read_editor("path", "$.properties.total") == {"@path": "$.properties.total"}


def test_static_text_is_a_number_or_boolean_only_when_it_is_exactly_one() -> None:
    texts = ["1", "-0.5", "1e3", "01", "1.", " 1", "True", "false", "null", '"x"', '"x', "1e999"]
    values = [1, -0.5, 1000, "01", "1.", " 1", "True", False, None, "x", '"x', "1e999"]
    assert [read_editor("static", text) for text in texts] == values


def test_an_empty_path_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="A path is needed"):
        read_editor("path", " ")


def test_raw_text_that_is_not_json_is_refused_with_its_line() -> None:
    with pytest.raises(WorkbenchError) as failure:
        read_editor("raw", '{\n  "@path": $.a\n}')
    assert failure.value.line == 2
    assert failure.value.hint


@given(
    st.none()
    | st.booleans()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(2**53), 2**53)
    | st.builds(lambda text: {"@template": text}, st.text())
    | st.builds(lambda keys: dict.fromkeys(keys, 1), st.lists(st.text(max_size=3), max_size=3))
)
def test_what_is_written_into_an_editor_reads_back_the_same(directive: Json) -> None:
    read = read_editor(field_kind(directive), editor_text(directive))
    assert read == directive
    assert isinstance(read, bool) == isinstance(directive, bool)


def test_not_mapped_reads_back_as_not_mapped() -> None:
    assert read_editor("missing", "") is UNDEFINED
    assert editor_text(math.inf) == "null"
