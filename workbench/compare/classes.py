"""The kinds of differences of one event, for counting them over many: no words, and no DeepDiff.

`difference_classes` tells the same differences as `differences`, by kind and place; a place is a key path in
which every index stands as `[*]`. It is made for bodies that are mostly equal, and runs once per event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from workbench.compare.changes import MAX_CHANGES
from workbench.compare.credentials import CREDENTIAL_KEYS
from workbench.compare.differences import IDENTIFIERS, differences
from workbench.compare.harmless import Item, Objects, harmless_reason
from workbench.compare.model import DifferenceKind
from workbench.compare.pairing import TRACK_LISTS, pair_items, pair_keys, pair_requests, path_of
from workbench.compare.values import MAX_DEPTH, MISSING, kind_of, same_value
from workbench.compare.wording import moment_of
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

Verdict: TypeAlias = Literal["identical", "equivalent", "changed", "lost", "new", "neither"]


class DifferenceClass(NamedTuple):
    """A kind of difference at a place.

    `harmless` says why Braze ends with the same, `""` when it does not.
    """

    kind: DifferenceKind
    key: str
    harmless: str = ""


Classes: TypeAlias = tuple[DifferenceClass, ...]

ONLY_ACTIONS: Final = (DifferenceClass("only_actions", "requests"),)
ONLY_CLASSIC: Final = (DifferenceClass("only_classic", "requests"),)
_DELIVERY: Final = frozenset({"endpoint", "authorization", "header x-braze-batch"})
_NOWHERE: Final[Objects] = ({}, {})
_CONTAINERS: Final = frozenset({dict, list})
_UNSURE: Final = frozenset({dict, list, float})
_ENOUGH: Final = 2 * MAX_CHANGES
_PREFIX: Final = re.compile(r"requests\[\d+\](\.|$)")
_INDEX: Final = re.compile(r"\[\d+\]")


def key_of(path: str) -> str:
    """The place that a `Difference.path` belongs to: `events[*].properties.total`."""
    found = _PREFIX.match(path)
    if found:
        path = path[found.end() :] if found[1] else "requests"
    return _INDEX.sub("[*]", path)


def difference_classes(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> Classes:
    """The kinds of differences between both sides' requests for one event, each once."""
    if not actions or not classic:
        return ONLY_ACTIONS if actions else ONLY_CLASSIC if classic else ()
    walk = _Walk()
    if len(actions) == len(classic) == 1 and _meet(actions[0].url, classic[0].url):
        walk.requests(actions[0], classic[0])
    else:
        for left, right in pair_requests(actions, classic):
            if left is not None and right is not None:
                walk.requests(left, right)
            else:
                walk.found.append(ONLY_ACTIONS[0] if right is None else ONLY_CLASSIC[0])
    if walk.overflown:
        # So much differs that `differences` lists a part of it; which part is its own matter.
        told = differences(actions, classic)
        return tuple(dict.fromkeys(DifferenceClass(one.kind, key_of(one.path)) for one in told))
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


class _Walk:
    """Goes through two bodies and notes what differs."""

    __slots__ = ("found", "overflown")

    def __init__(self) -> None:
        self.found: list[DifferenceClass] = []
        self.overflown = False

    def requests(self, left: BrazeRequest, right: BrazeRequest) -> None:
        """Two requests that do the same thing."""
        mine, other = left.body, right.body
        self.found += _delivery(
            (left.method, left.url, left.headers, _credentials(mine)),
            (right.method, right.url, right.headers, _credentials(other)),
        )
        before = len(self.found)
        if isinstance(mine, dict) and isinstance(other, dict):
            self._bodies(mine, other)
        else:
            self._value(_without_credentials(mine), _without_credentials(other), "", 0, _NOWHERE)
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
                self._pair(mine, other, key, key, (left, right))
        others = [
            key
            for key, other in right.items()
            if left.get(key, MISSING) is MISSING and key not in CREDENTIAL_KEYS and other is not MISSING
        ]
        if alone and others:
            for name, other_name in self._renamed(left, right, alone, others):
                alone.remove(name)
                others.remove(other_name)
                self.found.append(DifferenceClass("value_changed", _named(name)))
                self._pair(left[name], right[other_name], name, other_name, (left, right))
        for key in alone:
            self._one_sided("only_actions", _named(key), left[key], MISSING, (left, right))
        for key in others:
            self._one_sided("only_classic", _named(key), MISSING, right[key], (left, right))

    @staticmethod
    def _renamed(left: Item, right: Item, alone: list[str], others: list[str]) -> list[tuple[str, str]]:
        """Lists that stand for one another under different names."""
        if not any(name in alone for name in TRACK_LISTS) or not any(name in others for name in TRACK_LISTS):
            return []
        pairs = pair_keys(
            {name: left[name] for name in alone}, {name: right[name] for name in others}, root=True
        )
        return [(mine, other) for mine, other in pairs if mine is not None and other is not None]

    def _pair(self, mine: Json, other: Json, name: str, other_name: str, objects: Objects) -> None:
        """Two values of the root, lists of a `/users/track` body among them."""
        if name not in TRACK_LISTS or type(mine) is not list or type(other) is not list:
            self._value(mine, other, _named(name), 1, objects)
            return
        path, other_path = f"{name}[*]", f"{other_name}[*]"
        pairs = [(0, 0)] if len(mine) == len(other) == 1 else pair_items(mine, other)
        for at, other_at in pairs:
            if at is None or other_at is None:
                kind: DifferenceKind = "only_actions" if other_at is None else "only_classic"
                self.found.append(DifferenceClass(kind, path if other_at is None else other_path))
                if len(self.found) > _ENOUGH:
                    self.overflown = True
                    return
                continue
            one, another = mine[at], other[other_at]
            if type(one) is dict and type(another) is dict:
                told = self._identities(one, another, path, other_path)
                self._members(one, another, path, other_path, 2, told=told)
            else:
                self._value(_item(one), _item(another), path, 2, _NOWHERE)

    def _identities(self, left: Item, right: Item, path: str, other_path: str) -> frozenset[str]:
        """The identifiers of both objects when they have none in common: one difference, told here."""
        mine = [key for key in IDENTIFIERS if key in left]
        others = [key for key in IDENTIFIERS if key in right]
        if not mine or not others or not left.keys().isdisjoint(others):
            return frozenset()
        given = [key for key in mine if left[key] is not MISSING]
        other_given = [key for key in others if right[key] is not MISSING]
        if not given and not other_given:
            return frozenset()
        if path != other_path:
            pairs = pair_keys(left, right)
            first = next(pair for pair in pairs if pair[0] in given or pair[1] in other_given)
            path = path if first[0] is not None else other_path
        told = DifferenceClass("value_changed", f"{path}.{mine[0]}")
        self.found += [told] * (len(given) + len(other_given))
        return frozenset((*mine, *others))

    def _members(
        self,
        left: Item,
        right: Item,
        path: str,
        other_path: str,
        depth: int,
        *,
        told: frozenset[str] = frozenset(),
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
                self._one_sided("only_actions", _joined(path, key), mine, MISSING, (left, right))
            elif mine is MISSING:
                self._one_sided("only_classic", _joined(other_path, key), MISSING, other, (left, right))
            else:
                self._value(mine, other, _joined(path, key), depth + 1, (left, right))
        if not right.keys() <= left.keys():
            for key, other in right.items():
                if key not in left and other is not MISSING and key not in told:
                    self._one_sided("only_classic", _joined(other_path, key), MISSING, other, (left, right))

    def _one_sided(self, kind: DifferenceKind, key: str, left: Json, right: Json, objects: Objects) -> None:
        self.found.append(DifferenceClass(kind, key, harmless_reason(kind, key, left, right, objects)))

    def _value(self, left: Json, right: Json, path: str, depth: int, objects: Objects) -> None:
        """Two values that both sides have."""
        kind = type(left)
        if kind in _CONTAINERS and kind is type(right) and depth < MAX_DEPTH:
            if kind is dict:
                self._members(left, right, path, path, depth)
            else:
                self._items(left, right, path, depth)
            return
        if same_value(left, right):
            return
        difference: DifferenceKind
        if kind_of(left) != kind_of(right):
            difference = "type_changed"
        elif moment_of(left) == moment_of(right):
            difference = "format_changed"
        else:
            difference = "value_changed"
        self.found.append(
            DifferenceClass(difference, path, harmless_reason(difference, path, left, right, objects))
        )

    def _items(self, left: list[Json], right: list[Json], path: str, depth: int) -> None:
        path = f"{path}[*]"
        if len(left) == len(right) == 1:
            self._value(_item(left[0]), _item(right[0]), path, depth + 1, _NOWHERE)
            return
        if len(left) == len(right) and same_value(left, right):
            return
        for at, other_at in pair_items(left, right):
            if other_at is None:
                self.found.append(DifferenceClass("only_actions", path))
            elif at is None:
                self.found.append(DifferenceClass("only_classic", path))
            else:
                self._value(_item(left[at]), _item(right[other_at]), path, depth + 1, _NOWHERE)
            if len(self.found) > _ENOUGH:
                self.overflown = True
                return


def _item(value: Json) -> Json:
    # JSON writes null for a missing item of a list.
    return None if value is MISSING else value


def _joined(path: str, key: str) -> str:
    return f"{path}.{_named(key)}" if path else _named(key)


def _named(key: str) -> str:
    return _INDEX.sub("[*]", key) if "[" in key else key


def _credentials(body: Json) -> tuple[str, ...]:
    return tuple(key for key in body if key in CREDENTIAL_KEYS) if isinstance(body, dict) else ()


def _without_credentials(body: Json) -> Json:
    if not isinstance(body, dict):
        return body
    return {key: value for key, value in body.items() if key not in CREDENTIAL_KEYS}
