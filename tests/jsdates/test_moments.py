"""The calendar and how moments are written; `v8_moments.jsonl` holds what Node 20 wrote."""

import json
import math
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsdates import civil_from_days, clip_time, days_from_civil, iso_text, long_text, make_time

RECORDED = [
    json.loads(line) for line in (Path(__file__).parent / "v8_moments.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("ms", "iso", "long"), RECORDED)
def test_writes_what_node_writes(ms: int, iso: str, long: str) -> None:
    assert (iso_text(ms), long_text(ms)) == (iso, long)


@pytest.mark.parametrize("ms", [math.nan, math.inf, -math.inf, 8.64e15 + 1])
def test_an_invalid_date_has_no_iso_text(ms: float) -> None:
    with pytest.raises(ValueError, match="Invalid time value"):
        iso_text(ms)
    assert long_text(ms) == "Invalid Date"
    assert math.isnan(clip_time(ms))


@given(st.dates())
def test_days_agree_with_the_calendar_of_python(day: date) -> None:
    days = (day - date(1970, 1, 1)) // timedelta(days=1)
    assert days_from_civil(day.year, day.month, day.day) == days
    assert civil_from_days(days) == (day.year, day.month, day.day)


@given(st.integers(-100_000_000, 100_000_000))
def test_days_and_dates_are_inverse(days: int) -> None:
    assert days_from_civil(*civil_from_days(days)) == days


@pytest.mark.parametrize(
    ("fields", "iso"),
    [
        ((2024, 1, 31), "2024-03-02T00:00:00.000Z"),
        ((2001, 12, 5), "2002-01-05T00:00:00.000Z"),
        ((2024, -1, 1), "2023-12-01T00:00:00.000Z"),
        ((2024, 0, 1, 25, 61, 61, 1001), "2024-01-02T02:02:02.001Z"),
        ((2024, 0, 1, 0, -90), "2023-12-31T22:30:00.000Z"),
        ((1, 0, 1), "0001-01-01T00:00:00.000Z"),
    ],
)
def test_fields_out_of_range_carry_over(fields: tuple[int, ...], iso: str) -> None:
    year, month, day, *time = fields
    assert iso_text(make_time(year, month, day, *time)) == iso


@pytest.mark.parametrize("year", [300_000, -300_000, 10**9, -(10**9)])
def test_years_beyond_javascripts_dates_are_invalid(year: int) -> None:
    assert math.isnan(make_time(year, 0, 1))


def test_clipping_drops_fractions_towards_zero() -> None:
    assert (clip_time(1.9), clip_time(-1.9)) == (1.0, -1.0)
