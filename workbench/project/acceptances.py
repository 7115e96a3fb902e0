"""Differences that a project accepts: known, wanted, and written down with the reason."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from workbench.compare.model import KINDS, Difference, DifferenceKind
from workbench.errors import WorkbenchError

LONGEST_NOTE = 1000
"""Characters that a note may have."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A difference that is accepted wherever it appears.

    `kind` is the difference's, `place` its path with `[*]` for every index (`events[*].properties.total`),
    `event` the name of the event it is accepted for, `""` for all; `note` says why. Raises `WorkbenchError`
    for another kind, an empty place, and a note of more than `LONGEST_NOTE` characters.
    """

    kind: DifferenceKind
    place: str
    event: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise WorkbenchError(
                "There is no such kind of difference.", f"Use one of {', '.join(KINDS)}.", field="kind"
            )
        if not self.place:
            raise WorkbenchError(
                "The place of an accepted difference is empty.",
                "Name one such as events[*].time.",
                field="place",
            )
        if len(self.note) > LONGEST_NOTE:
            raise WorkbenchError(
                f"The note has more than {LONGEST_NOTE} characters.", "Make it shorter.", field="note"
            )

    @property
    def key(self) -> Hashable:
        """What is accepted; a project has one acceptance for it."""
        return self.kind, self.place, self.event

    def covers(self, kind: str, place: str, event: str) -> bool:
        """Whether it is about a difference of that kind at that place in the event of that name."""
        return (self.kind, self.place) == (kind, place) and self.event in ("", event)


def acceptance_of(accepted: Iterable[Acceptance], difference: Difference, event: str) -> Acceptance | None:
    """The acceptance that covers a difference of the event called `event`, its own before that of all events;
    `None` when the project does not accept it."""
    return find_acceptance(accepted, difference.kind, difference.key, event)


def find_acceptance(accepted: Iterable[Acceptance], kind: str, place: str, event: str) -> Acceptance | None:
    """As `acceptance_of`, for a difference of which only kind and place are known."""
    covering = [one for one in accepted if one.covers(kind, place, event)]
    return min(covering, key=lambda one: one.event == "", default=None)
