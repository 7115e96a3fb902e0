"""Chains as lines to read, for the screen and the command line. Text in them is data, as everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from workbench.actions.chains import Chain, GivenPart, Missing, Source
from workbench.actions.request_keys import place_text
from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.mappings import EVENT, Explanation, Steps

ToldKind: TypeAlias = Literal["key", "rule", "given", "payload", "schema", "step", "event", "error"]

LONGEST: Final = 200
"""Characters of a value that a line shows."""

_GIVEN: Final = {
    "app_id": "destination setting App ID",
    "api_key": "destination setting API key, never shown",
    "endpoint": "destination setting REST endpoint",
    "sync_mode": "the mapping's sync mode",
    "catalog": "the catalog chosen when the mapping was saved",
    "action": "the action itself",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a chain; `depth` is how far it is indented. An `event` line names a place of the event."""

    depth: int
    kind: ToldKind
    text: str


def key_text(steps: Steps) -> str:
    """A key of a request as people write it: `events[0].name`, `url`, `headers.Authorization`."""
    return place_text(steps[1:] if steps[:1] == ("body",) and len(steps) > 1 else steps)


def tell_chain(chain: Chain) -> Iterator[Told]:
    """From the key as it is sent down to the event."""
    yield Told(0, "key", f"{key_text(chain.steps)} → {value_text(chain.value)}")
    yield Told(0, "rule", chain.rule)
    for part in chain.given:
        yield Told(0, "given", given_text(part))
    for source in chain.sources:
        yield from tell_source(source)


def given_text(part: GivenPart) -> str:
    """What a key comes from beside the payload: `from the destination setting App ID → "app-1"`."""
    return f"from {_GIVEN[part.kind]}" + ("" if part.value is UNDEFINED else f" → {value_text(part.value)}")


def tell_source(source: Source) -> Iterator[Told]:
    """A place of the payload and how it came about."""
    what = "decided by" if source.kind == "condition" else "from"
    yield Told(0, "payload", f"{what} {place_text(source.place)} → {value_text(source.value)}")
    for note in source.notes:
        yield Told(1, "schema", f"{note.path}: {note.text}")
    yield from tell_explanation(source.explanation, 1)


def tell_missing(missing: Missing) -> Iterator[Told]:
    """Why a mapped part of the payload is in no request."""
    if missing.source is None:
        yield Told(0, "error", missing.reason)
        return
    yield Told(0, "key", f"{place_text(missing.place)} is not sent")
    yield Told(0, "rule", missing.reason)
    yield from tell_explanation(missing.source.explanation, 1)


def tell_explanation(node: Explanation, depth: int) -> Iterator[Told]:
    """A directive, what it gave, and the same for its parts."""
    value = value_text(node.value)
    if node.label == EVENT:
        yield Told(depth, "event", f"{node.text} → {value}")
        return
    text = f"{node.role}: {directive_text(node)}" if node.role else directive_text(node)
    if node.error:
        yield Told(depth, "step", text)
        yield Told(depth, "error", node.error)
    else:
        yield Told(depth, "step", f"{text} → {value}")
    for child in node.children:
        yield from tell_explanation(child, depth + 1)


def directive_text(node: Explanation) -> str:
    """A directive with its source on one line: `@template Web {{event}}`, without saying its name twice."""
    word = node.label.removeprefix("@")
    source = node.text.removeprefix(f"{word} ")
    return source if node.role.startswith(word) else f"{node.label} {source}"


def value_text(value: Json) -> str:
    """A value on one line, cut when it is long; `nothing` for none."""
    if value is UNDEFINED:
        return "nothing"
    text = dump_json(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def tell_shortly(chain: Chain) -> Iterator[str]:
    """A chain in few lines: the key and its value, the rule, and for each place where it comes from."""
    yield f"{key_text(chain.steps)} → {value_text(chain.value)}"
    yield " ".join((chain.rule, *(f"({given_text(part)})" for part in chain.given if part.kind != "action")))
    for source in chain.sources:
        what = "decided by" if source.kind == "condition" else "from"
        node = source.explanation
        directive = node.text if node.label == "value" else directive_text(node)
        places = [f"{reading.path} → {value_text(reading.value)}" for reading in source.readings]
        found = f": {'; '.join(places)}" if places else ""
        yield f"{what} {place_text(source.place)}, {directive}{found}"
        yield from (f"schema: {note.path}: {note.text}" for note in source.notes)
