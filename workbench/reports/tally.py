"""Counts events by what became of them, in memory that does not grow with the variety of names and keys."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final

from workbench.compare.classed import Classes, DifferenceClass
from workbench.reports.model import OTHER_KEYS, OTHER_NAMES, OTHER_REASONS, EventGroup, EventName, Reason

MOST_NAMES: Final = 500
"""Names that are counted apart, the most frequent first where the frequencies are known."""

MOST_KEYS: Final = 1000
"""Differences (kind and key) that are counted apart."""

MOST_REASONS: Final = 500
"""Reasons of failures and rejections that are counted apart."""

MOST_GROUPS: Final = 10_000
"""Groups of events to which exactly the same happened; beyond them keys are no longer told apart."""


class Tally:
    """Append-only: one thread counts while others read what the counts already cover."""

    def __init__(self, events: int, names: Iterable[EventName] = ()) -> None:
        """Room for `events` events; `names` are those that are worth to be counted apart."""
        self.groups: list[EventGroup] = []
        self.counts = array("Q")
        self.firsts = array("Q")
        self.group_of = array("I", bytes(4 * events))
        self.names: list[EventName] = []
        self.reasons: list[Reason] = []
        self._names: dict[tuple[str, str], int] = {}
        self._reasons: dict[Reason, int] = {}
        self._classes: set[DifferenceClass] = set()
        self._numbers: dict[EventGroup, int] = {}
        self._seen: dict[EventGroup, int] = {}
        for name in names:
            self.name(*name)

    def name(self, kind: str, name: str) -> int:
        """The number of a name."""
        number = self._names.get((kind, name))
        if number is None:
            if len(self.names) >= MOST_NAMES and name != OTHER_NAMES:
                return self.name(kind if len(self.names) < 2 * MOST_NAMES else "", OTHER_NAMES)
            number = self._names[kind, name] = len(self.names)
            self.names.append(EventName(kind, name))
        return number

    def reason(self, mapping: int | None, code: str, text: str) -> int:
        """The number of a reason."""
        reason = Reason(mapping, code, text)
        number = self._reasons.get(reason)
        if number is None:
            if len(self.reasons) >= MOST_REASONS and text != OTHER_REASONS:
                return self.reason(mapping, code, OTHER_REASONS)
            number = self._reasons[reason] = len(self.reasons)
            self.reasons.append(reason)
        return number

    def add(self, position: int, index: int, group: EventGroup) -> None:
        """Count the event at `position` of the run, `index` of the store."""
        number = self._seen.get(group)
        if number is None:
            number = self._number(group, index)
            if len(self._seen) < MOST_GROUPS:
                self._seen[group] = number
        self.counts[number] += 1
        self.group_of[position] = number

    def _number(self, group: EventGroup, index: int) -> int:
        group = group._replace(classes=tuple(dict.fromkeys(map(self._known, group.classes))))
        if len(self.groups) >= MOST_GROUPS and group not in self._numbers:
            group = group._replace(classes=_kinds_only(group.classes), failures=())
        number = self._numbers.get(group)
        if number is None:
            number = self._numbers[group] = len(self.groups)
            self.counts.append(0)
            self.firsts.append(index)
            self.groups.append(group)
        return number

    def _known(self, found: DifferenceClass) -> DifferenceClass:
        if found not in self._classes:
            if len(self._classes) >= MOST_KEYS:
                return found._replace(key=OTHER_KEYS)
            self._classes.add(found)
        return found


def _kinds_only(classes: Classes) -> Classes:
    return tuple(dict.fromkeys(found._replace(key=OTHER_KEYS) for found in classes))
