"""What the facade derives from a message: names, avatar, products (segmentio-facade 3.2.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import orjson

from workbench.classic.dates import date_of, joined
from workbench.classic.lookup import FacadeCrashError, Names, find, get
from workbench.jsvalues import UNDEFINED, Json, Undefined, from_units, is_truthy, to_units
from workbench.jsvalues.convert import WHITESPACE


def check_message(message: dict[str, Json]) -> None:
    """Raise `FacadeCrashError` when the original cannot even copy the message.

    See `check_copyable`; it also needs the text of a `timestamp` that is a list or an object.
    """
    timestamp = message.get("timestamp")
    if timestamp.__class__ in _CONTAINERS:
        joined(timestamp)
    check_copyable(message)


def check_copyable(value: Json) -> None:
    """Raise `FacadeCrashError` for what @ndhoule/clone 1.0.0 (component-type 1.2.2) fails on.

    It calls `hasOwnProperty` and `valueOf` on every object, and fails when objects bring members of these
    names; it does not look into what it takes for a buffer or an element of a page.
    """
    if not _names_a_breaker(value):
        return
    pending: list[Json] = [value] if value.__class__ in _CONTAINERS else []
    for holder in pending:
        items: Iterable[Json] = holder
        if holder.__class__ is dict:
            if is_truthy(holder.get("_isBuffer")) or _is_one(holder.get("nodeType")):
                continue
            items = holder.values()
            if "hasOwnProperty" in holder or ("valueOf" in holder and is_truthy(holder["valueOf"])):
                raise FacadeCrashError("A member named hasOwnProperty or valueOf breaks the copying.")
        for item in items:
            if item.__class__ in _CONTAINERS:
                pending.append(item)  # noqa: PERF401 - the list grows while it is walked


def _is_one(value: Json) -> bool:
    return value == 1 and not isinstance(value, bool)


def _names_a_breaker(value: Json) -> bool:
    """Whether a text of the value holds one of the names; also true where nothing quick can tell."""
    try:
        text = orjson.dumps(value)
    except (TypeError, ValueError, RecursionError):  # lone surrogates, great numbers, great depth
        return True
    return _BREAKERS(text) is not None


_BREAKERS: Final = re.compile(rb"O(?:(?<=hasO)wnProperty|(?<=valueO)f)").search
"""hasOwnProperty or valueOf, told from the O on that both have: a search for a letter is the quickest."""
_CONTAINERS: Final[frozenset[type]] = frozenset({dict, list})


def user_id_of(message: dict[str, Json]) -> Json | Undefined:
    """The field `userId`; for an alias the field `to` when that is falsy."""
    user_id = message.get("userId", UNDEFINED)
    if message.get("type") == "alias" and not is_truthy(user_id):
        return message.get("to", UNDEFINED)
    return user_id


def text_or_none(value: Json | Undefined) -> str | None:
    """The value when it is text for the facade: text that is a date is not."""
    return value if isinstance(value, str) and date_of(value) is None else None


def trimmed(text: str) -> str:
    """JavaScript's `trim`."""
    return text.strip(WHITESPACE)


def first_name(traits: dict[str, Json], names: Names) -> str | None:
    """The trait firstName if it is text, else the first word of the trait name; both in any spelling."""
    own = text_or_none(find(traits, names, "firstname"))
    if own is not None:
        return trimmed(own)
    name = text_or_none(find(traits, names, "name"))
    return None if name is None else trimmed(name).split(" ", 1)[0]


def last_name(traits: dict[str, Json], names: Names) -> str | None:
    """The trait lastName if it is text, else what follows the first space of the trait name.

    The space is sought in the trimmed name, but the cut is made in the untrimmed one: leading white space
    moves it to the left.
    """
    own = text_or_none(find(traits, names, "lastname"))
    if own is not None:
        return trimmed(own)
    name = text_or_none(find(traits, names, "name"))
    if name is None:
        return None
    units = to_units(name)
    space = trimmed(units).find(" ")
    return None if space < 0 else trimmed(from_units(units[space + 1 :]))


def avatar(traits: dict[str, Json], names: Names) -> Json | Undefined:
    """The first truthy one of avatar, photoUrl and avatarUrl; the last one when none is."""
    return first_truthy(traits, names, _AVATARS)


_AVATARS: Final = ("avatar", "photourl", "avatarurl")


def first_truthy(holder: dict[str, Json], names: Names, wanted: tuple[str, ...]) -> Json | Undefined:
    """JavaScript's `a || b || c` over the lookups of wanted names: the first truthy value, else the last."""
    value: Json | Undefined = UNDEFINED
    for name in wanted:
        value = find(holder, names, name)
        if value is not UNDEFINED and is_truthy(value):
            break
    return value


def products(message: dict[str, Json]) -> list[Json]:
    """The list under `products` (any spelling) in the properties; empty when there is no list."""
    found = get(message.get("properties"), "products")
    return found if isinstance(found, list) else []


def full_name(message: dict[str, Json]) -> Json | Undefined:
    """Category and name of a page joined with a space, else the name as it is.

    Raises `FacadeCrashError` when one of them cannot become text.
    """
    name, category = message.get("name", UNDEFINED), message.get("category", UNDEFINED)
    if is_truthy(name) and is_truthy(category):
        return f"{joined(category)} {joined(name)}"
    return name


def page_event(message: dict[str, Json]) -> str:
    """The event name of a page or screen: `Viewed <full name> Page` or `Loaded a Page`.

    Raises `FacadeCrashError` as `full_name` does.
    """
    kind = "Page" if message["type"] == "page" else "Screen"
    name = full_name(message)
    if not is_truthy(name):
        return f"Loaded a {kind}"
    both = is_truthy(message.get("category"))
    return f"Viewed {name if both else joined(name)} {kind}"


def email(message: dict[str, Json], names: Names) -> Json | Undefined:
    """The trait email if truthy, else the user id when its text looks like an address.

    Raises `FacadeCrashError` when the user id cannot become text.
    """
    traits = message.get("traits")
    found = find(traits, names, "email") if isinstance(traits, dict) else UNDEFINED
    if is_truthy(found):
        return found
    user_id = message.get("userId", UNDEFINED)
    text = joined(user_id)
    return user_id if "@" in text and any(map(_is_address, _LINES(text))) else UNDEFINED


_LINES: Final = re.compile("[\n\r\u2028\u2029]").split


def _is_address(line: str) -> bool:
    """Whether a line has something before an @, between it and a later dot, and after that."""
    at = line.find("@", 1)
    return at > 0 and line.find(".", at + 2, len(line) - 1) > 0


def phone(traits: dict[str, Json], names: Names) -> Json | Undefined:
    """The trait phone if truthy, else the first of the list phones."""
    found = find(traits, names, "phone")
    if is_truthy(found):
        return found
    phones = find(traits, names, "phones")
    return phones[0] if isinstance(phones, list) and phones else UNDEFINED
