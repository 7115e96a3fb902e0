"""Places of an event, and what reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from workbench.jsvalues import UNDEFINED, Json, dump_json, index_of_key, is_truthy
from workbench.mappings.paths import event_path, split_path

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a part of a value: `("products", 0, "price")`."""

ReadingKind: TypeAlias = Literal["value", "condition"]

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][\w$-]*").fullmatch


@dataclass(frozen=True, slots=True)
class Reading:
    """A place of the event that took part: `()` is the event itself.

    A `value` went into the result, a `condition` only decided between results. `deep` says whether what lies
    inside the place matters, too; a test whether it exists looks at nothing inside.
    """

    steps: Steps
    value: Json
    kind: ReadingKind = "value"
    deep: bool = True

    @property
    def path(self) -> str:
        """The place as a path: `$.properties.products[0].price`."""
        return event_path_text(self.steps)

    def touches(self, steps: Steps) -> bool:
        """Whether what lies at a place of the event has to do with this one: the same, inside, or around."""
        shared = min(len(steps), len(self.steps))
        return steps[:shared] == self.steps[:shared] and (self.deep or len(steps) <= len(self.steps))


def event_path_text(steps: Steps) -> str:
    """Steps into an event as a path: `$.properties.products[0]["a key"]`."""
    text = "$"
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if _PLAIN_KEY(step) else f"[{dump_json(step)}]"
    return text


def path_steps(path: str) -> Steps:
    """The steps of a path without its `$.`, as `compile_path` follows them."""
    return () if path == "." else split_path(path)


def event_steps(event: Json, path: str) -> Steps:
    """The place that an `@path` reads; where it goes on into a text or a falsy value, the place of that."""
    return read_place(event, path_steps(event_path(path))).steps


def read_place(event: Json, steps: Steps) -> Reading:
    """The place that a path leads to; the steps stay as written from where the event has nothing."""
    value = event
    place: list[str | int] = []
    for taken, step in enumerate(steps):
        if isinstance(value, dict):
            if step not in value:
                return Reading((*place, *steps[taken:]), UNDEFINED)
            place.append(step)
            value = value[step]
        elif isinstance(value, list) and (index := index_of(step)) is not None:
            place.append(index)
            if index >= len(value):
                return Reading((*place, *steps[taken + 1 :]), UNDEFINED)
            value = value[index]
        else:
            return Reading(tuple(place), value, deep=isinstance(value, str) or not is_truthy(value))
    return Reading(tuple(place), value)


def index_of(step: str | int) -> int | None:
    """The index that a step into a list means, `None` when it means none."""
    return step if isinstance(step, int) else index_of_key(step)


def value_at(value: Json, steps: Steps) -> Json:
    """What lies at steps inside a value, `UNDEFINED` when nothing does."""
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step, UNDEFINED)
        elif isinstance(value, list) and (index := index_of(step)) is not None and index < len(value):
            value = value[index]
        else:
            return UNDEFINED
    return value
