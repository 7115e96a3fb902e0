"""JSON text in and out, with V8's numbers and key order."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Function, Json, JsonError, dump_json, parse_json
from workbench.jsvalues.jsontext import MAX_DEPTH

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def test_index_keys_come_first_at_every_depth() -> None:
    value = parse_json('{"b":1,"2":{"z":0,"10":1,"9":2},"1":[{"x":1,"0":2}]}')
    assert list(value) == ["1", "2", "b"]
    assert list(value["2"]) == ["9", "10", "z"]
    assert list(value["1"][0]) == ["0", "x"]


def test_index_keys_written_with_escapes_are_ordered_too() -> None:
    assert list(parse_json('{"b":1,"\\u0032":2}')) == ["2", "b"]


def test_the_last_of_equal_keys_stays_at_the_first_place() -> None:
    assert list(parse_json('{"a":1,"b":2,"a":3}').items()) == [("a", 3), ("b", 2)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9007199254740993", 9007199254740992.0),
        ("-9007199254740993", -9007199254740992.0),
        ("[18446744073709551616]", [18446744073709551616.0]),
        ('{"a":12345678901234567890123}', {"a": 1.2345678901234568e22}),
        ("9007199254740992", 9007199254740992),
        ("1e400", math.inf),
        ("[-1e400]", [-math.inf]),
        ("0.1e-400", 0.0),
    ],
)
def test_numbers_become_doubles(text: str, value: Json) -> None:
    assert parse_json(text) == value


def test_lone_surrogates_are_kept_and_written_as_escapes() -> None:
    assert parse_json('{"2":"\\ud83d","1":"\\ud83d\\ude00"}') == {"1": "\U0001f600", "2": "\ud83d"}
    assert dump_json(["\ud83d", "\udc00x", "\ud83d\ude00"]) == '["\\ud83d","\\udc00x","\U0001f600"]'


def test_bytes_and_views_of_bytes_are_read() -> None:
    assert parse_json('{"é":"\u2028"}'.encode()) == {"é": "\u2028"}
    assert parse_json(memoryview(b'[1,"\\ud800"]')) == [1, "\ud800"]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("[1,]", 2),
        ("{'a':1}", 1),
        ("nan", 0),
        ("[NaN]", 1),
        ("\ufeff1", 0),
        ('{"a":1} x', 8),
        ('"a\nb"', 2),
        ('"\\ud800\n"', 7),
    ],
)
def test_text_that_is_not_json_has_a_position(text: str, position: int) -> None:
    with pytest.raises(JsonError) as failure:
        parse_json(text)
    assert failure.value.position == position
    assert str(failure.value).endswith(f"(at character {position + 1})")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{bad}", "a name in double quotes is expected"),
        ("['a']", "a value is expected"),
        ('["a" "b"]', "a comma or a closing bracket is expected"),
        ('{"a" 1}', "a colon is expected behind a name"),
        ("[1,]", "a comma stands before a closing bracket"),
        ('{"a":1', "the text ends too early"),
        ("", "there is no text"),
        ("{} {}", "more text stands behind the value"),
        ('["\\ud800", x]', "a value is expected"),
        ('["\\ud800" 1]', "a comma or a closing bracket is expected"),
        ('{"\\ud800":1, x:2}', "a name in double quotes is expected"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(text: str, words: str) -> None:
    with pytest.raises(JsonError) as failure:
        parse_json(text)
    assert failure.value.message == words


def test_lone_surrogates_in_an_indent_are_written_as_they_are() -> None:
    assert dump_json([None, "\ud83d"], indent="\ud83d") == '[\n\ud83dnull,\n\ud83d"\\ud83d"\n]'


def test_constants_beside_lone_surrogates_are_refused() -> None:
    with pytest.raises(JsonError):
        parse_json('["\\ud800",NaN]')


def test_bytes_must_be_utf_8() -> None:
    with pytest.raises(JsonError):
        parse_json(b'"\xff"')
    with pytest.raises(JsonError):
        parse_json(b'["\\ud800","\xff"]')


def test_nesting_beyond_the_limit_is_a_clear_error() -> None:
    assert parse_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    for extra in ("", '"\\ud800"'):
        with pytest.raises(JsonError, match="nested"):
            parse_json("[" * 10_000 + extra + "]" * 10_000)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (UNDEFINED, "null"),
        ({"a": UNDEFINED, "b": Function("at", 1), "c": None}, '{"c":null}'),
        ([UNDEFINED, math.nan, math.inf, Function("at", 1)], "[null,null,null,null]"),
        (
            [1.0, -0.0, 1e21, 1e-7, 0.000001, 2**53 + 1, 10**400],
            "[1,0,1e+21,1e-7,0.000001,9007199254740992,null]",
        ),
        ({"b": 1, "2": 2, "1": 3}, '{"1":3,"2":2,"b":1}'),
        ('\b\t\n\f\r\x00\x1f"\\\x7f\u2028é', '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\\x7f\u2028é"'),
        ([True, False, None, [], {}], "[true,false,null,[],{}]"),
        ("1.0 and 1e5", '"1.0 and 1e5"'),
    ],
)
def test_values_are_written_as_json_stringify_writes_them(value: Json, text: str) -> None:
    assert dump_json(value) == text


def test_an_indent_between_0_and_1_gives_lines_without_blanks() -> None:
    assert dump_json({"a": [None, ""]}, indent=0.1) == '{\n"a": [\nnull,\n""\n]\n}'
    assert dump_json({"a": [1]}, indent=0) == dump_json({"a": [1]}, indent="") == '{"a":[1]}'


def test_indented_text() -> None:
    assert dump_json({"a": [1, {"b": []}], "c": {}}, indent=2) == (
        '{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ],\n  "c": {}\n}'
    )


def test_writing_has_no_limit_of_depth() -> None:
    nested: Json = {"x": 1.5}
    for _ in range(50_000):
        nested = [nested]
    assert dump_json(nested) == "[" * 50_000 + '{"x":1.5}' + "]" * 50_000


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes is not JSON"):
        dump_json([b"x"])


_NUMBERLIKE = st.sampled_from(
    [
        "1.0",
        "2.0,",
        "[3.0]",
        ":4.0}",
        "-0.0",
        '"5.0,',
        "\\6.0,",
        "1e5,",
        "0e-7]",
        "1" * 17,
        "7",
        "07",
        "a7",
        "7:",
    ]
)
_LIKE_NUMBERS = st.recursive(
    st.sampled_from([1.0, -0.0, 1e15, 2.0**53, 1e16, 1e21, 1e-4, 5e-5, 1.5e-7, 0.1, 2**53 + 2, 7, math.inf])
    | st.floats()
    | _NUMBERLIKE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NUMBERLIKE, inner, max_size=4),
    max_leaves=20,
)


@given(_LIKE_NUMBERS)
def test_a_value_has_the_same_text_alone_and_beside_what_is_written_character_by_character(
    value: Json,
) -> None:
    assert dump_json([value, "\ud800"]) == f'[{dump_json(value)},"\\ud800"]'
    assert dump_json([value]) == f"[{dump_json(value)}]"


@given(JSON_VALUES)
def test_text_reads_back_as_the_same_value(value: Json) -> None:
    expected = json.loads(json.dumps(value), parse_constant=lambda _: None)
    assert parse_json(dump_json(value)) == expected
    assert parse_json(dump_json(value, indent=3)) == expected


@given(st.text())
def test_any_text_is_read_or_refused_with_a_position_inside(text: str) -> None:
    position = 0
    try:
        parse_json(text)
    except JsonError as error:
        position = error.position
    assert 0 <= position <= len(text)
