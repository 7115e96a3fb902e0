"""The date forms that Braze reads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,:](\d{1,9}))?)?\s?(Z|[+-]\d{1,2}:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_US = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def parse_time(text: str) -> float | None:
    """Epoch milliseconds of a `time` of an event or purchase, or None when Braze would not read it.

    ISO 8601, or `yyyy-MM-dd'T'HH:mm:ss:SSSZ`; without a zone it is UTC (Braze docs, "Event object")."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fraction, zone = match[7] or "0", match[8]
    if second > 60:
        return None
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(zone))
        return moment.timestamp() * 1000 + int(fraction.ljust(3, "0")[:3]) + (1000 if second == 60 else 0)
    except (ValueError, OverflowError):
        return None


def is_attribute_date(text: str) -> bool:
    """Whether an attribute's text would be taken as a date (Braze docs, "User attributes object")."""
    if match := _US.fullmatch(text):
        return _is_day(int(match[3]), int(match[1]), int(match[2]))
    return parse_time(text) is not None


def is_day(text: str) -> bool:
    """Whether `text` is an existing day written YYYY-MM-DD, as `dob` has to be."""
    match = _DAY.fullmatch(text)
    return match is not None and _is_day(int(match[1]), int(match[2]), int(match[3]))


def iso_text(milliseconds: float) -> str:
    """A moment as Braze writes it, such as 2026-02-01T08:00:00+00:00."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return False
    return True


def _zone(text: str | None) -> timezone:
    if text is None or text in "Zz":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
