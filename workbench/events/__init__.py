"""Reading, indexing and generating Segment events."""

from workbench.events.complete import summarize
from workbench.events.model import Event, EventProblem, EventSummary, Origin, Progress
from workbench.events.paths import PathIndex, PathSuggestion
from workbench.events.store import EventStore, read_events

__all__ = [
    "Event",
    "EventProblem",
    "EventStore",
    "EventSummary",
    "Origin",
    "PathIndex",
    "PathSuggestion",
    "Progress",
    "read_events",
    "summarize",
]
