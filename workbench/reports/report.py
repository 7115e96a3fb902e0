"""A report over many events, complete or growing."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, islice

from workbench.compare.model import DifferenceKind
from workbench.project import Acceptance
from workbench.reports.model import (
    CellState,
    Coverage,
    EventGroup,
    EventName,
    Reason,
    Subject,
    Verdict,
)
from workbench.reports.tally import Tally
from workbench.reports.views import (
    DifferenceRow,
    MatrixRow,
    NameRow,
    ReasonRow,
    Totals,
    difference_rows,
    is_several,
    is_unmatched,
    matrix_rows,
    name_rows,
    reason_rows,
    totals,
    unseen,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """A cell of a report, or a row of it: the events to which all that is given applies."""

    names: frozenset[EventName] | None = None
    mapping: int | None = None
    state: CellState | None = None
    coverage: Coverage | None = None
    verdict: Verdict | None = None
    difference: tuple[DifferenceKind, str] | None = None
    reason: int | None = None

    def takes(self, group: EventGroup, names: Sequence[EventName]) -> bool:
        """Whether it is about the events of a group."""
        return (
            (self.names is None or names[group.name] in self.names)
            and (self.verdict is None or group.verdict == self.verdict)
            and ((self.mapping is None and self.state is None) or self._in_cells(group))
            and (self.coverage is None or _covers(self.coverage, group))
            and (self.difference is None or any(found[:2] == self.difference for found in group.classes))
            and (self.reason is None or self.reason in group.failures or self.reason == group.rejection)
        )

    def _in_cells(self, group: EventGroup) -> bool:
        return any(
            (self.mapping is None or self.mapping == mapping) and (self.state is None or self.state == state)
            for mapping, state in group.cells
        )


def _covers(coverage: Coverage, group: EventGroup) -> bool:
    return is_unmatched(group) if coverage == "none" else is_several(group)


@dataclass(frozen=True, eq=False)
class Report:
    """What became of the first `done` of the events at `indices` of the store.

    Its tables are made when they are asked for, from groups of events to which the same happened: `groups`
    and how many events each has in `counts`. What it holds may grow behind it while the scan goes on, but
    never what it tells.
    """

    subject: Subject
    indices: Sequence[int]
    done: int
    groups: Sequence[EventGroup]
    counts: array[int]
    names: Sequence[EventName]
    reasons: Sequence[Reason]
    firsts: array[int]
    group_of: array[int]

    @classmethod
    def of(cls, tally: Tally, subject: Subject, indices: Sequence[int], done: int) -> Report:
        """What a tally says now."""
        counts = tally.counts[:]
        return cls(
            subject,
            indices,
            done,
            tally.groups,
            counts,
            tally.names,
            tally.reasons,
            tally.firsts,
            tally.group_of,
        )

    @property
    def total(self) -> int:
        """How many events the complete report is about."""
        return len(self.indices)

    @property
    def complete(self) -> bool:
        """Whether all events have been run."""
        return self.done >= self.total

    @property
    def events(self) -> int:
        """How many events it counts: all that were run, or what a filter leaves of them."""
        return sum(self.counts)

    def counted_groups(self) -> Iterator[tuple[int, EventGroup, int]]:
        """Number, group and count of the groups that have events."""
        for number, (group, count) in enumerate(zip(self.groups, self.counts, strict=False)):
            if count:
                yield number, group, count

    def only(self, selection: Selection) -> Report:
        """The same report of the events that a selection is about."""
        counts = self.counts[:]
        for number, group, _ in self.counted_groups():
            if not selection.takes(group, self.names):
                counts[number] = 0
        return replace(self, counts=counts)

    def select(self, selection: Selection | None = None) -> array[int]:
        """The store's indices of the events that a selection is about, in the order of the run."""
        chosen = bytearray(len(self.counts))
        for number, group, _ in self.counted_groups():
            chosen[number] = selection is None or selection.takes(group, self.names)
        return self._in_groups(chosen)

    def each_event(self) -> Iterator[tuple[int, int]]:
        """Each event that is counted: its index in the store, and the number of its group."""
        for index, number in zip(self.indices, islice(self.group_of, self.done), strict=False):
            if number < len(self.counts) and self.counts[number]:
                yield index, number

    def _in_groups(self, chosen: bytearray) -> array[int]:
        taken = map(chosen.__getitem__, islice(self.group_of, self.done))
        return array("L", compress(self.indices, taken))

    def group_at(self, position: int) -> EventGroup:
        """What became of the event at a position of the run."""
        return self.groups[self.group_of[position]]

    def make_tables(self) -> None:
        """Make all tables now, so that a thread which shows them need not."""
        _ = self.totals, self.by_name, self.matrix, self.differences, self.failures, self.rejections
        _ = self.unseen

    @cached_property
    def totals(self) -> Totals:
        """The figures of the whole."""
        return totals(self.counted_groups(), self.names, self.subject.accepted)

    @cached_property
    def by_name(self) -> tuple[NameRow, ...]:
        """Verdicts by event name, the most frequent name first."""
        return name_rows(self.counted_groups(), self.names)

    @cached_property
    def matrix(self) -> tuple[MatrixRow, ...]:
        """Event names against mappings, in the order of `by_name`."""
        return matrix_rows(self.counted_groups(), self.names)

    @cached_property
    def differences(self) -> tuple[DifferenceRow, ...]:
        """The classes of differences, those that matter and are most frequent first."""
        return difference_rows(self.counted_groups(), self.names, self.firsts, self.subject.accepted)

    @cached_property
    def unseen(self) -> tuple[Acceptance, ...]:
        """Differences that the project accepts and no event shows; none while the report grows."""
        return unseen(self.subject.accepted, self.differences) if self.complete else ()

    @cached_property
    def failures(self) -> tuple[ReasonRow, ...]:
        """Why mappings fail, the most frequent reason first."""
        return reason_rows(self.counted_groups(), self.reasons, self.firsts, classic=False)

    @cached_property
    def rejections(self) -> tuple[ReasonRow, ...]:
        """Why Classic sends nothing, the most frequent reason first."""
        return reason_rows(self.counted_groups(), self.reasons, self.firsts, classic=True)
