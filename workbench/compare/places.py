"""Where in the requests a difference stands, as a sentence and a lookup of rules need it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from workbench.compare.changes import Change
from workbench.compare.pairing import Pair
from workbench.compare.units import Unit, UnitPair
from workbench.jsvalues import Json, dump_json

_LONGEST_SUBJECT: Final = 80
_LONGEST_NAME: Final = 40
_NAMED_BY: Final = {"purchases": "product_id", "events": "name", "attributes": "external_id"}

Names: TypeAlias = tuple[str | int, ...]
At: TypeAlias = tuple[int, Names]
"""A request's place among its side's, and the way into it: `(0, ("body", "events", 0, "time"))`."""


@dataclass(frozen=True, slots=True)
class Place:
    """The way to a change.

    `path` is the whole way, `subject` the same without the list when the request has but one object. `lists`
    names the `/users/track` list on each side (`""` outside of one), `inside` the keys from its object on,
    and `left` and `right` are those objects (`{}` outside). `actions` and `classic` are the ways on either
    side, None where a side has no such object. `web` tells that Classic's is what calls of the web SDK do.
    """

    path: str
    subject: str
    lists: tuple[str, str] = ("", "")
    inside: Names = ()
    left: Json = None
    right: Json = None
    actions: At | None = None
    classic: At | None = None
    web: bool = False

    @property
    def key(self) -> str:
        """The last key of the way, `""` for an item of a list."""
        last = self.inside[-1] if self.inside else ""
        return last if isinstance(last, str) else ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """What tells the requests of one event apart: in paths `requests[1]`, in sentences `request 2`."""

    path: str = ""
    subject: str = ""

    def joined(self, path: str) -> str:
        """A path inside this request."""
        return f"{self.path}.{path}" if self.path else path

    def named(self, subject: str, whose: str = "") -> str:
        """The beginning of a sentence about this request; the end of a long path is what tells."""
        if len(subject) > _LONGEST_SUBJECT:
            subject = f"…{subject[-_LONGEST_SUBJECT:]}"
        return f"{self.subject}, {subject}{whose}" if self.subject else f"{subject}{whose}"


class Scene:
    """The requests of both sides, numbered by pairs: what places are named after."""

    def __init__(
        self, pairs: Sequence[Pair], actions: Sequence[Unit], classic: Sequence[Unit], *, web: bool
    ) -> None:
        self._web = web
        self._several = len(pairs) > 1
        self._numbers = (
            {left: number for number, (left, _) in enumerate(pairs) if left is not None},
            {right: number for number, (_, right) in enumerate(pairs) if right is not None},
        )
        self._sizes = tuple(Counter(unit.request for unit in units) for units in (actions, classic))

    def number_of(self, units: UnitPair) -> int:
        """The number of the pair of requests that two units are told under: that of Actions' request."""
        left, right = units
        if left is not None:
            return self._numbers[0][left.request]
        assert right is not None
        return self._numbers[1][right.request]

    def prefix(self, number: int) -> Prefix:
        """What a pair of requests is called: nothing when it is the only one."""
        return Prefix(f"requests[{number}]", f"request {number + 1}") if self._several else Prefix()

    def place(self, units: UnitPair, change: Change | None = None) -> Place:
        """The place of a change inside two units, of the units themselves without one."""
        steps = change.steps if change is not None else ()
        lefts = tuple(step.left for step in steps if step.left is not None)
        rights = tuple(step.right for step in steps if step.right is not None)
        return self.place_at(units, lefts, rights, tuple(step.name for step in steps))

    def place_at(
        self, units: UnitPair, lefts: Names, rights: Names, inside: Names, *, of_classic: bool = False
    ) -> Place:
        """The place at `lefts` in Actions' unit and `rights` in Classic's, called `inside` in sentences."""
        left, right = units
        actions = None if left is None else way_to(left, lefts)
        other = None if right is None else way_to(right, rights)
        named = right if left is None or (of_classic and right is not None) else left
        assert named is not None
        request, index = named.place_of(inside[0] if inside else None)
        whole = path_text((named.list, index, *inside))
        prefix = self.prefix(self._numbers[1 if named is right else 0][request])
        alone = all(
            unit is None or sizes[unit.request] == 1 for unit, sizes in zip(units, self._sizes, strict=True)
        )
        return Place(
            prefix.joined(whole),
            prefix.named(
                path_text(inside) if alone and inside else whole, "" if alone else _whose(named, inside)
            ),
            (left.list if left else "", right.list if right else ""),
            inside,
            left.item if left else {},
            right.item if right else {},
            actions,
            other,
            self._web,
        )


def _whose(unit: Unit, inside: Names) -> str:
    """Which of several objects a part is of, ` of "sku-9"`, where the part itself does not say it."""
    key = _NAMED_BY.get(unit.list, "")
    name = unit.item.get(key) if key and isinstance(unit.item, dict) else None
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME or inside in ((), (key,)):
        return ""
    return f" of {dump_json(name)}"


def way_to(unit: Unit, names: Names) -> At:
    """The way to a place inside a unit."""
    request, index = unit.place_of(names[0] if names else None)
    return request, ("body", unit.list, index, *names)


def path_text(names: Names) -> str:
    """`purchases[0].properties.city`; keys that are no plain words stand as they are."""
    text = ""
    for name in names:
        if isinstance(name, int):
            text += f"[{name}]"
        else:
            text += f".{name}" if text else name
    return text


def template_text(names: Names) -> str:
    """A way with `[*]` for every index: `purchases[*].price`."""
    text = ""
    for name in names:
        if isinstance(name, int):
            text += "[*]"
        else:
            text += f".{name}" if text else name
    return text
