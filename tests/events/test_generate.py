"""Generated events are realistic, complete, and always the same."""

from __future__ import annotations

import io
from itertools import islice

from tests.events.helpers import dumped, loaded
from workbench.events.complete import TYPES
from workbench.events.generate import generate_events, write_ndjson


def test_the_same_seed_gives_the_same_events() -> None:
    assert list(generate_events(50, seed=7)) == list(generate_events(50, seed=7))
    assert list(generate_events(50, seed=7)) != list(generate_events(50, seed=8))
    assert list(generate_events(50)) == list(islice(generate_events(80), 50))


def test_events_are_complete_and_of_all_types() -> None:
    file = io.BytesIO()
    size = write_ndjson(file, 2000)
    assert size == len(file.getvalue())
    assert 1300 < size / 2000 < 1500
    store = loaded(file.getvalue())
    assert len(store) == 2000
    assert store.problems == []
    assert {kind for kind, _, _ in store.kinds()} == TYPES
    for at in range(2000):
        assert store.event(at).synthetic == ()


def test_message_ids_are_unique_and_addresses_documentary() -> None:
    events = list(generate_events(500))
    assert len({event["messageId"] for event in events}) == 500
    for event in events:
        assert event["context"]["ip"].startswith("203.0.113.")
        assert "@" not in dumped(event).replace("@example.com", "")
