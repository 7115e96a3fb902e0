"""Two reports over the same events: what became of each in the one, and what becomes of it in the other."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from workbench.reports.model import EventGroup, EventName, Subject, Verdict
from workbench.reports.report import Report
from workbench.reports.wording import STATE_WORDS

MOST_CHANGES: Final = 500
"""Events that are listed one by one where not all of them are asked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """An event, by its index in the store, that ends otherwise: its verdicts, and its numbers of requests.

    `works` has in words what mappings do with it otherwise than before; `fails` says that one fails for it
    now and none did before.
    """

    index: int
    name: EventName
    before: Verdict
    after: Verdict
    requests_before: int
    requests_after: int
    works: tuple[str, ...]
    fails: bool

    @property
    def text(self) -> str:
        """`changed → equivalent`, with the requests where their number changes, else what mappings do."""
        parts = [f"{self.before} → {self.after}" if self.before != self.after else f"{self.after} as before"]
        if self.requests_before != self.requests_after:
            parts.append(f"requests {self.requests_before} → {self.requests_after}")
        if self.fails:
            parts.append("a mapping fails")
        elif len(parts) == 1 and self.before == self.after:
            parts += self.works or ("with other differences",)
        return ", ".join(parts)


@dataclass(frozen=True, eq=False)
class Changes:
    """The events that end otherwise in `after` than in `before`, in the order in which they were run.

    `positions` are their places in both reports; `since` says in words what `before` is a report of.
    """

    before: Report
    after: Report
    positions: array[int]
    since: str = ""

    def __len__(self) -> int:
        return len(self.positions)

    def __getitem__(self, at: int) -> Change:
        position = self.positions[at]
        old, new = self.before.group_at(position), self.after.group_at(position)
        return Change(
            self.after.indices[position],
            self.after.names[new.name],
            old.verdict,
            new.verdict,
            old.actions,
            new.actions,
            tuple(_told(old, new, self.before.subject, self.after.subject)),
            bool(new.failures) and not old.failures,
        )

    def __iter__(self) -> Iterator[Change]:
        return (self[at] for at in range(len(self)))

    @property
    def indices(self) -> array[int]:
        """The events, by their index in the store."""
        return array("L", (self.after.indices[position] for position in self.positions))

    @property
    def compared(self) -> int:
        """How many events both reports are about."""
        return min(self.before.done, self.after.done)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many events change in each way (as `Change.text` has it), the most frequent way first."""
        return Counter(dict(Counter(change.text for change in self).most_common()))


def find_changes(before: Report, after: Report, since: str = "") -> Changes:
    """What became otherwise, also where both compare with Classic in the same way.

    Both reports are about the same events, as far as they have come; the shorter one counts. Events that
    `after` does not count, because it is narrowed to others, are left out.
    """
    known: dict[tuple[int, int], bool] = {}
    positions = array("L")
    done = min(before.done, after.done)
    pairs = zip(islice(before.group_of, done), islice(after.group_of, done), strict=True)
    for position, pair in enumerate(pairs):
        changed = known.get(pair)
        if changed is None:
            old, new = before.groups[pair[0]], after.groups[pair[1]]
            counted = pair[1] < len(after.counts) and after.counts[pair[1]] > 0
            changed = known[pair] = counted and _differ(old, new, before.subject, after.subject)
        if changed:
            positions.append(position)
    return Changes(before, after, positions, since)


def _differ(old: EventGroup, new: EventGroup, before: Subject, after: Subject) -> bool:
    return (
        (old.verdict, old.actions, old.classes) != (new.verdict, new.actions, new.classes)
        or _work(old, before) != _work(new, after)
        or (bool(new.failures) and not old.failures)
    )


def _told(old: EventGroup, new: EventGroup, before: Subject, after: Subject) -> Iterator[str]:
    """Which mappings now do what others, by action and what comes of it, did not, and which no longer do."""
    for one, mine, other, their, told in (
        (new, after, old, before, "{name}: {state}"),
        (old, before, new, after, "no longer {name}: {state}"),
    ):
        left = Counter(_work(other, their))
        for mapping, state in one.cells:
            head = mine.mappings[mapping]
            if left[head.action, state]:
                left[head.action, state] -= 1
            else:
                yield told.format(name=head.name, state=STATE_WORDS[state])


def _work(group: EventGroup, subject: Subject) -> list[tuple[str, str]]:
    """Which actions are run and what comes of each, whatever their mappings are called."""
    return sorted((subject.mappings[mapping].action, state) for mapping, state in group.cells)
