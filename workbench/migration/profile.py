"""The mappings of users: identify calls and group calls."""

from __future__ import annotations

from typing import Final

from workbench.jsvalues import Json
from workbench.migration.directives import (
    NOTHING,
    changed,
    decoded,
    filled_text,
    first_existing,
    first_filled,
    if_exists,
    if_filled,
    liquid,
    of_kinds,
    path,
    place_in_liquid,
    without,
)
from workbench.migration.model import Proposed
from workbench.migration.nested import LISTS_AND_OBJECTS, OBJECTS, without_nested
from workbench.migration.plan import Plan

_ASSIGNED: Final = "{% assign words = NAME | strip | split: ' ' %}"
_FIRST_WORD: Final = _ASSIGNED + "{{ words | first }}"
_OTHER_WORDS: Final = _ASSIGNED + '{{ words | slice: 1, words.size | join: " " | strip }}'
_IS_DATE: Final = (
    "{% assign mark = TRAIT | json | slice: 0 %}"
    "{% assign year = TRAIT | date: '%Y' | plus: 0 %}"
    "{% if mark == '\"' and year > 0 %}y{% endif %}"
    "{% if mark != '' and '-0123456789' contains mark %}y{% endif %}"
)
"""Of text a date that can be read; numbers are milliseconds, as in Classic."""
_NOT_IN_ADDRESSES: Final = (
    *("+", "%0", "%1", "%22", "%3C", "%3E", "%5C", "%5E", "%60", "%7B", "%7C", "%7D"),
    *("%C", "%D", "%E", "%F"),
)
"""Parts of a text in its form for queries that no address may hold: blanks, quotes, letters beyond ASCII."""
_IS_ADDRESS: Final = (
    "{% assign form = TRAIT | url_encode %}"
    "{% if TRAIT contains '://' %}"
    f"{{% unless {' or '.join(f'form contains {chr(39)}{part}{chr(39)}' for part in _NOT_IN_ADDRESSES)} %}}"
    "y{% endunless %}{% endif %}"
)
_WORDS: Final = ("m", "f", "male", "female", "man", "woman", "other")
"""CC-IDENT-10: the gender words that Classic sent."""
_WEB_WORDS: Final = (*_WORDS, "w", "o")
"""CW-IDENT-03: those that the web integration knew."""
_GROUP: Final = '{% assign key = "ab_segment_group_" | append: groupId %}{ {{ key | json }}: true }'

_REMOVED: Final = ("id", "name", "address", "birthday")
"""Traits that Classic never sent as custom attributes; the action leaves out firstName and the like."""
_WEB_REMOVED: Final = ("address", "birthday", "id", "external_id", "bio")
"""Of the traits that the web integration never sent, those that the action would send (CW-IDENT-06)."""

_TEXT: Final = frozenset({"string"})
_TEXT_KINDS: Final = frozenset({"string", "number", "boolean"})
"""What a field of text takes; the action writes numbers and booleans as text."""
_TEXTS: Final = ("email", "phone")
_ALWAYS_TEXT: Final = ("email_subscribe", "push_subscribe", "language", "time_zone")
_PASSED: Final = {
    **dict.fromkeys(_ALWAYS_TEXT, _TEXT),
    "date_of_first_session": _TEXT,
    "date_of_last_session": _TEXT,
    "marked_email_as_spam_at": _TEXT,
    "email_open_tracking_disabled": frozenset({"boolean"}),
    "email_click_tracking_disabled": frozenset({"boolean"}),
    "current_location": frozenset({"object"}),
    "facebook": frozenset({"object"}),
    "twitter": frozenset({"object"}),
    "push_tokens": frozenset({"list"}),
}
"""Traits with the name of a field, and the types that the field takes: unmapped, the action drops them."""
_NOT_BY_WEB: Final = frozenset({"email_subscribe", "push_subscribe", "facebook", "twitter"})
"""CW-IDENT-06: those of them that the web integration never sent; it sent no objects either."""

UNSENDABLE: Final = ("time", "products", "properties", "enable_batching", "batch_size")
"""Traits that the action drops, whatever is mapped: names of fields of Track Purchase."""


def lost_traits(plan: Plan) -> tuple[str, ...]:
    """Traits that occur and that no mapping of Update User Profile can send."""
    return tuple(name for name in UNSENDABLE if name in plan.facts.traits)


def refused_traits(plan: Plan) -> tuple[str, ...]:
    """Traits that occur with a type which their field refuses: they are left out where they have it."""
    traits = plan.facts.traits
    taken = {**dict.fromkeys(_TEXTS, _TEXT_KINDS), **_passed(plan)}
    return tuple(name for name, kinds in taken.items() if traits.kinds(name) - kinds - {"null"})


def identify(plan: Plan) -> Proposed:
    """Identify calls as Classic mapped them, on the preset of that name."""
    fields: dict[str, Json] = {
        **identifiers(plan),
        "first_name": _name(plan, "firstName", "first_name", _FIRST_WORD),
        "last_name": _name(plan, "lastName", "last_name", _OTHER_WORDS),
        "dob": _birthday(plan),
        "image_url": _image(plan),
        "gender": _gender(plan),
        "home_city": _place(plan, "city", "home_city"),
        "country": _place(plan, "country", "country"),
        **{name: _trait(plan, name, _TEXT_KINDS) for name in _TEXTS},
    }
    reasons = [
        "Names, birthday, picture, city and country are found where Classic found them.",
        "The other traits stay custom attributes, without those that Classic left out.",
    ]
    passed = _passed(plan)
    fields |= {name: _trait(plan, name, kinds) for name, kinds in passed.items()}
    if passed:
        reasons.append(f"Traits named like a field are mapped, or Actions drops them: {', '.join(passed)}.")
    if plan.choices.gender == "classic":
        words = "n, p and others" if plan.web else "w, o, n, p and others"
        reasons.append(f"Gender words that Classic dropped ({words}) stay dropped.")
    if plan.facts.unreadable_pictures:
        reasons.append("A picture that is no address is left out; otherwise the whole identify would fail.")
    if plan.facts.unreadable_birthdays:
        reasons.append("A birthday that is no date is left out; otherwise the whole identify would fail.")
    if refused := refused_traits(plan):
        reasons.append(f"Left out where they have a type that Actions refuses: {', '.join(refused)}.")
    fields["custom_attributes"] = _attributes(plan)
    mapping = plan.mapping("Identify Calls", "updateUserProfile", plan.trigger('type = "identify"'), fields)
    rows = ("dob", "country", "gender", "first_name, last_name", "image_url", "custom attributes")
    return Proposed(
        mapping, (*rows, "phone, email", "identifier", "updateExistingOnly"), tuple(reasons), "Identify Calls"
    )


def _gender(plan: Plan) -> Json:
    """The trait, if it is a word that Classic sent, or whatever it is."""
    if plan.choices.gender != "classic":
        return path("traits.gender")
    known = " or ".join(f"word == '{word}'" for word in (_WEB_WORDS if plan.web else _WORDS))
    test = f"{{% assign word = traits.gender | downcase %}}{{% if {known} %}}y{{% endif %}}"
    return if_filled(liquid(test), path("traits.gender"))


def _attributes(plan: Plan) -> Json:
    """CC-IDENT-12, CW-IDENT-06: the traits without those that Classic never sent, dates as it wrote them."""
    removed = _WEB_REMOVED if plan.web else _REMOVED
    members: dict[str, Json] = {}
    if plan.drops_nested:
        members |= without_nested("traits", plan.facts.traits, OBJECTS)
    if plan.rewrites_dates:
        members |= plan.facts.trait_dates.members("traits", without_objects=plan.drops_nested)
    return changed(path("traits"), members | without(removed))


def _passed(plan: Plan) -> dict[str, frozenset[str]]:
    """The traits named like a field that are mapped: those that occur, without events the usual ones."""
    traits = plan.facts.traits
    return {
        name: kinds
        for name, kinds in _PASSED.items()
        if (name in traits or (name in _ALWAYS_TEXT and not plan.facts.count))
        and not (plan.web and (name in _NOT_BY_WEB or kinds & LISTS_AND_OBJECTS))
    }


def _trait(plan: Plan, name: str, kinds: frozenset[str]) -> Json:
    """A trait for a field that takes values of these types and refuses the whole call for others."""
    taken = kinds | {"null"}
    fits = plan.facts.traits.kinds(name) <= taken
    return path(f"traits.{name}") if fits else of_kinds(f"traits.{name}", taken)


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
    """CC-IDENT-03 and 04: the trait, in the spellings that occur, else words of the trait `name`.

    Classic took text only, and trimmed it.
    """
    traits = plan.facts.traits
    found: list[Json] = []
    for name in dict.fromkeys((exact, field, *traits.spelled(exact))):
        trimmed = name != field and name in plan.facts.padded_names
        found.append(_made_of(plan, name, "{{ NAME | strip }}") if trimmed else _trait(plan, name, _TEXT))
    found += [_made_of(plan, name, words) for name in ("name", *traits.spelled("name"))]
    return first_existing(found)


def _made_of(plan: Plan, name: str, template: str) -> Json:
    """Text that is made of a trait, where the trait is text."""
    place = f"traits.{name}"
    made = filled_text(template.replace("NAME", place_in_liquid(place)))
    is_text = plan.facts.traits.kinds(name) <= _TEXT | {"null"}
    return made if is_text else if_exists(of_kinds(place, _TEXT), made)


def _birthday(plan: Plan) -> Json:
    """CC-IDENT-05 and 09: the birthday, in the spellings that occur, else a trait `dob`."""
    spellings = dict.fromkeys(("birthday", *plan.facts.traits.spelled("birthday"), "dob"))
    return first_filled(
        _guarded(f"traits.{name}", _IS_DATE if plan.facts.unreadable_birthdays else "") for name in spellings
    )


def _image(plan: Plan) -> Json:
    """CC-IDENT-06: the first of three traits, in the spellings that occur."""
    traits = plan.facts.traits
    names = (found for name in ("avatar", "photoUrl", "avatarUrl") for found in (name, *traits.spelled(name)))
    return first_filled(
        _guarded(f"traits.{name}", _IS_ADDRESS if plan.facts.unreadable_pictures else "")
        for name in (*dict.fromkeys(names), "image_url")
    )


def _guarded(place: str, test: str) -> Json:
    """A value, where a Liquid test of it says something; without a test always."""
    if not test:
        return path(place)
    return if_filled(liquid(test.replace("TRAIT", place_in_liquid(place))), path(place))


def _place(plan: Plan, part: str, field: str) -> Json:
    """CC-IDENT-08: a part of the address; cloud mode also passed a trait with the field's own name."""
    kinds = plan.facts.address.kinds(part)
    place = f"traits.address.{part}"
    taken = _TEXT_KINDS | {"null"}
    address = path(place) if kinds <= taken else of_kinds(place, taken)
    return address if plan.web else if_filled(address, address, _trait(plan, field, _TEXT_KINDS))
