"""What Braze has to choose from: campaigns, Canvases and catalogs. Meant for worker threads: it blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from workbench.braze.endpoints import parse_endpoint
from workbench.braze.explain import hint_for
from workbench.braze.outcomes import Outcome, Response
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.braze.client import Cancel, Timeouts

ListKind: TypeAlias = Literal["campaigns", "canvases", "catalogs"]
MAX_PAGES: Final = 100
"""Pages of 100 that are read at most; the destination reads as many of Canvases (3.497.0)."""


@dataclass(frozen=True, slots=True)
class BrazeChoice:
    """One campaign, Canvas or catalog: the text a mapping names it by, its name, and a remark.

    `fields` are those of a catalog: name and type.
    """

    id: str
    name: str
    note: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadChoices:
    """What was read. `problem` is "" when that is all, else why there may be more, and what to do."""

    found: tuple[BrazeChoice, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A list of Braze's: its path, whether it has pages, the member that holds it, and the permission."""

    path: str
    paged: bool
    member: str
    permission: str
    words: str


_SOURCES: Final[dict[ListKind, _Source]] = {
    "campaigns": _Source("/campaigns/list", True, "campaigns", "campaigns.list", "campaigns"),
    "canvases": _Source("/canvas/list", True, "canvases", "canvas.list", "Canvases"),
    "catalogs": _Source("/catalogs", False, "catalogs", "catalogs.get", "catalogs"),
}


def read_choices(
    kind: ListKind,
    *,
    base_url: str,
    api_key: str,
    timeout: Timeouts | None = None,
    cancel: Cancel | None = None,
    on_page: Callable[[tuple[BrazeChoice, ...]], None] | None = None,
) -> ReadChoices:
    """Read all campaigns, Canvases or catalogs of an environment.

    Pages are read until one brings nothing new, at most `MAX_PAGES`, as the destination's own dynamic fields
    do; `on_page` gets what was found so far after each. A failure or `cancel` between pages keeps what was
    found before, with the reason in `problem`.

    Raises:
        WorkbenchError: the endpoint may not be called, or the key is unusable. Nothing has been sent then.
    """
    from workbench.braze.client import new_client, send  # noqa: PLC0415 - imports httpx

    source = _SOURCES[kind]
    endpoint = parse_endpoint(base_url)
    collected = _Collected(kind)
    with new_client(endpoint, timeout) as client:
        for page in range(MAX_PAGES if source.paged else 1):
            query = f"?page={page}" if source.paged else ""
            request = BrazeRequest("GET", source.path + query, (), None)
            (outcome,) = send(
                [request], base_url=base_url, api_key=api_key, client=client, timeout=timeout, cancel=cancel
            )
            try:
                grown = collected.add(_entries(outcome, source))
            except _NoListError as refusal:
                return ReadChoices(tuple(collected.found), str(refusal))
            if on_page is not None and grown:
                on_page(tuple(collected.found))
            if not grown:
                return ReadChoices(tuple(collected.found))
    more = f"Only the first {MAX_PAGES} pages were read." if source.paged else ""
    return ReadChoices(tuple(collected.found), more)


def create_catalog(
    body: dict[str, Json],
    *,
    base_url: str,
    api_key: str,
    timeout: Timeouts | None = None,
    cancel: Cancel | None = None,
) -> None:
    """POST a catalog, as the save hook of Upsert Catalog Item does.

    Raises:
        WorkbenchError: it was not created, for the reason that Braze gives; or it is not known whether.
    """
    from workbench.braze.client import send  # noqa: PLC0415 - imports httpx

    request = BrazeRequest("POST", "/catalogs", (("Content-Type", "application/json"),), body)
    (outcome,) = send([request], base_url=base_url, api_key=api_key, timeout=timeout, cancel=cancel)
    if isinstance(outcome, Response) and outcome.ok:
        return
    if isinstance(outcome, Response):
        raise WorkbenchError(
            f"The catalog was not created: {_told(outcome)}", _refusal_hint(outcome, "catalogs.create")
        )
    unsure = "It is not known whether the catalog was created: " if outcome.may_have_arrived else ""
    raise WorkbenchError(f"{unsure}{outcome.message}", outcome.hint)


class _NoListError(Exception):
    """The answer holds no list; the text says why and what to do."""


@dataclass(slots=True)
class _Collected:
    """The choices found so far, each once."""

    kind: ListKind
    found: list[BrazeChoice] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def add(self, entries: list[Json]) -> bool:
        """Take over what is new; whether there was anything."""
        before = len(self.found)
        for choice in _choices(entries, self.kind):
            if choice.id not in self._seen:
                self._seen.add(choice.id)
                self.found.append(choice)
        return len(self.found) > before


def _entries(outcome: Outcome, source: _Source) -> list[Json]:
    if not isinstance(outcome, Response):
        raise _NoListError(str(outcome))
    if not outcome.ok:
        raise _NoListError(f"{_told(outcome)} {_refusal_hint(outcome, source.permission)}".strip())
    if outcome.truncated:
        raise _NoListError("The answer is larger than 4 MB, which is more than is read of one.")
    entries = outcome.body.get(source.member) if isinstance(outcome.body, dict) else None
    if not isinstance(entries, list):
        raise _NoListError(
            f"The answer holds no {source.words}. "
            "Check that the endpoint is that of Braze's REST API or of the sandbox."
        )
    return entries


def _choices(entries: list[Json], kind: ListKind) -> Iterator[BrazeChoice]:
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(name, str):
            continue
        if kind == "catalogs":
            fields = tuple(_catalog_fields(entry.get("fields")))
            count = counted(len(fields), "field")
            about = entry.get("description")
            yield BrazeChoice(name, name, f"{count}  {about}" if isinstance(about, str) else count, fields)
        elif isinstance(entry.get("id"), str):
            other = kind == "campaigns" and entry.get("is_api_campaign") is False
            yield BrazeChoice(
                entry["id"], name, "not API-triggered: cannot be sent from here" if other else ""
            )


def _catalog_fields(fields: Json) -> Iterator[tuple[str, str]]:
    for one in fields if isinstance(fields, list) else ():
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            kind = one.get("type")
            yield one["name"], kind if isinstance(kind, str) else ""


def _told(response: Response) -> str:
    """What Braze says about a refusal: the first error's message, else the answer's own."""
    body = response.body if isinstance(response.body, dict) else {}
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    message = first.get("message") if isinstance(first, dict) else body.get("message")
    said = message if isinstance(message, str) and message else response.reason
    return f"Braze answered {response.status}: {said[:300]}{'' if said.endswith('.') else '.'}"


def _refusal_hint(response: Response, permission: str) -> str:
    if response.status == 403:
        return (
            f"The key needs the permission {permission}. Permissions of a key cannot be changed: "
            "create a new key with it."
        )
    if response.status == 400:
        return ""
    return hint_for(response, now=time.time())
