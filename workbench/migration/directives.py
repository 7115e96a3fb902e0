"""Directives that the proposed mappings are built from.

Each was run with @segment/actions-core 3.170.0, so that what is proposed is what the destination does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.jsvalues import Json

NOTHING: Final[dict[str, Json]] = {"@excludeWhenNull": None}
"""Gives nothing: the member that it is the value of is left out."""


def path(text: str) -> dict[str, Json]:
    """The value at a path of the event."""
    return {"@path": f"$.{text}"}


def if_exists(condition: Json, then: Json, otherwise: Json = None) -> dict[str, Json]:
    """`then` when the condition's value is neither null nor missing."""
    parts: dict[str, Json] = {"exists": condition, "then": then}
    return {"@if": parts if otherwise is None else {**parts, "else": otherwise}}


def if_filled(condition: Json, then: Json, otherwise: Json = None) -> dict[str, Json]:
    """`then` when the condition's value is not blank: not null, missing, `""`, 0 or false.

    The directive's own name for it is `blank`, which tests the reverse of what it says.
    """
    parts: dict[str, Json] = {"blank": condition, "then": then}
    return {"@if": parts if otherwise is None else {**parts, "else": otherwise}}


def first_existing(values: Iterable[Json]) -> Json:
    """The first of several values that exists; the last as it is."""
    *before, last = values
    for value in reversed(before):
        last = if_exists(value, value, last)
    return last


def first_filled(values: Iterable[Json]) -> Json:
    """The first of several values that is not blank, nothing when all are."""
    found: Json = None
    for value in reversed(list(values)):
        found = if_filled(value, value, found)
    return found


def merged(*objects: Json) -> dict[str, Json]:
    """One object of several in which later ones win."""
    return {"@merge": {"direction": "right", "objects": list(objects)}}


def without(source: Json, names: Iterable[str]) -> Json:
    """An object without some of its members: a member that is merged with nothing goes."""
    removed: dict[str, Json] = dict.fromkeys(names, NOTHING)
    return merged(source, removed) if removed else source


def liquid(template: str) -> dict[str, Json]:
    """Text made by a Liquid template over the event."""
    return {"@liquid": template}


def template(text: str) -> dict[str, Json]:
    """Text with placeholders."""
    return {"@template": text}


def decoded(text: Json) -> dict[str, Json]:
    """The value that a JSON text writes."""
    return {"@json": {"mode": "decode", "value": text}}


def each(source: Json, shape: Json) -> dict[str, Json]:
    """Every item of a list in another shape."""
    is_path = isinstance(source, dict) and source.keys() == {"@path"}
    return {"@arrayPath": [source["@path"] if is_path else source, shape]}
