"""One function that reads all members of an object, written out for its keys.

Nearly every member of a mapping is a path. To call a closure for each of them costs more than the reading
itself, and many paths share their first steps: here each step that paths share is taken once, and the members
are read in straight-line code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.paths import Resolve, Steps, take_step

MAX_MEMBERS: Final = 100
"""Objects with more members are not worth the time that it takes to compile their code."""

_MOST_STEPS: Final = 8
"""Longer paths, and more paths for one member, are rare: they keep their closures."""

Get = Callable[[str, Json], Json]


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its key, and the closure that gives its value.

    `paths` are those of which the first with a value gives that as well, none where the closure does more;
    `value` is what it gives for every payload, `UNDEFINED` when there is no such value.
    """

    key: str
    resolve: Resolve
    paths: tuple[Steps, ...] = ()
    value: Json = UNDEFINED


def unrolled(members: Iterable[Member], otherwise: Resolve) -> Resolve:
    """The object of all members that are not undefined; `otherwise` does the same for an odd payload."""
    names: dict[str, object] = {"UNDEFINED": UNDEFINED, "getter": _getter, "otherwise": otherwise}
    getters: dict[Steps, str] = {(): "payload.get"}
    holders: list[str] = []
    lines: list[str] = []
    for number, member in enumerate(members):
        if member.value is not UNDEFINED:
            names[f"value_{number}"] = member.value
            lines.append(f"found[{member.key!r}] = value_{number}")
            continue
        if member.paths and max(len(member.paths), *map(len, member.paths)) <= _MOST_STEPS:
            first, *others = [_reading(path, getters, holders) for path in member.paths]
            lines.append(f"value = {first}")
            lines += [f"if value is None or value is UNDEFINED: value = {other}" for other in others]
        else:
            names[f"resolve_{number}"] = member.resolve
            lines.append(f"value = resolve_{number}(payload)")
        lines.append(f"if value is not UNDEFINED: found[{member.key!r}] = value")
    body = ["if type(payload) is not dict: return otherwise(payload)", *holders, "found = {}", *lines]
    source = "\n    ".join(["def resolve(payload):", *body, "return found"])
    exec(source, names)  # nothing of the mapping is in the source but keys, as literals
    resolve: Resolve = names["resolve"]  # type: ignore[assignment] # made by the source
    return resolve


def _reading(path: Steps, getters: dict[Steps, str], holders: list[str]) -> str:
    """The expression that reads a path; what it needs of shared steps is added to the holders' lines."""
    *before, last = path
    return f"{_getter_name(tuple(before), getters, holders)}({last!r}, UNDEFINED)"


def _getter_name(steps: Steps, getters: dict[Steps, str], holders: list[str]) -> str:
    if steps not in getters:
        holder = _reading(steps, getters, holders)
        name = f"get_{len(getters)}"
        holders.append(f"holder = {holder}")
        holders.append(f"{name} = holder.get if type(holder) is dict else getter(holder)")
        getters[steps] = name
    return getters[steps]


_NOTHING: Final[dict[str, Json]] = {}


def _getter(holder: Json) -> Get:
    """Reads members of a value that is no object."""
    return _NOTHING.get if holder is UNDEFINED else lambda key, _: take_step(holder, key)
