"""The tables of a report, from its groups of events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from workbench.compare.model import DifferenceKind
from workbench.project import Acceptance, find_acceptance
from workbench.reports.model import VERDICTS, CellState, EventGroup, EventName, Reason, Verdict

Counted: TypeAlias = Iterable[tuple[int, EventGroup, int]]


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the whole: events by verdict, requests of both sides, and how events are covered.

    `failing` are events for which at least one mapping fails, `accepted` those that differ in nothing but
    what the project accepts.
    """

    events: int
    verdicts: dict[Verdict, int]
    actions_requests: int
    classic_requests: int
    unmatched: int
    several: int
    failing: int
    accepted: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """The events of one name, by verdict."""

    name: EventName
    events: int
    verdicts: dict[Verdict, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one mapping makes of the events of one name; `taken` are those that its trigger matched."""

    taken: int
    states: dict[CellState, int]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The events of one name against the mappings; `cells` has those mappings that took any, by index."""

    name: EventName
    events: int
    cells: dict[int, Cell]
    unmatched: int
    several: int


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One class of difference: how many events have it, by name, and the store's index of the first.

    `harmless` says why Braze ends with the same, "" when it matters for at least one event. `accepted` counts
    the events for whose names the project accepts it, `note` says why it does.
    """

    kind: DifferenceKind
    key: str
    harmless: str
    events: int
    names: tuple[tuple[EventName, int], ...]
    example: int
    accepted: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason, its number in the report, how many events it is given for and the index of the first."""

    number: int
    reason: Reason
    events: int
    example: int


def totals(groups: Counted, names: Sequence[EventName], accepted: Sequence[Acceptance]) -> Totals:
    """The figures of the whole."""
    verdicts: Counter[Verdict] = Counter()
    actions = classic = unmatched = several = failing = known = 0
    for _, group, count in groups:
        verdicts[group.verdict] += count
        actions += group.actions * count
        classic += group.classic * count
        unmatched += count * is_unmatched(group)
        several += count * is_several(group)
        failing += count * bool(group.failures)
        known += count * _is_accepted(group, names[group.name], accepted)
    return Totals(verdicts.total(), _in_order(verdicts), actions, classic, unmatched, several, failing, known)


def is_unmatched(group: EventGroup) -> bool:
    """Whether no mapping takes the events."""
    return not group.cells and group.verdict != "unreadable"


def is_several(group: EventGroup) -> bool:
    """Whether several mappings take each of the events."""
    return len(group.cells) > 1


def _is_accepted(group: EventGroup, name: EventName, accepted: Sequence[Acceptance]) -> bool:
    """Whether all that matters between both sides is accepted."""
    matter = [found for found in group.classes if not found.harmless]
    return bool(matter and accepted) and all(
        find_acceptance(accepted, found.kind, found.key, name.name) for found in matter
    )


def name_rows(groups: Counted, names: Sequence[EventName]) -> tuple[NameRow, ...]:
    """Verdicts by name."""
    verdicts: defaultdict[int, Counter[Verdict]] = defaultdict(Counter)
    for _, group, count in groups:
        verdicts[group.name][group.verdict] += count
    rows = [NameRow(names[name], found.total(), _in_order(found)) for name, found in verdicts.items()]
    return tuple(sorted(rows, key=_frequent_first))


def matrix_rows(groups: Counted, names: Sequence[EventName]) -> tuple[MatrixRow, ...]:
    """Names against mappings."""
    events: Counter[int] = Counter()
    unmatched: Counter[int] = Counter()
    several: Counter[int] = Counter()
    states: defaultdict[int, defaultdict[int, Counter[CellState]]] = defaultdict(lambda: defaultdict(Counter))
    for _, group, count in groups:
        events[group.name] += count
        unmatched[group.name] += count * is_unmatched(group)
        several[group.name] += count * is_several(group)
        for mapping, state in group.cells:
            states[group.name][mapping][state] += count
    rows = [
        MatrixRow(
            names[name],
            count,
            {mapping: Cell(found.total(), dict(found)) for mapping, found in sorted(states[name].items())},
            unmatched[name],
            several[name],
        )
        for name, count in events.items()
    ]
    return tuple(sorted(rows, key=_frequent_first))


def difference_rows(
    groups: Counted, names: Sequence[EventName], firsts: Sequence[int], accepted: Sequence[Acceptance]
) -> tuple[DifferenceRow, ...]:
    """Classes of differences."""
    by_name: defaultdict[tuple[DifferenceKind, str], Counter[int]] = defaultdict(Counter)
    harmless: dict[tuple[DifferenceKind, str], str] = {}
    examples: dict[tuple[DifferenceKind, str], int] = {}
    for number, group, count in groups:
        for kind, key, reason in group.classes:
            place = kind, key
            by_name[place][group.name] += count
            if place not in harmless or (harmless[place] and not reason):
                # The example is of those that matter, if any does.
                harmless[place] = reason
                examples[place] = firsts[number]
    rows = [
        DifferenceRow(
            kind,
            key,
            harmless[kind, key],
            found.total(),
            tuple((names[name], count) for name, count in found.most_common()),
            examples[kind, key],
            *_accepted(kind, key, found, names, accepted),
        )
        for (kind, key), found in by_name.items()
    ]
    return tuple(sorted(rows, key=lambda row: (bool(row.harmless), -row.events, row.key, row.kind)))


def _accepted(
    kind: DifferenceKind,
    key: str,
    found: Counter[int],
    names: Sequence[EventName],
    accepted: Sequence[Acceptance],
) -> tuple[int, str]:
    """How many of the counted events have the difference accepted, and the first note that says why."""
    covering = [
        (acceptance, count)
        for name, count in found.items()
        if (acceptance := find_acceptance(accepted, kind, key, names[name].name))
    ]
    return sum(count for _, count in covering), next((one.note for one, _ in covering if one.note), "")


def unseen(accepted: Sequence[Acceptance], rows: Sequence[DifferenceRow]) -> tuple[Acceptance, ...]:
    """What is accepted and none of the differences shows."""
    return tuple(
        acceptance
        for acceptance in accepted
        if not any(acceptance.covers(row.kind, row.key, name.name) for row in rows for name, _ in row.names)
    )


def reason_rows(
    groups: Counted, reasons: Sequence[Reason], firsts: Sequence[int], *, classic: bool
) -> tuple[ReasonRow, ...]:
    """Why mappings fail, or why Classic sends nothing."""
    counts: Counter[int] = Counter()
    examples: dict[int, int] = {}
    for number, group, count in groups:
        given = (group.rejection,) if classic else group.failures
        for reason in given:
            if reason >= 0:
                counts[reason] += count
                examples.setdefault(reason, firsts[number])
    return tuple(
        ReasonRow(reason, reasons[reason], count, examples[reason]) for reason, count in counts.most_common()
    )


def _in_order(verdicts: Counter[Verdict]) -> dict[Verdict, int]:
    return {verdict: verdicts[verdict] for verdict in VERDICTS}


def _frequent_first(row: NameRow | MatrixRow) -> tuple[int, EventName]:
    return -row.events, row.name
