"""The charts of the page, drawn as SVG that needs no script and no styles of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from workbench.reports.markup import Html, element, joined
from workbench.reports.model import VERDICTS, Verdict
from workbench.reports.wording import share

_RADIUS: Final = 70
_AROUND: Final = 2 * math.pi * _RADIUS
_GAP: Final = 2.0


def donut(verdicts: Mapping[Verdict, int], events: int) -> Html:
    """A ring with an arc for each verdict, and the number of events inside."""
    arcs: list[Html] = []
    start = 0.0
    for verdict in VERDICTS:
        if not verdicts[verdict]:
            continue
        length = _AROUND * verdicts[verdict] / events
        drawn = length if length >= _AROUND else max(length - _GAP, 0.8)
        arcs.append(
            element(
                "circle",
                element("title", f"{verdict}: {verdicts[verdict]:,} ({share(verdicts[verdict], events)})"),
                class_=f"arc s-{verdict}",
                cx=100,
                cy=100,
                r=_RADIUS,
                stroke_dasharray=f"{drawn:.2f} {_AROUND - drawn:.2f}",
                stroke_dashoffset=f"{-start:.2f}",
                transform="rotate(-90 100 100)",
            )
        )
        start += length
    told = ", ".join(f"{verdict} {verdicts[verdict]:,}" for verdict in VERDICTS if verdicts[verdict])
    return element(
        "svg",
        element("circle", class_="track", cx=100, cy=100, r=_RADIUS),
        joined(arcs),
        element("text", f"{events:,}", class_="big", x=100, y=100, text_anchor="middle"),
        element(
            "text", "event" if events == 1 else "events", class_="small", x=100, y=122, text_anchor="middle"
        ),
        class_="donut",
        viewBox="0 0 200 200",
        role="img",
        aria_label=f"{events:,} events by verdict: {told or 'none'}",
    )


def stacked_bar(verdicts: Mapping[Verdict, int], most: int) -> Html:
    """A bar of one name's events, as long as its share of the most frequent name's `most`."""
    parts: list[Html] = []
    start = 0.0
    for verdict in VERDICTS:
        size = 1000 * verdicts[verdict] / max(most, 1)
        if size:
            parts.append(_part(f"f-{verdict}", start, max(size, 2), f"{verdict}: {verdicts[verdict]:,}"))
            start += size
    return _bar(parts)


def plain_bar(count: int, most: int, style: str) -> Html:
    """A bar as long as the share of `count` in `most`."""
    return _bar([_part(style, 0, max(1000 * count / max(most, 1), 2), f"{count:,}")])


def _part(style: str, start: float, size: float, told: str) -> Html:
    return element(
        "rect", element("title", told), class_=style, x=f"{start:.1f}", y=0, width=f"{size:.1f}", height=12
    )


def _bar(parts: list[Html]) -> Html:
    # The same figures stand beside it as text.
    return element(
        "svg",
        joined(parts),
        class_="bar",
        viewBox="0 0 1000 12",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
