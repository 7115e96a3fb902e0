"""No credential is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.braze.servers import KEY, track
from workbench.braze import Response, mask_secret, masked, masked_response, scrub
from workbench.braze.masks import DOTS
from workbench.requests import BrazeRequest


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        ("", DOTS),
        ("short", DOTS),
        ("fifteen-letters", DOTS),
        ("sixteen--letters", f"{DOTS}ters"),
        (KEY, f"{DOTS}7731"),
    ],
)
def test_only_long_secrets_show_their_end(secret: str, expected: str) -> None:
    assert mask_secret(secret) == expected


def test_the_bearer_key_is_masked_and_nothing_else_changes() -> None:
    hidden = masked(track())
    assert hidden.headers == (("Authorization", f"Bearer {DOTS}7731"), ("Content-Type", "application/json"))
    assert (hidden.url, hidden.body) == (track().url, track().body)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", "Basic cmVzdC1rZXk6"),
        ("AUTHORIZATION", "raw-key"),
        ("cookie", "a=b c"),
        ("X-Api-Key", "k"),
    ],
)
def test_other_credentials_are_masked_whole(name: str, value: str) -> None:
    ((_, shown),) = masked(BrazeRequest("GET", "/", ((name, value),), None)).headers
    assert shown in (DOTS, f"Basic {DOTS}", f"a=b {DOTS}")


def test_classic_s_key_in_body_and_url_is_masked_in_place() -> None:
    request = BrazeRequest(
        "POST",
        f"https://api.example.com/users/track?api_key={KEY}&page=1&app_group_id={KEY}#x",
        (),
        {"app_group_id": KEY, "src": "segment", "api_key": 5, "events": []},
    )
    hidden = masked(request)
    assert hidden.url == f"https://api.example.com/users/track?api_key={DOTS}&page=1&app_group_id={DOTS}#x"
    assert list(hidden.body.items()) == [
        ("app_group_id", f"{DOTS}7731"),
        ("src", "segment"),
        ("api_key", DOTS),
        ("events", []),
    ]
    assert request.body["app_group_id"] == KEY


@given(st.text(min_size=16).filter(lambda text: text.strip()), st.text())
def test_a_scrubbed_text_has_no_secret(secret: str, around: str) -> None:
    # Two occurrences may overlap with the text around; one pass leaves no whole secret behind.
    assert secret not in scrub(secret, [secret])
    if secret not in around:
        assert (
            mask_secret(secret) in scrub(f"{around}\n{secret}\n{around}", [secret]) or secret[-4:] in around
        )


def test_a_secret_is_found_as_json_writes_it() -> None:
    assert scrub('{"key":"made\\/up\\"secret-1234"}', ['made/up"secret-1234']) == f'{{"key":"{DOTS}1234"}}'


def test_short_secrets_are_left_in_texts() -> None:
    assert scrub("the sandbox", ["sandbox"]) == "the sandbox"


def test_cookies_of_an_answer_are_masked() -> None:
    response = Response(200, "OK", (("set-cookie", "session=abc; path"), ("server", "x")), None, 1.0)
    assert masked_response(response).headers == (("set-cookie", f"session=abc; {DOTS}"), ("server", "x"))
