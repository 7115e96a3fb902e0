"""Runs mappings over events, and reads the answers to what they sent.

Everything here is a pure function of its inputs. What mappings compile to is kept in a bounded cache, so
mappings and settings must not be changed after their first run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from workbench.actions.batch_runner import read_answer, run_all, run_taken
from workbench.actions.findings import Finding, validation_error
from workbench.actions.memo import IdentityCache
from workbench.actions.model import DestinationSettings
from workbench.actions.outcome import ActionError, ActionsOutcome, Answer, BatchOutcome, MappingOutcome
from workbench.actions.performs import PERFORMS
from workbench.actions.runner import UNKNOWN_ACTION, Run, Runner, compile_runner, settings_fit, sync_mode
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.triggers import TriggerSet


@dataclass(frozen=True, slots=True)
class PreparedDestination:
    """Mappings and settings ready for any number of events; made by `prepare_destination`.

    `enabled` are what the enabled mappings do, with their places, and `triggers` all their triggers;
    `passed_by` is the outcome of an event that none of them takes. There are none under settings that are
    refused.
    """

    enabled: tuple[tuple[int, Run], ...]
    triggers: TriggerSet
    passed_by: ActionsOutcome

    def run(self, event: dict[str, Json]) -> ActionsOutcome:
        """What the destination makes of an event (see `run_destination`)."""
        taken = self.triggers.matching(event)
        if not taken:
            return self.passed_by
        outcomes = list(self.passed_by.mappings)
        ran = []
        failed = False
        for place in taken:
            index, run = self.enabled[place]
            outcomes[index] = outcome = run(event, index)
            ran.append(outcome)
            failed = failed or outcome.error is not None
        return ActionsOutcome(tuple(outcomes), _first_error(ran) if failed else None, tuple(ran))


_RUNNERS: Final[IdentityCache[Runner]] = IdentityCache(512)
_DESTINATIONS: Final[IdentityCache[PreparedDestination]] = IdentityCache(16)
_TOGETHER: Final[IdentityCache[PreparedDestination]] = IdentityCache(16)
"""As `_DESTINATIONS`, by the tuple of the mappings, so that each of them need not be looked at."""

_SETTINGS: Final[IdentityCache[DestinationSettings | ActionError]] = IdentityCache(64)


def runner_of(mapping: Mapping, settings: DestinationSettings) -> Runner:
    """The mapping compiled for these settings, for many events."""
    return _RUNNERS.get(compile_runner, mapping, _known(settings))


def run_mapping(
    mapping: Mapping, settings: DestinationSettings, event: dict[str, Json], *, index: int = 0
) -> MappingOutcome:
    """What one mapping makes of an event, enabled or not; `index` is its place among the mappings.

    Takes for granted that Braze accepts the requests; `interpret` reads other answers.
    """
    return runner_of(mapping, settings).run(event, index)


def run_action(
    mapping: Mapping, settings: DestinationSettings, event: dict[str, Json], *, index: int = 0
) -> MappingOutcome:
    """As `run_mapping`, without asking the trigger."""
    return runner_of(mapping, settings).run_matched(event, index)


def run_batch(
    mapping: Mapping, settings: DestinationSettings, events: Sequence[dict[str, Json]]
) -> BatchOutcome:
    """What one mapping makes of events that reach it together: at most one request, a result for each event.

    Takes for granted that Braze accepts the request; `interpret_batch` reads another answer. How
    many events Segment puts into one batch is said by `batch_size`.
    """
    return run_taken(runner_of(mapping, settings), events)


def run_action_batch(
    mapping: Mapping, settings: DestinationSettings, events: Sequence[dict[str, Json]]
) -> BatchOutcome:
    """As `run_batch`, without asking the trigger."""
    return run_all(runner_of(mapping, settings), events)


def run_destination(
    mappings: Sequence[Mapping], settings: DestinationSettings, event: dict[str, Json]
) -> ActionsOutcome:
    """What the destination makes of an event: all its enabled mappings, once its settings are found good."""
    return prepare_destination(mappings, settings).run(event)


def prepare_destination(mappings: Sequence[Mapping], settings: DestinationSettings) -> PreparedDestination:
    """The mappings compiled for these settings, for many events."""
    if type(mappings) is tuple:
        return _TOGETHER.get(_remembered, settings, mappings)
    return _remembered(settings, mappings)


def _remembered(settings: DestinationSettings, mappings: Sequence[Mapping]) -> PreparedDestination:
    return _DESTINATIONS.get(_compile_destination, _known(settings), *mappings)


def _compile_destination(settings: DestinationSettings, *mappings: Mapping) -> PreparedDestination:
    """The mappings under these settings, or what is wrong with the settings."""
    checked = checked_settings(settings)
    if isinstance(checked, ActionError):
        return PreparedDestination((), TriggerSet(()), ActionsOutcome((), checked))
    enabled = [
        (index, _RUNNERS.get(compile_runner, mapping, checked))
        for index, mapping in enumerate(mappings)
        if mapping.enabled
    ]
    passed_by = [
        MappingOutcome(index, mapping.name, mapping.action, matched=False, enabled=False)
        for index, mapping in enumerate(mappings)
    ]
    for index, runner in enabled:
        passed_by[index] = runner.passed_by(index)
    return PreparedDestination(
        tuple((index, runner.run_behind_set) for index, runner in enabled),
        TriggerSet(runner.trigger for _, runner in enabled),
        ActionsOutcome(tuple(passed_by)),
    )


def interpret(mapping: Mapping, outcome: MappingOutcome, answers: Sequence[Answer]) -> MappingOutcome:
    """The outcome after Braze's answers to its requests: `error` is what the action reads in them.

    Missing answers are successes, answers beyond the requests were never asked for and do not count.
    """
    if outcome.error or not outcome.requests:
        return outcome
    error = PERFORMS[mapping.action].interpret(sync_mode(mapping), answers[: len(outcome.requests)])
    return outcome._replace(error=replace(error, stage="answer")) if error else outcome


def interpret_batch(outcome: BatchOutcome, answers: Sequence[Answer]) -> BatchOutcome:
    """The outcome after Braze's answer to its request, if there is one: results, or why the batch failed.

    A batch has one request at most: of several answers the first counts.
    """
    return read_answer(outcome, answers[0]) if answers else outcome


def interpret_destination(
    mappings: Sequence[Mapping], outcome: ActionsOutcome, answers: Sequence[Answer]
) -> ActionsOutcome:
    """The outcome after the answers to `outcome.requests`, in their order; missing answers are successes."""
    read = []
    position = 0
    for mapping, one in zip(mappings, outcome.mappings, strict=False):
        end = position + len(one.requests)
        read.append(interpret(mapping, one, answers[position:end]))
        position = end
    return ActionsOutcome(tuple(read), _first_error(read) or outcome.error, tuple(read))


def checked_settings(settings: DestinationSettings) -> DestinationSettings | ActionError:
    """The settings as the destination's own fields coerce them, or what is wrong with them."""
    return _SETTINGS.get(_check_settings, _known(settings))


def _check_settings(settings: DestinationSettings) -> DestinationSettings | ActionError:
    findings: list[Finding] = []
    checked = settings_fit()(settings.to_json(), findings)
    if findings:
        return validation_error(tuple(findings), "settings", 400)
    return DestinationSettings.from_json(checked)


def _known(settings: DestinationSettings) -> DestinationSettings:
    """The first settings that were equal to these, so that what was compiled for those is found."""
    try:
        return _first_equal(settings.api_key, settings.app_id, settings.endpoint)
    except TypeError:  # a list or an object among the values cannot be looked up
        return settings


@lru_cache(maxsize=64, typed=True)
def _first_equal(api_key: Json, app_id: Json, endpoint: Json) -> DestinationSettings:
    return DestinationSettings(api_key, app_id, endpoint)


def _first_error(outcomes: Sequence[MappingOutcome]) -> ActionError | None:
    """The failure that the original comes to first, as far as that does not depend on the network."""
    failed = [outcome for outcome in outcomes if outcome.error and outcome.error.name != UNKNOWN_ACTION]
    return min(failed, key=_lateness).error if failed else None


def _lateness(outcome: MappingOutcome) -> tuple[bool, int]:
    stage = outcome.error.stage if outcome.error else "action"
    if stage == "trigger":
        return False, -1  # before any action is called
    delay = PERFORMS[outcome.action].delay if stage in ("action", "answer") else 0
    return stage == "answer", delay
