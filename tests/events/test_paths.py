"""Paths of the loaded events are offered for completion, within bounds."""

from __future__ import annotations

from tests.events.helpers import track
from workbench.events import PathIndex, PathSuggestion
from workbench.events.paths import MOST_PATHS


def paths(index: PathIndex, typed: str, limit: int = 50) -> list[str]:
    """The paths that are offered."""
    return [suggestion.path for suggestion in index.complete(typed, limit)]


def booked() -> PathIndex:
    """An index of two bookings."""
    index = PathIndex()
    index.add(
        track(
            "Trip Booked",
            properties={"total": 10, "products": [{"price": 5, "name": "Flight"}, {"sku": "H"}]},
        )
    )
    index.add(track("Trip Booked", properties={"total": "12.50", "coupon": None, "products": []}))
    return index


def test_paths_come_with_kinds_an_example_and_their_count() -> None:
    assert booked().complete("$.properties.total") == [
        PathSuggestion("$.properties.total", ("number", "string"), 10, 2)
    ]
    assert booked().complete("$.properties.coupon")[0] == PathSuggestion(
        "$.properties.coupon", ("null",), None, 1
    )
    assert booked().complete("$.properties.products")[0] == PathSuggestion(
        "$.properties.products", ("array",), [], 2
    )


def test_shallow_and_frequent_paths_come_first() -> None:
    assert paths(booked(), "$.")[:5] == [
        "$.event",
        "$.properties",
        "$.type",
        "$.userId",
        "$.properties.products",
    ]
    assert paths(booked(), "")[:1] == ["$.event"]
    assert paths(booked(), "$.", limit=2) == ["$.event", "$.properties"]


def test_a_key_is_found_without_its_path_and_in_any_case() -> None:
    assert paths(booked(), "pr") == [
        "$.properties",
        "$.properties.products",
        "$.properties.total",
        "$.properties.coupon",
        "$.properties.products[0].name",
        "$.properties.products[0].price",
        "$.properties.products[0].sku",
    ]
    assert paths(booked(), "userid") == ["$.userId"]
    assert paths(booked(), "userID") == []
    assert paths(booked(), "oupo") == ["$.properties.coupon"]


def test_keys_of_lists_are_offered_for_their_items() -> None:
    items = booked().complete_items("$.properties.products", "$.")
    assert [suggestion.path for suggestion in items] == ["$.name", "$.price", "$.sku"]
    assert [suggestion.path for suggestion in booked().complete_items("$.properties.products", "pri")] == [
        "$.price"
    ]
    assert booked().complete_items("$.properties.total", "") == []


def test_keys_that_no_path_reaches_are_left_out() -> None:
    index = PathIndex()
    index.add({"a.b": 1, "": 1, "x[0]": 1, "it's": 1, 'say "hi"': 1, "good key": 1, "k" * 101: 1})
    assert paths(index, "") == ["$.good key"]


def test_hostile_events_stay_within_bounds() -> None:
    index = PathIndex()
    for number in range(100):
        index.add({f"k{number}-{key}": "x" * 10_000 for key in range(1000)})
    deep: dict[str, object] = {}
    for _ in range(5000):
        deep = {"down": deep}
    index.add({"properties": deep, "list": [[["x"] * 1000] * 1000] * 1000})
    assert len(index.complete("", limit=100_000)) <= MOST_PATHS
    example = index.complete("$.k0-0")[0].example
    assert isinstance(example, str)
    assert len(example) == 100


def test_examples_of_nested_values_are_cut() -> None:
    index = PathIndex()
    index.add({"a": {"b": 1, "c": {"d": 2}, "e": "x" * 500, "f": 3, "g": 4}, "l": [1, [2], "y" * 500, 4]})
    examples = {suggestion.path: suggestion.example for suggestion in index.complete("$.")}
    assert examples["$.a"] == {"b": 1, "e": "x" * 99 + "…"}
    assert examples["$.l"] == [1, "y" * 99 + "…"]
