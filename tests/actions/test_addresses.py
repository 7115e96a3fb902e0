"""Paths of requests, compared with what node-fetch 2 calls on Node.js 20."""

from __future__ import annotations

import pytest

from workbench.actions.addresses import wire_path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("deliveries", "/catalogs/deliveries/items/i"),
        ("", "/catalogs//items/i"),
        ("b c", "/catalogs/b%20c/items/i"),
        ("é", "/catalogs/%C3%A9/items/i"),
        ("\ud83d", "/catalogs/%EF%BF%BD/items/i"),
        ("a\tb\r\n", "/catalogs/ab/items/i"),
        (".", "/catalogs/items/i"),
        ("%2E.", "/items/i"),
        ("../../..", "/items/i"),
        ("a//../b", "/catalogs/a/b/items/i"),
        ("..\\b", "/b/items/i"),
        ("..?", "/?/items/i"),
        ("a?b#c d", "/catalogs/a?b#c%20d/items/i"),
        ("?'^|\\..", "/catalogs/?%27%5E%7C%5C../items/i"),
        ("%zz+@:&[]", "/catalogs/%zz+@:&[]/items/i"),
    ],
)
def test_a_name_in_a_path(name: str, path: str) -> None:
    assert wire_path(f"/catalogs/{name}/items/i") == path
