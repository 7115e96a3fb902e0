"""Which values of a message are dates, and how they are sent (section 4.3 of the reference on Classic)."""

import math

import pytest
from hypothesis import given

from tests.classic.cases import JSON
from workbench.classic.dates import date_of, iso_moment, joined, new_date, timestamp, written, written_time
from workbench.classic.lookup import FacadeCrashError
from workbench.jsdates import iso_text
from workbench.jsvalues import UNDEFINED, Json, dump_json


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024-01-01T00:00:00.000Z"),
        ("2024-02", "2024-02-01T00:00:00.000Z"),
        ("20240203", "2024-02-03T00:00:00.000Z"),
        ("2024-00-00", "2024-01-01T00:00:00.000Z"),
        ("2024-02-31", "2024-03-02T00:00:00.000Z"),
        ("2001-13-05", "2002-01-05T00:00:00.000Z"),
        ("2024-02-03T25:00", "2024-02-04T01:00:00.000Z"),
        ("2024-02-03T1030", "2024-02-03T10:30:00.000Z"),
        ("2024-02-03T10:30:15,5", "2024-02-03T10:30:15.500Z"),
        ("2024-02-03T10:30:15.12345Z", "2024-02-03T10:30:15.123Z"),
        ("2024-02-03T10:30+02", "2024-02-03T08:30:00.000Z"),
        ("2024-02-03T10:30-02:30", "2024-02-03T13:00:00.000Z"),
        ("2024-02-03 10:30-0230", "2024-02-03T10:30:00.000Z"),
        ("0001-01-01", "1901-01-01T00:00:00.000Z"),
        ("0100-01-01", "0100-01-01T00:00:00.000Z"),
        ("9999-12-31T99:00", "+010000-01-04T03:00:00.000Z"),
    ],
)
def test_the_iso_form(text: str, iso: str) -> None:
    moment = iso_moment(text)
    assert moment is not None
    assert iso_text(moment) == iso


@pytest.mark.parametrize(
    "text", ["", "24", "2024-2-3", "2024-02-03T10", "2024-02-03T", " 2024-02-03", "2024-02-03\n", "٢٠٢٤"]
)
def test_text_beside_the_iso_form(text: str) -> None:
    assert iso_moment(text) is None


@pytest.mark.parametrize(
    "value", ["2024-02", "20240203", " 2024-02-03", 20240203, None, True, ["2024-02-03"]]
)
def test_only_text_with_a_dashed_day_is_a_date(value: Json) -> None:
    assert date_of(value) is None


def test_dates_are_rewritten_at_any_depth_and_keys_are_not() -> None:
    value = {"2024-02-03": ["2024-02-03", {"a": "2024-02-03T10:00:00+02:00", "b": "20240203"}], "n": 5}
    assert written(value) == {
        "2024-02-03": ["2024-02-03T00:00:00.000Z", {"a": "2024-02-03T08:00:00.000Z", "b": "20240203"}],
        "n": 5,
    }


@given(JSON)
def test_what_is_sent_is_a_copy_and_rewriting_it_changes_nothing(value: Json) -> None:
    before = dump_json(value)
    copy = written(value)
    assert dump_json(value) == before
    assert dump_json(written(copy)) == dump_json(copy)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (UNDEFINED, "1970-01-01T00:00:00.042Z"),
        (None, "1970-01-01T00:00:00.000Z"),
        (True, "1970-01-01T00:00:00.001Z"),
        (False, "1970-01-01T00:00:00.000Z"),
        (31_557_599_999, "2970-01-07T23:59:59.000Z"),
        (31_557_600_000, "1971-01-01T06:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.000Z"),
        (1.5, "1970-01-01T00:00:01.500Z"),
        ("2025-07", "2025-07-01T00:00:00.000Z"),
        ("1751965811123", "2025-07-08T09:10:11.123Z"),
        (" 1751965811", "2025-07-08T09:10:11.000Z"),
        ("July 8, 2025 09:10", "2025-07-08T09:10:00.000Z"),
        ("2025-07-08T09:10:11.123456Z", "2025-07-08T09:10:11.123Z"),
        (["2025-07-08"], "2025-07-08T00:00:00.000Z"),
        ([1751965811], "2025-07-08T09:10:11.000Z"),
        ("", None),
        ("x1751965811", None),
        ("9" * 5000, None),
        ([], None),
        ({}, None),
        (math.nan, None),
        (10**400, None),
        (9e15, None),
    ],
)
def test_the_timestamp(value: Json, iso: str | None) -> None:
    assert written_time(value, 42.0) == iso


def test_python_white_space_that_javascript_does_not_skip_is_no_integer() -> None:
    assert math.isnan(timestamp("\x1c1751965811", 0.0))
    assert timestamp("\ufeff1751965811", 0.0) == 1_751_965_811_000.0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2020-01-01", "Wed Jan 01 2020 00:00:00 GMT+0000 (Coordinated Universal Time)"),
        (["2020-01-01", [None, 1.5], {}], None),
        (UNDEFINED, "undefined"),
        (None, "null"),
        ({"a": 1}, "[object Object]"),
        (True, "true"),
    ],
)
def test_joining_into_text(value: Json, text: str | None) -> None:
    expected = "Wed Jan 01 2020 00:00:00 GMT+0000 (Coordinated Universal Time),,1.5,[object Object]"
    assert joined(value) == (text or expected)


@pytest.mark.parametrize("value", [{"toString": 1}, [[{"toString": None}]]])
def test_an_object_with_its_own_to_string_cannot_be_joined(value: Json) -> None:
    with pytest.raises(FacadeCrashError):
        joined(value)
    with pytest.raises(FacadeCrashError):
        timestamp(value, 0.0)
    with pytest.raises(FacadeCrashError):
        new_date(value)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (True, 1.0),
        (None, 0.0),
        (86_400, 86_400.0),
        ("2024-02-03", 1_706_918_400_000.0),
        ([1990, 11, 25], 659491200000.0),
    ],
)
def test_a_new_date_takes_numbers_as_milliseconds(value: Json, moment: float) -> None:
    assert new_date(value) == moment


def test_nesting_of_any_depth() -> None:
    deep: Json = "2024-02-03"
    for _ in range(10_000):
        deep = [deep]
    assert joined(deep).startswith("Sat Feb 03 2024")
    assert written(deep)[0] is not deep[0]
