"""Lines of the screen as plain values: spans of text with the name of a style.

Text in a span is foreign until `LineList` draws it; that one place makes control characters visible and
never reads markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

from workbench.text import visible

Span: TypeAlias = tuple[str, str]
"""Text and the name of a style: one of `LineList.STYLES`, or "" for the line's own."""

Line: TypeAlias = Sequence[Span]

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"\s*:)|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?P<word>\b(?:true|false|null)\b)"
)
_BEGINS_JSON = frozenset('"{}[]')
_LONE_VALUE = re.compile(r"\s*(?:true|false|null|-?[0-9][0-9.eE+-]*),?\s*")
LONGEST_LINE = 4096
"""Characters of a line that are drawn at most; the whole value is opened on its own screen."""


def fit(text: str, width: int) -> str:
    """`text` as it is drawn, in exactly `width` terminal cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    text = visible(text[:LONGEST_LINE])
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"


def fit_right(text: str, width: int) -> str:
    """`text` right-aligned in exactly `width` cells."""
    missing = width - cell_len(text)
    return " " * missing + text if missing >= 0 else fit(text, width)


def fit_end(text: str, width: int) -> str:
    """`text` as it is drawn, in at most `width` cells; of a longer one the end, behind an ellipsis."""
    text = visible(text[-LONGEST_LINE:])
    if cell_len(text) <= width:
        return text
    return f"…{set_cell_size(text[::-1], width - 1)[::-1]}"


def json_spans(text: str) -> list[Span]:
    """A line of JSON with its keys, strings, numbers and words named for colouring; others as they are."""
    if text.lstrip(" ")[:1] not in _BEGINS_JSON and not _LONE_VALUE.fullmatch(text[:LONGEST_LINE]):
        return [(text[:LONGEST_LINE], "")]
    spans: list[Span] = []
    end = 0
    for token in _TOKEN.finditer(text[:LONGEST_LINE]):
        if token.start() > end:
            spans.append((text[end : token.start()], "dim"))
        spans.append((token.group(), token.lastgroup or ""))
        end = token.end()
    if end < len(text):
        spans.append((text[end:LONGEST_LINE], "dim" if end else ""))
    return spans


def cut(spans: Line, width: int) -> list[Span]:
    """The spans in exactly `width` cells, an ellipsis marking what was cut."""
    result: list[Span] = []
    left = width
    for position, (text, style) in enumerate(spans):
        size = cell_len(text)
        more = size == left and any(rest for rest, _ in spans[position + 1 :])
        if size > left or more:
            result.append((fit(f"{text} ", left), style))
            return result
        result.append((text, style))
        left -= size
    if left > 0:
        result.append((" " * left, ""))
    return result


def wrap(text: str, width: int) -> list[str]:
    """`text` folded into lines of at most `width` cells, at spaces if it has some; indentation stays."""
    return [line for paragraph in text.split("\n") for line in _folded(paragraph, width)]


def _folded(paragraph: str, width: int) -> list[str]:
    if len(paragraph) <= width and cell_len(paragraph) <= width:
        return [paragraph]
    indent = paragraph[: len(paragraph) - len(paragraph.lstrip(" "))][: max(0, width // 2)]
    lines: list[str] = []
    line = indent
    fresh = True
    for word in paragraph.strip(" ").split(" "):
        candidate = f"{line}{word}" if fresh else f"{line} {word}"
        if cell_len(candidate) <= width:
            line, fresh = candidate, False
            continue
        if not fresh:
            lines.append(line)
        pieces = _pieces(word, width - len(indent))
        lines += [f"{indent}{piece}" for piece in pieces[:-1]]
        line, fresh = f"{indent}{pieces[-1]}", False
    lines.append(line)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """A word cut into pieces of at most `width` cells."""
    pieces: list[str] = []
    start = size = 0
    for position, character in enumerate(word):
        cells = cell_len(character)
        if size + cells > width and position > start:
            pieces.append(word[start:position])
            start, size = position, 0
        size += cells
    pieces.append(word[start:])
    return pieces
