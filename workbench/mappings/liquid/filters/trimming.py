"""Filters that take blanks, line breaks or given characters off text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from workbench.jsvalues import UNDEFINED, WHITESPACE, Json, is_truthy, unit_length
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.filters.arguments import counted_text
from workbench.mappings.liquid.values import text

_BLANK_RUN: Final = re.compile(f"[{WHITESPACE}]+")
_LINE_BREAK: Final = re.compile("\r?\n")
_HTML_PARTS: Final = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"), ("<", ">"))


def _stripping(
    strip: Callable[[str, str], str], size: Callable[[str], int], *, start: bool = True, end: bool = True
) -> Callable[..., Json]:
    """A filter that takes characters off the ends: the given ones, blanks when none are given.

    `size` is what the given characters count against the memory limit.
    """

    def run(context: Context, value: Json, characters: Json = UNDEFINED) -> Json:
        printed = counted_text(context, value)
        if not is_truthy(characters):
            return strip(printed, WHITESPACE)
        given = text(characters)
        context.use(size(given))
        return _without_ends(printed, frozenset(given), start=start, end=end)

    return run


def _without_ends(printed: str, given: frozenset[str], *, start: bool, end: bool) -> str:
    """Python's own `strip` looks through all given characters for each one of the text."""
    first, last = 0, len(printed)
    while start and first < last and printed[first] in given:
        first += 1
    while end and first < last and printed[last - 1] in given:
        last -= 1
    return printed[first:last]


def _strip_newlines(context: Context, value: Json) -> Json:
    return _LINE_BREAK.sub("", counted_text(context, value))


def _squish(context: Context, value: Json) -> Json:
    return _BLANK_RUN.sub(" ", counted_text(context, value)).strip(WHITESPACE)


def _normalize_whitespace(context: Context, value: Json) -> Json:
    return _BLANK_RUN.sub(" ", counted_text(context, value))


def _strip_html(context: Context, value: Json) -> Json:
    """Text without tags, comments, scripts and styles; from one that is not closed on it stays."""
    source = counted_text(context, value)
    parts = list(_HTML_PARTS)
    kept = []
    position = 0
    while (start := source.find("<", position)) >= 0:
        kept.append(source[position:start])
        position = start
        for part in tuple(parts):
            opening, closing = part
            if not source.startswith(opening, start):
                continue
            end = source.find(closing, start + len(opening))
            if end >= 0:
                position = end + len(closing)
                break
            parts.remove(part)
        if position == start:
            break
    return "".join(kept) + source[position:]


TRIMMING_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "lstrip": _stripping(str.lstrip, unit_length, end=False),
    "normalize_whitespace": _normalize_whitespace,
    "rstrip": _stripping(str.rstrip, unit_length, start=False),
    "squish": _squish,
    "strip": _stripping(str.strip, lambda given: len(set(given))),
    "strip_html": _strip_html,
    "strip_newlines": _strip_newlines,
}
"""The filters by name."""
