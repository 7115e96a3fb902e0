"""Where cloud mode sends, and with which credentials (CC-REQ-01 to 04, CD-REQ-01 to 03)."""

from base64 import b64encode
from dataclasses import replace

import pytest

from tests.classic.cases import CURRENT, OLD, message, sent
from workbench.classic import ClassicSettings
from workbench.requests import BrazeRequest

TRACK = message("track", event="x")


def request_of(settings: ClassicSettings) -> BrazeRequest:
    """The request of a track event."""
    (request,) = sent(TRACK, settings).requests
    return request


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("eu", "rest.api.appboy.eu"),
        ("us", "api.appboy.com"),
        ("EU", "api.appboy.com"),
        ("us03", "api.appboy.com"),
    ],
)
def test_the_source_knew_two_hosts(region: str, host: str) -> None:
    settings = replace(OLD, datacenter=region, rest_custom_endpoint="https://rest.custom.example.com")
    assert request_of(settings).url == f"https://{host}/users/track"


@pytest.mark.parametrize(("key", "user"), [("rest-key", "rest-key:"), ("a:b", "a:b"), ("ключ", "ключ:")])
def test_the_source_sent_the_key_twice(key: str, user: str) -> None:
    request = request_of(replace(OLD, app_group_id=key))
    assert request.method == "POST"
    assert request.header("authorization") == f"Basic {b64encode(user.encode()).decode()}"
    assert request.header("content-type") == "application/json"
    assert request.header("user-agent") == "Segment.io/1.0"
    assert list(request.body) == ["app_group_id", "src", "events"]
    assert (request.body["app_group_id"], request.body["src"]) == (key, "segment")


def test_today_the_key_is_assumed_to_be_a_bearer_token() -> None:
    request = request_of(CURRENT)
    assert request.header("authorization") == "Bearer rest-key"
    assert list(request.body) == ["src", "events"]
    notes = {note.key_path: note.trust for note in sent(TRACK, CURRENT).notes}
    assert notes["headers.Authorization"] == notes["src"] == "unknown"


@pytest.mark.parametrize(
    ("region", "custom", "url", "trust"),
    [
        ("us", "", "https://rest.iad-01.braze.com/users/track", "documented"),
        ("us01", "", "https://rest.iad-01.braze.com/users/track", "unknown"),
        ("us08", "", "https://rest.iad-08.braze.com/users/track", "unknown"),
        ("eu", "", "https://rest.fra-01.braze.eu/users/track", "documented"),
        ("eu02", None, "https://rest.fra-02.braze.eu/users/track", "unknown"),
        ("mars", "", "https://unknown-region.invalid/users/track", "unknown"),
        ("us09", "", "https://unknown-region.invalid/users/track", "unknown"),
        ("mars", "rest.example.com/", "https://rest.example.com/users/track", "documented"),
        ("us", "HTTP://rest.example.com", "HTTP://rest.example.com/users/track", "documented"),
    ],
)
def test_today_the_host_follows_region_and_custom_endpoint(
    region: str, custom: str | None, url: str, trust: str
) -> None:
    settings = replace(CURRENT, datacenter=region, rest_custom_endpoint=custom)
    assert request_of(settings).url == url
    assert next(note.trust for note in sent(TRACK, settings).notes if note.key_path == "url") == trust
