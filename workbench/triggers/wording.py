"""What a tree says, in words, so that nobody has to guess how a trigger is read."""

from __future__ import annotations

import json
from typing import Final

from workbench.jsvalues import Undefined, to_text
from workbench.triggers.nodes import FIELD_OF_SUBJECT, Comparison, Group, Node, Nothing

OPERATOR_WORDS: Final = {
    "=": "is", "!=": "is not",
    "number_equals": "is the number", "number_not_equals": "is a number other than",
    "<": "is a number below", "<=": "is a number up to", ">": "is a number above", ">=": "is a number from",
    "contains": "contains", "not_contains": "is a text without",
    "starts_with": "starts with", "not_starts_with": "is a text that does not start with",
    "ends_with": "ends with", "not_ends_with": "is a text that does not end with",
    "exists": "exists", "not_exists": "does not exist", "is_true": "is true", "is_false": "is false",
}  # fmt: skip
"""The operators that the matcher knows, in words that say what it tests."""

WITHOUT_VALUE: Final = ("exists", "not_exists", "is_true", "is_false")
NUMERIC: Final = ("number_equals", "number_not_equals", "<", "<=", ">", ">=")


def path_of(node: Comparison) -> str:
    """Where a condition looks, without escapes: `event`, `properties.product name`."""
    field = FIELD_OF_SUBJECT.get(node.subject, node.subject)
    return field if isinstance(node.name, Undefined) else f"{field}.{to_text(node.name)}"


def in_words(node: Node) -> str:
    """The meaning of a node: `type is "track" and (event is "A" or event is "B")`."""
    if isinstance(node, Nothing):
        return "a group without conditions, where every event fails"
    if isinstance(node, Comparison):
        return _condition(node)
    return f" {node.operator} ".join(
        f"({in_words(child)})" if isinstance(child, Group) else in_words(child) for child in node.children
    )


def _condition(node: Comparison) -> str:
    words = OPERATOR_WORDS.get(node.operator)
    if words is None:
        return f"{path_of(node)} {node.operator} {_quoted(node)} (never true)"
    if node.operator in WITHOUT_VALUE:
        return f"{path_of(node)} {words}"
    value = to_text(node.value) if node.operator in NUMERIC else _quoted(node)
    return f"{path_of(node)} {words} {value}"


def _quoted(node: Comparison) -> str:
    return json.dumps(to_text(node.value), ensure_ascii=False)
