"""Values, paths, operators, and their errors."""

from __future__ import annotations

import pytest

from tests.mappings.liquid.runs import run, value
from workbench.jsvalues import Json

EVENT: dict[str, Json] = {
    "name": "Blue Mug",
    "qty": 3,
    "no": False,
    "nil_": None,
    "list": [3, 1, [2]],
    "objs": [{"sku": "A"}, {"sku": "B"}],
    "nested": {"a": 1, "b c": 2, "key": "a", "x-y": 4},
    "empty_list": [],
    "empty_object": {},
    "length_": {"length": 2, "size": 9},
    "7": "seven",
}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("name", "Blue Mug"),
        ("name.size", "8"),
        ("name[0]", "B"),
        ("list", "312"),
        ("list.size", "3"),
        ("list.first", "3"),
        ("list.last", "2"),
        ("list[-1]", "2"),
        ("list[1.5]", ""),
        ("list[9]", ""),
        ("objs[1].sku", "B"),
        ("objs.first.sku", "A"),
        ("nested['b c']", "2"),
        ("nested.x-y", "4"),
        ("nested[nested.key]", "1"),
        ("nested. a", "1"),
        ("nested.", "[object Object]"),
        ("nested", "[object Object]"),
        ("nested.size", "4"),
        ("length_.size", "9"),
        ("size", "0"),
        ("first", ""),
        ("toString", ""),
        ("name.toString", ""),
        ("qty.size", ""),
        ("nil_.x.y", ""),
        ("missing.x", ""),
        ("[name]", ""),
        ("['name']", "Blue Mug"),
        ("[7]", "seven"),
        ("'abc'.size", "3"),
        ("nil.size", ""),
        ("(1..qty)", "123"),
        ("(qty..1)", ""),
        ("(1..3).last", "3"),
        ("5.50", "5.5"),
        ("+4", "4"),
        ("-4", "-4"),
        ("5.", "5"),
        ("5-", ""),
        ("1e3", ""),
        ("true", "true"),
        ("truex", ""),
        ("nil", ""),
        ("empty", ""),
        ("'it''s'", "it"),
        ("name 'ignored'", "Blue Mug"),
        (r"'\u00e9\n\101\q\'\x'", "é\nAq'x"),
        (r"'\u4z'", "\u0004z"),
    ],
)
def test_values(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("qty == 3", "true"),
        ("qty == '3'", "false"),
        ("qty != 3", "false"),
        ("'b' > 'a'", "true"),
        ("'10' > '9'", "false"),
        ("'10' > 9", "true"),
        ("list > 1", "false"),
        ("nil > 0", "false"),
        ("missing < 1", "false"),
        ("nil_ >= 0", "true"),
        ("nil_ == nil", "true"),
        ("missing == nil", "true"),
        ("missing == nil_", "false"),
        ("nil == nil", "true"),
        ("empty == empty", "false"),
        ("blank == blank", "false"),
        ("nil == empty", "false"),
        ("nil == blank", "false"),
        ("empty_list == empty", "true"),
        ("empty_object == empty", "true"),
        ("'' == empty", "true"),
        ("' ' == blank", "true"),
        ("no == blank", "true"),
        ("0 == blank", "false"),
        ("list == list", "true"),
        ("nested == nested", "true"),
        ("true == 1", "false"),
        ("name contains 'Mug'", "true"),
        ("list contains 1", "true"),
        ("list contains '1'", "false"),
        ("qty contains 3", "false"),
        ("nested contains 'a'", "false"),
        ("not qty == 3", "false"),
        ("true or false and false", "true"),
        ("false and false or true", "false"),
        ("0 and ''", "true"),
        ("==", "true"),
    ],
)
def test_operators(expression: str, text: str) -> None:
    assert value(expression, EVENT) == text


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{}}", 'TokenizationError: invalid value expression: "", line:1, col:3'),
        ("{{ $.a }}", 'TokenizationError: invalid value expression: "$.a", line:1, col:4'),
        ("{{ (1 }}", "TokenizationError: invalid range syntax, line:1, col:6"),
        ("{{ (1..2 }}", "TokenizationError: invalid range syntax, line:1, col:10"),
        ("{{ (1..) }}", 'TokenizationError: unexpected token ")", value expected, line:1, col:8'),
        ("{{ a[0 }}", "TokenizationError: [ not closed, line:1, col:7"),
        ("{{ a ! b }}", 'TokenizationError: expected "|" before filter, line:1, col:7'),
        ("{{ a | | b }}", "TokenizationError: expected filter name, line:1, col:8"),
        ("{{ a | b c }}", 'TokenizationError: expected ":" after filter name, line:1, col:10'),
        ("{{ a | b: c d }}", 'TokenizationError: unexpected character "d", line:1, col:13'),
        (
            "{{ (1..999999999).size }}",
            "UndefinedVariableError: memory alloc limit exceeded, line:1, col:4",
        ),
        (
            "x{{ a[b] }}",
            "UndefinedVariableError: Cannot convert object to primitive value, line:1, col:5",
        ),
        ("{{ a | append: b }}", "RenderError: Cannot convert object to primitive value, line:1, col:1"),
    ],
)
def test_errors_say_where(template: str, error: str) -> None:
    assert run(template, {"a": {}, "b": {"toString": 1}}) == error


def test_filters_that_are_not_known_give_what_they_get() -> None:
    assert value("name | nosuch: 1 | constructor | upcase |", EVENT) == "BLUE MUG"


def test_what_follows_the_filters_is_ignored() -> None:
    assert value("name | upcase , 5", EVENT) == "BLUE MUG"
    assert value("name ) | upcase", EVENT) == "Blue Mug"
