"""What Classic made of an event, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from workbench.classic.remarks import Remarks
from workbench.classic.rules import RULES, Trust
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest, SdkCall

RejectionCode: TypeAlias = Literal[
    "INVALID_SETTINGS", "MESSAGE_REJECTED", "DISABLED_BY_MESSAGE", "METHOD_NOT_SUPPORTED", "EXCEPTION"
]


class SdkDate(str):
    """A date object among the arguments of an SDK call; as text, its ISO form in UTC."""

    __slots__ = ()


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


class Trace(NamedTuple):
    """What is needed to name the rules of an outcome; most events share theirs with others of their kind.

    `parts` are the rules of the request's own parts by key path, `whole` that of the body's list `items`,
    `keys` those of the keys of its objects, `other_keys` that of keys not named. `found` are further pairs of
    key path and rule; `remarks` finds more of them in what was sent.
    """

    parts: tuple[tuple[str, str], ...] = ()
    items: str = ""
    whole: str = ""
    keys: Mapping[str, str] | None = None
    other_keys: str = ""
    remarks: Remarks | None = None
    found: tuple[tuple[str, str], ...] = ()


_NO_TRACE: Final = Trace()


@dataclass(frozen=True, slots=True)
class ClassicOutcome:
    """What Classic sent for an event: `requests` in cloud mode, `calls` of the web SDK in web mode.

    `rejected` says why nothing was sent. `error` is the exception that ended a message in web mode after the
    calls listed: its type and our own words for it. Arguments of calls are JSON values, `UNDEFINED` and
    `SdkDate`. `sdk_file` names the SDK file that web mode loads (`v1`, `v2`, `v2.7`, `v3.1`).
    """

    requests: tuple[BrazeRequest, ...] = ()
    rejected: Rejection | None = None
    calls: tuple[SdkCall, ...] = ()
    error: str = ""
    sdk_file: str = ""
    trace: Trace = _NO_TRACE

    @property
    def notes(self) -> tuple[RuleNote, ...]:
        """The rule and the trust of each part of the outcome; put together when asked for."""
        if self.rejected is not None:
            return (_note("", self.rejected.rule),) if self.rejected.rule else ()
        notes = [_note(path, rule) for path, rule in self.trace.parts]
        if self.trace.items:
            items = [item for request in self.requests for item in request.body[self.trace.items]]
            notes += self._item_notes(items)
            if self.trace.remarks is not None:
                found = self.trace.remarks(items, self.trace.keys or {})
                notes += [_note(path, rule) for path, rule in found]
        notes += [_note(path, rule) for path, rule in self.trace.found]
        return tuple(notes)

    def _item_notes(self, items: list[Json]) -> Iterator[RuleNote]:
        name, keys = self.trace.items, self.trace.keys or {}
        yield _note(name, self.trace.whole)
        for key in dict.fromkeys(key for item in items if isinstance(item, dict) for key in item):
            yield _note(f"{name}[*].{key}", keys.get(key, self.trace.other_keys))


def _note(path: str, rule: str) -> RuleNote:
    found = RULES[rule]
    return RuleNote(path, rule, found.trust, found.text)
