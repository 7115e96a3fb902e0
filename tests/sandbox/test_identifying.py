"""Whom a body is about."""

from __future__ import annotations

import pytest

from tests.sandbox.client import TIME, Local
from workbench.jsvalues import Json
from workbench.sandbox import keys_in

ALIAS = {"alias_name": "web-77", "alias_label": "anonymous_id"}


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        (None, ()),
        ([], ()),
        ({"events": "x", "src": "segment"}, ()),
        ({"events": [None, {}, {"external_id": 5}]}, ()),
        (
            {"events": [{"external_id": "u-1"}, {"external_id": "u-1"}], "purchases": [{"email": "a@b.c"}]},
            ("u-1", "a@b.c"),
        ),
        ({"attributes": [{"user_alias": ALIAS, "email": "a@b.c"}]}, ("anonymous_id:web-77",)),
        ({"aliases_to_identify": [{"external_id": "u-1", "user_alias": ALIAS}]}, ("u-1",)),
        (
            {"recipients": [{"external_user_id": "u-1"}, {"user_alias": ALIAS}]},
            ("u-1", "anonymous_id:web-77"),
        ),
        ({"attributes": [{"external_id": "u", "user_alias": {"alias_name": "", "alias_label": ""}}]}, ("u",)),
    ],
)
def test_the_keys_in_a_body(body: Json, keys: tuple[str, ...]) -> None:
    assert keys_in(body) == keys


def test_the_keys_find_the_profiles(local: Local) -> None:
    body = {"events": [{"email": "Ana@example.com", "name": "Trip Booked", "time": TIME}]}
    local.post("/users/track", body)
    (key,) = keys_in(body)
    assert local.profile(key).identifiers.email == "Ana@example.com"
