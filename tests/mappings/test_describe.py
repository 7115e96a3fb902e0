"""Directives in a few words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import describe
from workbench.mappings.parse import DIRECTIVES

PATH = {"@path": "$.a"}


@pytest.mark.parametrize(
    ("directive", "text"),
    [
        (UNDEFINED, "not mapped"),
        (PATH, "$.a"),
        ("Trip Booked", '"Trip Booked"'),
        (75, "75"),
        (True, "true"),
        (None, "null"),
        ({"@literal": "x"}, '"x"'),
        ({"@template": "{{a}} {{b}}"}, "template {{a}} {{b}}"),
        ({"@if": {"exists": PATH, "then": {"@path": "$.b"}, "else": 5}}, "if exists $.a then $.b else 5"),
        ({"@if": {"blank": PATH, "then": {"@path": "$.b"}}}, "if not blank $.a then $.b"),
        ({"@if": {"exists": PATH}}, "if exists $.a then nothing"),
        ({"@case": {"operator": "upper", "value": PATH}}, "upper $.a"),
        ({"@replace": {"pattern": ".", "value": PATH}}, 'replace "." with "" in $.a'),
        (
            {
                "@replace": {
                    "pattern": "a",
                    "replacement": "b",
                    "pattern2": "c",
                    "value": PATH,
                    "global": False,
                    "ignorecase": True,
                }
            },
            'replace first "a" with "b" and "c" with "" (any case) in $.a',
        ),
        ({"@arrayPath": ["$.products", {"id": PATH, "n": 1}]}, "each of $.products as {id, n}"),
        ({"@arrayPath": ["$.products"]}, "$.products"),
        ({"@flatten": {"separator": "_", "value": PATH}}, 'flatten $.a with "_"'),
        ({"@json": {"mode": "encode", "value": PATH}}, "$.a as JSON text"),
        ({"@json": {"mode": "decode", "value": PATH}}, "$.a read as JSON"),
        (
            {"@merge": {"direction": "left", "objects": [PATH, {"b": 1}]}},
            'merge $.a, {"b":1} (the first wins)',
        ),
        (
            {"@merge": {"direction": "right", "objects": [PATH, {"b": PATH}]}},
            "merge $.a, {b} (the last wins)",
        ),
        ({"@transform": {"apply": {"x": PATH}, "mapping": {"@path": "$.x"}}}, "$.x of {x}"),
        ({"@excludeWhenNull": PATH}, "$.a unless null"),
        ({"alias_name": PATH, "alias_label": "user"}, "{alias_name, alias_label}"),
        ([PATH, 1], "[$.a, 1]"),
        ({"@path": PATH}, "the path in $.a"),
        ({"@template": PATH}, "the template in $.a"),
        ({"@nope": 1}, "invalid @nope"),
        ({"@path": 5}, "the path in 5"),
        ({"@if": "x"}, "invalid @if"),
        ("x" * 100, '"' + "x" * 58 + "…"),
    ],
)
def test_descriptions(directive: Json, text: str) -> None:
    assert describe(directive) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [*DIRECTIVES, "@x", "then", "exists", "value", "apply", "mapping", "objects", "mode"]
                ),
                inner,
                max_size=3,
            )
        ),
    )
)
def test_anything_is_described_on_one_line(directive: Json) -> None:
    assert "\n" not in describe(directive)
