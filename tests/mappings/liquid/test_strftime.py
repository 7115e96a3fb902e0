"""Dates by format and zone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mappings.liquid.runs import value
from workbench.mappings.liquid.moments import Moment, moment_of

DATE = "'2024-03-05T06:07:08.009Z'"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%a %A %^a %#A", "Tue Tuesday TUE TUESDAY"),
        ("%b %B %h %^B", "Mar March Mar MARCH"),
        ("%d %-d %e %_d %05e", "05 5  5  5 00005"),
        ("%H %k %I %l %p %P", "06  6 06  6 AM am"),
        ("%M %S %L %N %3N %12N", "07 08 009 009000000 009 009000000000"),
        ("%j %U %W %u %w", "065 09 10 2 2"),
        ("%m %y %Y %C %q", "03 24 2024 20 th"),
        ("%z %:z %Z", "+0000 +00:00 UTC"),
        ("%s", "1709618828"),
        ("%c|%x|%X", "3/5/2024, 6:07:08 AM|3/5/2024|6:07:08 AM"),
        ("%%%t%n", "%\t\n"),
        ("%F %T %D %r %+ %E %Ed %10", "%F %T %D %r %+ %E 05 %10"),
        ("%010Y|%8B|%_8B|%08B|%-m", "0000002024|   March|   March|000March|3"),
    ],
)
def test_formats(form: str, text: str) -> None:
    assert value(f"{DATE} | date: '{form}'") == text


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("'Europe/Oslo'", "07:07 +0100 Europe/Oslo"),
        ("'america/new_york'", "01:07 -0500 america/new_york"),
        ("'Asia/Kolkata'", "11:37 +0530 Asia/Kolkata"),
        ("360", "00:07 -0600 -0600"),
        ("-90", "07:37 +0130 +0130"),
        ("nil_", "06:07 +0000 UTC"),
        ("nil", "06:07 +0000 +0000"),
        ("'bad/zone'", "RenderError: Invalid time zone specified: bad/zone, line:1, col:1"),
        ("'é'", "RenderError: Invalid time zone specified: Ã©, line:1, col:1"),
    ],
)
def test_zones(zone: str, text: str) -> None:
    assert value(f"{DATE} | date: '%H:%M %z %Z', {zone}", {"nil_": None}) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("'now'", "2024-03-05 06:07"),
        ("'today'", "2024-03-05 06:07"),
        ("1709618828", "2024-03-05 06:07"),
        ("'1709618828'", "2024-03-05 06:07"),
        ("0.5", "1970-01-01 00:00"),
        ("true", "1970-01-01 00:00"),
        ("'2024-02-30'", "2024-03-01 00:00"),
        ("'no date'", "no date"),
        ("''", ""),
        ("nil", ""),
        ("missing", ""),
        ("list", "2002-03-01 00:00"),
        ("object", "[object Object]"),
        ("253402300800", "10000-01-01 00:00"),
        ("-62198755200", "-001-01-01 00:00"),
        ("9e99", ""),
        ("99999999999999999", "100000000000000000"),
    ],
)
def test_inputs(given: str, text: str) -> None:
    assert value(f"{given} | date: '%Y-%m-%d %H:%M'", {"list": [3, 1, 2], "object": {}}) == text


def test_the_standard_format() -> None:
    assert value(f"{DATE} | date") == "Tuesday, March 5, 2024 at 6:07 am +0000"
    assert value(f"{DATE} | date: ''") == ""


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("date_to_xmlschema", "2024-03-05T06:07:08+00:00"),
        ("date_to_rfc822", "Tue, 05 Mar 2024 06:07:08 +0000"),
        ("date_to_string", "05 Mar 2024"),
        ("date_to_long_string", "05 March 2024"),
        ("date_to_string: 'ordinal'", "5th Mar 2024"),
        ("date_to_long_string: 'ordinal', 'US'", "March 5th, 2024"),
    ],
)
def test_filters_with_their_own_format(expression: str, text: str) -> None:
    assert value(f"{DATE} | {expression}") == text


@pytest.mark.parametrize(
    ("day", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (12, "12th"), (22, "22nd")],
)
def test_ordinal_numbers(day: int, text: str) -> None:
    assert value(f"'2024-01-{day:02}' | date: '%-d%q'") == text


def test_dates_far_away_have_the_zone_of_their_rules() -> None:
    assert value("'+012024-07-01' | date: '%z', 'America/New_York'") == "-0400"
    assert value("'-000100-07-01' | date: '%z', 'America/New_York'") == "-0456.03333333333336"


@given(st.floats(-8.64e12, 8.64e12), st.sampled_from([None, 60, "Europe/Oslo", "Australia/Lord_Howe"]))
def test_every_moment_has_sensible_fields(seconds: float, zone: str | int | None) -> None:
    moment = moment_of(seconds, zone, 0)
    if moment is None:
        return
    assert isinstance(moment, Moment)
    year, month, day = moment.date
    hour, minute, second, ms = moment.clock
    assert -271_822 <= year <= 275_761
    assert 1 <= month <= 12
    assert 1 <= day <= 31
    assert 0 <= moment.weekday <= 6
    assert 1 <= moment.day_of_year <= 366
    assert 0 <= hour <= 23
    assert 0 <= minute <= 59
    assert 0 <= second <= 59
    assert 0 <= ms <= 999
