"""Cutting a trigger into tokens."""

from __future__ import annotations

import pytest

from workbench.triggers.lexer import TOO_LONG, LexError, tokenize


def kinds(text: str) -> list[str]:
    return [token.kind for token in tokenize(text)]


def values(text: str) -> list[str]:
    return [token.value for token in tokenize(text)][:-1]


def test_a_condition_is_cut_into_path_operator_and_value() -> None:
    assert values('properties.plan = "gold"') == ["properties.plan", "=", '"gold"']
    assert kinds('type!= "x" and name = null') == [
        "ident", "operator", "string", "conditional", "ident", "operator", "null", "eos",
    ]  # fmt: skip


def test_tokens_know_their_place_in_the_text() -> None:
    text = 'type = "track" and properties . plan = 5'
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "type", "=", '"track"', "and", "properties . plan", "=", "5", "",
    ]  # fmt: skip


def test_backslashes_escape_one_character_of_a_name() -> None:
    assert values(r"properties.product\ name") == ["properties.product name"]
    assert values(r"properties.\or") == ["properties.or"]
    assert values(r"a\\b") == ["a\\b"]


def test_a_step_that_begins_with_a_digit_does_not_join_the_path() -> None:
    assert values("properties.items.0.sku") == ["properties.items", ".", "0.", "sku"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("x <=5", ["x", "<", "=", "5"]),
        ("x <= 5", ["x", "<=", "5"]),
        ("and(x", ["and", "(", "x"]),
        ("and x", ["and", "x"]),
        ("nullx", ["nullx"]),
    ],
)
def test_operators_and_keywords_need_a_blank_behind_them(text: str, cut: list[str]) -> None:
    assert values(text) == cut


@pytest.mark.parametrize(
    ("text", "cut"), [("an", "a"), ("nu", "n"), ("nul", "n"), ("n$", "n"), ("n\U0001f600", "n")]
)
def test_the_beginning_of_a_keyword_at_the_very_end_swallows_the_rest(text: str, cut: str) -> None:
    assert values(f"x = {text}")[-1] == cut


def test_a_quote_that_is_not_followed_by_an_end_is_read_twice() -> None:
    assert values('"a""b"') == ['"a"', '""', '"b"']
    assert values('"a"="b"') == ['"a"', '"="', '"b"']


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("type == x & y", 10),
        ('type = "track', 7),
        ("x !=5", 4),
        ("x !y.z !", 7),
        ("x = 1.2.3", 7),
        ("x = 5.", 6),
        ("a[0]", 1),
        ("abc\\", 3),
        ("x\ry", 1),
        ("x \\😀 y", 2),
        ("x = “y”", 4),
    ],
)
def test_a_wrong_character_is_told_by_its_place(text: str, position: int) -> None:
    with pytest.raises(LexError) as refusal:
        tokenize(text)
    assert refusal.value.position == position
    assert refusal.value.expected


def test_texts_words_and_numbers_have_a_longest_length() -> None:
    assert kinds('"' + "x" * (TOO_LONG - 1) + '"')[0] == "string"
    assert kinds("b" * (TOO_LONG - 1))[0] == "ident"
    assert kinds("1" * TOO_LONG)[0] == "number"
    for text in (
        '"' + "x" * TOO_LONG + '"',
        '"' + "😀" * (TOO_LONG // 2) + '"',
        "b" * TOO_LONG,
        "11" + "1" * TOO_LONG,
    ):
        with pytest.raises(LexError):
            tokenize(text)
