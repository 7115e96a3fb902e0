"""Which addresses may be called."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.braze import INSTANCES, instance_of, is_loopback, parse_endpoint
from workbench.errors import WorkbenchError


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("https://rest.iad-01.braze.com", "https://rest.iad-01.braze.com", ""),
        ("  HTTPS://Rest.FRA-01.Braze.eu/ ", "https://rest.fra-01.braze.eu", ""),
        ("https://rest.iad-01.braze.com:443/", "https://rest.iad-01.braze.com", ""),
        ("https://example.com:8443/braze/v1//", "https://example.com:8443", "/braze/v1"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", ""),
        ("http://127.9.9.9", "http://127.9.9.9", ""),
        ("http://localhost:1", "http://localhost:1", ""),
        ("http://[::1]:8080/", "http://[::1]:8080", ""),
    ],
)
def test_an_address_that_may_be_called(url: str, origin: str, path: str) -> None:
    endpoint = parse_endpoint(url)
    assert (endpoint.origin, endpoint.path) == (origin, path)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "rest.iad-01.braze.com",
        "ftp://rest.iad-01.braze.com",
        "https://",
        "https://user:secret@rest.iad-01.braze.com",
        "https://rest.iad-01.braze.com?x=1",
        "https://rest.iad-01.braze.com#x",
        "https://rest.iad-01.braze.com\\@evil.example.com",
        "https://rest.iad-01.braze.com/a b",
        "https://rest.iad-01.braze.com\n.evil.example.com",
        "https://bräze.example.com",
        "https://example.com:0",
        "https://example.com:65536",
        "https://[::1",
        "https://[1:2:::3]",
        "http://rest.iad-01.braze.com",
        "http://127.0.0.1.evil.example.com",
        "http://0.0.0.0",
        "http://[::2]",
        "http://2130706433",
        "https://" + "a" * 200_000 + "!",
    ],
)
def test_an_address_that_may_not_be_called(url: str) -> None:
    with pytest.raises(WorkbenchError) as caught:
        parse_endpoint(url)
    assert caught.value.hint
    assert caught.value.field == "endpoint"
    assert "secret" not in str(caught.value)


@given(
    st.text(alphabet="htps:/[]0123456789abc.@\\?#% -_~\t", max_size=40).map(lambda tail: f"https://{tail}")
)
def test_every_reader_sees_the_same_host_in_what_is_accepted(url: str) -> None:
    try:
        endpoint = parse_endpoint(url)
    except WorkbenchError:
        return
    sent_to = httpx.URL(f"{endpoint.origin}{endpoint.path}/users/track")
    assert (sent_to.host, sent_to.userinfo) == (endpoint.host, b"")
    assert urlsplit(url.strip()).hostname == endpoint.host


@pytest.mark.parametrize("instance", INSTANCES, ids=lambda instance: instance.name)
def test_an_instance_is_recognised_by_its_address(instance: object) -> None:
    assert instance in INSTANCES
    found = instance_of(getattr(instance, "rest") + "/")  # noqa: B009 - parametrize loses the type
    assert found is instance


def test_other_addresses_belong_to_no_instance() -> None:
    assert instance_of("https://rest.iad-99.braze.com") is None
    assert len({instance.rest for instance in INSTANCES}) == len(INSTANCES) == 15


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("x", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
