"""Which of several triggers take an event, where one that fails takes none."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.jsvalues import Json
from workbench.triggers.matching import TriggerFailure
from workbench.triggers.sets import TriggerSet
from workbench.triggers.trigger import parse


class Matcher:
    """Says which of several triggers take an event. One on which the destination itself fails takes none."""

    def __init__(self, triggers: Iterable[str]) -> None:
        self._set = TriggerSet(parse(trigger) for trigger in triggers)
        self._failing = frozenset(
            index
            for index, trigger in enumerate(self._set.triggers)
            if trigger.test and trigger.test.can_fail
        )

    def __len__(self) -> int:
        return len(self._set.triggers)

    def matching(self, event: dict[str, Json]) -> tuple[int, ...]:
        """The indexes of the triggers that take the event."""
        found = self._set.matching(event)
        if not self._failing:
            return found
        return tuple(index for index in found if index not in self._failing or self._takes(index, event))

    def _takes(self, index: int, event: dict[str, Json]) -> bool:
        try:
            return self._set.triggers[index].matches(event)
        except TriggerFailure:
            return False
