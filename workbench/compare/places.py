"""Where in a body a change stands, as a sentence needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.compare.changes import Change
from workbench.compare.pairing import TRACK_LISTS
from workbench.compare.values import MISSING
from workbench.jsvalues import Json

_LONGEST_SUBJECT: Final = 80


@dataclass(frozen=True, slots=True)
class Place:
    """The way to a change.

    `path` is the whole way, `subject` the same without the list when it has but one object. `lists` names
    the `/users/track` list on each side (`""` outside of one), `inside` the keys from its object on, and
    `left` and `right` are those objects (`{}` outside).
    """

    path: str
    subject: str
    lists: tuple[str, str]
    inside: tuple[str | int, ...]
    left: dict[str, Json]
    right: dict[str, Json]

    @property
    def key(self) -> str:
        """The last key of the way, `""` for an item of a list."""
        last = self.inside[-1] if self.inside else ""
        return last if isinstance(last, str) else ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """What tells the requests of one event apart: in paths `requests[1]`, in sentences `request 2`."""

    path: str
    subject: str

    def joined(self, path: str) -> str:
        """A path inside this request."""
        return f"{self.path}.{path}" if self.path else path

    def named(self, subject: str) -> str:
        """The beginning of a sentence about this request; the end of a long path is what tells."""
        if len(subject) > _LONGEST_SUBJECT:
            subject = f"…{subject[-_LONGEST_SUBJECT:]}"
        return f"{self.subject}, {subject}" if self.subject else subject


def place_of(change: Change, left: Json, right: Json, prefix: Prefix) -> Place:
    """The place of a change between two bodies, inside the request that `prefix` names."""
    steps = change.steps
    names = tuple(
        step.right if change.left is MISSING and step.right is not None else step.name for step in steps
    )
    whole = path_text(names)
    path = prefix.joined(whole)
    if len(steps) < 2 or steps[0].left not in TRACK_LISTS or steps[0].right not in TRACK_LISTS:
        return Place(path, prefix.named(whole), ("", ""), names, {}, {})
    lists = (str(steps[0].left), str(steps[0].right))
    alone = len(left[lists[0]]) == 1 and len(right[lists[1]]) == 1
    subject = path_text(names[2:]) if alone and len(names) > 2 else whole
    mine = _object(left[lists[0]], steps[1].left)
    other = _object(right[lists[1]], steps[1].right)
    return Place(path, prefix.named(subject), lists, names[2:], mine, other)


def path_text(names: tuple[str | int, ...]) -> str:
    """`purchases[0].properties.city`; keys that are no plain words stand as they are."""
    text = ""
    for name in names:
        if isinstance(name, int):
            text += f"[{name}]"
        else:
            text += f".{name}" if text else name
    return text


def _object(items: list[Json], index: str | int | None) -> dict[str, Json]:
    item = items[index] if isinstance(index, int) else None
    return item if isinstance(item, dict) else {}
