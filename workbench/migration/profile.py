"""The mappings of users: identify calls and group calls."""

from __future__ import annotations

from typing import Final

from workbench.jsvalues import Json
from workbench.migration.directives import (
    NOTHING,
    decoded,
    first_existing,
    first_filled,
    if_filled,
    liquid,
    path,
    without,
)
from workbench.migration.model import Proposed
from workbench.migration.plan import Plan

_FIRST_WORD: Final = '{{ traits.name | strip | split: " " | first }}'
_OTHER_WORDS: Final = (
    '{% assign words = traits.name | strip | split: " " %}'
    '{{ words | slice: 1, words.size | join: " " | strip }}'
)
_DAY: Final = (
    '{% assign year = traits.birthday | date: "%Y" | plus: 0 %}'
    '{% if year > 0 %}{{ traits.birthday | date: "%Y-%m-%d" }}{% endif %}'
)
_PICTURE: Final = (
    "{% assign picture = traits.avatar | default: traits.photoUrl | default: traits.avatarUrl "
    "| default: traits.image_url %}"
    '{% if picture contains "://" %}{{ picture }}{% endif %}'
)
_WORDS: Final = ("m", "f", "male", "female", "man", "woman", "other")
"""CC-IDENT-10: the gender words that Classic sent."""
_GENDER: Final = (
    "{% assign word = traits.gender | downcase %}"
    f"{{% if {' or '.join(f'word == {chr(34)}{word}{chr(34)}' for word in _WORDS)} %}}"
    "{{ traits.gender }}{% endif %}"
)
_GROUP: Final = '{% assign key = "ab_segment_group_" | append: groupId %}{ {{ key | json }}: true }'

_REMOVED: Final = ("id", "name", "address", "birthday")
"""Traits that Classic never sent as custom attributes; the action leaves out firstName and the like."""
_WEB_REMOVED: Final = ("address", "birthday", "id", "external_id", "bio")
"""Of the traits that the web integration never sent, those that the action would send (CW-IDENT-06)."""

_ALWAYS_TEXT: Final = ("email_subscribe", "push_subscribe", "language", "time_zone")
_PASSED: Final = {
    **dict.fromkeys(_ALWAYS_TEXT, "string"),
    "date_of_first_session": "string",
    "date_of_last_session": "string",
    "marked_email_as_spam_at": "string",
    "email_open_tracking_disabled": "boolean",
    "email_click_tracking_disabled": "boolean",
    "current_location": "object",
    "facebook": "object",
    "twitter": "object",
    "push_tokens": "list",
}
"""Traits with the name of a field, and the type that the field takes: unmapped, the action drops them."""

UNSENDABLE: Final = ("time", "products", "properties", "enable_batching", "batch_size")
"""Traits that the action drops, whatever is mapped: names of fields of Track Purchase."""


def lost_traits(plan: Plan) -> tuple[str, ...]:
    """Traits that occur and that no mapping of Update User Profile can send."""
    traits = plan.facts.traits
    wrong = (name for name, kind in _PASSED.items() if name in traits and traits.kinds(name) - {kind, "null"})
    return (*(name for name in UNSENDABLE if name in traits), *wrong)


def identify(plan: Plan) -> Proposed:
    """Identify calls as Classic mapped them, on the preset of that name."""
    traits = plan.facts.traits
    fields: dict[str, Json] = {
        **identifiers(plan),
        "first_name": _name(plan, "firstName", "first_name", _FIRST_WORD),
        "last_name": _name(plan, "lastName", "last_name", _OTHER_WORDS),
        "dob": _birthday(plan),
        "image_url": _image(plan),
        "gender": liquid(_GENDER) if plan.choices.gender == "classic" else path("traits.gender"),
        "home_city": _place(plan, "city", "home_city"),
        "country": _place(plan, "country", "country"),
        "email": path("traits.email"),
        "phone": path("traits.phone"),
    }
    reasons = [
        "Names, birthday, picture, city and country are found where Classic found them.",
        "The other traits stay custom attributes, without those that Classic left out.",
    ]
    if not plan.web:
        passed = [
            name
            for name, kind in _PASSED.items()
            if ((traits.kinds(name) <= {kind, "null"}) if name in traits else not plan.facts.count)
            and (name in traits or name in _ALWAYS_TEXT)
        ]
        fields |= {name: path(f"traits.{name}") for name in passed}
        if passed:
            reasons.append(
                f"Traits named like a field are mapped, or Actions drops them: {', '.join(passed)}."
            )
    if plan.choices.gender == "classic":
        reasons.append("Gender words that Classic dropped (w, o, n, p and others) stay dropped.")
    if plan.facts.unreadable_pictures:
        reasons.append("A picture that is no address is left out; otherwise the whole identify would fail.")
    if _guards_birthdays(plan):
        reasons.append("A birthday that is no date is left out; otherwise the whole identify would fail.")
    fields["custom_attributes"] = without(path("traits"), _WEB_REMOVED if plan.web else _REMOVED)
    mapping = plan.mapping("Identify Calls", "updateUserProfile", plan.trigger('type = "identify"'), fields)
    rows = ("dob", "country", "gender", "first_name, last_name", "image_url", "custom attributes")
    return Proposed(
        mapping, (*rows, "phone, email", "identifier", "updateExistingOnly"), tuple(reasons), "Identify Calls"
    )


def group(plan: Plan) -> Proposed:
    """Group calls as Classic sent them: an attribute named after the group."""
    fields = {**identifiers(plan), "custom_attributes": decoded(liquid(_GROUP))}
    mapping = plan.mapping("Group Calls", "updateUserProfile", plan.trigger('type = "group"'), fields)
    reasons = (
        "Each group sets ab_segment_group_<group ID> to true, as Classic did.",
        "The key is written by a Liquid template and read as JSON; plain keys cannot be made from data.",
    )
    return Proposed(mapping, ("group", "identifier", "updateExistingOnly"), reasons)


def identifiers(plan: Plan) -> dict[str, Json]:
    """Whose data it is: the user id, or without one the `braze_id` that the event brings (CD-ID-01)."""
    fields: dict[str, Json] = {"external_id": path("userId")}
    if plan.with_braze_id:
        places = [
            path(f"{before}integrations.{name}.braze_id")
            for before in ("", "context.")
            for name in ("Braze", "Appboy")
        ]
        fields["braze_id"] = if_filled(path("userId"), NOTHING, first_filled(places))
    return fields


def _name(plan: Plan, exact: str, field: str, words: str) -> Json:
    """CC-IDENT-03 and 04: the trait, in the spellings that occur, else words of the trait `name`."""
    traits = plan.facts.traits
    spellings = dict.fromkeys((exact, field, *traits.spelled(exact)))
    found: list[Json] = [path(f"traits.{name}") for name in spellings]
    if traits.kinds("name") <= {"string", "null"}:
        found.append(liquid(words))
    return first_existing(found)


def _birthday(plan: Plan) -> Json:
    """CC-IDENT-05 and 09: the birthday, in the spellings that occur, else a trait `dob`."""
    if _guards_birthdays(plan):
        return if_filled(path("traits.birthday"), liquid(_DAY), path("traits.dob"))
    spellings = dict.fromkeys(("birthday", *plan.facts.traits.spelled("birthday"), "dob"))
    return first_existing(path(f"traits.{name}") for name in spellings)


def _guards_birthdays(plan: Plan) -> bool:
    """Liquid takes numbers for seconds, the action for milliseconds as Classic did: those are left alone."""
    return plan.facts.unreadable_birthdays > 0 and plan.facts.numeric_birthdays == 0


def _image(plan: Plan) -> Json:
    """CC-IDENT-06: the first of three traits, in the spellings that occur."""
    if plan.facts.unreadable_pictures:
        return liquid(_PICTURE)
    traits = plan.facts.traits
    names = (found for name in ("avatar", "photoUrl", "avatarUrl") for found in (name, *traits.spelled(name)))
    return first_filled(path(f"traits.{name}") for name in (*dict.fromkeys(names), "image_url"))


def _place(plan: Plan, part: str, field: str) -> Json:
    """CC-IDENT-08: a part of the address; cloud mode also passed a trait with the field's own name."""
    address = path(f"traits.address.{part}")
    return address if plan.web else if_filled(address, address, path(f"traits.{field}"))
