"""A tree compiled to closures over plain dicts.

Each node becomes a `Test` whose `run` is the closure that the whole trigger calls too; explanations walk
the same tests, so that they cannot disagree with the result. Mirrors `validate` of
@segment/destination-subscriptions 3.37.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text
from workbench.triggers.nodes import FIELD_OF_SUBJECT, ROOT_SUBJECTS, Comparison, Group, Node, Nothing
from workbench.triggers.operators import never, predicate
from workbench.triggers.parser import TYPE_OF_UNDEFINED
from workbench.triggers.paths import Reader, compile_path, steps_of

Run: TypeAlias = Callable[[dict[str, Json]], bool]


@dataclass(frozen=True)
class TriggerFailure(WorkbenchError):  # noqa: N818 - an outcome that the original has too
    """The official package fails inside for this trigger and event; `official` is its error text."""

    official: str = TYPE_OF_UNDEFINED


@dataclass(frozen=True, slots=True)
class Test:
    """A compiled node: `run` decides, `read` finds the value that the decision is about (conditions only)."""

    node: Node
    run: Run
    read: Reader | None = None
    children: tuple[Test, ...] = ()
    can_fail: bool = False


def compile_node(node: Node) -> Test:
    """The test of a node and of those below it."""
    if isinstance(node, Nothing):
        return Test(node, _fail_on_nothing, can_fail=True)
    if isinstance(node, Group):
        children = tuple(compile_node(child) for child in node.children)
        run = _join(node.operator, [child.run for child in children])
        return Test(node, run, None, children, any(child.can_fail for child in children))
    return _compile_comparison(node)


def _fail_on_nothing(_event: dict[str, Json]) -> bool:
    raise TriggerFailure("The trigger has an empty group, and every event fails there.")


def _join(operator: str, runs: list[Run]) -> Run:
    if operator == "and":
        return all_of(runs)
    return any_of(runs) if operator == "or" else never


def all_of(runs: list[Run]) -> Run:
    """One closure that holds when all of `runs` do, in order, as soon as one decides."""
    if len(runs) == 1:
        return runs[0]
    if len(runs) == 2:
        first, second = runs
        return lambda event: first(event) and second(event)

    def run(event: dict[str, Json]) -> bool:
        for test in runs:  # noqa: SIM110 - a generator costs more than the tests
            if not test(event):
                return False
        return True

    return run


def any_of(runs: list[Run]) -> Run:
    """One closure that holds when any of `runs` does, in order, as soon as one decides."""
    if len(runs) == 1:
        return runs[0]
    if len(runs) == 2:
        first, second = runs
        return lambda event: first(event) or second(event)

    def run(event: dict[str, Json]) -> bool:
        for test in runs:  # noqa: SIM110 - a generator costs more than the tests
            if test(event):
                return True
        return False

    return run


def _compile_comparison(node: Comparison) -> Test:
    field = FIELD_OF_SUBJECT.get(node.subject)
    if field is None:
        return Test(node, never)
    if field in ROOT_SUBJECTS:
        return Test(node, _root_run(node, field), _root_reader(field))
    name = node.name
    if isinstance(name, Undefined) or name == "":
        # The official look-up gives nothing for an empty path.
        holds = predicate(node.operator, node.value)(UNDEFINED)
        return Test(node, _constant(field, holds), lambda _event: UNDEFINED)
    if not steps_of(name):
        return Test(node, _fail_on_path(field), can_fail=True)
    read = compile_path(field, name)
    holds_for = predicate(node.operator, node.value)
    return Test(node, lambda event: holds_for(read(event)), read)


def _constant(field: str, holds: bool) -> Run:
    def run(event: dict[str, Json]) -> bool:
        event.get(field)  # fails for a null event, as in the original
        return holds

    return run


def _fail_on_path(field: str) -> Run:
    def run(event: dict[str, Json]) -> bool:
        event.get(field)
        raise TriggerFailure(
            "The trigger has a path without a name, and every event fails there.",
            official="TypeError: Cannot read properties of null (reading 'reduce')",
        )

    return run


def _root_reader(field: str) -> Reader:
    return lambda event: event.get(field, UNDEFINED)


def _root_run(node: Comparison, field: str) -> Run:
    if node.operator == "=":
        expected = to_text(node.value)
        return lambda event: event.get(field) == expected
    if node.operator == "!=":
        unwanted = to_text(node.value)
        return lambda event: event.get(field) != unwanted
    holds_for = predicate(node.operator, node.value)
    return lambda event: holds_for(event.get(field, UNDEFINED))


def on_any_event(run: Run) -> Callable[[Json], bool]:
    """`run` for values that need not be objects: they have no fields, and null fails."""

    def matches(event: Json) -> bool:
        if isinstance(event, dict):
            return run(event)
        if event is UNDEFINED:
            return False
        if event is None:
            return run(_NULL)
        return run({})

    return matches


class _NullEvent(dict[str, Json]):
    """Stands for an event that is null: reading any field of it fails, as in the official matcher."""

    def get(self, key: str, _default: Json = None) -> Json:
        raise TriggerFailure(
            "The event is null.", official=f"TypeError: Cannot read properties of null (reading '{key}')"
        )


_NULL: Final = _NullEvent()


def read_by(node: Node) -> Iterator[tuple[str, ...]]:
    """The steps to the places of an event that the conditions of a tree look at."""
    if isinstance(node, Group):
        for child in node.children:
            yield from read_by(child)
    elif isinstance(node, Comparison) and (field := FIELD_OF_SUBJECT.get(node.subject)):
        yield (field,) if isinstance(node.name, Undefined) else (field, *steps_of(node.name))
