"""What every action is built from: the context it runs in, its ways to fail, and its requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.actions.model import DestinationSettings, SyncMode
from workbench.actions.outcome import ActionError, Answer, Batch, EventResult
from workbench.jsvalues import UNDEFINED, Json, Undefined, to_text
from workbench.requests import BrazeRequest

_ILLEGAL_IN_HEADER: Final = re.compile(r"[^\t\x20-\x7e\x80-\xff]").search
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+\-.]*):(?:/*[^/?#])?").match


class ActionFailure(Exception):  # noqa: N818 - a failed action, whose error is the value it carries
    """An action gives up; `error` says why."""

    def __init__(self, error: ActionError) -> None:
        super().__init__(error.message)
        self.error = error


def integration_error(message: str, code: str, status: int = 400) -> ActionFailure:
    """The action refuses the payload, or says that Braze did."""
    return ActionFailure(ActionError("IntegrationError", message, code=code, status=status))


def payload_error(message: str) -> ActionFailure:
    """The payload is not one the action can send."""
    return ActionFailure(
        ActionError("PayloadValidationError", message, code="PAYLOAD_VALIDATION_FAILED", status=400)
    )


def internal_error(message: str, name: str = "TypeError") -> ActionFailure:
    """The original fails inside; the message is the JavaScript engine's."""
    return ActionFailure(ActionError(name, message))


@dataclass(frozen=True, slots=True)
class Context:
    """What an action knows besides its payload.

    `headers` are those of every request; `sync_mode` is `UNDEFINED` when the mapping names none that exists
    or the action has no modes; `hook_outputs` is what the mapping keeps under the action's save hook.
    `refusal` is why no request to the endpoint can be made at all, `""` when it can.
    """

    endpoint: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    app_id: Json
    sync_mode: SyncMode | Undefined = UNDEFINED
    hook_outputs: Json = UNDEFINED
    refusal: str = ""

    @classmethod
    def of(
        cls,
        settings: DestinationSettings,
        sync_mode: SyncMode | Undefined = UNDEFINED,
        hook_outputs: Json = UNDEFINED,
    ) -> Context:
        """The context under these settings."""
        headers = (
            ("Authorization", f"Bearer {to_text(settings.api_key)}"),
            ("Content-Type", "application/json"),
        )
        endpoint = to_text(settings.endpoint)
        refusal = _url_refusal(endpoint)
        return cls(endpoint, headers, settings.app_id, sync_mode, hook_outputs, refusal)

    @property
    def blocked(self) -> ActionError | None:
        """Why no action gets to run: the API key cannot stand in a header. `None` when it can."""
        if not _ILLEGAL_IN_HEADER(self.headers[0][1]):
            return None
        return ActionError("TypeError", "The API key is not a legal HTTP header value")

    def request(self, method: str, path: str, body: Json, *extra: tuple[str, str]) -> BrazeRequest:
        """A request to a path of the endpoint, with extra headers after the usual ones.

        Raises `ActionFailure` when the endpoint is no HTTP address.
        """
        if self.refusal:
            raise internal_error(self.refusal)
        headers = self.headers + extra if extra else self.headers
        return BrazeRequest(method, self.endpoint + path, headers, body)

    def post(self, path: str, body: Json, *extra: tuple[str, str]) -> BrazeRequest:
        """A POST request (see `request`)."""
        if self.refusal or extra:
            return self.request("POST", path, body, *extra)
        return BrazeRequest("POST", self.endpoint + path, self.headers, body)


Perform = Callable[[dict[str, Json], Context], tuple[BrazeRequest, ...]]
"""Builds the requests of a validated payload; raises `ActionFailure` when it refuses it."""

Interpret = Callable[[SyncMode | Undefined, Sequence[Answer]], ActionError | None]
"""Reads the answers to those requests: why the action failed, or `None`."""

PerformBatch = Callable[[Sequence[dict[str, Json]], Context], Batch]
"""Builds the request of a batch of validated payloads; raises `ActionFailure` when the whole batch fails."""

InterpretBatch = Callable[[Batch, Answer], tuple[EventResult, ...]]
"""Reads the answer to it: the payloads' results; raises `ActionFailure` when the whole batch fails."""


def _url_refusal(endpoint: str) -> str:
    """node-fetch's words for an address it cannot call."""
    found = _SCHEME(endpoint)
    if found is None or found.end() == found.end(1) + 1:
        return "Only absolute URLs are supported"
    return "" if found[1].lower() in ("http", "https") else "Only HTTP(S) protocols are supported"
