"""Single conditions from their parts, and back to text that is read as meant."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from workbench.jsvalues import UNDEFINED, Undefined, to_number, to_text
from workbench.triggers.nodes import FIELD_OF_SUBJECT, PATH_SUBJECTS, ROOT_SUBJECTS, Comparison, Group, Node
from workbench.triggers.paths import steps_of
from workbench.triggers.wording import NUMERIC
from workbench.triggers.writer import write_comparison

_FIELDS: Final = {word.lower(): word for word in (*ROOT_SUBJECTS, *PATH_SUBJECTS)} | {"user_id": "userId"}
_PREFIX: Final = re.compile(
    r"(?:\$\.|(?:event|message|msg)\s*\.\s*(?=(?:properties|traits|context|userId)\b))"
)
_STEP: Final = re.compile(r"""\s*\.\s*((?:\\.|[\w$-])+)|\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]""", re.DOTALL)
_FIRST_WORD: Final = re.compile(r"(?:\\.|[\w$-])+", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]")
_SEPARATORS: Final = re.compile(r"[.\[\]]")
_RESERVED: Final = ("and", "or", "null")
_ORDER: Final = ("<", "<=", ">", ">=")

_OPPOSITE: Final = {
    "=": "!=", "number_equals": "number_not_equals", "<": ">=", ">": "<=", "contains": "not_contains",
    "starts_with": "not_starts_with", "ends_with": "not_ends_with", "exists": "not_exists",
}  # fmt: skip
_OPPOSITES: Final = _OPPOSITE | {opposite: operator for operator, opposite in _OPPOSITE.items()}


class LeafError(Exception):
    """No trigger can express the condition."""


def comparison(path: str, operator: str, value: str | float | bool | None) -> Node:
    """The condition that `path operator value` means; raises `LeafError` if a trigger cannot express it."""
    word, name = _split(path)
    subject = (ROOT_SUBJECTS | PATH_SUBJECTS)[word]
    if operator in _ORDER:
        number = to_number(value) if isinstance(value, (str, int, float)) else float("nan")
        if number != number or word in ROOT_SUBJECTS:  # noqa: PLR0124 - NaN
            raise LeafError
        return Comparison(subject, operator, _tidy_number(number), name)
    if value is None:
        if word in ("type", "event"):
            raise LeafError
        return Comparison(subject, "not_exists" if operator == "=" else "exists", name=name)
    if isinstance(value, bool) and word not in ("type", "event", "name"):
        wanted = value if operator == "=" else not value
        node = Comparison(subject, "is_true" if wanted else "is_false", name=name)
        return node if operator == "=" else Group("or", (node, Comparison(subject, "not_exists", name=name)))
    if isinstance(value, (int, float)) and word in PATH_SUBJECTS:
        return Comparison(subject, "number_equals" if operator == "=" else "number_not_equals", value, name)
    return Comparison(subject, operator, to_text(value), name)


def function(name: str, path: str, text: str) -> Node:
    """The condition that `contains` or `match` means; raises `LeafError` if a trigger cannot express it."""
    word, rest = _split(path)
    subject = (ROOT_SUBJECTS | PATH_SUBJECTS)[word]
    node = Comparison(subject, "contains", text, rest) if name == "contains" else _glob(subject, rest, text)
    if word == "type" and not (isinstance(node, Comparison) and node.operator == "="):
        raise LeafError
    return node


def _glob(subject: str, name: str | Undefined, pattern: str) -> Node:
    """A pattern with `*` for any text, as far as triggers can express it."""
    if any(char in pattern for char in "?[\\"):
        raise LeafError
    parts = pattern.split("*")
    if len(parts) == 1:
        return Comparison(subject, "=", pattern, name)
    if len(parts) == 3 and not parts[0] and not parts[2]:
        return Comparison(subject, "contains", parts[1], name)
    if len(parts) > 2:
        raise LeafError
    start = Comparison(subject, "starts_with", parts[0], name)
    end = Comparison(subject, "ends_with", parts[1], name)
    if not parts[1]:
        return start
    return Group("and", (start, end)) if parts[0] else end


def negated(node: Comparison) -> Node:
    """The opposite condition; a boolean that must not be true may be false or missing."""
    if node.operator in ("is_true", "is_false"):
        other = "is_false" if node.operator == "is_true" else "is_true"
        missing = Comparison(node.subject, "not_exists", name=node.name)
        return Group("or", (Comparison(node.subject, other, name=node.name), missing))
    return Comparison(node.subject, _OPPOSITES[node.operator], node.value, node.name)


def is_function(node: Comparison) -> bool:
    """Whether the condition is written with `contains` or `match`."""
    return node.operator.removeprefix("not_") in ("contains", "starts_with", "ends_with")


def tidy(node: Comparison) -> Comparison:
    """The one form of conditions that test the same: steps joined by dots, values as they are compared."""
    name = node.name if isinstance(node.name, Undefined) else ".".join(steps_of(node.name))
    value = node.value
    if node.operator in ("=", "!="):
        value = to_text(value)
    elif node.operator in NUMERIC and not isinstance(value, Undefined):
        value = to_number(value)
    operator = node.operator
    if is_function(node) and value == "":
        # That a text contains, begins or ends with nothing says that it is a text.
        operator = "not_starts_with" if operator.startswith("not_") else "starts_with"
    return Comparison(node.subject, operator, value, name)


def leaf_text(node: Comparison) -> str:
    """The text of a condition, its path escaped so that it is read as meant; raises `LeafError`."""
    field = FIELD_OF_SUBJECT[node.subject]
    path = field
    if not isinstance(node.name, Undefined):
        path = ".".join([field, *map(_escape_step, steps_of(node.name))])
    text = write_comparison(node, path)
    if node.operator in NUMERIC and "e" in text.rpartition(" ")[2]:
        # Numbers have no exponent in triggers.
        return f"{text.rpartition(' ')[0]} {Decimal(text.rpartition(' ')[2]):f}"
    return text


def _escape_step(step: str) -> str:
    if any(char > "\uffff" for char in step):
        raise LeafError
    if step in _RESERVED or step[0] in "-0123456789":
        return f"\\{step}" if _UNSAFE.search(step) is None else f"\\{step[0]}{_escape_step(step[1:])}"
    return _UNSAFE.sub(r"\\\g<0>", step)


def _split(path: str) -> tuple[str, str | Undefined]:
    """The field of the event that a path begins with, and the name below it."""
    path = _PREFIX.sub("", path, count=1) if _PREFIX.match(path) else path
    first = _FIRST_WORD.match(path)
    field = _FIELDS.get(_ESCAPE.sub(r"\1", first[0]).lower()) if first else None
    if first is None or field is None:
        raise LeafError
    steps = []
    position = first.end()
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise LeafError
        plain = _ESCAPE.sub(r"\1", step[1]) if step[1] else step[2] or step[3] or step[4]
        if plain == "$" or _SEPARATORS.search(plain):
            raise LeafError
        steps.append(plain)
        position = step.end()
    if bool(steps) is not (field in PATH_SUBJECTS):
        raise LeafError
    return field, ".".join(steps) if steps else UNDEFINED


def _tidy_number(number: float) -> float:
    return int(number) if number.is_integer() and abs(number) <= 2**53 else number
