"""Compared outcomes as lines: what differs part by part, what is alike folded."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.compare.test_rows import JSON_VALUES
from workbench.compare.values import same_value
from workbench.jsvalues import UNDEFINED, Json
from workbench.sandbox.outcome import Outcome
from workbench.sandbox.outcomelines import (
    MOST_PARTS,
    OutcomeLine,
    differing_parts,
    held_text,
    outcome_lines,
    remark_lines,
)
from workbench.sandbox.outcomes import OutcomeComparison, OutcomeRow, Section


def bought(**changed: Json) -> dict[str, Json]:
    """A purchase as a side holds it."""
    held: dict[str, Json] = {
        "currency": "EUR",
        "price": 480,
        "quantity": 1,
        "time": 1_772_352_000_000,
        "properties": {"city": "Lisbon", "seats": [{"row": 4}, {"row": 5}]},
    }
    return held | changed


def lines(actions: Json, classic: Json, section: Section = "purchase") -> list[OutcomeLine]:
    """The lines of one row, without headings."""
    row = OutcomeRow(section, "ana", "T-1", actions, classic)
    return [line for line in outcome_lines([row]) if not line.heading]


def parts(actions: Json, classic: Json) -> list[tuple[str, str, str]]:
    """The differing parts, with both sides in words."""
    return [(line.part, line.actions, line.classic) for line in lines(actions, classic)[1:]]


def test_only_what_differs_is_told_key_by_key_and_the_rest_is_counted() -> None:
    other = bought(
        price=48, time=1_772_355_600_000, properties={"city": "Porto", "seats": [{"row": 4}, {"row": 6}]}
    )
    assert lines(bought(), other)[0].alike == "3 parts alike"
    assert parts(bought(), other) == [
        ("price", "480", "48"),
        ("time", "2026-03-01T08:00:00.000Z", "2026-03-01T09:00:00.000Z"),
        ("properties.city", '"Lisbon"', '"Porto"'),
        ("properties.seats.1.row", "5", "6"),
    ]


def test_what_a_side_lacks_is_said_and_lists_of_other_lengths_stand_whole() -> None:
    other = bought(properties={"seats": [{"row": 4}], "late": True})
    assert parts(bought(), other) == [
        ("properties.city", '"Lisbon"', "–"),
        ("properties.seats", '[{"row":4},{"row":5}]', '[{"row":4}]'),
        ("properties.late", "–", "true"),
    ]


def test_null_is_something_that_is_held() -> None:
    assert parts({"a": 1, "b": None}, {"a": 1}) == [("b", "null", "–")]


def test_two_spellings_of_a_date_are_the_same_moment() -> None:
    day, midnight = "2026-03-01", "2026-03-01T00:00:00.000Z"
    assert parts(bought(properties={"d": day}), bought(properties={"d": midnight})) == [
        ("properties.d (the same moment)", f'"{day}"', f'"{midnight}"')
    ]
    (line,) = lines(day, midnight, "attribute")
    assert line.alike == "the same moment"


def test_remarks_are_counted_and_choices_come_last() -> None:
    refused = Outcome(refused=("event of u: no", "event of u: no"), choices=("Which one is open.",))
    found = OutcomeComparison(refused, Outcome(notes=("Dropped.", "Dropped.")), (), alike=False)
    assert list(remark_lines(found)) == [
        "Actions: Braze refuses event of u: no (2 times).",
        "Classic: Dropped (2 times).",
        "Choice of the sandbox: Which one is open.",
    ]


def test_equal_rows_and_rows_of_one_side_are_one_line() -> None:
    (same,) = lines(bought(), bought())
    assert same.actions == same.classic == held_text("purchase", bought())
    (alone,) = lines(bought(), UNDEFINED)
    assert (alone.classic, alone.part) == ("–", "")


def test_parts_beyond_some_are_counted() -> None:
    left: dict[str, Json] = {str(number): number for number in range(MOST_PARTS + 5)}
    right: dict[str, Json] = dict.fromkeys(left, -1)
    found = lines(left, right, "attribute")
    assert len(found) == 1 + MOST_PARTS + 1
    assert found[-1].part == "… and 5 more parts differ"


@given(JSON_VALUES, JSON_VALUES)
def test_parts_differ_if_and_only_if_the_values_do(left: Json, right: Json) -> None:
    found = list(differing_parts(left, right))
    assert all(same for *_, same in found) == same_value(left, right)


@pytest.mark.parametrize("depth", [1, 21, 5000])
def test_any_depth_is_read(depth: int) -> None:
    left: Json = 1
    right: Json = 2
    for _ in range(depth):
        left, right = {"a": left}, {"a": right}
    assert [same for *_, same in differing_parts(left, right)] == [False]
