"""What Classic made of an event, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.classic.rules import RULES, Trust
from workbench.requests import BrazeRequest, SdkCall

RejectionCode: TypeAlias = Literal[
    "INVALID_SETTINGS", "MESSAGE_REJECTED", "DISABLED_BY_MESSAGE", "METHOD_NOT_SUPPORTED", "EXCEPTION"
]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why nothing was sent: the original's code, a sentence for people and the rule that says so."""

    code: RejectionCode
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """Which rule produced a part of the outcome, and how sure that is.

    `key_path` is `url`, `headers.Authorization`, a place in the body such as `events[*].time` (`[*]` stands
    for every object of the list), `calls[0]` for a call of the web SDK, or "" for the outcome as a whole.
    """

    key_path: str
    rule: str
    trust: Trust
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What is needed to name the rules of an outcome, kept small because every event has one.

    `parts` are the rules of the request's own parts by key path, `whole` that of the body's list `items`,
    `keys` those of the keys of its objects, `other_keys` that of keys not named; `remarks` are further pairs
    of key path and rule.
    """

    parts: tuple[tuple[str, str], ...] = ()
    items: str = ""
    whole: str = ""
    keys: Mapping[str, str] | None = None
    other_keys: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClassicOutcome:
    """What Classic sent for an event: `requests` in cloud mode, `calls` of the web SDK in web mode.

    `rejected` says why nothing was sent. `error` is the exception (in our own words) that ended a message in
    web mode after the calls listed. `sdk_file` names the SDK file that web mode loads (`v1`, `v2`, `v2.7`,
    `v3.1`).
    """

    requests: tuple[BrazeRequest, ...] = ()
    rejected: Rejection | None = None
    calls: tuple[SdkCall, ...] = ()
    error: str = ""
    sdk_file: str = ""
    trace: Trace = Trace()

    @property
    def notes(self) -> tuple[RuleNote, ...]:
        """The rule and the trust of each part of the outcome; put together when asked for."""
        if self.rejected is not None:
            return (_note("", self.rejected.rule),) if self.rejected.rule else ()
        notes = [_note(path, rule) for path, rule in self.trace.parts]
        if self.trace.items:
            notes.append(_note(self.trace.items, self.trace.whole))
            notes += self._key_notes()
        notes += [_note(path, rule) for path, rule in self.trace.remarks]
        return tuple(notes)

    def _key_notes(self) -> list[RuleNote]:
        name, keys = self.trace.items, self.trace.keys or {}
        items = [item for request in self.requests for item in request.body[name] if isinstance(item, dict)]
        found = dict.fromkeys(key for item in items for key in item)
        return [_note(f"{name}[*].{key}", keys.get(key, self.trace.other_keys)) for key in found]


def _note(path: str, rule: str) -> RuleNote:
    found = RULES[rule]
    return RuleNote(path, rule, found.trust, found.text)
