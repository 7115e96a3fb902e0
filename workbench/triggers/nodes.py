"""What a trigger is made of once read: conditions, and groups of them under one operator.

The shapes and names are those of the official tree (@segment/destination-subscriptions 3.37.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text

Subject = Literal["event-type", "event", "name", "userId", "event-property", "event-trait", "event-context"]

ROOT_SUBJECTS: Final[dict[str, Subject]] = {
    "type": "event-type", "event": "event", "name": "name", "userId": "userId",
}  # fmt: skip
"""Words that are whole fields of an event."""

PATH_SUBJECTS: Final[dict[str, Subject]] = {
    "properties": "event-property", "traits": "event-trait", "context": "event-context",
}  # fmt: skip
"""Words that begin a path into an event."""

FIELD_OF_SUBJECT: Final[dict[str, str]] = {
    subject: word for word, subject in (ROOT_SUBJECTS | PATH_SUBJECTS).items()
}
"""The event's field that each subject looks into."""


_DEEPEST: Final = 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """One condition. `name` is the path below `properties`, `traits` or `context`, undefined elsewhere.

    `operator` is the official name (`=`, `contains`, `exists`, …) or whatever word stood in its place;
    `value` is undefined where the operator takes none. `span` is the place in the trigger's text.
    """

    subject: str
    operator: str
    value: str | float | bool | Undefined = UNDEFINED
    name: str | Undefined = UNDEFINED
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions that all hold (`and`) or of which any holds (`or`)."""

    operator: str
    children: tuple[Node, ...]
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    """The place of an empty group such as `()`: the official matcher fails when it gets there."""

    span: tuple[int, int] = field(default=(0, 0), compare=False)


Node: TypeAlias = "Comparison | Group | Nothing"


def to_json(node: Node) -> Json:
    """The official tree of a node: undefined for `Nothing`, numbers as doubles, NaN included."""
    if isinstance(node, Nothing):
        return UNDEFINED
    if isinstance(node, Group):
        return {
            "type": "group",
            "operator": node.operator,
            "children": [to_json(child) for child in node.children],
        }
    members: dict[str, Json] = {"type": node.subject}
    if not isinstance(node.name, Undefined):
        members["name"] = node.name
    members["operator"] = node.operator
    if not isinstance(node.value, Undefined):
        members["value"] = node.value
    return members


def from_json(tree: Json, depth: int = 0) -> Node:
    """The node of an official tree; what is no object is `Nothing`.

    Raises `WorkbenchError` for a tree deeper than any text can make it.
    """
    if not isinstance(tree, dict):
        return Nothing()
    if tree.get("type") == "group":
        if depth > _DEEPEST:
            raise WorkbenchError("The tree of the trigger nests too deeply.")
        children = tree.get("children")
        nodes = [from_json(child, depth + 1) for child in children] if isinstance(children, list) else []
        return Group(to_text(tree.get("operator", "")), tuple(nodes))
    return Comparison(
        subject=to_text(tree.get("type", "")),
        operator=to_text(tree.get("operator", "")),
        value=tree.get("value", UNDEFINED),
        name=to_text(tree["name"]) if "name" in tree else UNDEFINED,
    )


def comparisons(node: Node) -> Iterator[Comparison]:
    """Every condition below a node, in the order of the text."""
    if isinstance(node, Comparison):
        yield node
    elif isinstance(node, Group):
        for child in node.children:
            yield from comparisons(child)
