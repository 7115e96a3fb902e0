"""Random mappings: every directive, nested, right and wrong, with events to resolve them over."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.parity.generators import values
from tests.parity.generators.events import event, path
from tests.parity.generators.values import chance, weighted
from workbench.jsvalues import Json

ROOT: Final = "__segment_internal_directive"


def case(rng: Random) -> dict[str, Json]:
    """A mapping and an event."""
    mapping: Json = {f"f{index}": part(rng, 3) for index in range(rng.choice((1, 1, 2, 3)))}
    if chance(rng, 0.05):
        mapping[ROOT] = _root(rng)
    if chance(rng, 0.03):
        mapping[values.key(rng)] = _wrong(rng, 1)
    if chance(rng, 0.02):
        mapping = part(rng, 2)
    return {"mapping": mapping, "data": event(rng)}


def part(rng: Random, depth: int) -> Json:
    """A directive, an object or list of such, or a plain value."""
    if depth == 0:
        return _leaf(rng)
    return weighted(
        rng,
        (6, lambda rng: directive(rng, depth)),
        (2, _leaf),
        (1, lambda rng: {values.key(rng): part(rng, depth - 1) for _ in range(rng.randint(0, 3))}),
        (0.7, lambda rng: [part(rng, depth - 1) for _ in range(rng.randint(0, 3))]),
        (0.04, lambda rng: _wrong(rng, depth)),
    )


def _leaf(rng: Random) -> Json:
    return {"@path": path(rng)} if chance(rng, 0.7) else values.value(rng, 1)


def directive(rng: Random, depth: int) -> Json:
    """One directive, sometimes with metadata beside it."""
    name = rng.choice(list(_MAKERS))
    made: Json = {name: _MAKERS[name](rng, depth - 1)}
    if chance(rng, 0.03):
        made["_metadata"] = {"label": "x"}
    return made


def _wrong(rng: Random, depth: int) -> Json:
    """A directive that is not right."""
    return weighted(
        rng,
        (1, lambda rng: {rng.choice(("@nope", "@", "@Path", "@PATH", "@path ")): part(rng, 0)}),
        (1, lambda rng: {"@path": path(rng), "more": 1}),
        (1, lambda rng: {"@path": path(rng), "@template": "x"}),
        (2, lambda rng: {rng.choice(list(_MAKERS)): values.value(rng, 2)}),
        (2, lambda rng: _without_a_key(rng, directive(rng, depth))),
        (2, lambda rng: _with_odd_option(rng, directive(rng, depth))),
    )


def _without_a_key(rng: Random, made: Json) -> Json:
    for options in made.values():
        if isinstance(options, dict) and options:
            del options[rng.choice(list(options))]
    return made


def _with_odd_option(rng: Random, made: Json) -> Json:
    for options in made.values():
        if isinstance(options, dict) and options:
            options[rng.choice(list(options))] = values.value(rng, 1)
    return made


def _root(rng: Random) -> Json:
    name = rng.choice(("@transform", "@transform", "@merge", "@literal", "@path"))
    options: Json = {"apply": {values.key(rng): part(rng, 1)}} if chance(rng, 0.9) else values.value(rng, 1)
    return {name: options} if chance(rng, 0.9) else {name: options, "@extra": 1}


def _path(rng: Random, depth: int) -> Json:
    return path(rng) if chance(rng, 0.97) else part(rng, depth)


def _template(rng: Random, depth: int) -> Json:
    if chance(rng, 0.03):
        return part(rng, depth)
    pieces = [
        weighted(
            rng,
            (4, lambda rng: f"{{{{{rng.choice((' ', ''))}{path(rng)}{rng.choice((' ', ''))}}}}}"),
            (2, lambda rng: f"{{{{{{{path(rng)}}}}}}}"),
            (3, values.text),
            (
                0.5,
                lambda rng: rng.choice(
                    ("{{ }}", "{{}}", "{", "}", "{{{ }}}", "{{{{ $.userId }}}}", "{{$.a b}}")
                ),
            ),
        )
        for _ in range(rng.randint(0, 4))
    ]
    return "".join(pieces)


def _literal(rng: Random, depth: int) -> Json:
    return values.value(rng, 2) if chance(rng, 0.7) else part(rng, depth)


def _if(rng: Random, depth: int) -> Json:
    options: Json = {rng.choice(("exists", "exists", "blank")): part(rng, depth)}
    if chance(rng, 0.05):
        options["blank"] = part(rng, depth)
    if chance(rng, 0.9):
        options["then"] = part(rng, depth)
    if chance(rng, 0.7):
        options["else"] = part(rng, depth)
    return options


def _case(rng: Random, depth: int) -> Json:
    operator = rng.choice(("lower", "upper")) if chance(rng, 0.95) else values.scalar(rng)
    return {"operator": operator, "value": part(rng, depth)}


def _replace(rng: Random, depth: int) -> Json:
    options: Json = {"pattern": _pattern(rng), "value": part(rng, depth)}
    if chance(rng, 0.8):
        options["replacement"] = rng.choice(("", "x", "$&", "$$", "$1", "$`", "$'", "$<a>", "é"))
    for name in ("ignorecase", "global"):
        if chance(rng, 0.4):
            options[name] = chance(rng, 0.5)
    if chance(rng, 0.3):
        options["pattern2"] = _pattern(rng)
        options["replacement2"] = rng.choice(("", "y", "$&$&", "0123456789"))
    return options


def _pattern(rng: Random) -> str:
    if chance(rng, 0.02):
        return rng.choice(("", "01234567890"))
    return rng.choice((
        "a", "A", "o", "e", " ", ".", "-", "@", "\\", "$", "^", "[", "(", "|", "a.b", "s", "ſ", "K", "ß",
        "İ", "é",
        "É", "😀", "\ud83d", "\n", "0", "gold", "\u2028", "ﬀ", "σ", "ς",  "/", "#", "example",
    ))  # fmt: skip


def _array_path(rng: Random, depth: int) -> Json:
    root: Json = weighted(
        rng,
        (5, lambda rng: rng.choice(("$.properties.products", "$.properties.list", "$.properties.nested"))),
        (2, path),
        (1, lambda rng: part(rng, depth)),
    )
    if chance(rng, 0.15):
        return [root]
    keys = ("product_id", "name", "price", "extra", "a", "0")
    shape: Json = {
        rng.choice(keys): {"@path": rng.choice(("", "$.")) + rng.choice((*keys, "a.b", ""))} for _ in range(2)
    }
    return [root, shape if chance(rng, 0.8) else part(rng, depth), *([1] if chance(rng, 0.03) else [])]


def _flatten(rng: Random, depth: int) -> Json:
    options: Json = {
        "separator": rng.choice((".", "_", "--") if chance(rng, 0.97) else ("", 0)),
        "value": part(rng, depth),
    }
    if chance(rng, 0.4):
        options["omitArrays"] = rng.choice((True, False, None, 1, "", "x"))
    if chance(rng, 0.05):
        options["separator"] = part(rng, depth)
    return options


def _json(rng: Random, depth: int) -> Json:
    return {"mode": rng.choice(("encode", "encode", "decode", "decode", "ENCODE")), "value": part(rng, depth)}


def _merge(rng: Random, depth: int) -> Json:
    direction = rng.choice(("left", "right", "LEFT")) if chance(rng, 0.95) else part(rng, depth)
    objects = [part(rng, depth) for _ in range(rng.randint(0, 3))]
    return {"direction": direction, "objects": objects}


def _transform(rng: Random, depth: int) -> Json:
    apply = {name: part(rng, depth) for name in values.sample(rng, ("a", "properties", "userId", "b"), 3)}
    return {"apply": apply, "mapping": part(rng, depth)}


def _exclude_when_null(rng: Random, depth: int) -> Json:
    return part(rng, depth)


_MAKERS: Final[dict[str, Callable[[Random, int], Json]]] = {
    "@path": _path,
    "@template": _template,
    "@literal": _literal,
    "@if": _if,
    "@case": _case,
    "@replace": _replace,
    "@arrayPath": _array_path,
    "@flatten": _flatten,
    "@json": _json,
    "@merge": _merge,
    "@transform": _transform,
    "@excludeWhenNull": _exclude_when_null,
}
"""`@liquid` has a generator of its own."""
