"""The values that loading events gives: where an event came from, what it holds, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event stands: `line` from 1 (0: the file as a whole), `item` from 1 within a list or batch."""

    file: str
    line: int = 0
    item: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return place if self.item is None else f"{place} (item {self.item})"


@dataclass(frozen=True, slots=True)
class Event:
    """One Segment event as a destination would get it.

    `data` holds the event with the fields that the delivery adds; `synthetic` names those of them that the
    file does not have and the workbench made up, so that they are never taken for real.
    """

    data: dict[str, Json]
    origin: Origin
    synthetic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventProblem:
    """Something that could not be loaded: a plain reason without any of its content, and what to do."""

    origin: Origin
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason} {self.hint}".rstrip()

    def error(self) -> WorkbenchError:
        """The same as an error to raise."""
        return WorkbenchError(self.reason, self.hint, file=self.origin.file, line=self.origin.line or None)


@dataclass(frozen=True, slots=True)
class EventSummary:
    """What a list shows of an event; "" for what it does not have.

    `name` is the event name of a track, the name of a page or screen, the group of a group call and the
    previous ID of an alias. `user` is the user ID, else the anonymous one. `time` is the event's timestamp.
    """

    type: str
    name: str
    user: str
    time: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far loading is. Sizes are bytes of the files as they lie on disk; `bytes_total` is 0 if unknown."""

    bytes_done: int
    bytes_total: int
    events: int
    problems: int
    current_file: str
