"""Compared outcomes as lines to read, for the screen and for the commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.compare.values import same_value
from workbench.compare.wording import moment_of
from workbench.jsdates import iso_text
from workbench.jsvalues import UNDEFINED, Json, dump_json, number_text
from workbench.sandbox.outcomes import OutcomeComparison, OutcomeRow, Section
from workbench.text import counted

NOTHING: Final = "–"
"""Stands where a side has nothing."""

SAME_MOMENT: Final = "the same moment"
"""Said of two texts that are one date in two spellings."""

MOST_PARTS: Final = 20
"""Differing parts of one thing that are told one by one; more are counted."""

_DEEPEST: Final = 20
_HEADINGS: Final[dict[Section, str]] = {
    "user": "User",
    "attribute": "Attributes",
    "event": "Custom events",
    "purchase": "Purchases",
    "message": "Messages sent",
}


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A heading, a row with what both sides hold in words, or a part of a row in which they differ.

    `part` is the way to that part: `price`, `properties.city`. Of a row that both sides have, `alike` says
    how much of it is the same when its parts follow, or that it is the same moment.
    """

    heading: str = ""
    row: OutcomeRow | None = None
    actions: str = ""
    classic: str = ""
    part: str = ""
    alike: str = ""


def outcome_lines(rows: Sequence[OutcomeRow]) -> Iterator[OutcomeLine]:
    """The rows in their order, a heading before each user and each kind of thing.

    Where both sides have a thing and it differs, its line is followed by one for each differing part.
    """
    last: tuple[str, Section] | None = None
    for row in rows:
        if last is None or row.user != last[0] or (row.section == "user" and last[1] != "user"):
            yield OutcomeLine(heading=f"● {row.user}" if row.user else "● Everyone")
        if row.section != "user" and (row.user, row.section) != last:
            yield OutcomeLine(heading=_HEADINGS[row.section])
        last = row.user, row.section
        if row.same or not (isinstance(row.actions, dict) and isinstance(row.classic, dict)):
            sides = held_text(row.section, row.actions), held_text(row.section, row.classic)
            yield OutcomeLine("", row, *sides, alike=SAME_MOMENT if row.same_but_dates else "")
        else:
            yield from _parts(row)


def _parts(row: OutcomeRow) -> Iterator[OutcomeLine]:
    """The line of a row that differs inside, and its differing parts."""
    parts = list(differing_parts(row.actions, row.classic))
    alike = sum(same for *_, same in parts)
    yield OutcomeLine("", row, alike=f"{counted(alike, 'part')} alike" if alike else "")
    differing = [(name, left, right) for name, left, right, same in parts if not same]
    for name, left, right in differing[:MOST_PARTS]:
        way = ".".join(name) + (f" ({SAME_MOMENT})" if moment_of(left) == moment_of(right) else "")
        yield OutcomeLine("", row, _part_text(row, name, left), _part_text(row, name, right), way)
    if len(differing) > MOST_PARTS:
        yield OutcomeLine("", row, part=f"… and {len(differing) - MOST_PARTS:,} more parts differ")


def differing_parts(
    left: Json, right: Json, names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Json, Json, bool]]:
    """The parts of two values, key by key: the way to each, both values, and whether they are the same.

    An object in which nothing differs is one part, and so is a list unless both have as many objects.
    """
    # null is something that is held; nothing is not.
    same = same_value(left, right) and (left is UNDEFINED) == (right is UNDEFINED)
    if same or len(names) >= _DEEPEST:
        yield names, left, right, same
        return
    if isinstance(left, dict) and isinstance(right, dict):
        pairs = [(key, left.get(key, UNDEFINED), right.get(key, UNDEFINED)) for key in {**left, **right}]
    elif _are_rows(left) and _are_rows(right) and len(left) == len(right):
        pairs = [(str(at), one, other) for at, (one, other) in enumerate(zip(left, right, strict=True))]
    else:
        yield names, left, right, False
        return
    for key, one, other in pairs:
        yield from differing_parts(one, other, (*names, key))


def _are_rows(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _part_text(row: OutcomeRow, name: tuple[str, ...], held: Json) -> str:
    if held is UNDEFINED:
        return NOTHING
    return iso_text(held) if name == ("time",) and row.section != "attribute" else dump_json(held)


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
    """What Braze would refuse or not keep, by side, and what of it all is a choice of the sandbox."""
    for side, outcome in (("Actions", comparison.actions), ("Classic", comparison.classic)):
        yield from (f"{side}: Braze refuses {text}" for text in _counted(outcome.refused))
        yield from (f"{side}: {note}" for note in _counted(outcome.notes))
    yield from (f"Choice of the sandbox: {choice}" for choice in comparison.choices)


def _counted(texts: Sequence[str]) -> Iterator[str]:
    """Each text once, with how often it was there."""
    for text, times in Counter(texts).items():
        yield f"{text.removesuffix('.')} ({times:,} times)." if times > 1 else text


def outcome_text(comparison: OutcomeComparison) -> Iterator[tuple[str, str]]:
    """A comparison as lines to print: the indentation with its mark, and the text."""
    for line in outcome_lines(comparison.rows):
        if line.row is None:
            yield "", line.heading
            continue
        if line.row.same:
            yield "    ", f"{line.row.name}: {line.actions}"
            continue
        indent = "      " if line.part else "    "
        if line.part:
            yield indent, line.part
        else:
            yield "  ≠ ", line.row.name + (f" ({line.alike})" if line.alike else "")
        if line.actions or line.classic:
            yield f"{indent}  Actions  ", line.actions
            yield f"{indent}  Classic  ", line.classic
    for text in remark_lines(comparison):
        yield "  ! ", text
