"""A request's way to the environment's endpoint."""

from __future__ import annotations

import pytest

from tests.braze.servers import KEY, track
from workbench.braze import addressed, check_key, parse_endpoint
from workbench.errors import WorkbenchError
from workbench.requests import BrazeRequest

SANDBOX = parse_endpoint("http://127.0.0.1:8080")


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        (
            "https://rest.iad-01.braze.com/users/track",
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080/users/track",
        ),
        ("https://rest.iad-02.braze.com//users/track", "http://[::1]:8080", "http://[::1]:8080//users/track"),
        (
            "https://rest.iad-01.braze.com/campaigns/list?page=1",
            "https://rest.fra-01.braze.eu/",
            "https://rest.fra-01.braze.eu/campaigns/list?page=1",
        ),
        ("/users/track", "https://example.com/braze", "https://example.com/braze/users/track"),
        ("users/track", "https://example.com", "https://example.com/users/track"),
        ("https://rest.iad-01.braze.com", "https://example.com", "https://example.com/"),
        ("https://rest.iad-01.braze.com?a=b", "https://example.com", "https://example.com?a=b"),
    ],
)
def test_path_and_query_stay_and_the_origin_changes(url: str, base: str, expected: str) -> None:
    moved = addressed(BrazeRequest("POST", url, (), None), parse_endpoint(base))
    assert moved.url == expected


def test_without_a_key_the_credentials_stay() -> None:
    assert addressed(track(), SANDBOX).headers == track().headers


def test_with_a_key_there_is_one_authorization_and_the_other_headers_stay() -> None:
    moved = addressed(track(), SANDBOX, "another-key")
    assert moved.headers == (("Authorization", "Bearer another-key"), ("Content-Type", "application/json"))
    assert moved.body == track().body


def test_headers_of_a_connection_are_dropped() -> None:
    request = BrazeRequest(
        "POST", "/", (("Host", "a"), ("content-length", "9"), ("X-Braze-Batch", "true")), {}
    )
    assert addressed(request, SANDBOX).headers == (("X-Braze-Batch", "true"),)


def test_a_long_address_is_no_work() -> None:
    assert addressed(BrazeRequest("PUT", "/" + "a" * 1_000_000, (), None), SANDBOX).url.endswith("aaa")


def test_the_refusal_of_a_key_does_not_repeat_it() -> None:
    with pytest.raises(WorkbenchError) as caught:
        check_key(f'"{KEY} "')
    assert KEY not in str(caught.value)
    assert caught.value.field == "api_key"
