"""What differs inside two bodies, as DeepDiff finds it.

DeepDiff 9 is careful with what it is asked and surprising with its defaults, so it gets a small, prepared
question: equal parts are cut away first, members and items stand in dictionaries keyed by the pair they
belong to, numbers are in one form. That keeps it clear of

- `threshold_to_diff_deeper=0.33`, which reports objects with few common keys as one changed whole,
- `ignore_private_variables=True`, which drops keys that begin with two underscores,
- the difflib passes over lists and over texts of many lines, quadratic in their length,
- `1` against `1.0` as a change of type, and the depth of Python's stack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workbench.compare.pairing import match_items, pair_keys, same_items
from workbench.compare.values import MAX_DEPTH, MISSING, kind_of, same_value
from workbench.jsvalues import Json, dump_json

MAX_CHANGES = 300
"""Changes listed of one pair of bodies; nobody reads more, and the preview waits for them."""


class Step(NamedTuple):
    """One step into both values: a key or index on each side, None where a side has none."""

    left: str | int | None
    right: str | int | None

    @property
    def name(self) -> str | int:
        """The step as it is called: Actions' key or index, else Classic's."""
        return self.left if self.left is not None else self.right  # type: ignore[return-value]  # one is set


class Change(NamedTuple):
    """Two differing values, the way to them, and the pair of values it starts in; `MISSING` where a side has
    none. With `reordered` both are lists of the same items in another order."""

    steps: tuple[Step, ...]
    left: Json
    right: Json
    subject: int = 0
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes in the order of the values; `complete` tells whether all are there."""

    found: tuple[Change, ...]
    complete: bool


def find_changes(subjects: Sequence[tuple[Json, Json]]) -> Changes:
    """Every differing value of pairs of values, up to `MAX_CHANGES` over all of them."""
    cut = _Cut()
    mine: dict[Step, Json] = {}
    other: dict[Step, Json] = {}
    for number, (left, right) in enumerate(subjects):
        start = Step(number, number)
        one, another = cut.differing(left, right, (start,), 0)
        if one is not MISSING:
            mine[start] = one
        if another is not MISSING:
            other[start] = another
    found = [*cut.reordered, *(_deepdiff(mine, other) if mine or other else ())]
    found.sort(key=lambda change: cut.order[change.steps])
    return Changes(
        tuple(change._replace(steps=change.steps[1:], subject=_index(change.steps[0])) for change in found),
        cut.complete,
    )


def _index(step: Step) -> int:
    assert isinstance(step.left, int)
    return step.left


def _deepdiff(left: Json, right: Json) -> Iterator[Change]:
    # 0.1 s to import: only who wants words pays for it.
    from deepdiff import DeepDiff  # noqa: PLC0415
    from deepdiff.helper import notpresent  # noqa: PLC0415
    from deepdiff.operator import BaseOperator  # noqa: PLC0415

    class WholeText(BaseOperator):
        """Two texts differ as wholes; DeepDiff would run difflib over their lines."""

        def give_up_diffing(self, level: Any, diff_instance: Any) -> bool:
            if level.t1 != level.t2:
                diff_instance.custom_report_result("values_changed", level)
            return True

    result = DeepDiff(
        left,
        right,
        view="tree",
        threshold_to_diff_deeper=0,
        ignore_private_variables=False,
        custom_operators=[WholeText(types=[str])],
    )
    for levels in result.values():
        for level in levels:
            yield Change(
                tuple(level.path(output_format="list")),
                MISSING if level.t1 is notpresent else level.t1,
                MISSING if level.t2 is notpresent else level.t2,
            )


class _Cut:
    """Cuts the equal parts away and remembers where each differing part stood."""

    def __init__(self) -> None:
        self.order: dict[tuple[Step, ...], int] = {}
        self.reordered: list[Change] = []
        self.complete = True

    def differing(self, left: Json, right: Json, steps: tuple[Step, ...], depth: int) -> tuple[Json, Json]:
        """Both values without what they share; `MISSING` twice when nothing is left."""
        if depth < MAX_DEPTH and isinstance(left, dict) and isinstance(right, dict):
            keys = pair_keys(left, right)
            return self._members(left, right, [Step(*pair) for pair in keys], steps, depth)
        if depth < MAX_DEPTH and isinstance(left, list) and isinstance(right, list):
            return self._items(left, right, steps, depth)
        if same_value(left, right):
            return MISSING, MISSING
        if len(self.order) >= MAX_CHANGES:
            self.complete = False
            return MISSING, MISSING
        self.order[steps] = len(self.order)
        if isinstance(left, (dict, list)) and type(left) is type(right):
            # Too deep to go into; as texts, so that DeepDiff does not go on either.
            return dump_json(left), dump_json(right)
        return _plain(left), _plain(right)

    def _items(
        self, left: list[Json], right: list[Json], steps: tuple[Step, ...], depth: int
    ) -> tuple[Json, Json]:
        if same_items(left, right):
            if not same_value(left, right):
                self._note_order(left, right, steps)
            return MISSING, MISSING
        pairs, reordered = match_items(left, right)
        if reordered:
            self._note_order(left, right, steps)
        return self._members(left, right, [Step(*pair) for pair in pairs], steps, depth)

    def _note_order(self, left: list[Json], right: list[Json], steps: tuple[Step, ...]) -> None:
        if self._listed(steps):
            self.reordered.append(Change(steps, left, right, reordered=True))

    def _members(
        self, left: Any, right: Any, pairs: list[Step], steps: tuple[Step, ...], depth: int
    ) -> tuple[Json, Json]:
        mine: dict[Step, Json] = {}
        other: dict[Step, Json] = {}
        for step in pairs:
            if not self.complete:
                break
            one = MISSING if step.left is None else _value(left, step.left)
            another = MISSING if step.right is None else _value(right, step.right)
            if one is MISSING or another is MISSING:
                kept = self._listed((*steps, step))
            else:
                one, another = self.differing(one, another, (*steps, step), depth + 1)
                kept = True
            if kept and one is not MISSING:
                mine[step] = _plain(one)
            if kept and another is not MISSING:
                other[step] = _plain(another)
        return (mine, other) if mine or other else (MISSING, MISSING)

    def _listed(self, steps: tuple[Step, ...]) -> bool:
        if len(self.order) >= MAX_CHANGES:
            self.complete = False
            return False
        self.order[steps] = len(self.order)
        return True


def _value(container: Any, key: str | int) -> Json:
    value = container[key]
    # JSON writes null for a missing item of a list.
    return None if value is MISSING and isinstance(container, list) else value


def _plain(value: Json) -> Json:
    """A scalar in the one form that JSON gives it, so that DeepDiff sees JSON's types."""
    if isinstance(value, float):
        if kind_of(value) == "null":
            return None
        return int(value) if value.is_integer() else value
    return value
