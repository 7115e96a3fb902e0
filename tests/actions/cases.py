"""Runs of mappings that tests of origins and chains go through: all perform vectors, and the samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conformance.run import VECTORS, read_cases
from workbench.actions import ACTIONS, PRESETS, SYNC_MODE_KEY, DestinationSettings, MappingOutcome, run_action
from workbench.actions.kit import Context
from workbench.actions.runner import compile_runner
from workbench.events import read_events
from workbench.jsvalues import Json
from workbench.mappings import Mapping, Steps

SAMPLES = Path(__file__).parents[2] / "sample_events"


@dataclass(frozen=True)
class Case:
    """A mapping, settings and an event for which it makes a request."""

    name: str
    mapping: Mapping
    settings: DestinationSettings
    event: dict[str, Json]
    outcome: MappingOutcome

    @property
    def context(self) -> Context:
        """What the action knows besides its payload."""
        return compile_runner(self.mapping, self.settings).context


def vector_cases() -> Iterator[Case]:
    """Every perform vector that makes a request."""
    for case in read_cases(VECTORS / "perform.jsonl"):
        mapping = Mapping(case["id"], case["action"], "", fields=case["mapping"])
        settings = DestinationSettings.from_json(case["settings"])
        outcome = run_action(mapping, settings, case["event"])
        if outcome.requests:
            yield Case(case["id"], mapping, settings, case["event"], outcome)


def sample_cases() -> Iterator[Case]:
    """Every preset and every sample event for which it makes a request."""
    settings = DestinationSettings("key-1", "app-1")
    store = read_events(SAMPLES)
    for preset in PRESETS:
        mapping = preset.mapping
        if mode := ACTIONS[mapping.action].default_sync_mode:
            fields = {SYNC_MODE_KEY: mode} | mapping.fields
            mapping = Mapping(mapping.name, mapping.action, mapping.trigger, True, fields)
        for index in range(len(store)):
            event = store.event(index)
            outcome = run_action(mapping, settings, event.data)
            if outcome.requests:
                yield Case(f"{preset.name} {event.origin}", mapping, settings, event.data, outcome)


@cache
def all_cases() -> tuple[Case, ...]:
    """The cases of the vectors and of the samples; they are only looked at."""
    return (*vector_cases(), *sample_cases())


def changed(value: Json) -> Json:
    """Another value, of the same type where there is another one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}x"
    return -value - 1 if isinstance(value, (int, float)) else "x"


def with_value(holder: Json, steps: Steps, value: Json) -> Json:
    """A copy with another value at these steps."""
    if not steps:
        return value
    copy = holder.copy()
    copy[steps[0]] = with_value(holder[steps[0]], steps[1:], value)
    return copy
