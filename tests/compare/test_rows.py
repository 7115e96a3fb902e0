"""Both sides' requests as aligned rows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.builders import event, purchase, request
from workbench.compare import Row, side_by_side
from workbench.compare.rows import MAX_LINES
from workbench.jsvalues import UNDEFINED, Json, dump_json, parse_json
from workbench.requests import BrazeRequest

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), children, max_size=4)
    ),
    max_leaves=15,
)


def body_rows(left: Json, right: Json) -> list[Row]:
    """The rows of two bodies alone."""
    rows = side_by_side([request(left)], [request(right)])
    return list(rows[2:])


def row_of(rows: list[Row], text: str) -> Row:
    """The one row that has `text` on either side."""
    found = [row for row in rows if text in row.left or text in row.right]
    assert len(found) == 1, found
    return found[0]


def test_equal_requests_are_the_same_on_every_row() -> None:
    body = {"events": [event({"city": "Oslo", "tags": ["a", {"b": []}]})]}
    rows = side_by_side([request(body)], [request(body)])
    assert {row.mark for row in rows} == {"same"}
    assert all(row.left == row.right and row.left_span is row.right_span is None for row in rows)


def test_the_request_line_and_the_headers_that_matter_come_first() -> None:
    actions = request({}, extra=(("X-Braze-Batch", "true"), ("User-Agent", "one")))
    classic = request(
        {}, host="https://api.appboy.com", authorization="Basic xyz", extra=(("User-Agent", "two"),)
    )
    rows = side_by_side([actions], [classic])
    assert [(row.left, row.right, row.mark) for row in rows] == [
        (
            "POST /users/track · rest.iad-01.braze.com",
            "POST /users/track · api.appboy.com",
            "changed",
        ),
        ("Authorization: Bearer ••••", "Authorization: Basic ••••", "changed"),
        ("X-Braze-Batch: true", "", "left"),
        ("{}", "{}", "same"),
    ]


def test_no_credential_is_ever_in_a_row() -> None:
    actions = request({"events": []}, authorization="Bearer secret-one")
    classic = request({"app_group_id": "secret-two", "events": []}, authorization="Basic secret-two")
    assert "secret" not in repr(side_by_side([actions], [classic]))


def test_the_keys_themselves_are_not_compared() -> None:
    rows = side_by_side([request({}, authorization="Bearer one")], [request({}, authorization="Bearer two")])
    assert rows[1] == Row("Authorization: Bearer ••••", "Authorization: Bearer ••••", "same")


def test_equal_keys_meet_whatever_their_order_and_actions_order_is_kept() -> None:
    rows = body_rows({"a": 1, "b": 2, "c": 3}, {"c": 3, "x": 0, "b": 5, "a": 1})
    assert [(row.left.strip(), row.right.strip(), row.mark) for row in rows] == [
        ("{", "{", "same"),
        ('"a": 1,', '"a": 1,', "same"),
        ('"b": 2,', '"b": 5,', "changed"),
        ('"c": 3', '"c": 3,', "same"),
        ("", '"x": 0', "right"),
        ("}", "}", "same"),
    ]


def test_keys_of_classic_alone_stand_after_the_key_they_follow_there() -> None:
    rows = body_rows({"events": []}, {"app_group_id": "k", "src": "segment", "events": []})
    assert [row.mark for row in rows] == ["same", "right", "right", "same", "same"]


def test_a_trailing_comma_is_no_difference() -> None:
    rows = body_rows({"a": 1}, {"a": 1, "b": 2})
    assert row_of(rows, '"a"').mark == "same"


def test_purchases_meet_the_events_that_classic_sent_instead() -> None:
    rows = body_rows(
        {"purchases": [purchase(properties={"city": "Oslo"})]},
        {"events": [event({"city": "Oslo", "nights": 3})]},
    )
    renamed = row_of(rows, '"purchases"')
    assert renamed.mark == "changed"
    assert renamed.left[slice(*renamed.left_span or ())] == "purchases"
    assert renamed.right[slice(*renamed.right_span or ())] == "events"
    for key in ("external_id", "time", "city"):
        assert row_of(rows, f'"{key}"').mark == "same"
    assert row_of(rows, '"price"').mark == "left"
    assert row_of(rows, '"nights"').mark == "right"


def test_list_items_meet_by_what_they_are_about() -> None:
    left = {"purchases": [purchase(product_id=key) for key in ("b", "c", "d")]}
    right = {"purchases": [purchase(product_id=key) for key in ("a", "b", "d")]}
    ids = [(row.left, row.right) for row in body_rows(left, right) if "product_id" in row.left + row.right]
    assert [(mine.split('"')[3:4], other.split('"')[3:4]) for mine, other in ids] == [
        ([], ["a"]),
        (["b"], ["b"]),
        (["c"], []),
        (["d"], ["d"]),
    ]


def test_list_items_without_a_telling_key_meet_by_index() -> None:
    rows = body_rows({"k": [{"x": 1}, {"x": 2}]}, {"k": [{"x": 1}, {"x": 3}]})
    assert [row.mark for row in rows if '"x"' in row.left] == ["same", "changed"]


def test_repeated_products_meet_by_index() -> None:
    left = {"purchases": [purchase(price=1), purchase(price=2)]}
    rows = body_rows(left, {"purchases": [purchase(price=1), purchase(price=2)]})
    assert {row.mark for row in rows} == {"same"}


def test_scalars_meet_by_value_when_one_is_missing() -> None:
    rows = body_rows({"tags": ["a", "b", "c"]}, {"tags": ["b", "c"]})
    assert [row.mark for row in rows if row.left.startswith("    ")] == ["left", "same", "same"]


def test_a_list_in_another_order_keeps_its_order_on_both_sides() -> None:
    rows = body_rows({"k": [{"id": 1}, {"id": 2}]}, {"k": [{"id": 2}, {"id": 1}]})
    left = [row.left.strip() for row in rows if '"id"' in row.left]
    right = [row.right.strip() for row in rows if '"id"' in row.right]
    assert (left, right) == (['"id": 1', '"id": 2'], ['"id": 2', '"id": 1'])


def test_an_empty_object_opens_when_the_other_side_has_members() -> None:
    rows = body_rows({"p": {}}, {"p": {"a": 1}})
    assert [(row.left.strip(), row.right.strip(), row.mark) for row in rows] == [
        ("{", "{", "same"),
        ('"p": {', '"p": {', "same"),
        ("", '"a": 1', "right"),
        ("}", "}", "same"),
        ("}", "}", "same"),
    ]


def test_values_of_different_types_stand_beside_each_other() -> None:
    rows = body_rows({"p": "x"}, {"p": {"a": 1}})
    assert [(row.left.strip(), row.right.strip(), row.mark) for row in rows[1:-1]] == [
        ('"p": "x"', '"p": {', "changed"),
        ("", '"a": 1', "right"),
        ("", "}", "right"),
    ]


@pytest.mark.parametrize(
    ("left", "right", "spans"),
    [
        ("Trip Booked", "Trip Cancelled", ("Booked", "Cancelled")),
        (12.5, 12.25, ("12.5", "12.25")),
        (5, "5", ("5", '"5"')),
        (None, 0, ("null", "0")),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000Z", ("00Z", "00.000Z")),
        ("a", "a b", ("a", "a b")),
        ("(a)", "(a)(a)", ("", "(a)")),
    ],
)
def test_the_differing_part_is_marked_in_whole_words(left: Json, right: Json, spans: tuple[str, str]) -> None:
    row = row_of(body_rows({"k": left}, {"k": right}), '"k"')
    assert row.mark == "changed"
    found = (row.left[slice(*row.left_span or (0, 0))], row.right[slice(*row.right_span or (0, 0))])
    assert found == spans


def test_numbers_are_written_as_v8_writes_them_and_one_number_is_the_same_however_python_holds_it() -> None:
    rows = body_rows({"a": 120.0, "b": 1e21, "c": -0.0}, {"a": 120, "b": 1e21, "c": 0})
    assert [row.left.strip(" ,") for row in rows[1:-1]] == ['"a": 120', '"b": 1e+21', '"c": 0']
    assert {row.mark for row in rows} == {"same"}


def test_true_is_not_one_and_null_is_not_missing() -> None:
    rows = body_rows({"a": True, "b": None}, {"a": 1})
    assert row_of(rows, '"a"').mark == "changed"
    assert row_of(rows, '"b"').mark == "left"


def test_undefined_is_not_written_and_not_a_number_is_null() -> None:
    rows = body_rows({"a": UNDEFINED, "b": float("nan"), "c": [UNDEFINED]}, {"b": None, "c": [None]})
    assert {row.mark for row in rows} == {"same"}
    assert not any('"a"' in row.left for row in rows)


def test_requests_meet_by_path_and_subject_and_the_rest_stands_alone() -> None:
    booked, cancelled = ({"events": [event(name=name)]} for name in ("Booked", "Cancelled"))
    alias = request({"user_aliases": []}, path="/users/alias/new")
    rows = side_by_side([request(booked), request(cancelled), alias], [request(cancelled)])
    blank = [number for number, row in enumerate(rows) if row == Row("", "", "same")]
    assert len(blank) == 2
    first, second, third = rows[: blank[0]], rows[blank[0] + 1 : blank[1]], rows[blank[1] + 1 :]
    assert {row.mark for row in first} == {"left"}
    assert {row.mark for row in second} == {"same"}
    assert {row.mark for row in third} == {"left"}


def test_a_side_without_requests_leaves_its_column_empty() -> None:
    rows = side_by_side([], [request({"events": [event()]})])
    assert rows
    assert {(row.left, row.mark) for row in rows} == {("", "right")}
    assert side_by_side([], []) == ()


def test_a_request_without_a_body_has_no_body_rows() -> None:
    delete = BrazeRequest("DELETE", "https://rest.iad-01.braze.com/catalogs/a/items/b", (), None)
    assert [row.left for row in side_by_side([delete], [])] == [
        "DELETE /catalogs/a/items/b · rest.iad-01.braze.com"
    ]


def test_foreign_text_stays_data() -> None:
    rows = body_rows({"k": "[@click=app.quit] \x1b]52;c;x\x07 \u202e"}, {})
    assert row_of(rows, '"k"').left == '  "k": "[@click=app.quit] \\u001b]52;c;x\\u0007 \u202e"'


def test_a_body_past_the_limit_is_aligned_line_by_line() -> None:
    left = {"k": list(range(MAX_LINES))}
    right = {"k": [*range(100), "new", *range(100, MAX_LINES)]}
    rows = body_rows(left, right)
    assert [row.mark for row in rows[:102]] == ["same"] * 102
    assert "\n".join(row.left for row in rows if row.left) == json.dumps(left, indent=2)
    assert "\n".join(row.right for row in rows if row.right) == json.dumps(right, indent=2)


def test_very_deep_and_very_long_values_are_rows_too() -> None:
    deep: Json = 1
    for _ in range(10_000):
        deep = [deep]
    text = "x" * 10_000_000
    rows = body_rows({"deep": deep, "text": text}, {"deep": [deep], "text": text + "y"})
    assert rows[-2].mark == "changed"
    assert max(row.left.count("[") for row in rows) > 9_000


@given(JSON_VALUES, JSON_VALUES)
def test_each_column_is_the_body_as_json(left: Json, right: Json) -> None:
    rows = body_rows({"k": left}, {"k": right})
    for text, value in (
        ("\n".join(row.left for row in rows), left),
        ("\n".join(row.right for row in rows), right),
    ):
        assert parse_json(text) == {"k": parse_json(json.dumps(value))}


@given(JSON_VALUES, JSON_VALUES)
def test_marks_tell_where_sides_are_empty_and_spans_lie_in_their_lines(left: Json, right: Json) -> None:
    for row in body_rows({"k": left}, {"k": right}):
        assert (row.mark == "left") == (not row.right)
        assert (row.mark == "right") == (not row.left)
        for text, span in ((row.left, row.left_span), (row.right, row.right_span)):
            assert span is None or (row.mark == "changed" and 0 <= span[0] < span[1] <= len(text))


@given(JSON_VALUES)
def test_a_value_is_the_same_as_itself(value: Json) -> None:
    assert {row.mark for row in body_rows({"k": value}, {"k": value})} == {"same"}


def value_of(requests: list[BrazeRequest], place: tuple[int, tuple[str | int, ...]]) -> Json:
    """The part of a side's requests that a place names."""
    index, (part, *steps) = place
    found: Json = {"url": requests[index].url, "headers": dict(requests[index].headers)}.get(str(part))
    if part == "body":
        found = requests[index].body
    for step in steps:
        found = found[step]
    return found


def test_each_row_knows_the_part_that_it_shows_on_either_side() -> None:
    actions = [request({"events": [event({"city": "Oslo"})]}), request({"purchases": [purchase()]})]
    classic = [request({"events": [event({"city": "Bergen"}, name="Other")], "partner": "x"})]
    rows = side_by_side(actions, classic)
    head = rows[0]
    assert head.left_at == (0, ("url",))
    assert head.right_at == (0, ("url",))
    assert rows[1].left_at == (0, ("headers", "Authorization"))
    city = row_of(list(rows), '"city"')
    assert (city.left_at, city.right_at) == (
        (0, ("body", "events", 0, "properties", "city")),
        (0, ("body", "events", 0, "properties", "city")),
    )
    price = row_of(list(rows), '"price"')
    assert (price.left_at, price.right_at) == ((1, ("body", "purchases", 0, "price")), None)
    partner = row_of(list(rows), '"partner"')
    assert (partner.left_at, partner.right_at) == (None, (0, ("body", "partner")))
    blank = next(row for row in rows if not row.left and not row.right)
    assert blank.left_at is blank.right_at is None


def test_rows_that_look_the_same_are_equal_wherever_they_are() -> None:
    rows = body_rows({"k": [{"x": 1}, {"x": 1}]}, {"k": [{"x": 1}, {"x": 1}]})
    first, second = (row for row in rows if '"x"' in row.left)
    assert first == second
    assert hash(first) == hash(second)
    assert first.left_at != second.left_at


@given(JSON_VALUES, JSON_VALUES)
def test_a_row_shows_what_lies_at_its_place(left: Json, right: Json) -> None:
    sides = [request({"left": left})], [request({"right": right})]
    for row in side_by_side(*sides):
        for text, place, requests in ((row.left, row.left_at, sides[0]), (row.right, row.right_at, sides[1])):
            assert (place is None) == (text == "")
            if place is None or place[1][0] != "body":
                continue
            value = value_of(requests, place)
            shown = text.strip().rstrip(",")
            if isinstance(value, (dict, list)) and value:
                assert shown[-1:] in "{[}]"
            else:
                assert shown.endswith(dump_json(value).rstrip(","))


def test_rows_of_long_bodies_know_their_places_too() -> None:
    body = {"events": [event({"n": index}) for index in range(MAX_LINES // 4)]}
    rows = side_by_side([request(body)], [])
    last = [row for row in rows if '"n"' in row.left][-1]
    assert last.left_at == (0, ("body", "events", MAX_LINES // 4 - 1, "properties", "n"))
