"""The condition builder: rows to FQL and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triggers.strategies import TEXTS, events
from workbench.jsvalues import Json
from workbench.triggers import parse
from workbench.triggers.builder import (
    OPERATOR_LABELS,
    SUBJECT_LABELS,
    Builder,
    BuilderError,
    Row,
    RowGroup,
    RowSubject,
    from_trigger,
    operators_of,
    problems,
    to_fql,
    value_kind,
)

TRACK = Row("type", "=", "track")


def filled_row(subject: RowSubject, operator: str, text: str, number: float, name: str) -> Row:
    values: dict[str, str | float] = {"text": text, "number": number, "none": ""}
    value = values[value_kind(operator)]
    return Row(subject, operator, value, name if subject in ("property", "trait", "context") else "")


rows = st.sampled_from(list(SUBJECT_LABELS)).flatmap(
    lambda subject: st.builds(
        filled_row,
        st.just(subject),
        st.sampled_from(operators_of(subject)),
        st.sampled_from([text for text in TEXTS if text and "*" not in text]),
        st.sampled_from([0.0, 5.0, -2.5]),
        st.sampled_from(["plan", "product name", "address.city", "and", "é"]),
    )
)
row_groups = st.builds(
    RowGroup, st.sampled_from(["all", "any"]), st.lists(rows, min_size=2, max_size=3, unique=True).map(tuple)
)
joins = st.sampled_from(["all", "any"])
builders = st.builds(
    Builder, joins, st.lists(rows, min_size=1, max_size=3, unique=True).map(tuple), st.none() | row_groups
)


def holds(builder: Builder, event: dict[str, Json]) -> bool:
    """The builder's meaning, row by row."""
    truths = [parse(to_fql(Builder("all", (row,)))).matches(event) for row in builder.rows]
    if builder.group is not None:
        truths.append(holds(Builder(builder.group.join, builder.group.rows), event))
    return all(truths) if builder.join == "all" else any(truths)


@given(builders, events)
def test_the_trigger_takes_the_events_that_the_rows_say(builder: Builder, event: dict[str, Json]) -> None:
    try:
        trigger = parse(to_fql(builder))
    except BuilderError as refusal:
        assert refusal.message == "No trigger can say this."  # noqa: PT017 - some builders have no trigger
    else:
        assert trigger.matches(event) is holds(builder, event)


@given(st.lists(rows, min_size=2, max_size=5, unique=True).map(tuple), joins)
def test_rows_come_back_from_their_trigger(some: tuple[Row, ...], join: str) -> None:
    builder = Builder("all" if join == "all" else "any", some)
    assert from_trigger(parse(to_fql(builder))) == builder


def test_a_group_is_written_in_parentheses() -> None:
    builder = Builder(
        "all", (TRACK,), RowGroup("any", (Row("event", "=", "A"), Row("event", "contains", "B")))
    )
    text = to_fql(builder)
    assert text == 'type = "track" and (event = "A" or contains(event, "B"))'
    assert from_trigger(parse(text)) == builder


def test_a_group_that_parentheses_cannot_hold_is_multiplied_out_and_comes_back() -> None:
    group = RowGroup("any", (Row("event", "contains", "A"), Row("event", "starts_with", "B")))
    builder = Builder("all", (TRACK, Row("property", ">", 5.0, "total")), group)
    text = to_fql(builder)
    assert text == (
        '(type = "track" and properties.total > 5 and contains(event, "A"))'
        ' or (type = "track" and properties.total > 5 and match(event, "B*"))'
    )
    assert from_trigger(parse(text)) == builder


@pytest.mark.parametrize(
    ("text", "builder"),
    [
        ('type = "track"', Builder("all", (TRACK,))),
        ("traits.age >= 18 or userId != null",
         Builder("any", (Row("trait", ">=", 18.0, "age"), Row("userId", "exists")))),
        (r'context.a\ b = true and properties.x != "y"',
         Builder("all", (Row("context", "is_true", "", "a b"), Row("property", "!=", "y", "x")))),
        ("type = 'track'", Builder("all", (Row("type", "=", "'track'"),))),
    ],
)  # fmt: skip
def test_a_trigger_is_shown_as_it_is_really_read(text: str, builder: Builder) -> None:
    assert from_trigger(parse(text)) == builder


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            '(type = "a" or event = "b") and (name = "c" or userId = "d") and name = "e"',
            "more than one group",
        ),
        ("", "is empty"),
        ('() and type = "track"', "empty group"),
        ("properties.x in y", "do not offer"),
        ("properties.x > gold", "no number"),
        ('type < "a"', "do not offer"),
    ],
)
def test_what_rows_cannot_show_says_why(text: str, reason: str) -> None:
    with pytest.raises(BuilderError) as refusal:
        from_trigger(parse(text))
    assert reason in refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("row", "message", "blocking"),
    [
        (Row("type", "contains", "a"), "does not offer", True),
        (Row("property", "=", "a"), "name is missing", True),
        (Row("property", "=", "a", "items.$.sku"), "elements of a list", True),
        (Row("property", "=", 'say "hi"', "x"), "cannot contain", True),
        (Row("property", ">", "", "x"), "not a number", True),
        (Row("property", ">", "many", "x"), "not a number", True),
        (Row("property", "=", "a~b", "x"), "~", False),
        (Row("property", "=", "a", "1st"), "begins with a letter", False),
        (Row("property", "=", "a", "a/b"), "break", False),
        (Row("event", "=", ""), "empty", False),
    ],
)
def test_problems_name_their_row(row: Row, message: str, blocking: bool) -> None:
    builder = Builder("all", (TRACK,), RowGroup("any", (row,)))
    [problem] = problems(builder)
    assert (problem.row, problem.blocking) == (1, blocking)
    assert message in problem.message
    if blocking:
        with pytest.raises(BuilderError, match="Correct condition 2"):
            to_fql(builder)
    else:
        assert parse(to_fql(builder)).error is None


def test_nothing_is_no_trigger() -> None:
    with pytest.raises(BuilderError, match="no condition yet"):
        to_fql(Builder())


def test_a_pattern_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(BuilderError, match="No trigger can say this"):
        to_fql(Builder("all", (Row("event", "ends_with", "gold*"),)))


def test_every_operator_has_a_label_and_an_input() -> None:
    for subject in SUBJECT_LABELS:
        for operator in operators_of(subject):
            assert OPERATOR_LABELS[operator]
            assert value_kind(operator) in ("text", "number", "none")
