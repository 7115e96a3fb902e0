"""Event by event: events to which the same happened stand together, with where each came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from workbench.reports.document import Document
from workbench.reports.markup import Html, element, joined
from workbench.reports.model import VERDICTS, EventGroup
from workbench.reports.sections import FEW_ROWS, MOST_EVENTS, find_field, section
from workbench.reports.wording import STATE_WORDS, kind_text

MOST_GROUPS: Final = 500
"""Groups that the page lists; the rest are counted."""

MOST_PLACES: Final = 24
"""Events of a group whose origin is named, unless all are asked for."""


def events_section(document: Document) -> Html:
    """The groups of events, those that ask for attention first."""
    report = document.report
    order = {verdict: place for place, verdict in enumerate(VERDICTS)}
    groups = sorted(report.counted_groups(), key=lambda found: (order[found[1].verdict], -found[2]))
    shown = groups[:MOST_GROUPS]
    places = _places(document, frozenset(number for number, _, _ in shown))
    differences = {(row.kind, row.key): number for number, row in enumerate(report.differences)}
    notes = [
        element(
            "p",
            "Events to which exactly the same happened stand together. Open a line for where they came from.",
            class_="soft",
        )
    ]
    if len(groups) > len(shown):
        rest = sum(count for _, _, count in groups[MOST_GROUPS:])
        notes.append(
            element(
                "p",
                f"The {len(groups) - len(shown):,} smallest groups ({rest:,} events) are left out; "
                "a report of one event name or verdict shows them.",
                class_="soft",
            )
        )
    tools = element(
        "div",
        element("span", "", id="chosen", role="status"),
        Html('<button id="clear" type="button" hidden>Show all</button>'),
        class_="tools",
    )
    drawn = (
        element(
            "details",
            _summary(document, group, count),
            element("div", joined(_inside(document, group, count, places[number])), class_="inside"),
            data_name=group.name,
            data_verdict=group.verdict,
            data_mappings=_listed(mapping for mapping, _ in group.cells),
            data_differences=_listed(differences[kind, key] for kind, key, _ in group.classes),
            data_reasons=_listed((*group.failures, group.rejection)),
            data_group=number,
        )
        for number, group, count in shown
    )
    return section(
        "events",
        "Event by event",
        joined(notes),
        tools,
        find_field("find-event", "#events details", "Find", max(FEW_ROWS + 1, len(shown))),
        element("div", joined(drawn), class_="events"),
    )


def _places(document: Document, shown: frozenset[int]) -> defaultdict[int, list[int]]:
    """The store's indices of events of each group that is shown, as many as are named."""
    most = MOST_EVENTS if document.every_event else MOST_PLACES
    places: defaultdict[int, list[int]] = defaultdict(list)
    room = MOST_EVENTS
    for index, number in document.report.each_event():
        if number in shown and len(places[number]) < most and room:
            places[number].append(index)
            room -= 1
    return places


def _listed(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _summary(document: Document, group: EventGroup, count: int) -> Html:
    name = element("b", document.report.names[group.name].label)
    return element(
        "summary",
        element("span", count, class_="n"),
        element("span", group.verdict, class_=f"pill p-{group.verdict}"),
        element("span", name, " ", element("span", _told(document, group), class_="soft"), class_="what"),
    )


def _told(document: Document, group: EventGroup) -> str:
    taken = ", ".join(
        document.mapping_name(mapping) + ("" if state == "sent" else f" ({STATE_WORDS[state]})")
        for mapping, state in group.cells
    )
    matter = [found.key for found in group.classes if not found.harmless and found.key != "requests"]
    told = f" · {', '.join(matter[:4])}{', …' if len(matter) > 4 else ''}" if matter else ""
    return f"→ {taken or 'no mapping'}{told}"


def _inside(document: Document, group: EventGroup, count: int, places: list[int]) -> list[Html]:
    report = document.report
    lines = [
        element(
            "li",
            element("code", found.key),
            f" {kind_text(found.kind, found.key)}",
            element("span", f" · {found.harmless}", class_="soft") if found.harmless else "",
        )
        for found in group.classes
    ]
    for reason in (report.reasons[number] for number in group.failures):
        whose = "Actions" if reason.mapping is None else document.mapping_name(reason.mapping)
        lines.append(element("li", f"{whose}: {reason.text}"))
    if group.rejection >= 0:
        lines.append(element("li", f"Classic: {report.reasons[group.rejection].text}"))
    named = [element("li", f"{index + 1:,}  {document.inspector.origin(index)}") for index in places]
    more = count - len(places)
    if more > 0:
        named.append(element("li", f"… and {more:,} more", class_="soft"))
    return [element("ul", joined(lines)), element("ul", joined(named), class_="places")]
