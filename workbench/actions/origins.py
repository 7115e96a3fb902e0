"""Where each part of a request comes from: places of the payload, settings, or the action itself.

Each action's module says it beside the function that builds the request, from the same tables. The values
themselves are never computed here: whoever shows an origin takes them from the request and the payload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from workbench.actions.kit import Context
from workbench.jsvalues import Json
from workbench.mappings import Steps

Given: TypeAlias = Literal["app_id", "api_key", "endpoint", "sync_mode", "catalog", "action"]
"""What a part comes from beside the payload: a destination setting, the sync mode, the catalog that was
chosen when the mapping was saved, or the action, which writes it by itself."""

AS_IT_IS: Final = "Sent as it is."
BATCHING_RULE: Final = "Tells Segment how to gather events into batches; Braze does not get it."
BATCHING_KEYS: Final = ("enable_batching", "batch_size", "batch_keys")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a part of a request comes from. `rule` is what the action does with it, in a sentence.

    `places` are the payload's places whose values it is made of, `conditions` those that only decide whether
    it is sent, or which of several values. A part that is `whole` was taken over with everything inside: what
    lies in it lies at the same steps inside its one place.
    """

    rule: str
    places: tuple[Steps, ...] = ()
    conditions: tuple[Steps, ...] = ()
    given: tuple[Given, ...] = ()
    whole: bool = False

    def inside(self, steps: Steps) -> Origin:
        """The origin of what lies at these steps inside the part."""
        if not steps or not self.whole:
            return self
        return replace(self, places=tuple(place + steps for place in self.places))


@dataclass(frozen=True, slots=True)
class Built:
    """An object or a list that the action puts together, and the origins of its members or items."""

    rule: str
    parts: Mapping[str | int, Part]
    conditions: tuple[Steps, ...] = ()

    @property
    def origin(self) -> Origin:
        """The origin of the object or list itself."""
        return Origin(self.rule, (), self.conditions, ("action",))


Part: TypeAlias = Origin | Built
Parts: TypeAlias = dict[str | int, Part]


@dataclass(frozen=True, slots=True)
class Unsent:
    """A place of the payload that the action does not send, and why, in a sentence."""

    place: Steps
    rule: str


@dataclass(frozen=True, slots=True)
class RequestOrigins:
    """The origins of one request's parts, and what of the payload is not in it."""

    method: Origin
    url: Origin
    headers: Mapping[str, Origin]
    body: Part
    unsent: tuple[Unsent, ...] = ()

    def at(self, steps: Steps) -> Origin | None:
        """The origin of a part of the request; `None` for what it does not have.

        Steps begin with `url`, `method`, `headers` and a header's name, or `body`:
        `("body", "events", 0, "name")`.
        """
        match steps:
            case ("url",):
                return self.url
            case ("method",):
                return self.method
            case ("headers", str(name)):
                return self.headers.get(name)
            case ("body", *inner):
                return _at(self.body, tuple(inner))
        return None


def _at(part: Part, steps: Steps) -> Origin | None:
    for taken, step in enumerate(steps):
        if isinstance(part, Origin):
            return part.inside(steps[taken:])
        if step not in part.parts:
            return None
        part = part.parts[step]
    return part.origin if isinstance(part, Built) else part


Trace: TypeAlias = Callable[[dict[str, Json], Context], RequestOrigins]
"""Says where the parts of the one request come from that an action makes of a validated payload."""


def taken(*place: str | int, rule: str = AS_IT_IS, conditions: tuple[Steps, ...] = ()) -> Origin:
    """A place of the payload, taken over with everything inside."""
    return Origin(rule, (place,), conditions, whole=True)


def made(rule: str, *place: str | int) -> Origin:
    """A value made of the one at a place of the payload."""
    return Origin(rule, (place,))


def members_taken(value: Json, *place: str | int, rule: str = AS_IT_IS) -> Parts:
    """Each member of an object of the payload, taken over as it is."""
    return {key: taken(*place, key, rule=rule) for key in value} if isinstance(value, dict) else {}


APP_ID: Final = Origin("The destination's App ID.", given=("app_id",))

_ENDPOINT: Final = Origin(
    "The destination's REST endpoint and the address of the action.", given=("endpoint", "action")
)
_POST: Final = Origin("The action's method.", given=("action",))
_AUTHORIZATION: Final = Origin("The destination's REST API key, which is not shown.", given=("api_key",))
_JSON: Final = Origin("Every request says that its body is JSON.", given=("action",))


def request_origins(
    payload: dict[str, Json],
    body: Part,
    unsent: Iterable[Unsent] = (),
    *,
    method: Origin = _POST,
    url: Origin = _ENDPOINT,
    extra: Mapping[str, Origin] | None = None,
) -> RequestOrigins:
    """The origins of a request with the usual headers and some `extra` ones."""
    headers = {"Authorization": _AUTHORIZATION, "Content-Type": _JSON, **(extra or {})}
    batching = (Unsent((key,), BATCHING_RULE) for key in BATCHING_KEYS if key in payload)
    return RequestOrigins(method, url, headers, body, (*unsent, *batching))
