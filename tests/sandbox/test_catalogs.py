"""The catalog endpoints."""

from __future__ import annotations

import pytest

from tests.sandbox.client import Local, error_types
from workbench.jsvalues import Json
from workbench.sandbox.replies import Reply

FIELDS: list[Json] = [
    {"name": "id", "type": "string"},
    {"name": "title", "type": "string"},
    {"name": "price", "type": "number"},
    {"name": "sale", "type": "boolean"},
    {"name": "since", "type": "time"},
    {"name": "size", "type": "object"},
    {"name": "tags", "type": "array"},
]
ITEMS = "/catalogs/shoes/items"


def create(local: Local, **changes: Json) -> Reply:
    catalog = {"name": "shoes", "description": "Shop items", "fields": FIELDS, **changes}
    return local.post("/catalogs", {"catalogs": [catalog]})


def put(local: Local, *items: Json, method: str = "PUT") -> Reply:
    return local.post(ITEMS, {"items": list(items)}, method)


def items(local: Local) -> list[dict[str, Json]]:
    return list(local.store.catalog_items("shoes"))


@pytest.fixture
def shop(local: Local) -> Local:
    assert create(local).status == 201
    return local


def test_a_catalog_is_made_and_listed(shop: Local) -> None:
    put(shop, {"id": "sku-1"})
    (catalog,) = shop.get("/catalogs").body["catalogs"]
    assert catalog == {
        "name": "shoes",
        "description": "Shop items",
        "fields": FIELDS,
        "num_items": 1,
        "updated_at": "2027-01-15T08:00:00+00:00",
    }
    assert error_types(create(shop)) == ["catalog-name-already-exists"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": None}, "invalid-catalog-name"),
        ({"name": "two words"}, "invalid-catalog-name"),
        ({"name": "x" * 251}, "catalog-name-too-large"),
        ({"description": "x" * 251}, "description-too-long"),
        ({"description": 5}, "description-too-long"),
        ({"fields": None}, "invalid-fields"),
        ({"fields": ["id"]}, "invalid-fields"),
        ({"fields": FIELDS * 100}, "too-many-fields"),
        ({"fields": [{"name": "i d", "type": "string"}]}, "invalid-field-names"),
        ({"fields": [{"type": "string"}]}, "invalid-field-names"),
        ({"fields": [*FIELDS, {"name": "x" * 251, "type": "string"}]}, "field-names-too-large"),
        ({"fields": [*FIELDS, FIELDS[1]]}, "field-names-not-unique"),
        ({"fields": [*FIELDS, {"name": "x", "type": ["string"]}]}, "invalid-field-types"),
        ({"fields": FIELDS[1:]}, "id-not-first-column"),
        ({"fields": [{"name": "id", "type": "number"}]}, "id-not-first-column"),
    ],
)
def test_the_rules_of_a_catalog(local: Local, changes: dict[str, Json], code: str) -> None:
    reply = create(local, **changes)
    assert (reply.status, reply.body["message"], error_types(reply)) == (400, "Invalid Request", [code])
    assert local.get("/catalogs").body["catalogs"] == []


@pytest.mark.parametrize("catalogs", [None, [], [5], "x"])
def test_catalogs_are_a_list_of_one_object(local: Local, catalogs: Json) -> None:
    assert error_types(local.post("/catalogs", {"catalogs": catalogs})) == ["catalog-array-invalid"]
    assert error_types(local.post("/catalogs", catalogs)) == ["catalog-array-invalid"]
    assert error_types(local.post("/catalogs", {"catalogs": [{}, {}]})) == ["too-many-catalog-atoms"]


def test_items_are_made_replaced_edited_and_deleted_in_bulk(shop: Local) -> None:
    reply = put(shop, {"id": "sku-1", "title": "Runner", "tags": ["a"]}, {"id": "sku-2", "price": 5})
    assert (reply.status, reply.body) == (202, {"message": "success"})
    assert items(shop) == [{"id": "sku-1", "title": "Runner", "tags": ["a"]}, {"id": "sku-2", "price": 5}]
    put(shop, {"id": "sku-2", "title": "Walker"})
    put(
        shop, {"id": "sku-1", "tags": {"$add": ["b", "a"], "$remove": ["x"]}}, {"id": "sku-9"}, method="PATCH"
    )
    assert "no such item" in shop.notes()[0]
    assert items(shop) == [
        {"id": "sku-1", "title": "Runner", "tags": ["a", "b"]},
        {"id": "sku-2", "title": "Walker"},
    ]
    put(shop, {"id": "sku-1", "tags": {"$remove": ["a"]}, "title": None}, method="PATCH")
    assert items(shop)[0] == {"id": "sku-1", "title": None, "tags": ["b"]}
    assert put(shop, {"id": "sku-1"}, {"id": "sku-9"}, method="DELETE").status == 202
    assert [item["id"] for item in items(shop)] == ["sku-2"]


def test_a_slash_at_the_end_is_fine(shop: Local) -> None:
    assert shop.post(f"{ITEMS}/", {"items": [{"id": "sku-1"}]}, "PUT").status == 202
    assert shop.post(f"{ITEMS}/sku-1/", {"items": [{"price": 1}]}, "PUT").status == 200
    assert items(shop) == [{"id": "sku-1", "price": 1}]


def test_one_item_is_made_edited_and_deleted_by_its_path(shop: Local) -> None:
    path = f"{ITEMS}/sku-1"
    assert error_types(shop.post(path, {"items": [{"price": 1}]}, "PATCH")) == ["item-not-found"]
    reply = shop.post(path, {"items": [{"price": 1}]}, "PUT")
    assert (reply.status, reply.body) == (200, {"message": "success"})
    assert shop.post(path, {"items": [{"title": "Runner"}]}, "PATCH").status == 200
    assert items(shop) == [{"id": "sku-1", "price": 1, "title": "Runner"}]
    assert shop.post(path, {"items": [{"title": "ignored"}]}, "DELETE").status == 200
    missing = shop.raw("DELETE", path, b"")
    assert (missing.status, error_types(missing)) == (404, ["item-not-found"])


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_an_unknown_catalog_is_404(local: Local, method: str) -> None:
    for path in (ITEMS, f"{ITEMS}/sku-1"):
        reply = local.post(path, {"items": [{"id": "sku-1"}]}, method)
        assert (reply.status, error_types(reply)) == (404, ["catalog-not-found"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "item-array-invalid"),
        ([], "item-array-invalid"),
        (["x"], "item-array-invalid"),
        ([{"id": f"sku-{number}"} for number in range(51)], "request-includes-too-many-items"),
        ([{"title": "x"}], "items-missing-ids"),
        ([{"id": 5}], "ids-not-strings"),
        ([{"id": "x" * 251}], "ids-too-large"),
        ([{"id": "a b"}], "invalid-ids"),
        ([{"id": ""}], "invalid-ids"),
        ([{"id": "a"}, {"id": "a"}], "ids-not-unique"),
        ([{"id": "a", "colour": "red"}], "invalid-fields"),
        ([{"id": "a", "title": "x" * 5001}], "items-too-large"),
        ([{"id": "a", "size": {"a.b": 1}}], "invalid-keys-in-value-object"),
        ([{"id": "a", "tags": [{"$add": 1}]}], "invalid-keys-in-value-object"),
        ([{"id": "a", "tags": {"$add": ["x"]}}], "invalid-keys-in-value-object"),
        ([{"id": "a", "price": "cheap"}], "unable-to-coerce-value"),
        ([{"id": "a", "price": True}], "unable-to-coerce-value"),
        ([{"id": "a", "price": "1e999"}], "unable-to-coerce-value"),
        ([{"id": "a", "sale": "yes"}], "unable-to-coerce-value"),
        ([{"id": "a", "since": "soon"}], "unable-to-coerce-value"),
        ([{"id": "a", "size": "large"}], "unable-to-coerce-value"),
        ([{"id": "a", "title": ["x"]}], "unable-to-coerce-value"),
    ],
)
def test_the_rules_of_items(shop: Local, given: Json, code: str) -> None:
    reply = shop.post(ITEMS, {"items": given}, "PUT")
    assert (reply.status, error_types(reply)) == (400, [code])
    assert set(reply.body["errors"][0]) == {"id", "message", "parameters", "parameter_values"}
    assert items(shop) == []


def test_nesting_is_limited(shop: Local) -> None:
    value: Json = {}
    for _ in range(50):
        value = {"a": value}
    assert error_types(put(shop, {"id": "a", "size": value})) == ["too-deep-nesting-in-value-object"]
    assert put(shop, {"id": "a", "size": value["a"]}).status == 202


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "item-array-invalid"),
        ([{}, {}], "request-includes-too-many-items"),
        ([{"id": "sku-1"}], "id-in-body"),
    ],
)
def test_the_rules_of_one_item(shop: Local, given: Json, code: str) -> None:
    assert error_types(shop.post(f"{ITEMS}/sku-1", {"items": given}, "PUT")) == [code]


def test_the_id_in_a_path_is_decoded_and_checked(shop: Local) -> None:
    assert error_types(shop.post(f"{ITEMS}/a%20b", {"items": [{}]}, "PUT")) == ["invalid-ids"]
    assert error_types(shop.post(f"{ITEMS}/a%2Fb", {"items": [{}]}, "PUT")) == ["invalid-ids"]
    assert error_types(shop.raw("DELETE", f"{ITEMS}/%FF", b"")) == ["invalid-ids"]
    assert shop.post(f"{ITEMS}/sku%2D1", {"items": [{}]}, "PUT").status == 200
    assert items(shop) == [{"id": "sku-1"}]


def test_values_are_coerced_to_the_field_s_type(shop: Local) -> None:
    put(
        shop,
        {
            "id": "a",
            "title": 5,
            "price": "19.50",
            "sale": "true",
            "since": "2026-01-31",
            "size": {},
            "tags": [],
        },
    )
    put(shop, {"id": "b", "title": False, "price": None, "sale": None})
    assert items(shop) == [
        {"id": "a", "title": "5", "price": 19.5, "sale": True, "since": "2026-01-31", "size": {}, "tags": []},
        {"id": "b", "title": "false", "price": None, "sale": None},
    ]
