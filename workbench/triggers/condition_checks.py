"""Checks of single conditions: what is compared with what, where the text suggests something else."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from workbench.jsvalues import Undefined, to_number, to_text
from workbench.triggers.inherited import OBJECT_MEMBERS
from workbench.triggers.lexer import Token
from workbench.triggers.nodes import PATH_SUBJECTS, ROOT_SUBJECTS, Comparison
from workbench.triggers.parser import Note
from workbench.triggers.paths import steps_of
from workbench.triggers.wording import NUMERIC, OPERATOR_WORDS, in_words, path_of

_OPERATORS: Final = ("=", "!=", "<", "<=", ">", ">=")
_ORDER: Final = ("<", "<=", ">", ">=")
_PATTERN_CHARACTERS: Final = re.compile(r"[*?\[]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?").fullmatch


class Finding(NamedTuple):
    """A check before its rewrite is known; `fixable` when the rewrite of the whole trigger mends it."""

    position: int
    message: str
    fixable: bool = True


def comparison_finding(note: Note, text: str) -> Finding | None:
    """What is odd about `path operator value`, the first of it."""
    subject, operator, value = note.tokens
    node = note.node
    if node is None:
        return None
    return (
        _operator_finding(operator, value)
        or _path_finding(subject, node, text)
        or _missing_value(value)
        or _quote_finding(value)
        or _constant_finding(operator, value, node)
        or _bare_word(value)
        or _number_finding(operator, value, node)
        or _text_of_other_type(value, node)
    )


def _path_finding(token: Token, node: Comparison, text: str) -> Finding | None:
    word = token.value.partition(".")[0]
    if word in ROOT_SUBJECTS and token.value != word:
        return Finding(token.start, f"`{token.value}` is read as `{word}`; what follows the dot is dropped.")
    if word in PATH_SUBJECTS and token.value == word:
        return Finding(token.start, f"`{word}` alone is read as `{word}.{word}`.", fixable=False)
    if isinstance(node.name, str) and not steps_of(node.name):
        return Finding(token.start, "The path has no name; every event that gets here fails.", fixable=False)
    if "\\." in text[token.start : token.end]:
        message = "An escaped dot is read as a plain one: names with a dot in them cannot be reached."
        return Finding(token.start, message, fixable=False)
    return None


def _operator_finding(operator: Token, value: Token) -> Finding | None:
    if operator.kind == "operator" and operator.value in _OPERATORS:
        if operator.value in ("<", ">") and value.value == "=":
            sign = f"{operator.value}="
            message = f"`{sign}` needs a blank behind it; as it stands the condition is never true."
            return Finding(operator.start, message)
        return None
    if operator.kind == "dot":
        message = (
            "The path ends before this dot and the condition is never true: a step that begins with a digit"
            " or is `and`, `or` or `null` needs a backslash."
        )
        return Finding(operator.start, message)
    if operator.value in ("in", "not"):
        return Finding(operator.start, f"Lists are not known here: `{operator.value}` is never true.")
    if operator.value in OPERATOR_WORDS:
        message = f"`{operator.value}` between a path and a value is no FQL; only the destination reads it."
        return Finding(operator.start, message)
    message = f"`{operator.value}` is taken for the operator, so that the condition is never true."
    if operator.kind == "ident":
        message += " A blank in a name needs a backslash before it."
    return Finding(operator.start, message)


def _missing_value(value: Token) -> Finding | None:
    if value.kind in ("string", "number", "ident", "null"):
        return None
    message = f"The condition has no value; it is compared with the text “{value.value}”."
    return Finding(value.start, message, fixable=False)


def _quote_finding(value: Token) -> Finding | None:
    if value.kind != "string" or not value.value.startswith("'"):
        return None
    message = (
        f"Single quotes are part of the text: the value compared with is {value.value}, quotes included."
    )
    return Finding(value.start, message)


def _constant_finding(operator: Token, value: Token, node: Comparison) -> Finding | None:
    """`null`, `true` and `false` where they are texts, not what they look like."""
    if value.kind not in ("null", "ident") or value.value not in ("null", "true", "false"):
        return None
    if node.operator not in ("=", "!="):
        return None
    path = path_of(node)
    if value.value == "null":
        message = f"`{path}` is compared with the text “null”; whether it exists cannot be tested."
        if node.operator == "!=":
            message += " Almost every event passes."
        return Finding(value.start, message, fixable=False)
    if node.subject in ("event-type", "event", "name"):
        message = f"`{path}` is compared with the text “{value.value}”."
        return Finding(value.start, message, fixable=False)
    message = f"`!= {value.value}` compares with the text “{value.value}”, so that every boolean passes."
    return Finding(operator.start, message)


def _bare_word(value: Token) -> Finding | None:
    if value.kind != "ident" or value.value in ("null", "true", "false"):
        return None
    if value.value.lower() in ("null", "true", "false"):
        return Finding(value.start, f"`{value.value}` with capitals is the text “{value.value}”.")
    if "." in value.value:
        message = f"The value is the text “{value.value}”; two fields cannot be compared."
        return Finding(value.start, message, fixable=False)
    return Finding(value.start, f"A value without quotes is taken as the text “{value.value}”.")


def _number_finding(operator: Token, value: Token, node: Comparison) -> Finding | None:
    if node.operator in NUMERIC:
        number = to_number(node.value) if not isinstance(node.value, Undefined) else 0
        if number != number:  # noqa: PLR0124 - NaN
            return Finding(value.start, "The value is no number; the condition is never true.", fixable=False)
        if node.subject in ("event-type", "event", "name"):
            message = f"`{operator.value}` compares numbers and `{path_of(node)}` is a text: never true."
            return Finding(operator.start, message, fixable=False)
    elif value.kind == "number":
        message = f"`{path_of(node)}` is compared with the text “{to_text(node.value)}”, not with a number."
        return Finding(value.start, message)
    return None


def _text_of_other_type(value: Token, node: Comparison) -> Finding | None:
    if value.kind != "string" or node.operator not in ("=", "!=") or isinstance(node.name, Undefined):
        return None
    content = to_text(node.value)
    kind = "boolean" if content in ("true", "false") else "number" if _NUMBER(content) else ""
    if not kind:
        return None
    message = f"In quotes this is a text; the {kind} {content} is another value. Leave the quotes out for it."
    return Finding(value.start, message, fixable=False)


def function_finding(note: Note, text: str) -> Finding | None:
    """What is odd about `contains(path, value)` or `match(path, value)`, the first of it."""
    start, path, value = note.tokens
    node = note.node
    if node is None:
        return None
    return (
        _function_path(path, node, text)
        or _missing_value(value)
        or _quote_finding(value)
        or _bare_word(value)
        or _pattern_finding(start, value, node)
    )


def _function_path(path: Token, node: Comparison, text: str) -> Finding | None:
    for word in PATH_SUBJECTS:
        if path.value.startswith(word) and path.value != word and path.value[len(word)] != ".":
            return Finding(path.start, f"`{path.value}` is read as `{word}.{path.value}`.", fixable=False)
    return _path_finding(path, node, text)


def _pattern_finding(start: Token, value: Token, node: Comparison) -> Finding | None:
    if "contains" in node.operator:
        return None
    pattern = value.value[1:-1] if value.kind == "string" else value.value
    rest = to_text(node.value)
    if not pattern.startswith("*") and not pattern.endswith("*"):
        message = f"A pattern without a star at an end loses its first character: {in_words(node)}."
        return Finding(start.start, message)
    if _PATTERN_CHARACTERS.search(rest):
        message = f"Only one star at one end is a star, other pattern characters are plain: {in_words(node)}."
        return Finding(start.start, message)
    return None


def skipped_word(token: Token, following: Token | None, character: str, joint: str) -> Finding:
    """A word that the reading passes over, with what that means.

    `following` is the token behind it if that is passed over too, `character` the one behind it in the text,
    `joint` the operator that joins the conditions around.
    """
    word = token.value
    small = word.lower()
    if small in ("and", "or"):
        why = "needs a blank behind it to be read" if small == word else "is read in small letters only"
        return Finding(token.start, f"`{word}` {why}; the conditions are joined by `{joint}`.")
    if small == "not":
        return Finding(token.start, f"`{word}` is not known and is skipped: nothing is negated.")
    if following is not None and following.kind == "operator" and following.value != "!":
        return Finding(token.start, f"`{word}` cannot be tested; the condition is left out.")
    if word.partition(".")[0] in OBJECT_MEMBERS:
        return Finding(token.start, f"`{word}` and what stands behind it are skipped.", fixable=False)
    if character == "(":
        return Finding(token.start, f"`{word}(…)` is not known in the triggers of mappings.")
    return Finding(token.start, f"`{word}` is not known and is skipped.")


def skipped_token(token: Token) -> Finding:
    """A sign or value that the reading passes over."""
    if token.kind == "parenright":
        return Finding(token.start, "This closing parenthesis closes nothing and is skipped.")
    if token.kind == "string":
        message = "This text stands where no value belongs and is skipped. A text ends at its first quote."
        return Finding(token.start, message)
    return Finding(token.start, f"`{token.value}` stands where it has no meaning and is skipped.")
