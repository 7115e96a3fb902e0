"""Where the official reading of a trigger is not what its text says."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.triggers.lexer import LexError, tokenize


@dataclass(frozen=True, slots=True)
class TriggerCheck:
    """Something in a trigger that is read otherwise than it looks.

    `position` counts characters from 0; `message` says what is read instead; `rewrite` is a whole trigger
    that says what was meant, where one exists.
    """

    position: int
    message: str
    rewrite: str | None = None


def find_checks(text: str) -> tuple[TriggerCheck, ...]:
    """The checks of a trigger's text, in its order."""
    try:
        tokens = tokenize(text)
    except LexError:
        return ()
    message = "Single quotes are part of the text that is compared; only double quotes mark a text."
    return tuple(TriggerCheck(token.start, message) for token in tokens if token.value.startswith("'"))
