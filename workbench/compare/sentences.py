"""The sentences: one for each way in which objects differ, with what the difference means in Braze."""

from __future__ import annotations

import math
from typing import Final

from workbench.compare.absences import absence, rule_text
from workbench.compare.changes import Change
from workbench.compare.consequences import PROFILE_FIELDS, consequence
from workbench.compare.model import Difference, DifferenceKind
from workbench.compare.moves import Move
from workbench.compare.pairing import IDENTIFIERS, TRACK_LISTS, path_of, same_items
from workbench.compare.places import Place, Prefix, path_text, template_text
from workbench.compare.values import MISSING, kind_of
from workbench.compare.wording import (
    distance_text,
    likeness,
    moment_of,
    pair_text,
    typed_text,
    value_text,
)
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest
from workbench.text import counted

AGAIN: Final = "a further one, and Braze counts each"
"""Said of an event or a purchase that both sides send, and one of them once more."""

USER: Final = "user"
"""What all identifiers of an object together are called."""

_LONGEST_PATH: Final = 80


def body_difference(change: Change, place: Place) -> Difference:
    """A value that only one side has, or that differs."""
    left, right = change.left, change.right
    kind: DifferenceKind
    if change.reordered:
        kind = "moved"
        text = "the items that both sides send stand in another order"
        if same_items(left, right):
            text = f"both sides send the same {counted(len(left), 'item')} in another order"
    elif right is MISSING:
        kind, text = "only_actions", f"only Actions sends it: {value_text(left)}"
    elif left is MISSING:
        kind, text = "only_classic", f"only Classic sends it: {value_text(right)}"
    elif kind_of(left) != kind_of(right):
        kind = "type_changed"
        text = _alike(f"Actions sends {typed_text(left)}, Classic {typed_text(right)}", likeness(left, right))
    elif moment_of(left) == moment_of(right):
        kind = "format_changed"
        text = f"Actions writes {value_text(left)}, Classic {value_text(right)}, which is the same moment"
    else:
        kind = "value_changed"
        mine, other = pair_text(left, right)
        text = _alike(
            f"Actions sends {mine}, Classic {other}", _distance(left, right) or likeness(left, right)
        )
    return Difference(
        kind,
        place.path,
        _sentence(place.subject, text, consequence(change, place)),
        left,
        right,
        classic_rule=rule_text(absence(change, place)),
    )


def _sentence(subject: str, text: str, note: str) -> str:
    return f"{subject}: {text}; {note}." if note else f"{subject}: {text}."


def _alike(text: str, how: str) -> str:
    return f"{text} ({how})" if how else text


def _distance(left: Json, right: Json) -> str:
    apart = moment_of(right) - moment_of(left)
    if math.isnan(apart):
        return ""
    return f"{distance_text(apart)} {'later' if apart > 0 else 'earlier'}"


def object_difference(place: Place, item: Json, *, of_actions: bool, again: bool) -> Difference:
    """A whole object that only one side sends; `again` when both send one of its kind already."""
    name = place.lists[0] or place.lists[1]
    side = "Actions" if of_actions else "Classic"
    text = f"only {side} sends it: {list_text(name, [item])}"
    note = AGAIN if again else ""
    sentence = _sentence(place.subject, text, note)
    if of_actions:
        return Difference("only_actions", place.path, sentence, item, MISSING)
    return Difference("only_classic", place.path, sentence, MISSING, item)


def whole_list_difference(name: str, items: list[Json], prefix: Prefix, *, of_actions: bool) -> Difference:
    """A list of a track body that only one side has."""
    side = "Actions" if of_actions else "Classic"
    sentence = f"{prefix.named(name)}: only {side} sends it: {list_text(name, items)}."
    path = prefix.joined(name)
    if of_actions:
        return Difference("only_actions", path, sentence, items, MISSING)
    return Difference("only_classic", path, sentence, MISSING, items)


SAME_RESULT: Final = "Braze does the same"
OTHER_RESULT: Final = "each changes what the one before it set, so Braze may end with something else"
"""Said of objects in another order."""


def order_difference(
    name: str, left: list[Json], right: list[Json], prefix: Prefix, *, matters: bool
) -> Difference:
    """The same objects in another order; `matters` when their order decides what Braze ends with."""
    note = OTHER_RESULT if matters else SAME_RESULT
    sentence = f"{prefix.named(name)}: both sides send the same objects in another order; {note}."
    return Difference("moved", prefix.joined(name), sentence, left, right)


def joined_difference(place: Place, counts: tuple[int, int]) -> Difference:
    """The attributes of one user in more objects on one side."""
    mine, other = (counted(count, "object") for count in counts)
    sentence = (
        f"attributes: Actions sends those of {_user_text(place.left)} in {mine}, Classic in {other}; "
        "Braze applies them one after the other."
    )
    return Difference("moved", place.path, sentence, *counts)


def _user_text(item: Json) -> str:
    """The user that an object is about, by the identifier that counts."""
    known = item if isinstance(item, dict) else {}
    key = next((key for key in IDENTIFIERS if known.get(key) not in (MISSING, None, "")), "")
    return f"the user with {_identity({key: known[key]})}" if key else "a user"


def identity_difference(place: Place, left: dict[str, Json], right: dict[str, Json]) -> Difference:
    """Both sides name the user, in different ways; the place is that of a key `user` of their objects."""
    sentence = (
        f"{place.subject}: Actions names the user by {_identity(left)}, Classic by {_identity(right)}; "
        "for Braze these are two users unless it knows that they are one."
    )
    path = place.path.removesuffix(USER) + next(iter(left))
    return Difference("value_changed", path, sentence, left, right)


def _identity(identifiers: dict[str, Json]) -> str:
    return " and ".join(f"{key} {_alias_text(value)}" for key, value in identifiers.items())


def _alias_text(value: Json) -> str:
    if isinstance(value, dict):
        return f"{value_text(value.get('alias_label'))}:{value_text(value.get('alias_name'))}"
    return value_text(value)


def moved_difference(move: Move, left: Place, right: Place) -> Difference:
    """A value that stands under another key on the other side; the places are that of either side."""
    other = path_text(move.right)
    if _same(move):
        text = f"Actions sends {value_text(move.actions)} here, Classic the same value as {other}"
    else:
        text = f"Actions sends {value_text(move.actions)} here, Classic {value_text(move.classic)} as {other}"
    return Difference(
        "moved",
        left.path,
        _sentence(left.subject, text, _moved_note(left.lists[0], move)),
        move.actions,
        move.classic,
        right.path,
    )


def _same(move: Move) -> bool:
    return value_text(move.actions) == value_text(move.classic)


def _moved_note(name: str, move: Move) -> str:
    if template_text(move.left) == template_text(move.right):  # it stands elsewhere in the same list
        return ""
    mine, other = path_text(move.left), path_text(move.right)
    if name == "attributes" and move.left[0] != move.right[0]:
        if mine in PROFILE_FIELDS and other in PROFILE_FIELDS:
            return "for Braze these are two profile fields"
        if mine in PROFILE_FIELDS:
            return f"for Braze {mine} is a profile field and {other} a custom attribute"
        if other in PROFILE_FIELDS:
            return f"for Braze {mine} is a custom attribute and {other} a profile field"
        return "for Braze these are two attributes"
    return f"what reads {other} in Braze must read {mine} instead"


def list_difference(
    left: list[Json], right: list[Json], names: tuple[str, str], prefix: Prefix
) -> Difference:
    """One side makes purchases of what the other makes a custom event of."""
    mine, other = list_text(names[0], left), list_text(names[1], right)
    sentence = f"{prefix.named(names[0])}: Actions sends {mine}, Classic {other} instead."
    return Difference("value_changed", prefix.joined(names[0]), sentence, left, right)


def list_text(name: str, items: list[Json]) -> str:
    """`a purchase of "sku-9"`, `2 custom events ("A", "B")`, `the attributes of 1 user`."""
    if name == "attributes":
        return f"the attributes of {counted(len(items), 'user')}" if items else "an empty list of attributes"
    noun, article, key = (
        ("purchase of", "a", "product_id") if name == "purchases" else ("custom event", "the", "name")
    )
    subjects = [value_text(item.get(key)) for item in items[:3] if isinstance(item, dict) and key in item]
    if len(items) == 1:
        return (
            f"{article} {noun} {subjects[0]}" if subjects else f"a {noun.removesuffix(' of')} without {key}"
        )
    if not items:
        return f"an empty list of {name}"
    named = f" ({', '.join(subjects)}{', …' if len(items) > 3 else ''})" if subjects else ""
    return f"{counted(len(items), noun.removesuffix(' of'))}{named}"


def request_text(request: BrazeRequest) -> str:
    """`POST /users/track with a purchase of "sku-9"`; what is no request but its effect without the call."""
    body = request.body if isinstance(request.body, dict) else {}
    lists = [list_text(name, body[name]) for name in TRACK_LISTS if isinstance(body.get(name), list)]
    if not request.url:
        return " and ".join(lists) or "nothing"
    path = path_of(request.url)
    call = f"{request.method} {path if len(path) <= _LONGEST_PATH else f'{path[:_LONGEST_PATH]}…'}"
    return f"{call} with {' and '.join(lists)}" if lists else call
