"""What Classic made of an event, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from workbench.classic.effects import Visit, effects_of
from workbench.classic.remarks import Remarks
from workbench.classic.rules import RULES, Trust
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest, SdkCall

RejectionCode: TypeAlias = Literal[
    "INVALID_SETTINGS", "MESSAGE_REJECTED", "DISABLED_BY_MESSAGE", "METHOD_NOT_SUPPORTED", "EXCEPTION"
]


Steps: TypeAlias = tuple[str | int, ...]
"""The way to a part of a request: `("body", "events", 0, "time")`."""


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
_NO_VISIT: Final = Visit()


class ClassicOutcome(NamedTuple):
    """What Classic sent for an event: `requests` in cloud mode, `calls` of the web SDK in web mode.

    `rejected` says why nothing was sent. `error` is the exception that ended a message in web mode after the
    calls listed: its type and our own words for it. Arguments of calls are JSON values, `UNDEFINED` and
    `SdkDate`. `sdk_file` names the SDK file that web mode loads (`v1`, `v2`, `v2.7`, `v3.1`).
    """

    requests: tuple[BrazeRequest, ...] = ()
    trace: Trace = _NO_TRACE
    rejected: Rejection | None = None
    calls: tuple[SdkCall, ...] = ()
    error: str = ""
    sdk_file: str = ""
    visit: Visit = _NO_VISIT

    @property
    def comparable(self) -> tuple[BrazeRequest, ...]:
        """What to hold against the requests of Actions: the requests, in web mode what the calls amount to.

        Calls are put as the `/users/track` objects that do the same to the user (see `effects`), in a
        request without an address and without headers: there is no such request, only its effect.
        """
        if not self.calls:
            return self.requests
        return effects_of(self.calls, self.visit, self.sdk_file).requests

    @property
    def reason(self) -> str:
        """Why there is nothing to hold against the requests of Actions, `""` when there is something."""
        if self.comparable:
            return ""
        if self.rejected is not None:
            return self.rejected.reason
        return self.error or ("its calls of Braze's web SDK change nothing" if self.calls else "")

    def rule_at(self, request_index: int, steps: Steps) -> RuleNote | None:
        """The rule that produced a part of `comparable[request_index]`, `None` for what is not there.

        `steps` lead to the part: `("url",)`, `("headers", "Authorization")`, `("body",)` or
        `("body", "events", 0, "time")`; what lies deeper in a value has the rule of that value.
        """
        if self.calls:
            call = effects_of(self.calls, self.visit, self.sdk_file).call_at(request_index, steps)
            return None if call is None else self.call_rule_at(call)
        if not 0 <= request_index < len(self.requests):
            return None
        rule = self._rule_at(self.requests[request_index].body, steps)
        return _note(path_of(steps), rule) if rule else None

    def rules_at(self, request_index: int, steps: Steps) -> tuple[RuleNote, ...]:
        """The rule of `rule_at`, and after it whatever else is known or unknown about the same part."""
        first = self.rule_at(request_index, steps)
        if first is None or self.calls:
            return () if first is None else (first,)
        place = ".".join(path_of(steps).split(".")[:2])
        others = (_note(path, rule) for path, rule in self._found() if path == place and rule != first.rule)
        return (first, *dict.fromkeys(others))

    @property
    def refused_calls(self) -> frozenset[int]:
        """The calls, by their indices, that change nothing because the SDK does not take their values."""
        return effects_of(self.calls, self.visit, self.sdk_file).refused

    def call_rule_at(self, call_index: int) -> RuleNote | None:
        """The rule behind a call of the web SDK."""
        if not 0 <= call_index < len(self.calls):
            return None
        return _note(*self.trace.found[call_index])

    @property
    def notes(self) -> tuple[RuleNote, ...]:
        """The rule and the trust of each part of the outcome; put together when asked for."""
        if self.rejected is not None:
            return (_note("", self.rejected.rule),) if self.rejected.rule else ()
        notes = [_note(path, rule) for path, rule in self.trace.parts]
        if self.trace.items:
            notes += self._item_notes(self._items())
        notes += [_note(path, rule) for path, rule in self._found()]
        return tuple(notes)

    def _items(self) -> list[Json]:
        return [item for request in self.requests for item in request.body[self.trace.items]]

    def _found(self) -> Iterator[tuple[str, str]]:
        if self.trace.remarks is not None:
            yield from self.trace.remarks(self._items(), self.trace.keys or {})
        yield from self.trace.found

    def _rule_at(self, body: Json, steps: Steps) -> str:
        """The rule of a part of a request of cloud mode, "" for what is not there."""
        trace = self.trace
        match steps:
            case ("url",) | ("headers", str()):
                return dict(trace.parts).get(".".join(map(str, steps)), "")
            case ("body",):
                return trace.whole
            case ("body", str(name)) | ("body", str(name), int()) if name == trace.items:
                return trace.whole
            case ("body", str(name)):
                return dict(trace.parts).get(name, "")
            case ("body", str(name), int(index), str(key), *_) if name == trace.items:
                items = body[name]
                item = items[index] if 0 <= index < len(items) else None
                if isinstance(item, dict) and key in item:
                    return (trace.keys or {}).get(key, trace.other_keys)
        return ""

    def _item_notes(self, items: list[Json]) -> Iterator[RuleNote]:
        name, keys = self.trace.items, self.trace.keys or {}
        yield _note(name, self.trace.whole)
        for key in dict.fromkeys(key for item in items if isinstance(item, dict) for key in item):
            yield _note(f"{name}[*].{key}", keys.get(key, self.trace.other_keys))


def path_of(steps: Steps) -> str:
    """The key path of a `RuleNote` for a place in a request: `events[*].time`."""
    match steps:
        case ("body", str(name), int(), *inner):
            return ".".join((f"{name}[*]", *map(str, inner)))
        case ("body", *inner) | inner:
            return ".".join(map(str, inner))


def _note(path: str, rule: str) -> RuleNote:
    found = RULES[rule]
    return RuleNote(path, rule, found.trust, found.text)
