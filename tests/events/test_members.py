"""Members are found in the text of an object without parsing it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.events.helpers import dumped, values
from workbench.events.members import member_start

keys = st.sampled_from(["batch", "a", "log", "b"])


@given(members=st.dictionaries(keys, values, max_size=4), key=keys, indent=st.sampled_from([None, 2]))
def test_a_member_begins_where_its_value_can_be_parsed(
    members: dict[str, object], key: str, indent: int | None
) -> None:
    text = dumped(members, indent=indent)
    start = member_start(text.encode(), (key,))
    if key not in members:
        assert start is None
    else:
        assert start is not None
        rest = text.encode()[start:].decode()
        assert json.JSONDecoder().raw_decode(rest)[0] == members[key]


@given(inner=values, outer=values)
def test_a_path_of_keys_leads_into_objects(inner: object, outer: object) -> None:
    text = dumped({"x": outer, "log": {"y": outer, "entries": inner}}).encode()
    start = member_start(text, ("log", "entries"))
    assert start is not None
    assert text[start:].startswith(dumped(inner).encode())


@given(text=st.binary(max_size=60))
def test_no_text_brings_it_down(text: bytes) -> None:
    for begin in (b"", b"{", b'{"batch":', b'{"a":{"'):
        member_start(begin + text, ("batch", "a"))


def test_a_member_of_text_that_ends_too_early_is_found_if_it_begins() -> None:
    assert member_start(b'{"context":{"a":[]},"batch":[{"x"', ("batch",)) == 28
    assert member_start(b'{"context":{"a":[', ("batch",)) is None
    assert member_start(b'{"batch":', ("batch",)) is None
    assert member_start(b"[1]", ("batch",)) is None
