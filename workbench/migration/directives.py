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


def changed(source: Json, members: dict[str, Json]) -> Json:
    """An object with some of its members replaced; one that is `NOTHING` goes."""
    return merged(source, members) if members else source


def without(names: Iterable[str]) -> dict[str, Json]:
    """Members that go."""
    return dict.fromkeys(names, NOTHING)


def liquid(template: str) -> dict[str, Json]:
    """Text made by a Liquid template over the event."""
    return {"@liquid": template}


def filled_text(template: str) -> dict[str, Json]:
    """Text made by a Liquid template, nothing when that is empty.

    A batch keeps the empty texts of fields, which a single event loses: without this the events of a batch
    would erase a name, or be refused for an empty date.
    """
    return if_filled(liquid(template), liquid(template))


def of_kinds(place: str, kinds: Iterable[str]) -> dict[str, Json]:
    """The value at a path of the event if it is of one of these JSON types, else nothing."""
    marks = "".join(_FIRST_CHARACTERS[kind] for kind in sorted(kinds))
    found = f"{{% assign mark = {place_in_liquid(place)} | json | slice: 0 %}}"
    test = f"{{% if mark != '' and '{marks}' contains mark %}}y{{% endif %}}"
    return if_filled(liquid(found + test), path(place))


_FIRST_CHARACTERS: Final = {
    "string": '"',
    "number": "-0123456789",
    "boolean": "tf",
    "object": "{",
    "list": "[",
    "null": "n",
}
"""How the JSON text of a value begins, by its type."""
JSON_KINDS: Final = frozenset(_FIRST_CHARACTERS)


def place_in_liquid(place: str) -> str:
    """A path of the event as Liquid writes it: `traits["First Name"]`."""
    first, *others = place.split(".")
    return first + "".join(
        f".{part}" if part.isascii() and part.isidentifier() else f'["{part}"]' for part in others
    )


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
