"""Searching finds what a person would see in the events, without parsing them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.helpers import dumped, loaded, track
from workbench.events import EventStore, read_events
from workbench.events.generate import write_ndjson
from workbench.events.query import Query


def hits(store: EventStore, query: str, start: int = 0) -> list[int]:
    """All hits of a search."""
    return [at for chunk in store.search(query, start) for at in chunk]


@pytest.fixture
def store() -> EventStore:
    """Five events with much that is hard to find."""
    return loaded(
        "\n".join(
            [
                dumped(track("Trip Booked", properties={"city": "Zürich", "note": 'a "quoted" word'})),
                dumped(
                    track("Order Completed", properties={"city": "ZÜRICH", "html": "<b>"}), ascii_only=True
                ),
                '{"userId":"MIRA","traits":{"path":"c:\\\\temp","url":"https:\\/\\/example.com"}}',
                '{"batch":[{"type":"page","name":"Home"}],"context":{"ip":"192.0.2.77"}}',
                '{"event":"😀","properties":{"html":"\\u003cb>","lines":"one\\ntwo"}}',
            ]
        )
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("trip booked", [0]),
        ("Trip Booked", [0]),
        ("TRIP BOOKED", []),
        ("mira", [2]),
        ("MIRA", [2]),
        ("Mira", []),
        ("zürich", [0, 1]),
        ("Zürich", [0]),
        ("ZÜRICH", [1]),
        ('a "quoted"', [0]),
        ("c:\\temp", [2]),
        ("https://example", [2]),
        ("<b>", [1, 4]),
        ("one\ntwo", [4]),
        ("😀", [4]),
        ("identify", [2]),
        ("192.0.2.77", [3]),
        ("track", [0, 1, 4]),
        ("nowhere", []),
    ],
)
def test_smart_case_escapes_inferred_types_and_batches(
    store: EventStore, query: str, expected: list[int]
) -> None:
    assert hits(store, query) == expected
    assert hits(store, query, 3) == [at for at in expected if at >= 3]


@given(
    text=st.text(st.characters(codec="utf-8"), max_size=20),
    part=st.tuples(st.integers(0, 20), st.integers(1, 20)),
    ascii_only=st.booleans(),
)
def test_any_part_of_a_text_is_found_however_it_was_escaped(
    text: str, part: tuple[int, int], ascii_only: bool
) -> None:
    query = text[part[0] : part[0] + part[1]]
    assert Query(query).is_in_json(dumped(text, ascii_only=ascii_only).encode())


@given(
    text=st.text(st.sampled_from('aB\\"/é<\n'), max_size=8),
    query=st.text(st.sampled_from('aB\\"/é<\n'), min_size=1, max_size=3),
)
def test_what_is_not_there_is_not_found(text: str, query: str) -> None:
    data = json.dumps({"k": text}, ensure_ascii=False).encode()
    ignores_case = query == query.lower()
    there = query in (text.lower() if ignores_case else text)
    if there:
        assert Query(query).is_in_json(data)
    elif not set(query) & set('\\"/'):
        assert not Query(query).is_in_json(data)


def test_hits_come_in_order_in_chunks_that_can_be_left(tmp_path: Path) -> None:
    path = tmp_path / "many.ndjson"
    with path.open("wb") as file:
        write_ndjson(file, 2000)
    store = read_events(path)
    chunks = list(store.search("osaka"))
    found = [at for chunk in chunks for at in chunk]
    expected = [at for at in range(2000) if b"osaka" in store.raw(at).lower()]
    assert found == expected
    assert len(chunks) > 10
    assert next(store.search("osaka")).typecode == "L"


def test_text_between_events_is_not_found() -> None:
    store = loaded(
        '{"event":"A"}\nneedle\n{"event":"B","x":"need"}\n{"event":"le"}\n[{"event":"C"},"needle"]'
    )
    assert hits(store, "needle") == []
    assert hits(store, "need") == [1]


def test_a_query_with_many_spellings_is_found() -> None:
    store = loaded(dumped(track("А вот и поезд до Вильнюса"), ascii_only=True))
    assert hits(store, "поезд до вильнюса") == [0]
    assert hits(store, "Поезд") == []


def test_what_was_given_back_is_not_found_any_more() -> None:
    store = loaded('{"batch":[{"event":"A"}],"sentAt":"needle"}')
    assert hits(store, "needle") == [0]
    store.close()
    assert hits(store, "needle") == []
    assert hits(store, "track") == [0]
