"""The values of a report: what became of an event, and of all events to which the same happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from workbench.compare.classed import Classes
from workbench.compare.classes import Verdict as ComparedVerdict
from workbench.project import Acceptance

Verdict: TypeAlias = ComparedVerdict | Literal["unreadable"]

VERDICTS: Final[tuple[Verdict, ...]] = (
    "changed",
    "lost",
    "new",
    "equivalent",
    "identical",
    "neither",
    "unreadable",
)
"""Every verdict, those that ask for attention first."""

VERDICT_TEXTS: Final[dict[Verdict, str]] = {
    "changed": "Both send, and Braze ends with something else.",
    "lost": "Only Classic sends.",
    "new": "Only Actions sends.",
    "equivalent": "Both send, in other words; Braze ends with the same.",
    "identical": "Both send the same, apart from address and credential.",
    "neither": "Neither sends anything.",
    "unreadable": "The event's file has changed since it was loaded.",
}

CellState: TypeAlias = Literal["sent", "silent", "invalid", "failed"]

CELL_STATES: Final[tuple[CellState, ...]] = get_args(CellState)

CELL_TEXTS: Final[dict[CellState, str]] = {
    "sent": "took the event and sends a request",
    "silent": "took the event and has nothing to send for it",
    "invalid": "took the event, and what its fields give is refused",
    "failed": "fails otherwise",
}

Coverage: TypeAlias = Literal["none", "several"]

UNREADABLE: Final = "(unreadable)"
OTHER_NAMES: Final = "(other names)"
OTHER_KEYS: Final = "(other keys)"
OTHER_REASONS: Final = "(other reasons)"


class EventName(NamedTuple):
    """What events are counted by: their type, and their name where they have one."""

    type: str
    name: str

    @property
    def label(self) -> str:
        """`Trip Booked` of a track, `page Home` or `identify` of others."""
        if self.type == "track" and self.name:
            return self.name
        return f"{self.type} {self.name}".strip() or "(no type)"


class Reason(NamedTuple):
    """Why something is not sent: `mapping` is the index of the mapping that fails, None for Classic and for
    the destination as a whole; `code` is the kind of failure (`payload`, `MESSAGE_REJECTED`)."""

    mapping: int | None
    code: str
    text: str


class EventGroup(NamedTuple):
    """Events to which the same happened.

    `name` is a number among the report's names. `cells` has the mappings that took the event, or failed, with
    what came of it, and `failures` the numbers of their reasons; `rejection` is the number of the reason why
    Classic sends nothing, -1 for none. `actions` and `classic` count the requests of one event.
    """

    name: int
    verdict: Verdict
    cells: tuple[tuple[int, CellState], ...] = ()
    classes: Classes = ()
    failures: tuple[int, ...] = ()
    rejection: int = -1
    actions: int = 0
    classic: int = 0


class MappingHead(NamedTuple):
    """A column of the matrix."""

    name: str
    action: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: the project, its mappings, how Classic is run, and what is accepted of both."""

    project: str
    mappings: tuple[MappingHead, ...]
    classic_mode: str
    classic_profile: str
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What becomes of one Classic setting in a migration: a line for the report, made by who knows."""

    label: str
    verdict: str
    sentence: str
