"""What a migration changes, over all events, before it is made: how many end identical, changed, lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.events import EventStore
from workbench.jsvalues import Json
from workbench.project import Project
from workbench.reports import VERDICTS, DifferenceRow, Report, Verdict, scan
from workbench.reports.changes import MOST_CHANGES, Change, find_changes

SHOWN: Final[tuple[Verdict, ...]] = ("identical", "equivalent", "changed", "lost", "new", "neither")
"""The verdicts in the order in which a migration shows them, the good ones first."""


@dataclass(frozen=True, slots=True)
class NameOutlook:
    """The events of one name: how many have each verdict before and after."""

    label: str
    events: int
    before: Counter[Verdict]
    after: Counter[Verdict]


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Two reports over the same events: of the project as it is, and as the migration would leave it.

    Both compare with Classic under the settings that the migration starts from. While one is still growing,
    only the events that both have run are counted.
    """

    before: Report
    after: Report | None

    @property
    def done(self) -> int:
        """How many events both projects have run."""
        return self.after.done if self.after is not None else 0

    @property
    def total(self) -> int:
        """How many events there are."""
        return self.before.total

    @property
    def complete(self) -> bool:
        """Whether all events are counted on both sides."""
        return self.after is not None and self.after.complete and self.before.complete

    @property
    def share(self) -> float:
        """How much of the work is done, 0 to 1."""
        return (self.before.done + self.done) / (2 * self.total) if self.total else 1.0

    def counts(self) -> tuple[Counter[Verdict], Counter[Verdict]]:
        """How many events have each verdict, before and after."""
        return self._counted(range(self.done))

    def _counted(self, positions: range) -> tuple[Counter[Verdict], Counter[Verdict]]:
        if self.after is None:
            return Counter(), Counter()
        before, after = self.before, self.after
        return (
            Counter(before.group_at(position).verdict for position in positions),
            Counter(after.group_at(position).verdict for position in positions),
        )

    def by_name(self) -> tuple[NameOutlook, ...]:
        """The same by event name, those with most changed or lost events first."""
        if self.after is None:
            return ()
        found: dict[str, NameOutlook] = {}
        labels: dict[str, tuple[Counter[Verdict], Counter[Verdict]]] = {}
        for position in range(self.done):
            old, new = self.before.group_at(position), self.after.group_at(position)
            counters = labels.setdefault(self.after.names[new.name].label, (Counter(), Counter()))
            counters[0][old.verdict] += 1
            counters[1][new.verdict] += 1
        for label, (before, after) in labels.items():
            found[label] = NameOutlook(label, sum(after.values()), before, after)
        return tuple(
            sorted(found.values(), key=lambda row: (-row.after["lost"] - row.after["changed"], -row.events))
        )

    def changes(self) -> tuple[Change, ...]:
        """Event by event what becomes different, also where both compare with Classic in the same way."""
        return () if self.after is None else tuple(find_changes(self.before, self.after))

    def differences(self) -> tuple[DifferenceRow, ...]:
        """What will still differ from Classic in a way that matters, the most frequent first."""
        if self.after is None:
            return ()
        return tuple(row for row in self.after.differences if not row.harmless)

    def to_json(self, store: EventStore) -> dict[str, Json]:
        """The figures as a JSON object, with the first `MOST_CHANGES` events that end otherwise."""
        before, after = self.counts()
        return {
            "events": self.done,
            "before": {verdict: before[verdict] for verdict in VERDICTS},
            "after": {verdict: after[verdict] for verdict in VERDICTS},
            "changes": [
                {
                    "event": change.index + 1,
                    "origin": str(store.origin(change.index)),
                    "before": change.before,
                    "after": change.after,
                    "requests_before": change.requests_before,
                    "requests_after": change.requests_after,
                    "fails": change.fails,
                }
                for change in self.changes()[:MOST_CHANGES]
            ],
            "differences": [
                {"kind": row.kind, "key": row.key, "events": row.events} for row in self.differences()
            ],
        }


def outlook(before: Project, after: Project, store: EventStore, *, now: float) -> Iterator[Outlook]:
    """Run both projects over all events of the store.

    Yields every few milliseconds, the complete outlook last; ending the iteration cancels. `now` is the time
    of delivery in milliseconds since 1970. Raises `WorkbenchError` when an active environment is missing.
    """
    first: Report | None = None
    for first in scan(before, store, now=now):
        yield Outlook(first, None)
    if first is None:
        return
    for second in scan(after, store, now=now, wanted=first.indices):
        yield Outlook(first, second)


def outlook_of(before: Project, after: Project, store: EventStore, *, now: float) -> Outlook:
    """`outlook` to its end. Raises as it does."""
    *_, last = outlook(before, after, store, now=now)
    return last
