"""Every container gives its events, and a broken value costs itself alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.helpers import (
    Object,
    dumped,
    loaded,
    names,
    origins,
    reasons,
    take_apart,
    track,
    tracks,
)
from workbench.events import Origin

sizes = st.integers(1, 200)


def _written(events: list[Object], style: str) -> str:
    one_line = [dumped(event) for event in events]
    many_lines = [dumped(event, indent=2) for event in events]
    return {
        "lines": "\n".join(one_line),
        "lines with an end": "\n".join(one_line) + "\n",
        "windows lines": "\r\n".join(one_line) + "\r\n",
        "blank lines": "\n\n  \n".join(one_line),
        "objects": "\n".join(many_lines),
        "objects in a row": "".join(many_lines),
        "objects with commas": ",\n".join(many_lines),
        "list": dumped(events),
        "pretty list": dumped(events, indent=2),
        "tabbed list": json.dumps(events, indent="\t", ensure_ascii=False),
        "flat pretty list": json.dumps(events, indent=0, ensure_ascii=False),
        "a list a line": "\n".join(f"[{line}]" for line in one_line),
        "batch": dumped({"batch": events, "sentAt": "2026-03-01T00:00:00.000Z"}),
        "pretty batch": dumped({"context": {"ip": "192.0.2.1"}, "batch": events, "writeKey": "w"}, indent=2),
        "batches": "\n".join(f'{{"batch":[{line}]}}' for line in one_line),
        "text sequence": "".join(f"\x1e{line}\n" for line in one_line),
        "marked": "\ufeff" + "\n".join(one_line),
    }[style]


STYLES = (
    "lines",
    "lines with an end",
    "windows lines",
    "blank lines",
    "objects",
    "objects in a row",
    "objects with commas",
    "list",
    "pretty list",
    "tabbed list",
    "flat pretty list",
    "a list a line",
    "batch",
    "pretty batch",
    "batches",
    "text sequence",
    "marked",
)


@settings(max_examples=200)
@given(style=st.sampled_from(STYLES), events=st.lists(tracks, min_size=1, max_size=4), size=sizes)
def test_every_container_gives_its_events_however_the_bytes_arrive(
    style: str, events: list[Object], size: int
) -> None:
    assert take_apart(_written(events, style).encode(), size) == (events, [])


@given(events=st.lists(tracks, min_size=2, max_size=6), data=st.data(), size=sizes)
def test_a_line_that_was_cut_off_costs_that_line(
    events: list[Object], data: st.DataObject, size: int
) -> None:
    lines = [dumped(event).encode() for event in events]
    broken = data.draw(st.integers(0, len(lines) - 1))
    lines[broken] = lines[broken][: data.draw(st.integers(1, len(lines[broken]) - 1))]
    found, problems = take_apart(b"\n".join(lines), size)
    assert found == events[:broken] + events[broken + 1 :]
    assert problems


@given(
    style=st.sampled_from(["objects", "pretty list", "tabbed list"]),
    events=st.lists(tracks, min_size=2, max_size=4),
    data=st.data(),
    size=sizes,
)
def test_a_line_missing_in_a_pretty_value_costs_that_value(
    style: str, events: list[Object], data: st.DataObject, size: int
) -> None:
    pieces = [dumped(event, indent=2) for event in events]
    if style != "objects":
        indent = "\t" if style == "tabbed list" else "  "
        pieces = [indent + piece.replace("\n", "\n" + indent) for piece in pieces]
    broken = data.draw(st.integers(0, len(pieces) - 1))
    lines = pieces[broken].split("\n")
    missing = data.draw(st.integers(1, len(lines) - 1))
    pieces[broken] = "\n".join(lines[:missing] + lines[missing + 1 :])
    text = "\n".join(pieces) if style == "objects" else "[\n" + ",\n".join(pieces) + "\n]"
    found, _ = take_apart(text.encode(), size)
    others = events[:broken] + events[broken + 1 :]
    assert [event for event in found if event in others] == others


@given(st.binary(max_size=300))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    loaded(data)


@given(
    events=st.lists(tracks, min_size=1, max_size=4),
    style=st.sampled_from(STYLES),
    data=st.data(),
    junk=st.sampled_from(["{", "}", "[", "]", '"', "\\", ",", ":", "\n", "\x00", "'", "NaN", ""]),
)
def test_no_damage_brings_the_reader_down(
    events: list[Object], style: str, data: st.DataObject, junk: str
) -> None:
    text = _written(events, style)
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at] + junk + text[at + data.draw(st.integers(0, 3)) :]
    loaded(damaged)


def test_events_know_their_line_and_item() -> None:
    text = '{"type":"page"}\n\n[{"type":"page"},\n {"type":"page"}]\n{\n  "type": "page"\n}\n'
    assert origins(loaded(text)) == [
        Origin("pasted", 1),
        Origin("pasted", 3, 1),
        Origin("pasted", 4, 2),
        Origin("pasted", 5),
    ]
    assert [str(origin) for origin in origins(loaded(text))][1] == "pasted:3 (item 1)"


def test_context_and_integrations_of_a_batch_are_merged_into_its_items() -> None:
    store = loaded(
        dumped(
            {
                "batch": [track("A", context={"ip": "192.0.2.9", "page": {"path": "/"}}), track("B")],
                "context": {"ip": "192.0.2.1", "locale": "en"},
                "integrations": {"All": False},
                "sentAt": "2026-03-01T10:00:00.000Z",
            }
        )
    )
    first, second = store.event(0).data, store.event(1).data
    assert first["context"] == {"ip": "192.0.2.9", "locale": "en", "page": {"path": "/"}}
    assert second["context"] == {"ip": "192.0.2.1", "locale": "en"}
    assert first["integrations"] == second["integrations"] == {"All": False}
    assert second["sentAt"] == "2026-03-01T10:00:00.000Z"
    assert b"locale" not in store.raw(0)


def test_a_batch_larger_than_what_is_held_at_once_gets_its_envelope_too() -> None:
    events = [track(f"E{number}", properties={"text": "x" * 60_000}) for number in range(90)]
    body = {"context": {"ip": "192.0.2.1"}, "batch": events, "sentAt": "2026-03-01T10:00:00.000Z"}
    for indent in (None, 1):
        store = loaded(dumped(body, indent=indent))
        assert len(store) == 90
        assert store.problems == []
        assert store.event(89).data["context"] == {"ip": "192.0.2.1"}
        assert store.event(0).data["sentAt"] == "2026-03-01T10:00:00.000Z"


def test_a_broken_item_of_a_batch_costs_that_item() -> None:
    text = (
        '{"batch":[{"type":"page","name":"A"},{"type":"page",,},{"type":"page","name":"C"}],"sentAt":"2026"}'
    )
    store = loaded(text)
    assert names(store) == ["A", "C"]
    assert store.event(1).data["sentAt"] == "2026"
    assert reasons(store) == [
        (1, "This is not valid JSON at character 16: a name in double quotes is expected.")
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ('{"event":"A"},{"event":"B","x":[1,2},{"event":"C"}', ["A", "C"]),
        ('{"event":"A"},{"event":"B","x":"y},{"event":"C"},{"event":"D"}', ["A", "C", "D"]),
        ('{"event":"A"},{"event":"B","x":{"y":1},{"event":"C"}', ["A", "C"]),
        ('{"event":"A"},{"event":"B" "x":1},{"event":"C"}', ["A", "C"]),
        ('{"event":"A"},5,"text",null,[],{"event":"C"}', ["A", "C"]),
        ('{"event":"A"}},{"event":"C"}', ["A", "C"]),
        ('{"event":"A"},,{"event":"C"},', ["A", "C"]),
    ],
)
def test_a_broken_item_of_a_list_on_one_line_costs_that_item(items: str, expected: list[str]) -> None:
    assert names(loaded(f"[{items}]")) == expected


def test_a_list_that_cannot_be_told_apart_any_more_says_so_and_ends_at_its_line() -> None:
    store = loaded('[{"event":"A"},{"event":"B","x":"y]\n{"event":"C"}\n')
    assert names(store) == ["A", "C"]
    assert [reason for _, reason in reasons(store)] == [
        "This is not valid JSON: a text has no closing quote on its line.",
        "The rest of the list was not loaded: behind the broken item, its items cannot be told apart.",
    ]


def test_lists_that_cannot_be_told_apart_do_not_hold_up_the_lines_behind_them() -> None:
    good = '[{"event":"A"}]'
    store = loaded(f'{good}\n[{{"x": ["\\\\", {{"y"}}{{"}}], "q": "\\""}}]\n{good}')
    assert names(store) == ["A", "A"]
    assert {line for line, _ in reasons(store)} == {2}


def test_a_list_that_is_not_closed_keeps_its_items() -> None:
    store = loaded('[{"event":"A"},{"event":"B"}')
    assert names(store) == ["A", "B"]
    assert reasons(store) == [(1, "The list is not closed: the text ends before its `]`.")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"event":NaN}', "This is not valid JSON: NaN and Infinity are not JSON at character 10."),
        ('{"event":-Infinity}', "This is not valid JSON: NaN and Infinity are not JSON at character 11."),
        ("{'event':1}", "This is not valid JSON: a single quote at character 2."),
        ('{"event":True}', "This is not valid JSON: a Python word at character 10."),
        ('{"event":undefined}', "This is not valid JSON: `undefined` at character 10."),
        ('{"event":"é", // x\n}', "This is not valid JSON: a comment at character 15."),
        (
            '{"event":"A",}',
            "This is not valid JSON at character 13: a comma stands before a closing bracket.",
        ),
        ("{event:1}", "This is not valid JSON at character 2: a name in double quotes is expected."),
        ("{bad", "This is not valid JSON at character 2: a name in double quotes is expected."),
        ("{bad\n{}", "This is not valid JSON at character 2: a name in double quotes is expected."),
        ('{"event": bad\n{}', "This is not valid JSON at character 11: a value is expected."),
        ('{"event":"\\x"}', "This is not valid JSON at character 11: an unknown escape stands in a text."),
        ("plain words\n{}", "This line is not JSON."),
        ('{"event":"A","x":[1,2}', "This is not valid JSON: a bracket stands where none may."),
        ('{"event":"A"', "The text ends in the middle of this event."),
        ("[1]", "This is no JSON object."),
        ("[[[[[[{}]]]]]]", "This is no JSON object."),
    ],
)
def test_problems_have_plain_reasons(line: str, reason: str) -> None:
    assert reason in [found for _, found in reasons(loaded('{"event":"good"}\n' + line))]
    assert names(loaded('{"event":"good"}\n' + line)) == ["good"]


def test_a_fault_in_a_value_of_many_lines_is_reported_at_its_line() -> None:
    assert reasons(loaded('{\n  "type": "page",\n  "n": NaN\n}\n{"type":"page"}')) == [
        (3, "This is not valid JSON: NaN and Infinity are not JSON at character 8.")
    ]


def test_reasons_never_quote_the_events() -> None:
    store = loaded('{"event":"secret-1" secret-2}\n{"secret-3":1}\nsecret-4\n{"x":"secret-5\n[secret-6]')
    assert store.problems
    assert "secret" not in "".join(str(problem) for problem in store.problems)


def test_bytes_that_are_not_utf_8_are_a_plain_problem() -> None:
    store = loaded(b'{"event":"A"}\n{"event":"\xff\xfe"}\n{"event":"C"}')
    assert names(store) == ["A", "C"]
    assert reasons(store) == [(2, "The text is not UTF-8.")]


def test_what_javascript_takes_is_taken() -> None:
    store = loaded(
        '{"event":"\\ud83d","properties":{"big":9007199254740993,"far":1e999,"twice":1,"twice":2}}'
    )
    data = store.event(0).data
    assert data["event"] == "\ud83d"
    assert data["properties"] == {"big": 9007199254740992.0, "far": float("inf"), "twice": 2}


def test_other_json_is_no_event() -> None:
    store = loaded('{"event":"A"}\n{"name":"left-pad","version":"1.3.0","type":"module"}\n{"event":"B"}')
    assert names(store) == ["A", "B"]
    assert reasons(store) == [
        (2, "This JSON object is no Segment event: it has no `type` and no field that tells its type.")
    ]


def test_a_file_without_any_event_is_given_up_soon() -> None:
    store = loaded("{}\n" * 5000)
    assert len(store.problems) == 101
    assert store.problems[-1].reason == "The rest was not read: its first hundred values hold no event."


@pytest.mark.parametrize("text", ["[]", '{"batch":[]}', "[[]]", '{"log":{"entries":[]}}'])
def test_a_container_without_events_says_so(text: str) -> None:
    assert reasons(loaded(text)) == [(0, "There are no events in it.")]


def test_nesting_beyond_reason_costs_the_event_not_the_program() -> None:
    deep = '{"a":' * 10_000 + "1" + "}" * 10_000
    for text in (f'{{"event":"A"}}\n{deep}\n{{"event":"B"}}', f'[{{"event":"A"}},{deep},{{"event":"B"}}]'):
        store = loaded(text)
        assert names(store) == ["A", "B"]
        assert [reason for _, reason in reasons(store)] == ["This is nested deeper than 256 levels."]
    store = loaded('{"event":"deep","properties":' + "[" * 255 + "]" * 255 + "}")
    assert names(store) == ["deep"]


@pytest.mark.parametrize("piece", ["[", '{"a":', "[{", '["', '{"a":\n', "[\n"])
def test_endless_brackets_are_a_problem(piece: str) -> None:
    store = loaded(piece * 1_000_000)
    assert len(store) == 0
    assert store.problems


def test_a_text_of_many_megabytes_costs_its_event() -> None:
    huge = dumped(track("huge", properties={"text": "x" * 10_000_000}))
    for text in (f'{{"event":"A"}}\n{huge}\n{{"event":"B"}}', f'[{{"event":"A"}},{huge},{{"event":"B"}}]'):
        store = loaded(text)
        assert names(store) == ["A", "B"]
        assert [reason for _, reason in reasons(store)] == ["This is larger than 4 MB."]


def test_endless_blanks_are_no_content() -> None:
    blanks = " \n" * 400_000
    store = loaded(f'{{"event":"A"}}{blanks}[{{"event":"B"}},{blanks}{{"event":"C"}}]{blanks}')
    assert names(store) == ["A", "B", "C"]
    assert store.problems == []
    assert origins(store)[2].line == 800_001


def test_batches_within_batches_have_an_end() -> None:
    inner = '{"event":"A"}'
    for _ in range(3):
        inner = f'{{"batch":[{inner}]}}'
    assert names(loaded(inner)) == ["A"]
    assert reasons(loaded(f'{{"event":"B"}}\n{{"batch":[{inner}]}}')) == [
        (2, "This JSON object is no Segment event: it has no `type` and no field that tells its type.")
    ]


def test_many_different_envelopes_are_kept_apart() -> None:
    lines = [f'{{"batch":[{{"event":"E"}}],"sentAt":"{number}"}}' for number in range(600)]
    store = loaded("\n".join(lines + lines))
    assert [store.event(at).data["sentAt"] for at in (0, 599, 600, 1199)] == ["0", "599", "0", "599"]


def test_a_long_line_of_other_text_is_one_problem() -> None:
    store = loaded('{"event":"A"}\n' + "words " * 1_000_000 + '\n{"event":"B"}\n' + "x" * 1_000_000)
    assert names(store) == ["A", "B"]
    assert reasons(store) == [(2, "This line is not JSON."), (4, "This line is not JSON.")]


def test_a_long_event_within_the_bound_is_read() -> None:
    store = loaded(dumped(track("long", properties={"text": '\\"{' * 500_000})))
    assert len(store.event(0).data["properties"]["text"]) == 1_500_000
