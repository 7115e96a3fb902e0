"""The condition builder: a trigger as rows that are filled in, as Segment's mapping page shows it.

Rows are joined by ALL or ANY; one group of further rows, joined its own way, may stand among them. Rules of
the page: docs page "Destination Actions" (connections/destinations/actions).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Undefined, to_number, to_text
from workbench.triggers.leaves import LeafError, tidy
from workbench.triggers.nodes import Comparison, Group, Node, comparisons
from workbench.triggers.paths import steps_of
from workbench.triggers.rewrite import TooLargeError, alternatives, rewritten
from workbench.triggers.trigger import Trigger
from workbench.triggers.wording import NUMERIC, WITHOUT_VALUE

RowSubject = Literal["type", "event", "name", "userId", "property", "trait", "context"]
Join = Literal["all", "any"]
ValueKind = Literal["text", "number", "none"]

SUBJECT_LABELS: Final[dict[RowSubject, str]] = {
    "type": "Event type", "event": "Event name", "name": "Page or screen name", "userId": "User ID",
    "property": "Event property", "trait": "Event trait", "context": "Event context",
}  # fmt: skip
"""What a row can be about, as the page names it."""

OPERATOR_LABELS: Final = {
    "=": "is", "!=": "is not", "contains": "contains", "not_contains": "does not contain",
    "starts_with": "starts with", "not_starts_with": "does not start with",
    "ends_with": "ends with", "not_ends_with": "does not end with",
    "number_equals": "equals", "number_not_equals": "does not equal",
    "<": "less than", "<=": "less than or equal to", ">": "greater than", ">=": "greater than or equal to",
    "is_true": "is true", "is_false": "is false", "exists": "exists", "not_exists": "does not exist",
}  # fmt: skip
"""The operators by their names in the tree, as the page names them."""

_SUBJECTS: Final[dict[RowSubject, str]] = {
    "type": "event-type", "event": "event", "name": "name", "userId": "userId",
    "property": "event-property", "trait": "event-trait", "context": "event-context",
}  # fmt: skip
_ROW_SUBJECTS: Final = {subject: row for row, subject in _SUBJECTS.items()}
_WITH_NAME: Final = ("property", "trait", "context")
_TEXT: Final = tuple(list(OPERATOR_LABELS)[:8])
_OPERATORS: Final[dict[RowSubject, tuple[str, ...]]] = {
    "type": ("=", "!="),
    "event": _TEXT,
    "name": (*_TEXT, "exists", "not_exists"),
    "userId": (*_TEXT, "is_true", "is_false", "exists", "not_exists"),
    "property": tuple(OPERATOR_LABELS),
    "trait": tuple(OPERATOR_LABELS),
    "context": tuple(OPERATOR_LABELS),
}
_NAME_START: Final = re.compile(r"[A-Za-z_]").match


@dataclass(frozen=True, slots=True)
class Row:
    """One condition; `name` is the path below the subject, unescaped: `product name`, `address.city`."""

    subject: RowSubject
    operator: str = "="
    value: str | float = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows of which all or any must hold."""

    join: Join
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Builder:
    """Rows joined by ALL or ANY, and at most one group among them."""

    join: Join = "all"
    rows: tuple[Row, ...] = ()
    group: RowGroup | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row, by its number in the builder (the group's rows follow the others).

    `blocking` when no trigger can be written; otherwise it is a rule of Segment's page only.
    """

    row: int
    message: str
    blocking: bool = True


@dataclass(frozen=True)
class BuilderError(WorkbenchError):
    """A trigger that the builder cannot show, or rows that cannot be written as a trigger."""


def operators_of(subject: RowSubject) -> tuple[str, ...]:
    """The operators that a subject offers, by their names in the tree, in the page's order."""
    return _OPERATORS[subject]


def value_kind(operator: str) -> ValueKind:
    """What an operator compares with."""
    if operator in WITHOUT_VALUE:
        return "none"
    return "number" if operator in NUMERIC else "text"


def problems(builder: Builder) -> tuple[RowProblem, ...]:
    """What is wrong with the rows, in their order."""
    rows = [*builder.rows, *(builder.group.rows if builder.group else ())]
    return tuple(
        RowProblem(index, message, blocking)
        for index, row in enumerate(rows)
        for message, blocking in _faults(row)
    )


def _faults(row: Row) -> list[tuple[str, bool]]:
    faults = []
    if row.operator not in _OPERATORS[row.subject]:
        faults.append((f"{SUBJECT_LABELS[row.subject]} does not offer this comparison.", True))
    if row.subject in _WITH_NAME:
        faults += _name_faults(row.name)
    kind = value_kind(row.operator)
    text = to_text(row.value)
    if kind == "number" and (not text.strip() or not math.isfinite(to_number(row.value))):
        faults.append(("The value is not a number.", True))
    if kind == "text":
        if '"' in text:
            faults.append(('A value cannot contain ".', True))
        if "~" in text:
            faults.append(("Segment's page does not take ~ in a value.", False))
        if text == "" and row.operator in ("=", "!=") and row.subject in ("type", "event"):
            faults.append(("The value is empty.", False))
    return faults


def _name_faults(name: str) -> list[tuple[str, bool]]:
    if not steps_of(name):
        return [("The name is missing.", True)]
    if "$" in steps_of(name):
        return [("The elements of a list cannot be tested.", True)]
    if not _NAME_START(name):
        return [("Segment's page wants a name that begins with a letter or _.", False)]
    if "/" in name:
        return [("A / in a name can break Segment's page.", False)]
    return []


def to_fql(builder: Builder) -> str:
    """The trigger of the rows, in a form that is read as they say.

    Raises `BuilderError` when there are no rows, a row has a blocking problem, or no trigger of reasonable
    size says the same.
    """
    blocking = next((problem for problem in problems(builder) if problem.blocking), None)
    if blocking is not None:
        raise BuilderError(blocking.message, f"Correct condition {blocking.row + 1}.")
    nodes: list[Node] = [_node(row) for row in builder.rows]
    if builder.group is not None and builder.group.rows:
        nodes.append(_joined(builder.group.join, [_node(row) for row in builder.group.rows]))
    if not nodes:
        raise BuilderError("There is no condition yet.", "Add one, for example the event type.")
    text = rewritten(_joined(builder.join, nodes))
    if text is None:
        raise BuilderError("No trigger can say this.", "Use several mappings, each with a part of it.")
    return text


def _joined(join: Join, nodes: list[Node]) -> Node:
    return Group("and" if join == "all" else "or", tuple(nodes))


def _node(row: Row) -> Comparison:
    value: str | float | Undefined = row.value
    if row.operator in NUMERIC:
        value = to_number(row.value)
    elif row.operator in WITHOUT_VALUE:
        value = UNDEFINED
    name = row.name if row.subject in _WITH_NAME else UNDEFINED
    return Comparison(_SUBJECTS[row.subject], row.operator, value, name)


def from_trigger(trigger: Trigger) -> Builder:
    """The rows of a trigger as it is really read; raises `BuilderError` where rows cannot show it."""
    if trigger.root is None:
        message = trigger.error.message if trigger.error else ""
        raise BuilderError(message, "Only a trigger that can be read can be shown as rows.")
    builder = _as_written(trigger.root) or _factored(trigger.root)
    if builder is None:
        raise BuilderError("The trigger has more than one group.", "Edit its text instead.")
    return builder


def _as_written(root: Group) -> Builder | None:
    """Rows and at most one group of rows, as the tree has them."""
    groups = [child for child in root.children if isinstance(child, Group)]
    if len(groups) > 1:
        return None
    rows = tuple(_row(child) for child in root.children if not isinstance(child, Group))
    group = RowGroup(_join(groups[0]), tuple(_row(child) for child in groups[0].children)) if groups else None
    return Builder(_join(root), rows, group)


def _factored(root: Group) -> Builder | None:
    """Several groups that differ in one condition each: what they share, and any of the rest."""
    try:
        ways = alternatives(root)
    except (LeafError, TooLargeError):
        return None
    shared = frozenset.intersection(*ways)
    if any(len(way - shared) != 1 for way in ways):
        return None
    order = {tidy(leaf): index for index, leaf in enumerate(comparisons(root))}
    rest = sorted(frozenset.union(*ways) - shared, key=order.__getitem__)
    rows = [_row(leaf) for leaf in sorted(shared, key=order.__getitem__)]
    return Builder("all", tuple(rows), RowGroup("any", tuple(map(_row, rest))))


def _join(group: Group) -> Join:
    return "all" if group.operator == "and" else "any"


def _row(node: Node) -> Row:
    if not isinstance(node, Comparison):
        raise BuilderError("The trigger has an empty group.", "Remove it.")
    subject = _ROW_SUBJECTS.get(node.subject)
    if subject is None or node.operator not in _OPERATORS[subject]:
        raise BuilderError("The trigger has a comparison that rows do not offer.", "Edit its text instead.")
    value: str | float = ""
    if node.operator in NUMERIC and not isinstance(node.value, Undefined):
        value = to_number(node.value)
        if not math.isfinite(value):
            raise BuilderError("The trigger compares with what is no number.", "Edit its text instead.")
    elif not isinstance(node.value, Undefined):
        value = to_text(node.value)
    return Row(subject, node.operator, value, "" if isinstance(node.name, Undefined) else node.name)
