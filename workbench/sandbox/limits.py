"""Rate limits, counted as Braze counts them: by group of endpoints, in fixed windows."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Group(StrEnum):
    """Endpoints that share one limit (Braze docs, "API limits")."""

    TRACK = "track"
    USERS = "users"
    MESSAGING = "messaging"
    CATALOGS = "catalogs"
    ITEMS = "items"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


DOCUMENTED: Mapping[Group, Limit] = {
    Group.TRACK: Limit(3_000, 3),
    Group.USERS: Limit(20_000, 60),
    Group.MESSAGING: Limit(250_000, 3600),
    Group.CATALOGS: Limit(50, 60),
    Group.ITEMS: Limit(16_000, 60),
    Group.ITEM: Limit(50, 60),
}
"""Braze's default limits (Braze docs, "API limits" and the endpoints' pages)."""


@dataclass(slots=True)
class RateLimiter:
    """Counts requests. Any thread may use it.

    Without `enforced` nothing is ever refused: the headers count down to 0 and stay there, so that a test of
    mappings is not stopped by a limit of 50 a minute. With it, requests over the limit are refused.
    """

    limits: Mapping[Group, Limit] = field(default_factory=lambda: DOCUMENTED)
    enforced: bool = False
    _used: dict[Group, tuple[int, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, group: Group, now: float) -> tuple[tuple[tuple[str, str], ...], bool]:
        """Count one request at `now` (epoch milliseconds): its rate-limit headers, and whether it passes."""
        limit = self.limits[group]
        window = math.floor(now / 1000 / limit.seconds)
        with self._lock:
            before, used = self._used.get(group, (window, 0))
            used = used + 1 if before == window else 1
            self._used[group] = (window, used)
        headers = (
            ("x-ratelimit-limit", str(limit.requests)),
            ("x-ratelimit-remaining", str(max(0, limit.requests - used))),
            ("x-ratelimit-reset", str((window + 1) * limit.seconds)),
        )
        return headers, not self.enforced or used <= limit.requests
