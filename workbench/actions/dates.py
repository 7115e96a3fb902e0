"""Dates as dayjs 1.11.23 reads and writes them in UTC, the library of the official destination."""

from __future__ import annotations

import math
import re
from typing import Final

from workbench.jsdates import civil_from_days, clip_time, iso_text, make_time, parse_date
from workbench.jsvalues import UNDEFINED, Json, number_text, to_number

_CALENDAR: Final = re.compile(
    r"([0-9]{4})[-/]?([0-9]{1,2})?[-/]?([0-9]{0,2})"
    r"[Tt\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*"
    r"([0-9]{1,2})?:?([0-9]{1,2})?:?([0-9]{1,2})?[.:]?([0-9]+)?"
).fullmatch
"""A calendar date without a zone; text that ends in Z is left to `Date.parse`."""

is_written: Final = re.compile(
    r"[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
).fullmatch
"""Matches what `iso_text` writes, so that most dates need not be read and written again."""

_DAY_MS: Final = 86_400_000

ISO_DATE_RULE: Final = "Written as an ISO date in UTC with milliseconds; what is no date is left out."
DAY_RULE: Final = "Written as a date without time, YYYY-MM-DD in UTC; what is no date is left out."


def moment(value: Json) -> float:
    """Milliseconds since 1970 of a text or a number, `nan` when dayjs finds no date in it."""
    if not isinstance(value, str):
        return clip_time(to_number(value))
    if not value.endswith(("Z", "z")) and (found := _CALENDAR(value)):
        year, month, day, hour, minute, second, fraction = found.groups()
        number = int(year)
        return make_time(
            number + 1900 if number <= 99 else number,
            int(month) - 1 if month else 0,
            int(day) if day else 1,
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int((fraction or "0")[:3]),
        )
    return parse_date(value)


def is_date_like(text: str) -> bool:
    """Whether a datetime field takes the text: as a date, or as unix seconds when it is a plain number."""
    if is_written(text):
        return True
    number = to_number(text) if len(text) <= 25 else math.nan
    if number_text(number) == text:
        return not math.isnan(clip_time(number * 1000))
    return not math.isnan(moment(text))


def iso_date(value: Json) -> Json:
    """The date in ISO form with milliseconds; null and undefined stay, what is no date becomes undefined."""
    if value is None or value is UNDEFINED:
        return value
    if isinstance(value, str) and is_written(value):
        return value
    ms = moment(value)
    return UNDEFINED if math.isnan(ms) else iso_text(ms)


def day_text(value: Json) -> Json:
    """The date as `YYYY-MM-DD`; null and undefined stay, what is no date becomes undefined."""
    if value is None or value is UNDEFINED:
        return value
    ms = moment(value)
    if math.isnan(ms):
        return UNDEFINED
    year, month, day = civil_from_days(int(ms) // _DAY_MS)
    return f"{str(year).rjust(4, '0')}-{month:02d}-{day:02d}"
