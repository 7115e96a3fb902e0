"""A tree back to text, as the official writer does it.

Mirrors `generateFql` of @segment/destination-subscriptions 3.37.0. The text need not mean what the tree
means: quotes in a text are not escaped, several groups are joined without regard to how they are read.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.jsvalues import Json, Undefined, from_units, number_text, to_number, to_text, to_units
from workbench.triggers.matching import TriggerFailure
from workbench.triggers.nodes import (
    FIELD_OF_SUBJECT,
    ROOT_SUBJECTS,
    Comparison,
    Group,
    Node,
    Nothing,
    from_json,
)

_NEEDS_BACKSLASH: Final = re.compile(r"[^a-zA-Z0-9._-]")
_FUNCTIONS: Final = {
    "contains": "{negation}contains({path}, {literal})",
    "starts_with": '{negation}match({path}, "{text}*")',
    "ends_with": '{negation}match({path}, "*{text}")',
}
_VALUELESS: Final = {"exists": "!= null", "not_exists": "= null", "is_true": "= true", "is_false": "= false"}
_NUMERIC: Final = {
    "<": "<",
    ">": ">",
    "<=": "<=",
    ">=": ">=",
    "number_equals": "=",
    "number_not_equals": "!=",
}


def write(tree: Json) -> str:
    """The trigger text of an official tree; raises `TriggerFailure` where the official writer fails."""
    if isinstance(tree, dict) and "error" in tree:
        raise TriggerFailure(
            "A trigger that cannot be read cannot be written.", official=to_text(tree["error"])
        )
    node = from_json(tree)
    return write_node(node if isinstance(node, Group) else Group("and", (node,)))


def write_node(group: Group) -> str:
    """The trigger text of a tree."""
    text = _group(group)
    if text.startswith("(") and text.endswith(")") and text.count("(") + text.count(")") == 2:
        return text[1:-1]
    return text


def _group(group: Group) -> str:
    return f" {group.operator} ".join(_node(child) for child in group.children)


def _node(node: Node) -> str:
    if isinstance(node, Group):
        return f"({_group(node)})"
    if isinstance(node, Nothing):
        raise TriggerFailure("The trigger has an empty group, which cannot be written.")
    return write_comparison(node)


def write_comparison(node: Comparison, path: str = "") -> str:
    """The text of one condition, on `path` if given instead of its own as the official writer puts it."""
    field = FIELD_OF_SUBJECT.get(node.subject)
    if field is None:
        raise TriggerFailure("The tree has an unknown condition.", official="Unknown condition type")
    if not path:
        path = field if field in ROOT_SUBJECTS else f"{field}.{escape_name(to_text(node.name))}"
    if node.operator in _VALUELESS:
        return f"{path} {_VALUELESS[node.operator]}"
    if node.operator in _NUMERIC:
        return f"{path} {_NUMERIC[node.operator]} {number_text(_number(node.value))}"
    literal = _literal(node.value)
    function = node.operator.removeprefix("not_")
    if function in _FUNCTIONS:
        negation = "!" if function != node.operator else ""
        return _FUNCTIONS[function].format(
            negation=negation, path=path, literal=literal, text=to_text(node.value)
        )
    return f"{path} {node.operator} {literal}"


def escape_name(name: str) -> str:
    """A path with a backslash before every UTF-16 unit that cannot stand in a word; dots stay."""
    return from_units(_NEEDS_BACKSLASH.sub(r"\\\g<0>", to_units(name)))


def _literal(value: Json | Undefined) -> str:
    return to_text(value) if isinstance(value, (bool, int, float)) else f'"{to_text(value)}"'


def _number(value: Json | Undefined) -> float:
    return float("nan") if isinstance(value, Undefined) else to_number(value)
