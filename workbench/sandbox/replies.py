"""What the sandbox answers."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import Json


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is HTTP: status, JSON body, and the sandbox's own remarks for the calls log."""

    status: int
    body: dict[str, Json]
    notes: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def refused(message: str, *errors: Json, status: int = 400) -> Reply:
    """A fatal answer: nothing was processed (Braze docs, "API errors and responses")."""
    body: dict[str, Json] = {"message": message}
    if errors:
        body["errors"] = list(errors)
    return Reply(status, body)
