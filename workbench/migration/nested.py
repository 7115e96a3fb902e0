"""Lists and objects that the web integration dropped: which members of an event hold any."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from workbench.jsvalues import Json
from workbench.migration.dates import is_plain
from workbench.migration.directives import JSON_KINDS, NOTHING, if_exists, of_kinds, path
from workbench.migration.facts import Occurring

LISTS_AND_OBJECTS: Final = frozenset({"list", "object"})
OF_PROPERTIES: Final = LISTS_AND_OBJECTS | {"null"}
"""CW-TRACK-04: what properties lost; null the SDK passed by."""
OBJECTS: Final = frozenset({"object"})
"""CW-IDENT-06: what traits lost."""
MOST_MEMBERS: Final = 60


def without_nested(place: str, members: Occurring, dropped: AbstractSet[str]) -> dict[str, Json]:
    """Directives for the members, of the object at a path of the event, that occur with a type of `dropped`.

    Nothing where they are lists or objects each time, else the values of other types. At most `MOST_MEMBERS`,
    the most frequent ones.
    """
    before = f"{place}." if place else ""
    found: dict[str, Json] = {}
    for name in members:
        kinds = members.kinds(name)
        if kinds & dropped and is_plain(name) and len(found) < MOST_MEMBERS:
            member = f"{before}{name}"
            if not kinds & LISTS_AND_OBJECTS:
                found[name] = if_exists(path(member), path(member))
            elif kinds <= LISTS_AND_OBJECTS | {"null"}:
                found[name] = NOTHING
            else:
                found[name] = of_kinds(member, JSON_KINDS - dropped)
    return found
