"""Hypothesis strategies for trigger texts, trees and events that have something to do with each other."""

from __future__ import annotations

from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Json
from workbench.triggers.nodes import Comparison, Group, Node

NAMES = ("plan", "total", "items", "a b", "x.y", "items.0.sku", "and")
TEXTS = ("track", "identify", "gold", "Gold", "Order Completed", "5", "true", "", "a*b", "old")
NUMBERS = (0, 5, -3, 5.5, 1e21)

_words = st.sampled_from([
    "type", "event", "name", "userId", "properties.plan", "traits.plan", "context.ip", "properties.a\\ b",
    "properties.items.0", "properties.or", "anonymousId", "constructor", "event.x", "properties", "TYPE",
    "=", "!=", "<", "<=", ">", ">=", "==", "in", "contains", "match", "contains(event, ",
    "match(traits.plan, ",
    "!contains(event, ", "(", ")", "!", "!(", ",", "[", "]", ".", "and", "or", "OR", "AND", "not", "&&",
    '"gold"', "'gold'", '"x*"', '"*x"', '"*x*"', "5", "-", "+5.5", "1e3", "5.", "null", "true", "NULL",
    "gold", '"', "\\", "\r", "é", "😀", "\ud83d", "an", "nu", "o",
])  # fmt: skip
texts = st.one_of(
    st.lists(_words, max_size=14).map(" ".join),
    st.lists(_words, max_size=8).map("".join),
    st.text(max_size=30),
)
"""Texts that are, almost are, or are not triggers."""

values: st.SearchStrategy[Json] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(NUMBERS),
    st.sampled_from(TEXTS),
    st.just([]),
    st.just({"sku": "gold"}),
)
_members = st.dictionaries(st.sampled_from(["plan", "total", "a b", "and", "or", "ip"]), values).flatmap(
    lambda members: st.sampled_from(
        [members, members | {"items": [{"sku": "gold"}]}, members | {"x": {"y": 5}}]
    )
)
events: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["track", "identify", 5, None]),
        "event": st.sampled_from(["Order Completed", "gold", None, []]),
        "name": values,
        "userId": values,
        "properties": st.one_of(_members, values),
        "traits": _members,
        "context": _members,
    },
)

_root_leaves = st.builds(
    Comparison,
    st.sampled_from(["event-type", "event", "name"]),
    st.sampled_from(["=", "!="]),
    st.sampled_from(TEXTS),
)
_event_functions = st.builds(
    Comparison,
    st.sampled_from(["event", "userId"]),
    st.sampled_from(["contains", "not_contains", "starts_with", "not_ends_with"]),
    st.sampled_from(["Order", "old", "g"]),
)


def _path_leaf(operators: list[str], wanted: st.SearchStrategy[Json]) -> st.SearchStrategy[Comparison]:
    subjects = st.sampled_from(["event-property", "event-trait", "event-context"])
    return st.builds(Comparison, subjects, st.sampled_from(operators), wanted, st.sampled_from(NAMES))


leaves: st.SearchStrategy[Comparison] = st.one_of(
    _root_leaves,
    _event_functions,
    _path_leaf(["=", "!="], st.sampled_from(TEXTS)),
    _path_leaf(
        ["contains", "starts_with", "not_starts_with", "ends_with"], st.sampled_from(["Order", "old"])
    ),
    _path_leaf(["number_equals", "number_not_equals", "<", "<=", ">", ">="], st.sampled_from(NUMBERS)),
    _path_leaf(["exists", "not_exists", "is_true", "is_false"], st.just(UNDEFINED)),
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda nodes: st.builds(
        Group, st.sampled_from(["and", "or"]), st.lists(nodes, min_size=2, max_size=3).map(tuple)
    ),
    max_leaves=6,
)
"""Nested conditions, as people think of them."""
