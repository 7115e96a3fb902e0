"""The border for foreign text.

Whatever comes from events, files, servers or exceptions passes `visible` before a person sees it, on the
screen and on the command line alike. Nothing in it can then move the cursor, write the clipboard, set a
window title or reorder the line; the reader sees that the character is there.
"""

from __future__ import annotations

import re

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
