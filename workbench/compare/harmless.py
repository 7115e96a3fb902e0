"""Differences after which Braze holds the same: one table, with the reason of each in a sentence.

What is said about Braze follows its `/users/track` reference, as the sandbox does. A difference that is not
in the table matters; null against a missing attribute is not in it, because null removes the attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from workbench.compare.model import DifferenceKind
from workbench.compare.values import MISSING
from workbench.compare.wording import moment_of
from workbench.jsvalues import Json

Item: TypeAlias = dict[str, Json]
Objects: TypeAlias = tuple[Item, Item]
"""The objects that differing values are in, Actions' first."""

Test: TypeAlias = Callable[[Json, Json, Item, Item], bool]


@dataclass(frozen=True, slots=True)
class HarmlessRule:
    """A difference without consequences.

    `keys` are the places it holds for, `kinds` how the sides differ there, `reason` the sentence that says
    why. `test` looks at Actions' value, Classic's value, and the objects they are in.
    """

    keys: tuple[str, ...]
    kinds: tuple[DifferenceKind, ...]
    test: Test
    reason: str


def _always(_left: Json, _right: Json, _mine: Item, _other: Item) -> bool:
    return True


def _says_nothing(left: Json, right: Json, _mine: Item, _other: Item) -> bool:
    """The one value is a way of giving none, the other is missing or another such way."""
    return all(value is MISSING or value is None or value == "" for value in (left, right))


def _no_properties(left: Json, right: Json, _mine: Item, _other: Item) -> bool:
    return all(value is MISSING or value is None or value == {} for value in (left, right))


def _one_piece(left: Json, right: Json, _mine: Item, _other: Item) -> bool:
    return all(
        value is MISSING or value is None or (value == 1 and not isinstance(value, bool))
        for value in (left, right)
    )


def _same_moment(left: Json, right: Json, _mine: Item, _other: Item) -> bool:
    """The same moment, in years of four digits: Braze reads no others."""
    return all(value[:4].isdigit() for value in (left, right)) and moment_of(left) == moment_of(right)


def _same_letters(left: Json, right: Json, _mine: Item, _other: Item) -> bool:
    return isinstance(left, str) and isinstance(right, str) and left.upper() == right.upper()


def _same_making(left: Json, right: Json, mine: Item, other: Item) -> bool:
    """Whether both objects make unknown users alike: an alias alone makes them only when told to."""
    wishes = [_only_updates(left, mine), _only_updates(right, other)]
    return None not in wishes and wishes[0] == wishes[1]


def _only_updates(wish: Json, item: Item) -> bool | None:
    """Whether the object changes existing users only; None for a flag that Braze refuses."""
    if wish is not MISSING and wish is not None:
        return wish if isinstance(wish, bool) else None
    return not _is_given(item.get("external_id")) and _is_given(item.get("user_alias"))


def _is_given(value: Json) -> bool:
    return value is not MISSING and value is not None and value != ""


def _in_lists(key: str, *lists: str) -> tuple[str, ...]:
    return tuple(f"{name}[*].{key}" for name in lists)


_LISTS: Final = ("attributes", "events", "purchases")
_ONE_SIDED: Final[tuple[DifferenceKind, ...]] = ("only_actions", "only_classic")

HARMLESS: Final = (
    HarmlessRule(
        ("endpoint",),
        ("endpoint",),
        _always,
        "The address says which host takes the request, not what is stored.",
    ),
    HarmlessRule(
        ("authorization",),
        ("credential",),
        _always,
        "How a request carries its key changes nothing in what is stored.",
    ),
    HarmlessRule(
        ("header x-braze-batch",),
        ("only_actions", "only_classic", "value_changed"),
        _always,
        "The mark of a batch changes nothing in what is stored.",
    ),
    HarmlessRule(
        ("src",),
        _ONE_SIDED,
        _always,
        "Classic's mark for data that came through Segment is not stored with the user.",
    ),
    HarmlessRule(
        _in_lists("time", "events", "purchases"),
        ("format_changed",),
        _same_moment,
        "Both texts name the same moment, and Braze stores the moment.",
    ),
    HarmlessRule(
        _in_lists("_update_existing_only", *_LISTS),
        (*_ONE_SIDED, "value_changed", "type_changed"),
        _same_making,
        "Braze makes unknown users, or does not, in the same way without it.",
    ),
    HarmlessRule(
        _in_lists("app_id", "events", "purchases"),
        (*_ONE_SIDED, "type_changed"),
        _says_nothing,
        "An empty App ID names no app, as none does.",
    ),
    HarmlessRule(
        _in_lists("properties", "events", "purchases"),
        (*_ONE_SIDED, "type_changed"),
        _no_properties,
        "An empty object of properties is stored as none.",
    ),
    HarmlessRule(
        _in_lists("quantity", "purchases"),
        (*_ONE_SIDED, "type_changed"),
        _one_piece,
        "Braze counts one piece where no quantity is given.",
    ),
    HarmlessRule(
        _in_lists("currency", "purchases"),
        ("value_changed",),
        _same_letters,
        "Braze reads currencies in small and capital letters alike.",
    ),
    HarmlessRule(
        _in_lists("external_id", *_LISTS) + _in_lists("email", "events", "purchases"),
        _ONE_SIDED,
        _says_nothing,
        "An identifier that is null or empty counts as absent.",
    ),
    HarmlessRule(
        ("requests", *_LISTS, *(f"{name}[*]" for name in _LISTS)),
        ("moved",),
        _always,
        "Braze does the same with the same objects, in whatever order and in however many requests.",
    ),
)

_BY_PLACE: Final[dict[tuple[str, str], tuple[HarmlessRule, ...]]] = {
    (kind, key): tuple(rule for rule in HARMLESS if key in rule.keys and kind in rule.kinds)
    for given in HARMLESS
    for key in given.keys
    for kind in given.kinds
}
_NO_RULES: Final[tuple[HarmlessRule, ...]] = ()


def has_rules(kind: DifferenceKind, key: str) -> bool:
    """Whether a difference of a kind at a place may be harmless."""
    return (kind, key) in _BY_PLACE


def harmless_reason(kind: DifferenceKind, key: str, left: Json, right: Json, objects: Objects) -> str:
    """Why Braze ends with the same in spite of a difference at the place `key`; `""` when it matters.

    `left` and `right` are the differing values, Actions' first, `objects` what they are in.
    """
    for rule in _BY_PLACE.get((kind, key), _NO_RULES):
        if rule.test(left, right, *objects):
            return rule.reason
    return ""
