"""Texts that Classic rewrote as dates: where they occur, and how a mapping rewrites them.

Classic's facade turned every text that looks like an ISO date into UTC with milliseconds, whatever its key; a
mapping can do it for keys that it names. The templates were run with @segment/actions-core 3.170.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from workbench.classic.dates import written
from workbench.jsvalues import Json
from workbench.migration.directives import each, if_exists, if_filled, liquid, merged, path, place_in_liquid

MOST_PLACES: Final = 30
"""Places of one kind of events that are rewritten."""
_DEEPEST: Final = 3
_LONGEST_KEY: Final = 60
_ITEMS: Final = "[]"
"""The step of a place into each object of a list."""

Place: TypeAlias = tuple[str, ...]
_Tree: TypeAlias = dict[str, "_Tree"]

_LOOKS_LIKE_ONE: Final = (
    "{% assign before = PLACE | slice: 4 %}{% assign after = PLACE | slice: 7 %}"
    "{% if before == '-' and after == '-' %}y{% endif %}"
)
_REWRITTEN: Final = (
    "{% assign year = PLACE | slice: 0, 4 | plus: 0 %}"
    "{% if year > 0 %}{{ PLACE | date: '%Y-%m-%dT%H:%M:%S.%LZ' }}{% else %}{{ PLACE }}{% endif %}"
)
"""Text that looks like a date, in UTC with milliseconds; as it is where it is none after all."""


class DatePlaces:
    """Where objects hold texts that Classic rewrote, in the order in which they were found."""

    def __init__(self) -> None:
        self._found: dict[Place, None] = {}

    def look(self, holder: Json) -> None:
        """Look at one more object; anything else is passed by."""
        if isinstance(holder, dict):
            for place in _places(holder, ()):
                if place not in self._found and len(self._found) < MOST_PLACES:
                    self._found[place] = None

    def __bool__(self) -> bool:
        return bool(self._found)

    def names(self) -> tuple[str, ...]:
        """The places in words: `return_date`, `segments.date`."""
        return tuple(".".join(step for step in place if step != _ITEMS) for place in self._found)

    def members(self, place: str, *, without_objects: bool = False) -> dict[str, Json]:
        """Directives for the members that hold dates, of the object at a path of the event.

        They leave every other value as it is. `without_objects` says that objects and lists are not sent.
        """
        tree: _Tree = {}
        for steps in self._found:
            if not (without_objects and len(steps) > 1):
                branch = tree
                for step in steps:
                    branch = branch.setdefault(step, {})
                branch[""] = {}
        return _members(place, tree)


def _places(holder: Mapping[str, Json], before: Place) -> Iterator[Place]:
    for key, value in holder.items():
        kind = value.__class__
        if kind is str:
            if len(value) >= 10 and value[4] == "-" and is_plain(key) and written(value) != value:
                yield (*before, key)
        elif len(before) + 1 < _DEEPEST and kind in {dict, list} and is_plain(key):
            if kind is dict:
                yield from _places(value, (*before, key))
            else:
                for item in value:
                    if item.__class__ is dict:
                        yield from _places(item, (*before, key, _ITEMS))


def is_plain(key: str) -> bool:
    """Whether paths and templates can name the key without quotes."""
    return key.isascii() and key.isidentifier() and len(key) <= _LONGEST_KEY


def _members(place: str, tree: _Tree) -> dict[str, Json]:
    before = f"{place}." if place else ""
    return {key: _member(f"{before}{key}", branch) for key, branch in tree.items()}


def _member(place: str, branch: _Tree) -> Json:
    """The value at a place: itself, unless it is a date or holds some."""
    value: Json = path(place)
    items = branch.get(_ITEMS)
    inside = {key: inner for key, inner in branch.items() if key not in {"", _ITEMS}}
    if items:
        rewritten = each(path(place), merged(path(""), _members("", items)))
        value = if_filled(liquid(_begins_object(f"{place_in_liquid(place)}[0]")), rewritten, value)
    if inside:
        rewritten = merged(path(place), _members(place, inside))
        value = if_filled(liquid(_begins_object(place_in_liquid(place))), rewritten, value)
    if "" in branch:
        looks, rewritten = (
            liquid(template.replace("PLACE", place_in_liquid(place)))
            for template in (_LOOKS_LIKE_ONE, _REWRITTEN)
        )
        value = if_filled(looks, rewritten, value)
    return if_exists(path(place), value, path(place))


def _begins_object(place: str) -> str:
    return f"{{% assign mark = {place} | json | slice: 0 %}}{{% if mark == '{{' %}}y{{% endif %}}"
