"""Random triggers, and events that have something to do with them."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.parity.generators import values
from tests.parity.generators.events import event
from tests.parity.generators.values import chance, weighted
from workbench.jsvalues import Json

_SUBJECTS: Final = (
    "type", "event", "name", "userId", "properties.plan", "properties.total", "properties.currency",
    "properties.nested.a", "properties.a\\ b", "properties.a\\.b", "properties.tag\\$", "properties.items.0",
    "properties.a-b", "properties._x", "properties", "traits.email", "traits.age", "traits.address.city",
    "context.ip",
    "context.page.url", "context.traits.email", "anonymousId", "constructor", "properties.constructor",
    "properties.length", "properties.nested.length", "propertiesx.y", "traitsplan", "event.x", "userId.x",
    "TYPE", "é",
)  # fmt: skip
_WORDS: Final = (
    "Order Completed", "gold", "Gold", "track", "identify", "5", "42.5", "true", "false", "null", "", "*",
    "a*b",
    "x*", "*x", "**", "日本", "😀", "\ud83d", "user-1", "and", "eos", "mia@example.com", "a\\b",
    "new\nline", "(", "a, b",
)  # fmt: skip
_OPERATORS: Final = ("=", "=", "=", "!=", "!=", "<", "<=", ">", ">=")
_ODD_OPERATORS: Final = ("==", "in", "=>", "<>", "!", "contains", "", "is", "=!", "~")
_NUMERALS: Final = (
    "0", "5", "42.5", "-3", "+5", "007", "1e3", "5.", ".5", "1.2.3", "-", "+", "--1", "1_0", "0x1f",
    "9007199254740993", "99999999999999999999999", "0.1", "-0",
)  # fmt: skip
_PIECES: Final = (
    "(", ")", "!", "!(", "and", "or", "AND", "OR", "not", "&&", "||", ",", "[", "]", "[0]", ".", '"', "'",
    "\\", "\\ ",
    "\r", "\n", "\t", "\u00a0", "é", "😀", "\ud83d", "#", "null", "true", "contains", "match", "contains(",
    "!match(",
    "eos", "an", "nu", "o", "*", "exists", "\u0000", "{", "}", "$", "_", "-", "5a", "a5", "//",
)  # fmt: skip


def case(rng: Random) -> dict[str, Json]:
    """A trigger and a few events."""
    events = [_event(rng) for _ in range(3)]
    return {"fql": _trigger(rng, events), "events": events}


def trigger(rng: Random) -> str:
    """A trigger that reads well, as people write them."""
    return weighted(
        rng,
        (4, lambda rng: rng.choice(('type = "track"', 'type = "identify"', 'event = "Order Completed"'))),
        (2, lambda rng: _join(rng, [_condition(rng) for _ in range(rng.randint(1, 3))])),
        (6, lambda _: 'type != "none"'),
    )


def _trigger(rng: Random, events: list[Json]) -> str:
    made = _join(rng, [_part(rng, events) for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5)))])
    if chance(rng, 0.12):
        made = _spoil(rng, made)
    if chance(rng, 0.05):
        made = _blank(rng).join(rng.choice((*_PIECES, *_SUBJECTS)) for _ in range(rng.randint(0, 9)))
    return made


def _part(rng: Random, events: list[Json]) -> str:
    if chance(rng, 0.15):
        inner = _join(rng, [_part(rng, events) for _ in range(rng.choice((1, 2, 2, 3)))])
        return f"{rng.choice(('', '', '', '!', 'not '))}({inner})"
    return _condition_on(rng, rng.choice(events)) if chance(rng, 0.7) else _condition(rng)


def _condition_on(rng: Random, event: Json) -> str:
    """A condition that holds, or nearly holds, for the event."""
    subject = rng.choice(_SUBJECTS[:20])
    found = event
    for step in subject.replace("\\ ", " ").replace("\\$", "$").split("."):
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, str):
        start, end = sorted((rng.randint(0, len(found)), rng.randint(0, len(found))))
        wanted = rng.choice((found[start:end], found, f"{found[:end]}*", f"*{found[start:]}"))
        name = rng.choice(("contains", "match", "match", "!contains", "!match"))
        call = f'{name}({subject}, "{wanted}")'
        return call if chance(rng, 0.5) else f'{subject} {rng.choice(("=", "!="))} "{found}"'
    if isinstance(found, bool):
        return f"{subject} {rng.choice(('=', '!='))} {'true' if found else 'false'}"
    if isinstance(found, (int, float)):
        return f"{subject} {rng.choice(_OPERATORS)} {found if chance(rng, 0.6) else rng.choice(_NUMERALS)}"
    return f"{subject} {rng.choice(('=', '!='))} null" if found is None else _condition(rng)


def _join(rng: Random, parts: list[str]) -> str:
    made = ""
    for part in parts:
        word = rng.choice(("and", "or", "or", "or", "AND", "Or", "")) if chance(rng, 0.3) else "and"
        made += f"{_blank(rng)}{word}{_blank(rng)}{part}" if made else part
    return made


def _blank(rng: Random) -> str:
    return " " if chance(rng, 0.95) else rng.choice(("", "  ", "\n", "\t", "\r\n"))


def _condition(rng: Random) -> str:
    subject = rng.choice(_SUBJECTS[:20] if chance(rng, 0.8) else _SUBJECTS)
    if chance(rng, 0.35):
        name = rng.choice(
            ("contains", "match", "match", "!contains", "!match", "Contains", "! match", "exists")
        )
        comma = rng.choice((", ", ", ", ",", " ,", " "))
        return f"{name}({subject}{comma}{_wanted(rng)})" if chance(rng, 0.9) else f"{name}({subject})"
    operator = rng.choice(_OPERATORS if chance(rng, 0.95) else _ODD_OPERATORS)
    return f"{subject}{_blank(rng)}{operator}{_blank(rng)}{_wanted(rng)}"


def _wanted(rng: Random) -> str:
    return weighted(
        rng,
        (6, lambda rng: f'"{rng.choice(_WORDS)}"'),
        (2, lambda rng: rng.choice(_NUMERALS)),
        (1, lambda rng: rng.choice(("null", "true", "false", "NULL", "True", "gold", ""))),
        (0.3, lambda rng: f"'{rng.choice(_WORDS)}'"),
        (0.3, lambda rng: f'"{values.text(rng)}"'),
    )


def _spoil(rng: Random, made: str) -> str:
    place = rng.randint(0, len(made))
    return made[:place] + rng.choice((*_PIECES, "")) + made[place + rng.choice((0, 0, 1, 2)) :]


def _event(rng: Random) -> Json:
    made = event(rng)
    for place in ("properties", "traits", "context"):
        if isinstance(made.get(place), dict) and chance(rng, 0.8):
            for name in rng.sample(
                ("plan", "total", "a b", "a.b", "tag$", "a-b", "_x", "ip", "email", "age"), 4
            ):
                made[place][name] = _found(rng)
    for name in ("event", "name", "userId"):
        if chance(rng, 0.5):
            made[name] = _found(rng)
    return rng.choice((None, [], "track", {}, 5)) if chance(rng, 0.01) else made


def _found(rng: Random) -> Json:
    return weighted(
        rng,
        (5, lambda rng: rng.choice(_WORDS)),
        (3, lambda rng: rng.choice((0, 5, 42.5, -3, 7, 1, 0.1, True, False, None))),
        (1, values.value),
    )
