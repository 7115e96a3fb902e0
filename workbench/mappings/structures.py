"""Directives that build and take apart structures: `@flatten`, `@json`, `@merge`, `@transform`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from workbench.jsvalues import (
    UNDEFINED,
    Function,
    Json,
    JsonError,
    ThrownError,
    dump_json,
    has_index_keys,
    ordered_keys,
    own_members,
    parse_json,
    real_type,
)
from workbench.mappings.failures import MappingFailure
from workbench.mappings.nodes import MAX_TEXT, Broken, Constant, Node, Part, shortened, without_undefined
from workbench.mappings.paths import Resolve


@dataclass(frozen=True, slots=True)
class Flatten(Node):
    """`@flatten`: nested objects and lists as one object with joined keys.

    Empty objects and lists disappear, a value that is neither becomes `{"": value}`. With `omit_arrays`
    lists stay as they are.
    """

    value: Node
    separator: Node
    omit_arrays: bool

    label: ClassVar[str] = "@flatten"

    @property
    def text(self) -> str:
        return f"flatten {self.value.text} with {self.separator.text}"

    def parts(self, payload: Json) -> Iterator[Part]:
        yield Part("separator", self.separator, payload)
        yield Part("value", self.value, payload)

    def _compile(self) -> Resolve:
        read_separator, read = self.separator.raw, self.value.raw
        omit_arrays = self.omit_arrays

        def flatten(payload: Json) -> Json:
            separator = read_separator(payload)
            if not isinstance(separator, str):
                self.fail(
                    "@flatten requires a string separator", "Write the separator as text, such as a dot."
                )
            try:
                return flattened(read(payload), separator, omit_arrays=omit_arrays)
            except ThrownError as thrown:
                self.fail_thrown(thrown)

        return flatten


def flattened(value: Json, separator: str, *, omit_arrays: bool = False) -> dict[str, Json]:
    """`flattenObject` of @segment/actions-core 3.170.0, for any depth.

    Raises `ThrownError` when the keys are too long together, as they can be for few long ones in each other.
    """
    flat: dict[str, Json] = {}
    length = 0
    pending: list[tuple[str, Json]] = [("", value)]
    while pending:
        prefix, holder = pending.pop()
        if isinstance(holder, dict):
            entries = [(key, holder[key]) for key in ordered_keys(holder)]
        elif isinstance(holder, list) and not omit_arrays:
            entries = [(str(index), item) for index, item in enumerate(holder)]
        else:
            flat[prefix] = holder
            continue
        before = prefix + separator if prefix else ""
        length += len(before) * len(entries)
        if length > MAX_TEXT:
            raise ThrownError("RangeError", "Invalid string length")
        pending.extend((before + key, member) for key, member in reversed(entries))
    return in_key_order(flat)


def in_key_order(members: dict[str, Json]) -> dict[str, Json]:
    """The same members in JavaScript's order of keys."""
    return {key: members[key] for key in ordered_keys(members)} if has_index_keys(members) else members


@dataclass(frozen=True, slots=True)
class JsonText(Node):
    """`@json`: a value as JSON text (`encode`), or JSON text as its value (`decode`).

    Text that is not JSON and whatever is no text stay as they are when decoded. Another `mode` gives nothing.
    """

    mode: Json
    value: Node

    label: ClassVar[str] = "@json"

    @property
    def text(self) -> str:
        match self.mode:
            case "encode":
                return f"{self.value.text} as JSON text"
            case "decode":
                return f"{self.value.text} read as JSON"
            case _:
                return "nothing"

    def parts(self, payload: Json) -> Iterator[Part]:
        yield Part("value", self.value, payload)

    def _compile(self) -> Resolve:
        read = self.value.raw
        match self.mode:
            case "encode":
                return lambda payload: _encoded(read(payload))
            case "decode":
                return lambda payload: _decoded(read(payload))
            case _:
                return lambda payload: _ignored(read(payload))


def _encoded(value: Json) -> Json:
    return UNDEFINED if value is UNDEFINED or isinstance(value, Function) else dump_json(value)


def _decoded(value: Json) -> Json:
    if not isinstance(value, str):
        return value
    try:
        return parse_json(value)
    except JsonError:
        return value


def _ignored(_: Json) -> Json:
    return UNDEFINED


_MOST_SPREAD: Final = 1_000_000
"""Of how many UTF-16 units or elements `@merge` makes members."""


@dataclass(frozen=True, slots=True)
class Merge(Node):
    """`@merge`: one object of several, where later ones win, or with the direction `left` earlier ones.

    Text and lists spread by index, other values add nothing; an undefined member still wins. Longer ones than
    `_MOST_SPREAD` are refused, as V8 refuses what is too much for it. `refusal` is what is wrong with the
    list of objects, found once the direction is known.
    """

    direction: Node
    objects: tuple[Node, ...]
    refusal: Broken | None = None

    label: ClassVar[str] = "@merge"

    @property
    def text(self) -> str:
        inside = shortened(", ".join(node.text for node in self.objects))
        winner = (
            "first" if isinstance(self.direction, Constant) and self.direction.value == "left" else "last"
        )
        return f"merge {inside} (the {winner} wins)"

    def parts(self, payload: Json) -> Iterator[Part]:
        for index, node in enumerate(self.objects):
            yield Part(f"objects[{index}]", node, payload)

    def _compile(self) -> Resolve:
        read_direction = self.direction.raw
        if self.refusal:
            refuse = self.refusal.raw
            return lambda payload: refuse(read_direction(payload))
        objects = tuple(node.raw for node in self.objects)

        def merge(payload: Json) -> Json:
            direction = read_direction(payload)
            values = [read(payload) for read in objects]
            if direction == "left":
                values.reverse()
            merged: dict[str, Json] = {}
            for value in values:
                if isinstance(value, (str, list)) and len(value) > _MOST_SPREAD:
                    self.fail_thrown(ThrownError("RangeError", "Too many properties to enumerate"))
                merged.update(own_members(value))
            return in_key_order(merged)

        return merge


@dataclass(frozen=True, slots=True)
class Transform(Node):
    """`@transform`: `apply` makes a new event out of the event, and `mapping` is resolved with that one.

    `apply` is validated when it runs; `refusal` is what that finds.
    """

    apply: Node
    mapping: Node
    refusal: MappingFailure | None = None

    label: ClassVar[str] = "@transform"

    @property
    def text(self) -> str:
        return f"{self.mapping.text} of {self.apply.text}"

    def parts(self, payload: Json) -> Iterator[Part]:
        checked = self._checked(payload)
        yield Part("apply", self.apply, checked)
        yield Part("mapping", self.mapping, without_undefined(self.apply.raw(checked)))

    def _compile(self) -> Resolve:
        apply = self.apply.raw
        return self._chain(lambda payload: without_undefined(apply(payload)), self.mapping.raw)

    def _compile_clean(self) -> Resolve:
        return self._chain(self.apply.clean, self.mapping.clean)

    def _chain(self, apply: Resolve, resolve: Resolve) -> Resolve:
        checked = self._checked
        return lambda payload: resolve(apply(checked(payload)))

    def _checked(self, payload: Json) -> Json:
        if payload is UNDEFINED:
            payload = {}
        if not isinstance(payload, dict):
            self.fail(
                f"data must be an object, got {real_type(payload)}",
                "@transform works on an event or an object, here it is given something else.",
            )
        if self.refusal:
            raise replace(self.refusal)
        return payload
