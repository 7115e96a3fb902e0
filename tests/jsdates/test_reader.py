"""What V8 reads from a date text; `v8_dates.jsonl` holds what Node 20 gave for each text."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.jsdates import iso_text, parse_date

RECORDED = [
    json.loads(line) for line in (Path(__file__).parent / "v8_dates.jsonl").read_text("utf-8").splitlines()
]
PIECES = "2024 2024-02-30 12 07 31 99 0 T : :: - + . , ( ) Z Jan december PM am EST GMT foo 10:30 \0 \u3000"
DATE_PIECES = st.sampled_from([*PIECES.split(" "), " ", "\u2028", "\U0001f600"])


@pytest.mark.parametrize(("text", "moment"), RECORDED)
def test_reads_what_node_reads(text: str, moment: int | None) -> None:
    found = parse_date(text)
    assert math.isnan(found) if moment is None else found == moment


@given(st.integers(-8_640_000_000_000_000, 8_640_000_000_000_000))
@example(0)
@example(253_402_300_800_000)
def test_reads_back_every_moment_it_writes(ms: int) -> None:
    assert parse_date(iso_text(ms)) == ms


@given(st.lists(DATE_PIECES, max_size=9).map("".join) | st.text())
def test_gives_a_moment_or_nan_for_any_text(text: str) -> None:
    moment = parse_date(text)
    assert math.isnan(moment) or abs(moment) <= 8.64e15


@given(
    st.from_regex(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{3})?)?Z?)?", fullmatch=True
    )
)
def test_the_quick_way_agrees_with_the_long_one(text: str) -> None:
    """A NUL ends the text for V8, and keeps the text from the quick way here."""
    quick, long = parse_date(text), parse_date(f"{text}\0")
    assert quick == long or (math.isnan(quick) and math.isnan(long))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "(" * 1_000_000,
        "ab " * 300_000,
        "-" * 1_000_000,
        "1:" + ":" * 1_000_000,
        "\ud800" * 9,
    ],
    ids=["digits", "parentheses", "words", "dashes", "colons", "surrogates"],
)
def test_long_texts_are_no_dates(text: str) -> None:
    assert math.isnan(parse_date(text))


def test_a_long_fraction_counts_by_its_first_digits() -> None:
    assert parse_date(f"2024-01-01T00:00:00.{'1' * 1_000_000}Z") == parse_date("2024-01-01T00:00:00.111Z")
