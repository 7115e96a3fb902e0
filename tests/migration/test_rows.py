"""Every Classic setting has its rule, and the rule does what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.migration.builders import CLOUD, OLD, WEB, Both, event, mapping, order, proposal, track
from workbench.actions import ENDPOINTS, SYNC_MODE_KEY
from workbench.classic import ClassicSettings
from workbench.jsvalues import Json, dump_json
from workbench.migration import Choices
from workbench.migration.rows import CONNECTION_MODE, OPTIONS_WITHOUT_SETTING, SETTINGS, web_settings

CATALOGUE = (
    "allowCrawlerActivity",
    "apiKey",
    "appGroupId",
    "automatic_in_app_message_registration_enabled",
    "automaticallyDisplayMessages",
    "customEndpoint",
    "datacenter",
    "doNotLoadFontAwesome",
    "enableHtmlInAppMessages",
    "enableLogging",
    "logPurchaseWhenRevenuePresent",
    "minimumIntervalBetweenTriggerActionsInSeconds",
    "onlyTrackKnownUsersOnWeb",
    "openInAppMessagesInNewTab",
    "openNewsFeedCardsInNewTab",
    "restCustomEndpoint",
    "safariWebsitePushId",
    "serviceWorkerLocation",
    "sessionTimeoutInSeconds",
    "trackAllPages",
    "trackNamedPages",
    "updateExistingOnly",
    "version",
    CONNECTION_MODE,
)
"""The settings of the catalogue, and the connection mode, which is none of them."""
OPTIONS = ("localization", "requireExplicitInAppMessageDismissal")
SECRET = "rest-key-0123456789"

SDK_SETTINGS: dict[str, tuple[str, str, Json]] = {
    "allowCrawlerActivity": ("allow_crawler_activity", "allowCrawlerActivity", True),
    "automaticallyDisplayMessages": (
        "automatically_display_messages",
        "automaticallyDisplayMessages",
        False,
    ),
    "doNotLoadFontAwesome": ("do_not_load_font_awesome", "doNotLoadFontAwesome", True),
    "enableLogging": ("enable_logging", "enableLogging", True),
    "minimumIntervalBetweenTriggerActionsInSeconds": (
        "minimum_interval_between_trigger_actions_in_seconds",
        "minimumIntervalBetweenTriggerActionsInSeconds",
        5,
    ),
    "openInAppMessagesInNewTab": ("open_in_app_messages_in_new_tab", "openInAppMessagesInNewTab", True),
    "openNewsFeedCardsInNewTab": ("open_news_feed_cards_in_new_tab", "openCardsInNewTab", True),
    "safariWebsitePushId": ("safari_website_push_id", "safariWebsitePushId", "web.com.example"),
    "serviceWorkerLocation": ("service_worker_location", "serviceWorkerLocation", "/worker.js"),
    "sessionTimeoutInSeconds": ("session_timeout_in_seconds", "sessionTimeoutInSeconds", 60),
    "localization": ("localization", "localization", "pt"),
    "requireExplicitInAppMessageDismissal": (
        "require_explicit_in_app_message_dismissal",
        "requireExplicitInAppMessageDismissal",
        True,
    ),
}


def test_every_setting_of_the_catalogue_has_a_row() -> None:
    assert tuple(row.key for row in SETTINGS) == CATALOGUE
    assert tuple(row.key for row in OPTIONS_WITHOUT_SETTING) == OPTIONS


@pytest.mark.parametrize("classic", [CLOUD, OLD, WEB, ClassicSettings()])
def test_every_row_has_a_decision_in_words(classic: ClassicSettings) -> None:
    decisions = proposal(classic).settings
    assert tuple(decision.key for decision in decisions) == CATALOGUE + OPTIONS
    for decision in decisions:
        assert decision.sentence.endswith(".")
        assert decision.label
        assert decision.to_json()["verdict"] in {"carried", "replaced", "choice", "none"}
        assert bool(decision.choice) == bool(decision.chosen)


@pytest.mark.parametrize("key", SDK_SETTINGS)
def test_a_setting_of_the_sdk_has_no_counterpart_in_cloud_mode(key: str) -> None:
    assert proposal(CLOUD).decision(key).verdict == "none"
    assert proposal(CLOUD).web_settings == {}


@pytest.mark.parametrize("key", SDK_SETTINGS)
def test_a_setting_of_the_sdk_goes_to_web_mode(key: str) -> None:
    attribute, target, value = SDK_SETTINGS[key]
    made = proposal(replace(WEB, **{attribute: value}))
    assert made.decision(key).verdict == "replaced"
    assert target in made.decision(key).sentence
    assert made.web_settings[target] == value


@pytest.mark.parametrize("stored", [0, "soon", "", None])
def test_seconds_that_classic_did_not_take_are_its_thirty(stored: Json) -> None:
    made = web_settings(replace(WEB, session_timeout_in_seconds=stored))
    assert made["sessionTimeoutInSeconds"] == 30


def test_the_app_identifier_is_the_app_id_of_cloud_mode_and_the_key_of_web_mode() -> None:
    assert proposal(CLOUD).app_id == "app-1"
    assert proposal(CLOUD).decision("apiKey").verdict == "carried"
    assert Both(CLOUD, track("Trip Booked")).sent["app_id"] == "app-1"
    assert proposal(WEB).web_settings["api_key"] == "app-1"
    assert "app_id" not in proposal(WEB).web_settings


def test_an_empty_app_identifier_is_left_out() -> None:
    both = Both(replace(CLOUD, api_key=""), track("Trip Booked"))
    assert both.classic_sent["app_id"] == ""
    assert "app_id" not in both.sent
    assert both.verdict == "equivalent"
    assert "api_key" not in proposal(replace(WEB, api_key="")).web_settings


@pytest.mark.parametrize("mode", [CLOUD, WEB])
def test_the_rest_key_is_only_a_reference_and_never_in_a_public_setting(mode: ClassicSettings) -> None:
    made = proposal(replace(mode, app_group_id=SECRET))
    assert made.api_key == "env:BRAZE_API_KEY"
    assert made.decision("appGroupId").verdict == "replaced"
    assert made.decision("appGroupId").value == "set"
    assert "every visitor" in made.decision("appGroupId").tables
    assert SECRET not in dump_json(made.to_json())
    assert SECRET not in str(made.web_settings)


def test_a_reference_to_the_rest_key_stays_the_same() -> None:
    assert proposal(replace(CLOUD, app_group_id="keyring:braze/live")).api_key == "keyring:braze/live"


def test_a_setting_of_the_mobile_sdks_is_dropped_in_both_modes() -> None:
    key = "automatic_in_app_message_registration_enabled"
    assert {proposal(classic).decision(key).verdict for classic in (CLOUD, WEB)} == {"none"}


def test_the_region_decides_the_rest_endpoint() -> None:
    made = proposal(replace(CLOUD, datacenter="eu"))
    assert made.endpoint == "https://rest.fra-01.braze.eu"
    assert made.decision("datacenter").verdict == "carried"
    assert not made.decision("datacenter").warning


def test_an_inferred_region_is_said_to_be_inferred() -> None:
    made = proposal(replace(CLOUD, datacenter="US 06"))
    assert made.endpoint == "https://rest.iad-06.braze.com"
    assert "inferred" in made.decision("datacenter").warning


@pytest.mark.parametrize("region", ["", "mars-01"])
def test_an_unknown_region_is_a_choice(region: str) -> None:
    classic = replace(CLOUD, datacenter=region)
    assert proposal(classic).decision("datacenter").verdict == "choice"
    assert proposal(classic).decision("datacenter").choice == "endpoint"
    chosen = ENDPOINTS[3][1]
    made = proposal(classic, choices=Choices(endpoint=chosen))
    assert made.endpoint == chosen
    assert made.decision("datacenter").chosen == chosen


def test_a_custom_rest_endpoint_wins_over_the_region() -> None:
    made = proposal(replace(CLOUD, rest_custom_endpoint="HTTP://rest.fra-02.braze.eu//"))
    assert made.endpoint == "https://rest.fra-02.braze.eu"
    assert made.decision("restCustomEndpoint").verdict == "carried"
    assert made.decision("datacenter").verdict == "replaced"


def test_a_private_rest_endpoint_cannot_be_carried() -> None:
    made = proposal(replace(CLOUD, rest_custom_endpoint="braze-proxy.example.com"))
    assert made.endpoint == "https://rest.iad-01.braze.com"
    assert made.decision("restCustomEndpoint").verdict == "choice"
    assert "private host" in made.decision("restCustomEndpoint").warning


def test_an_sdk_endpoint_alone_tells_the_cluster_for_confirmation() -> None:
    made = proposal(replace(CLOUD, datacenter="", custom_endpoint="sdk.iad-05.braze.com"))
    assert made.endpoint == "https://rest.iad-05.braze.com"
    assert made.decision("customEndpoint").verdict == "choice"
    assert made.decision("customEndpoint").warning


def test_an_sdk_endpoint_goes_to_web_mode_when_it_is_offered() -> None:
    made = proposal(replace(WEB, custom_endpoint="https://sdk.fra-02.braze.eu/api/v3"))
    assert made.web_settings["endpoint"] == "sdk.fra-02.braze.eu"
    assert made.decision("customEndpoint").verdict == "replaced"
    other = proposal(replace(WEB, custom_endpoint="braze.example.com"))
    assert "endpoint" not in other.web_settings
    assert other.decision("customEndpoint").verdict == "choice"


def test_html_messages_are_not_turned_into_a_setting_that_allows_more() -> None:
    made = proposal(replace(WEB, enable_html_in_app_messages=True))
    assert made.decision("enableHtmlInAppMessages").verdict == "choice"
    assert "allowUserSuppliedJavascript" not in made.web_settings
    assert proposal(CLOUD).decision("enableHtmlInAppMessages").verdict == "none"


def test_revenue_in_web_mode_is_a_mapping_beside_the_others() -> None:
    classic = replace(WEB, log_purchase_when_revenue_present=True)
    bought = track("Seat Upgraded", revenue=20, products=[{"product_id": "seat", "price": 20}])
    both = Both(classic, bought)
    assert both.sent["product_id"] == both.classic_sent["product_id"] == "seat"
    assert both.verdict == "equivalent"
    plain = Both(classic, track("Seat Upgraded"))
    assert plain.sent["name"] == "Seat Upgraded"
    ordered = Both(classic, order({"product_id": "a", "price": 1}))
    assert ordered.sent["product_id"] == "a"
    assert proposal(classic).decision("logPurchaseWhenRevenuePresent").verdict == "replaced"


def test_revenue_without_products_is_counted_before_it_is_lost() -> None:
    classic = replace(WEB, log_purchase_when_revenue_present=True)
    lonely = track("Trip Quoted", revenue=20)
    assert Both(classic, lonely).actions.requests == ()
    warning = proposal(classic, lonely).decision("logPurchaseWhenRevenuePresent").warning
    assert warning.startswith("1 event with revenue but without products")


def test_revenue_in_cloud_mode_had_no_effect_and_is_a_choice() -> None:
    classic = replace(CLOUD, log_purchase_when_revenue_present=True)
    bought = track("Seat Upgraded", revenue=20, products=[{"product_id": "seat", "price": 20}])
    assert Both(classic, bought).sent["name"] == "Seat Upgraded"
    assert proposal(classic).decision("logPurchaseWhenRevenuePresent").verdict == "choice"
    both = Both(classic, bought, Choices(revenue="purchases"))
    assert both.sent["product_id"] == "seat"


def test_only_known_users_are_taken_where_classic_waited_for_them() -> None:
    classic = replace(WEB, only_track_known_users_on_web=True)
    made = proposal(classic)
    assert made.decision("onlyTrackKnownUsersOnWeb").verdict == "replaced"
    assert all("userId != null" in one.mapping.trigger for one in made.mappings)
    assert made.web_settings["deferUntilIdentified"] is True
    assert Both(classic, {**track("Trip Booked"), "userId": None}).actions.requests == ()
    assert proposal(CLOUD).decision("onlyTrackKnownUsersOnWeb").verdict == "none"


@pytest.mark.parametrize("classic", [CLOUD, OLD])
@pytest.mark.parametrize("kind", ["page", "screen"])
def test_all_pages_become_the_events_that_classic_made_of_them(classic: ClassicSettings, kind: str) -> None:
    classic = replace(classic, track_all_pages=True)
    for members in (
        {"name": "Home"},
        {"name": "Home", "category": "Docs"},
        {"category": "Docs"},
        {"name": ""},
        {},
        {"name": "Home", "properties": {"name": "inner", "category": "inner", "path": "/"}},
        {"properties": {"name": "inner", "category": "inner"}},
        {"name": "{{userId}}", "properties": None},
    ):
        both = Both(classic, event(kind, **members))
        assert both.sent["name"] == both.classic_sent["name"]
        assert both.sent["properties"] == both.classic_sent["properties"]
        assert both.verdict == "equivalent"
    assert proposal(classic).decision("trackAllPages").verdict == "replaced"


@pytest.mark.parametrize("other", [False, True])
def test_only_named_pages_are_taken_even_with_both_settings_on(other: bool) -> None:
    classic = replace(CLOUD, track_named_pages=True, track_all_pages=other)
    assert Both(classic, event("page", name="Home")).verdict == "equivalent"
    for nameless in ({}, {"name": ""}, {"name": None}, {"category": "Docs"}):
        assert Both(classic, event("page", **nameless)).verdict == "neither"
    assert proposal(classic).decision("trackNamedPages").verdict == "replaced"


def test_no_pages_are_sent_without_a_page_setting() -> None:
    assert Both(CLOUD, event("page", name="Home")).verdict == "neither"
    names = [one.mapping.name for one in proposal(CLOUD).mappings]
    assert not {"Page Calls", "Screen Calls"} & set(names)


def test_update_existing_only_is_the_sync_mode_of_the_second_actions() -> None:
    classic = replace(CLOUD, update_existing_only=True)
    made = proposal(classic)
    assert {one.mapping.fields[SYNC_MODE_KEY] for one in made.mappings} == {"update"}
    assert {one.mapping.action for one in made.mappings} == {
        "updateUserProfile2",
        "trackEvent2",
        "trackPurchase2",
    }
    both = Both(classic, track("Trip Booked"))
    assert both.sent["_update_existing_only"] is both.classic_sent["_update_existing_only"] is True
    assert made.decision("updateExistingOnly").verdict == "replaced"


def test_new_users_are_created_as_before() -> None:
    both = Both(CLOUD, track("Trip Booked"))
    assert both.sent["_update_existing_only"] is both.classic_sent["_update_existing_only"] is False
    assert mapping(proposal(CLOUD), "Track Calls").action == "trackEvent"
    assert proposal(CLOUD).decision("updateExistingOnly").verdict == "carried"
    assert proposal(WEB).decision("updateExistingOnly").verdict == "none"


def test_an_odd_value_of_update_existing_only_is_said() -> None:
    made = proposal(replace(CLOUD, update_existing_only="true"))
    assert made.decision("updateExistingOnly").warning
    assert mapping(made, "Track Calls").fields[SYNC_MODE_KEY] == "update"


def test_the_sdk_version_has_to_be_chosen() -> None:
    made = proposal(replace(WEB, version=3.1))
    assert made.decision("version").verdict == "choice"
    assert "sdkVersion" not in made.web_settings
    assert proposal(CLOUD).decision("version").verdict == "none"


def test_the_connection_mode_decides_the_destination() -> None:
    assert proposal(CLOUD).decision(CONNECTION_MODE).verdict == "carried"
    assert proposal(WEB).decision(CONNECTION_MODE).verdict == "choice"
    assert "Web Mode" in proposal(WEB).decision(CONNECTION_MODE).sentence
