"""Values that stand under another key on the other side: one difference, not one lost and one new.

Only within the same object, and only where the value itself tells that it is the same one, or where both keys
are the same word in two spellings: `true` under one key and `true` under another say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from workbench.compare.changes import Change
from workbench.compare.values import MISSING, is_container, kind_of, members, same_value
from workbench.compare.wording import likeness, moment_of
from workbench.jsvalues import Json, dump_json

Names: TypeAlias = tuple[str | int, ...]
Movable: TypeAlias = Callable[[Names], bool]
"""Whether what stands at a place may be what stands at another."""

_MAX_NODES: Final = 400
_MAX_DEPTH: Final = 12
_SHORTEST_TEXT: Final = 4
_LEAST_NUMBER: Final = 1000
_SAYS_NOTHING: Final = frozenset({"true", "false", "null", "none", "unknown", "undefined", "n/a", "test"})
_LONGEST_SIGN: Final = 2000
_MAX_REMEMBERED: Final = 40
"""Places whose spellings are remembered together."""

_LONGEST_WORD: Final = 80
"""Characters of a key that is remembered with its plain form."""


@dataclass(frozen=True, slots=True)
class Move:
    """A value that Actions sends at `left` and Classic at `right`, both ways inside the object."""

    left: Names
    right: Names
    actions: Json
    classic: Json


class Node(NamedTuple):
    """A value that only one side has there, or a part of one; `change` is the index of what it belongs to."""

    names: Names
    value: Json
    change: int
    whole: bool


class Lone(NamedTuple):
    """A value that only one side has, `names` leading to it; `change` is the number of the difference."""

    change: int
    names: Names
    value: Json


def find_moves(changes: Sequence[Change], movable: Movable) -> tuple[dict[int, list[Move]], frozenset[int]]:
    """As `moves_among`, among the one-sided changes of one object, told by their indexes."""
    return moves_among(_lone(changes, of_actions=True), _lone(changes, of_actions=False), movable)


def _lone(changes: Sequence[Change], *, of_actions: bool) -> Iterator[Lone]:
    for index, change in enumerate(changes):
        value, other = (change.left, change.right) if of_actions else (change.right, change.left)
        if other is MISSING and value is not MISSING:
            steps = (step.left if of_actions else step.right for step in change.steps)
            yield Lone(index, tuple(name for name in steps if name is not None), value)


def moves_among(
    actions: Iterable[Lone], classic: Iterable[Lone], movable: Movable
) -> tuple[dict[int, list[Move]], frozenset[int]]:
    """Moves among what either side has alone in one object, by the difference that they are told at.

    Also the differences that the moves say everything about. A part that moved out of a larger value leaves
    that value's own difference where it is. `movable` tells which places may be another's.
    """
    lost, new = _nodes(actions, movable), _nodes(classic, movable)
    moves: dict[int, list[Move]] = {}
    pairs = pair_nodes(lost, new)
    for left, right in pairs:
        one, other = lost[left], new[right]
        at = one.change if one.whole or not other.whole else other.change
        moves.setdefault(at, []).append(Move(one.names, other.names, one.value, other.value))
    said = _said(lost, {left for left, _ in pairs}) | _said(new, {right for _, right in pairs})
    return moves, said


def _said(nodes: Sequence[Node], moved: set[int]) -> frozenset[int]:
    """The changes that moved as a whole, or part by part."""
    whole = {nodes[index].change for index in moved if nodes[index].whole}
    parts: dict[int, bool] = {}
    for index, node in enumerate(nodes):
        if not node.whole:
            parts[node.change] = parts.get(node.change, True) and index in moved
    return frozenset(whole | {change for change, every in parts.items() if every})


def _nodes(values: Iterable[Lone], movable: Movable) -> list[Node]:
    """Whole values, each followed by the scalars in it, up to a bound; those that may stand elsewhere."""
    nodes: list[Node] = []
    room = _MAX_NODES
    for index, names, value in values:
        room -= 1
        if movable(names):
            nodes.append(Node(names, value, index, True))
        if is_container(value):
            for inner, leaf in leaves(value):
                if room <= 0:
                    return nodes
                room -= 1
                place = (*names, *inner)
                if movable(place):
                    nodes.append(Node(place, leaf, index, False))
    return nodes


def leaves(value: Json, depth: int = _MAX_DEPTH) -> Iterator[tuple[Names, Json]]:
    """The scalars inside a value (and what lies deeper than `depth`) with the way to each."""
    if depth and isinstance(value, dict) and value:
        for key in members(value):
            for names, leaf in leaves(value[key], depth - 1):
                yield (key, *names), leaf
    elif depth and isinstance(value, list) and value:
        for index, item in enumerate(value):
            for names, leaf in leaves(item, depth - 1):
                yield (index, *names), leaf
    else:
        yield (), value


def pair_nodes(lost: Sequence[Node], new: Sequence[Node]) -> list[tuple[int, int]]:
    """Indexes of the nodes that are the same value under two keys, each node once; whole values first."""
    if not lost or not new:
        return []
    meeting = _Meeting(lost, new)
    for whole in (True, False):
        meeting.by_spelling(lambda one, other: alike(one.value, other.value), whole=whole)
        meeting.by_value(whole=whole)
    meeting.by_spelling(_renamed, whole=True)
    return sorted(meeting.pairs)


class _Meeting:
    """Lets nodes of both sides meet, each once."""

    def __init__(self, lost: Sequence[Node], new: Sequence[Node]) -> None:
        self.pairs: list[tuple[int, int]] = []
        self._sides = (lost, new)
        self._used: tuple[set[int], set[int]] = (set(), set())
        self._signs = _signs(lost, new)
        self._share_signs = not {sign for sign in self._signs[0] if sign is not None}.isdisjoint(
            self._signs[1]
        )
        self._spelled = _spelled_alike(_names(lost), _names(new))

    def by_spelling(self, same: Callable[[Node, Node], bool], *, whole: bool) -> None:
        """Nodes whose keys are one word, if `same` says so of them."""
        lost, new = self._sides
        for left, right in self._spelled:
            one, other = lost[left], new[right]
            if (not whole or (one.whole and other.whole)) and same(one, other):
                self._meet(left, right)

    def by_value(self, *, whole: bool) -> None:
        """Nodes whose value tells enough and occurs once on either side."""
        if not self._share_signs:
            return
        here, there = (
            _unique(side, signs, whole=whole, used=used)
            for side, signs, used in zip(self._sides, self._signs, self._used, strict=True)
        )
        for sign, left in here.items():
            if sign in there:
                self._meet(left, there[sign])

    def _meet(self, left: int, right: int) -> None:
        if left in self._used[0] or right in self._used[1]:
            return
        self.pairs.append((left, right))
        for nodes, used, index in zip(self._sides, self._used, (left, right), strict=True):
            used.add(index)
            if nodes[index].whole:  # its parts went with it
                used |= {at for at, node in enumerate(nodes) if node.change == nodes[index].change}
            else:  # nor can the whole go when a part of it went
                used |= {
                    at for at, node in enumerate(nodes) if node.whole and node.change == nodes[index].change
                }


def _signs(lost: Sequence[Node], new: Sequence[Node]) -> tuple[list[Hashable | None], list[Hashable | None]]:
    """The signs of both sides' values; those of objects and lists where both sides have some."""
    several = any(is_container(node.value) for node in lost) and any(is_container(node.value) for node in new)
    mine, other = (
        [_sign(node.value) if several or not is_container(node.value) else None for node in side]
        for side in (lost, new)
    )
    return mine, other


def _names(nodes: Sequence[Node]) -> tuple[Names, ...]:
    return tuple([node.names for node in nodes])


def _spelled_alike(lost: tuple[Names, ...], new: tuple[Names, ...]) -> Sequence[tuple[int, int]]:
    """The pairs of places whose keys are one word; events of one kind share their places."""
    if len(lost) + len(new) > _MAX_REMEMBERED:
        return _pairs_by_word(lost, new)
    return _few_pairs_by_word(lost, new)


def _pairs_by_word(lost: tuple[Names, ...], new: tuple[Names, ...]) -> list[tuple[int, int]]:
    spelled: dict[str, list[int]] = {}
    for right, names in enumerate(new):
        for word in spellings(names):
            spelled.setdefault(word, []).append(right)
    return [
        (left, right)
        for left, names in enumerate(lost)
        for word in spellings(names)
        for right in spelled.get(word, ())
    ]


@lru_cache(maxsize=512)
def _few_pairs_by_word(lost: tuple[Names, ...], new: tuple[Names, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(_pairs_by_word(lost, new))


def spellings(names: Names) -> list[str]:
    """The words of a place without case and punctuation: of the whole way, then of its last key."""
    words = [name for name in names if isinstance(name, str)]
    if len(words) < 2:
        return [_plain(words[0])] if words else []
    return list(dict.fromkeys((_plain("".join(words)), _plain(words[-1]))))


def _plain(word: str) -> str:
    return _short_plain(word) if len(word) <= _LONGEST_WORD else _without_marks(word)


@lru_cache(maxsize=4096)
def _short_plain(word: str) -> str:
    return _without_marks(word)


def _without_marks(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalnum()) or word


def alike(left: Json, right: Json) -> bool:
    """Whether two values are the same, written alike or not."""
    if same_value(left, right):
        return True
    moment = moment_of(left)
    return moment == moment_of(right) or (
        not is_container(left) and likeness(left, right).startswith("the same")
    )


def _renamed(one: Node, other: Node) -> bool:
    """Whether two keys beside each other are one word, though the values differ."""
    return (
        one.whole
        and other.whole
        and one.names[:-1] == other.names[:-1]
        and one.names[-1] != other.names[-1]
        and isinstance(one.names[-1], str)
        and isinstance(other.names[-1], str)
        and not is_container(one.value)
        and not is_container(other.value)
        and kind_of(one.value) != "null"
        and kind_of(other.value) != "null"
    )


def _unique(
    nodes: Sequence[Node], signs: Sequence[Hashable | None], *, whole: bool, used: set[int]
) -> dict[Hashable, int]:
    """Telling values, given the signs of all, that occur once."""
    found: dict[Hashable, int] = {}
    several: set[Hashable] = set()
    for index, sign in enumerate(signs):
        if sign is None or index in used or (whole and not nodes[index].whole):
            continue
        if found.setdefault(sign, index) != index:
            several.add(sign)
    for sign in several:
        del found[sign]
    return found


def _sign(value: Json) -> Hashable | None:
    """What a value is recognised by, None for one that could stand anywhere."""
    match kind_of(value):
        case "text":
            return (
                ("text", value)
                if len(value) >= _SHORTEST_TEXT and value.lower() not in _SAYS_NOTHING
                else None
            )
        case "number":
            whole = isinstance(value, int) or (math.isfinite(value) and value.is_integer())
            return ("number", value) if not whole or abs(value) >= _LEAST_NUMBER else None
        case "list" | "object" if value:
            text = dump_json(value) if sum(1 for _ in leaves(value)) <= _MAX_NODES else ""
            return ("value", text) if _SHORTEST_TEXT + 4 <= len(text) <= _LONGEST_SIGN else None
        case _:
            return None
