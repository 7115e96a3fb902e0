"""What each action sends for a payload, and what it refuses."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.actions.builders import ORDER, SETTINGS, body, message, run
from workbench.actions import ACTIONS, SYNC_MODE_KEY, DestinationSettings, run_action
from workbench.jsvalues import UNDEFINED
from workbench.mappings import Mapping

NOBODY = 'One of "external_id" or "user_alias" or "braze_id" or "email" is required.'


class TestTrackEvent:
    FIELDS: ClassVar[dict[str, Any]] = {"external_id": "u-1", "name": "Trip Booked", "time": "2026-03-02"}

    def test_the_request(self) -> None:
        (request,) = run("trackEvent", self.FIELDS | {"properties": {"nights": 3}}).requests
        assert (request.method, request.url) == ("POST", "https://rest.iad-01.braze.com/users/track")
        assert request.header("authorization") == "Bearer key-1"
        assert request.body == {
            "events": [
                {
                    "external_id": "u-1",
                    "app_id": "app-1",
                    "name": "Trip Booked",
                    "time": "2026-03-02T00:00:00.000Z",
                    "properties": {"nights": 3},
                }
            ]
        }

    def test_half_an_alias_is_nobody(self) -> None:
        fields = {key: self.FIELDS[key] for key in ("name", "time")}
        half = fields | {"user_alias": {"alias_name": "a", "alias_label": ""}}
        assert message("trackEvent", half) == NOBODY

    def test_an_alias_is_sent_label_first(self) -> None:
        alias = {"alias_name": "a", "alias_label": "l"}
        (event,) = body("trackEvent", self.FIELDS | {"user_alias": alias})["events"]
        assert list(event["user_alias"].items()) == [("alias_label", "l"), ("alias_name", "a")]

    def test_a_date_that_only_unix_seconds_explain_is_left_out(self) -> None:
        (event,) = body("trackEvent", self.FIELDS | {"time": "99999999999"})["events"]
        assert "time" in event
        (event,) = body("trackEvent", self.FIELDS | {"time": "-1"})["events"]
        assert event["time"] == "2001-01-01T00:00:00.000Z"

    @pytest.mark.parametrize(("mode", "only"), [("add", False), ("update", True)])
    def test_the_sync_mode_decides_who_is_created(self, mode: str, only: bool) -> None:
        (event,) = body("trackEvent2", self.FIELDS | {SYNC_MODE_KEY: mode})["events"]
        assert event["_update_existing_only"] is only

    @pytest.mark.parametrize("mode", ["upsert", "nope", None, {"@path": "$.mode"}])
    def test_other_sync_modes_are_refused(self, mode: Any) -> None:
        fields = self.FIELDS | {SYNC_MODE_KEY: mode}
        assert message("trackEvent2", fields) == 'syncMode must be "add" or "update"'

    def test_an_app_id_is_sent_as_given_or_not_at_all(self) -> None:
        mapping = Mapping("m", "trackEvent", "", fields=self.FIELDS)
        for settings, sent in (
            (DestinationSettings("k"), UNDEFINED),
            (DestinationSettings("k", ""), ""),
            (
                DestinationSettings.from_json({"api_key": "k", "app_id": None, "endpoint": "https://a.co"}),
                None,
            ),
        ):
            (request,) = run_action(mapping, settings, {}).requests
            assert request.body["events"][0].get("app_id", UNDEFINED) == sent


class TestTrackPurchase:
    FIELDS: ClassVar[dict[str, Any]] = ACTIONS["trackPurchase"].default_fields()

    def test_one_purchase_for_each_product(self) -> None:
        (request,) = run("trackPurchase", self.FIELDS, ORDER).requests
        assert request.header("X-Braze-Batch") == "true"
        first, second = request.body["purchases"]
        assert (first["product_id"], first["price"], first["quantity"]) == ("p-1", 10.25, 2)
        assert first["currency"] == second["currency"] == "USD"
        assert first["properties"] == {
            "name": "Hat",
            "variant": "blue",
            "order_id": "o-1",
            "total": 30.5,
            "currency": "EUR",
            "source": "shop",
        }

    def test_the_events_properties_win_and_index_keys_come_first(self) -> None:
        fields = {
            "external_id": "u",
            "time": "2026-03-02",
            "products": [{"product_id": "p", "price": 1, "b": "product", "currency": ""}],
            "properties": {"b": "event", "products": [1], "2": "x", "1": "y"},
        }
        (purchase,) = body("trackPurchase", fields)["purchases"]
        assert list(purchase["properties"].items()) == [("1", "y"), ("2", "x"), ("b", "event")]
        assert purchase["currency"] == ""

    def test_no_products_are_no_request_and_no_error(self) -> None:
        outcome = run("trackPurchase", {"external_id": "u", "time": "2026-03-02", "products": []})
        assert (outcome.requests, outcome.error) == ((), None)

    def test_an_infinite_price_is_sent_as_null(self) -> None:
        fields = {"external_id": "u", "time": "2026", "products": [{"product_id": "p", "price": "Infinity"}]}
        (purchase,) = body("trackPurchase", fields)["purchases"]
        assert purchase["price"] is None

    def test_a_list_with_gaps_is_sent_with_nulls(self) -> None:
        fields = {
            "external_id": "u",
            "time": "2026",
            "products": [{"product_id": "p", "price": 1}],
            "properties": {"list": [{"@path": "$.missing"}, "x"]},
        }
        (purchase,) = body("trackPurchase", fields)["purchases"]
        assert purchase["properties"] == {"list": [None, "x"]}


class TestUpdateUserProfile:
    def test_fields_win_over_custom_attributes_even_when_not_mapped(self) -> None:
        custom = {"plan": "pro", "gender": "male", "country": "NO", "email": "x", "firstName": "A", "time": 1}
        fields = {"external_id": "u", "country": "SE", "custom_attributes": {"@path": "$.traits"}}
        (attributes,) = body("updateUserProfile", fields, {"traits": custom})["attributes"]
        assert list(attributes.items()) == [("plan", "pro"), ("country", "SE"), ("external_id", "u")]

    def test_subscription_groups_of_the_traits_survive_when_none_is_mapped(self) -> None:
        fields = {"external_id": "u", "custom_attributes": {"subscription_groups": "mine"}}
        assert body("updateUserProfile", fields)["attributes"][0]["subscription_groups"] == "mine"

    def test_values_are_translated(self) -> None:
        fields = {
            "external_id": "u",
            "gender": "Prefer not to say",
            "dob": "1990-07-04T12:00:00Z",
            "date_of_first_session": 0,
            "current_location": {"latitude": ""},
            "email": None,
        }
        assert body("updateUserProfile", fields)["attributes"] == [
            {
                "external_id": "u",
                "date_of_first_session": "1970-01-01T00:00:00.000Z",
                "dob": "1990-07-04",
                "email": None,
                "gender": "P",
            }
        ]

    def test_the_second_version_knows_one_mode(self) -> None:
        assert message("updateUserProfile2", {"external_id": "u"}) == "Sync mode undefined is not supported"
        fields = {"external_id": "u", SYNC_MODE_KEY: "update"}
        assert body("updateUserProfile2", fields)["attributes"][0]["_update_existing_only"] is True


class TestAliasesAndIdentities:
    def test_an_alias_without_an_external_id(self) -> None:
        fields = {"external_id": None, "alias_name": "a", "alias_label": "l"}
        assert body("createAlias", fields) == {"user_aliases": [{"alias_name": "a", "alias_label": "l"}]}

    def test_the_second_version_insists_on_its_mode(self) -> None:
        assert message("createAlias2", {"alias_name": "a", "alias_label": "l"}) == 'syncMode must be "add"'

    def test_identifying_an_alias(self) -> None:
        alias = {"alias_name": "a", "alias_label": "l"}
        fields = {"external_id": "u", "user_alias": alias, "merge_behavior": "merge"}
        assert body("identifyUser", fields) == {
            "aliases_to_identify": [{"external_id": "u", "user_alias": alias}],
            "merge_behavior": "merge",
        }

    def test_identifying_an_address_needs_a_priority(self) -> None:
        fields: dict[str, Any] = {"external_id": "u", "email_to_identify": "a@b.co", SYNC_MODE_KEY: "add"}
        assert "missing the required field 'prioritization'" in message("identifyUser2", fields)
        fields["prioritization"] = {"second_priority": "unidentified"}
        assert body("identifyUser2", fields) == {
            "emails_to_identify": [
                {"external_id": "u", "email": "a@b.co", "prioritization": [None, "unidentified"]}
            ]
        }

    def test_somebody_must_be_identified(self) -> None:
        sentence = message("identifyUser2", {"external_id": "u", SYNC_MODE_KEY: "add"})
        assert sentence.count('must match "then" schema') == 2


class TestMessages:
    def test_priorities_move_into_every_recipient(self) -> None:
        fields = {
            "campaign_id": "c",
            "recipients": [{"email": "a@b.co"}, {"external_user_id": "u"}],
            "prioritization": {"first_priority": "identified"},
        }
        assert body("triggerCampaign", fields) == {
            "campaign_id": "c",
            "recipients": [
                {"email": "a@b.co", "prioritization": ["identified"]},
                {"external_user_id": "u", "prioritization": ["identified"]},
            ],
        }

    def test_empty_priorities_vanish_for_recipients_and_stay_for_a_broadcast(self) -> None:
        fields: dict[str, Any] = {"canvas_id": "c", "prioritization": {}}
        assert "prioritization" not in body("triggerCanvas", fields | {"recipients": [{"email": "a@b.co"}]})
        assert body("triggerCanvas", fields | {"broadcast": True})["prioritization"] == {}

    def test_recipients_or_a_broadcast_but_not_both(self) -> None:
        assert "must be provided" in message("triggerCampaign", {"campaign_id": "c", "broadcast": False})
        both = {"campaign_id": "c", "broadcast": True, "recipients": [{"email": "a@b.co"}]}
        assert "cannot be included" in message("triggerCampaign", both)


class TestCatalogItem:
    FIELDS: ClassVar[dict[str, Any]] = {
        "item_id": "hat-1",
        "item": {"price": 5},
        "onMappingSave": {"outputs": {"catalog_name": "hats"}},
    }

    @pytest.mark.parametrize(("mode", "method"), [("upsert", "PUT"), ("delete", "DELETE"), ("add", "DELETE")])
    def test_everything_but_upsert_deletes(self, mode: str, method: str) -> None:
        (request,) = run("upsertCatalogItem", self.FIELDS | {SYNC_MODE_KEY: mode}).requests
        assert (request.method, request.url) == (
            method,
            "https://rest.iad-01.braze.com/catalogs/hats/items/hat-1",
        )
        assert request.body == {"items": [{"price": 5}]}

    def test_names_are_escaped_in_the_address(self) -> None:
        fields = self.FIELDS | {"onMappingSave": {"outputs": {"catalog_name": "my hats\ud800"}}}
        (request,) = run("upsertCatalogItem", fields).requests
        assert request.url.endswith("/catalogs/my%20hats%EF%BF%BD/items/hat-1")

    def test_ids_and_items_are_checked(self) -> None:
        assert message("upsertCatalogItem", self.FIELDS | {"item_id": "a b"}) == "Invalid ID Format"
        empty = self.FIELDS | {"item": {"@path": "$.item"}, SYNC_MODE_KEY: "upsert"}
        assert message("upsertCatalogItem", empty, {"item": {}}) == "Item is required"


class TestEcommerce:
    FIELDS: ClassVar[dict[str, Any]] = ACTIONS["ecommerce"].default_fields() | {
        "name": "ecommerce.order_placed"
    }

    def test_an_order(self) -> None:
        (event,) = body("ecommerce", self.FIELDS, ORDER)["events"]
        assert list(event) == ["external_id", "app_id", "name", "time", "properties"]
        assert list(event["properties"]) == ["currency", "source", "products", "total_value", "order_id"]
        assert event["properties"]["products"][0] == {
            "quantity": 2,
            "product_id": "p-1",
            "product_name": "Hat",
            "variant_id": "blue",
            "price": 10.25,
        }

    def test_further_keys_of_a_product_are_its_metadata(self) -> None:
        products = {"@path": "$.properties.items"}
        item = {
            "product_id": 1,
            "product_name": "a",
            "variant_id": "b",
            "quantity": 1,
            "price": 1,
            "size": "M",
        }
        event = ORDER | {"properties": ORDER["properties"] | {"items": [item]}}
        (sent,) = body("ecommerce", self.FIELDS | {"products": products}, event)["events"]
        assert sent["properties"]["products"][0]["metadata"] == {"size": "M"}

    def test_an_alias_limits_the_event_to_users_who_exist(self) -> None:
        alias = {"alias_name": "a", "alias_label": "l"}
        (event,) = body("ecommerce", self.FIELDS | {"user_alias": alias}, ORDER)["events"]
        assert event["_update_existing_only"] is True
        assert event["user_alias"] == alias

    def test_an_alias_counts_however_empty(self) -> None:
        alias = {"alias_name": [None], "alias_label": [None]}
        event = {key: value for key, value in ORDER.items() if key != "userId"}
        (sent,) = body("ecommerce", self.FIELDS | {"user_alias": alias}, event)["events"]
        assert sent["user_alias"] == {"alias_name": "", "alias_label": ""}
        assert "_update_existing_only" not in sent

    def test_somebody_and_a_sync_mode_are_needed(self) -> None:
        event = {key: value for key, value in ORDER.items() if key != "userId"}
        assert '"phone" is required' in message("ecommerce", self.FIELDS, event)
        fields = self.FIELDS | {SYNC_MODE_KEY: "mirror"}
        assert message("ecommerce", fields, ORDER).startswith("Invalid syncMode: mirror.")

    def test_what_fails_inside_the_original_fails_here(self) -> None:
        product = {"product_id": "1", "product_name": "a", "variant_id": "b", "quantity": 1, "price": 1}
        fields = {key: value for key, value in self.FIELDS.items() if key != "products"} | {
            "product": product
        }
        outcome = run("ecommerceSingleProduct", fields, ORDER)
        assert outcome.error is not None
        assert (outcome.error.name, outcome.error.stage) == ("TypeError", "action")
        leap = ORDER | {"timestamp": "2016-12-31T23:59:60Z"}
        assert message("ecommerce", self.FIELDS, leap) == "Invalid time value"

    def test_a_name_in_a_list_escapes_its_requirements(self) -> None:
        fields = self.FIELDS | {"name": ["ecommerce.checkout_started"], "total_value": None}
        (event,) = body("ecommerce", fields, ORDER)["events"]
        assert event["name"] == "ecommerce.checkout_started"
        assert "total_value" not in event["properties"]


def test_settings_of_the_tests_are_valid() -> None:
    assert SETTINGS.to_json() == {
        "api_key": "key-1",
        "app_id": "app-1",
        "endpoint": "https://rest.iad-01.braze.com",
    }
