"""What an attributes object makes of a profile's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

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
        return _limited(_unique(_without(_list(old), new.get("remove", [])), new.get("add", [])))
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
    result: dict[object, Json] = {}
    for number, item in enumerate([*kept, *added]):
        key: object = number if isinstance(item, dict | list) else _identity(item)
        result.pop(key, None)
        result[key] = item
    return list(result.values())


def _without(items: list[Json], removed: list[Json]) -> list[Json]:
    gone = {_identity(item) for item in removed}
    return [item for item in items if _identity(item) not in gone]


def _identity(item: Json) -> str:
    return dump_json(item)


def _edited(items: list[Json], new: dict[str, Json], *, merging: bool) -> list[Json]:
    """`$add`, then `$remove`, then `$update`, in this order however they are written."""
    _check_nested([part for part in new.values() if isinstance(part, list)], operators=True)
    removals, updates = _by_name(_list(new.get("$remove"))), _by_name(_list(new.get("$update")))
    result = []
    for item in [*items, *_list(new.get("$add"))]:
        if any(_naming(item, removals)):
            continue
        changed = item
        for wanted in _naming(item, updates):
            replacement = wanted.get("$new_object")
            if isinstance(replacement, dict):
                changed = _merged(changed, replacement) if merging else replacement
        result.append(changed)
    return result


Names: TypeAlias = dict[tuple[str, str], dict[str, Json]]


def _by_name(operations: list[Json]) -> Names:
    """Operations on objects by the key and value that name their object; of two for one, the last counts."""
    return {
        (operation["$identifier_key"], _identity(operation.get("$identifier_value"))): operation
        for operation in operations
        if isinstance(operation, dict) and isinstance(operation.get("$identifier_key"), str)
    }


def _naming(item: Json, operations: Names) -> Iterator[dict[str, Json]]:
    """The operations that name `item`."""
    if isinstance(item, dict) and operations:
        for key, value in item.items():
            operation = operations.get((key, _identity(value)))
            if operation is not None:
                yield operation


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
