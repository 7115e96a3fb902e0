"""What only one side has in two objects, and what of it is the same under another key: without DeepDiff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from workbench.compare.changes import MAX_CHANGES
from workbench.compare.insides import movable
from workbench.compare.model import DifferenceKind, key_of
from workbench.compare.moves import Lone, Names, moves_among
from workbench.compare.pairing import KeyPair, match_items, pair_keys, same_items
from workbench.compare.places import path_text
from workbench.compare.values import MAX_DEPTH, MISSING, is_container
from workbench.jsvalues import Json

Placed = tuple[DifferenceKind, str]
"""A kind of difference and the place it stands at, as `key_of` names it."""

_REMEMBERED_KEYS: Final = 2000
"""Characters of the keys of two objects whose pairs are remembered: most events have few layouts."""


class Alone(NamedTuple):
    """A value that one of two objects has alone; `names` lead to it on its own side.

    `told` is the way as it is called: by Actions' keys and indexes, by Classic's where Actions has none.
    """

    kind: DifferenceKind
    told: Names
    names: Names
    value: Json


def moved_places(
    name: str, left: dict[str, Json], right: dict[str, Json], identifiers: Set[str]
) -> tuple[list[Placed], list[Placed]]:
    """What moved between two objects of the list `name`, and the one-sided differences which that explains.

    `identifiers` are keys that are told of elsewhere. The same answer as `differences` gives.
    """
    alone = [found for found in one_sided(left, right) if found.told[0] not in identifiers]
    lost, new = (
        [Lone(at, one.names, one.value) for at, one in enumerate(alone) if one.kind == kind]
        for kind in ("only_actions", "only_classic")
    )
    moves, said = moves_among(lost, new, movable(name))
    moved: list[Placed] = [("moved", _place(name, move.left)) for found in moves.values() for move in found]
    return moved, [(alone[at].kind, _place(name, alone[at].told)) for at in said]


@lru_cache(maxsize=1024)
def _place(name: str, inside: Names) -> str:
    return key_of(path_text((name, 0, *inside)))


def one_sided(left: dict[str, Json], right: dict[str, Json]) -> list[Alone]:
    """The values that one of two objects has alone, in the order in which `find_changes` has them."""
    return list(islice(_alone(left, right, (), (), ()), MAX_CHANGES + 1))


def _alone(left: Json, right: Json, told: Names, mine: Names, other: Names) -> Iterator[Alone]:
    if left is right or len(told) >= MAX_DEPTH:
        return
    if isinstance(left, dict) and isinstance(right, dict):
        pairs: Sequence[tuple[str | int | None, str | int | None]] = _pairs(left, right)
    elif isinstance(left, list) and isinstance(right, list):
        pairs = [] if same_items(left, right) else match_items(left, right)[0]
    else:
        return
    for here, there in pairs:
        if there is None:
            assert here is not None
            yield Alone("only_actions", (*told, here), (*mine, here), _present(left, here))
        elif here is None:
            yield Alone("only_classic", (*told, there), (*other, there), _present(right, there))
        elif is_container(left[here]):
            yield from _alone(left[here], right[there], (*told, here), (*mine, here), (*other, there))


def _pairs(left: dict[str, Json], right: dict[str, Json]) -> Sequence[KeyPair]:
    """As `pair_keys`, which looks at keys alone where every member has a value."""
    if MISSING in left.values() or MISSING in right.values():
        return pair_keys(left, right)
    mine, other = tuple(left), tuple(right)
    if sum(map(len, mine)) + sum(map(len, other)) > _REMEMBERED_KEYS:
        return pair_keys(left, right)
    return _remembered_pairs(mine, other)


@lru_cache(maxsize=512)
def _remembered_pairs(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[KeyPair, ...]:
    return tuple(pair_keys(dict.fromkeys(left), dict.fromkeys(right)))


def _present(container: Json, key: str | int) -> Json:
    """A value as JSON writes it: null for a missing item of a list."""
    value = container[key]
    return None if value is MISSING else value
