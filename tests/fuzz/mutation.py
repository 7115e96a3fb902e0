"""Changes to texts and JSON values that programs are known to fall over."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from workbench.jsvalues import Json, from_units

_ODD_TEXTS: Final = (
    "", " ", "\0", "\ud800", "\udfff\ud800", "😀", "ß", "İ", "\u2028", "\ufeff", "constructor",
    "__proto__", "toString",
    "length", "-0", "1e400", "0x1g", "NaN", "Infinity", "null", "undefined",
    "9" * 400, "$&", "$`", "\\", "{{", "}}",
    "{%", "%}", '"', "'", "`", "(", ")", "[", "]", "{", "}", "|", ".*", "(a+)+$", "a" * 1001, "@path", "$.",
    "2024-02-30", "24:00", "%Y", "//", "\r\n", "and", "or", "!", "=", "!=", "contains(", "match(", ",", ".",
)  # fmt: skip
_ODD_VALUES: Final[tuple[Json, ...]] = (
    None, True, False, 0, -0.0, 1, -1, 0.1, 1e21, 1e-7, 2**53, 2**63, -(2**63), 1e308, 5e-324,
    float("nan"), float("inf"), float("-inf"), "", [], {}, [[]], [None], [[[]]], {"": ""},
    {"0": 1, "b": 2, "1": 3}, {"toString": 1}, {"length": 3},
)  # fmt: skip


def odd_text(rng: Random) -> str:
    """A text, mostly short, of odd pieces and any characters."""
    pieces = [
        rng.choice(_ODD_TEXTS) if rng.random() < 0.6 else any_text(rng, 6) for _ in range(rng.randint(0, 4))
    ]
    return from_units("".join(pieces))


def any_text(rng: Random, most: int) -> str:
    """Characters of all kinds, lone surrogates included."""
    return from_units("".join(chr(int(rng.random() ** 4 * 0x110000)) for _ in range(rng.randint(0, most))))


def odd_value(rng: Random, depth: int = 2) -> Json:
    """A value of JavaScript: NaN and the infinities may be in it."""
    kind = rng.random()
    if kind < 0.5 or not depth:
        return rng.choice(_ODD_VALUES)
    if kind < 0.7:
        return odd_text(rng)
    size = rng.randint(0, 3) if kind < 0.98 else rng.randint(50, 300)
    if kind < 0.85:
        return [odd_value(rng, depth - 1) for _ in range(size)]
    return {odd_text(rng): odd_value(rng, depth - 1) for _ in range(size)}


def deep_value(rng: Random) -> Json:
    """A value of hundreds or thousands of levels."""
    value = odd_value(rng, 0)
    for _ in range(rng.choice((50, 300, 1_000, 10_000))):
        value = [value] if rng.random() < 0.5 else {"a": value}
    return value


def changed_text(rng: Random, text: str) -> str:
    """The text with a piece removed, doubled, moved or put in; halves of a character that meet are one."""
    return from_units(_changed_text(rng, text))


def _changed_text(rng: Random, text: str) -> str:
    start, end = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    end = min(end, start + 30)
    piece = text[start:end]
    change = rng.randint(0, 5)
    if change == 0:
        return text[:start] + text[end:]
    if change == 1:
        return text[:start] + piece * rng.choice((2, 3, 50)) + text[end:]
    if change == 2:
        place = rng.randint(0, len(text))
        return text[:place] + piece + text[place:]
    if change == 3:
        return text[:start] + any_text(rng, 3) + text[end:]
    if change == 4:
        return text[:start] + rng.choice(_ODD_TEXTS) + text[start:]
    return text[:start] + rng.choice(_ODD_TEXTS) + text[end:]


def changed(rng: Random, value: Json) -> Json:
    """A copy of the value with one change somewhere inside."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        key = rng.choice(list(value))
        copy = dict(value)
        change = rng.random()
        if change < 0.7:
            copy[key] = changed(rng, value[key])
        elif change < 0.8:
            del copy[key]
        elif change < 0.9:
            copy[changed_text(rng, key)] = copy.pop(key)
        else:
            copy[odd_text(rng)] = value[key]
        return copy
    if isinstance(value, list) and value and rng.random() < 0.85:
        index = rng.randrange(len(value))
        item = value[index]
        change = rng.random()
        middle = (
            [changed(rng, item)] if change < 0.7 else [] if change < 0.8 else [item] * rng.choice((2, 40))
        )
        return value[:index] + middle + value[index + 1 :]
    if isinstance(value, str) and rng.random() < 0.7:
        return changed_text(rng, value)
    return _replaced(rng, value)


def _replaced(rng: Random, value: Json) -> Json:
    makers: tuple[Callable[[], Json], ...] = (
        lambda: odd_value(rng),
        lambda: odd_value(rng),
        lambda: odd_text(rng),
        lambda: [value],
        lambda: {"@path": "$." + odd_text(rng)},
        lambda: deep_value(rng) if rng.random() < 0.2 else odd_value(rng),
    )
    return rng.choice(makers)()
