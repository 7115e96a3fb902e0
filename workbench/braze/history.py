"""The requests that were sent, and what came back: values in memory, without credentials."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.braze.masks import masked, masked_response
from workbench.braze.outcomes import Outcome, Response
from workbench.requests import BrazeRequest


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that was sent and its outcome. `at` is epoch milliseconds; `environment` names where it went;
    `origin` says which event it came from ("orders.ndjson:12")."""

    at: float
    environment: str
    request: BrazeRequest
    outcome: Outcome
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SendHistory:
    """The last exchanges, oldest first, at most `limit` of them. Immutable: `record` returns the next one."""

    exchanges: tuple[Exchange, ...] = ()
    limit: int = 500

    def record(self, exchange: Exchange) -> SendHistory:
        """The history with `exchange` at its end, the credentials in it masked."""
        outcome = exchange.outcome
        kept = replace(
            exchange,
            request=masked(exchange.request),
            outcome=masked_response(outcome) if isinstance(outcome, Response) else outcome,
        )
        return replace(self, exchanges=(*self.exchanges, kept)[-self.limit :])

    def __len__(self) -> int:
        return len(self.exchanges)
