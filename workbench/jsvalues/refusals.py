"""Plain words for what JSON parsers say about text that they refuse."""

from __future__ import annotations

from typing import Final

_PLAIN: Final = (
    (("string key", "property name"), "a name in double quotes is expected"),
    (("trailing comma",), "a comma stands before a closing bracket"),
    (("':'",), "a colon is expected behind a name"),
    (("',' or", "',' delimiter"), "a comma or a closing bracket is expected"),
    (("JSON value", "expecting value", "invalid literal"), "a value is expected"),
    (("control character",), "a line end or control character stands inside a text"),
    (("escape",), "an unknown escape stands in a text"),
    (("end of data", "unterminated string"), "the text ends too early"),
    (("content after", "extra data"), "more text stands behind the value"),
    (("zero-length",), "there is no text"),
    (("leading zero",), "a number begins with 0"),
    (("no digit",), "a digit is missing in a number"),
    (("BOM",), "a byte order mark (BOM) stands before the text"),
)
"""Parts of the messages of orjson 3 and of Python's json, and what they mean."""


def plain_refusal(message: str) -> str:
    """A phrase without a place, such as "a value is expected"; other messages stay as they are."""
    for parts, plain in _PLAIN:
        if any(part in message for part in parts):
            return plain
    return message
