"""Text literals of templates."""

from __future__ import annotations

from typing import Final

_CONTROL: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_OCTAL: Final = frozenset("01234567")


def string_value(literal: str) -> str:
    r"""The text that a literal means, its quotes included in `literal`.

    The first and the last character are dropped, whatever they are. There are the escapes of control
    characters, `\u` with up to four hexadecimal and `\` with up to three octal digits; any other escaped
    character stands for itself.
    """
    pieces = []
    index, last = 1, len(literal) - 1
    while index < last:
        character = literal[index]
        index += 1
        if character != "\\":
            pieces.append(character)
            continue
        escaped = literal[index]
        if escaped == "u":
            digits = _leading(literal[index + 1 : index + 5], _HEX)
            pieces.append(chr(int(digits or "0", 16)))
            index += 1 + len(digits)
        elif escaped in _OCTAL:
            digits = _leading(literal[index : index + 3], _OCTAL)
            pieces.append(chr(int(digits, 8)))
            index += len(digits)
        else:
            pieces.append(_CONTROL.get(escaped, escaped))
            index += 1
    return "".join(pieces)


def _leading(text: str, allowed: frozenset[str]) -> str:
    """The characters at the start of `text` that are allowed."""
    for index, character in enumerate(text):
        if character not in allowed:
            return text[:index]
    return text
