"""What leaves a destination: an HTTP request, or a call of the web SDK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class BrazeRequest(NamedTuple):
    """One HTTP call to Braze. `body` is a JSON value, or `None` for no body."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: Any

    def header(self, name: str) -> str | None:
        """The value of a header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class SdkCall:
    """One call of the Braze web SDK, such as `changeUser("u-1")`."""

    method: str
    args: tuple[Any, ...]
