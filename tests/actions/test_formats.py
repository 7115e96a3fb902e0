"""Formats of texts, as ajv-formats checks them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.actions import formats
from workbench.actions.formats import FORMATS, is_date_time, is_email, is_uri


@pytest.mark.parametrize(
    "text",
    [
        "https://cdn.example.com/a.png?w=1#top",
        "HTTPS://EXAMPLE.COM",
        "mailto:ana@example.com",
        "urn:isbn:0451450523",
        "http://user:pw@[::1]:8080/a//b",
        "http://[1:2:3:4:5:6:1.2.3.4]/",
        "a:b",
        "https://example.com/%20",
        "https:///path",
    ],
)
def test_uris(text: str) -> None:
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/a",
        "//example.com",
        "https:",
        "https://example.com/a b",
        "https://example.com/ü",
        "https://example.com/%2",
        "http://[1:2]/",
        "https://example.com/\n",
        "1a:b",
        "https://example.com/<",
    ],
)
def test_no_uris(text: str) -> None:
    assert not is_uri(text)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("ana.b+c@mail.example.com", True),
        ("A@B.CO", True),
        ("ana@localhost", False),
        ("ana@-example.com", False),
        ("a..b@example.com", False),
        ("anä@example.com", False),
        ("\u212ana@example.com", False),
    ],
)
def test_emails(text: str, valid: bool) -> None:
    assert is_email(text) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2024-03-05T06:07:08Z", True),
        ("2024-03-05t06:07:08.123+02:00", True),
        ("2024-03-05 06:07:08", True),
        ("2016-12-31T23:59:60Z", True),
        ("2024-02-29T00:00:00Z", True),
        ("2023-02-29T00:00:00Z", False),
        ("2024-03-05", False),
        ("2024-03-05T06:07Z", False),
        ("2024-03-05T24:00:00Z", False),
        ("2024-03-05T06:07:08 Z", False),
        ("٢٠٢٤-03-05T06:07:08Z", False),
    ],
)
def test_date_times(text: str, valid: bool) -> None:
    assert is_date_time(text) is valid


@given(st.text())
def test_formats_decide_about_any_text(text: str) -> None:
    assert {check(text) for check in FORMATS.values()} <= {True, False}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("piece", ["a", "a.", "a@", "%20", "1", "T", "http://a@", "a-"])
def test_long_texts_are_decided_in_one_go(name: str, piece: str) -> None:
    assert FORMATS[name](piece * 200_000 + "\x00") is False


@given(st.from_regex(r"https?://[a-zA-Z0-9.-]+(/[^<>]*)?", fullmatch=True))
def test_the_short_cut_for_web_addresses_changes_nothing(text: str) -> None:
    if formats._WEB_ADDRESS(text):
        assert formats._URI(text)
