"""What follows from a trigger's conditions together: whether any event can match, and of which types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from workbench.triggers.leaves import LeafError, is_function
from workbench.triggers.nodes import Comparison, Group, comparisons
from workbench.triggers.rewrite import TooLargeError, alternatives, requirements
from workbench.triggers.wording import NUMERIC

_POSITIVE: Final = ("=", "contains", "starts_with", "ends_with")


def names_its_type(root: Group) -> bool:
    """Whether events of every type but some are left out: by `type`, or by a name that only tracks have."""
    try:
        ways: Iterable[Iterable[Comparison]] = alternatives(root)
    except (TooLargeError, LeafError):
        ways = (comparisons(root),)
    return all(any(_tells_type(leaf) for leaf in way) for way in ways)


def _tells_type(leaf: Comparison) -> bool:
    return leaf.subject == "event-type" or (leaf.subject == "event" and leaf.operator in _POSITIVE)


def can_match(root: Group) -> bool:
    """Whether some event could meet the conditions, as far as they can be told to exclude each other."""
    try:
        return any(_is_possible(way) for way in alternatives(root))
    except (TooLargeError, LeafError):
        return True


def must_match(root: Group) -> bool:
    """Whether every event meets the conditions, whatever is in it."""
    try:
        return all(_is_certain(clause) for clause in requirements(root))
    except (TooLargeError, LeafError):
        return False


def _is_certain(clause: Iterable[Comparison]) -> bool:
    """Whether one of the conditions holds for any value."""
    wanted = {(leaf.subject, leaf.name, leaf.value) for leaf in clause if leaf.operator == "="}
    unwanted = {(leaf.subject, leaf.name, leaf.value) for leaf in clause if leaf.operator == "!="}
    existing = {(leaf.subject, leaf.name) for leaf in clause if leaf.operator == "exists"}
    missing = {(leaf.subject, leaf.name) for leaf in clause if leaf.operator == "not_exists"}
    differing = {(subject, name) for subject, name, _ in unwanted}
    return bool(wanted & unwanted or existing & missing or len(differing) < len(unwanted))


def _is_possible(way: Iterable[Comparison]) -> bool:
    demands: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    for leaf in way:
        demands[leaf.subject, str(leaf.name)].append(leaf)
    return all(_agree(leaves) for leaves in demands.values())


def _agree(leaves: list[Comparison]) -> bool:
    """Whether one value could pass all of the conditions on it."""
    kinds = {_kind(leaf.operator) for leaf in leaves} - {""}
    wanted = {leaf.value for leaf in leaves if leaf.operator == "="}
    unwanted = {leaf.value for leaf in leaves if leaf.operator == "!="}
    operators = {leaf.operator for leaf in leaves}
    return (
        len(kinds) <= 1
        and len(wanted) <= 1
        and not wanted & unwanted
        and not operators >= {"exists", "not_exists"}
        and not operators >= {"is_true", "is_false"}
    )


def _kind(operator: str) -> str:
    """The type of value that an operator asks for, empty when any will do."""
    if operator in NUMERIC:
        return "number"
    if operator in ("is_true", "is_false"):
        return "boolean"
    if operator == "not_exists":
        return "nothing"
    probe = Comparison("event", operator)
    return "text" if operator == "=" or is_function(probe) else ""
