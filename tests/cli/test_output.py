"""Laying out text, and JSON that cannot act on a terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.test_rows import JSON_VALUES
from workbench.cli.output import json_text
from workbench.jsvalues import Json, parse_json
from workbench.text import cell_width, counted, padded, split_cells, wrap

WORDS = st.text("ab 名e\u0301→", max_size=80)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("名前", 4), ("e\u0301", 1), ("≠ a", 3), ("\u200b", 0), ("😀", 2)],
)
def test_wide_characters_take_two_cells_and_combining_ones_none(text: str, width: int) -> None:
    assert cell_width(text) == width


@given(WORDS, st.integers(10, 40))
def test_wrapping_keeps_the_words_and_the_width(text: str, columns: int) -> None:
    lines = list(wrap(text, columns, "    ", "  - "))
    assert all(cell_width(line) <= columns + 2 for line in lines)
    assert "".join("".join(lines).split()) == "".join(f"-{text}".split())


@given(WORDS, st.integers(2, 40))
def test_pieces_are_the_text_and_fit(text: str, columns: int) -> None:
    pieces = split_cells(text, columns)
    assert "".join(pieces) == text
    assert all(cell_width(piece) <= columns for piece in pieces)


def test_padding_counts_cells() -> None:
    assert padded("名", 4) == "名  "
    assert padded("abcdef", 4) == "abcdef"


@pytest.mark.parametrize(("number", "text"), [(0, "no events"), (1, "1 event"), (1234, "1,234 events")])
def test_counts_are_words(number: int, text: str) -> None:
    assert counted(number, "event") == text


@given(JSON_VALUES)
def test_json_is_the_same_value_on_one_line(value: Json) -> None:
    whole = {"a": value, "b": [value, {"c": [value]}]}
    text = json_text(whole)
    assert "\n" not in text
    assert parse_json(text) == parse_json(json.dumps(whole))


def test_json_has_no_character_that_acts() -> None:
    text = json_text({"\x9b\u202e\ufeff": ["\x00\x1b\x7f\x85\u2028"]})
    assert text.isascii()
    assert text.isprintable()
    assert json.loads(text) == {"\x9b\u202e\ufeff": ["\x00\x1b\x7f\x85\u2028"]}
