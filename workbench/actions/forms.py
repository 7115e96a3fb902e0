"""The JSON form of values that JavaScript has and JSON has not."""

from __future__ import annotations

import math

from workbench.jsvalues import UNDEFINED, Json


def json_form(value: Json) -> Json:
    """A copy as `JSON.stringify` writes it: undefined list elements and numbers that are not finite are null.

    Undefined members are left out. Nesting of any depth is fine.
    """
    copies: list[tuple[Json, Json]] = []
    result = _copied(value, copies)
    while copies:
        source, target = copies.pop()
        if isinstance(source, dict):
            for key, member in source.items():
                if member is not UNDEFINED:
                    target[key] = _copied(member, copies)
        else:
            target.extend(_copied(item, copies) for item in source)
    return result


def _copied(value: Json, copies: list[tuple[Json, Json]]) -> Json:
    if isinstance(value, (dict, list)):
        target: Json = {} if isinstance(value, dict) else []
        copies.append((value, target))
        return target
    if value is UNDEFINED or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def may_leave_gaps(fields: Json) -> bool:
    """Whether a mapping can resolve to a list with undefined elements: only one that writes lists itself."""
    open_parts = [fields]
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, list):
            return True
        if isinstance(part, dict):
            for key, member in part.items():
                if key == "@arrayPath" and isinstance(member, list):
                    shapes = member[1:]
                    if not all(_is_plain_object(shape) for shape in shapes):
                        return True
                    open_parts += shapes
                elif key == "@merge" and isinstance(member, dict) and isinstance(member.get("objects"), list):
                    open_parts += member["objects"]
                else:
                    open_parts.append(member)
    return False


def _is_plain_object(shape: Json) -> bool:
    return isinstance(shape, dict) and not any(key.startswith("@") for key in shape)
