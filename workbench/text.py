"""The border for foreign text.

Whatever comes from events, files, servers or exceptions passes `visible` before a person sees it, on the
screen and on the command line alike. Nothing in it can then move the cursor, write the clipboard, set a
window title or reorder the line; the reader sees that the character is there. Laying text out in terminal
cells and counting in words are here too, for the commands, for reports and for the screen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ESCAPES = {code: chr(0x2400 + code) for code in range(0x20)}
_ESCAPES[0x7F] = "␡"
_ESCAPES |= {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
_ESCAPES |= {
    code: f"\\u{code:04x}"
    for code in (
        0x061C,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
        0xFFF9,
        0xFFFA,
        0xFFFB,
    )
}
_ESCAPES |= {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}
_TAGS = {code: f"\\U{code:08x}" for code in range(0xE0000, 0xE0080)}
_ESCAPES |= _TAGS
_KEEP_LINES = {code: mark for code, mark in _ESCAPES.items() if code != 0x0A}
_ONE_CELL = {code: mark if len(mark) == 1 else "�" for code, mark in _ESCAPES.items()}
UNSAFE: frozenset[int] = frozenset(_ESCAPES)
"""Code points that a terminal would obey or that hide in a line."""
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str, *, keep_lines: bool = False) -> str:
    """`text` with C0, DEL, C1, bidi controls, lone surrogates and tag characters as visible marks.

    ESC becomes `␛`, a C1 control `\\x9b`, a bidi override `\\u202e`. With `keep_lines` the line feed stays.
    """
    if not _UNSAFE.search(text):
        return text
    return text.translate(_KEEP_LINES if keep_lines else _ESCAPES)


def one_cell(text: str) -> str:
    """As `visible`, with a mark of one cell for each character: `␛` for ESC, `�` for what has no picture.

    For text that is being edited, where the place of the cursor counts.
    """
    return text.translate(_ONE_CELL) if _UNSAFE.search(text) else text


def cell_width(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrap(text: str, columns: int, indent: str, first: str) -> Iterator[str]:
    """`text` in lines of at most `columns` cells, broken at spaces; a longer word is broken anywhere."""
    line, taken = first, cell_width(first)
    empty, margin = True, cell_width(indent)
    for word in text.split(" "):
        for number, piece in enumerate(split_cells(word, max(8, columns - margin))):
            size = cell_width(piece)
            if not empty and (number or taken + 1 + size > columns):
                yield line
                line, taken, empty = indent, margin, True
            line += piece if empty else f" {piece}"
            taken += size if empty else size + 1
            empty = False
    yield line


def split_cells(text: str, columns: int) -> list[str]:
    """`text` in pieces of at most `columns` cells; one empty piece for an empty text."""
    if text.isascii():
        return [text[start : start + columns] for start in range(0, len(text), columns)] or [""]
    pieces: list[str] = []
    piece: list[str] = []
    taken = 0
    for character in text:
        size = _character_width(character)
        if taken + size > columns and piece:
            pieces.append("".join(piece))
            piece, taken = [], 0
        piece.append(character)
        taken += size
    return [*pieces, "".join(piece)] if piece or not pieces else pieces


def padded(text: str, columns: int) -> str:
    """`text` filled with spaces to `columns` cells."""
    return text + " " * max(0, columns - cell_width(text))


def fitted(text: str, columns: int) -> str:
    """`text` in exactly `columns` cells: filled with spaces, or cut with an ellipsis."""
    if cell_width(text) > columns:
        text = f"{split_cells(text, columns - 1)[0]}…"
    return padded(text, columns)


def counted(number: int, noun: str) -> str:
    """`no events`, `1 event`, `1,234 events`."""
    return f"{f'{number:,}' if number else 'no'} {noun}{'' if number == 1 else 's'}"
