"""Cutting templates: delimiters, blanks, raw text, and the errors of what is not closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mappings.liquid.runs import run
from workbench.mappings.liquid.faults import TemplateError
from workbench.mappings.liquid.lexer import Piece, tokenize


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("a {{- 'b' -}} c", "abc"),
        ("a\n{%- assign x = 1 -%}\n{{ x }}", "a1"),
        ("x {% if true -%}  y  {%- endif %} z", "x y z"),
        ("\u00a0{{- 1 }}\ufeff{{- 2 }}", "1\ufeff2"),
        ("{{ '}}' }}", "}}"),
        ('{{ "a\'}}" }}', "a'}}"),
        ("{% raw %}{{ x }}{% if %}{% endraw %}", "{{ x }}{% if %}"),
        ("{% raw -%} a {% endraw -%} b", " a b"),
        ("{% raw %}{% endraw {% endraw %}|", "|"),
        ("{% raw %}{%- endraw {% endraw %}", "{%- endraw "),
        ("%} }} { }", "%} }} { }"),
    ],
)
def test_text(template: str, text: str) -> None:
    assert run(template) == text


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("a\n {{ b", 'TokenizationError: output "{{ b" not closed, line:2, col:2'),
        ("{{ 'b }}", 'TokenizationError: output "{{ \'b }}" not closed, line:1, col:1'),
        ("{% if x", 'TokenizationError: tag "{% if x" not closed, line:1, col:1'),
        ("{% %}", "TokenizationError: illegal tag syntax, tag name expected, line:1, col:4"),
        ("{%}", "TokenizationError: illegal tag syntax, tag name expected, line:1, col:3"),
        ("{% raw %}x", 'TokenizationError: raw "{% raw %}x" not closed, line:1, col:10'),
        ("{% raw %}", "ParseError: tag {% raw %} not closed, line:1, col:1"),
        (
            "\U0001f600{{ " + "é" * 40,
            'TokenizationError: output "{{ ' + "é" * 26 + '..." not closed, line:1, col:3',
        ),
    ],
)
def test_errors_say_where(template: str, error: str) -> None:
    assert run(template) == error


@given(st.text(alphabet="{}%-' \nabraw", max_size=30))
def test_pieces_cover_the_template_without_gaps(template: str) -> None:
    try:
        pieces = [piece for piece in tokenize(template) if isinstance(piece, Piece)]
    except TemplateError:
        return
    assert "".join(piece.text for piece in pieces) == template
