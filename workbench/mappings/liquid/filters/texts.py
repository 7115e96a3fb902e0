"""Filters of text: joining, cutting, replacing, case. Positions and lengths count as JavaScript's do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from workbench.jsvalues import (
    UNDEFINED,
    WHITESPACE,
    Json,
    from_units,
    is_truthy,
    primitive_number,
    to_units,
    unit_length,
)
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.filters.arguments import counted_text, or_default, steps_below
from workbench.mappings.liquid.filters.slugs import slug_of
from workbench.mappings.liquid.values import own_text, text

_BLANK_RUN: Final = re.compile(f"[{WHITESPACE}]+")
_CJK: Final = "\u4e00-\u9fff\uf900-\ufaff\u3400-\u4dbf\u3040-\u309f\u30a0-\u30ff\uac00-\ud7af"
_CJK_CHARACTER: Final = re.compile(f"[{_CJK}]")
_OTHER_WORD: Final = re.compile(f"[^{_CJK}{WHITESPACE}]+")


def _append(context: Context, value: Json, *arguments: Json) -> Json:
    return _joined(context, "append", value, arguments)


def _prepend(context: Context, value: Json, *arguments: Json) -> Json:
    return _joined(context, "prepend", value, arguments)


def _joined(context: Context, name: str, value: Json, arguments: tuple[Json, ...]) -> Json:
    if len(arguments) != 1:
        raise Fault(f"{name} expect 2 arguments")
    own, other = text(value), text(arguments[0])
    context.use(unit_length(own) + unit_length(other))
    return from_units(own + other if name == "append" else other + own)


def _downcase(context: Context, value: Json) -> Json:
    return counted_text(context, value).lower()


def _upcase(context: Context, value: Json) -> Json:
    return counted_text(context, value).upper()


def _capitalize(context: Context, value: Json) -> Json:
    units = to_units(counted_text(context, value))
    return from_units(units[:1].upper() + from_units(units[1:]).lower())


def _remove(context: Context, value: Json, part: Json = UNDEFINED) -> Json:
    return _without(counted_text(context, value, part), text(part), -1)


def _remove_first(context: Context, value: Json, part: Json = UNDEFINED) -> Json:
    return _without(counted_text(context, value, part), text(part), 1)


def _without(whole: str, part: str, count: int) -> str:
    return from_units(to_units(whole).replace(to_units(part), "", count)) if part else whole


def _remove_last(context: Context, value: Json, part: Json = UNDEFINED) -> Json:
    return _with_last_replaced(counted_text(context, value, part), text(part), "")


def _replace(context: Context, value: Json, part: Json = UNDEFINED, other: Json = UNDEFINED) -> Json:
    """Every occurrence; an empty part is between all UTF-16 units, but not at the ends."""
    whole, part, other = to_units(text(value)), to_units(text(part)), text(other)
    pieces = whole.split(part) if part else list(whole)
    context.use(len(whole) + (len(pieces) - 1) * (unit_length(other) - len(part)))
    return from_units(other.join(pieces))


def _replace_first(context: Context, value: Json, part: Json = UNDEFINED, other: Json = UNDEFINED) -> Json:
    units = to_units(counted_text(context, value, part, other))
    return from_units(units.replace(to_units(text(part)), text(other), 1))


def _replace_last(context: Context, value: Json, part: Json = UNDEFINED, other: Json = UNDEFINED) -> Json:
    return _with_last_replaced(counted_text(context, value, part, other), text(part), text(other))


def _with_last_replaced(whole: str, part: str, other: str) -> str:
    units, wanted = to_units(whole), to_units(part)
    start = _last_start(units, wanted)
    return whole if start < 0 else from_units(units[:start] + other + units[start + len(wanted) :])


def _last_start(units: str, wanted: str) -> int:
    """Where the last occurrence starts, -1 when there is none. Python's own `rfind` is quadratic."""
    if len(wanted) < _LONG:
        return units.rfind(wanted)
    behind = units[::-1].find(wanted[::-1])
    return behind if behind < 0 else len(units) - behind - len(wanted)


_LONG: Final = 100


def _split(context: Context, value: Json, separator: Json = UNDEFINED) -> Json:
    """The pieces without empty ones at the end; an empty separator gives the UTF-16 units."""
    units, between = to_units(counted_text(context, value)), to_units(text(separator))
    pieces = list(map(from_units, units.split(between))) if between else list(units)
    while pieces and not pieces[-1]:
        pieces.pop()
    return pieces


def _truncate(context: Context, value: Json, length: Json = UNDEFINED, ending: Json = UNDEFINED) -> Json:
    """At most `length` characters, the ending included; text that fits stays what it was."""
    mark = text(or_default(ending, "..."))
    whole = counted_text(context, value, mark)
    limit = primitive_number(or_default(length, 50))
    if unit_length(whole) <= limit or steps_below(limit) >= len(whole):
        return value
    kept = limit - len(mark)
    return whole[: steps_below(kept)] + mark


def _truncatewords(context: Context, value: Json, count: Json = UNDEFINED, ending: Json = UNDEFINED) -> Json:
    """The first words, with the ending also when there are exactly that many."""
    mark = text(or_default(ending, "..."))
    words = _BLANK_RUN.split(counted_text(context, value, mark).lstrip(WHITESPACE))
    limit = primitive_number(or_default(count, 15))
    if limit <= 0:
        limit = 1.0
    shown = " ".join(words[: int(min(limit, len(words)))] if limit == limit else [])  # noqa: PLR0124
    return shown + mark if len(words) >= limit else shown


def _number_of_words(context: Context, value: Json, mode: Json = UNDEFINED) -> Json:
    """Words between blanks; with `cjk` (or `auto`, when there are any) each CJK character is one."""
    words = counted_text(context, value).strip(WHITESPACE)
    if not words:
        return 0
    if mode == "cjk" or (mode == "auto" and _CJK_CHARACTER.search(words)):
        return len(_CJK_CHARACTER.findall(words)) + len(_OTHER_WORD.findall(words))
    return len(_BLANK_RUN.split(words))


def _slugify(_: Context, value: Json, mode: Json = UNDEFINED, is_cased: Json = UNDEFINED) -> Json:
    slug = slug_of(text(value), own_text(or_default(mode, "default")))
    return slug if is_truthy(is_cased) else slug.lower()


TEXT_FILTERS: Final[dict[str, Callable[..., Json]]] = {
    "append": _append,
    "capitalize": _capitalize,
    "downcase": _downcase,
    "number_of_words": _number_of_words,
    "prepend": _prepend,
    "remove": _remove,
    "remove_first": _remove_first,
    "remove_last": _remove_last,
    "replace": _replace,
    "replace_first": _replace_first,
    "replace_last": _replace_last,
    "slugify": _slugify,
    "split": _split,
    "truncate": _truncate,
    "truncatewords": _truncatewords,
    "upcase": _upcase,
}
"""The filters by name."""
