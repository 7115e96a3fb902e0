"""What became of a request: an answer, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.jsvalues import Json

FailureKind: TypeAlias = Literal[
    "refused", "dns", "unreachable", "tls", "timeout", "closed", "invalid", "request", "cancelled", "not sent"
]


@dataclass(frozen=True, slots=True)
class Response:
    """A server's answer.

    `headers` have lower-case names, in the order received. `body` is the parsed JSON, else the text, else "".
    `latency_ms` runs from the start of sending to the last byte read. `truncated` says that the body was
    longer than what was kept.
    """

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: Json | str
    latency_ms: float
    truncated: bool = False

    def header(self, name: str) -> str | None:
        """The value of a header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)

    @property
    def ok(self) -> bool:
        """True for every 2xx."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class SendFailure:
    """Why there is no answer: a plain sentence without credentials or event values, and a next step.

    `may_have_arrived` is true when the server could have processed the request all the same (it was sent, and
    the answer was lost), so that sending again could count an event twice.
    """

    message: str
    hint: str = ""
    kind: FailureKind = "closed"
    may_have_arrived: bool = False

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


Outcome: TypeAlias = Response | SendFailure
