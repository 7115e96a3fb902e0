"""Objects read by one function give what their members' closures give."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.nodes import Node, Object
from workbench.mappings.parse import parse
from workbench.mappings.unrolled import MAX_MEMBERS, Member, unrolled

KEYS = st.sampled_from(
    ["a", "b", "c", "0", "length", "it's", 'q"', "back\\slash", "new\nline", "toString", ""]
)
PATHS = st.lists(st.sampled_from("ab") | KEYS, max_size=10).map(lambda steps: "$." + ".".join(steps))
DIRECTIVES = st.recursive(
    PATHS.map(lambda path: {"@path": path}) | st.sampled_from([1, None, "text", {"@template": "{{a.b}}"}]),
    lambda inner: (
        st.builds(
            lambda path, other: {"@if": {"exists": {"@path": path}, "then": {"@path": path}, "else": other}},
            PATHS,
            inner,
        )
        | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)
PAYLOADS: st.SearchStrategy[Json] = st.recursive(
    st.sampled_from([None, True, 0, 1.5, "", "abc", UNDEFINED]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def one_by_one(node: Object) -> Callable[[Json], Json]:
    """Reads each member by its own closure."""

    def resolve(payload: Json) -> Json:
        values = [(key, member.clean(payload)) for key, member in node.members]
        return {key: value for key, value in values if value is not UNDEFINED}

    return resolve


def outcome(resolve: Callable[[Json], Json], payload: Json) -> str:
    """The value, or why there is none."""
    try:
        return repr(resolve(payload))
    except Exception as error:  # noqa: BLE001 - whatever it is, both have to fail in the same way
        return f"{type(error).__name__}: {error}"


@given(st.dictionaries(KEYS, DIRECTIVES, min_size=1, max_size=6), PAYLOADS)
def test_all_members_together_are_the_members_one_by_one(mapping: Json, payload: Json) -> None:
    node = parse(mapping)
    if isinstance(node, Object):
        assert outcome(node.clean, payload) == outcome(one_by_one(node), payload)


def test_paths_of_all_lengths_share_their_steps() -> None:
    paths = ["a.b.c", "a.b.d", "a.b", "a.c", "a", "b.b.c"]
    node = parse({path: {"@path": f"$.{path}"} for path in paths})
    inner = {"c": 1, "d": 2}
    assert node.clean({"a": {"b": inner, "c": 3}, "b": {"b": {"c": 4}}}) == {
        "a.b.c": 1,
        "a.b.d": 2,
        "a.b": inner,
        "a.c": 3,
        "a": {"b": inner, "c": 3},
        "b.b.c": 4,
    }


def test_members_that_are_paths_are_read_without_their_closures() -> None:
    members = [Member(key, _refuse, (("a", key), ("b",))) for key in "cd"] + [Member("e", _refuse, value=5)]
    read = unrolled(members, _refuse)
    assert read({"a": {"c": 1, "d": None}, "b": 2}) == {"c": 1, "d": 2, "e": 5}
    assert read({"a": "text"}) == {"e": 5}


def _refuse(payload: Json) -> Json:
    raise AssertionError(f"a closure is asked about {payload}")


def test_objects_of_many_members_and_long_paths_are_read_too() -> None:
    wide = {f"k{number}": {"@path": f"$.k{number}"} for number in range(MAX_MEMBERS + 1)}
    assert parse(wide).clean({"k7": 1, "other": 2}) == {"k7": 1}
    steps = ["a"] * 2_000
    event: Json = 5
    for step in steps:
        event = {step: event}
    node: Node = parse({"deep": {"@path": "$." + ".".join(steps)}})
    assert node.clean(event) == {"deep": 5}
