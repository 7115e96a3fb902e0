"""Templates: read once, run many times."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from liquid import Environment
from liquid.ast import Node
from liquid.exceptions import StopRender
from liquid.expression import Expression
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.template import BoundTemplate

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.liquid.context import Buffer, Context
from workbench.mappings.liquid.expressions import Lookup
from workbench.mappings.liquid.faults import Fault, TemplateError
from workbench.mappings.liquid.filters import DISABLED_FILTERS, FILTERS
from workbench.mappings.liquid.lexer import tokenize
from workbench.mappings.liquid.limits import Stopwatch
from workbench.mappings.liquid.problem import Problem
from workbench.mappings.liquid.tags import DISABLED_TAGS, TAGS, DisabledTag
from workbench.mappings.liquid.values import plain

Now: TypeAlias = Callable[[], float]
"""What tells the time, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Program:
    """A template ready to run, or what is wrong with it."""

    template: BoundTemplate
    problem: Problem | None

    def run(self, event: Json, now: Now, watch: Stopwatch | None = None) -> str | Problem:
        """The text for an event, or the failure. `watch` says how long the run takes."""
        if self.problem:
            return self.problem
        buffer = Buffer()
        context = Context(self.template, event, now, watch or Stopwatch())
        try:
            for node in self.template.nodes:
                node.render(context, buffer)
        except StopRender:
            pass  # `break` and `continue` end the output where they stand
        except TemplateError as error:
            return Problem(error.name, error.text)
        except Fault as late:  # between the outermost nodes; LiquidJS gives no place there
            return Problem("AssertionError", late.message)
        return buffer.getvalue()

    @property
    def variables(self) -> tuple[str, ...]:
        """The paths that the template reads, each once, with those of its own variables."""
        return tuple(self._lookups())

    def variable(self, path: str, event: Json, now: Now) -> Json:
        """The value of one of these paths in an event; `UNDEFINED` for variables of the template itself."""
        try:
            return plain(self._lookups()[path].evaluate(Context(self.template, event, now, Stopwatch())))
        except TemplateError:
            return UNDEFINED

    def _lookups(self) -> dict[str, Lookup]:
        context = Context(self.template, {}, lambda: 0, Stopwatch())
        return {
            lookup.token.value: lookup for node in self.template.nodes for lookup in _read_by(node, context)
        }


def _read_by(node: Node, context: Context) -> Iterator[Lookup]:
    """The variables that a node and the nodes inside it read."""
    for expression in node.expressions():
        yield from _inside(expression)
    for child in node.children(context):
        yield from _read_by(child, context)


def _inside(expression: Expression) -> Iterator[Lookup]:
    if isinstance(expression, Lookup) and expression.root is None:
        yield expression
    for child in expression.children():
        yield from _inside(child)


class _Environment(Environment):
    """python-liquid with LiquidJS' tags and filters."""

    suppress_blank_control_flow_blocks = False
    block_nesting_limit = 1000

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002 - python-liquid's signature
        """Register what is allowed, and what fails."""
        for tag in TAGS:
            self.add_tag(tag)
        for name in DISABLED_TAGS:
            self.tags[name] = DisabledTag(self)
        for name, run in FILTERS.items():
            self.add_filter(name, run)
        for name in DISABLED_FILTERS:
            self.add_filter(name, functools.partial(_disabled, name))


def _disabled(name: str, *_: Json) -> Json:
    raise Fault(f'filter "{name}" is disabled')


_ENVIRONMENT = _Environment()


@functools.lru_cache(maxsize=512)
def load(source: str) -> Program:
    """The program of a template, whatever is wrong with it."""
    nodes: list[Node] = []
    problem = None
    try:
        # The environment's own from_string hides what it does not expect, such as too deep nesting.
        nodes = get_parser(_ENVIRONMENT).parse(TokenStream(tokenize(source)))
    except TemplateError as error:
        problem = Problem(error.name, error.text)
    return Program(BoundTemplate(_ENVIRONMENT, nodes), problem)
