"""What holds of the differences between any two bodies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compare.builders import request
from workbench.compare import differences
from workbench.compare.pairing import IDENTIFIERS, content_of
from workbench.jsvalues import Json, dump_json

KEYS: Final = ("city", "City", "first_name", "firstName", "a.b", "a[0]", "__x", "id", "länge", "", "1")
TEXTS: Final = ("u-1", "Lisbon", "true", "12", "2024-03-05", "2024-03-05T01:00:00+01:00", "e\u0301", "é", "")
SCALARS = (
    st.none() | st.booleans() | st.sampled_from([0, 1, 1.0, 2.5, 123456.75, 10**20]) | st.sampled_from(TEXTS)
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)
OBJECTS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)
USERS = st.sampled_from(["u-1", "u-2", "u-3"])
EVENTS = st.fixed_dictionaries(
    {"external_id": USERS, "name": st.sampled_from(["A", "B"]), "properties": OBJECTS},
    optional={"time": st.sampled_from(TEXTS[4:6])},
)
PURCHASES = st.fixed_dictionaries(
    {"external_id": USERS, "product_id": st.sampled_from(["a", "b"]), "price": st.sampled_from([1, 1.0, "1"])}
)
ATTRIBUTES = st.builds(lambda user, values: {**values, "external_id": user}, USERS, OBJECTS)
BODIES = st.fixed_dictionaries(
    {"src": st.sampled_from(["segment", "other"])},
    optional={
        "attributes": st.lists(
            ATTRIBUTES, min_size=1, max_size=3, unique_by=lambda item: str(item["external_id"])
        ),
        "events": st.lists(EVENTS, min_size=1, max_size=4),
        "purchases": st.lists(PURCHASES, min_size=1, max_size=4),
    },
)
GONE: Final = object()


def without(value: Json, steps: tuple[str | int, ...]) -> Json:
    """A body without the part at a place; parts of what is gone already are gone."""
    if not steps or value is GONE:
        return GONE
    inner = without(value[steps[0]], steps[1:])
    if isinstance(value, dict):
        return {**value, steps[0]: inner}
    return [*value[: int(steps[0])], inner, *value[int(steps[0]) + 1 :]]


def left_over(value: Json) -> Json:
    """What is still there, without the order of lists and without what is empty."""
    if isinstance(value, dict):
        parts = {key: left_over(inner) for key, inner in value.items() if inner is not GONE}
        return {key: inner for key, inner in sorted(parts.items()) if inner not in ({}, [])}
    if isinstance(value, list):
        items = [left_over(inner) for inner in value if inner is not GONE]
        return sorted((item for item in items if item not in ({}, [])), key=dump_json)
    return value


Places = list[tuple[str | int, ...]]


def noting(places: Places) -> Callable[[int, tuple[str | int, ...]], str]:
    """A lookup of rules that notes the places it is asked for."""

    def rule(_request: int, steps: tuple[str | int, ...]) -> str:
        places.append(steps)
        return ""

    return rule


@given(BODIES, BODIES)
@settings(max_examples=300, deadline=None)
def test_without_what_is_told_both_sides_are_the_same(left: Json, right: Json) -> None:
    lefts: Places = []
    rights: Places = []
    found = differences(
        [request(left)], [request(right)], actions_rule=noting(lefts), classic_rule=noting(rights)
    )
    bodies = []
    for body, places in ((left, lefts), (right, rights)):
        rest = body
        for steps in places:
            if steps[0] == "body":
                rest = without(rest, steps[1:])
        bodies.append(left_over(rest))
    assert content_of(bodies[0]) == content_of(bodies[1]), [one.sentence for one in found]


@given(BODIES, BODIES)
@settings(max_examples=300, deadline=None)
def test_nothing_is_told_twice_and_every_sentence_is_one(left: Json, right: Json) -> None:
    found = differences([request(left)], [request(right)])
    assert len({one.sentence for one in found}) == len(found)
    assert len({(one.kind, one.path, one.classic_path) for one in found}) == len(found)
    for one in found:
        assert one.sentence.endswith(".")
        assert one.sentence.partition(": ")[2]


@given(BODIES)
@settings(deadline=None)
def test_what_is_sent_alike_has_no_differences(body: Json) -> None:
    shuffled = {key: body[key][::-1] if isinstance(body[key], list) else body[key] for key in reversed(body)}
    assert not differences([request(body)], [request(left_alone(body))])
    told = differences([request(body)], [request(shuffled)])
    assert {one.kind for one in told} <= {"moved"}
    assert all(one.harmless for one in told)


def left_alone(value: Json) -> Json:
    """A copy in which whole numbers are held the other way, as Python can."""
    if isinstance(value, dict):
        return {key: left_alone(inner) for key, inner in reversed(value.items())}
    if isinstance(value, list):
        return [left_alone(inner) for inner in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def test_all_identifiers_are_known_to_the_comparison() -> None:
    for key in IDENTIFIERS:
        one, other = (request({"events": [{"name": "A", key: value}]}) for value in ("one", "two"))
        (found,) = differences([one], [other])
        assert (found.kind, found.path) == ("value_changed", f"events[0].{key}")
