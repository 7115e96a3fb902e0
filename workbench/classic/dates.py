"""Dates in Classic's facade: which values become dates, and what they become (segmentio-facade 3.2.7).

A message's ISO-looking text is a date before any mapping starts. Here the message stays as it is: text that
`date_of` recognises *is* a date, and `written` gives the JSON form of a value with its dates rewritten.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from workbench.classic.lookup import FacadeCrashError
from workbench.jsdates import clip_time, iso_text, long_text, make_time, parse_date
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text
from workbench.jsvalues.convert import WHITESPACE

_SECONDS_BELOW: Final = 31_557_600_000
"""Numeric timestamps below this are seconds: a thousand years' worth of them."""
_ISO: Final = re.compile(
    r"([0-9]{4})(?:-?([0-9]{2})(?:-?([0-9]{2}))?)?"
    r"(?:([ T])([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[,.]([0-9]+))?)?"
    r"(?:Z|([+-])([0-9]{2})(?::?([0-9]{2}))?)?)?"
).fullmatch
_CANONICAL_DAY: Final = r"(?:0[1-9]|[1-9][0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
"""Days that every month has, of years that are meant as they stand."""
_IS_DAY: Final = re.compile(_CANONICAL_DAY).fullmatch
_CANONICAL: Final = re.compile(
    rf"{_CANONICAL_DAY}"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
).fullmatch
_THIRTEEN_DIGITS: Final = re.compile(r"[0-9]{13}").search
_TEN_DIGITS: Final = re.compile(r"[0-9]{10}").search
_INTEGER: Final = re.compile(r"[+-]?[0-9]+").match


def iso_moment(text: str) -> float | None:
    """The moment of text that is wholly of the facade's ISO form, else `None`.

    Month and day default to 1, no zone is UTC, a zone after a space instead of `T` is ignored, fields out of
    range carry over, years below 100 are those of the 20th century, three digits of a fraction count.
    """
    found = _ISO(text)
    if found is None:
        return None
    year, month, day, separator, hour, minute, second, fraction, sign, zone_hour, zone_minute = found.groups()
    offset = 0
    if sign and separator == "T":
        offset = int(zone_hour) * 60 + int(zone_minute or 0)
        offset = -offset if sign == "+" else offset
    number = int(year)
    return make_time(
        number + 1900 if number <= 99 else number,
        (int(month or 0) or 1) - 1,
        int(day or 0) or 1,
        int(hour or 0),
        int(minute or 0) + offset,
        int(second or 0),
        int((fraction + "00")[:3]) if fraction else 0,
    )


def date_of(value: Json | Undefined) -> float | None:
    """The moment of text that the facade turns into a date: the ISO form with a full dashed day."""
    if isinstance(value, str) and len(value) >= 10 and value[4] == "-" and value[7] == "-":
        return iso_moment(value)
    return None


def date_text(value: Json | Undefined) -> str | None:
    """The ISO text in UTC with milliseconds of text that is a date, `None` for anything else."""
    if isinstance(value, str) and len(value) >= 10 and value[4] == "-" and value[7] == "-":
        if _CANONICAL(value):
            return value
        if _IS_DAY(value):
            return f"{value}T00:00:00.000Z"
        if (moment := iso_moment(value)) is not None:
            return iso_text(moment)
    return None


def written(value: Json, as_date: Callable[[str], str] = str) -> Json:
    """A copy of a value of the message as it is sent: dates rewritten by `as_date`, whatever the nesting."""
    kind = value.__class__
    if kind is not dict and kind is not list:
        if kind is str and len(value) >= 10 and value[4] == "-" and (date := date_text(value)) is not None:
            return as_date(date)
        return value
    root = value.copy()
    pending: list[Json] = [root]
    for holder in pending:
        for key, item in holder.items() if holder.__class__ is dict else enumerate(holder):
            kind = item.__class__
            if kind is str:
                if len(item) >= 10 and item[4] == "-" and (date := date_text(item)) is not None:
                    holder[key] = as_date(date)
            elif kind is dict or kind is list:
                holder[key] = copied = item.copy()
                pending.append(copied)
    return root


def joined(value: Json | Undefined) -> str:
    """A value of the message joined into text by JavaScript; dates have the long form.

    Raises `FacadeCrashError` for an object with a member `toString`, which JavaScript then calls in vain.
    """
    moment = date_of(value)
    if moment is not None:
        return long_text(moment)
    if isinstance(value, (dict, list)):
        value = _with_long_dates(value)
    return to_text(value)


def _with_long_dates(value: dict[str, Json] | list[Json]) -> Json:
    """A list as its items are joined: dates in the long form, objects without their members."""
    box = [value]
    pending: list[list[Json]] = [box]
    while pending:
        items = pending.pop()
        for index, item in enumerate(items):
            if isinstance(item, dict):
                if "toString" in item:
                    raise FacadeCrashError("An object with a member toString cannot become text.")
                items[index] = {}
            elif isinstance(item, list):
                items[index] = item.copy()
                pending.append(items[index])
            elif (moment := date_of(item)) is not None:
                items[index] = long_text(moment)
    return box[0]


def timestamp(value: Json | Undefined, now: float) -> float:
    """The moment of the message's field `timestamp`, `nan` for what is no date; `now` when it is absent.

    Numbers and digits in text are seconds or milliseconds by size; other text is read as ISO, else as V8
    reads dates. Raises `FacadeCrashError` as `joined` does.
    """
    if value is UNDEFINED:
        return now
    if value is None:
        return 0.0
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, (int, float)):
        return clip_time(value * 1000 if value < _SECONDS_BELOW else value)
    if isinstance(value, str) and (moment := iso_moment(value)) is not None:
        return moment
    if isinstance(value, dict):
        joined(value)
        return math.nan
    text = _plain_text(value)
    if _THIRTEEN_DIGITS(text):
        return clip_time(_leading_integer(text))
    if _TEN_DIGITS(text):
        return clip_time(_leading_integer(text) * 1000)
    return parse_date(text)


def _plain_text(value: Json) -> str:
    """A timestamp's own text; its items are not dates yet when it is read."""
    if isinstance(value, list):
        joined(value)
    return to_text(value)


def _leading_integer(text: str) -> float:
    """`parseInt(text, 10)`."""
    found = _INTEGER(text.lstrip(WHITESPACE))
    return math.nan if found is None else float(found[0])


def written_time(value: Json | Undefined, now: float) -> str | None:
    """The message's `timestamp` in JSON: ISO text in UTC, `null` when it is no date.

    Raises `FacadeCrashError` as `joined` does.
    """
    if isinstance(value, str) and _CANONICAL(value):
        return value
    moment = timestamp(value, now)
    return None if math.isnan(moment) else iso_text(moment)


def new_date(value: Json) -> float:
    """JavaScript's `new Date(value)` of a value of the message: numbers are milliseconds.

    Raises `FacadeCrashError` as `joined` does.
    """
    moment = date_of(value)
    if moment is not None:
        return moment
    if value is None or isinstance(value, bool):
        return float(value or 0)
    if isinstance(value, (int, float)):
        return clip_time(value)
    return parse_date(joined(value))
