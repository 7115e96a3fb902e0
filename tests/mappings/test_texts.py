"""`@case` and `@replace`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure, compile_fields
from workbench.mappings.texts import folded, replace_text


@pytest.mark.parametrize(
    ("text", "pattern", "with_", "ignore_case", "everywhere", "expected"),
    [
        ("a.b.c", ".", "-", False, True, "a-b-c"),
        ("a.b.c", ".", "-", False, False, "a-b.c"),
        ("Hello", "l", "[$&]", False, True, "He[l][l]o"),
        ("abc", "b", "$$$`$'", False, True, "a$acc"),
        ("abc", "b", "$1$", False, True, "a$1$c"),
        ("KkK", "k", "x", True, True, "xxx"),
        ("\u212a", "k", "x", True, True, "\u212a"),
        ("ſs", "S", "x", True, True, "ſx"),
        ("ßẞ", "SS", "x", True, True, "ßẞ"),
        ("ÉéE", "é", "x", True, True, "xxE"),
        ("\U0001f600", "\ud83d", "", False, True, "\ude00"),
        ("x\ud83d", "x", "", False, True, "\ud83d"),
        ("aXb", "x", "\ud83d", True, True, "a\ud83db"),
    ],
)
def test_replacing(
    text: str, pattern: str, with_: str, *, ignore_case: bool, everywhere: bool, expected: str
) -> None:
    assert replace_text(text, pattern, with_, ignore_case=ignore_case, everywhere=everywhere) == expected


@given(st.text(st.characters()), st.text(st.characters(), min_size=1, max_size=3))
def test_replacing_a_text_by_itself_changes_nothing(text: str, pattern: str) -> None:
    for ignore_case in (False, True):
        assert replace_text(text, pattern, "$&", ignore_case=ignore_case, everywhere=True) == text


@given(st.text())
def test_folding_keeps_every_unit_in_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("options", "event", "value"),
    [
        ({"pattern": "o", "value": {"@path": "$.a"}}, {"a": "foo"}, "f"),
        ({"pattern": "1", "replacement": "2", "value": {"@path": "$.a"}}, {"a": 11}, "22"),
        ({"pattern": "a", "value": {"@path": "$.a"}}, {"a": [1]}, ""),
        ({"pattern": "a", "value": ""}, {}, UNDEFINED),
        ({"pattern": "a", "replacement": "b", "pattern2": "b", "replacement2": "c", "value": "ab"}, {}, "cc"),
    ],
)
def test_replace_directives(options: Json, event: dict[str, Json], value: Json) -> None:
    assert compile_fields({"@replace": options}).resolve(event) is value or value == compile_fields(
        {"@replace": options}
    ).resolve(event)


def test_a_second_pattern_that_is_too_long_fails_only_when_it_runs() -> None:
    fields = compile_fields(
        {"f": {"@replace": {"pattern": "a", "pattern2": "b" * 11, "value": {"@path": "$.a"}}}}
    )
    assert fields.errors == ()
    assert fields.resolve({"a": None}) == {"f": ""}
    with pytest.raises(
        MappingFailure, match='@replace requires a "pattern" less than 10 characters'
    ) as failure:
        fields.resolve({"a": "x"})
    assert failure.value.hint == "Shorten the pattern to at most 10 characters."


def test_case_changes_text_only() -> None:
    upper = compile_fields({"@case": {"operator": "upper", "value": {"@path": "$.a"}}})
    assert [upper.resolve({"a": value}) for value in ("straße", 5, None)] == ["STRASSE", 5, None]
    lower = compile_fields({"@case": {"operator": "lower", "value": "ΑΣ"}})
    assert lower.resolve({}) == "ας"


def test_a_wrong_operator_fails_only_for_text() -> None:
    fields = compile_fields({"@case": {"operator": "Upper", "value": {"@path": "$.a"}}})
    assert fields.resolve({"a": 5}) == 5
    with pytest.raises(MappingFailure, match='"lower" or "upper"'):
        fields.resolve({"a": "x"})
