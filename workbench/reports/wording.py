"""Differences in words that name no value of an event."""

from __future__ import annotations

from typing import Final

from workbench.compare.model import DifferenceKind
from workbench.project import Acceptance
from workbench.reports.model import CellState

KIND_TEXTS: Final[dict[DifferenceKind, str]] = {
    "only_classic": "only Classic sends it",
    "only_actions": "only Actions sends it",
    "moved": "each side has it under another key",
    "value_changed": "the values differ",
    "type_changed": "the values have different types",
    "format_changed": "the same moment is written differently",
    "endpoint": "the requests go to different addresses",
    "credential": "the key is carried differently",
}

_REQUESTS: Final[dict[DifferenceKind, str]] = {
    "only_classic": "only Classic sends a request",
    "only_actions": "only Actions sends a request",
}

STATE_WORDS: Final[dict[CellState, str]] = {
    "sent": "sent",
    "silent": "nothing to send",
    "invalid": "refused",
    "failed": "failed",
}


def kind_text(kind: DifferenceKind, key: str) -> str:
    """What a class of difference is, without a subject: `only Actions sends it`."""
    return _REQUESTS.get(kind, KIND_TEXTS[kind]) if key == "requests" else KIND_TEXTS[kind]


def share(part: int, whole: int) -> str:
    """A part in per cent: `12.5 %`, `0 %` only for none and `100 %` only for all of it."""
    if not part or not whole:
        return "0 %"
    if part == whole:
        return "100 %"
    return f"{min(99.9, max(0.1, part * 100 / whole)):.1f} %"


def unseen_text(acceptance: Acceptance) -> str:
    """`events[*].time: value changed, of Trip Booked: note`, for what is accepted and does not occur."""
    event = f", of {acceptance.event}" if acceptance.event else ""
    note = f": {acceptance.note}" if acceptance.note else ""
    return f"{acceptance.place}: {kind_text(acceptance.kind, acceptance.place)}{event}{note}"


def accepted_text(accepted: int, events: int, note: str) -> str:
    """That the project accepts a difference, and why: `accepted for 12 of 40: note`; "" when it does not."""
    if not accepted:
        return ""
    whole = "accepted" if accepted == events else f"accepted for {accepted:,} of {events:,}"
    return f"{whole}: {note}" if note else whole
