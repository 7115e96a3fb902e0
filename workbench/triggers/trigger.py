"""A trigger: FQL text that decides which events a mapping takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from workbench.jsvalues import Json
from workbench.triggers.checks import TriggerCheck, find_checks
from workbench.triggers.explain import Condition, explain_test
from workbench.triggers.matching import Test, TriggerFailure, compile_node, on_any_event, read_by
from workbench.triggers.nodes import Group, from_json, to_json
from workbench.triggers.parser import TriggerError, UnreadableError, read
from workbench.triggers.wording import in_words
from workbench.triggers.writer import write_node

_CACHED_LENGTH: Final = 4_000


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger as the official package reads it; made by `parse`.

    `matches(event)` says whether the mapping takes the event; a trigger with an `error` takes none. It
    raises `TriggerFailure` where the official matcher fails inside (an empty group, an event that is null).
    """

    text: str
    error: TriggerError | None
    root: Group | None = field(repr=False)
    test: Test | None = field(repr=False, compare=False)
    matches: Callable[[Json], bool] = field(repr=False, compare=False)

    @property
    def tree(self) -> Json:
        """The official parser's tree, `{"error": …}` for what it cannot read.

        Kept as JavaScript has it in memory: a value may be NaN, a child undefined (`()`).
        """
        return to_json(self.root) if self.root else {"error": self.error.official if self.error else ""}

    @property
    def checks(self) -> tuple[TriggerCheck, ...]:
        """Where the trigger is read otherwise than it looks, in the order of the text."""
        return find_checks(self.text)

    @property
    def reading(self) -> str:
        """The meaning of the trigger in words, as it is really read; empty when it cannot be read."""
        return in_words(self.root) if self.root else ""

    @property
    def reads(self) -> tuple[tuple[str, ...], ...]:
        """The steps to the places of an event that the conditions are about: `("properties", "total")`."""
        return tuple(dict.fromkeys(read_by(self.root))) if self.root else ()

    def written(self) -> str:
        """The official writer's text for the tree; raises `TriggerFailure` where that fails."""
        if self.root is None:
            raise TriggerFailure(
                "A trigger that cannot be read cannot be written.",
                official=self.error.official if self.error else "",
            )
        return write_node(self.root)

    def explain(self, event: dict[str, Json]) -> Condition:
        """Each condition with its truth for `event`, the value found and near misses."""
        return explain_test(self.test, self.error, event)


def parse(text: str) -> Trigger:
    """The trigger of a text; never raises, a text that cannot be read is a trigger with an `error`."""
    return _parse_cached(text) if len(text) <= _CACHED_LENGTH else _parse(text)


def _parse(text: str) -> Trigger:
    try:
        root = read(text)
    except UnreadableError as refusal:
        return Trigger(text, refusal.error, None, None, _matches_nothing)
    test = compile_node(root)
    return Trigger(text, None, root, test, on_any_event(test.run))


_parse_cached = lru_cache(maxsize=2_000)(_parse)


def _matches_nothing(_event: Json) -> bool:
    return False


def match_tree(tree: Json, event: Json) -> bool:
    """Whether an official tree takes an event; raises `TriggerFailure` as `Trigger.matches` does."""
    if isinstance(tree, dict) and tree.get("error"):
        return False
    node = from_json(tree)
    return on_any_event(compile_node(node).run)(event)
