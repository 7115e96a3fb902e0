"""Compared outcomes as lines to read, for the screen and for the commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.jsdates import iso_text
from workbench.jsvalues import UNDEFINED, Json, dump_json, number_text
from workbench.sandbox.outcomes import OutcomeComparison, OutcomeRow, Section

NOTHING = "–"
"""Stands where a side has nothing."""

_HEADINGS: dict[Section, str] = {
    "user": "User",
    "attribute": "Attributes",
    "event": "Custom events",
    "purchase": "Purchases",
    "message": "Messages sent",
}


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A heading, or a row with what both sides hold in words."""

    heading: str = ""
    row: OutcomeRow | None = None
    actions: str = ""
    classic: str = ""


def outcome_lines(rows: Sequence[OutcomeRow]) -> Iterator[OutcomeLine]:
    """The rows in their order, a heading before each user and each kind of thing."""
    last: tuple[str, Section] | None = None
    for row in rows:
        if last is None or row.user != last[0] or (row.section == "user" and last[1] != "user"):
            yield OutcomeLine(heading=f"● {row.user}" if row.user else "● Everyone")
        if row.section != "user" and (row.user, row.section) != last:
            yield OutcomeLine(heading=_HEADINGS[row.section])
        last = row.user, row.section
        yield OutcomeLine("", row, held_text(row.section, row.actions), held_text(row.section, row.classic))


def held_text(section: Section, held: Json) -> str:
    """What a side holds, in words: `2 × 19.5 EUR · 2026-03-01T10:00:00.000Z · {"colour":"red"}`."""
    if held is UNDEFINED:
        return NOTHING
    if section == "user":
        return ", ".join(held)
    if section == "attribute":
        return dump_json(held)
    parts: list[str] = []
    if section == "purchase":
        parts.append(f"{held['quantity']} × {number_text(held['price'])} {held['currency']}")
    if section in ("event", "purchase"):
        parts.append(iso_text(held["time"]))
    if held.get("app_id"):
        parts.append(f"app {held['app_id']}")
    return " · ".join([*parts, *([dump_json(held["properties"])] if held["properties"] else [])]) or "sent"


def remark_lines(comparison: OutcomeComparison) -> Iterator[str]:
    """What Braze would refuse or not keep, by side."""
    for side, outcome in (("Actions", comparison.actions), ("Classic", comparison.classic)):
        yield from (f"{side}: Braze refuses {text}" for text in dict.fromkeys(outcome.refused))
        yield from (f"{side}: {note}" for note in dict.fromkeys(outcome.notes))
