"""Every Classic setting, and what becomes of it.

What a setting is and where it counts is in `workbench.classic.setting_facts`; what takes its place comes from
the destinations Braze Cloud Mode and Web Mode (Actions). Where the two published migration tables (Segment
documentation, "Braze Cloud Mode (Actions)" and "Braze Web Mode (Actions)", section "Migration from Braze
Classic") say otherwise, `wrong` tells it, and what the proposal does instead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Final

from workbench.classic import ClassicSettings
from workbench.classic.setting_facts import SETTING_FACTS, SettingFact
from workbench.classic.setting_values import value_text
from workbench.jsvalues import UNDEFINED, Json, to_number
from workbench.migration import setting_rules
from workbench.migration.hosts import Cluster, sdk_host
from workbench.migration.model import Decision
from workbench.migration.plan import Plan
from workbench.migration.setting_rules import Rule

CONNECTION_MODE: Final = "connectionMode"


@dataclass(frozen=True, slots=True)
class Row:
    """A Classic setting or option, by Segment's name of it.

    `web_setting` is the setting of Web Mode (Actions) that takes its value, `""` for none. `wrong` is what
    the published tables get wrong about it.
    """

    key: str
    rule: Rule
    web_setting: str = ""
    wrong: str = ""

    @property
    def fact(self) -> SettingFact:
        """What is known of the setting."""
        return SETTING_FACTS[self.key]

    def value(self, settings: ClassicSettings) -> str:
        """The setting's value as text to show; of a credential only whether there is one."""
        value = self.fact.value(settings)
        if self.fact.secret:
            return "set" if value else ""
        return value_text(self.fact, value)

    def decide(self, plan: Plan, cluster: Cluster) -> Decision:
        """The row's decision for a plan."""
        answer = self.rule(plan, cluster)
        chosen = getattr(plan.choices, answer.choice) if answer.choice else ""
        return Decision(
            self.key,
            self.fact.label,
            answer.verdict,
            answer.sentence,
            self.value(plan.settings),
            answer.warning,
            self.wrong,
            answer.choice,
            cluster.url if answer.choice == "endpoint" else chosen,
        )


def _sdk(key: str, web_setting: str = "", wrong: str = "") -> Row:
    """A row whose setting only changes how the SDK in the browser behaves."""
    setting = web_setting or key
    return Row(key, partial(setting_rules.sdk_only, setting), setting, wrong)


SETTINGS: Final[tuple[Row, ...]] = (
    _sdk("allowCrawlerActivity"),
    Row(
        "apiKey",
        setting_rules.app_id,
        "api_key",
        "The cloud table calls it unnecessary, but without it app_id would be missing; the web table calls "
        "it App ID, where Web Mode has only an API Key.",
    ),
    Row(
        "appGroupId",
        setting_rules.rest_key,
        "",
        "The web table moves it to Web Mode's API Key, which every visitor can read. It is never put there.",
    ),
    Row(
        "automatic_in_app_message_registration_enabled",
        setting_rules.mobile,
        "",
        "Both tables list it for websites, where it never had an effect.",
    ),
    _sdk("automaticallyDisplayMessages", wrong="The web table says that it cannot be set; Web Mode has it."),
    Row(
        "customEndpoint",
        setting_rules.custom_endpoint,
        "endpoint",
        "Both tables say that Web Mode needs none; it requires an SDK Endpoint from its list.",
    ),
    Row(
        "datacenter",
        setting_rules.datacenter,
        "endpoint",
        "The cloud table says that it cannot be set; it decides the REST endpoint.",
    ),
    _sdk("doNotLoadFontAwesome"),
    Row(
        "enableHtmlInAppMessages",
        setting_rules.html_messages,
        "",
        "The cloud table says that Web Mode has it; it has not.",
    ),
    _sdk("enableLogging"),
    Row(
        "logPurchaseWhenRevenuePresent",
        setting_rules.revenue,
        "",
        "The tables would change the trigger of the purchase mapping, which would stop orders without "
        "revenue: a mapping is added instead.",
    ),
    _sdk("minimumIntervalBetweenTriggerActionsInSeconds"),
    Row(
        "onlyTrackKnownUsersOnWeb",
        setting_rules.known_users,
        "deferUntilIdentified",
        "The web table says that it cannot be set; Web Mode has it as deferUntilIdentified.",
    ),
    _sdk("openInAppMessagesInNewTab"),
    _sdk("openNewsFeedCardsInNewTab", "openCardsInNewTab", "Web Mode calls it Open Cards In New Tab."),
    Row(
        "restCustomEndpoint",
        setting_rules.rest_endpoint,
        "",
        "The web table names a REST endpoint of Web Mode; it has only an SDK Endpoint.",
    ),
    _sdk("safariWebsitePushId"),
    _sdk("serviceWorkerLocation"),
    _sdk(
        "sessionTimeoutInSeconds",
        wrong="Without a value Web Mode waits 1800 seconds, Classic waited 30: the value is always given.",
    ),
    Row(
        "trackAllPages",
        setting_rules.all_pages,
        "",
        "The tables list it for websites only, swap its note with that of named pages, and name the events "
        "Viewed Page …: the proposal keeps Viewed … Page, which campaigns know.",
    ),
    Row(
        "trackNamedPages",
        setting_rules.named_pages,
        "",
        "The tables swap its note with that of all pages: the condition on the name belongs here.",
    ),
    Row(
        "updateExistingOnly",
        setting_rules.update_only,
        "",
        "The tables leave it out, and the documentation names another default than the action has.",
    ),
    Row(
        "version",
        setting_rules.version,
        "",
        "The tables name a default version that the destination does not have any more.",
    ),
    Row(CONNECTION_MODE, setting_rules.mode),
)
"""The settings in the catalogue's order, and the connection mode, which is none of them."""

OPTIONS_WITHOUT_SETTING: Final[tuple[Row, ...]] = (
    _sdk("localization"),
    _sdk("requireExplicitInAppMessageDismissal"),
)
"""Options of the web integration that the catalogue does not show."""

_SECONDS: Final = frozenset({"minimumIntervalBetweenTriggerActionsInSeconds", "sessionTimeoutInSeconds"})


def web_settings(settings: ClassicSettings) -> dict[str, Json]:
    """The settings of Braze Web Mode (Actions) that take over Classic's, empty ones left out.

    The REST API key is never among them, and neither is the version of the SDK, which has to be chosen.
    """
    found: dict[str, Json] = {}
    for row in (*SETTINGS, *OPTIONS_WITHOUT_SETTING):
        if not row.web_setting:
            continue
        value = sdk_host(settings) if row.web_setting == "endpoint" else row.fact.value(settings)
        if row.key in _SECONDS:
            value = _seconds(value)
        if value not in (None, "") and value is not UNDEFINED:
            found[row.web_setting] = value
    return found


def _seconds(value: Json) -> Json:
    """Classic turned 0 and text that is no number into 30 (CW-INIT-04)."""
    number = to_number(value)
    if math.isnan(number) or number == 0:
        return 30
    return int(number) if number.is_integer() else number
