"""The paths that the loaded events have, for completion."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbench.jsvalues import Json

MOST_PATHS: Final = 5000
"""How many different paths are remembered; further ones are passed over."""

_MOST_KEYS: Final = 200
_MOST_ITEMS: Final = 20
_DEEPEST: Final = 12
_LONGEST_KEY: Final = 100
_LONGEST_EXAMPLE: Final = 100
_UNREACHABLE: Final = re.compile(r"[.\[\]'\"]").search
_KINDS: Final = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    dict: "object",
    list: "array",
}
_ITEM: Final = "[]"


@dataclass(frozen=True, slots=True)
class PathSuggestion:
    """A path that events have, with the kinds of value found there, one of them, and in how many events.

    `kinds` are JSON's: string, number, boolean, null, object, array. A long or nested example is cut short.
    """

    path: str
    kinds: tuple[str, ...]
    example: Json
    count: int


class _Seen:
    """What was found at one path."""

    __slots__ = ("count", "example", "kinds", "last")

    def __init__(self) -> None:
        self.kinds: dict[str, None] = {}
        self.example: Json = None
        self.count = 0
        self.last = 0

    def note(self, value: Json, event: int) -> None:
        kind = _KINDS.get(type(value), "null")
        self.kinds[kind] = None
        if self.example is None:
            self.example = _clipped(value)
        if self.last != event:
            self.last = event
            self.count += 1


class PathIndex:
    """The keys of events with their kinds, counts and an example. Bounded, whatever the events hold.

    Keys that no mapping path can reach (with a dot, bracket or quote) are left out. Threads may complete
    while another one adds.
    """

    def __init__(self) -> None:
        self._paths: dict[tuple[str, ...], _Seen] = {}
        self._events = 0
        self._lock = threading.Lock()

    def add(self, data: dict[str, Json]) -> None:
        """Takes note of an event's keys, those inside of lists included."""
        with self._lock:
            self._events += 1
            pending: list[tuple[tuple[str, ...], Json]] = [((), data)]
            while pending:
                path, value = pending.pop()
                for step, inner in _steps(value):
                    place = (*path, step)
                    seen = self._paths.get(place)
                    if seen is None:
                        if len(self._paths) >= MOST_PATHS:
                            continue
                        seen = self._paths[place] = _Seen()
                    seen.note(inner, self._events)
                    if isinstance(inner, (dict, list)) and len(place) < _DEEPEST:
                        pending.append((place, inner))

    def complete(self, prefix: str, limit: int = 50) -> list[PathSuggestion]:
        """Paths for what was typed so far, best first.

        Paths that begin with it come first, then those with a key that does, then those that hold it
        somewhere; among equals the shallow and frequent ones. Smart case. The keys of lists stand with their
        first item: `$.properties.products[0].price`.
        """
        return self._best((), prefix, limit)

    def complete_items(self, list_path: str, prefix: str, limit: int = 50) -> list[PathSuggestion]:
        """The same within the items of a list, relative to the item as `@arrayPath` wants it: `$.price`."""
        steps = [step for step in re.split(r"[.\[\]]+", list_path.removeprefix("$")) if step]
        within = tuple(_ITEM if step.isdigit() else step for step in steps)
        return self._best((*within, _ITEM), prefix, limit)

    def _best(self, within: tuple[str, ...], prefix: str, limit: int) -> list[PathSuggestion]:
        ignores_case = prefix == prefix.lower()
        begin = len(within)
        ranked: list[tuple[int, int, int, str, _Seen]] = []
        with self._lock:
            for place, seen in self._paths.items():
                if len(place) > begin and place[:begin] == within and place[-1] != _ITEM:
                    text = _written(place[begin:])
                    rank = _rank(text.lower() if ignores_case else text, prefix)
                    if rank is not None:
                        ranked.append((rank, len(place), -seen.count, text, seen))
            ranked.sort(key=lambda entry: entry[:4])
            return [
                PathSuggestion(text, tuple(seen.kinds), seen.example, seen.count)
                for _, _, _, text, seen in ranked[:limit]
            ]


def _steps(value: Json) -> Iterator[tuple[str, Json]]:
    """The keys of an object that a path can name, or the items of a list, up to a bound."""
    if isinstance(value, list):
        for item in islice(value, _MOST_ITEMS):
            yield _ITEM, item
        return
    for key, inner in islice(value.items(), _MOST_KEYS):
        if key and len(key) <= _LONGEST_KEY and not _UNREACHABLE(key):
            yield key, inner


def _written(place: tuple[str, ...]) -> str:
    return "$" + "".join("[0]" if step == _ITEM else f".{step}" for step in place)


def _rank(text: str, typed: str) -> int | None:
    """How well a path fits: 0 begins with it, 1 a key does, 2 holds it, None not at all."""
    if text.startswith((typed, f"$.{typed}")):
        return 0
    if f".{typed}" in text:
        return 1
    return 2 if typed in text else None


def _clipped(value: Json) -> Json:
    """A value as an example: texts are cut, of lists and objects the first plain members stay."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_EXAMPLE else value[: _LONGEST_EXAMPLE - 1] + "…"
    if isinstance(value, list):
        return [_clipped(item) for item in value[:3] if not isinstance(item, (dict, list))]
    if isinstance(value, dict):
        members = islice(value.items(), 3)
        return {
            key[:_LONGEST_KEY]: _clipped(item) for key, item in members if not isinstance(item, (dict, list))
        }
    return value
