"""The official validator's findings on a mapping as written, before any event.

Mirrors `validate` of @segment/actions-core 3.170.0: which faults it finds, which it misses (it does not look
into lists), in which order, and its messages. Places, plain messages and hints are ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn, TypeAlias

from workbench.jsvalues import UNDEFINED, Json, dump_json, ordered_keys, real_type, unit_length
from workbench.mappings.failures import DirectiveError, MappingFailure
from workbench.mappings.places import dotted, indexed
from workbench.mappings.texts import MAX_REPLACE_LENGTH


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the validator is: its own stack of keys, which its messages show, and the true dotted place.

    `name` is what plain messages call the value there.
    """

    stack: tuple[str, ...]
    place: str
    name: str = "the mapping"

    def member(self, key: str) -> _Spot:
        return _Spot((*self.stack, key), dotted(self.place, key), _called(key))

    def item(self, index: int, stack: tuple[str, ...]) -> _Spot:
        return _Spot(stack, indexed(self.place, index), f"item {index + 1} of {self.name}")


def _called(key: str) -> str:
    return key if key.startswith("@") else f"`{key}`"


class _InvalidError(Exception):
    """The faults of a part of the mapping, which end its validation."""

    def __init__(self, errors: tuple[DirectiveError, ...], *, is_aggregate: bool) -> None:
        super().__init__()
        self.errors = errors
        self.is_aggregate = is_aggregate


_Check: TypeAlias = Callable[[Json, _Spot], None]


def check_mapping(mapping: Json, place: str = "", stack: tuple[str, ...] = ()) -> MappingFailure | None:
    """The failure with which the official engine refuses a mapping before it runs, or `None`.

    For a part of a mapping `place` is where it is, and `stack` the keys that lead to it.
    """
    try:
        _check(mapping, _Spot(stack, place, *map(_called, stack[-1:])))
    except _InvalidError as invalid:
        first = invalid.errors[0]
        return MappingFailure(
            "\n".join(error.official for error in invalid.errors),
            hint=first.hint,
            field=first.path,
            name="AggregateError" if invalid.is_aggregate else "ValidationError",
            faults=invalid.errors,
        )
    return None


def _refuse(spot: _Spot, finding: str, plain: str, hint: str) -> NoReturn:
    """Fail with the official `finding` on the spot, and a plain sentence about it with the next step."""
    error = DirectiveError(
        spot.place, f"{plain[0].upper()}{plain[1:]}.", hint, official=f"/{'/'.join(spot.stack)} {finding}."
    )
    raise _InvalidError((error,), is_aggregate=False)


def _collect(checks: Iterable[Callable[[], None]]) -> None:
    """Run every check; together they fail with all faults."""
    errors: list[DirectiveError] = []
    for check in checks:
        try:
            check()
        except _InvalidError as invalid:
            errors.extend(invalid.errors)
    if errors:
        raise _InvalidError(tuple(errors), is_aggregate=True)


def _kind(value: Json) -> str:
    """The type of a value; any object with an `@` key is a directive."""
    if isinstance(value, dict) and any(key.startswith("@") for key in value):
        return "directive"
    return real_type(value)


_WORDS: Final = {
    "array": "a list",
    "boolean": "true or false",
    "directive": "a directive",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "text",
    "undefined": "missing",
}


def _with_article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _check(mapping: Json, spot: _Spot) -> None:
    match _kind(mapping):
        case "directive":
            _check_directive(mapping, spot)
        case "object":
            _check_object(mapping, spot)


def _check_directive(directive: dict[str, Json], spot: _Spot) -> None:
    names = [key for key in directive if key.startswith("@")]
    if len(names) > 1:
        _refuse(
            spot,
            f"should only have one @-prefixed key but it has {len(names)} keys",
            f"{len(names)} directives stand side by side: {', '.join(names)}",
            f"Keep one of {', '.join(names)}, or nest them.",
        )
    others = [key for key in directive if not key.startswith("@") and key != "_metadata"]
    if others:
        _refuse(
            spot,
            f"should only have one @-prefixed key but it has {len(directive)} keys",
            f"beside {names[0]} there may be no other keys",
            f"Remove {', '.join(others)}.",
        )
    name = names[0]
    check = _DIRECTIVES.get(name)
    if check is None:
        near = difflib.get_close_matches(name, _DIRECTIVES, 1)
        advice = f"Did you mean {near[0]}?" if near else f"Known directives are {', '.join(_DIRECTIVES)}."
        _refuse(spot, f"has an invalid directive: {name}", f"{name} is no directive", advice)
    check(directive[name], spot.member(name))


def _check_object(value: Json, spot: _Spot) -> None:
    kind = _kind(value)
    if kind != "object":
        _refuse(
            spot,
            f"should be an object but it is {_with_article(kind)}",
            f"{spot.name} needs an object, but is {_WORDS[kind]}",
            f"Give {spot.name} an object with its options.",
        )
    _collect(_member_check(value[key], spot.member(key)) for key in ordered_keys(value))


def _member_check(value: Json, spot: _Spot) -> Callable[[], None]:
    return lambda: _check(value, spot)


def _raw_or_directive(value: Json, spot: _Spot) -> None:
    kind = _kind(value)
    if kind == "directive":
        _check_directive(value, spot)
    elif kind == "undefined":
        _refuse(
            spot,
            "should be a mapping directive or a JSON value but it is an undefined",
            f"{spot.name} has no value",
            "Give it a value.",
        )


def _text_or_directive(value: Json, spot: _Spot) -> None:
    kind = _kind(value)
    if kind == "directive":
        _check_directive(value, spot)
    elif kind != "string":
        _refuse(
            spot,
            f"should be a string or a mapping directive but it is {_with_article(kind)}",
            f"{spot.name} must be text or a directive, but is {_WORDS[kind]}",
            f"Write {spot.name} as text in quotes, or give it a directive.",
        )


def _object_or_directive(value: Json, spot: _Spot) -> None:
    kind = _kind(value)
    if kind == "directive":
        _check_directive(value, spot)
    elif kind == "object":
        _check_object(value, spot)
    else:
        _refuse(
            spot,
            f"should be a object or a mapping directive but it is {_with_article(kind)}",
            f"{spot.name} must be an object or a directive, but is {_WORDS[kind]}",
            "Give it an object of fields, or a directive that gives one.",
        )


def _text(value: Json, spot: _Spot) -> None:
    kind = _kind(value)
    if kind != "string":
        _refuse(
            spot,
            f"should be a string but it is {_with_article(kind)}",
            f"{spot.name} must be text, but is {_WORDS[kind]}",
            f"Write {spot.name} as plain text; a directive is not allowed here.",
        )


def _boolean(value: Json, spot: _Spot) -> None:
    kind = _kind(value)
    if kind != "boolean":
        _refuse(
            spot,
            f"should be a boolean but it is {_with_article(kind)}",
            f"{spot.name} must be true or false, but is {_WORDS[kind]}",
            f"Write {spot.name} as true or false, or leave it out.",
        )


def _list(value: Json, spot: _Spot) -> None:
    kind = real_type(value)
    if kind != "array":
        _refuse(
            spot,
            f"should be an array but it is {_with_article(kind)}",
            f"{spot.name} needs a list, but is {_WORDS[kind]}",
            f"Give {spot.name} a list.",
        )


def _text_of_length(shortest: int, longest: int) -> _Check:
    def check(value: Json, spot: _Spot) -> None:
        _text(value, spot)
        length = unit_length(value)
        if length < shortest:
            _refuse(
                spot,
                f"should be a string of length {shortest} or greater",
                f"{spot.name} is empty",
                f"Write at least {shortest} character.",
            )
        if length > longest:
            _refuse(
                spot,
                f"should be a string of length {longest} or less",
                f"{spot.name} is too long",
                f"Shorten it from {length} to {longest} characters.",
            )

    return check


def _one_of(*allowed: str) -> _Check:
    def check(value: Json, spot: _Spot) -> None:
        _text(value, spot)
        if value.lower() not in allowed:
            _refuse(
                spot,
                f"should be one of {', '.join(allowed)} but it is {dump_json(value)}",
                f"{spot.name} must be {' or '.join(allowed)}",
                f"Write {' or '.join(allowed)}.",
            )

    return check


@dataclass(frozen=True, slots=True)
class _Option:
    """How an option of a directive is checked, and whether it must be there."""

    check: _Check
    required: bool = False


def _check_options(value: Json, spot: _Spot, options: Mapping[str, _Option]) -> None:
    """An object's members as a mapping, then the options it should have."""
    _check_object(value, spot)
    _collect(_option_check(value, spot, key, option) for key, option in options.items())


def _option_check(value: dict[str, Json], spot: _Spot, key: str, option: _Option) -> Callable[[], None]:
    def check() -> None:
        if key in value:
            option.check(value[key], spot.member(key))
        elif option.required:
            _refuse(
                spot,
                f"should have field {dump_json(key)} but it doesn't",
                f"{spot.name} lacks {key}",
                f"Add {key}.",
            )

    return check


def _with_options(**options: _Option) -> _Check:
    return lambda value, spot: _check_options(value, spot, options)


def _check_array_path(value: Json, spot: _Spot) -> None:
    _list(value, spot)
    path, shape = (*value, UNDEFINED, UNDEFINED)[:2]
    _text_or_directive(path, spot.item(0, spot.stack))
    _check(shape, spot.item(1, spot.stack))


_merge_options: Final = _with_options(
    direction=_Option(_one_of("left", "right")), objects=_Option(_list, required=True)
)


def _check_merge(value: Json, spot: _Spot) -> None:
    """Objects are checked one by one, up to the first faulty one; messages do not say where it is."""
    _merge_options(value, spot)
    objects = spot.member("objects")
    for index, item in enumerate(value["objects"]):
        _object_or_directive(item, objects.item(index, ()))


_DIRECTIVES: Final[Mapping[str, _Check]] = {
    "@if": _with_options(
        exists=_Option(_raw_or_directive),
        then=_Option(_raw_or_directive),
        **{"else": _Option(_raw_or_directive)},
    ),
    "@case": _with_options(operator=_Option(_text), value=_Option(_text_or_directive)),
    "@replace": _with_options(
        pattern=_Option(_text_of_length(1, MAX_REPLACE_LENGTH), required=True),
        replacement=_Option(_text_of_length(0, MAX_REPLACE_LENGTH)),
        value=_Option(_text_or_directive, required=True),
        ignorecase=_Option(_boolean),
        **{"global": _Option(_boolean)},
    ),
    "@arrayPath": _check_array_path,
    "@path": _text_or_directive,
    "@json": _with_options(
        value=_Option(_raw_or_directive, required=True),
        mode=_Option(_one_of("encode", "decode"), required=True),
    ),
    "@flatten": _with_options(separator=_Option(_text), value=_Option(_raw_or_directive, required=True)),
    "@merge": _check_merge,
    "@template": _text_or_directive,
    "@literal": _raw_or_directive,
    "@transform": _with_options(
        apply=_Option(_object_or_directive, required=True),
        mapping=_Option(_object_or_directive, required=True),
    ),
    "@excludeWhenNull": _raw_or_directive,
    "@liquid": _text,
}
