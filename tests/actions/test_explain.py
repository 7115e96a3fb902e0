"""What validation changed, in words."""

from __future__ import annotations

from typing import Any

from tests.actions.builders import ORDER
from workbench.actions import ACTIONS, FieldNote, catalog_name, field_notes, selected_catalog
from workbench.jsvalues import UNDEFINED
from workbench.mappings import Mapping


def notes(action: str, fields: dict[str, Any]) -> tuple[FieldNote, ...]:
    return field_notes(Mapping("m", action, "", fields=fields), ORDER)


def test_nothing_to_say_about_a_payload_that_fits() -> None:
    fields = ACTIONS["trackEvent"].default_fields() | {"_update_existing_only": True}
    assert notes("trackEvent", fields) == ()


def test_coerced_removed_and_refused_values() -> None:
    fields: dict[str, Any] = {
        "external_id": 5,
        "email": "",
        "braze_id": None,
        "time": {"@path": "$.receivedAt"},
        "products": [{"product_id": None, "price": "5"}, None, {"product_id": "p", "price": "many"}],
        "user_alias": {"alias_name": "a", "kind": "b"},
        "colour": "red",
    }
    assert [(note.kind, note.path, note.before, note.after) for note in notes("trackPurchase", fields)] == [
        ("removed", "email", "", UNDEFINED),
        ("removed", "products", fields["products"], [fields["products"][0], fields["products"][2]]),
        ("coerced", "external_id", 5, "5"),
        ("coerced", "products[0].product_id", None, ""),
        ("coerced", "products[0].price", "5", 5),
        ("removed", "user_alias.kind", "b", UNDEFINED),
        ("removed", "colour", "red", UNDEFINED),
        ("refused", "products[1].price", "many", UNDEFINED),
    ]


def test_single_values_become_lists() -> None:
    product = {"product_id": "p", "price": 1}
    (note,) = notes("trackPurchase", {"external_id": "u", "time": "2026", "products": product})
    assert (note.kind, note.path, note.after) == ("coerced", "products", [product])
    fields = {"external_id": "u", "facebook": {"likes": "cats"}}
    (note,) = notes("updateUserProfile", fields)
    assert (note.path, note.after, note.text) == ("facebook.likes", ["cats"], "A text becomes a list.")


def test_what_is_missing_is_refused_at_the_payload() -> None:
    assert [(note.path, note.text) for note in notes("createAlias", {"alias_name": "a"})] == [
        ("", "The root value is missing the required field 'alias_label'.")
    ]


def test_keys_that_segment_keeps_for_itself_are_not_mentioned() -> None:
    fields = ACTIONS["upsertCatalogItem"].default_fields() | {"onMappingSave": selected_catalog("hats")}
    assert catalog_name(fields) == "hats"
    assert notes("upsertCatalogItem", fields | {"item_id": "i", "item": {"a": 1}}) == ()
    assert catalog_name({}) == catalog_name({"onMappingSave": {"outputs": None}}) == ""


def test_mappings_that_give_no_payload_have_no_notes() -> None:
    assert notes("trackEvent", {"name": {"@nope": 1}}) == ()
    assert notes("trackEvent", {"@path": "$.event"}) == ()
    assert notes("trackEverything", {}) == ()
