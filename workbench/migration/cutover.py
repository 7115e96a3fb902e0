"""The pair of destination filters that hands over from Classic to Actions at one instant.

Shapes: Segment Public API v1, "Create Filter for Destination"; conditions: Segment documentation, "Migrate to
an actions-based destination using Destination Filters", which compares the top-level field `received_at` with
a text. Only the Public API can make such a filter, Segment's form does not offer the field.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import quote

from workbench.errors import WorkbenchError
from workbench.events import EventStore
from workbench.jsdates import iso_text, make_time
from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.text import counted

MOST_PLACES: Final = 200
"""Events of one fault that are named; all are counted."""
MEDIA_TYPE: Final = "application/vnd.segment.v1+json"
SOURCE_PLACEHOLDER: Final = "{sourceId}"
_REPORT: Final = 0.05

_INSTANT: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<zone>Z|z|UTC|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
).fullmatch
_WRITTEN: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z", re.ASCII).fullmatch
"""How Segment writes `receivedAt`; texts of this form sort as their moments do."""

_FINER: Final = re.compile(r"[.,]\d{3}0*[1-9]", re.ASCII).search

Side: TypeAlias = Literal["classic", "actions", "both", "neither", "unclear"]


@dataclass(frozen=True, slots=True)
class CutoverFilter:
    """One destination filter: which destination it is for, and the call that creates it.

    The condition drops what it matches. The path keeps `{destinationId}` and the body `{sourceId}` until they
    are known.
    """

    side: Literal["classic", "actions"]
    condition: str
    title: str
    path: str
    body: dict[str, Json]

    def to_json(self) -> dict[str, Json]:
        """The call as a JSON object: method, path below the API's host, headers without the token, body."""
        return {
            "destination": self.side,
            "method": "POST",
            "path": self.path,
            "headers": {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE},
            "body": self.body,
        }


@dataclass(frozen=True, slots=True)
class Cutover:
    """The instant, as milliseconds since 1970 and as the text compared, and the two filters."""

    moment: float
    instant: str
    classic: CutoverFilter
    actions: CutoverFilter

    @property
    def filters(self) -> tuple[CutoverFilter, CutoverFilter]:
        """Classic's filter first: once it is on, nothing is sent twice."""
        return self.classic, self.actions


def cutover(
    text: str,
    *,
    source_id: str = "",
    classic_id: str = "",
    actions_id: str = "",
    enabled: bool = True,
) -> Cutover:
    """The filters for the instant that `text` writes.

    ISO date, or date and time to the millisecond with `Z` or an offset; without a zone it is UTC. The ids are
    those of the source and of the two destinations. Raises `WorkbenchError` for any other text.
    """
    moment = read_instant(text)
    if _FINER(text):
        raise WorkbenchError(
            "Segment writes receivedAt to the millisecond: the instant cannot be finer.",
            "Give at most three digits after the seconds.",
            field="instant",
        )
    instant = iso_text(moment)
    source = source_id or SOURCE_PLACEHOLDER

    def made(side: Literal["classic", "actions"], destination: str, sign: str, what: str) -> CutoverFilter:
        condition = f"(received_at {sign} '{instant}')"
        title = f"Braze cutover: drop {what} {instant}"
        return CutoverFilter(
            side,
            condition,
            title,
            f"/destination/{quote(destination, safe='') or '{destinationId}'}/filters",
            {
                "sourceId": source,
                "title": title,
                "description": f"Hands Braze over from Classic to Actions at {instant}.",
                "if": condition,
                "actions": [{"type": "DROP"}],
                "enabled": enabled,
            },
        )

    return Cutover(
        moment, instant, made("classic", classic_id, ">=", "from"), made("actions", actions_id, "<", "before")
    )


def read_instant(text: str) -> float:
    """Milliseconds since 1970 of an ISO text. Raises `WorkbenchError` for anything else."""
    found = _INSTANT(text.strip())
    hint = "Write it as 2026-03-01T12:00:00.000Z, or with an offset such as +01:00."
    if found is None:
        raise WorkbenchError("This is no instant that can be read.", hint, field="instant")
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    milliseconds = int((found["fraction"] or "0").ljust(3, "0")[:3])
    moment = make_time(year, month - 1, day, hour, minute, second, milliseconds)
    if (
        year < 1900
        or hour > 23
        or iso_text(moment)[:16] != (f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
        or second > 59
    ):
        raise WorkbenchError("There is no such day or time.", hint, field="instant")
    zone = found["zone"]
    if zone and zone[0] in "+-":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > 14 or minutes > 59:
            raise WorkbenchError("There is no such offset from UTC.", hint, field="instant")
        moment -= (hours * 60 + minutes) * 60_000 * (1 if zone[0] == "+" else -1)
    if not 0 <= moment < 253_402_300_800_000:
        raise WorkbenchError("The instant must be between 1970 and 9999.", hint, field="instant")
    return moment


@dataclass(frozen=True, slots=True)
class Place:
    """An event that the filters do not part as they should: its place, its index, and why."""

    index: int
    origin: str
    side: Side
    reason: str


@dataclass(frozen=True, slots=True)
class CutoverCheck:
    """How many of the events looked at go where.

    `unclear` are those whose `receivedAt` is a date in another form than Segment writes: compared as text
    they may fall on the wrong side. `places` names up to `MOST_PLACES` events that are not on one clear side.
    """

    events: int
    total: int
    classic: int
    actions: int
    both: int
    neither: int
    unclear: int
    places: tuple[Place, ...]

    @property
    def clean(self) -> bool:
        """Whether every event goes to exactly one destination, for certain."""
        return self.events == self.total and not (self.both or self.neither or self.unclear)

    def to_json(self) -> dict[str, Json]:
        """The check as a JSON object."""
        return {
            "events": self.events,
            "classic": self.classic,
            "actions": self.actions,
            "both": self.both,
            "neither": self.neither,
            "unclear": self.unclear,
            "clean": self.clean,
            "places": [
                {
                    "event": place.index + 1,
                    "origin": place.origin,
                    "goes_to": place.side,
                    "reason": place.reason,
                }
                for place in self.places
            ],
        }


def check_cutover(pair: Cutover, store: EventStore) -> Iterator[CutoverCheck]:
    """Where every event of the store goes; grows every 50 ms, the whole check last.

    A comparison with a missing or null field does not hold in FQL: neither filter then drops the event, and
    both destinations send it. What the file does not say but the workbench filled in does not count.
    """
    counts: dict[Side, int] = dict.fromkeys(("classic", "actions", "both", "neither", "unclear"), 0)
    places: list[Place] = []
    total, done = len(store), 0
    reported = time.monotonic()
    for index in range(total):
        side, reason = _place(pair, store, index)
        counts[side] += 1
        done += 1
        if reason and len(places) < MOST_PLACES:
            places.append(Place(index, str(store.origin(index)), side, reason))
        if time.monotonic() - reported > _REPORT:
            yield CutoverCheck(done, total, **counts, places=tuple(places))
            reported = time.monotonic()
    yield CutoverCheck(done, total, **counts, places=tuple(places))


def _place(pair: Cutover, store: EventStore, index: int) -> tuple[Side, str]:
    try:
        event = store.event(index)
    except WorkbenchError as error:
        return "unclear", error.message
    if "receivedAt" in event.synthetic:
        return (
            "both",
            "The file gives no receivedAt, which Segment adds on arrival: without it neither filter drops.",
        )
    return side_of(pair, event.data.get("receivedAt", UNDEFINED))


def side_of(pair: Cutover, received: Json) -> tuple[Side, str]:
    """Where an event with this `receivedAt` goes, and why that is not one clear side (`""` when it is)."""
    if received is None or received is UNDEFINED:
        return "both", "It has no receivedAt: neither filter drops it."
    if not isinstance(received, str):
        return "unclear", "Its receivedAt is no text: the comparison may fail, and then both filters drop it."
    by_text: Side = "actions" if received >= pair.instant else "classic"
    if _WRITTEN(received):
        return by_text, ""
    try:
        moment = read_instant(received)
    except WorkbenchError:
        moment = math.nan
    if math.isnan(moment):
        return "unclear", f"Its receivedAt is no date that can be read; as text it goes to {by_text}."
    by_moment: Side = "actions" if moment >= pair.moment else "classic"
    if by_moment == by_text:
        return "unclear", f"Its receivedAt is written in another form than Segment's; it goes to {by_text}."
    return "unclear", (
        f"Its receivedAt is written in another form than Segment's: compared as text it goes to {by_text}, "
        f"by its moment to {by_moment}."
    )


ADVICE: Final[tuple[str, ...]] = (
    "Create both filters before Actions is switched on: until the instant its filter drops everything.",
    "Segment's page on FQL says that < and >= compare numbers, its page on migration compares received_at "
    "with a text. Try both conditions with POST /destination/filters/preview before you rely on them: a "
    "condition that cannot be read drops every event without an error.",
    "Filters take minutes to come into effect: choose an instant that is well ahead.",
    "Events that Segment delivers again keep their receivedAt: the filters part those, too.",
)
"""What people should know before they create the filters."""


def filter_text(one: CutoverFilter) -> str:
    """The call as people read it: method and path, then the body as indented JSON."""
    return f"POST {one.path}\n{dump_json(one.body, indent=2)}"


def check_lines(check: CutoverCheck) -> Iterator[str]:
    """The check in words, the sum first."""
    if not check.total:
        yield "No events were looked at."
        return
    yield (
        f"Of {counted(check.events, 'event')} {check.classic:,} {'goes' if check.classic == 1 else 'go'} to "
        f"Classic only, {check.actions:,} to Actions."
    )
    if check.clean:
        yield "No event goes to both, and none to neither."
        return
    for count, what in ((check.both, "to both"), (check.neither, "to neither"), (check.unclear, "unclear")):
        if count:
            yield f"{what}: {count:,}"
    yield from (f"{place.origin}: {place.reason}" for place in check.places[:20])
    if len(check.places) > 20:
        yield f"… and {check.both + check.neither + check.unclear - 20:,} more."
