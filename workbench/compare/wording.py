"""Values, moments and counts as a sentence names them: short, and exact where it matters."""

from __future__ import annotations

import math
import re
import unicodedata
from calendar import monthrange
from typing import Final

from workbench.compare.spans import common_prefix
from workbench.compare.values import Kind, kind_of, members, same_value
from workbench.jsdates import parse_date
from workbench.jsvalues import Json, dump_json, number_text, to_number
from workbench.text import counted

LONGEST_TEXT: Final = 60
"""Characters of a text that are shown whole."""

_WINDOW: Final = 36
_MOST_ITEMS: Final = 4
_ISO: Final = re.compile(r"[+-]?\d{4,6}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.,]*(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_DAY: Final = re.compile(r"([+-]?\d{4,6})-(\d\d)-(\d\d)", re.ASCII)
_LOOK_ALIKES: Final = str.maketrans(
    "АВЕКМНОРСТХаеорсухіјѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο’‘‐‑‒–—−", "ABEKMHOPCTXaeopcyxijsdABEZHIKMNOPTYXo''------"
)
"""Cyrillic and Greek letters, quotes and dashes that many typefaces draw as Latin ones."""
_NOUNS: Final[dict[Kind, str]] = {
    "null": "",
    "boolean": "",
    "number": "the number ",
    "text": "the text ",
    "list": "",
    "object": "",
}


def value_text(value: Json) -> str:
    """`"Trip Booked"`, `12.5`, `null`, `a list of 3`, `an object with 2 keys (city, nights)`.

    A short list of plain values is shown whole: `a list of 2 ("web", "app")`.
    """
    if isinstance(value, str):
        return _quoted(value, 0)
    if isinstance(value, list):
        return f"a list of {len(value)}{_plain_items(value)}" if value else "an empty list"
    if isinstance(value, dict):
        keys = members(value)
        if not keys:
            return "an empty object"
        named = ", ".join(_shortened(key) for key in keys[:3]) + (", …" if len(keys) > 3 else "")
        return f"an object with {counted(len(keys), 'key')} ({named})"
    return dump_json(value)


def _plain_items(items: list[Json]) -> str:
    """The items of a short list of plain values, behind how many there are."""
    if len(items) > _MOST_ITEMS or any(
        isinstance(item, (dict, list)) or (isinstance(item, str) and len(item) > _WINDOW) for item in items
    ):
        return ""
    text = ", ".join(map(dump_json, items))
    return f" ({text})" if len(text) <= LONGEST_TEXT else ""


def pair_text(left: Json, right: Json) -> tuple[str, str]:
    """Two differing values; of long texts the part around their first difference, so that it is seen."""
    if isinstance(left, str) and isinstance(right, str):
        start = 0
        if max(len(left), len(right)) > LONGEST_TEXT:
            start = max(0, common_prefix(left, right) - _WINDOW // 3)
        return _quoted(left, start), _quoted(right, start)
    return value_text(left), value_text(right)


def typed_text(value: Json) -> str:
    """A value with its type where the writing alone would not tell: `the number 2`, `the text "2"`."""
    return _NOUNS[kind_of(value)] + value_text(value)


def _quoted(text: str, start: int) -> str:
    if len(text) <= LONGEST_TEXT:
        return dump_json(text)
    if start == 0:
        start_mark, end = "", _WINDOW
    else:
        start_mark, end = "…", start + _WINDOW
    end_mark = "…" if end < len(text) else ""
    return f"{start_mark}{dump_json(text[start:end])}{end_mark} ({len(text):,} characters)"


def _shortened(key: str) -> str:
    return key if len(key) <= _WINDOW else f"{key[:_WINDOW]}…"


def moment_of(value: Json) -> float:
    """The moment that a text names, in milliseconds since 1970; nan for what is no ISO date or time.

    A day that does not exist names none, though JavaScript counts it on into the next month.
    """
    return parse_date(value) if _is_iso(value) and not _is_no_day(value) else math.nan


def counted_on(value: Json) -> float:
    """The moment that JavaScript takes a day for that does not exist; nan for all other values."""
    return parse_date(value) if _is_iso(value) and _is_no_day(value) else math.nan


def _is_iso(value: Json) -> bool:
    return isinstance(value, str) and len(value) <= 40 and _ISO.fullmatch(value) is not None


def _is_no_day(text: str) -> bool:
    """Whether an ISO text names a day past the end of its month, such as 30 February."""
    found = _DAY.match(text)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.groups())
    # Leap years come again after 400 years, also where `calendar` has none.
    return 1 <= month <= 12 and day > monthrange(2000 + year % 400, month)[1]


def distance_text(milliseconds: float) -> str:
    """A span of time in its largest sensible unit: `333 ms`, `1.5 s`, `2 min`, `3.5 h`, `2 days`."""
    size = abs(milliseconds)
    for limit, unit, name in (
        (1000, 1, "ms"),
        (120_000, 1000, "s"),
        (7_200_000, 60_000, "min"),
        (172_800_000, 3_600_000, "h"),
    ):
        if size < limit:
            return f"{number_text(round(size / unit, 3))} {name}"
    return f"{number_text(round(size / 86_400_000, 1))} days"


def likeness(left: Json, right: Json) -> str:
    """How two unequal values are nevertheless alike: `the same number`, … or `""`."""
    kinds = {kind_of(left), kind_of(right)}
    if kinds == {"number", "text"}:
        number, text = (right, left) if isinstance(left, str) else (left, right)
        return "the same number" if len(text) < 400 and text.strip() and to_number(text) == number else ""
    if kinds == {"boolean", "text"}:
        return "the same word" if dump_json(left).strip('"') == dump_json(right).strip('"') else ""
    if "list" in kinds:
        many, one = (left, right) if isinstance(left, list) else (right, left)
        return "the same value in a list" if len(many) == 1 and same_value(many[0], one) else ""
    if isinstance(left, str) and isinstance(right, str) and max(len(left), len(right)) < 10_000:
        return _likeness_of_texts(left, right)
    return ""


def _likeness_of_texts(left: str, right: str) -> str:
    if left.casefold() == right.casefold():
        return "only upper and lower case differ"
    if "".join(left.split()) == "".join(right.split()):
        return "only white space differs"
    shown, other = _shown(left), _shown(right)
    if shown == other:
        return f"they look alike, but hold other characters: {_first_unlike(left, right)}"
    return ""


def _shown(text: str) -> str:
    """A text by what a reader sees of it: without invisible characters, look-alikes as Latin letters."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES)
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


def _first_unlike(left: str, right: str) -> str:
    """The first characters that differ, by their code points: `U+0061 against U+0430`."""
    at = common_prefix(left, right)
    codes = [f"U+{ord(text[at]):04X}" if at < len(text) else "nothing" for text in (left, right)]
    return " against ".join(codes)
