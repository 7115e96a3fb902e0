"""What an attributes object does to a profile."""

from __future__ import annotations

import pytest

from workbench.jsvalues import Json
from workbench.sandbox.attributes import MAX_ITEMS, apply_attributes


def applied(current: dict[str, Json], **update: Json) -> dict[str, Json]:
    result, notes = apply_attributes(current, update)
    assert notes == ()
    return result


def remark(current: dict[str, Json], **update: Json) -> str:
    result, (note,) = apply_attributes(current, update)
    assert result == current
    return note


def test_values_are_set_and_null_removes() -> None:
    assert applied({"a": 1, "b": 2}, a="x", b=None, c=True, d=None) == {"a": "x", "c": True}


def test_what_names_the_user_or_the_way_is_no_attribute() -> None:
    keys = (
        "external_id",
        "braze_id",
        "user_alias",
        "_update_existing_only",
        "_merge_objects",
        "push_token_import",
    )
    assert apply_attributes({}, dict.fromkeys(keys, True)) == ({}, ())


@pytest.mark.parametrize(
    ("before", "step", "after"), [(None, 2, 2), (3, 2, 5), (3, -5, -2), (1.5, 1, 2.5), (1, 2.0, 3)]
)
def test_inc_adds_whole_numbers(before: Json, step: Json, after: Json) -> None:
    assert applied({} if before is None else {"visits": before}, visits={"inc": step})["visits"] == after


def test_inc_of_what_is_no_number_changes_nothing() -> None:
    assert "incremented" in remark({"visits": "many"}, visits={"inc": 1})
    assert "whole numbers" in remark({"visits": 1}, visits={"inc": 1.5})
    assert "whole numbers" in remark({"visits": 1}, visits={"inc": True})


def test_arrays_hold_each_value_once_and_readding_moves_to_the_end() -> None:
    assert applied({}, teams=["Braga", "Porto", "Braga"])["teams"] == ["Porto", "Braga"]
    assert applied({"teams": ["a", "b"]}, teams={"add": ["a", "c"]})["teams"] == ["b", "a", "c"]
    assert applied({"teams": ["a", "b", 1]}, teams={"remove": ["a", "zz", True]})["teams"] == ["b", 1]
    assert applied({"teams": ["a", "b"]}, teams={"remove": ["b"], "add": ["b"]})["teams"] == ["a", "b"]
    assert applied({"teams": "text"}, teams={"add": ["b"]})["teams"] == ["b"]


def test_the_oldest_values_of_a_full_array_fall_out() -> None:
    full = applied({}, numbers={"add": list(range(MAX_ITEMS))})
    assert applied(full, numbers={"add": ["last"]})["numbers"] == [*range(1, MAX_ITEMS), "last"]
    result, (note,) = apply_attributes({}, {"numbers": list(range(MAX_ITEMS + 1))})
    assert result["numbers"][0] == 1
    assert str(MAX_ITEMS) in note


def test_many_values_are_no_work() -> None:
    values: list[Json] = [str(number) for number in range(50_000)]
    result, _ = apply_attributes({"a": values[:500]}, {"a": {"add": [*values, *values], "remove": values}})
    assert result["a"] == values[-MAX_ITEMS:]
    objects: list[Json] = [{"id": number} for number in range(20_000)]
    gone: list[Json] = [{"$identifier_key": "id", "$identifier_value": number} for number in range(19_999)]
    result, _ = apply_attributes({"a": objects}, {"a": {"$remove": gone}})
    assert result["a"] == [{"id": 19_999}]


def test_objects_are_replaced_or_merged_deeply() -> None:
    before = {"address": {"city": "Porto", "geo": {"lat": 1, "lon": 2}}}
    change = {"postcode": "4000", "geo": {"lat": 9, "lon": None}}
    assert applied(before, address=change)["address"] == change
    assert applied(before, address=change, _merge_objects=True)["address"] == {
        "city": "Porto",
        "geo": {"lat": 9},
        "postcode": "4000",
    }
    assert applied({"address": "text"}, address=change, _merge_objects=True)["address"] == change


def test_arrays_of_objects_are_added_to_then_removed_from_then_updated() -> None:
    cars = [{"plate": "A", "km": 1}, {"plate": "B", "km": 2}, "no object"]
    change = {
        "$update": [{"$identifier_key": "plate", "$identifier_value": "A", "$new_object": {"km": 120}}],
        "$add": [{"plate": "C"}, {"plate": "B"}],
        "$remove": [{"$identifier_key": "plate", "$identifier_value": "B"}, "nonsense"],
    }
    replaced = [{"km": 120}, "no object", {"plate": "C"}]
    assert applied({"cars": cars}, cars=change)["cars"] == replaced
    merged = [{"plate": "A", "km": 120}, "no object", {"plate": "C"}]
    assert applied({"cars": cars}, cars=change, _merge_objects=True)["cars"] == merged


@pytest.mark.parametrize(
    "value",
    [
        {"a.b": 1},
        {"a": {"$x": 1}},
        [{"a.b": 1}],
        {"when": {"$time": "soon"}},
        {"when": {"$time": 5}},
        {"x" * 256: 1},
        {"$add": [{"a.b": 1}]},
    ],
)
def test_one_bad_key_or_date_drops_the_whole_attribute(value: Json) -> None:
    assert "was not changed" in remark({"other": 1}, address=value)


def test_dates_in_objects_are_kept() -> None:
    value = {"when": {"$time": "2026-01-31"}, "then": {"$time": "01/31/2026"}}
    assert applied({}, trip=value) == {"trip": value}


def test_a_country_that_is_no_code_becomes_null() -> None:
    result, (note,) = apply_attributes({"country": "PT"}, {"country": "Portugal"})
    assert result == {}
    assert "two-letter" in note
    assert applied({}, country="no") == {"country": "no"}


def test_retired_fields_and_long_texts_are_remarked() -> None:
    assert "no longer" in remark({}, bio="x")
    result, (note,) = apply_attributes({}, {"note": "x" * 256})
    assert len(result["note"]) == 256
    assert "255" in note
