"""Writing a nested meaning as a trigger that is really read so.

Triggers know one level of groups, and a group ends at the first `)`, so that only its last condition can be
a `contains` or a `match`. What does not fit as it stands is multiplied out, either way.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from workbench.triggers.leaves import LeafError, is_function, leaf_text, tidy
from workbench.triggers.nodes import Comparison, Group, Node, comparisons
from workbench.triggers.parser import UnreadableError, read

_Sets: TypeAlias = frozenset[frozenset[Comparison]]

_MOST_SETS: Final = 128
_MOST_CONDITIONS: Final = 2_000
_OTHER: Final = {"and": "or", "or": "and"}


class TooLargeError(Exception):
    """Multiplied out, the conditions would be too many."""


def alternatives(node: Node) -> _Sets:
    """The least sets of conditions of which one must hold; equal for trees that mean the same.

    Raises `TooLargeError` where they are too many, `LeafError` for an empty group.
    """
    return _least_sets(node, "or")


def requirements(node: Node) -> _Sets:
    """The least sets of conditions of each of which one must hold; raises as `alternatives` does."""
    return _least_sets(node, "and")


def rewritten(node: Node) -> str | None:
    """A trigger that is read as `node` means, or `None` where there is none of reasonable size."""
    try:
        wanted = alternatives(node)
        forms = [_flat(node), *sorted(_multiplied_forms(node), key=_size)]
    except (TooLargeError, LeafError):
        return None
    for form in forms:
        try:
            text = _text(form)
            if alternatives(read(text)) == wanted:
                return text
        except (LeafError, TooLargeError, UnreadableError):
            continue
    return None


def _least_sets(node: Node, outer: str) -> _Sets:
    """As `_multiplied`, whose time grows with the square of the conditions; nobody writes that many."""
    if any(True for _ in islice(comparisons(node), _MOST_CONDITIONS, None)):
        raise TooLargeError
    return _multiplied(node, outer)


def _multiplied(node: Node, outer: str) -> _Sets:
    if isinstance(node, Comparison):
        return frozenset({frozenset({tidy(node)})})
    if not isinstance(node, Group) or node.operator not in _OTHER:
        raise LeafError
    sets = [_multiplied(child, outer) for child in node.children]
    if node.operator == outer:
        return _least(frozenset().union(*sets))
    product: _Sets = frozenset({frozenset()})
    for choices in sets:
        if len(product) * len(choices) > _MOST_SETS:
            raise TooLargeError
        product = _least(frozenset(one | other for one in product for other in choices))
    return product


def _least(sets: _Sets) -> _Sets:
    """Without the sets that contain another one."""
    if len(sets) > _MOST_SETS:
        raise TooLargeError
    return frozenset(one for one in sets if not any(other < one for other in sets))


def _multiplied_forms(node: Node) -> Iterator[Node]:
    """The tree as alternatives of conditions that all hold, and the other way round."""
    order = {tidy(leaf): index for index, leaf in reversed(list(enumerate(comparisons(node))))}
    for outer, inner in (("or", "and"), ("and", "or")):
        groups = [sorted(group, key=order.__getitem__) for group in _least_sets(node, outer)]
        groups.sort(key=lambda group: [order[leaf] for leaf in group])
        yield _flat(Group(outer, tuple(Group(inner, tuple(group)) for group in groups)))


def _flat(node: Node) -> Node:
    """Without groups of one, groups in groups of the same operator, and repetitions."""
    if not isinstance(node, Group):
        return node
    children: list[Node] = []
    for child in map(_flat, node.children):
        same = isinstance(child, Group) and child.operator == node.operator
        children += child.children if isinstance(child, Group) and same else (child,)
    distinct = tuple(dict.fromkeys(children))
    return distinct[0] if len(distinct) == 1 else Group(node.operator, distinct)


def _size(node: Node) -> int:
    return sum(1 for _ in comparisons(node))


def _text(node: Node) -> str:
    """The text of a flat tree; raises `LeafError` where triggers have no form for it."""
    if isinstance(node, Comparison):
        return leaf_text(node)
    if not isinstance(node, Group):
        raise LeafError
    return f" {node.operator} ".join(
        f"({_inner_text(child)})" if isinstance(child, Group) else _text(child) for child in node.children
    )


def _inner_text(group: Group) -> str:
    leaves = [child for child in group.children if isinstance(child, Comparison)]
    functions = [leaf for leaf in leaves if is_function(leaf)]
    if len(leaves) < len(group.children) or len(functions) > 1:
        raise LeafError
    return f" {group.operator} ".join(
        leaf_text(leaf) for leaf in [*(leaf for leaf in leaves if not is_function(leaf)), *functions]
    )
