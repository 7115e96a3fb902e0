"""The `@liquid` directive. It is light: the engine comes with the first template that runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from workbench.jsvalues import Json, unit_length
from workbench.mappings.clock import current_time
from workbench.mappings.liquid.problem import Problem
from workbench.mappings.nodes import Node, Part, shortened
from workbench.mappings.paths import Resolve

if TYPE_CHECKING:
    from workbench.mappings.liquid.engine import Program

LONGEST_TEMPLATE: Final = 1000
"""How many UTF-16 units a template may have."""


@dataclass(frozen=True, slots=True)
class Liquid(Node):
    """`@liquid`: a Liquid template over the event, as text. What is wrong with it shows when it runs."""

    template: Json

    label: ClassVar[str] = "@liquid"

    @property
    def text(self) -> str:
        return f"liquid {shortened(self.template)}" if isinstance(self.template, str) else "invalid @liquid"

    def parts(self, payload: Json) -> Iterator[Part]:
        if isinstance(self.template, str) and unit_length(self.template) <= LONGEST_TEMPLATE:
            for path in _program(self.template).variables:
                yield Part("variable", Variable(self.place, self.template, path), payload)

    def _compile(self) -> Resolve:
        template = self.template
        if not isinstance(template, str):
            return lambda _: self.fail(
                "liquid template value must be a string", "Write the template as text."
            )
        if not template:
            return lambda _: ""
        if unit_length(template) > LONGEST_TEMPLATE:
            return lambda _: self.fail(
                f"liquid template values are limited to {LONGEST_TEMPLATE} characters",
                f"Shorten the template; it has {unit_length(template)} characters.",
            )

        def run(payload: Json) -> Json:
            result = _program(template).run(payload, current_time)
            if isinstance(result, Problem):
                self.fail(result.message, _hint(result), result.name)
            return result

        return run

    def _compile_clean(self) -> Resolve:
        return self.raw


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """A path that a template reads, for explanations."""

    template: str
    path: str

    label: ClassVar[str] = "variable"

    @property
    def text(self) -> str:
        return shortened(self.path)

    def _compile(self) -> Resolve:
        return lambda payload: _program(self.template).variable(self.path, payload, current_time)


def _program(template: str) -> Program:
    from workbench.mappings.liquid.engine import load  # noqa: PLC0415 - heavy and rarely needed

    return load(template)


def _hint(problem: Problem) -> str:
    if "is disabled" in problem.message:
        return "Segment switches this off in @liquid; leave it out or use another directive."
    if "limit exceeded" in problem.message or "string length" in problem.message:
        return "The template makes too much text out of this event."
    return "The place counts lines and columns of the template."
