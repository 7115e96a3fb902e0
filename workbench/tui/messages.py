"""What worker threads tell the screen. Floods replace their older ones."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from workbench.compare import Difference
from workbench.events import Progress
from workbench.tui.work import Count


@dataclass
class EventsProgressed(Message):
    """Loading went on; `done` when it ended, cancelled or not."""

    progress: Progress | None
    done: bool

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, EventsProgressed) and not message.done


@dataclass
class EventsFiltered(Message):
    """The events found so far for a filter."""

    query: str
    hits: array[int]
    done: bool

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, EventsFiltered) and message.query == self.query


@dataclass
class MatchesCounted(Message):
    """How many events the triggers match, as far as counted."""

    triggers: tuple[str, ...]
    count: Count

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, MatchesCounted) and message.triggers == self.triggers


@dataclass
class DifferencesFound(Message):
    """The differences for a numbered request; older numbers are stale."""

    number: int
    differences: tuple[Difference, ...]


@dataclass
class WorkFailed(Message):
    """A worker could not do its work, for a reason that people can read."""

    text: str


@dataclass
class WorkDone(Message):
    """A worker finished; what to do with its result on the screen's thread."""

    then: Callable[[], None]
