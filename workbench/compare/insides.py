"""The differences inside two objects that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbench.compare.changes import Change
from workbench.compare.moves import Move, Names, find_moves
from workbench.compare.pairing import IDENTIFIERS
from workbench.compare.places import Place, Scene
from workbench.compare.sentences import USER, body_difference, identity_difference, moved_difference
from workbench.compare.told import Told, judged
from workbench.compare.units import Unit
from workbench.compare.values import MISSING
from workbench.jsvalues import Json

_NEVER_MOVED = frozenset(("external_id", "user_alias", "braze_id", "_update_existing_only", "_merge_objects"))


def inside_units(units: tuple[Unit, Unit], changes: Sequence[Change], scene: Scene) -> Iterator[Told]:
    """The changes in words; two ways of naming the user are one difference, so is a value that moved."""
    left, right = units
    identities = _identities(left.item, right.item)
    named: set[str] = set()
    if identities is not None:
        named = {*identities[0], *identities[1]}
    rest = [change for change in changes if not _names_user(change, named)]
    moves, said = find_moves(rest, movable(left.list))
    if identities is not None and len(rest) < len(changes):
        mine, other = (next(iter(keys)) for keys in identities)
        place = scene.place_at(units, (mine,), (other,), (USER,))
        yield Told(identity_difference(place, *identities), place.actions, place.classic)
    for at, change in enumerate(rest):
        yield from (_moved(move, units, scene) for move in moves.get(at, ()))
        if at not in said:
            place = scene.place(units, change)
            objects = (left.item, right.item) if len(change.steps) == 1 else ({}, {})
            yield judged(_told(change, place), objects)


def _told(change: Change, place: Place) -> Told:
    """A change with the places on either side that have a value."""
    return Told(
        body_difference(change, place),
        None if change.left is MISSING else place.actions,
        None if change.right is MISSING else place.classic,
    )


def _names_user(change: Change, named: set[str]) -> bool:
    return len(change.steps) == 1 and change.steps[0].name in named


def _identities(left: Json, right: Json) -> tuple[dict[str, Json], dict[str, Json]] | None:
    """The identifiers of both sides' objects when they have none in common."""
    if not isinstance(left, dict) or not isinstance(right, dict):
        return None
    mine, other = ({key: item[key] for key in IDENTIFIERS if key in item} for item in (left, right))
    return (mine, other) if mine and other and not mine.keys() & other.keys() else None


def movable(name: str) -> Callable[[Names], bool]:
    """Which places inside an object may be another key's: attributes, and properties."""
    if name == "attributes":
        return lambda names: bool(names) and names[0] not in _NEVER_MOVED
    return lambda names: len(names) > 1 and names[0] == "properties"


def _moved(move: Move, units: tuple[Unit, Unit], scene: Scene) -> Told:
    left = scene.place_at(units, move.left, (), move.left)
    right = scene.place_at(units, (), move.right, move.right, of_classic=True)
    return Told(moved_difference(move, left, right), left.actions, right.classic)
