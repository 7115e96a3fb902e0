"""Differences of two sides' requests, in words.

Objects of `/users/track` requests meet by what they are about (see `units`); what differs inside of them is
found by DeepDiff (see `changes`); addresses, credentials and the number of requests are compared by what
they mean (see `envelopes`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from workbench.compare.changes import MAX_CHANGES, Change, find_changes
from workbench.compare.credentials import CREDENTIAL_KEYS
from workbench.compare.envelopes import around, lonely, one_sided, same_around, split
from workbench.compare.insides import inside_units
from workbench.compare.model import Difference, RuleLookup
from workbench.compare.pairing import TRACK_LISTS, calls_track, request_pairs, subject_of
from workbench.compare.places import Place, Prefix, Scene, path_text
from workbench.compare.renamed import renamed
from workbench.compare.sentences import (
    body_difference,
    joined_difference,
    object_difference,
    order_difference,
    whole_list_difference,
)
from workbench.compare.told import Told, judged, with_rules
from workbench.compare.units import Unit, UnitPair, Where, align_units, units_of
from workbench.compare.values import MISSING
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

_HAPPENING: Final = ("events", "purchases")
"""Lists that stand for one another: what one side logs as an event, the other may log as purchases."""


def differences(
    actions: Sequence[BrazeRequest],
    classic: Sequence[BrazeRequest],
    *,
    actions_reason: str = "",
    classic_reason: str = "",
    actions_rule: RuleLookup | None = None,
    classic_rule: RuleLookup | None = None,
) -> tuple[Difference, ...]:
    """What differs between both sides' requests for one event, in the order of the requests.

    The reasons say why a side sends nothing (`ActionsOutcome.reason`, the text of Classic's rejection); the
    rules name what put a value where it is. At most `MAX_CHANGES` differences inside the bodies are listed;
    a last one then says that there are more.
    """
    if not actions or not classic:
        told: Iterator[Told] = one_sided(actions, classic, actions_reason, classic_reason)
    else:
        told = _Comparison(actions, classic).told()
    return with_rules(told, actions_rule, classic_rule)


class _Comparison:
    """Both sides' requests, paired and aligned."""

    def __init__(self, actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> None:
        self._actions, self._classic = actions, classic
        self._pairs = request_pairs(actions, classic)
        units = units_of(actions), units_of(classic)
        self._aligned = align_units(*units, self._pairs)
        self._scene = Scene(self._pairs, *units, web=any(not request.url for request in classic))
        self._met = [(left, right) for left, right in self._aligned if left is not None and right is not None]
        self._of_request = _by_request(self._aligned, 0), _by_request(self._aligned, 1)
        self._told_of: set[int] = set()
        """Units, by identity, that a difference of their list or request tells of."""

    def told(self) -> Iterator[Told]:
        """Every difference, pair of requests by pair of requests."""
        yield from self._split()
        by_number: list[list[Told]] = [self._structure(number) for number in range(len(self._pairs))]
        units = [pair for pair in self._aligned if not any(id(unit) in self._told_of for unit in pair)]
        both = [(left, right) for left, right in units if left is not None and right is not None]
        bodies = [(at, left, right) for at, (left, right) in enumerate(self._pairs)]
        rests = [
            (at, _rest(self._actions[left]), _rest(self._classic[right]))
            for at, left, right in bodies
            if left is not None and right is not None
        ]
        changes = find_changes(
            [(left.item, right.item) for left, right in both] + [(left, right) for _, left, right in rests]
        )
        found: list[list[Change]] = [[] for _ in range(len(both) + len(rests))]
        for change in changes.found:
            found[change.subject].append(change)
        inside = {id(left): found[at] for at, (left, _) in enumerate(both)}
        for pair in units:
            by_number[self._scene.number_of(pair)] += self._unit(pair, inside.get(id(pair[0]), ()))
        for (at, _, _), own in zip(rests, found[len(both) :], strict=True):
            by_number[at] += self._roots(own, at)
        yield from _said_once(by_number)
        if not changes.complete:
            yield Told(_more(Prefix()))

    def _split(self) -> Iterator[Told]:
        """Objects of one request that the other side has in several."""
        pairs = set(self._pairs)
        apart = [pair for pair in self._met if (pair[0].request, pair[1].request) not in pairs]
        if apart:
            lefts = {left.request for left, _ in apart}
            rights = {right.request for _, right in apart}
            counts = (
                len({left.request for left, right in self._met if right.request in rights} | lefts),
                len({right.request for left, right in self._met if left.request in lefts} | rights),
            )
            matters = self._applied_otherwise()
            found = split(*counts, matters=matters)
            yield found if matters else judged(found)

    def _applied_otherwise(self) -> bool:
        """Whether objects about one user, of which each changes what the one before set, change places."""
        places: dict[Hashable, list[tuple[Where, Where]]] = {}
        for left, right in self._met:
            user = subject_of(left.list, left.item) if left.list == right.list == "attributes" else None
            if user is not None:
                places.setdefault(user, []).append((left.where, right.where))
        return any(_falls(sorted(found)) for found in places.values() if len(found) > 1)

    def _structure(self, number: int) -> list[Told]:
        """What differs around the objects of a pair of requests: its address, its lists."""
        left, right = self._pairs[number]
        prefix = self._scene.prefix(number)
        if left is None or right is None:
            return list(self._alone(left, right, prefix))
        told = [
            judged(found)
            for found in around(self._actions[left], self._classic[right], (left, right), prefix)
        ]
        if calls_track(self._actions[left]) and calls_track(self._classic[right]):
            told += self._lists(left, right, prefix)
        return told

    def _alone(self, left: int | None, right: int | None, prefix: Prefix) -> Iterator[Told]:
        """A request without a counterpart, unless its objects met those of another request."""
        if left is not None:
            request, number, side = self._actions[left], left, 0
        else:
            assert right is not None
            request, number, side = self._classic[right], right, 1
        pairs = self._of_request[side].get(number, ())
        if any(None not in pair for pair in pairs):
            return
        units = [unit for pair in pairs if (unit := pair[side]) and unit.request == number]
        self._tell_of(units)
        again = bool(units) and all(self._is_again(unit) for unit in units)
        yield lonely(request, number, prefix, of_actions=side == 0, again=again)

    def _is_again(self, unit: Unit) -> bool:
        """Whether both sides send an event or purchase of this kind already."""
        return unit.list != "attributes" and any(
            met.list == unit.list and subject_of(met.list, met.item) == subject_of(unit.list, unit.item)
            for pair in self._met
            for met in pair
        )

    def _tell_of(self, units: Iterator[Unit] | Sequence[Unit]) -> None:
        self._told_of |= {id(unit) for unit in units}

    def _lists(self, left: int, right: int, prefix: Prefix) -> Iterator[Told]:
        """Lists that one body has and the other has not, and lists in another order."""
        mine, other = _lists_of(self._actions[left]), _lists_of(self._classic[right])
        lonely_left = {name: units for name in mine if (units := self._lonely(0, left, name)) is not None}
        lonely_right = {name: units for name in other if (units := self._lonely(1, right, name)) is not None}
        gone = [name for name in _HAPPENING if name in mine and name not in other and lonely_left.get(name)]
        new = [name for name in _HAPPENING if name in other and name not in mine and lonely_right.get(name)]
        for one, another in zip(gone, new, strict=False):
            lefts, rights = lonely_left.pop(one), lonely_right.pop(another)
            self._tell_of((*lefts, *rights))
            yield from renamed(lefts, rights, self._scene, prefix)
        for name in TRACK_LISTS:
            if name in mine and name not in other and name in lonely_left:
                self._tell_of(lonely_left[name])
                found = whole_list_difference(name, mine[name], prefix, of_actions=True)
                yield Told(found, (left, ("body", name)))
            elif name in other and name not in mine and name in lonely_right:
                self._tell_of(lonely_right[name])
                found = whole_list_difference(name, other[name], prefix, of_actions=False)
                yield Told(found, classic=(right, ("body", name)))
            elif self._reordered(left, right, name):
                matters = name == "attributes" and self._applied_otherwise()
                told = Told(order_difference(name, mine[name], other[name], prefix, matters=matters))
                yield told if matters else judged(told)

    def _lonely(self, side: int, request: int, name: str) -> list[Unit] | None:
        """The objects of a list when none of them has a counterpart, else None."""
        units = [
            pair
            for pair in self._of_request[side].get(request, ())
            if (unit := pair[side]) and unit.request == request and unit.list == name
        ]
        if any(pair[1 - side] is not None for pair in units):
            return None
        return [unit for pair in units if (unit := pair[side]) is not None]

    def _reordered(self, left: int, right: int, name: str) -> bool:
        places = [
            (one.where, other.where)
            for one, other in self._of_request[0].get(left, ())
            if one is not None
            and other is not None
            and (one.request, other.request, one.list, other.list) == (left, right, name, name)
        ]
        return _falls(sorted(places))

    def _unit(self, pair: UnitPair, changes: Sequence[Change]) -> Iterator[Told]:
        """What differs inside two objects, or an object that one side has alone."""
        left, right = pair
        place = self._scene.place(pair)
        if left is not None and right is not None:
            if len(left.joined) != len(right.joined):
                counts = 1 + len(left.joined), 1 + len(right.joined)
                yield judged(Told(joined_difference(place, counts), place.actions, place.classic))
            yield from inside_units((left, right), changes, self._scene)
            return
        unit = left or right
        assert unit is not None
        found = object_difference(place, unit.item, of_actions=left is not None, again=self._is_again(unit))
        yield Told(found, place.actions, place.classic)

    def _roots(self, changes: Sequence[Change], number: int) -> Iterator[Told]:
        """What differs in two bodies outside the objects that users are updated with."""
        left, right = self._pairs[number]
        prefix = self._scene.prefix(number)
        for change in changes:
            place = _root_place(change, prefix, left, right)
            yield judged(Told(body_difference(change, place), place.actions, place.classic))


def _by_request(pairs: Sequence[UnitPair], side: int) -> dict[int, list[UnitPair]]:
    """The pairs of units by the requests in which their parts stand on one side."""
    found: dict[int, list[UnitPair]] = {}
    for pair in pairs:
        for request in unit.requests if (unit := pair[side]) is not None else ():
            found.setdefault(request, []).append(pair)
    return found


def _falls(places: Sequence[tuple[Where, Where]]) -> bool:
    """Whether the second places of pairs in the order of the first ones are in another order."""
    return any(one[1] > other[1] for one, other in pairwise(places))


def _lists_of(request: BrazeRequest) -> dict[str, list[Json]]:
    """The lists of objects of a track body."""
    body = request.body if isinstance(request.body, dict) else {}
    return {name: body[name] for name in TRACK_LISTS if isinstance(body.get(name), list)}


def _rest(request: BrazeRequest) -> Json:
    """A body without what is compared elsewhere: credentials, and the objects of a track body."""
    if not isinstance(request.body, dict):
        return request.body
    elsewhere = _lists_of(request) if calls_track(request) else {}
    return {
        key: value
        for key, value in request.body.items()
        if key not in CREDENTIAL_KEYS and key not in elsewhere
    }


def _root_place(change: Change, prefix: Prefix, left: int | None, right: int | None) -> Place:
    names = tuple(step.name for step in change.steps)
    lefts = tuple(step.left for step in change.steps if step.left is not None)
    rights = tuple(step.right for step in change.steps if step.right is not None)
    path = path_text(names) or "body"
    return Place(
        prefix.joined(path),
        prefix.named(path),
        inside=names,
        actions=None if left is None or change.left is MISSING else (left, ("body", *lefts)),
        classic=None if right is None or change.right is MISSING else (right, ("body", *rights)),
    )


def _said_once(by_number: Sequence[Sequence[Told]]) -> Iterator[Told]:
    """The differences in order; an address or credential that differs alike everywhere is said once."""
    said: list[Told] = []
    for told in by_number:
        for found in told:
            if any(same_around(found, other) for other in said):
                continue
            if found.difference.kind in ("endpoint", "credential"):
                said.append(found)
            yield found


def _more(prefix: Prefix) -> Difference:
    return Difference(
        "value_changed",
        prefix.joined("body"),
        f"{prefix.named('body')}: more than {MAX_CHANGES} differences; the rest is not listed.",
        MISSING,
        MISSING,
    )
