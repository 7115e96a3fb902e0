"""Dates as text by a format with `%` codes, as LiquidJS writes them in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workbench.jsvalues import number_text, to_number
from workbench.mappings.liquid.context import Context
from workbench.mappings.liquid.moments import Moment

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")

_CODE: Final = re.compile(r"%([-_0^#:]+)?([0-9]+)?([EO])?([^\n\r\u2028\u2029])")
_PADDED_WITH_BLANKS: Final = frozenset("aAbBceklpP")
_WIDTHS: Final = {**dict.fromkeys("CdeHIklmMSUWy", 2), "j": 3, "L": 3, "Y": 4}


@dataclass(frozen=True, slots=True)
class _Code:
    """A `%` code with its flags and width (0 when there is none), and the run that pays for padding."""

    conversion: str
    flags: str
    width: int
    context: Context


def strftime(moment: Moment, form: str, context: Context) -> str:
    """A moment by a format; unknown codes stay as they are. Raises `Fault` beyond the memory limit."""
    return _CODE.sub(lambda found: _written(moment, found, context), form)


def _written(moment: Moment, found: re.Match[str], context: Context) -> str:
    context.check_time()
    flags, width, _, conversion = found.groups(default="")
    convert = _CONVERSIONS.get(conversion)
    if convert is None:
        return found[0]
    code = _Code(conversion, flags, int(min(to_number(width), _WIDEST)), context)
    text = convert(moment, code)
    if "^" in flags:
        text = text.upper()
    elif "#" in flags:
        text = text.upper() if re.search("[a-z]", text) else text.lower()
    return _padded(text, code)


_WIDEST: Final = 2**53


def _padded(text: str, code: _Code) -> str:
    fill = " " if code.conversion in _PADDED_WITH_BLANKS else "0"
    if "_" in code.flags:
        fill = " "
    elif "0" in code.flags:
        fill = "0"
    width = 0 if "-" in code.flags else code.width or _WIDTHS.get(code.conversion, 0)
    code.context.use(width - len(text))
    if fill == "0" and text.startswith("-"):
        return "-" + text[1:].rjust(width - 1, fill)
    return text.rjust(width, fill)


def _year(moment: Moment, _: _Code) -> str:
    return str(moment.date[0])


def _century(moment: Moment, _: _Code) -> str:
    return str(moment.date[0] // 100)


def _short_year(moment: Moment, _: _Code) -> str:
    return str(moment.date[0] % 100)


def _month(moment: Moment, _: _Code) -> str:
    return str(moment.date[1])


def _month_name(moment: Moment, _: _Code) -> str:
    return MONTHS[moment.date[1] - 1]


def _short_month_name(moment: Moment, _: _Code) -> str:
    return MONTHS[moment.date[1] - 1][:3]


def _day(moment: Moment, _: _Code) -> str:
    return str(moment.date[2])


def _day_of_year(moment: Moment, _: _Code) -> str:
    return str(moment.day_of_year)


def ordinal(moment: Moment, _: _Code | None = None) -> str:
    """The ending of the day's ordinal number: `st`, `nd`, `rd` or `th`."""
    day = moment.date[2]
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _weekday_name(moment: Moment, _: _Code) -> str:
    return WEEKDAYS[moment.weekday]


def _short_weekday_name(moment: Moment, _: _Code) -> str:
    return WEEKDAYS[moment.weekday][:3]


def _weekday(moment: Moment, _: _Code) -> str:
    return str(moment.weekday)


def _weekday_from_monday(moment: Moment, _: _Code) -> str:
    return str(moment.weekday or 7)


def _week_from_sunday(moment: Moment, _: _Code) -> str:
    return _week(moment, 0)


def _week_from_monday(moment: Moment, _: _Code) -> str:
    return _week(moment, 1)


def _week(moment: Moment, first_day: int) -> str:
    """The week of the year; days before the first `first_day` are in week 0."""
    since = (moment.weekday - first_day + 7) % 7
    return str((moment.day_of_year - 1 - since + 7) // 7)


def _hour(moment: Moment, _: _Code) -> str:
    return str(moment.clock[0])


def _hour_of_twelve(moment: Moment, _: _Code) -> str:
    return str(moment.clock[0] % 12 or 12)


def _minute(moment: Moment, _: _Code) -> str:
    return str(moment.clock[1])


def _second(moment: Moment, _: _Code) -> str:
    return str(moment.clock[2])


def _milliseconds(moment: Moment, _: _Code) -> str:
    return str(moment.clock[3])


def _fraction(moment: Moment, code: _Code) -> str:
    """The fraction of the second, nine digits or as many as the width says."""
    width = code.width or 9
    digits = f"{moment.clock[3]:03}"[:width]
    code.context.use(width - len(digits))
    return digits.ljust(width, "0")


def _half(moment: Moment, _: _Code) -> str:
    return "AM" if moment.clock[0] < 12 else "PM"


def _small_half(moment: Moment, code: _Code) -> str:
    return _half(moment, code).lower()


def _unix_time(moment: Moment, _: _Code) -> str:
    return str(int(moment.ms // 1000))


def _offset(moment: Moment, code: _Code) -> str:
    minutes = abs(moment.offset)
    hours, rest = number_text(minutes // 60), number_text(minutes % 60)
    sign, colon = "-" if moment.offset > 0 else "+", ":" if ":" in code.flags else ""
    return sign + hours.rjust(2, "0") + colon + rest.rjust(2, "0")


def _zone(moment: Moment, code: _Code) -> str:
    return "UTC" if moment.zone is None else moment.zone or _offset(moment, code)


def _local_date(moment: Moment, _: _Code) -> str:
    """The American form; years before 1 are counted backwards without saying so."""
    year, month, day = moment.date
    return f"{month}/{day}/{year if year > 0 else 1 - year}"


def _local_time(moment: Moment, code: _Code) -> str:
    return f"{_hour_of_twelve(moment, code)}:{moment.clock[1]:02}:{moment.clock[2]:02} {_half(moment, code)}"


def _local(moment: Moment, code: _Code) -> str:
    return f"{_local_date(moment, code)}, {_local_time(moment, code)}"


_CONVERSIONS: Final[dict[str, Callable[[Moment, _Code], str]]] = {
    "a": _short_weekday_name,
    "A": _weekday_name,
    "b": _short_month_name,
    "B": _month_name,
    "c": _local,
    "C": _century,
    "d": _day,
    "e": _day,
    "h": _short_month_name,
    "H": _hour,
    "I": _hour_of_twelve,
    "j": _day_of_year,
    "k": _hour,
    "l": _hour_of_twelve,
    "L": _milliseconds,
    "m": _month,
    "M": _minute,
    "n": lambda _moment, _code: "\n",
    "N": _fraction,
    "p": _half,
    "P": _small_half,
    "q": ordinal,
    "s": _unix_time,
    "S": _second,
    "t": lambda _moment, _code: "\t",
    "u": _weekday_from_monday,
    "U": _week_from_sunday,
    "w": _weekday,
    "W": _week_from_monday,
    "x": _local_date,
    "X": _local_time,
    "y": _short_year,
    "Y": _year,
    "z": _offset,
    "Z": _zone,
    "%": lambda _moment, _code: "%",
}
