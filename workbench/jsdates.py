"""JavaScript's `Date` in UTC: what V8 (Node 20) reads from a text, and how it writes a moment.

Moments are `float` milliseconds since 1970-01-01T00:00:00Z; an invalid date is `nan`, as in JavaScript.
`parse_date` follows the behaviour of `Date.parse` observed on Node 20.20 with `TZ=UTC`: first the ISO form of
the language, then V8's lenient reading of anything else.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final, NamedTuple

DAY_MS: Final = 86_400_000
_LIMIT_MS: Final = 8.64e15
"""The furthest moment from 1970 that a JavaScript date can hold."""
_LIMIT_YEAR: Final = 1_000_000
"""Years beyond this are never a date; also keeps the arithmetic small."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
_MONTH_NUMBERS: Final = {name.lower(): number for number, name in enumerate(_MONTHS, 1)}
_NOON_OFFSETS: Final = {"am": 0, "pm": 12}
_ZONE_HOURS: Final = {
    "ut": 0,
    "utc": 0,
    "z": 0,
    "gmt": 0,
    "edt": -4,
    "est": -5,
    "cdt": -5,
    "cst": -6,
    "mdt": -6,
    "mst": -7,
    "pdt": -7,
    "pst": -8,
}


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
        f"{_WEEKDAYS[days % 7]} {_MONTHS[month - 1]} {day:02d} {sign}{abs(year):04d} "
        f"{hour:02d}:{minute:02d}:{second:02d} GMT+0000 (Coordinated Universal Time)"
    )


# What nearly every date is; the reader below comes to the same result, only slower.
_COMMON: Final = re.compile(
    r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{3}))?)?Z?)?"
)


def parse_date(text: str) -> float:
    """`Date.parse(text)` in UTC: milliseconds since 1970, `nan` when V8 sees no date in it."""
    if found := _COMMON.fullmatch(text):
        year, month, day, hour, minute, second, ms = found.groups()
        days = days_from_civil(int(year), int(month), int(day))
        time = int(hour or 0) * 3_600_000 + int(minute or 0) * 60_000 + int(second or 0) * 1000 + int(ms or 0)
        return float(days * DAY_MS + time)
    return _Reader(text).read()


class _Token(NamedTuple):
    """A piece of a date text.

    `kind`: `n` number, `w` word, `s` white space, `?` ignored text, `` the end, else the symbol itself.
    `value` is a number's value (at most nine significant digits count), `length` the piece's length.
    """

    kind: str
    text: str
    value: int
    length: int


_END: Final = _Token("", "", 0, 0)
_SPACE: Final = "\t-\r \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff"
_TOKENS: Final = re.compile(
    rf"(?P<number>[0-9]+)|(?P<symbol>[-:+.)])|(?P<space>[{_SPACE}]+)"
    rf"|(?P<word>[^\0-@{_SPACE}]+)|(?P<open>\()|(?P<other>[^-:+.)(0-9A-\U0010ffff\0\t-\r ]+)"
)
_PARENTHESES: Final = re.compile(r"[()\0]")
_SIGNIFICANT_DIGITS: Final = 9


class _Scanner:
    """The tokens of a text, one at a time with one to look at; NUL ends the text as the end does."""

    __slots__ = ("_position", "_text", "peek")

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self.peek = self._scan()

    def next(self) -> _Token:
        """Take the token that `peek` shows."""
        token = self.peek
        self.peek = self._scan()
        return token

    def skip(self, symbol: str) -> bool:
        """Take the next token if it is `symbol`."""
        if self.peek.kind != symbol:
            return False
        self.peek = self._scan()
        return True

    def _scan(self) -> _Token:
        found = _TOKENS.match(self._text, self._position)
        if found is None:
            return _END
        piece = found[0]
        self._position = found.end()
        match found.lastgroup:
            case "number":
                return _Token("n", piece, int(piece.lstrip("0")[:_SIGNIFICANT_DIGITS] or 0), len(piece))
            case "symbol":
                return _Token(piece, piece, 0, 1)
            case "space":
                return _Token("s", " ", 0, len(piece))
            case "word":
                return _Token("w", piece[:3].lower(), 0, len(piece))
            case "open":
                self._skip_parentheses()
        return _Token("?", "", 0, len(piece))

    def _skip_parentheses(self) -> None:
        """Go past the closing parenthesis that belongs to the one just read, or to the end."""
        depth = 1
        for found in _PARENTHESES.finditer(self._text, self._position):
            if found[0] == "\0":
                self._position = found.start()
                return
            depth += 1 if found[0] == "(" else -1
            if not depth:
                self._position = found.end()
                return
        self._position = len(self._text)


def _milliseconds(token: _Token) -> int:
    """The first three digits of a fraction, padded on the right.

    Leading zeros do not count as digits of a number with more than nine, an oddity of V8 that is kept.
    """
    if token.length <= 3:
        factor: int = 10 ** (3 - token.length)
        return token.value * factor
    divisor: int = 10 ** (min(token.length, _SIGNIFICANT_DIGITS) - 3)
    return token.value // divisor


class _InvalidDateError(Exception):
    """The text is no date; no later token can change that."""


class _Reader:
    """Reads one text: the ISO form as far as it goes, then the rest leniently with what was found so far."""

    __slots__ = ("_is_iso", "_named_month", "_noon", "_numbers", "_saw_number", "_times", "_tokens", "_zone")

    def __init__(self, text: str) -> None:
        self._tokens = _Scanner(text)
        self._numbers: list[int] = []
        self._times: list[int] = []
        self._named_month: int | None = None
        self._noon: int | None = None
        self._zone = _Zone()
        self._is_iso = False
        self._saw_number = False

    def read(self) -> float:
        """The moment, or `nan`."""
        try:
            token = self._read_iso()
            self._saw_number = bool(self._numbers)
            while token.kind:
                self._read_lenient(token)
                token = self._tokens.next()
            return self._moment()
        except _InvalidDateError:
            return math.nan

    def _read_iso(self) -> _Token:
        """Take the ISO form; the first token that is not of it, the end token when nothing is left."""
        tokens = self._tokens
        peek = tokens.peek
        if peek.kind in {"+", "-"}:
            sign = tokens.next()
            if not _is_number(tokens.peek, 6):
                return sign
            year = tokens.next().value
            if sign.kind == "-" and not year:
                return sign
            self._numbers.append(-year if sign.kind == "-" else year)
        elif _is_number(peek, 4):
            self._numbers.append(tokens.next().value)
        else:
            return tokens.next()
        for limit in (12, 31):
            if not tokens.skip("-"):
                break
            if not _is_number(tokens.peek, 2) or not 1 <= tokens.peek.value <= limit:
                return tokens.next()
            self._numbers.append(tokens.next().value)
        if tokens.peek.kind == "w" and tokens.peek.text == "t" and tokens.peek.length == 1:
            tokens.next()
            self._read_iso_time()
        elif tokens.peek.kind:
            return tokens.next()
        self._is_iso = True
        return _END

    def _read_iso_time(self) -> None:
        """Take what follows the `T`; from here on nothing may be amiss."""
        tokens = self._tokens
        hour = self._two_digits(24)
        self._times.append(hour)
        last = 0 if hour == 24 else 59
        _require(tokens.skip(":"))
        self._times.append(self._two_digits(last))
        if tokens.skip(":"):
            self._times.append(self._two_digits(last))
            if tokens.skip("."):
                fraction = tokens.next()
                _require(fraction.kind == "n" and not (hour == 24 and fraction.value))
                self._times.append(_milliseconds(fraction))
        if _is_z(tokens.peek):
            tokens.next()
            self._zone.set_hours(0)
        elif tokens.peek.kind in {"+", "-"}:
            self._zone.sign = 1 if tokens.next().kind == "+" else -1
            if _is_number(tokens.peek, 4):
                self._zone.hour, self._zone.minute = divmod(tokens.next().value, 100)
                _require(self._zone.hour <= 23 and self._zone.minute <= 59)
            else:
                self._zone.hour = self._two_digits(23)
                _require(tokens.skip(":"))
                self._zone.minute = self._two_digits(59)
        _require(not tokens.peek.kind)

    def _two_digits(self, limit: int) -> int:
        token = self._tokens.next()
        _require(_is_number(token, 2) and token.value <= limit)
        return token.value

    def _read_lenient(self, token: _Token) -> None:
        match token.kind:
            case "n":
                self._saw_number = True
                self._read_number(token.value)
            case "w":
                self._read_word(token)
            case "+" | "-" if self._zone.is_utc or self._times:
                self._read_offset(token.kind)
            case "+" | "-" | ")":
                _require(not self._saw_number)

    def _read_number(self, number: int) -> None:
        tokens = self._tokens
        if tokens.skip(":"):
            if tokens.skip(":"):
                _require(not self._times)
                self._times += [number, 0]
            else:
                _require(len(self._times) < 4)
                self._times.append(number)
                tokens.skip(".")
        elif tokens.skip(".") and self._is_next_time(number):
            fraction = tokens.next()
            _require(fraction.kind == "n")
            self._finish_times(number, _milliseconds(fraction))
        elif self._zone.expects_minute and number <= 59:
            self._zone.minute = number
        elif self._is_next_time(number):
            self._finish_times(number)
            _require(tokens.peek.kind in {"", "s", "+", "-"} or _is_z(tokens.peek))
        else:
            _require(len(self._numbers) < 3)
            self._numbers.append(number)
            tokens.skip("-")

    def _is_next_time(self, number: int) -> bool:
        """Whether a number can be the minute, second or millisecond that comes next."""
        return 1 <= len(self._times) <= 3 and number <= (59, 59, 999)[len(self._times) - 1]

    def _finish_times(self, *numbers: int) -> None:
        self._times = [*self._times, *numbers, 0, 0, 0][:4]

    def _read_word(self, word: _Token) -> None:
        if (month := _MONTH_NUMBERS.get(word.text)) is not None:
            self._named_month = month
            self._tokens.skip("-")
            return
        if word.length <= 3:
            if (noon := _NOON_OFFSETS.get(word.text)) is not None and self._times:
                self._noon = noon
                return
            if (hours := _ZONE_HOURS.get(word.text)) is not None and self._saw_number:
                self._zone.set_hours(hours)
                return
        _require(not self._saw_number and self._tokens.peek.kind != "n")

    def _read_offset(self, sign: str) -> None:
        tokens, zone = self._tokens, self._zone
        self._saw_number = True
        zone.sign = 1 if sign == "+" else -1
        digits = tokens.next() if tokens.peek.kind == "n" else _END
        if tokens.peek.kind == ":":
            zone.hour, zone.minute = digits.value, None
        elif digits.length in {1, 2}:
            zone.hour, zone.minute = digits.value, 0
        else:
            _require(digits.length in {3, 4})
            zone.hour, zone.minute = divmod(digits.value, 100)

    def _moment(self) -> float:
        year, month, day = self._date()
        hour, minute, second, ms = [*self._times, 0, 0, 0, 0][:4]
        if self._noon is not None:
            _require(hour <= 12)
            hour = hour % 12 + self._noon
        _require(
            (hour <= 23 and minute <= 59 and second <= 59) or (hour, minute, second, ms) == (24, 0, 0, 0)
        )
        return make_time(year, month - 1, day, hour, minute, second - self._zone.seconds(), ms)

    def _date(self) -> tuple[int, int, int]:
        """Year, month (1–12) and day from the numbers in the order in which people write them."""
        _require(bool(self._numbers))
        first, second, third = [*self._numbers, 1, 1][:3]
        starts_with_day = 1 <= first <= 31
        if self._named_month is not None:
            month = self._named_month
            year, day = (second, first) if starts_with_day else (first, second)
        elif self._is_iso or not starts_with_day:
            year, month, day = first, second, third
        else:
            year, month, day = third, first, second
        if not self._is_iso and 0 <= year <= 99:
            year += 2000 if year <= 49 else 1900
        _require(1 <= month <= 12 and 1 <= day <= 31)
        return year, month, day


class _Zone:
    """The offset from UTC, as far as it was read."""

    __slots__ = ("hour", "minute", "sign")

    def __init__(self) -> None:
        self.sign: int | None = None
        self.hour: int | None = None
        self.minute: int | None = None

    def set_hours(self, hours: int) -> None:
        """A named zone."""
        self.sign, self.hour, self.minute = (-1 if hours < 0 else 1), abs(hours), 0

    @property
    def is_utc(self) -> bool:
        return self.hour == 0 and self.minute == 0

    @property
    def expects_minute(self) -> bool:
        return self.hour is not None and self.minute is None

    def seconds(self) -> int:
        return (self.sign or 0) * ((self.hour or 0) * 3600 + (self.minute or 0) * 60)


def _is_number(token: _Token, length: int) -> bool:
    return token.kind == "n" and token.length == length


def _is_z(token: _Token) -> bool:
    return token.kind == "w" and token.text == "z" and token.length == 1


def _require(condition: bool) -> None:
    if not condition:
        raise _InvalidDateError
