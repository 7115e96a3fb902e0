"""The text formats fields can ask for, as ajv-formats 2.1.1 checks them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from workbench.actions.dates import is_date_like, is_written

_ASCII: Final = re.IGNORECASE | re.ASCII

_HEX: Final = "[0-9a-f]"
_OCTET: Final = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)"
_IPV4: Final = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
_PIECE: Final = rf"{_HEX}{{1,4}}"
_TAIL: Final = rf"(?:{_PIECE}:{_PIECE}|{_IPV4})"
_IPV6: Final = "|".join(
    (
        rf"(?:(?:{_PIECE}:){{6}}"
        rf"|::(?:{_PIECE}:){{5}}"
        rf"|(?:{_PIECE})?::(?:{_PIECE}:){{4}}"
        rf"|(?:(?:{_PIECE}:){{0,1}}{_PIECE})?::(?:{_PIECE}:){{3}}"
        rf"|(?:(?:{_PIECE}:){{0,2}}{_PIECE})?::(?:{_PIECE}:){{2}}"
        rf"|(?:(?:{_PIECE}:){{0,3}}{_PIECE})?::{_PIECE}:"
        rf"|(?:(?:{_PIECE}:){{0,4}}{_PIECE})?::){_TAIL}",
        rf"(?:(?:{_PIECE}:){{0,5}}{_PIECE})?::{_PIECE}",
        rf"(?:(?:{_PIECE}:){{0,6}}{_PIECE})?::",
    )
)
_ESCAPED: Final = f"%{_HEX}{{2}}"
_NAME: Final = r"a-z0-9\-._~!$&'()*+,;="


def _run(characters: str) -> str:
    """Any number of these characters and escapes, in a form that is matched without going back."""
    return rf"[{characters}]*(?:{_ESCAPED}[{characters}]*)*"


_PATH: Final = rf"{_NAME}:@"
_SEGMENT: Final = rf"(?:[{_PATH}]|{_ESCAPED}){_run(_PATH)}"
_MORE_PATH: Final = rf"(?:/{_run(_PATH)})*"
_HOST: Final = rf"(?:\[(?:(?:{_IPV6})|v{_HEX}+\.[{_NAME}:]+)\]|{_IPV4}|{_run(_NAME)})"
_AUTHORITY: Final = rf"(?:{_run(_NAME + ':')}@)?{_HOST}(?::[0-9]*)?"
_REST: Final = _run(_PATH + "/?")
_URI: Final = re.compile(
    rf"[a-z][a-z0-9+\-.]*:"
    rf"(?:/?/{_AUTHORITY}{_MORE_PATH}|/(?:{_SEGMENT}{_MORE_PATH})?|{_SEGMENT}{_MORE_PATH})"
    rf"(?:\?{_REST})?(?:#{_REST})?",
    _ASCII,
).fullmatch

_WEB_ADDRESS: Final = re.compile(
    rf"https?://[A-Za-z0-9.-]+(?:/[{_PATH}/A-Z]*)?(?:\?[{_PATH}/?A-Z]*)?"
).fullmatch
"""What nearly every address looks like: a part of `_URI` that is decided four times as fast."""

_WORD: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_EMAIL: Final = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_LABEL}").fullmatch

_SEPARATOR: Final = re.compile(
    r"[Tt\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
).split
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})").fullmatch
_TIME: Final = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?"
).fullmatch
_DAYS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_uri(text: str) -> bool:
    """An absolute URI of RFC 3986: a scheme and at least one character behind it."""
    return _WEB_ADDRESS(text) is not None or _URI(text) is not None


def is_email(text: str) -> bool:
    """An e-mail address whose domain has a dot."""
    return _EMAIL(text) is not None


def is_date_time(text: str) -> bool:
    """A calendar day and a time with seconds, parted by T or one white space; the zone may be missing."""
    if is_written(text):
        return True
    parts = _SEPARATOR(text, maxsplit=2)
    return len(parts) == 2 and _is_day(parts[0]) and _is_time(parts[1])


def _is_day(text: str) -> bool:
    found = _DAY(text)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month] + (month == 2 and leap)


def _is_time(text: str) -> bool:
    found = _TIME(text)
    if found is None:
        return False
    hour, minute, second = (int(part) for part in found.groups())
    return (hour <= 23 and minute <= 59 and second <= 59) or (hour, minute, second) == (23, 59, 60)


FORMATS: Final[dict[str, Callable[[str], bool]]] = {
    "uri": is_uri,
    "email": is_email,
    "date-time": is_date_time,
    "date-like": is_date_like,
}
"""The check of each format."""

USUAL: Final[dict[str, Callable[[str], object]]] = {
    "uri": _WEB_ADDRESS,
    "email": _EMAIL,
    "date-time": is_written,
    "date-like": is_written,
}
"""Matches only texts that have the format, and most of these, in one step."""
