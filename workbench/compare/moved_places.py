"""What only one side has in two objects, and what of it is the same under another key: without DeepDiff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from workbench.compare.changes import MAX_CHANGES, Change, Step
from workbench.compare.insides import movable
from workbench.compare.model import DifferenceKind, key_of
from workbench.compare.moves import find_moves
from workbench.compare.pairing import match_items, pair_keys, same_items
from workbench.compare.places import path_text
from workbench.compare.values import MAX_DEPTH, MISSING, is_container
from workbench.jsvalues import Json

Placed = tuple[DifferenceKind, str]
"""A kind of difference and the place it stands at, as `key_of` names it."""


def moved_places(
    name: str, left: dict[str, Json], right: dict[str, Json], identifiers: Set[str]
) -> tuple[list[Placed], list[Placed]]:
    """What moved between two objects of the list `name`, and the one-sided differences which that explains.

    `identifiers` are keys that are told of elsewhere. The same answer as `differences` gives.
    """
    changes = [change for change in one_sided(left, right) if change.steps[0].name not in identifiers]
    moves, said = find_moves(changes, movable(name))
    moved: list[Placed] = [("moved", _place(name, move.left)) for found in moves.values() for move in found]
    explained: list[Placed] = [
        (
            "only_classic" if changes[at].left is MISSING else "only_actions",
            _place(name, tuple(step.name for step in changes[at].steps)),
        )
        for at in said
    ]
    return moved, explained


@lru_cache(maxsize=1024)
def _place(name: str, inside: tuple[str | int, ...]) -> str:
    return key_of(path_text((name, 0, *inside)))


def one_sided(left: dict[str, Json], right: dict[str, Json]) -> list[Change]:
    """The values that one of two objects has alone, in the order in which `find_changes` has them."""
    found: list[Change] = []
    for change in _alone(left, right, (), 0):
        found.append(change)
        if len(found) > MAX_CHANGES:
            break
    return found


def _alone(left: Json, right: Json, steps: tuple[Step, ...], depth: int) -> Iterator[Change]:
    if left is right or depth >= MAX_DEPTH:
        return
    if isinstance(left, dict) and isinstance(right, dict):
        pairs: Sequence[tuple[str | int | None, str | int | None]] = pair_keys(left, right)
    elif isinstance(left, list) and isinstance(right, list):
        pairs = [] if same_items(left, right) else match_items(left, right)[0]
    else:
        return
    for here, there in pairs:
        if here is None:
            yield Change((*steps, Step(here, there)), MISSING, _present(right, there))
        elif there is None:
            yield Change((*steps, Step(here, there)), _present(left, here), MISSING)
        elif is_container(left[here]):
            yield from _alone(left[here], right[there], (*steps, Step(here, there)), depth + 1)


def _present(container: Json, key: str | int | None) -> Json:
    """A value as JSON writes it: null for a missing item of a list."""
    value = container[key]
    return None if value is MISSING else value
