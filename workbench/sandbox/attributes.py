"""What an attributes object makes of a profile's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.jsvalues import Json, dump_json
from workbench.sandbox.dates import is_attribute_date

MAX_ITEMS = 500
MAX_TEXT = 255
NOT_ATTRIBUTES = frozenset(
    ("external_id", "braze_id", "user_alias", "_update_existing_only", "_merge_objects", "push_token_import")
)
"""Keys of an attributes object that say whom it is about or how to apply it."""

_REMOVED = frozenset(("bio",))
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_BAD_KEY = re.compile(r"[.$]")


class UnusableError(ValueError):
    """An attribute whose update Braze drops; the text says why."""


def apply_attributes(
    current: dict[str, Json], update: dict[str, Json]
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """The attributes after `update`, an accepted attributes object, and remarks on what was dropped.

    null removes; `inc`, `add`/`remove` and `$add`/`$remove`/`$update` change; `_merge_objects` merges objects
    deeply instead of replacing them. One bad value inside an object drops that attribute's whole update
    (Braze docs, "User attributes object", "Nested custom attributes", "Array of objects")."""
    merging = update.get("_merge_objects") is True
    result = dict(current)
    notes: list[str] = []
    for name, value in update.items():
        if name in NOT_ATTRIBUTES:
            continue
        try:
            changed = _changed(name, current.get(name), value, merging=merging)
        except UnusableError as reason:
            notes.append(f"The attribute '{name[:80]}' was not changed: {reason}.")
            continue
        if changed is None:
            result.pop(name, None)
        else:
            result[name] = changed
        notes += _notes(name, value)
    return result, tuple(notes)


def _changed(name: str, old: Json, new: Json, *, merging: bool) -> Json:
    if name in _REMOVED:
        raise UnusableError("Braze no longer stores it")
    if name == "country" and isinstance(new, str) and not _COUNTRY.fullmatch(new):
        return None
    if isinstance(new, dict):
        return _changed_by_object(old, new, merging=merging)
    if isinstance(new, list):
        _check_nested(new)
        return _limited(_unique([], new))
    return new


def _changed_by_object(old: Json, new: dict[str, Json], *, merging: bool) -> Json:
    operators = set(new)
    if operators == {"inc"} and isinstance(new["inc"], int | float):
        return _incremented(old, new["inc"])
    if operators and operators <= {"add", "remove"} and all(isinstance(part, list) for part in new.values()):
        kept = [item for item in _list(old) if item not in new.get("remove", [])]
        return _limited(_unique(kept, new.get("add", [])))
    if operators & {"$add", "$remove", "$update"}:
        return _edited(_list(old), new, merging=merging)
    _check_nested(new)
    return _merged(old, new) if merging and isinstance(old, dict) else new


def _incremented(old: Json, step: float) -> Json:
    if isinstance(step, bool) or step != int(step):
        raise UnusableError("'inc' takes whole numbers only")
    if old is not None and (isinstance(old, bool) or not isinstance(old, int | float)):
        raise UnusableError("it is no number that could be incremented")
    return (old or 0) + step


def _unique(kept: list[Json], added: list[Json]) -> list[Json]:
    """Values of an array are unique; adding one again moves it to the end. Objects are not compared."""
    result = list(kept)
    seen = {_identity(item): None for item in kept}
    for item in added:
        if not isinstance(item, dict | list):
            if _identity(item) in seen:
                result = [other for other in result if _identity(other) != _identity(item)]
            seen[_identity(item)] = None
        result.append(item)
    return result


def _identity(item: Json) -> str:
    return dump_json(item)


def _edited(items: list[Json], new: dict[str, Json], *, merging: bool) -> list[Json]:
    """`$add`, then `$remove`, then `$update`, in this order however they are written."""
    _check_nested([part for part in new.values() if isinstance(part, list)], operators=True)
    result = [*items, *_list(new.get("$add"))]
    for wanted in _list(new.get("$remove")):
        result = [item for item in result if not _is_named(item, wanted)]
    for wanted in _list(new.get("$update")):
        replacement = wanted.get("$new_object") if isinstance(wanted, dict) else None
        if isinstance(replacement, dict):
            result = [
                (_merged(item, replacement) if merging else replacement) if _is_named(item, wanted) else item
                for item in result
            ]
    return result


def _is_named(item: Json, wanted: Json) -> bool:
    if not isinstance(item, dict) or not isinstance(wanted, dict):
        return False
    key = wanted.get("$identifier_key")
    return isinstance(key, str) and key in item and item[key] == wanted.get("$identifier_value")


def _merged(old: dict[str, Json], new: dict[str, Json]) -> dict[str, Json]:
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(before, dict):
            result[key] = _merged(before, value)
        else:
            result[key] = value
    return result


def _check_nested(value: Json, *, operators: bool = False) -> None:
    if isinstance(value, list):
        for item in value:
            _check_nested(item, operators=operators)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "$time":
                if not isinstance(inner, str) or not is_attribute_date(inner):
                    raise UnusableError("a '$time' in it is no date")
            elif len(key) > MAX_TEXT or (_BAD_KEY.search(key) and not (operators and key.startswith("$"))):
                raise UnusableError("a key in it has '.' or '$', or is too long")
            _check_nested(inner, operators=operators)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _limited(items: list[Json]) -> list[Json]:
    return items[-MAX_ITEMS:]


def _notes(name: str, value: Json) -> Iterator[str]:
    if isinstance(value, str) and len(value) > MAX_TEXT:
        yield f"The attribute '{name[:80]}' is longer than {MAX_TEXT} characters."
    if name == "country" and isinstance(value, str) and not _COUNTRY.fullmatch(value):
        yield "'country' is no two-letter code: Braze sets what it does not recognise to null."
    if isinstance(value, list) and len(value) > MAX_ITEMS:
        yield f"The attribute '{name[:80]}' has over {MAX_ITEMS} values: the oldest fall out."
