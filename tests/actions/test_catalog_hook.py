"""What the save hook of Upsert Catalog Item keeps, and the catalogs it creates."""

from __future__ import annotations

import pytest

from workbench.actions import (
    ACTIONS,
    SYNC_MODE_KEY,
    DestinationSettings,
    catalog_name,
    created_catalog,
    new_catalog_body,
    run_mapping,
    selected_catalog,
)
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.mappings import Mapping

COLUMNS = (("title", "string"), ("price", "number"))


def test_a_selected_catalog_is_kept_as_segment_keeps_it() -> None:
    assert selected_catalog("hats") == {
        "inputs": {"operation": "select", "selected_catalog_name": "hats"},
        "outputs": {"catalog_name": "hats"},
    }


def test_a_created_catalog_is_kept_with_its_fields() -> None:
    assert created_catalog("hats", "", COLUMNS) == {
        "inputs": {
            "operation": "create",
            "created_catalog_name": "hats",
            "columns": [{"name": "title", "type": "string"}, {"name": "price", "type": "number"}],
        },
        "outputs": {"catalog_name": "hats"},
    }
    assert created_catalog("hats", "For heads", COLUMNS)["inputs"]["description"] == "For heads"


@pytest.mark.parametrize("hook", [selected_catalog("hats"), created_catalog("hats", "x", COLUMNS)])
def test_the_mapping_then_sends_to_that_catalog(hook: Json) -> None:
    fields: dict[str, Json] = {
        SYNC_MODE_KEY: "upsert",
        "item_id": "sku-1",
        "item": {"title": "Bowler"},
        "onMappingSave": hook,
    }
    assert catalog_name(fields) == "hats"
    mapping = Mapping("Hats", "upsertCatalogItem", 'type = "track"', True, fields)
    outcome = run_mapping(mapping, DestinationSettings(api_key="k"), {"type": "track"})
    assert outcome.error is None
    assert [request.url for request in outcome.requests] == [
        "https://rest.iad-01.braze.com/catalogs/hats/items/sku-1"
    ]


def test_the_body_begins_with_the_id_whatever_is_said_about_it() -> None:
    body = new_catalog_body("hats", "For heads", (*COLUMNS, ("id", "number")))
    assert body == {
        "catalogs": [
            {
                "name": "hats",
                "description": "For heads",
                "fields": [
                    {"name": "id", "type": "string"},
                    {"name": "title", "type": "string"},
                    {"name": "price", "type": "number"},
                ],
            }
        ]
    }


@pytest.mark.parametrize(
    ("name", "description", "columns", "field"),
    [
        ("", "", COLUMNS, "name"),
        ("my hats", "", COLUMNS, "name"),
        ("h" * 251, "", COLUMNS, "name"),
        ("hats", "x" * 251, COLUMNS, "description"),
        ("hats", "", (), "columns"),
        ("hats", "", (("id", "string"),), "columns"),
        ("hats", "", (("a b", "string"),), "columns"),
        ("hats", "", (("a", "text"),), "columns"),
        ("hats", "", (("a", "string"), ("a", "number")), "columns"),
        ("hats", "", tuple((f"f{number}", "string") for number in range(500)), "columns"),
    ],
)
def test_what_braze_would_refuse_is_refused_before(
    name: str, description: str, columns: tuple[tuple[str, str], ...], field: str
) -> None:
    with pytest.raises(WorkbenchError) as refusal:
        new_catalog_body(name, description, columns)
    assert refusal.value.field == field
    assert refusal.value.hint


def test_the_action_says_where_the_catalog_is_kept() -> None:
    assert ACTIONS["upsertCatalogItem"].hook == "onMappingSave"
