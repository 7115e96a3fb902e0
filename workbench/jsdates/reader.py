"""Reads a date text as V8 does: the ISO form first, then leniently."""

from __future__ import annotations

import math
import re
from typing import Final

from workbench.jsdates.moments import DAY_MS, MONTHS, days_from_civil, make_time
from workbench.jsdates.scanner import END, Scanner, Token, milliseconds

_MONTH_NUMBERS: Final = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
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

# What nearly every date is; the reader below comes to the same result, only slower.
_COMMON: Final = re.compile(
    r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{3}))?)?Z?)?"
)

_DIGIT: Final = re.compile("[0-9]")


def parse_date(text: str) -> float:
    """`Date.parse(text)` in UTC: milliseconds since 1970, `nan` when V8 sees no date in it."""
    if found := _COMMON.fullmatch(text):
        year, month, day, hour, minute, second, ms = found.groups()
        days = days_from_civil(int(year), int(month), int(day))
        time = int(hour or 0) * 3_600_000 + int(minute or 0) * 60_000 + int(second or 0) * 1000 + int(ms or 0)
        return float(days * DAY_MS + time)
    return _Reader(text).read() if _DIGIT.search(text) else math.nan


class _InvalidDateError(Exception):
    """The text is no date; no later token can change that."""


class _Reader:
    """Reads one text: the ISO form as far as it goes, then the rest leniently with what was found so far."""

    __slots__ = ("_is_iso", "_named_month", "_noon", "_numbers", "_saw_number", "_times", "_tokens", "_zone")

    def __init__(self, text: str) -> None:
        self._tokens = Scanner(text)
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

    def _read_iso(self) -> Token:
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
        return END

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
                self._times.append(milliseconds(fraction))
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

    def _read_lenient(self, token: Token) -> None:
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
            self._finish_times(number, milliseconds(fraction))
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

    def _read_word(self, word: Token) -> None:
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
        digits = tokens.next() if tokens.peek.kind == "n" else END
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
            (hour <= 23 and minute <= 59 and second <= 59 and ms <= 999)
            or (hour, minute, second, ms) == (24, 0, 0, 0)
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
        """The offset; V8 computes it in 32 bits and refuses what then looks negative."""
        seconds = ((self.hour or 0) * 3600 + (self.minute or 0) * 60) % 2**32
        _require(seconds < 2**31)
        return (self.sign or 0) * seconds


def _is_number(token: Token, length: int) -> bool:
    return token.kind == "n" and token.length == length


def _is_z(token: Token) -> bool:
    return token.kind == "w" and token.text == "z" and token.length == 1


def _require(condition: bool) -> None:
    if not condition:
        raise _InvalidDateError
