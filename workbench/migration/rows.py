"""Every Classic setting, and what becomes of it.

The facts are those of the catalogue entry of Braze Classic, of integration-appboy 1.7.0, of
analytics.js-integration-appboy 1.16.1, and of the destinations Braze Cloud Mode and Web Mode (Actions); the
sentences are ours. Where the two published migration tables (Segment documentation, "Braze Cloud Mode
(Actions)" and "Braze Web Mode (Actions)", section "Migration from Braze Classic") say otherwise, `wrong`
tells it, and what the proposal does instead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from workbench.classic import ClassicSettings
from workbench.jsvalues import UNDEFINED, Json, dump_json, to_number
from workbench.migration import setting_rules
from workbench.migration.hosts import Cluster, sdk_host
from workbench.migration.model import Decision
from workbench.migration.plan import Plan
from workbench.migration.setting_rules import Rule

CONNECTION_MODE: Final = "connectionMode"


@dataclass(frozen=True, slots=True)
class Row:
    """A Classic setting or option.

    `attribute` is its name in `ClassicSettings` (`""` for the connection mode). `modes` are those in which it
    had an effect: `cloud`, `web`, `mobile`. `effect` says which. `web_setting` is the setting of Web Mode
    (Actions) that takes its value, `""` for none. `wrong` is what the published tables get wrong.
    """

    key: str
    label: str
    attribute: str
    modes: tuple[str, ...]
    effect: str
    rule: Rule
    web_setting: str = ""
    wrong: tuple[str, ...] = ()
    secret: bool = False

    def value(self, settings: ClassicSettings) -> str:
        """The setting's value as text to show; of a credential only whether there is one."""
        value = getattr(settings, self.attribute) if self.attribute else settings.connection_mode
        if self.secret:
            return "set" if value else "not set"
        if value is UNDEFINED or value == "":
            return ""
        return value if isinstance(value, str) else dump_json(value)

    def decide(self, plan: Plan, cluster: Cluster) -> Decision:
        """The row's decision for a plan."""
        answer = self.rule(plan, cluster)
        chosen = getattr(plan.choices, answer.choice) if answer.choice else ""
        if answer.choice == "endpoint":
            chosen = cluster.url
        warning = " ".join((*([answer.warning] if answer.warning else []), *self.wrong))
        return Decision(
            self.key,
            self.label,
            answer.verdict,
            answer.sentence,
            self.value(plan.settings),
            warning,
            answer.choice,
            chosen,
        )


def _sdk(
    key: str,
    label: str,
    attribute: str,
    effect: str,
    *,
    web_setting: str = "",
    wrong: tuple[str, ...] = (),
) -> Row:
    """A row whose setting only changes how the SDK in the browser behaves."""
    setting = web_setting or key
    return Row(
        key,
        label,
        attribute,
        ("web",),
        effect,
        lambda plan, _: setting_rules.sdk_only(plan, effect.rstrip("."), setting),
        setting,
        wrong,
    )


def _seconds(value: Json) -> Json:
    """Classic turned 0 and text that is no number into 30 (CW-INIT-04)."""
    number = to_number(value)
    if math.isnan(number) or number == 0:
        return 30
    return int(number) if number.is_integer() else number


SETTINGS: Final[tuple[Row, ...]] = (
    _sdk(
        "allowCrawlerActivity",
        "Allow Crawler Activity",
        "allow_crawler_activity",
        "Lets the SDK count crawlers.",
    ),
    Row(
        "apiKey",
        "App Identifier",
        "api_key",
        ("cloud", "web", "mobile"),
        "app_id of events and purchases; the SDK's key in the browser.",
        setting_rules.app_id,
        "api_key",
        (
            "The cloud table calls it unnecessary; without it app_id would be missing, so App ID is set.",
            "The web table calls it App ID; Web Mode has none, it is the API Key there.",
        ),
    ),
    Row(
        "appGroupId",
        "REST API Key",
        "app_group_id",
        ("cloud",),
        "The credential of server requests.",
        setting_rules.rest_key,
        "",
        (
            "The web table moves it to Web Mode's API Key, which every visitor can read: the proposal never "
            "does that.",
        ),
        secret=True,
    ),
    Row(
        "automatic_in_app_message_registration_enabled",
        "Enable Automatic In-App Message Registration",
        "automatic_in_app_message_registration_enabled",
        ("mobile",),
        "Registers in-app messages in the mobile SDKs.",
        setting_rules.mobile,
        "",
        ("Both tables list it for websites; it never had an effect there.",),
    ),
    _sdk(
        "automaticallyDisplayMessages",
        "Automatically Send In-App Messages",
        "automatically_display_messages",
        "Shows new in-app messages when a page starts.",
        wrong=("The web table says that it cannot be set; Web Mode has it.",),
    ),
    Row(
        "customEndpoint",
        "Custom API Endpoint",
        "custom_endpoint",
        ("web", "mobile"),
        "The address that the SDK calls.",
        setting_rules.custom_endpoint,
        "endpoint",
        ("Both tables say that Web Mode needs none; it requires an SDK Endpoint from its list.",),
    ),
    Row(
        "datacenter",
        "Endpoint Region",
        "datacenter",
        ("cloud", "web"),
        "The cluster that requests go to.",
        setting_rules.datacenter,
        "endpoint",
        ("The cloud table says that it cannot be set; it decides the REST endpoint.",),
    ),
    _sdk(
        "doNotLoadFontAwesome",
        "Do Not Load Font Awesome",
        "do_not_load_font_awesome",
        "Keeps the SDK from loading its icons.",
    ),
    Row(
        "enableHtmlInAppMessages",
        "Enable HTML In-App Messages",
        "enable_html_in_app_messages",
        ("web",),
        "Lets in-app messages be HTML.",
        setting_rules.html_messages,
        "",
        ("The cloud table says that Web Mode has it; it has not.",),
    ),
    _sdk("enableLogging", "Enable Logging", "enable_logging", "Lets the SDK write to the browser's console."),
    Row(
        "logPurchaseWhenRevenuePresent",
        "Log Purchase when Revenue is present",
        "log_purchase_when_revenue_present",
        ("web",),
        "Makes purchases of track events with revenue.",
        setting_rules.revenue,
        "",
        (
            "The tables would change the trigger of the purchase mapping, which would stop orders without "
            "revenue: a mapping is added instead.",
        ),
    ),
    _sdk(
        "minimumIntervalBetweenTriggerActionsInSeconds",
        "Minimum Interval Between Trigger Actions In Seconds",
        "minimum_interval_between_trigger_actions_in_seconds",
        "How long the SDK waits between triggered messages.",
    ),
    Row(
        "onlyTrackKnownUsersOnWeb",
        "Only Track Known Users",
        "only_track_known_users_on_web",
        ("web",),
        "The SDK starts when somebody is identified.",
        setting_rules.known_users,
        "deferUntilIdentified",
        ("The web table says that it cannot be set; Web Mode has it as deferUntilIdentified.",),
    ),
    _sdk(
        "openInAppMessagesInNewTab",
        "Open In-App Messages In New Tab",
        "open_in_app_messages_in_new_tab",
        "Opens links of in-app messages in a new tab.",
    ),
    _sdk(
        "openNewsFeedCardsInNewTab",
        "Open News Feed Cards In New Tab",
        "open_news_feed_cards_in_new_tab",
        "Opens links of cards in a new tab.",
        web_setting="openCardsInNewTab",
        wrong=("Web Mode calls it Open Cards In New Tab.",),
    ),
    Row(
        "restCustomEndpoint",
        "Custom REST API Endpoint",
        "rest_custom_endpoint",
        ("cloud",),
        "The address that server requests go to.",
        setting_rules.rest_endpoint,
        "",
        ("The web table names a REST endpoint of Web Mode; it has only an SDK Endpoint.",),
    ),
    _sdk(
        "safariWebsitePushId",
        "Safari Website Push ID",
        "safari_website_push_id",
        "The ID for web push in Safari.",
    ),
    _sdk(
        "serviceWorkerLocation",
        "Service Worker Location",
        "service_worker_location",
        "Where the page keeps the SDK's service worker.",
    ),
    _sdk(
        "sessionTimeoutInSeconds",
        "Session Timeout In Seconds",
        "session_timeout_in_seconds",
        "When a session of the SDK ends.",
        wrong=("Without a value Web Mode waits 1800 seconds, Classic waited 30: the value is always given.",),
    ),
    Row(
        "trackAllPages",
        "Track All Pages",
        "track_all_pages",
        ("cloud", "web"),
        "Makes custom events of pages and screens.",
        setting_rules.all_pages,
        "",
        (
            "The tables list it for websites only, swap its note with that of named pages, and propose the "
            "name Viewed Page …: the proposal keeps Viewed … Page, which campaigns know.",
        ),
    ),
    Row(
        "trackNamedPages",
        "Track Only Named Pages",
        "track_named_pages",
        ("cloud", "web"),
        "Makes custom events of pages and screens that have a name.",
        setting_rules.named_pages,
        "",
        ("The tables swap its note with that of all pages: the condition on the name belongs here.",),
    ),
    Row(
        "updateExistingOnly",
        "Update Existing Users Only",
        "update_existing_only",
        ("cloud",),
        "_update_existing_only of every object.",
        setting_rules.update_only,
        "",
        ("The tables leave it out, and the documentation names another default than the action has.",),
    ),
    Row(
        "version",
        "Braze Web SDK Version",
        "version",
        ("web",),
        "Which file of the SDK a page loads.",
        setting_rules.version,
        "",
        ("The tables name a default version that the destination does not have any more.",),
    ),
    Row(
        CONNECTION_MODE,
        "Connection Mode",
        "",
        ("cloud", "web"),
        "Whether Segment's servers or the page send the data.",
        setting_rules.mode,
    ),
)
"""The settings in the catalogue's order, and the connection mode, which is none of them."""

OPTIONS_WITHOUT_SETTING: Final[tuple[Row, ...]] = (
    _sdk("localization", "Localization", "localization", "The language of the SDK's own texts."),
    _sdk(
        "requireExplicitInAppMessageDismissal",
        "Require Explicit In-App Message Dismissal",
        "require_explicit_in_app_message_dismissal",
        "Keeps in-app messages open until they are closed.",
    ),
)
"""Options of the web integration that the catalogue does not show."""

_SECONDS: Final = frozenset(
    {"minimum_interval_between_trigger_actions_in_seconds", "session_timeout_in_seconds"}
)


def web_settings(settings: ClassicSettings) -> dict[str, Json]:
    """The settings of Braze Web Mode (Actions) that take over Classic's, empty ones left out.

    The REST API key is never among them, and neither is the version of the SDK, which has to be chosen.
    """
    found: dict[str, Json] = {}
    for row in (*SETTINGS, *OPTIONS_WITHOUT_SETTING):
        if row.web_setting == "endpoint":
            value: Json = sdk_host(settings)
        elif row.web_setting:
            value = getattr(settings, row.attribute)
            value = _seconds(value) if row.attribute in _SECONDS else value
        else:
            continue
        if value not in (None, "") and value is not UNDEFINED:
            found[row.web_setting] = value
    return found
