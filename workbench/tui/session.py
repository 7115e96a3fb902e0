"""What the screen is about: the open project, the loaded events, and what is selected.

The project itself is one immutable value in `history`; widgets get slices of it and hold no truth of their
own. This module knows nothing of Textual.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.actions import ACTIONS, Action
from workbench.errors import WorkbenchError
from workbench.events import Event, EventStore, PathIndex, Progress
from workbench.mappings import Mapping
from workbench.project import (
    Check,
    Edit,
    Environment,
    History,
    Matches,
    Project,
    Severity,
    check_mapping,
    check_matches,
    check_project,
)
from workbench.project.preview import Preview, preview
from workbench.triggers import Matcher
from workbench.tui.places import place_text

if TYPE_CHECKING:
    from workbench.tui.reporting import KeptReport

NOT_COUNTED = Matches((), 0)
"""Before it is known which events the triggers match."""


@lru_cache(maxsize=16)
def _matcher(triggers: tuple[str, ...]) -> Matcher:
    return Matcher(triggers)


@lru_cache(maxsize=4096)
def _matches(triggers: tuple[str, ...], store: EventStore, index: int) -> frozenset[int]:
    try:
        event = store.event(index).data
    except WorkbenchError:  # its file was changed since it was loaded: said where the event is selected
        return frozenset()
    return frozenset(_matcher(triggers).matching(event))


@dataclass
class Session:
    """The state behind the main screen. `history.project` is the project as edited so far."""

    history: History
    path: Path | None = None
    event_paths: tuple[str, ...] = ()
    store: EventStore = field(default_factory=EventStore)
    paths: PathIndex = field(default_factory=PathIndex)
    event_index: int | None = None
    mapping_index: int = 0
    query: str = ""
    hits: array[int] | None = None
    """Indices of the events that the filter shows; `None` without a filter."""
    loading: Iterator[Progress] | None = None
    """Loading that began before the screen was there and is to go on."""
    marked: frozenset[int] = frozenset()
    """Events chosen for sending."""
    report: KeptReport | None = None
    """The report that was made last."""
    report_before: KeptReport | None = None
    """The last one of the project as it was before; what became otherwise since is told."""
    tally: Matches = NOT_COUNTED
    """Which loaded events the triggers match, once all were looked at."""

    @property
    def project(self) -> Project:
        """The project as edited so far."""
        return self.history.project

    @property
    def mappings(self) -> Sequence[Mapping]:
        """The project's mappings in their order."""
        return self.project.mappings

    @property
    def mapping(self) -> Mapping | None:
        """The selected mapping."""
        mappings = self.project.mappings
        return mappings[self.mapping_index] if self.mapping_index < len(mappings) else None

    @property
    def action(self) -> Action | None:
        """The action of the selected mapping."""
        return ACTIONS[self.mapping.action] if self.mapping else None

    @property
    def environment(self) -> Environment:
        """The environment that requests go to."""
        return self.project.active_environment

    @property
    def event(self) -> Event | None:
        """The selected event, parsed now; `None` also when its file was changed since (see `unreadable`)."""
        if self.event_index is None:
            return None
        try:
            return self.store.event(self.event_index)
        except WorkbenchError:
            return None

    @property
    def unreadable(self) -> str:
        """Why the selected event cannot be read any more, "" when it can."""
        if self.event_index is None:
            return ""
        try:
            self.store.event(self.event_index)
        except WorkbenchError as error:
            return str(error)
        return ""

    def edit(self, edit: Edit) -> None:
        """Do a named edit; `WorkbenchError` when it cannot be done."""
        self.history = self.history.do(edit)
        self._clamp()

    def undo(self) -> str:
        """Take the last edit back; its label, or "" when there is none."""
        label = self.history.undo_label
        if label:
            self.history = self.history.undo()
            self._clamp()
        return label

    def redo(self) -> str:
        """Do the edit that was taken back last again; its label, or ""."""
        label = self.history.redo_label
        if label:
            self.history = self.history.redo()
            self._clamp()
        return label

    def _clamp(self) -> None:
        self.mapping_index = max(0, min(self.mapping_index, len(self.project.mappings) - 1))

    @property
    def shown_count(self) -> int:
        """How many events the list shows."""
        return len(self.store) if self.hits is None else len(self.hits)

    def shown(self, row: int) -> int:
        """The store's index of a row of the list."""
        return row if self.hits is None else self.hits[row]

    def row_of(self, index: int) -> int | None:
        """The row that shows an event, if the filter shows it."""
        if self.hits is None:
            return index if index < len(self.store) else None
        low, high = 0, len(self.hits)
        while low < high:
            middle = (low + high) // 2
            if self.hits[middle] < index:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.hits) and self.hits[low] == index else None

    def place(self, index: int) -> str:
        """Where an event stands, as short as it can be read."""
        return place_text(self.store.origin(index), self.path)

    def matches(self, index: int) -> frozenset[int]:
        """The mappings, by position, whose trigger matches an event (enabled or not)."""
        return _matches(tuple(mapping.trigger for mapping in self.project.mappings), self.store, index)

    @property
    def takes(self) -> bool:
        """Whether the selected mapping's trigger matches the selected event."""
        return self.event_index is not None and self.mapping_index in self.matches(self.event_index)

    @property
    def checks(self) -> tuple[Check, ...]:
        """What there is to know about the project, as far as its events are counted."""
        return (*check_project(self.project), *check_matches(self.project, self.tally))

    def checks_of(self, index: int) -> tuple[Check, ...]:
        """What the mapping at a position alone tells."""
        return check_mapping(self.project.mappings[index], index)

    @property
    def flagged(self) -> dict[str, Severity]:
        """The places in the selected mapping that a check has something against, the gravest first told."""
        flagged: dict[str, Severity] = {}
        for check in self.checks_of(self.mapping_index) if self.mapping else ():
            if check.severity == "error" or (check.severity == "warning" and check.place not in flagged):
                flagged[check.place] = check.severity
        return flagged

    def preview(self, now: float) -> Preview | None:
        """What both destinations make of the selected event. `now` is in ms since the epoch."""
        event = self.event
        if event is None:
            return None
        return preview(self.project, event.data, now=now)

    @property
    def chosen_events(self) -> tuple[int, ...]:
        """The events that a send is about: the marked ones, else the selected one."""
        if self.marked:
            return tuple(sorted(self.marked))
        return () if self.event_index is None else (self.event_index,)
