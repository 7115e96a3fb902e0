"""A migration from Classic as it is being decided on the screen, and the work that it needs beside it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from workbench.actions import ENDPOINTS
from workbench.classic import ClassicSettings
from workbench.events import EventStore
from workbench.migration import (
    OPTIONS,
    Choices,
    EventFacts,
    Manner,
    MigrateFromClassic,
    Option,
    Outlook,
    Proposal,
    migration,
    outlook,
    propose,
    scan_facts,
)
from workbench.migration.outlook import NameOutlook
from workbench.project import Project
from workbench.reports import DifferenceRow, Verdict
from workbench.reports.changes import MOST_CHANGES, Change

_REPORT: Final = 0.1

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Draft:
    """What is to be migrated, and what was decided so far.

    `left_out` are the names of proposed mappings that are not wanted.
    """

    project: Project
    classic: ClassicSettings
    facts: EventFacts
    choices: Choices = field(default_factory=Choices)
    left_out: frozenset[str] = frozenset()
    manner: Manner = "replace"

    @cached_property
    def proposal(self) -> Proposal:
        """What Classic's settings and the choices propose."""
        return propose(self.classic, self.facts, self.choices, endpoint=self.project.endpoint)

    @property
    def edit(self) -> MigrateFromClassic:
        """The edit that takes over what is wanted."""
        taken = [proposed.mapping.name not in self.left_out for proposed in self.proposal.mappings]
        return migration(self.proposal, self.classic, taken=taken, manner=self.manner)

    def chosen(self, name: str, value: str) -> Draft:
        """The draft with a choice decided. Raises `WorkbenchError` for a value that is not offered."""
        return replace(self, choices=self.choices.with_choice(name, value))

    def toggled(self, name: str) -> Draft:
        """The draft with a mapping taken or left out."""
        return replace(self, left_out=self.left_out ^ {name})

    def turned(self) -> Draft:
        """The draft that adds to the project's mappings instead of replacing them, or the other way round."""
        return replace(self, manner="replace" if self.manner == "add" else "add")

    def with_classic(self, classic: ClassicSettings) -> Draft:
        """The draft for other settings of Classic."""
        return replace(self, classic=classic)


def options_of(choice: str) -> tuple[Option, ...]:
    """What can be chosen: the options of a choice, or Braze's REST endpoints."""
    if choice == "endpoint":
        return tuple(Option(url, f"{label.partition(' ')[0]}  {url}") for label, url in ENDPOINTS)
    return OPTIONS[choice]


def look_at_events(store: EventStore, cancelled: Cancelled) -> EventFacts | None:
    """The facts of all events of a store; `None` when it was cancelled."""
    facts = EventFacts()
    for _ in scan_facts(store, facts):
        if cancelled():
            return None
        time.sleep(0)
    return facts


@dataclass(frozen=True, slots=True)
class OutlookFigures:
    """An outlook as it is shown: verdicts before and after, by name, and the events that end otherwise."""

    events: int
    before: dict[Verdict, int]
    after: dict[Verdict, int]
    names: tuple[NameOutlook, ...]
    differences: tuple[DifferenceRow, ...]
    changes: tuple[Change, ...]
    more_changes: int

    @classmethod
    def of(cls, outcome: Outlook) -> OutlookFigures:
        """The figures of a complete outlook."""
        before, after = outcome.counts()
        changes = outcome.changes()
        return cls(
            outcome.done,
            dict(before),
            dict(after),
            outcome.by_name(),
            outcome.differences(),
            changes[:MOST_CHANGES],
            max(0, len(changes) - MOST_CHANGES),
        )


def look_ahead(
    draft: Draft, store: EventStore, now: float, cancelled: Cancelled
) -> Iterator[float | OutlookFigures]:
    """The share done, now and then, and at the end the figures; stops when cancelled.

    Raises `WorkbenchError` when the migration cannot be made.
    """
    after = draft.edit.apply(draft.project)
    before = replace(draft.project, classic=after.classic)
    reported = time.monotonic()
    outcome: Outlook | None = None
    for outcome in outlook(before, after, store, now=now):
        if cancelled():
            return
        time.sleep(0)
        if time.monotonic() - reported > _REPORT:
            yield outcome.share
            reported = time.monotonic()
    if outcome is not None:
        yield OutlookFigures.of(outcome)
