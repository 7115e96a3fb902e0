"""Why mappings fail, in words: how they are written, with the places of it, else what actions say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.actions import ActionError, ActionsOutcome
    from workbench.cli.inputs import Faults


def failure_texts(index: int, error: ActionError, faults: Faults) -> list[str]:
    """The reasons for which the mapping at a place fails, a sentence each."""
    if error.stage == "fields" and index in faults:
        return [str(fault) for fault in faults[index]]
    return [found.message for found in error.messages] or [error.message]


def reason_for_nothing(outcome: ActionsOutcome, faults: Faults) -> str:
    """Why the mappings make no request, `""` when they make some."""
    failed = next((mapping for mapping in outcome.mappings if mapping.error), None)
    if outcome.reason and failed and failed.error and failed.index in faults:
        return f"{failed.name} fails: {failure_texts(failed.index, failed.error, faults)[0]}"
    return outcome.reason
