"""Members of values, own and inherited."""

from __future__ import annotations

import pytest

from workbench.jsvalues import UNDEFINED, Function, Json, member


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        ({"a": 1}, "a", 1),
        ({"a": None}, "a", None),
        ({"constructor": 1}, "constructor", 1),
        ({}, "a", UNDEFINED),
        ([7, 8], "1", 8),
        ([7, 8], "01", UNDEFINED),
        ([7, 8], "2", UNDEFINED),
        ([7, 8], "-1", UNDEFINED),
        ([7, 8], "length", 2),
        ("a\U0001f600", "length", 3),
        ("a\U0001f600", "1", "\ud83d"),
        ("abc", "3", UNDEFINED),
        (5, "x", UNDEFINED),
        (5, "0", UNDEFINED),
        (True, "length", UNDEFINED),
        ({}, "constructor", Function("Object", 1)),
        ([], "map", Function("map", 1)),
        ([], "hasOwnProperty", Function("hasOwnProperty", 1)),
        ("x", "trim", Function("trim", 0)),
        (1.5, "toFixed", Function("toFixed", 1)),
        (False, "valueOf", Function("valueOf", 0)),
        (Function("at", 1), "name", "at"),
        (Function("at", 1), "length", 1),
        (Function("at", 1), "call", Function("call", 1)),
        ({}, "__proto__", {}),
        ([7], "__proto__", []),
        ("abc", "__proto__", ""),
        (5, "__proto__", 0),
        (True, "__proto__", False),
        (Function("at", 1), "__proto__", Function("", 0)),
        ({"__proto__": 1}, "__proto__", 1),
    ],
)
def test_members(value: Json, key: str, expected: Json) -> None:
    assert member(value, key) == expected
