"""Checks of a mapping's trigger."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.mappings.model import Mapping
from workbench.project.checks.model import Check
from workbench.project.mappingedits import SetTrigger
from workbench.triggers import TriggerCheck, TriggerError, parse

UNREADABLE = "trigger-unreadable"
MISREAD = "trigger-misread"
OPEN = "trigger-open"
_PLACE = "trigger"


def trigger_checks(mapping: Mapping) -> Iterator[Check]:
    """Whether the trigger can be read, and whether the destination reads in it what it says."""
    text = mapping.trigger
    if not text.strip():
        yield Check(
            "trigger-empty",
            "error",
            "The trigger is empty: the mapping matches nothing.",
            'Write one, such as type = "track".',
            _PLACE,
        )
        return
    trigger = parse(text)
    found = trigger.checks
    if trigger.error is not None:
        yield _unreadable(trigger.error, found)
        found = tuple(check for check in found if not check.message.startswith(trigger.error.message))
    for check in found:
        if check.misread:
            yield _misread(check)
        else:
            yield Check(OPEN, "information", check.message, _may_be(check), _PLACE, fix=_rewrite(check))


def _unreadable(error: TriggerError, found: tuple[TriggerCheck, ...]) -> Check:
    better = next((check for check in found if check.rewrite), None)
    return Check(
        UNREADABLE,
        "error",
        f"The trigger cannot be read and matches nothing: {error.message}",
        " ".join(part for part in (error.hint, _may_be(better)) if part),
        _PLACE,
        fix=_rewrite(better),
    )


def _misread(check: TriggerCheck) -> Check:
    hint = _may_be(check) or "Write it so that it can only be read one way."
    return Check(MISREAD, "warning", check.message, hint, _PLACE, fix=_rewrite(check))


def _may_be(check: TriggerCheck | None) -> str:
    return f"What may be meant: {check.rewrite}" if check is not None and check.rewrite else ""


def _rewrite(check: TriggerCheck | None) -> SetTrigger | None:
    return SetTrigger(0, check.rewrite) if check is not None and check.rewrite else None
