"""A sandbox without HTTP: requests go straight to its endpoints, at a fixed time."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.jsvalues import Json, dump_json
from workbench.sandbox import Profile, RateLimiter, SandboxStore
from workbench.sandbox.replies import Reply
from workbench.sandbox.routes import Received, Sandbox, handle

KEY = "sandbox-key-for-tests"
NOW = 1_800_000_000_000.0
TIME = "2026-03-02T10:15:00.000Z"


@dataclass
class Local:
    """Sends requests; `now` is epoch milliseconds and may be moved."""

    store: SandboxStore = field(default_factory=SandboxStore)
    limiter: RateLimiter = field(default_factory=RateLimiter)
    now: float = NOW

    def raw(
        self, method: str, path: str, body: bytes | None, query: str = "", key: str | None = f"Bearer {KEY}"
    ) -> Reply:
        sandbox = Sandbox(self.store, KEY, self.limiter)
        return handle(sandbox, Received(method, path, query, key, body), now=self.now)

    def post(self, path: str, body: Json, method: str = "POST") -> Reply:
        return self.raw(method, path, dump_json(body).encode())

    def get(self, path: str, query: str = "") -> Reply:
        return self.raw("GET", path, b"", query)

    def track(self, **arrays: list[Json]) -> Reply:
        return self.post("/users/track", arrays)

    def profile(self, key: str) -> Profile:
        profile = self.store.profile(key)
        assert profile is not None
        return profile

    def notes(self) -> tuple[str, ...]:
        """The sandbox's remarks on the last request."""
        return self.store.calls(1)[0].notes


def error_types(reply: Reply) -> list[str]:
    return [error.get("type") or error["id"] for error in reply.body.get("errors", [])]
