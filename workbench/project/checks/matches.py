"""Checks that need the loaded events: what matches nothing, what is counted twice, what nothing takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from workbench.jsvalues import Json
from workbench.project.checks.model import Check
from workbench.project.model import Project
from workbench.text import counted
from workbench.triggers import Matcher, parse

_ORDERS = frozenset({"trackPurchase", "trackPurchase2", "ecommerce", "ecommerceSingleProduct"})
_EVENTS = frozenset({"trackEvent", "trackEvent2"})


@dataclass(frozen=True, slots=True)
class Matches:
    """Which mappings' triggers take the loaded events, enabled or not.

    `counts` has a number for each mapping; `together` one for each set of mappings, in their order, that take
    the same event (also for the empty one); `total` is how many events were looked at.
    """

    counts: tuple[int, ...]
    total: int
    together: Mapping[tuple[int, ...], int] = field(default_factory=dict)


def tally(project: Project, events: Iterable[dict[str, Json]]) -> Matches:
    """Which of the project's triggers take the events."""
    matcher = Matcher(mapping.trigger for mapping in project.mappings)
    counts, together, total = [0] * len(matcher), dict[tuple[int, ...], int](), 0
    for event in events:
        total += 1
        found = matcher.matching(event)
        together[found] = together.get(found, 0) + 1
        for index in found:
            counts[index] += 1
    return Matches(tuple(counts), total, together)


def check_matches(project: Project, matches: Matches) -> tuple[Check, ...]:
    """What the loaded events tell about the mappings; nothing when `matches` is not about them."""
    if not matches.total or len(matches.counts) != len(project.mappings):
        return ()
    return (*_unmatched(project, matches), *_idle(project, matches), *_twice(project, matches))


def _unmatched(project: Project, matches: Matches) -> Iterator[Check]:
    """Segment's delivery overview calls such events "No matching mapping"."""
    lost = sum(
        number
        for indexes, number in matches.together.items()
        if not any(project.mappings[index].enabled for index in indexes)
    )
    if lost:
        yield Check(
            "no-matching-mapping",
            "information",
            f"{lost:,} of {matches.total:,} loaded events {'is' if lost == 1 else 'are'} taken by no enabled "
            "mapping: nothing is sent for them.",
            "Make or enable a mapping for them, if they are to reach Braze.",
            "mappings",
        )


def _idle(project: Project, matches: Matches) -> Iterator[Check]:
    for index, mapping in enumerate(project.mappings):
        if mapping.enabled and not matches.counts[index] and parse(mapping.trigger).error is None:
            yield Check(
                "matches-nothing",
                "information",
                f"None of the {matches.total:,} loaded events matches.",
                "Load events of that kind, or look at the trigger.",
                "trigger",
                index,
                mapping.name,
            )


def _twice(project: Project, matches: Matches) -> Iterator[Check]:
    pairs: dict[tuple[int, int], int] = {}
    for indexes, number in matches.together.items():
        enabled = [index for index in indexes if project.mappings[index].enabled]
        for pair in combinations(enabled, 2):
            actions = [project.mappings[index].action for index in pair]
            if any(action in _ORDERS for action in actions) and all(
                action in _ORDERS | _EVENTS for action in actions
            ):
                pairs[pair] = pairs.get(pair, 0) + number
    for (first, second), number in sorted(pairs.items()):
        names = [project.mappings[index].name for index in (first, second)]
        yield Check(
            "counted-twice",
            "information",
            f"{counted(number, 'loaded event')} {'is' if number == 1 else 'are'} sent by "
            f"“{names[0]}” too: an order may be counted twice.",
            "Leave the event out of one of the triggers, or disable one mapping.",
            "trigger",
            second,
            names[1],
        )
