"""Filters, with JavaScript's corners."""

from __future__ import annotations

import pytest

from tests.mappings.liquid.runs import value
from workbench.jsvalues import Json
from workbench.mappings.liquid.filters import DISABLED_FILTERS, FILTERS

EVENT: dict[str, Json] = {
    "list": [3, None, "a", [1, 2]],
    "numbers": ["1", 2, "x", None, [4]],
    "objs": [{"sku": "A", "n": 1, "x": {"y": 2}}, {"sku": "B", "n": None}, {"n": 3}],
    "object": {"a": 1.0, "2": [None]},
    "no": False,
    "nil_": None,
    "html": '<p class="x">Hi &amp; <!-- c --> bye</p><script>1<2</script> a < b',
    "text": "Ünï 日本 😀 z",
}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'5' | plus: '2.5'", "7.5"),
        ("'x' | plus: 1", "1"),
        ("5 | plus", "NaN"),
        ("5 | minus: missing", "5"),
        ("0.1 | plus: 0.2", "0.30000000000000004"),
        ("5 | divided_by: 2", "2.5"),
        ("5 | divided_by: 2, true", "2"),
        ("5 | divided_by: 0", "Infinity"),
        ("-5 | divided_by: 0", "-Infinity"),
        ("0 | divided_by: 0", "NaN"),
        ("5 | divided_by", "NaN"),
        ("-7 | modulo: 3", "2"),
        ("7 | modulo: -3", "-2"),
        ("7 | modulo: 0", "NaN"),
        ("7 | modulo: 'Infinity'", "NaN"),
        ("1 | divided_by: -0", "Infinity"),
        ("-2.5 | abs", "2.5"),
        ("1.2 | ceil", "2"),
        ("-1.2 | floor", "-2"),
        ("2.5 | round", "3"),
        ("-2.5 | round", "-3"),
        ("1.005 | round: 2", "1.01"),
        ("1234 | round: -2", "1200"),
        ("1.5 | round: 0.5", "1.5"),
        ("3 | at_least: 5", "5"),
        ("3 | at_least: 1, 9", "9"),
        ("3 | at_most", "3"),
        ("3 | at_most: 2, -1", "-1"),
        ("3 | times: 1.1", "3.3000000000000003"),
    ],
)
def test_numbers(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("list | join", "3  a 1,2"),
        ("list | join: nil_", "3  a 1,2"),
        ("list | join: '-'", "3--a-1,2"),
        ("missing | join", ""),
        ("'x' | join", "x"),
        ("list | first", "3"),
        ("list | last", "12"),
        ("'abc' | first", "a"),
        ("5 | first", ""),
        ("list | size", "4"),
        ("text | size", "11"),
        ("5 | size", "0"),
        ("numbers | sum", "7"),
        ("objs | sum: 'n'", "4"),
        ("objs | sum: 'x.y'", "2"),
        ("list | compact | size", "3"),
        ("list | push: 9 | last", "9"),
        ("list | push | size", "5"),
        ("list | unshift: 9 | first", "9"),
        ("list | pop | last", "a"),
        ("list | shift | first", ""),
        ("list | slice: 2", "a"),
        ("list | slice: -2, 2", "a12"),
        ("list | slice: -9, 2", ""),
        ("list | slice", ""),
        ("text | slice: 7, 2", "\U0001f600 "),
        ("text | slice: -1", "z"),
        ("text | slice: 1, -1", ""),
        ("'abc' | slice: '1', '1'", "b"),
        ("missing | slice: 0 | size", "0"),
        ("objs | where: 'sku' | size", "2"),
        ("objs | where: 'n', 3 | size", "1"),
        ("objs | where: 'x.y', 2 | size", "1"),
        ("objs | where: 'n', nil | size", "1"),
        ("objs | where: '' | size", "0"),
        ("list | sample", "3"),
        ("list | sample: 2", "3"),
    ],
)
def test_lists(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'a' | append: 'b'", "ab"),
        ("'a' | append", "RenderError: append expect 2 arguments, line:1, col:1"),
        ("'a' | prepend: 'b', 'c'", "RenderError: prepend expect 2 arguments, line:1, col:1"),
        ("'a' | append: k: 'b'", "akb"),
        ("'hELLO' | capitalize", "Hello"),
        ("'ß' | capitalize", "SS"),
        ("text | upcase", "ÜNÏ 日本 😀 Z"),
        ("'aXbX' | remove: 'X'", "ab"),
        ("'aXbX' | remove_first: 'X'", "abX"),
        ("'aXbX' | remove_last: 'X'", "aXb"),
        ("'aXbX' | replace: 'X', '$&'", "a$&b$&"),
        ("'ab' | replace: '', '-'", "a-b"),
        ("'ab' | replace_first: '', '-'", "-ab"),
        ("'ab' | replace_last: '', '-'", "ab-"),
        ("'aXbX' | replace_first: 'X', '$&'", "a$&bX"),
        ("'aXbX' | replace_last: 'X'", "aXb"),
        ("'a,b,,' | split: ',' | size", "2"),
        ("'ab' | split | join: '.'", "a.b"),
        ("'' | split: ',' | size", "0"),
        ("text | split: '' | join: ''", "Ünï 日本 😀 z"),
        ("'abcdefghij' | truncate: 5", "ab..."),
        ("'abcdefghij' | truncate: 5, ''", "abcde"),
        ("'abcdefghij' | truncate: 2", "..."),
        ("'abc' | truncate: 'x'", "..."),
        ("'a b c' | truncatewords: 2", "a b..."),
        ("'a b c' | truncatewords: 3", "a b c..."),
        ("'a b c' | truncatewords: 4", "a b c"),
        ("'a b c' | truncatewords: 0, '!'", "a!"),
        ("'hello 世界 x' | number_of_words", "3"),
        ("'hello 世界 x' | number_of_words: 'cjk'", "4"),
        ("'hello 世界 x' | number_of_words: 'auto'", "4"),
        ("' ' | number_of_words", "0"),
        ("'The _config.yml É file' | slugify", "the-config-yml-é-file"),
        ("'The _config.yml file' | slugify: 'pretty'", "the-_config.yml-file"),
        ("'É ß x' | slugify: 'latin', true", "É-ss-x"),
        ("'É x y' | slugify: 'ascii'", "x-y"),
        ("' a b ' | slugify: 'raw'", "a-b"),
        ("' A b ' | slugify: 'none'", " a b "),
    ],
)
def test_texts(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("' x ' | strip", "x"),
        ("' x ' | lstrip", "x "),
        ("' x ' | rstrip", " x"),
        ("'xxaxx' | strip: 'x'", "a"),
        ("'\U0001f600a\U0001f600' | rstrip: '\U0001f600'", "\U0001f600a"),
        ("' a \n\t b ' | squish", "a b"),
        ("' a \n\t b ' | normalize_whitespace", " a b "),
        (r"'a\r\nb\nc' | strip_newlines", "abc"),
        ("html | strip_html", "Hi &amp;  bye a < b"),
        ("'<script>a' | strip_html", "a"),
        ("'a<b' | strip_html", "a<b"),
    ],
)
def test_trimming(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'<a href=\"x\">&\\'' | escape", "&lt;a href=&#34;x&#34;&gt;&amp;&#39;"),
        ("'&lt;<' | escape_once", "&lt;&lt;"),
        ("'<' | xml_escape", "&lt;"),
        ("'a b&é(!)' | url_encode", "a+b%26%C3%A9(!)"),
        ("'a b&é(!)' | cgi_escape", "a+b%26%C3%A9%28%21%29"),
        ("'a b&é[1]' | uri_escape", "a%20b&%C3%A9[1]"),
        ("'a+b%26%C3%A9' | url_decode", "a b&é"),
        ("'%' | url_decode", "RenderError: URI malformed, line:1, col:1"),
        ("'%C3' | url_decode", "RenderError: URI malformed, line:1, col:1"),
        ("text | split: '' | slice: 7 | join: '' | url_encode", "RenderError: URI malformed, line:1, col:1"),
        ("'é' | base64_encode", "w6k="),
        ("'w6k' | base64_decode", "é"),
        ("' w6k= ' | base64_decode", "é"),
        ("'/w==' | base64_decode", "\ufffd"),
        ("'w' | base64_decode", "RenderError: invalid base64 provided to base64_decode, line:1, col:1"),
        ("'a' | sha256", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
    ],
)
def test_encodings(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("missing | default: 'd'", "d"),
        ("'' | default: 'd'", "d"),
        ("0 | default: 'd'", "0"),
        ("no | default: 'd'", "d"),
        ("no | default: 'd', allow_false: true", "false"),
        ("no | default: 'd', allow_false: 0", "d"),
        ("no | default: 'd', 5", "RenderError: Iterator value 5 is not an entry object, line:1, col:1"),
        ("empty | default: 'd'", "d"),
        ("object | json", '{"2":[null],"a":1}'),
        ("list | json: 1", '[\n 3,\n null,\n "a",\n [\n  1,\n  2\n ]\n]'),
        ("list | slice: 0 | inspect: '--'", "[\n--3\n]"),
        ("missing | json", ""),
        ("nil | jsonify", "{}"),
        ("list | push: nil | slice: 4 | json", "[{}]"),
        ("'0x10' | to_integer", "16"),
        ("'x' | to_integer", "NaN"),
        ("'<' | raw", "<"),
    ],
)
def test_other(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


def test_digests_with_a_key() -> None:
    assert value("'The quick brown fox jumps over the lazy dog' | hmac_sha256: 'key'") == (
        "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    )


@pytest.mark.parametrize("name", DISABLED_FILTERS)
def test_filters_that_are_switched_off_fail_when_they_run(name: str) -> None:
    assert value(f"1 | {name}") == f'RenderError: filter "{name}" is disabled, line:1, col:1'


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_takes_any_values_and_any_number_of_arguments(name: str) -> None:
    for given in ("missing", "nil_", "nil", "5", "'x'", "list", "object", "objs", "(1..3)"):
        for arguments in ("", ": 1", ": nil", ": list, object", ": 'a', 2, missing, 4"):
            assert not value(f"{given} | {name}{arguments}", EVENT).startswith(("Error:", "TypeError:"))


@pytest.mark.parametrize(
    "expression",
    [
        *(
            f"odd | {name}: 1"
            for name in ("abs", "ceil", "floor", "minus", "plus", "times", "round", "at_most")
        ),
        *(f"5.5 | {name}: 1, odd" for name in ("abs", "ceil", "modulo", "minus", "divided_by", "at_least")),
        "'2024-03-05' | date: '%Y', odd",
        "'no date' | date: '%Y', odd",
        "'text' | truncate: odd",
        "'text' | slice: 0, odd",
    ],
)
def test_what_reads_a_number_fails_for_an_object_without_one(expression: str) -> None:
    event: dict[str, Json] = {"odd": {"toString": ""}}
    assert value(expression, event).endswith("Cannot convert object to primitive value, line:1, col:1")


def test_round_alone_leaves_arguments_beyond_its_own_unread() -> None:
    assert value("5.55 | round: 1, odd", {"odd": {"toString": ""}}) == "5.6"
