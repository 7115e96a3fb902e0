"""The sentences: one for each way in which requests differ, with what the difference means in Braze.

What is said about Braze follows its `/users/track` reference; what is said about Classic follows rule ids of
its reference (CC: verified with the published source 1.7.0, CD: documented).
"""

from __future__ import annotations

import math
from typing import Final

from workbench.compare.changes import Change
from workbench.compare.model import Difference, DifferenceKind
from workbench.compare.pairing import TRACK_LISTS, path_of
from workbench.compare.places import Place, Prefix
from workbench.compare.values import MISSING, kind_of
from workbench.compare.wording import (
    counted,
    distance_text,
    likeness,
    moment_of,
    pair_text,
    typed_text,
    value_text,
)
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

_LEFT_OUT_BY_CLASSIC: Final = frozenset({"time", "quantity", "event_name", "price", "currency"})
"""Names that cloud mode takes out of event properties (CD-TRACK-01)."""

_LONGEST_PATH: Final = 80
_GENDER_LETTERS: Final = frozenset({"M", "F", "O", "N", "P"})


def body_difference(change: Change, place: Place) -> Difference:
    """A value that only one side has, or that differs."""
    left, right = change.left, change.right
    kind: DifferenceKind
    if right is MISSING:
        kind, text = "only_actions", f"only Actions sends it: {_named(place, left)}"
    elif left is MISSING:
        kind, text = "only_classic", f"only Classic sends it: {_named(place, right)}"
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
    note = _note(change, place)
    return Difference(
        kind,
        place.path,
        f"{place.subject}: {text}; {note}." if note else f"{place.subject}: {text}.",
        left,
        right,
    )


def _alike(text: str, how: str) -> str:
    return f"{text} ({how})" if how else text


def _distance(left: Json, right: Json) -> str:
    apart = moment_of(right) - moment_of(left)
    if math.isnan(apart):
        return ""
    return f"{distance_text(apart)} {'later' if apart > 0 else 'earlier'}"


def _named(place: Place, value: Json) -> str:
    """A value that stands alone; objects and lists of a track request by what they are about."""
    if not place.inside and isinstance(value, dict) and place.lists[0]:
        return list_text(place.lists[0], [value])
    if place.path in TRACK_LISTS and isinstance(value, list):
        return list_text(place.path, value)
    return value_text(value)


def identity_difference(place: Place, left: dict[str, Json], right: dict[str, Json]) -> Difference:
    """Both sides name the user, in different ways."""
    subject = place.subject.removesuffix(str(place.key)) + "user"
    sentence = f"{subject}: Actions names the user by {_identity(left)}, Classic by {_identity(right)}."
    path = place.path.removesuffix(str(place.key)) + next(iter(left))
    return Difference("value_changed", path, sentence, left, right)


def _identity(identifiers: dict[str, Json]) -> str:
    return " and ".join(f"{key} {_alias_text(value)}" for key, value in identifiers.items())


def _alias_text(value: Json) -> str:
    if isinstance(value, dict):
        return f"{value_text(value.get('alias_label'))}:{value_text(value.get('alias_name'))}"
    return value_text(value)


def list_difference(change: Change, prefix: Prefix) -> Difference:
    """One side makes purchases of what the other makes a custom event of."""
    step = change.steps[0]
    mine, other = list_text(str(step.left), change.left), list_text(str(step.right), change.right)
    sentence = f"{prefix.named(str(step.name))}: Actions sends {mine}, Classic {other} instead."
    return Difference("value_changed", prefix.joined(str(step.name)), sentence, change.left, change.right)


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
    """`POST /users/track with a purchase of "sku-9"`."""
    body = request.body if isinstance(request.body, dict) else {}
    lists = [list_text(name, body[name]) for name in TRACK_LISTS if isinstance(body.get(name), list)]
    if not request.url:
        return f"calls of the web SDK with {' and '.join(lists)}"
    path = path_of(request.url)
    call = f"{request.method} {path if len(path) <= _LONGEST_PATH else f'{path[:_LONGEST_PATH]}…'}"
    return f"{call} with {' and '.join(lists)}" if lists else call


def _note(change: Change, place: Place) -> str:
    """What the difference means, where that is known and not plain from the values; else `""`."""
    if len(place.inside) == 1 and place.lists[0]:
        return _object_note(change, place)
    if "events" in place.lists and place.inside[:1] == ("properties",) and len(place.inside) == 2:
        if change.right is MISSING and place.key in _LEFT_OUT_BY_CLASSIC:
            return "Classic is documented to leave this name out of event properties"
        return ""
    if place.inside == ("src",) and change.left is MISSING:
        return "its mark for data that came through Segment"
    return ""


def _object_note(change: Change, place: Place) -> str:
    """A note on a key of an attributes, event or purchase object."""
    left, right, key = change.left, change.right, place.key
    if key == "_update_existing_only":
        return _update_note(left, right, place)
    if key == "time" and moment_of(left) != moment_of(right) and left is not MISSING and right is not MISSING:
        return "Classic sends the event's timestamp"
    if place.lists == ("purchases", "purchases"):
        if key == "currency" and right is not MISSING:
            # CC-ORDER-05
            return "Classic takes the product's own currency or USD, never the order's"
        if key == "properties" and right is MISSING:
            # CC-ORDER-08
            return "Classic's purchases carry no properties"
    if key == "app_id" and right == "":
        # CC-REQ-05
        return "Classic's App Identifier setting is empty"
    if place.lists == ("attributes", "attributes"):
        if left is None or right is None:
            return "null removes the attribute in Braze"
        if key == "gender" and left in _GENDER_LETTERS and isinstance(right, str):
            return "Actions writes Braze's letter, Classic passes the word on"
    return ""


def _update_note(left: Json, right: Json, place: Place) -> str:
    """Braze creates unknown users unless it is true; for an alias alone, only when it is false."""
    if left is not MISSING and right is not MISSING:
        return "with true Braze creates no unknown users"
    sent, without = (left, place.right) if right is MISSING else (right, place.left)
    updates_only = "user_alias" in without and "external_id" not in without
    if sent == updates_only:
        return "Braze does the same without it"
    return (
        "without it Braze creates no unknown alias users"
        if updates_only
        else "without it Braze creates unknown users"
    )
