"""The date forms that Braze reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.sandbox.dates import is_attribute_date, is_day, iso_text, parse_time


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.123Z", 123),
        ("1970-01-01T00:00:00.123456789Z", 123),
        ("1970-01-01T00:00:00.1Z", 100),
        ("1970-01-01T00:00:00:123Z", 123),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-01T01:00:00+0100", 0),
        ("1970-01-01T01:00:00+1:00", 0),
        ("1969-12-31T23:00:00-01", 0),
        ("1970-01-01 00:00:00", 0),
        ("1970-01-01T00:00", 0),
        ("1970-01-02", 86_400_000),
        (" 1970-01-02 ", 86_400_000),
        ("1970-01-01T00:00:60Z", 60_000),
        ("2024-02-29", 1_709_164_800_000),
    ],
)
def test_a_time_that_is_read(text: str, milliseconds: float) -> None:
    assert parse_time(text) == milliseconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "1970",
        "1970-13-01",
        "2023-02-29",
        "1970-01-01T25:00:00Z",
        "1970-01-01T00:00:61Z",
        "1970-01-01T00:00:00+99:00",
        "0000-01-01",
        "01/31/2026",
        "1970-01-01T00:00:00Z extra",
        "١٩٧٠-01-01",
        "1700000000",
    ],
)
def test_a_time_that_is_not_read(text: str) -> None:
    assert parse_time(text) is None


def test_attributes_know_the_american_form_too() -> None:
    assert is_attribute_date("01/31/2026")
    assert not is_attribute_date("31/01/2026")
    assert is_attribute_date("2026-01-31 10:00:00")


def test_days() -> None:
    assert is_day("1991-07-04")
    assert not is_day("1991-7-4")
    assert not is_day("1991-02-29")
    assert not is_day("1991-07-04T00:00:00Z")


@given(st.text(alphabet="0123456789-:.TZ+ /", max_size=35))
def test_any_text_is_a_date_or_not(text: str) -> None:
    assert parse_time(text) is None or is_attribute_date(text)


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(UTC)))
def test_what_python_writes_is_read(moment: datetime) -> None:
    read = parse_time(moment.isoformat())
    assert read is not None
    assert abs(read - moment.timestamp() * 1000) <= 1


def test_moments_are_written_as_braze_does() -> None:
    assert iso_text(1_770_000_000_000) == "2026-02-02T02:40:00+00:00"
