"""Equality of JSON as a file shows it: `1`, `1.0` and `true` differ, and so does the order of keys."""

from __future__ import annotations

from workbench.jsvalues import Json


def same_json(left: Json, right: Json) -> bool:
    """Whether both values would be written the same."""
    pending = [(left, right)]
    while pending:
        one, other = pending.pop()
        if one is other:
            continue
        if type(one) is not type(other):
            return False
        if isinstance(one, dict):
            if list(one) != list(other):
                return False
            pending.extend(zip(one.values(), other.values(), strict=True))
        elif isinstance(one, list):
            if len(one) != len(other):
                return False
            pending.extend(zip(one, other, strict=True))
        elif one != other or (one == 0 and str(one) != str(other)):
            return False
    return True
