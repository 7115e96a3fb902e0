"""The calendar, and how JavaScript writes a moment."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

DAY_MS: Final = 86_400_000
_LIMIT_MS: Final = 8.64e15
"""The furthest moment from 1970 that a JavaScript date can hold."""
_LIMIT_YEAR: Final = 1_000_000
"""Years beyond this are never a date; also keeps the arithmetic small."""

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the proleptic Gregorian calendar; `month` is 1–12, any `day`."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719_469


def civil_from_days(days: int) -> tuple[int, int, int]:
    """The year, month (1–12) and day of the `days`th day after 1970-01-01."""
    shifted = days + 719_468
    era, day_of_era = divmod(shifted, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return year_of_era + era * 400 + (1 if month <= 2 else 0), month, day


def make_time(  # noqa: PLR0917 - the order of the fields is JavaScript's and everyone's
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, ms: int = 0
) -> float:
    """The moment of these UTC fields; `month` counts from 0, and fields out of range carry over.

    `nan` beyond ±8.64e15 ms. Years 0–99 mean those years; the `Date.UTC` function's shift to 1900–1999 is
    left to callers that need it.
    """
    carried_year, month0 = year + month // 12, month % 12
    if not -_LIMIT_YEAR <= carried_year <= _LIMIT_YEAR:
        return math.nan
    days = days_from_civil(carried_year, month0 + 1, 1) + day - 1
    return clip_time(days * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms)


def clip_time(ms: float) -> float:
    """`ms` without its fraction, or `nan` when no JavaScript date can hold it."""
    if not -_LIMIT_MS <= ms <= _LIMIT_MS:
        return math.nan
    return float(math.trunc(ms))


@lru_cache(maxsize=4096)
def _iso_day(days: int) -> str:
    year, month, day = civil_from_days(days)
    if 0 <= year <= 9999:
        return f"{year:04d}-{month:02d}-{day:02d}T"
    return f"{'-' if year < 0 else '+'}{abs(year):06d}-{month:02d}-{day:02d}T"


def iso_text(ms: float) -> str:
    """`Date#toISOString`: UTC with milliseconds; years outside 0–9999 have a sign and six digits.

    Raises ValueError for an invalid date, as JavaScript raises a RangeError.
    """
    if not -_LIMIT_MS <= ms <= _LIMIT_MS:
        raise ValueError("Invalid time value")
    days, rest = divmod(int(ms), DAY_MS)
    seconds, millis = divmod(rest, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{_iso_day(days)}{hour:02d}:{minute:02d}:{second:02d}.{millis:03d}Z"


def long_text(ms: float) -> str:
    """`Date#toString` in UTC: `Wed Jan 01 2020 00:00:00 GMT+0000 (Coordinated Universal Time)`."""
    if not -_LIMIT_MS <= ms <= _LIMIT_MS:
        return "Invalid Date"
    days, rest = divmod(int(ms), DAY_MS)
    year, month, day = civil_from_days(days)
    minutes, second = divmod(rest // 1000, 60)
    hour, minute = divmod(minutes, 60)
    sign = "-" if year < 0 else ""
    return (
        f"{_WEEKDAYS[days % 7]} {MONTHS[month - 1]} {day:02d} {sign}{abs(year):04d} "
        f"{hour:02d}:{minute:02d}:{second:02d} GMT+0000 (Coordinated Universal Time)"
    )
