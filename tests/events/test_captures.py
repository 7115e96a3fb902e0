"""Events are found in recorded requests."""

from __future__ import annotations

import base64

import pytest

from tests.events.helpers import Object, dumped, loaded, names, origins, reasons, track
from workbench.events import Origin


def entry(url: str, body: str | None, **posted: str) -> Object:
    """An entry of a HAR file."""
    request: Object = {"method": "POST", "url": url}
    if body is not None:
        request["postData"] = {"mimeType": "text/plain", "text": body, **posted}
    return {"startedDateTime": "2026-03-01T00:00:00Z", "request": request, "response": {"status": 200}}


def har(*entries: Object) -> str:
    """A HAR file."""
    return dumped({"log": {"version": "1.2", "creator": {"name": "x"}, "entries": list(entries)}}, indent=1)


def test_a_har_gives_the_events_that_it_recorded_and_is_silent_about_the_rest() -> None:
    text = har(
        entry("https://www.example.com/", None),
        entry("https://api.segment.io/v1/t", dumped(track("Trip Searched"))),
        entry("https://www.example.com/graphql", '{"query":"{ trips }"}'),
        entry("https://www.example.com/form", "a=1&b=2"),
        entry(
            "https://api.segment.io/v1/b",
            dumped({"batch": [track("Trip Quoted"), track("Trip Booked")], "sentAt": "2026-03-01T00:00:00Z"}),
        ),
        entry("https://api.segment.io/v1/i", base64.b64encode(b'{"traits":{}}').decode(), encoding="base64"),
    )
    store = loaded(text)
    assert names(store) == ["Trip Searched", "Trip Quoted", "Trip Booked", ""]
    assert store.problems == []
    assert [origin.item for origin in origins(store)] == [2, 5, 5, 6]
    starts = [number for number, line in enumerate(text.split("\n"), 1) if line == "   {"]
    assert [origin.line for origin in origins(store)] == [starts[1], starts[4], starts[4], starts[5]]
    assert store.raw(0) == dumped(track("Trip Searched")).encode()
    assert store.event(1).data["sentAt"] == "2026-03-01T00:00:00Z"


def test_a_har_larger_than_what_is_held_at_once_is_read_too() -> None:
    entries = [
        entry("https://api.segment.io/v1/t", dumped(track(f"E{at}", x="y" * 50_000))) for at in range(100)
    ]
    assert names(loaded(har(*entries))) == [f"E{at}" for at in range(100)]


def test_the_endpoint_tells_the_type_where_the_body_does_not() -> None:
    url = "https://api.segment.io/v1/screen"
    for body in ('{"name":"Home","userId":"u","properties":{}}', '{"name":"Home","userId":"u"}'):
        store = loaded(har(entry(url, body)))
        assert store.event(0).data["type"] == store.kinds()[0][0] == "screen"
        assert "type" in store.event(0).synthetic
    store = loaded(har(entry("https://www.example.com/screen", '{"name":"Home","properties":{}}')))
    assert store.event(0).data["type"] == "page"


def test_a_har_without_events_says_so() -> None:
    assert reasons(loaded(har(entry("https://www.example.com/", "x")))) == [(0, "There are no events in it.")]


def test_webhook_captures_give_the_events_in_their_bodies() -> None:
    body = track("Kept as JSON", properties={"a": 1.50})
    text = (
        '[{"method":"POST","headers":{},"body":' + dumped(body).replace("1.5", "1.50") + "},\n"
        ' {"method":"POST","url":"/hook","content":' + dumped(dumped(track("Kept as text"))) + "},\n"
        ' {"path":"/hook","body":' + dumped([track("One"), track("Two")]) + "},\n"
        ' {"headers":{},"isBase64Encoded":true,"body":'
        + dumped(base64.b64encode(dumped(track("Encoded")).encode()).decode())
        + "},\n"
        ' {"headers":{},"body":"no events"}]'
    )
    store = loaded(text)
    assert names(store) == ["Kept as JSON", "Kept as text", "One", "Two", "Encoded"]
    assert b"1.50" in store.raw(0)
    assert origins(store)[1] == Origin("pasted", 2, 2)
    assert reasons(store) == [(5, "This line is not JSON.")]


@pytest.mark.parametrize(
    "command",
    [
        'curl https://api.segment.io/v1/track -d \'{"event":"A","userId":"u"}\'',
        "$ curl -X POST 'https://api.segment.io/v1/track' \\\n  -H 'content-type: application/json' \\\n"
        '  --data-raw "{\\"event\\":\\"A\\"}" --compressed',
        "curl 'https://api.segment.io/v1/track' --json $'{\"event\":\"\\u0041\"}'",
        'curl https://example.com/other\ncurl https://api.segment.io/v1/track --data \'[{"event":"A"}]\'',
    ],
)
def test_copied_curl_commands_give_their_bodies(command: str) -> None:
    assert names(loaded(command)) == ["A"]


def test_several_curl_commands_give_all_bodies() -> None:
    text = (
        'curl https://api.segment.io/v1/identify -d \'{"traits":{"a":"it\'\\\'\'s"}}\'\n'
        'curl https://api.segment.io/v1/screen --data-raw $\'{"name":"caf\\xe9\\\'\\ud83d\\ude80"}\'\n'
    )
    store = loaded(text)
    assert store.event(0).data["traits"] == {"a": "it's"}
    assert store.event(1).data["type"] == "screen"
    assert store.event(1).data["name"] == "café'🚀"


def test_curl_commands_that_cannot_be_read_say_why() -> None:
    assert reasons(loaded("curl https://example.com -d '{")) == [
        (0, "The cURL command has a quote that is not closed.")
    ]
    assert reasons(loaded("curl https://example.com -H 'a: b'"))[0] == (
        0,
        "The cURL command has no JSON body.",
    )
    assert reasons(loaded("curl https://example.com -d @file.json")) == [(1, "This line is not JSON.")]
