"""A request as a command that people copy."""

from __future__ import annotations

import json
import shlex

from hypothesis import given
from hypothesis import strategies as st

from tests.braze.servers import KEY, track
from workbench.braze import curl
from workbench.requests import BrazeRequest


def test_the_key_is_a_variable_unless_it_is_asked_for() -> None:
    request = BrazeRequest("POST", track().url, track().headers, {"events": [{"name": "Trip"}]})
    assert curl(request).splitlines() == [
        "curl --request POST https://rest.iad-01.braze.com/users/track \\",
        '  --header "Authorization: Bearer $BRAZE_API_KEY" \\',
        "  --header 'Content-Type: application/json' \\",
        """  --data-raw '{"events":[{"name":"Trip"}]}'""",
    ]
    assert f"--header 'Authorization: Bearer {KEY}'" in curl(request, masked=False)


def test_no_body_no_data() -> None:
    assert curl(BrazeRequest("GET", "https://example.com/catalogs", (), None)) == (
        "curl --request GET https://example.com/catalogs"
    )


def test_classic_s_key_is_masked_in_the_body() -> None:
    request = BrazeRequest("POST", "/", (("Authorization", "Basic abc"),), {"app_group_id": KEY})
    assert KEY not in curl(request)
    assert "abc" not in curl(request)
    assert KEY in curl(request, masked=False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4), st.text())
def test_a_shell_reads_the_same_body_back_and_a_terminal_sees_ascii(
    body: dict[str, object], tail: str
) -> None:
    command = curl(BrazeRequest("POST", f"https://example.com/{tail}", (), body), masked=False)
    assert all(" " <= character <= "~" or character == "\n" for character in command)
    words = shlex.split(command.replace("\\\n", ""))
    assert words[:3] == ["curl", "--request", "POST"]
    assert len(words) == 6
    assert words[4] == "--data-raw"
    assert json.loads(words[5]) == body
