"""Small things that the tests of events share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from workbench.events import EventStore, Origin
from workbench.events.containers import Flaw, Found, Reader
from workbench.events.envelopes import Envelopes
from workbench.events.places import Spool
from workbench.events.window import Window

Object = dict[str, Any]

numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers
texts = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ['{"', "}{", "[]", '"', "\\", "\\\\", "},{", "\n", "]", "\u2028", "batch", "é", "😀"]
)
values = st.recursive(
    scalars | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
tracks = st.builds(
    lambda event, properties: {"type": "track", "event": event, "properties": properties},
    texts,
    st.dictionaries(texts, values, max_size=4),
)
"""Track events whose names, keys and values hold what could mislead a reader."""


def track(name: str, **more: object) -> Object:
    """A short track event."""
    return {"type": "track", "event": name, "userId": "u1", **more}


def loaded(text: str | bytes) -> EventStore:
    """The store of a pasted text."""
    store = EventStore()
    store.load_text(text)
    return store


def names(store: EventStore) -> list[str]:
    """The names of all events."""
    return [store.summary(at).name for at in range(len(store))]


def reasons(store: EventStore) -> list[tuple[int, str]]:
    """Line and reason of all problems."""
    return [(problem.origin.line, problem.reason) for problem in store.problems]


def origins(store: EventStore) -> list[Origin]:
    """The origins of all events."""
    return [store.origin(at) for at in range(len(store))]


def dumped(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """JSON text."""
    return json.dumps(value, indent=indent, ensure_ascii=ascii_only)


def in_chunks(data: bytes, size: int) -> Iterator[bytes]:
    """The data in pieces."""
    return (data[at : at + size] for at in range(0, len(data), size))


def take_apart(data: bytes, size: int = 65536) -> tuple[list[Object], list[str]]:
    """The events and reasons that a reader gives for text that comes in chunks of a size."""
    events: list[Object] = []
    problems: list[str] = []
    for piece in Reader(Window(in_chunks(data, size)), Envelopes(Spool())).read():
        if isinstance(piece, Found):
            assert data[piece.offset : piece.offset + len(piece.raw)] == piece.raw
            assert piece.line == data.count(b"\n", 0, piece.offset) + 1
            events.append(piece.data)
        elif isinstance(piece, Flaw):
            problems.append(piece.reason.reason)
    return events, problems
