"""Directives that choose: `@if` and `@excludeWhenNull`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from workbench.jsvalues import UNDEFINED, Json, ThrownError, loose_equal, primitive_text
from workbench.mappings.lookups import Path
from workbench.mappings.nodes import Node, Part
from workbench.mappings.paths import Resolve, Steps

Test = Literal["exists", "blank"]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`@if`: `then` or `otherwise` after a test of `condition`'s value.

    `exists` holds for everything but null and missing. `blank` holds when the value is *not* blank, where
    null, missing, `""`, `0`, `false` and lists that print as nothing are blank.
    """

    test: Test
    condition: Node
    then: Node | None
    otherwise: Node | None

    label: ClassVar[str] = "@if"

    @property
    def text(self) -> str:
        test = "exists" if self.test == "exists" else "not blank"
        then = self.then.text if self.then else "nothing"
        otherwise = f" else {self.otherwise.text}" if self.otherwise else ""
        return f"if {test} {self.condition.text} then {then}{otherwise}"

    def parts(self, payload: Json) -> Iterator[Part]:
        yield Part(self.test, self.condition, payload)
        if self._holds(payload):
            if self.then:
                yield Part("then", self.then, payload)
        elif self.otherwise:
            yield Part("else", self.otherwise, payload)

    def _compile(self) -> Resolve:
        return self._choice(
            self.then.raw if self.then else _nothing, self.otherwise.raw if self.otherwise else _nothing
        )

    def _compile_clean(self) -> Resolve:
        return self._choice(
            self.then.clean if self.then else _nothing, self.otherwise.clean if self.otherwise else _nothing
        )

    @property
    def paths(self) -> tuple[Steps, ...]:
        if self._is_choice_of_first() and self.otherwise:
            first, others = self.condition.paths, self.otherwise.paths
            return (*first, *others) if first and others else ()
        return ()

    def _is_choice_of_first(self) -> bool:
        return self.test == "exists" and isinstance(self.then, Path) and self.then == self.condition

    def _choice(self, then: Resolve, otherwise: Resolve) -> Resolve:
        read = self.condition.raw
        if self._is_choice_of_first():
            return _first_present(read, otherwise)
        holds = self._holds
        return lambda payload: then(payload) if holds(payload) else otherwise(payload)

    def _holds(self, payload: Json) -> bool:
        value = self.condition.raw(payload)
        if self.test == "exists":
            return _exists(value)
        try:
            return _is_not_blank(value)
        except ThrownError as thrown:
            self.fail_thrown(thrown)


def _first_present(read: Resolve, otherwise: Resolve) -> Resolve:
    """`if exists $.a then $.a else …`, the commonest form, without a second look at the path."""

    def choose(payload: Json) -> Json:
        value = read(payload)
        return value if _exists(value) else otherwise(payload)

    return choose


def _nothing(_: Json) -> Json:
    return UNDEFINED


def _exists(value: Json) -> bool:
    return value is not None and value is not UNDEFINED


def _is_not_blank(value: Json) -> bool:
    """Whether a value differs from empty text, loosely; raises `ThrownError`."""
    if isinstance(value, (dict, list)):
        value = primitive_text(value)
    return _exists(value) and not loose_equal(value, "")


@dataclass(frozen=True, slots=True)
class ExcludeWhenNull(Node):
    """`@excludeWhenNull`: null becomes nothing, also in objects inside, but not inside lists."""

    value: Node

    label: ClassVar[str] = "@excludeWhenNull"

    @property
    def text(self) -> str:
        return f"{self.value.text} unless null"

    def parts(self, payload: Json) -> Iterator[Part]:
        yield Part("@excludeWhenNull", self.value, payload)

    def _compile(self) -> Resolve:
        read = self.value.raw

        def exclude(payload: Json) -> Json:
            value = read(payload)
            return UNDEFINED if value is None else _nulls_as_undefined(value)

        return exclude


def _nulls_as_undefined(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    return {
        key: UNDEFINED if member is None else _nulls_as_undefined(member) for key, member in value.items()
    }
