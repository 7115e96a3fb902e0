"""Tokens to a tree, with the readings of the official parser.

Mirrors `parseFql` of @segment/destination-subscriptions 3.37.0: one operator for a group (the last one
written), groups that end at the first `)`, words it does not know skipped without a sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Undefined, from_units, to_number, to_text, to_units
from workbench.triggers.inherited import OBJECT_MEMBERS
from workbench.triggers.lexer import LexError, Token, tokenize
from workbench.triggers.nodes import PATH_SUBJECTS, ROOT_SUBJECTS, Comparison, Group, Node, Nothing

FUNCTIONS: Final = ("contains", "match")

TYPE_OF_UNDEFINED: Final = "TypeError: Cannot read properties of undefined (reading 'type')"
"""The internal failure that the official package ends in for almost every unreadable trigger."""

NOTHING_TESTED: Final = "Nothing in the trigger can be tested."

_SUBJECTS: Final = ROOT_SUBJECTS | PATH_SUBJECTS
_FIELDS: Final = "type, event, name, userId, properties.…, traits.… or context.…"
_NOTHING_READ: Final = "Segment reads nothing of a trigger with such a fault, so no event matches it."
_VALUELESS: Final = ("exists", "not_exists", "is_true", "is_false")
_EXISTENCE: Final = {"=": "not_exists", "!=": "exists"}
_NUMERIC: Final = {"=": "number_equals", "!=": "number_not_equals"}


@dataclass(frozen=True)
class TriggerError(WorkbenchError):
    """A trigger that cannot be read: Segment refuses every event that meets it.

    `position` counts characters from 0, `expected` says what could stand there, `official` is the official
    package's own message, which for its internal failures begins with `TypeError: `.
    """

    position: int = 0
    expected: str = ""
    official: str = TYPE_OF_UNDEFINED


NoteKind = Literal[
    "comparison", "function", "other function", "skipped word", "skipped", "skipped negation", "mixed",
    "unjoined", "cut group", "empty group", "bad separators",
]  # fmt: skip
"""What the reader took for a condition, and what it passed over."""


class Note(NamedTuple):
    """One step of the reading: the tokens it is about, and the condition made of them if there is one."""

    kind: NoteKind
    tokens: tuple[Token, ...]
    node: Comparison | None = None


class UnreadableError(Exception):
    """Ends the reading of a trigger; carries the error that people get."""

    def __init__(self, error: TriggerError) -> None:
        super().__init__(error.message)
        self.error = error


def read(text: str, notes: list[Note] | None = None) -> Group:
    """The tree of a trigger; raises `UnreadableError` where the official parser gives an error.

    `notes` receives the steps of the reading, as far as it got.
    """
    try:
        tokens = tokenize(text)
    except LexError as fault:
        raise _unreadable(fault.message, _NOTHING_READ, fault.position, fault.expected) from None
    node = _Reader(tokens, (0, len(text)), notes).read()
    if isinstance(node, Nothing):
        message = "The trigger is empty." if len(tokens) == 1 else NOTHING_TESTED
        raise _unreadable(message, f"A condition begins with {_FIELDS}.", 0, "a condition")
    return node if isinstance(node, Group) else Group("and", (node,), node.span)


class _Reader:
    """Reads one run of tokens, which it consumes from the front as the official parser does."""

    def __init__(
        self, tokens: list[Token], span: tuple[int, int], notes: list[Note] | None, *, in_group: bool = False
    ) -> None:
        self._tokens = tokens
        self._next = 0
        self._span = span
        self._notes = notes
        self._in_group = in_group
        self._late_closing: Token | None = None

    def _shift(self) -> Token | None:
        if self._next >= len(self._tokens):
            return None
        self._next += 1
        return self._tokens[self._next - 1]

    def _note(self, kind: NoteKind, *tokens: Token, node: Comparison | None = None) -> None:
        if self._notes is not None:
            self._notes.append(Note(kind, tokens, node))

    def read(self) -> Node:
        nodes: list[Node] = []
        joints: list[Token] = []
        joined = True
        while (token := self._shift()) is not None and token.kind != "eos":
            if token.kind == "conditional":
                joints.append(token)
                joined = True
                continue
            noted = len(self._notes or ())
            found = self._condition(token)
            if found and not joined and self._notes is not None:
                self._notes.insert(noted, Note("unjoined", (token,)))
            if found:
                joined = False
            nodes += found
        operator = joints[-1].value if joints else "and"
        for joint in joints:
            if joint.value != operator:
                self._note("mixed", joint, joints[-1])
                break
        if len(nodes) > 1:
            return Group(operator, tuple(nodes), self._span)
        return nodes[0] if nodes else Nothing(self._span)

    def _condition(self, token: Token) -> list[Node]:
        """What a token begins: a condition, a group, or nothing."""
        if token.kind == "ident":
            return self._word(token)
        if token.kind == "parenleft":
            return [self._group(token)]
        if token.kind == "operator" and token.value == "!":
            return self._negation(token)
        if token is not self._late_closing:
            self._note("skipped", token)
        return []

    def _word(self, token: Token) -> list[Node]:
        word = token.value.partition(".")[0]
        if word in _SUBJECTS:
            return [self._comparison(token, word)]
        if token.value in FUNCTIONS:
            return self._function(token, token.value)
        self._note("skipped word", token)
        if word in OBJECT_MEMBERS:
            # JavaScript's objects have these words already: the official parser takes them for fields,
            # skips an operator and a value behind them, and adds no condition.
            self._operator_and_value(token)
        return []

    def _negation(self, token: Token) -> list[Node]:
        following = self._tokens[self._next]
        if following.kind == "ident" and following.value in FUNCTIONS:
            self._next += 1
            return self._function(token, following.value, negation="not_")
        self._note("skipped negation", token, following)
        return []

    def _operator_and_value(self, subject: Token) -> tuple[Token, Token]:
        operator = self._shift()
        if operator is None:
            raise _incomplete("Operator token is missing", subject.end, "an operator such as `=`")
        value = self._shift()
        if value is None:
            expected = "an operator such as `=`, and a value" if operator.kind == "eos" else "a value"
            raise _incomplete("Value token is missing", operator.start, expected)
        return operator, value

    def _comparison(self, token: Token, word: str) -> Comparison:
        operator_token, value_token = self._operator_and_value(token)
        subject = _SUBJECTS[word]
        operator = _official_operator(word, operator_token.value, value_token)
        name = UNDEFINED if word in ROOT_SUBJECTS else token.value.removeprefix(f"{word}.")
        value: str | float | bool | Undefined = UNDEFINED
        if operator == operator_token.value or operator not in _VALUELESS:
            value = _literal(value_token)
            value = to_text(value) if word in ROOT_SUBJECTS else value
        node = Comparison(subject, operator, value, name, (token.start, value_token.end))
        self._note("comparison", token, operator_token, value_token, node=node)
        return node

    def _function(self, start: Token, function: str, negation: str = "") -> list[Node]:
        """`contains(path, value)` or `match(path, value)`: the three separators may be any tokens."""
        opening = self._shift()
        path = self._shift()
        if opening is None or path is None:
            raise _incomplete(f"{function}() is missing a 1st argument", start.end, "a path, `,` and a text")
        comma = self._shift()
        value = self._shift()
        if comma is None or value is None:
            raise _incomplete(f"{function}() is missing a 2nd argument", path.end, "`,` and a text")
        closing = self._shift() or value
        if (opening.kind, comma.kind) != ("parenleft", "comma") or closing.kind not in ("parenright", "eos"):
            self._note("bad separators", start, closing)
        span = (start.start, max(value.end, closing.end))
        operator, operand = _contains(value) if function == "contains" else _match(value)
        node = _function_node(path.value, negation + operator, operand, span)
        if node is None:
            self._note("other function", start, path, value)
            return []
        self._note("function", start, path, value, node=node)
        return [node]

    def _group(self, opening: Token) -> Node:
        inside: list[Token] = []
        while (token := self._shift()) is not None and token.kind != "parenright":
            inside.append(token)
        if token is None:
            if self._in_group:
                message = "A group stands inside a group."
                raise _unreadable(message, _NOTHING_READ, opening.start, "a condition")
            raise _unreadable("A parenthesis is never closed.", _NOTHING_READ, opening.start, "`)`")
        inside.append(Token("eos", "eos", token.start, token.end))
        node = _Reader(inside, (opening.start, token.end), self._notes, in_group=True).read()
        if isinstance(node, Nothing):
            self._note("empty group", opening)
        elif any(inner.kind == "parenleft" for inner in inside):
            self._end_cut_group(opening, token)
        return node

    def _end_cut_group(self, opening: Token, closing: Token) -> None:
        """A group with a function in it ends at the function's `)`, harmless if the group ends there too."""
        following = self._tokens[self._next] if self._next < len(self._tokens) else closing
        if following.kind == "parenright":
            self._late_closing = following
        else:
            self._note("cut group", opening, closing)


def _function_node(path: str, operator: str, operand: str, span: tuple[int, int]) -> Comparison | None:
    if path in ("event", "name", "userId"):
        return Comparison(ROOT_SUBJECTS[path], operator, operand, span=span)
    for word, subject in PATH_SUBJECTS.items():
        if path.startswith(word):
            return Comparison(subject, operator, operand, path.removeprefix(f"{word}."), span)
    return None


def _official_operator(word: str, operator: str, value: Token) -> str:
    """The operator's name in the tree: `= null` and the like have names of their own, by subject."""
    if word in ("type", "event"):
        return operator
    if value.value == "null":
        return _EXISTENCE.get(operator, operator)
    if word == "name":
        return operator
    if operator == "=" and value.value in ("true", "false"):
        return f"is_{value.value}"
    if word in PATH_SUBJECTS and value.kind == "number":
        return _NUMERIC.get(operator, operator)
    return operator


def _literal(token: Token) -> str | float | bool:
    """The value of a token: double quotes are stripped, single ones are not."""
    if token.kind == "string":
        return from_units(token.value.removeprefix('"').removesuffix('"'))
    if token.kind == "number":
        return _tidy(to_number(token.value))
    if token.kind == "ident" and token.value in ("true", "false"):
        return token.value == "true"
    return token.value


def _tidy(number: float) -> float:
    """Whole numbers as int where that is the same number, as JSON has them."""
    return int(number) if number.is_integer() and abs(number) <= 2**53 else number


def _contains(value: Token) -> tuple[str, str]:
    return "contains", to_text(_literal(value))


def _match(value: Token) -> tuple[str, str]:
    """`x*` is starts-with; anything else is ends-with without its first UTF-16 unit."""
    operand = to_text(_literal(value))
    if value.value.endswith('*"'):
        return "starts_with", operand[:-1]
    return "ends_with", from_units(to_units(operand)[1:])


def _unreadable(message: str, hint: str, position: int, expected: str) -> UnreadableError:
    return UnreadableError(TriggerError(message, hint, position=position, expected=expected))


def _incomplete(official: str, position: int, expected: str) -> UnreadableError:
    message = "The last condition is not complete."
    hint = "Finish it, or remove it."
    return UnreadableError(
        TriggerError(message, hint, position=position, expected=expected, official=official)
    )
