"""Moments with the time zone they are shown in."""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from workbench.jsdates import civil_from_days, clip_time, days_from_civil, parse_date
from workbench.jsvalues import Json, primitive_number, primitive_text, to_number
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.values import is_nil, plain

_DAY: Final = 86_400_000
_MINUTE: Final = 60_000
_SECOND: Final = 1000
_CYCLE: Final = 146_097 * _DAY
"""400 years of the Gregorian calendar, after which it repeats."""

_DIGITS: Final = re.compile("[0-9]+").fullmatch


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment and how its clock is shown.

    `ms` is the moment in milliseconds since 1970, `shown` the same moved into the zone, so that its fields in
    UTC are the zone's clock. `offset` is in minutes, positive west of Greenwich, as JavaScript counts.
    `zone` is the zone's name, empty when only an offset was given, and `None` when neither was.
    """

    ms: float
    shown: float
    offset: float
    zone: str | None

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month (from 1) and day."""
        return civil_from_days(int(self.shown // _DAY))

    @property
    def weekday(self) -> int:
        """The day of the week, 0 for Sunday."""
        return int(self.shown // _DAY + 4) % 7

    @property
    def clock(self) -> tuple[int, int, int, int]:
        """Hours, minutes, seconds and milliseconds."""
        seconds, ms = divmod(int(self.shown % _DAY), 1000)
        minutes, second = divmod(seconds, 60)
        return minutes // 60, minutes % 60, second, ms

    @property
    def day_of_year(self) -> int:
        """The day in the year, from 1. The year 0 has no leap day here, as in LiquidJS."""
        year, month, day = self.date
        days = days_from_civil(year, month, day) - days_from_civil(year, 1, 1) + 1
        return days - 1 if year == 0 and month > 2 else days


def moment_of(value: Json, zone: Json, now: float) -> Moment | None:
    """The moment that a value means to the date filters, or `None`.

    Text is `now`, `today`, digits (seconds since 1970) or what JavaScript's Date reads; numbers are seconds.
    `zone` is a name, an offset in minutes (`nil` and `empty` are 0), or nothing for UTC. Raises `Fault` for a
    name that is not known.
    """
    value = plain(value)
    if is_nil(value):
        return None
    ms = clip_time(_milliseconds(value, now))
    offset = 0.0 if is_nil(zone) or isinstance(zone, str) else primitive_number(plain(zone))
    if math.isnan(ms):
        return None
    if is_nil(zone):
        return Moment(ms, ms, 0, None)
    if isinstance(zone, str):
        offset = zone_offset(zone, ms)
    shown = clip_time(ms - offset * _MINUTE)
    return None if math.isnan(shown) else Moment(ms, shown, offset, zone if isinstance(zone, str) else "")


def _milliseconds(value: Json, now: float) -> float:
    if value in ("now", "today") and isinstance(value, str):
        return now
    if isinstance(value, str):
        return float(value) * _SECOND if _DIGITS(value) else parse_date(value)
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, (int, float)):
        return to_number(value) * _SECOND
    return parse_date(primitive_text(value))


def zone_offset(name: str, ms: float) -> float:
    """How many minutes a zone is west of Greenwich at a moment. Raises `Fault` for an unknown name.

    Beyond the year 9999, where Python's calendar ends, the rules of the years 2000 to 2399 count.
    """
    known = _zone_names().get(name.lower())
    if known is None:
        shown = name.encode(errors="replace").decode("latin-1")  # as V8 shows it
        raise Fault(f"Invalid time zone specified: {shown}")
    seconds = max(ms // _SECOND, _FIRST_SECOND)
    if seconds > _LAST_SECOND:
        seconds = (seconds - _YEAR_2000) % (_CYCLE // _SECOND) + _YEAR_2000
    offset = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(known)).utcoffset()
    return -offset.total_seconds() / 60 if offset else 0.0


_YEAR_2000: Final = 946_684_800
_FIRST_SECOND: Final = -62_135_510_400
_LAST_SECOND: Final = 253_402_210_800


@functools.cache
def _zone_names() -> dict[str, str]:
    """The names of zones by their small letters; JavaScript does not care about case."""
    return {name.lower(): name for name in available_timezones()}
