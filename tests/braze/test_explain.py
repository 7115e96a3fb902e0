"""What answers mean for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.braze import ItemError, RateLimit, Response, hint_for, item_errors, rate_limit

NOW = 1_800_000_000.0


def answered(status: int, body: object = "", **headers: str) -> Response:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(status, "", pairs, body, 1.0)


def test_a_plain_success_needs_no_words() -> None:
    assert hint_for(answered(201, {"message": "success"}), now=NOW) == ""


def test_a_success_with_refused_objects_says_how_many() -> None:
    body = {
        "message": "success",
        "errors": [{"type": "'name' is required", "input_array": "events", "index": 1}],
    }
    assert "one object" in hint_for(answered(201, body), now=NOW)
    assert item_errors(answered(201, body)) == (ItemError("'name' is required", "events", 1),)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (301, "redirect"),
        (400, "nothing of it was processed"),
        (401, "key"),
        (403, "permission"),
        (404, "catalog"),
        (413, "fewer"),
        (418, "refused"),
        (429, "Too many"),
        (500, "internal"),
        (502, "did not reach"),
        (503, "capacity"),
        (504, "may have been processed"),
        (599, "Braze failed"),
    ],
)
def test_each_documented_status_has_its_hint(status: int, word: str) -> None:
    assert word in hint_for(answered(status), now=NOW)


@pytest.mark.parametrize(
    ("reset", "words"),
    [
        ("1800000029", "in 30 seconds"),
        ("1800000600", "about 10 minutes"),
        ("1800010800", "about 3 hours"),
        ("1799999990", "send again"),
        ("soon", "Wait a minute"),
        ("9" * 400, "Wait a minute"),
        ("٣", "Wait a minute"),
    ],
)
def test_a_429_says_how_long_to_wait(reset: str, words: str) -> None:
    assert words in hint_for(answered(429, x_ratelimit_reset=reset), now=NOW)


def test_the_rate_limit_headers() -> None:
    response = answered(
        201, x_ratelimit_limit="3000", x_ratelimit_remaining="2999", x_ratelimit_reset="1800000003"
    )
    assert rate_limit(response) == RateLimit(3000, 2999, 1_800_000_003)
    assert rate_limit(answered(201)) == RateLimit(None, None, None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["errors", "type", "index", "x"]), inner)
        ),
    )
)
def test_any_body_can_be_looked_at(body: object) -> None:
    for status in (201, 400, 429):
        assert isinstance(hint_for(answered(status, body), now=NOW), str)
        assert all(isinstance(error.type, str) for error in item_errors(answered(status, body)))
