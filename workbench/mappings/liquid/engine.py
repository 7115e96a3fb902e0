"""Templates: read once, run many times."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TypeAlias

from liquid import Environment
from liquid.template import BoundTemplate
from liquid.token import Token

from workbench.jsvalues import Json
from workbench.mappings.liquid.context import Buffer, Context
from workbench.mappings.liquid.faults import Fault, TemplateError
from workbench.mappings.liquid.filters import DISABLED_FILTERS, FILTERS
from workbench.mappings.liquid.lexer import tokenize
from workbench.mappings.liquid.problem import Problem
from workbench.mappings.liquid.tags import DISABLED_TAGS, TAGS, DisabledTag

Program: TypeAlias = Callable[[Json, Callable[[], float]], str | Problem]
"""A template ready to run: an event and what tells the time (ms since 1970) give text or the failure."""


class _Template(BoundTemplate):
    """A template that was read."""

    def run(self, event: Json, now: Callable[[], float]) -> str | Problem:
        """The text for an event, or the failure."""
        buffer = Buffer()
        try:
            self.render_with_context(Context(self, event, now), buffer)
        except TemplateError as error:
            return Problem(error.name, error.text)
        return buffer.getvalue()


class _Environment(Environment):
    """python-liquid with LiquidJS' lexer, tags and filters."""

    template_class = _Template
    suppress_blank_control_flow_blocks = False
    block_nesting_limit = 1000

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """The lexer."""
        return tokenize

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


def load(source: str) -> Program:
    """The program of a template. One that cannot be read gives its failure whenever it runs."""
    try:
        template = _ENVIRONMENT.from_string(source)
    except TemplateError as error:
        problem = Problem(error.name, error.text)
        return lambda _event, _now: problem
    if not isinstance(template, _Template):
        raise TypeError("the environment makes its own templates")
    return template.run
