"""Finding where a member's value begins within the text of a JSON object."""

from __future__ import annotations

import re
from typing import Final

_BLANKS: Final = re.compile(rb"[ \t\r\n,]*+").match
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL).match
_COLON: Final = re.compile(rb"[ \t\r\n]*+:[ \t\r\n]*+").match
_SCALAR: Final = re.compile(rb"[^,{}\[\]\"]*+").match
_TO_BRACKET: Final = re.compile(
    rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL
).match


def member_start(text: bytes, keys: tuple[str, ...], start: int = 0) -> int | None:
    """Where the value at a path of keys begins in the object at `start`; the text may end too early.

    None if there is no such member, or none before the text ends or breaks.
    """
    at: int | None = start
    for key in keys:
        at = _member(text, key.encode(), at) if at is not None else None
    return at


def _member(text: bytes, key: bytes, start: int) -> int | None:
    if text[start : start + 1] != b"{":
        return None
    at = start + 1
    while True:
        name = _STRING(text, _BLANKS(text, at).end())  # type: ignore[union-attr]  # it matches nothing too
        colon = _COLON(text, name.end()) if name else None
        if name is None or colon is None or colon.end() == len(text):
            return None
        if name.group()[1:-1] == key:
            return colon.end()
        end = _value_end(text, colon.end())
        if end is None:
            return None
        at = end


def _value_end(text: bytes, start: int) -> int | None:
    if text[start] == 0x22:
        string = _STRING(text, start)
        return string.end() if string else None
    if text[start] not in b"{[":
        return _SCALAR(text, start).end()  # type: ignore[union-attr]  # it matches nothing too
    depth, at = 0, start
    while True:
        at = _TO_BRACKET(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        if at == len(text) or text[at] == 0x22:
            return None
        depth += 1 if text[at] in b"{[" else -1
        at += 1
        if depth == 0:
            return at
