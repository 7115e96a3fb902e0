"""Dates as the official destination's library reads and writes them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.actions.dates import day_text, is_date_like, is_written, iso_date, moment
from workbench.jsdates import iso_text
from workbench.jsvalues import UNDEFINED


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2024-03-05T06:07:08.123Z", "2024-03-05T06:07:08.123Z"),
        ("2024-03-05T06:07:08+02:00", "2024-03-05T04:07:08.000Z"),
        ("2024-03-05", "2024-03-05T00:00:00.000Z"),
        ("2024-02-30", "2024-03-01T00:00:00.000Z"),
        ("2024-03-05 06:07:08.5", "2024-03-05T06:07:08.005Z"),
        ("1709618828", "1714-03-30T04:00:00.000Z"),
        (1709618828, "1970-01-20T18:53:38.828Z"),
        (1709618828123, "2024-03-05T06:07:08.123Z"),
        ("2024-00-00", "2023-11-30T00:00:00.000Z"),
        ("0099-01-01", "1999-01-01T00:00:00.000Z"),
        ("2024-02-29T10:00:00.000Z", "2024-02-29T10:00:00.000Z"),
        ("tomorrow", UNDEFINED),
        ("", UNDEFINED),
        (None, None),
        (UNDEFINED, UNDEFINED),
    ],
)
def test_iso_date(value: Any, written: Any) -> None:
    assert iso_date(value) == written


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1990-07-04T23:59:59.999Z", "1990-07-04"),
        ("-000001-03-04T00:00:00Z", "00-1-03-04"),
        ("+012024-03-04T00:00:00Z", "12024-03-04"),
        ("no", UNDEFINED),
        (None, None),
    ],
)
def test_day_text(value: Any, day: Any) -> None:
    assert day_text(value) == day


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2024-03-05", True),
        ("1709618828", True),
        ("8640000000001", False),
        ("NaN", False),
        ("1e3", False),
        ("soon", False),
        ("", False),
    ],
)
def test_date_like_is_a_date_or_unix_seconds(text: str, valid: bool) -> None:
    assert is_date_like(text) is valid


def test_a_long_run_of_digits_is_a_calendar_date() -> None:
    assert is_date_like("9" * 1_000_000) is True
    assert is_date_like("2024" + "T" * 1_000_000 + "x") is False


@given(st.integers(-62_000_000_000_000, 250_000_000_000_000))
def test_what_is_written_is_read_back(ms: int) -> None:
    text = iso_text(ms)
    assert moment(text) == ms
    assert iso_date(text) == text


@given(st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", fullmatch=True))
def test_the_short_cut_changes_nothing(text: str) -> None:
    if is_written(text):
        assert iso_text(moment(text)) == text


@given(st.text())
def test_any_text_is_a_date_or_not(text: str) -> None:
    assert isinstance(is_date_like(text), bool)
    assert iso_date(text) is UNDEFINED or isinstance(iso_date(text), str)
