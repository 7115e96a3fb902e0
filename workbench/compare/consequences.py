"""What a difference means in Braze or where it comes from, where that is known and the values do not say it.

What is said about Braze follows its `/users/track` reference; what is said about Classic follows rule ids of
its reference (CC: verified with the published source 1.7.0, CD: documented); what is said about Actions was
seen in @segment/action-destinations 3.497.0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workbench.compare.absences import absence
from workbench.compare.changes import Change
from workbench.compare.pairing import IDENTIFIERS
from workbench.compare.places import Place
from workbench.compare.values import MISSING
from workbench.compare.wording import counted_on, moment_of
from workbench.jsvalues import Json

LONGEST_VALUE: Final = 255
"""Characters that Braze takes of a text (Braze docs, "Event object", "Data types")."""

PROFILE_FIELDS: Final = frozenset(
    {
        "country",
        "current_location",
        "date_of_first_session",
        "date_of_last_session",
        "dob",
        "email",
        "email_subscribe",
        "email_open_tracking_disabled",
        "email_click_tracking_disabled",
        "first_name",
        "gender",
        "home_city",
        "image_url",
        "language",
        "last_name",
        "marked_email_as_spam_at",
        "phone",
        "push_subscribe",
        "push_tokens",
        "subscription_groups",
        "time_zone",
    }
)
"""Attributes that are Braze's own (Braze docs, "User attributes object"); all others are custom ones."""

_LEFT_OUT_BY_ACTIONS: Final = frozenset(
    {"time", "products", "properties", "enable_batching", "batch_size", "firstName", "lastName", "avatar"}
)
"""Names that Update User Profile takes out of custom attributes."""

_GENDER_LETTERS: Final = frozenset({"M", "F", "O", "N", "P"})
_GROUP: Final = "ab_segment_group_"
_MOST_PIECES: Final = 100

_ABSENT: Final = {
    "CC-IDENT-07": "Classic takes this name out of the traits",
    "CC-IDENT-08": "Classic takes this name out of the traits",
    "CC-IDENT-10": "Classic sends m, f, male, female, man, woman and other only",
    "CD-TRACK-01": "Classic is documented to leave this name out of event properties",
    "CC-ORDER-08": "Classic's purchases carry no properties",
    "CW-IDENT-06": "Classic's web mode sends no objects as attributes",
    "CW-TRACK-04": "Classic's web mode leaves lists and objects out of event properties",
}
"""What Classic's rules say of something that it does not send."""


def consequence(change: Change, place: Place) -> str:
    """The note behind the values of a difference, `""` where there is nothing to add."""
    if not place.lists[0] and not place.lists[1]:
        marks = place.inside == ("src",) and change.left is MISSING
        return "its mark for data that came through Segment" if marks else ""
    if too_long(change.left, change.right):
        return f"Braze takes at most {LONGEST_VALUE} characters of a text"
    if counted_on(change.left) == moment_of(change.right):
        return "there is no such day, and Classic counts it on into the next month"
    if len(place.inside) == 1:
        of_all = _OF_EVERY_OBJECT.get(place.key)
        note = of_all(change, place) if of_all else ""
        note = note or _OF_LIST[place.lists[0] or place.lists[1]](change, place)
        return note or _ABSENT.get(absence(change, place), "")
    return _ABSENT.get(absence(change, place), "")


def too_long(*values: Json) -> bool:
    """Whether a text is longer than Braze takes it."""
    return any(isinstance(value, str) and len(value) > LONGEST_VALUE for value in values)


def _update_note(change: Change, place: Place) -> str:
    """Braze creates unknown users unless it is true; for an alias alone, only when it is false."""
    left, right = change.left, change.right
    if left is not MISSING and right is not MISSING:
        if not isinstance(left, bool) or not isinstance(right, bool):
            return "Braze takes true and false only"
        return "with true Braze creates no unknown users"
    sent, without = (left, place.right) if right is MISSING else (right, place.left)
    updates_only = isinstance(without, dict) and "user_alias" in without and "external_id" not in without
    if sent == updates_only:
        return "Braze does the same without it"
    return (
        "without it Braze creates no unknown alias users"
        if updates_only
        else "without it Braze creates unknown users"
    )


def _time_note(change: Change, place: Place) -> str:
    left, right = change.left, change.right
    if left is MISSING or right is MISSING:
        return "Braze refuses events and purchases without a time" if "attributes" not in place.lists else ""
    if moment_of(left) == moment_of(right):
        return ""
    if place.web:
        return "the web SDK takes the moment of its call, which is about the event's timestamp"
    return "Classic sends the event's timestamp"


def _app_id_note(change: Change, place: Place) -> str:  # noqa: ARG001 - one of a kind of function
    # CC-REQ-05
    return "Classic's App Identifier setting is empty" if change.right == "" else ""


def _identifier_note(change: Change, place: Place) -> str:
    sent = [value for value in (change.left, change.right) if value is not MISSING and value is not None]
    if place.key in {"external_id", "braze_id"} and any(not isinstance(value, str) for value in sent):
        return "Braze takes this identifier as text only"
    mine, other = _identified_by(place.left), _identified_by(place.right)
    if place.key not in {mine, other}:
        return ""
    if not other and place.web:
        return "without a user the web SDK speaks of the browser's own"
    if not mine or not other:
        return "Braze refuses an object that names no user"
    if mine != other:
        return f"so Actions names the user by {mine}, Classic by {other}"
    return "for Braze these are two users" if len(sent) == 2 else ""


def _identified_by(item: Json) -> str:
    """The identifier that counts in an object."""
    known = item if isinstance(item, dict) else {}
    return next((key for key in IDENTIFIERS if known.get(key) not in (MISSING, None, "")), "")


def _name_note(change: Change, place: Place) -> str:  # noqa: ARG001 - one of a kind of function
    left, right = change.left, change.right
    if left is MISSING or right is MISSING:
        return "Braze refuses an event without a name"
    note = "for Braze these are two different events"
    if isinstance(right, str) and right.startswith(("Viewed ", "Loaded a ")):
        # CC-PAGE-03
        return f"Classic names pages and screens like this; {note}"
    return note


def _event_note(change: Change, place: Place) -> str:
    return _name_note(change, place) if place.key == "name" else ""


def _purchase_note(change: Change, place: Place) -> str:
    left, right = change.left, change.right
    match place.key:
        case "currency" if right is not MISSING and place.web:
            # CW-ORDER-03
            return "Classic's web mode takes the order's currency or USD, never the product's"
        case "currency" if right is not MISSING:
            # CC-ORDER-05
            return "Classic takes the product's own currency or USD, never the order's"
        case "quantity" if right == 1 and left is MISSING:
            return "Braze counts 1 without it"
        case "quantity" if any(_is_too_many(value) for value in (left, right)):
            return f"Braze takes 1 to {_MOST_PIECES}"
        case "quantity" if right == 1 and left == 0 and not place.web:
            # CC-ORDER-07
            return "Classic sends 1 for zero, and Braze takes 1 to 100"
        case "price" if isinstance(left, str) or isinstance(right, str):
            return "Braze takes a number only"
        case "product_id" if left is not MISSING and right is not MISSING:
            return "for Braze these are two products"
        case "product_id" if left is MISSING and place.web:
            return "Braze needs one"
        case "product_id" if left is MISSING:
            # CC-ORDER-04
            return "Classic takes the product's id where it has no product_id; Braze needs one"
    return ""


def _is_too_many(value: Json) -> bool:
    return isinstance(value, (int, float)) and value > _MOST_PIECES


def _is_no_letter(value: Json) -> bool:
    return not isinstance(value, str) or value not in _GENDER_LETTERS


def _attribute_note(change: Change, place: Place) -> str:
    left, right, key = change.left, change.right, place.key
    if left is None or right is None:
        return "null removes the attribute in Braze"
    if key == "gender" and _is_no_letter(left) and _is_no_letter(right):
        return "Braze takes M, F, O, N and P only"
    if key == "gender" and left in _GENDER_LETTERS and isinstance(right, str):
        return "Actions writes Braze's letter, Classic passes the word on"
    if key == "country" and any(isinstance(value, str) and len(value) != 2 for value in (left, right)):
        return "Braze knows a country by two letters and sets what it does not recognise to null"
    if key == "dob" and left is not MISSING and right is not MISSING:
        return "Braze reads a date of birth as YYYY-MM-DD"
    if left is MISSING:
        if key in _LEFT_OUT_BY_ACTIONS:
            return "Update User Profile leaves this name out of custom attributes"
        if key in PROFILE_FIELDS:
            return "Update User Profile sends it from its own field only"
        if key.startswith(_GROUP):
            # CC-GROUP-01
            return "Classic marks the members of a group with it"
    return ""


Note = Callable[[Change, Place], str]
_OF_EVERY_OBJECT: Final[dict[str, Note]] = {
    "_update_existing_only": _update_note,
    "time": _time_note,
    "app_id": _app_id_note,
    **dict.fromkeys(IDENTIFIERS, _identifier_note),
}
_OF_LIST: Final[dict[str, Note]] = {
    "attributes": _attribute_note,
    "events": _event_note,
    "purchases": _purchase_note,
}
