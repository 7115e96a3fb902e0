"""Keys, paths, bodies, limits: what happens before an endpoint."""

from __future__ import annotations

import re

import pytest

from tests.sandbox.client import KEY, NOW, TIME, Local, error_types
from workbench.sandbox import DOCUMENTED, Group, Limit, RateLimiter
from workbench.sandbox.routes import ENDPOINTS

EVENT = {"external_id": "u-1", "name": "Trip Booked", "time": TIME}


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        KEY,
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f'Bearer "{KEY}"',
        f"Bearer {KEY} ",
        f"Bearer {KEY[:-1]}",
        f"Basic {KEY}",
        "Bearer schlüssel",
    ],
)
@pytest.mark.parametrize("path", ["/users/track", "/nowhere", "/sandbox/users"])
def test_without_the_key_nothing_is_taken(local: Local, authorization: str | None, path: str) -> None:
    reply = local.raw("POST", path, b'{"events":[]}', key=authorization)
    assert reply.status == 401
    assert reply.body["message"].startswith("Invalid API key")
    assert KEY not in reply.body["message"]
    assert local.store.users() == ()


def test_the_scheme_s_case_does_not_matter(local: Local) -> None:
    assert local.raw("GET", "/catalogs", b"", key=f"bearer {KEY}").status == 200


@pytest.mark.parametrize(
    "path", ["/", "/users", "/users/tracks", "/users/track/x", "/catalogs/a/b", "/%2e%2e/%FF"]
)
def test_an_unknown_path_is_404(local: Local, path: str) -> None:
    assert local.post(path, {}).status == 404


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_wrong_method_is_405_and_names_the_right_ones(local: Local, path: str) -> None:
    reply = local.raw("OPTIONS", "/" + path.replace("*", "x"), b"")
    assert reply.status == 405
    assert dict(reply.headers)["allow"] == ", ".join(ENDPOINTS[path])


def test_two_slashes_are_one(local: Local) -> None:
    assert local.post("//users/track", {"events": [EVENT]}).status == 201


@pytest.mark.parametrize(
    "body", [b"{", b"{'events': []}", b"\xff", b"NaN", b'{"events": [}', b"[" * 100_000, b"\xef\xbb\xbf{}"]
)
def test_a_body_that_is_no_json_is_refused(local: Local, body: bytes) -> None:
    reply = local.raw("POST", "/users/track", body)
    assert reply.status == 400
    assert reply.body["message"].startswith("Bad Request")


def test_a_body_may_nest_100_levels(local: Local) -> None:
    def nested(depth: int) -> bytes:
        return b'{"attributes":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    assert "deep" not in local.raw("POST", "/users/track", nested(100)).body["message"]
    assert "deep" in local.raw("POST", "/users/track", nested(101)).body["message"]


def test_lone_surrogates_become_replacement_characters(local: Local) -> None:
    raw = b'{"attributes":[{"external_id":"u\\ud800","\\udfff":"a\\ud83d"}]}'
    assert local.raw("POST", "/users/track", raw).status == 201
    assert local.profile("u�").attributes == {"�": "a�"}


def test_a_body_too_large_to_be_taken_is_413_and_logged(local: Local) -> None:
    assert local.raw("POST", "/users/track", None).status == 413
    assert local.store.calls()[0].status == 413


def test_every_answer_of_an_endpoint_has_the_rate_limit_headers(local: Local) -> None:
    for used, body in enumerate((b'{"events":[]}', b"{}"), 1):
        headers = dict(local.raw("POST", "/users/track", body).headers)
        assert headers == {
            "x-ratelimit-limit": "3000",
            "x-ratelimit-remaining": str(3000 - used),
            "x-ratelimit-reset": str(int(NOW / 1000) + 3),
        }


def test_endpoints_of_a_group_share_a_limit_and_windows_end(local: Local) -> None:
    def remaining(path: str) -> str:
        return dict(local.post(path, {}).headers)["x-ratelimit-remaining"]

    assert [remaining("/users/identify"), remaining("/users/delete")] == ["19999", "19998"]
    local.now += 60_000
    assert remaining("/users/alias/new") == "19999"


def test_limits_are_only_enforced_when_wanted(local: Local) -> None:
    tiny = {**DOCUMENTED, Group.TRACK: Limit(2, 3)}
    local.limiter = RateLimiter(tiny)
    assert [local.track(events=[EVENT]).status for _ in range(3)] == [201, 201, 201]
    local.limiter = RateLimiter(tiny, enforced=True)
    assert [local.track(events=[EVENT]).status for _ in range(3)] == [201, 201, 429]
    refused = local.track(events=[EVENT])
    assert dict(refused.headers)["x-ratelimit-remaining"] == "0"
    assert len(local.profile("u-1").events) == 5
    local.now += 3_000
    assert local.track(events=[EVENT]).status == 201


def test_calls_are_logged_newest_first_and_without_credentials(local: Local) -> None:
    local.post("/users/track", {"app_group_id": "rest-key-production", "events": [EVENT]})
    local.now += 1
    local.get("/catalogs")
    newest, oldest = local.store.calls()
    assert (newest.method, newest.path, newest.status, newest.body) == ("GET", "/catalogs", 200, None)
    assert (oldest.at, oldest.status, oldest.reply["events_processed"]) == (NOW, 201, 1)
    assert oldest.body["app_group_id"] == "••••tion"
    assert oldest.body["events"] == [EVENT]
    assert local.store.calls(1) == (newest,)


def test_a_huge_body_is_logged_shortened(local: Local) -> None:
    local.track(attributes=[{"external_id": "u-1", "note": "x" * 1_000_000}])
    body = local.store.calls()[0].body
    assert isinstance(body, str)
    assert body.endswith("…")
    assert len(local.profile("u-1").attributes["note"]) == 1_000_000


def test_the_error_texts_name_no_values(local: Local) -> None:
    secret = "value-that-nobody-should-see"
    for body in (
        {"attributes": [{"external_id": "u", "email": secret, "dob": secret}]},
        {
            "events": [
                {**EVENT, "time": secret},
                {**EVENT, "name": "ecommerce.order_placed", "properties": {"x": secret}},
            ]
        },
        {
            "purchases": [
                {"external_id": "u", "product_id": "p", "currency": secret, "price": secret, "time": TIME}
            ]
        },
    ):
        reply = local.post("/users/track", body)
        assert error_types(reply)
        assert not re.search(secret, repr(reply))
