"""Identify in cloud mode: traits become one object of `attributes` (CC-IDENT-01 to 12)."""

from __future__ import annotations

import math
from typing import Final

from workbench.classic.dates import date_of, date_text, new_date, written
from workbench.classic.facade import avatar, first_name, last_name
from workbench.classic.lookup import FacadeCrashError, find, names_of
from workbench.jsdates import iso_text
from workbench.jsvalues import UNDEFINED, Json, Undefined, is_truthy

_REMOVED: Final = ("firstName", "lastName", "birthday", "avatar")
_GENDERS: Final = frozenset({"m", "f", "male", "female", "man", "woman", "other"})


def attributes(message: dict[str, Json], user_id: Json) -> tuple[Json, dict[str, str]]:
    """The attributes of an identify, without the keys every object has, and the rules of those not copied.

    Lists, and other values that Classic passes as they are, come back as such. Raises `FacadeCrashError` for
    traits that are no object, where the original fails on the user id it adds to them (CC-GATE-07).
    """
    traits = message.get("traits")
    if not is_truthy(traits):
        return {}, {}
    if not isinstance(traits, dict):
        if is_truthy(user_id) and not isinstance(traits, list) and date_of(traits) is None:
            raise FacadeCrashError("The traits are no object.")
        return written(traits), {}
    attributes: dict[str, Json] = written(traits)
    rules: dict[str, str] = {}
    birthday = _map_profile(traits, attributes, rules)
    _map_address(attributes, rules)
    _write_birthday(traits.get("dob") if birthday is None else birthday, attributes, rules)
    if "gender" in attributes:
        rules["gender"] = "CC-IDENT-10"
        if not _is_gender(traits["gender"]):
            del attributes["gender"]
    return attributes, rules


def _map_profile(traits: dict[str, Json], attributes: dict[str, Json], rules: dict[str, str]) -> Json:
    """CC-IDENT-03 to 07: names, birthday and avatar. Gives the birthday, which is not yet a day."""
    names = names_of(traits)
    birthday = find(traits, names, "birthday")
    mapped: tuple[tuple[str, Json | Undefined, str], ...] = (
        ("first_name", first_name(traits, names), "CC-IDENT-03"),
        ("last_name", last_name(traits, names), "CC-IDENT-04"),
        ("dob", birthday, "CC-IDENT-05"),
        ("image_url", written(avatar(traits, names)), "CC-IDENT-06"),
    )
    for key, value, rule in mapped:
        if value is not None and value is not UNDEFINED:
            attributes[key] = value
            rules[key] = rule
    for key in _REMOVED:
        attributes.pop(key, None)
    return None if birthday is UNDEFINED else birthday


def _map_address(attributes: dict[str, Json], rules: dict[str, str]) -> None:
    """CC-IDENT-08: city and country of an address, by their exact names."""
    address = attributes.pop("address", None)
    if isinstance(address, dict):
        for key, part in (("home_city", "city"), ("country", "country")):
            if is_truthy(address.get(part)):
                attributes[key] = address[part]
                rules[key] = "CC-IDENT-08"
    attributes.pop("id", None)
    attributes.pop("name", None)


def _write_birthday(dob: Json, attributes: dict[str, Json], rules: dict[str, str]) -> None:
    """CC-IDENT-09: the UTC day of a truthy `dob`; falsy ones stay, unreadable ones go."""
    if not is_truthy(dob):
        return
    rules["dob"] = "CC-IDENT-09"
    date = date_text(dob)
    if date is None and not math.isnan(moment := new_date(dob)):
        date = iso_text(moment)
    if date is None:
        del attributes["dob"]
    else:
        attributes["dob"] = date[:10]


def _is_gender(value: Json) -> bool:
    return isinstance(value, str) and value.lower() in _GENDERS
