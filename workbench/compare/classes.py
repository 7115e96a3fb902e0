"""The kinds of differences of one event, for counting them over many: no words, and no DeepDiff.

`difference_classes` tells the same differences as `differences`, by kind and place; a place is a key path in
which every index stands as `[*]`. It is made for bodies that are mostly equal, and runs once per event.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import orjson

from workbench.compare.changes import MAX_CHANGES
from workbench.compare.classed import Classes, DifferenceClass, classed, place_of
from workbench.compare.comparison import differences
from workbench.compare.credentials import CREDENTIAL_KEYS
from workbench.compare.harmless import Item, Objects, harmless_reason
from workbench.compare.model import DifferenceKind, key_of
from workbench.compare.moved_places import moved_places
from workbench.compare.pairing import (
    IDENTIFIERS,
    TRACK_LISTS,
    match_items,
    pair_requests,
    path_of,
    repeat_subjects,
    same_items,
    share_subjects,
    subject_of,
)
from workbench.compare.values import MAX_DEPTH, MISSING, kind_of, same_value
from workbench.compare.wording import moment_of
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

Verdict: TypeAlias = Literal["identical", "equivalent", "changed", "lost", "new", "neither"]


ONLY_ACTIONS: Final = (DifferenceClass("only_actions", "requests"),)
ONLY_CLASSIC: Final = (DifferenceClass("only_classic", "requests"),)
_DELIVERY: Final = frozenset({"endpoint", "authorization", "header x-braze-batch"})
_NOWHERE: Final[Objects] = ({}, {})
_CONTAINERS: Final = frozenset({dict, list})
_LISTS: Final = frozenset(TRACK_LISTS)
_UNSURE: Final = frozenset({dict, list, float})
_ALONE: Final = frozenset({"only_actions", "only_classic"})
_NO_KEYS: Final[frozenset[str]] = frozenset()
_ENOUGH: Final = 2 * MAX_CHANGES


def difference_classes(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> Classes:
    """The kinds of differences between both sides' requests for one event, each once."""
    if not actions or not classic:
        return ONLY_ACTIONS if actions else ONLY_CLASSIC if classic else ()
    walk = _Walk()
    if len(actions) == len(classic) == 1 and _meet(actions[0].url, classic[0].url):
        walk.requests(actions[0], classic[0])
    else:
        pairs = pair_requests(actions, classic)
        walk.unclear = _share(pairs, actions, classic)
        for left, right in pairs if not walk.unclear else ():
            if left is not None and right is not None:
                walk.requests(left, right)
            else:
                walk.found.append(ONLY_ACTIONS[0] if right is None else ONLY_CLASSIC[0])
    if walk.unclear or walk.overflown:
        # What belongs together is not plain, or so much differs that `differences` lists a part of it.
        told = differences(actions, classic)
        return _each_once(tuple(DifferenceClass(one.kind, key_of(one.path), one.harmless) for one in told))
    return _each_once(tuple(walk.found))


def verdict_of(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest], classes: Classes) -> Verdict:
    """What became of an event, given the classes of its differences.

    `identical`: the same requests apart from address and credential; `equivalent`: other ones, after which
    Braze holds the same; `lost`: only Classic sends; `new`: only Actions does.
    """
    if not actions or not classic:
        return "new" if actions else "lost" if classic else "neither"
    return _verdict(classes)


@lru_cache(maxsize=4096)
def _verdict(classes: Classes) -> Verdict:
    if not all(found.harmless for found in classes):
        return "changed"
    return "identical" if all(found.key in _DELIVERY for found in classes) else "equivalent"


@lru_cache(maxsize=4096)
def _each_once(found: Classes) -> Classes:
    """Each kind and place once, in order; it matters if it does anywhere in the event."""
    merged: dict[tuple[DifferenceKind, str], str] = {}
    for kind, key, harmless in found:
        merged[kind, key] = harmless and merged.get((kind, key), harmless)
    return tuple(DifferenceClass(kind, key, harmless) for (kind, key), harmless in merged.items())


@lru_cache(maxsize=256)
def _meet(left: str, right: str) -> bool:
    return path_of(left) == path_of(right)


@lru_cache(maxsize=1024)
def _delivery(
    left: tuple[str, str, tuple[tuple[str, str], ...], tuple[str, ...]],
    right: tuple[str, str, tuple[tuple[str, str], ...], tuple[str, ...]],
) -> Classes:
    """The classes of everything but the bodies: address, credentials, headers."""
    mine, other = (
        BrazeRequest(method, url, headers, dict.fromkeys(credentials, "key"))
        for method, url, headers, credentials in (left, right)
    )
    moved = left[0] != right[0]
    return tuple(
        DifferenceClass(
            one.kind,
            one.path,
            "" if moved else harmless_reason(one.kind, one.path, one.left, one.right, _NOWHERE),
        )
        for one in differences([mine], [other])
    )


def _share(
    pairs: Sequence[tuple[BrazeRequest | None, BrazeRequest | None]],
    actions: Sequence[BrazeRequest],
    classic: Sequence[BrazeRequest],
) -> bool:
    """Whether it is not plain which request belongs to which.

    One side sends a thing in several requests, or one without a counterpart is about something that the other
    side sends elsewhere.
    """
    if repeat_subjects(actions) or repeat_subjects(classic):
        return True
    lonely = [left for left, right in pairs if left is not None and right is None]
    others = [right for left, right in pairs if right is not None and left is None]
    return share_subjects(lonely, classic) or share_subjects(actions, others)


def _in_step(name: str, mine: list[Json], other: list[Json]) -> bool:
    """Whether both lists are about the same things in the same order, each once."""
    subjects = [subject_of(name, item) for item in mine]
    return (
        None not in subjects
        and len(set(subjects)) == len(subjects)
        and subjects == [subject_of(name, item) for item in other]
    )


class _Walk:
    """Goes through two bodies and notes what differs.

    `unclear` tells that what belongs together is not told by its place.
    """

    __slots__ = ("found", "overflown", "unclear")

    def __init__(self) -> None:
        self.found: list[DifferenceClass] = []
        self.overflown = False
        self.unclear = False

    def requests(self, left: BrazeRequest, right: BrazeRequest) -> None:
        """Two requests that do the same thing."""
        mine, other = left.body, right.body
        self.found += _delivery(
            (*left[:3], _credentials(mine)),
            (*right[:3], _credentials(other)),
        )
        if not isinstance(mine, dict) or not isinstance(other, dict):
            self.unclear = True
            return
        before = len(self.found)
        self._bodies(mine, other)
        self.overflown = self.overflown or len(self.found) - before > MAX_CHANGES

    def _bodies(self, left: Item, right: Item) -> None:
        alone: list[str] = []
        for key, mine in left.items():
            if key in CREDENTIAL_KEYS or mine is MISSING:
                continue
            other = right.get(key, MISSING)
            if other is MISSING:
                alone.append(key)
            elif mine is not other:
                self._pair(mine, other, key, (left, right))
        others = [
            key
            for key, other in right.items()
            if left.get(key, MISSING) is MISSING and key not in CREDENTIAL_KEYS and other is not MISSING
        ]
        if not _LISTS.isdisjoint(alone) and not _LISTS.isdisjoint(others):
            self.unclear = True
            return
        for key in alone:
            self.found.append(classed("only_actions", "", key, left[key], MISSING, objects=(left, right)))
        for key in others:
            self.found.append(classed("only_classic", "", key, MISSING, right[key], objects=(left, right)))

    def _pair(self, mine: Json, other: Json, name: str, objects: Objects) -> None:
        """Two values of the root, lists of a `/users/track` body among them."""
        if name not in _LISTS or type(mine) is not list or type(other) is not list:
            self._value(mine, other, "", name, 1, objects=objects)
            return
        path = f"{name}[*]"
        if not len(mine) == len(other) == 1 and not _in_step(name, mine, other):
            self.unclear = True
            return
        for one, another in zip(mine, other, strict=True):
            if type(one) is not dict or type(another) is not dict:
                self.unclear = True
                return
            told = self._identities(one, another, path)
            before = len(self.found)
            self._members(one, another, path, 2, told=told)
            if len(self.found) > before + 1 and _may_have_moved(name, self.found[before:]):
                self._move(name, one, another, told)

    def _move(self, name: str, left: Item, right: Item, told: frozenset[str]) -> None:
        """Values that stand under another key on the other side are one difference, not two."""
        moved, explained = moved_places(name, left, right, told)
        for place in explained:
            del self.found[next(at for at, one in enumerate(self.found) if one[:2] == place)]
        self.found += [DifferenceClass(kind, key) for kind, key in moved]

    def _identities(self, left: Item, right: Item, path: str) -> frozenset[str]:
        """The identifiers of both objects when they have none in common: one difference, told here."""
        if "external_id" in left and "external_id" in right:  # nearly always
            return _NO_KEYS
        mine = [key for key in IDENTIFIERS if key in left]
        others = [key for key in IDENTIFIERS if key in right]
        if not mine or not others or not left.keys().isdisjoint(others):
            return _NO_KEYS
        given = [key for key in mine if left[key] is not MISSING]
        other_given = [key for key in others if right[key] is not MISSING]
        if not given and not other_given:
            return _NO_KEYS
        told = DifferenceClass("value_changed", f"{path}.{mine[0]}")
        self.found += [told] * (len(given) + len(other_given))
        return frozenset((*mine, *others))

    def _members(
        self,
        left: Item,
        right: Item,
        path: str,
        depth: int,
        *,
        told: frozenset[str] = _NO_KEYS,
    ) -> None:
        for key, mine in left.items():
            other = right.get(key, MISSING)
            if mine is other:
                continue
            kind = type(mine)
            if kind is type(other) and kind not in _UNSURE and mine == other:
                continue
            if key in told:
                continue
            if other is MISSING:
                self.found.append(classed("only_actions", path, key, mine, MISSING, objects=(left, right)))
            elif mine is MISSING:
                self.found.append(classed("only_classic", path, key, MISSING, other, objects=(left, right)))
            else:
                self._value(mine, other, path, key, depth + 1, objects=(left, right))
        if not right.keys() <= left.keys():
            for key, other in right.items():
                if key not in left and other is not MISSING and key not in told:
                    self.found.append(
                        classed("only_classic", path, key, MISSING, other, objects=(left, right))
                    )

    def _value(
        self, left: Json, right: Json, path: str, key: str | None, depth: int, *, objects: Objects
    ) -> None:
        """Two values that both sides have: at `key` inside `path`, None for an item of a list."""
        kind = type(left)
        if kind in _CONTAINERS and kind is type(right) and depth < MAX_DEPTH:
            if kind is dict:
                self._members(left, right, place_of(path, key), depth)
            else:
                self._items(left, right, place_of(path, key), depth)
            return
        difference: DifferenceKind
        # A date of the web SDK is a text of a type of its own.
        if isinstance(left, str) and isinstance(right, str):
            if left == right:
                return
            difference = "format_changed" if _same_moment(left, right) else "value_changed"
        elif same_value(left, right):
            return
        else:
            difference = "value_changed" if kind_of(left) == kind_of(right) else "type_changed"
        self.found.append(classed(difference, path, key, left, right, objects=objects))

    def _items(self, left: list[Json], right: list[Json], path: str, depth: int) -> None:
        if _written_alike(left, right):
            return
        path = f"{path}[*]"
        if len(left) == len(right) == 1:
            self._value(_item(left[0]), _item(right[0]), path, None, depth + 1, objects=_NOWHERE)
            return
        if len(left) == len(right) and same_value(left, right):
            return
        if same_items(left, right):
            self.unclear = True
            return
        pairs, reordered = match_items(left, right)
        self.unclear = self.unclear or reordered
        for at, other_at in pairs:
            if other_at is None:
                self.found.append(DifferenceClass("only_actions", path))
            elif at is None:
                self.found.append(DifferenceClass("only_classic", path))
            else:
                self._value(_item(left[at]), _item(right[other_at]), path, None, depth + 1, objects=_NOWHERE)
            if len(self.found) > _ENOUGH:
                self.overflown = True
                return


def _written_alike(left: Json, right: Json) -> bool:
    """Whether both are written with the same letters, and so the same; quick, and never wrongly true."""
    try:
        return orjson.dumps(left) == orjson.dumps(right)
    except (TypeError, ValueError, RecursionError):  # missing items, lone surrogates, great depth
        return False


def _may_have_moved(name: str, found: Sequence[DifferenceClass]) -> bool:
    """Whether both sides have something alone in an object, which may be the same under another key."""
    place = f"{name}[*]." if name == "attributes" else f"{name}[*].properties."
    alone = {kind for kind, key, _ in found if key.startswith(place)}
    return alone >= _ALONE


def _same_moment(left: str, right: str) -> bool:
    """Whether two different texts name one moment; quick for the form in which most times are written."""
    if _plain_time(left) and _plain_time(right):
        return False
    return moment_of(left) == moment_of(right)


def _plain_time(text: str) -> bool:
    """Whether it looks like 2026-03-01T06:00:00.000Z, on a day and in an hour that have no second name."""
    return (
        len(text) == 24
        and text[23] == "Z"
        and text[19] == "."
        and text[10] == "T"
        and text[8:10] <= "28"
        and text[11:13] < "24"
    )


def _item(value: Json) -> Json:
    # JSON writes null for a missing item of a list.
    return None if value is MISSING else value


def _credentials(body: Json) -> tuple[str, ...]:
    if not isinstance(body, dict) or CREDENTIAL_KEYS.isdisjoint(body):
        return ()
    return tuple(key for key in body if key in CREDENTIAL_KEYS)
