"""Paths into events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Function, Json
from workbench.mappings.paths import compile_path, event_path, split_path

EVENT: Json = {
    "a": {"b": [{"c": 5}, "text"], "d.e": 1, "zero": 0, "no": None, "": "empty key"},
    "0": "zero",
    "name": "Mug",
}


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("a.b", ("a", "b")),
        ("a[0].c", ("a", "0", "c")),
        ("a['c d'][\"e\"]", ("a", "c d", "e")),
        ("a.'b'", ("a", "b")),
        ("a[name]", ("a[name]",)),
        ("a['x.y']", ("a", "x", "y")),
        ("q'q", ("qq",)),
        ("a..b.", ("a", "b")),
        ("['']", ("",)),
        ("a[0]]]", ("a", "0")),
        ("..", ()),
    ],
)
def test_steps(path: str, steps: tuple[str, ...]) -> None:
    assert split_path(path) == steps


def test_only_the_first_dollar_dot_is_removed() -> None:
    assert event_path("$.a.$.b") == "a.$.b"
    assert event_path("x$.a") == "xa"
    assert event_path("$") == "$"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", EVENT),
        (".", EVENT),
        ("..", EVENT),
        ("name", "Mug"),
        ("0", "zero"),
        ("a.b.0.c", 5),
        ("a.b[1].length", 4),
        ("a.b.length", 2),
        ("name[0]", "M"),
        ("name.length", 3),
        ("missing", UNDEFINED),
        ("missing.more.steps", UNDEFINED),
        ("a.zero.x.y", 0),
        ("a.no.x", None),
        ("a['']", "empty key"),
        ("a.b.c", UNDEFINED),
        ("name.trim", Function("trim", 0)),
        ("constructor.name", "Object"),
        ("a.b.constructor.name", "Array"),
    ],
)
def test_values(path: str, value: Json) -> None:
    assert compile_path(path)(EVENT) == value


@given(
    st.text(alphabet="ab0.[]'\"$", max_size=12),
    st.sampled_from([EVENT, [EVENT], "text", 5, None, True, UNDEFINED]),
)
def test_any_path_over_any_value_gives_something(path: str, payload: Json) -> None:
    compile_path(path)(payload)
