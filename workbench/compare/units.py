"""The objects of `/users/track` requests, and which of one side means the same as which of the other.

What an object is about counts, not where it stands: a purchase belongs to the purchase of the same product, a
custom event to the event of the same name, the attributes of a user to the attributes of that user, in
whatever order and in however many requests a side sends them.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from workbench.compare.pairing import (
    IDENTIFIERS,
    TRACK_LISTS,
    Pair,
    calls_track,
    content_of,
    subject_of,
    user_of,
)
from workbench.compare.values import MISSING, same_value
from workbench.compare.wording import moment_of
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

_FLAGS: Final = ("_update_existing_only", "_merge_objects")
_OPERATORS: Final = frozenset({"inc", "add", "remove", "$add", "$remove", "$update"})
"""Keys of an attribute's value that change what is there instead of replacing it."""

Where: TypeAlias = tuple[int, int]
"""A request's place among its side's, and an object's index in its list."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One object of a list of a track body, and where it stands.

    The attributes of one user that a side sends in several objects are one unit: `item` holds what is left
    when they are applied in order, `others` says of each key that comes from a later object where it stands,
    `joined` where those objects stand.
    """

    list: str
    where: Where
    item: Json
    others: Mapping[str, Where] = field(default_factory=dict)
    joined: tuple[Where, ...] = ()

    @property
    def requests(self) -> set[int]:
        """All requests that parts of it stand in."""
        return {where[0] for where in (self.where, *self.joined)}

    @property
    def request(self) -> int:
        """The request that it stands in."""
        return self.where[0]

    def place_of(self, key: str | int | None) -> Where:
        """Where the object with that key stands."""
        return self.others.get(key, self.where) if isinstance(key, str) else self.where


UnitPair: TypeAlias = tuple[Unit | None, Unit | None]


def units_of(requests: Sequence[BrazeRequest]) -> list[Unit]:
    """The objects of all track requests in their order; attributes of the same user joined."""
    units: list[Unit] = []
    users: dict[Hashable, int] = {}
    for number, request in enumerate(requests):
        body = request.body if calls_track(request) and isinstance(request.body, dict) else {}
        for name in TRACK_LISTS:
            items = body.get(name)
            for index, item in enumerate(items if isinstance(items, list) else ()):
                unit = Unit(name, (number, index), item)
                user = user_of(item) if name == "attributes" and isinstance(item, dict) else None
                if user is not None and user in users and _adds_up(units[users[user]].item, item):
                    units[users[user]] = _joined(units[users[user]], unit)
                    continue
                if user is not None:
                    users[user] = len(units)
                units.append(unit)
    return units


def _adds_up(first: dict[str, Json], later: dict[str, Json]) -> bool:
    """Whether two objects about one user, one after the other, come to the same as one with all their keys.

    They do not when they are applied in different ways, nor when the later one changes what the first one
    set: `{"inc": 1}` twice is two.
    """
    if any(first.get(flag, MISSING) != later.get(flag, MISSING) for flag in _FLAGS):
        return False
    merging = later.get("_merge_objects") is True
    return not any(
        key in first and isinstance(value, dict) and (merging or not _OPERATORS.isdisjoint(value))
        for key, value in later.items()
        if key not in IDENTIFIERS
    )


def _joined(first: Unit, later: Unit) -> Unit:
    """The attributes of one user from two objects, as Braze applies them: the later value counts."""
    changed = {
        key: later.where
        for key, value in later.item.items()
        if key not in first.item or not same_value(first.item[key], value)
    }
    item, others = {**first.item, **later.item}, {**first.others, **changed}
    return Unit(first.list, first.where, item, others, (*first.joined, later.where))


def align_units(actions: Sequence[Unit], classic: Sequence[Unit], requests: Sequence[Pair]) -> list[UnitPair]:
    """Units that mean the same, in Actions' order; those of Classic without a counterpart come last.

    `requests` are the requests that belong together. Of several about the same those of the same content
    meet first, then those of the same time and price. Units that nothing tells apart meet when they stand
    between the same neighbours, and when as many are left there on both sides.
    """
    partner: dict[int, int] = {}
    met: dict[int, int] = {left: right for left, right in requests if left is not None and right is not None}
    if any(_repeats(units) for units in (actions, classic)):
        for closer in (
            lambda unit, request: (request, _content(unit)),
            lambda unit, _: _content(unit),
            lambda unit, request: (request, _occasion(unit)),
            lambda unit, _: _occasion(unit),
        ):
            _match(actions, classic, partner, met, closer)
    for sign in (
        lambda unit, request: (unit.list, request, _about(unit), _user(unit)),
        lambda unit, _: (unit.list, _about(unit), _user(unit)),
        lambda unit, _: (unit.list, _about(unit)),
    ):
        _match(actions, classic, partner, met, sign)
    recognised = set(partner.values())
    for left, right in _neighbours(actions, classic, partner, met):
        partner.setdefault(left, right)
        recognised.add(right)
    pairs: list[UnitPair] = [
        (unit, classic[partner[index]] if index in partner else None) for index, unit in enumerate(actions)
    ]
    return pairs + [(None, unit) for index, unit in enumerate(classic) if index not in recognised]


def _about(unit: Unit) -> Hashable:
    return subject_of(unit.list, unit.item)


def _user(unit: Unit) -> Hashable:
    return user_of(unit.item) if isinstance(unit.item, dict) else None


def _repeats(units: Sequence[Unit]) -> bool:
    """Whether several are about the same."""
    about = [sign for unit in units if (sign := (unit.list, _about(unit)))[1] is not None]
    return len(set(about)) < len(about)


def _content(unit: Unit) -> Hashable:
    """Everything that an object says."""
    return unit.list, _about(unit), content_of(unit.item)


def _occasion(unit: Unit) -> Hashable:
    """What tells events and purchases of one name apart: whose they are, when they were, at what price."""
    time, price = (unit.item.get(key, MISSING) for key in ("time", "price"))
    moment = moment_of(time)
    when = content_of(time) if math.isnan(moment) else moment
    return unit.list, _about(unit), _user(unit), when, content_of(price)


Sign: TypeAlias = Callable[[Unit, int | None], Hashable]


def _match(
    actions: Sequence[Unit],
    classic: Sequence[Unit],
    partner: dict[int, int],
    met: Mapping[int, int],
    sign: Sign,
) -> None:
    """Let units of the same sign meet, the first with the first; those about nothing known stay alone."""
    used = set(partner.values())
    waiting: dict[Hashable, deque[int]] = {}
    for index, unit in enumerate(classic):
        if index not in used and _about(unit) is not None:
            waiting.setdefault(sign(unit, unit.request), deque()).append(index)
    for index, unit in enumerate(actions):
        if index not in partner and _about(unit) is not None:
            queue = waiting.get(sign(unit, met.get(unit.request)))
            if queue:
                partner[index] = queue.popleft()


def _neighbours(
    actions: Sequence[Unit], classic: Sequence[Unit], partner: Mapping[int, int], met: Mapping[int, int]
) -> Iterable[tuple[int, int]]:
    """Units of one list without a counterpart that stand at the same place between those that have one.

    Where nothing of a list is recognised, the first meets the first, the second the second.
    """
    here, there = (lambda unit: met.get(unit.request)), (lambda unit: unit.request)
    found = {right: right for right in partner.values()}
    left_gaps, right_gaps = _gaps(actions, partner, here), _gaps(classic, found, there)
    recognised = {(classic[right].list, classic[right].request) for right in found}
    for gap, lefts in left_gaps.items():
        rights = right_gaps.get(gap, [])
        if len(lefts) == len(rights) or gap[:2] not in recognised:
            yield from zip(lefts, rights, strict=False)


Gap: TypeAlias = tuple[str, int | None, int | None]


def _gaps(
    units: Sequence[Unit], partner: Mapping[int, int], request_of: Callable[[Unit], int | None]
) -> dict[Gap, list[int]]:
    """Units without a counterpart by list, request (Classic's) and Classic's recognised unit before them."""
    gaps: dict[Gap, list[int]] = {}
    before: dict[tuple[str, int | None], int] = {}
    for index, unit in enumerate(units):
        room = (unit.list, request_of(unit))
        if index in partner:
            before[room] = partner[index]
        else:
            gaps.setdefault((*room, before.get(room)), []).append(index)
    return gaps
