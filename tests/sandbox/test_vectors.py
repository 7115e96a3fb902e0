"""What the official destination sends, the sandbox takes, except where Braze's own rules refuse it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.sandbox.client import Local, error_types

VECTORS = Path(__file__).parents[1] / "conformance" / "vectors"
CATALOG = {
    "name": "products",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "title", "type": "string"},
        {"name": "price", "type": "number"},
        {"name": "qty", "type": "number"},
    ],
}
# Error -> the cases whose requests break that rule of Braze; the destination does not check it itself.
REFUSED = {
    "'app_id' is not valid": {"perform-0668", "perform-0669"},
    "'attachments' cannot be used with 'broadcast'": {"perform-0548", "perform-0549", "perform-0550"},
    "'currency' is not valid": {"perform-0740"},
    "'currency' is required": {"perform-0346", "perform-0347", "perform-0348"},
    "'current_location' is not valid": {
        *("perform-0293", "perform-0294", "perform-0406", "perform-0408", "perform-0415", "perform-0423"),
    },
    "'gender' is not valid": {"perform-0278", "perform-0279", "perform-0282", "perform-0283", "perform-0284"},
    "'name' is required": {"perform-0397"},
    "'prioritization' is not valid": {"perform-0463", "perform-0466"},
    "'product_id' is required": {"perform-0360", "perform-0361", "perform-0362", "perform-0422"},
    "'push_subscribe' is not valid": {"perform-0336", "perform-0337"},
    "'quantity' is not valid": {"perform-0425", "perform-0426", "perform-0775"},
    "'time' is a reserved property name": {"perform-0368"},
    "'user_alias' needs 'alias_name' and 'alias_label'": {"perform-0564", "perform-0565"},
    "Exactly one of 'external_user_id', 'user_alias', 'braze_id' or 'email' is required": {
        *("destination-0013", "perform-0541", "perform-0565", "perform-0723", "perform-0744", "perform-0804"),
        *("perform-0831", "perform-0862"),
    },
    "Max Input Length Exceeded": {"batch-0101", "perform-0344", "perform-0345"},
    "The property '#/' did not contain a required property of 'product_id'": {"perform-0576"},
    "The property '#/products/0/quantity' of type number did not match the following type: integer": {
        "perform-0646"
    },
    "The value provided for the 'email' field is not a valid email.": {"perform-0168", "perform-0761"},
    "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.": {
        *("batch-0005", "batch-0013", "batch-0048", "batch-0066", "batch-0078"),
    },
    "catalog-not-found": {"perform-0516", "perform-0517"},
    "id-in-body": {"perform-0512"},
    "invalid-fields": {"perform-0510"},
    "unable-to-coerce-value": {"batch-0129"},
}


def requests(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in (VECTORS / f"{kind}.jsonl").read_text().splitlines():
        case = json.loads(line)
        for request in (case.get("expect") or {}).get("requests", []):
            yield case["id"], request


@pytest.mark.parametrize("kind", ["perform", "batch", "destination"])
def test_the_destination_s_requests_are_taken(kind: str) -> None:
    refused: dict[str, set[str]] = {}
    for case, request in requests(kind):
        local = Local()
        local.post("/catalogs", {"catalogs": [CATALOG]})
        reply = local.post(urlsplit(request["url"]).path, request["body"], request["method"])
        found = error_types(reply) or ([reply.body["message"]] if reply.status >= 300 else [])
        # The destination takes a missing item for deleted; here it never was there.
        if found != ["item-not-found"]:
            for error in found:
                refused.setdefault(error, set()).add(case)
        local.store.close()
    expected = {
        error: mine
        for error, cases in REFUSED.items()
        if (mine := {case for case in cases if case.startswith(kind)})
    }
    assert refused == expected


def test_classic_s_requests_get_an_answer() -> None:
    local = Local()
    taken = 0
    for line in (VECTORS / "classic_cloud.jsonl").read_text().splitlines():
        request = json.loads(line)["expect"]
        if "body" in request:
            reply = local.post("/users/track", request["body"])
            assert reply.status in (201, 400)
            taken += reply.status == 201
    assert taken > 200
    assert "rest-key" not in repr(local.store.calls(1000))
    local.store.close()
