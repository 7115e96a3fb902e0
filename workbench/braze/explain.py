"""What an answer of Braze means, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.braze.outcomes import Response
from workbench.jsvalues import Json


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Braze's rate-limit headers: requests allowed, requests left, and when they come back (UTC, epoch
    seconds)."""

    limit: int | None
    remaining: int | None
    reset: int | None


@dataclass(frozen=True, slots=True)
class ItemError:
    """One object that Braze refused while it answered for the request: which list, which position, why.

    `index` is None and `input_array` empty when Braze did not say where."""

    type: str
    input_array: str = ""
    index: int | None = None


def rate_limit(response: Response) -> RateLimit:
    """The rate-limit headers of an answer (Braze docs, "API limits"); None for what is absent."""
    return RateLimit(
        *(_whole_number(response.header(f"x-ratelimit-{name}")) for name in ("limit", "remaining", "reset"))
    )


def item_errors(response: Response) -> tuple[ItemError, ...]:
    """The `errors` of an answer. A 2xx may carry them too: those objects were not processed (Braze docs,
    "Track users"; the shape is the one @segment/action-destinations 3.497.0 reads)."""
    errors = response.body.get("errors") if isinstance(response.body, dict) else None
    if not isinstance(errors, list):
        return ()
    return tuple(_item_error(error) for error in errors)


def hint_for(response: Response, *, now: float) -> str:
    """One or two sentences about an answer that is not a plain success, "" for one that is.

    `now` is the time in epoch seconds, to say how long to wait (Braze docs, "API errors and responses")."""
    status = response.status
    if response.ok:
        refused = len(item_errors(response))
        return f"Accepted, but {_counted(refused)} refused; see errors." if refused else ""
    if status == 429:
        return f"Too many requests for this key and endpoint. {_wait(rate_limit(response).reset, now)}"
    if 300 <= status < 400:
        return (
            "The endpoint answered with a redirect, which is never followed. "
            "Check the endpoint: Braze's REST API does not redirect."
        )
    if status >= 500:
        return _SERVER.get(status, "Braze failed on its side.") + (
            " Send it again later, after longer and longer pauses; Braze cannot replay failed requests."
        )
    return _CLIENT.get(
        status, "Braze refused the request; nothing of it was processed. Read its message in the answer."
    )


_CLIENT = {
    400: "Braze refused the whole request; nothing of it was processed. Its message says why: correct the "
    "mapping or the event it came from.",
    401: "Braze does not know this key here. Check that the key has no quotes around it and belongs to this "
    "instance: the REST endpoint must match the dashboard's address.",
    403: "The key may not do this: it lacks the endpoint's permission, or the plan does not include it. "
    "Permissions of a key cannot be changed; create a new key with the permission.",
    404: "There is nothing at this address: check the REST endpoint, and for catalogs the catalog's name.",
    413: "The request is too large; send fewer objects in one request.",
}
_SERVER = {
    500: "Braze had an internal error.",
    502: "The request did not reach a Braze server.",
    503: "Braze has no capacity for the request at the moment.",
    504: "A server behind Braze's front did not answer; the request may have been processed.",
}


def _counted(number: int) -> str:
    return "one object was" if number == 1 else f"{number} objects were"


def _wait(reset: int | None, now: float) -> str:
    if reset is None:
        return "Wait a minute, then send again."
    seconds = int(reset - now) + 1
    if seconds <= 1:
        return "The limit has been reset since; send again."
    if seconds > 2 * 3600:
        return f"Send again in about {round(seconds / 3600)} hours."
    if seconds > 120:
        return f"Send again in about {round(seconds / 60)} minutes."
    return f"Send again in {seconds} seconds."


def _whole_number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 16 else None


def _item_error(error: Json) -> ItemError:
    if not isinstance(error, dict):
        return ItemError(str(error))
    kind, array, index = (error.get(key) for key in ("type", "input_array", "index"))
    return ItemError(
        str(kind if kind is not None else error.get("message", "unspecified error")),
        array if isinstance(array, str) else "",
        index if isinstance(index, int) and not isinstance(index, bool) else None,
    )
