"""Several triggers for one event, so that those that do not match cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from workbench.jsvalues import Json
from workbench.triggers.matching import Run, Test, all_of, any_of
from workbench.triggers.nodes import Comparison, Group
from workbench.triggers.trigger import Trigger

_MOST_PLANS: Final = 4_096
_LONGEST_KEY: Final = 200

_Left: TypeAlias = tuple[int, Run | None]
"""A trigger that is still possible once an event's `type` and `event` are known: with what is left to test,
or `None` when nothing is."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The triggers still possible for a type and a name, in order.

    Where nothing is left to test for any of them, `left` is empty and all that are `possible` are taken.
    """

    possible: tuple[int, ...]
    left: tuple[_Left, ...]


class TriggerSet:
    """Triggers that are asked about the same events.

    Almost every trigger tests `type` and `event`. For each pair of the two that comes up, those tests are
    made once for all triggers and what remains is kept (up to a bound of pairs); an event then costs one
    look-up and the remaining tests of the triggers that its type and name leave possible.
    """

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self.triggers = tuple(triggers)
        self._tests = tuple(
            (index, trigger.test) for index, trigger in enumerate(self.triggers) if trigger.test is not None
        )
        self._plans: dict[tuple[Json, Json], _Plan] = {}

    def matching(self, event: dict[str, Json]) -> tuple[int, ...]:
        """The indexes of the triggers that take `event`, in order.

        A trigger that the official matcher can fail on (`Test.can_fail`) is always among them: ask its own
        `matches`, which raises `TriggerFailure` if it does.
        """
        key = (event.get("type"), event.get("event"))
        try:
            plan = self._plans.get(key)
        except TypeError:  # a list or an object in place of a name
            plan = None
        if plan is None:
            plan = self._plan(key)
        if not plan.left:
            return plan.possible
        return tuple([index for index, run in plan.left if run is None or run(event)])

    def _plan(self, key: tuple[Json, Json]) -> _Plan:
        """The plan for a type and an event name, kept when they are texts of usual length or missing."""
        known = {name: value for name, value in zip(("type", "event"), key, strict=True) if value is not None}
        possible: list[_Left] = []
        for index, test in self._tests:
            left = True if test.can_fail else _left_to_test(test, known)
            if left is not False:
                possible.append((index, None if left is True else left))
        is_settled = all(run is None for _, run in possible)
        plan = _Plan(tuple(index for index, _ in possible), () if is_settled else tuple(possible))
        if len(self._plans) < _MOST_PLANS and all(_is_usual(part) for part in key):
            self._plans[key] = plan
        return plan


def _is_usual(name: Json) -> bool:
    return name is None or (type(name) is str and len(name) <= _LONGEST_KEY)


def _left_to_test(test: Test, known: dict[str, Json]) -> bool | Run:
    """The truth of a test if `known`, an event's type and name, decides it; otherwise what is left."""
    node = test.node
    if isinstance(node, Comparison):
        return test.run(known) if node.subject in ("event-type", "event") else test.run
    if not test.children:
        return test.run
    deciding = isinstance(node, Group) and node.operator == "or"
    left: list[Run] = []
    for child in test.children:
        outcome = _left_to_test(child, known)
        if outcome is deciding:
            return deciding
        if not isinstance(outcome, bool):
            left.append(outcome)
    if not left:
        return not deciding
    return any_of(left) if deciding else all_of(left)
