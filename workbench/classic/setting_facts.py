"""What there is to know about each setting of Braze Classic: name, kind, default, choices, where it counts.

Names, labels and defaults are the catalogue's (Segment's documentation, page *Braze Destination*, 2025);
where a setting counts is known from integration-appboy 1.7.0 and analytics.js-integration-appboy 1.16.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from workbench.classic.settings import FIELDS, ClassicSettings, major_version
from workbench.jsvalues import UNDEFINED, Json, is_truthy

SettingKind: TypeAlias = Literal["switch", "text", "number", "choice"]
Mode: TypeAlias = Literal["cloud", "web", "mobile"]

COMPARED, CONNECTION, PAGES, USERS, MESSAGES, BROWSER = (
    "What is compared",
    "Connection",
    "Pages",
    "Events and users",
    "Messages in the browser",
    "Web SDK",
)
GROUPS: Final = (COMPARED, CONNECTION, PAGES, USERS, MESSAGES, BROWSER)
"""The groups of settings, in the order in which people look for them."""


class Choice(NamedTuple):
    """A value that a setting may have, and what it means."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SettingFact:
    """A setting: `name` is Segment's, `field` that of `ClassicSettings`.

    `modes` are those in which it does anything; `versions` narrow the web mode to some major versions of the
    SDK, `profile` the cloud mode to one profile. Only a reference to a `secret` is kept. `choices` of an
    `open` choice are the known values among others.
    """

    name: str
    label: str
    group: str
    kind: SettingKind
    help: str
    modes: tuple[Mode, ...]
    choices: tuple[Choice, ...] = ()
    versions: tuple[int, ...] = ()
    profile: str = ""
    secret: bool = False
    open: bool = False

    @property
    def field(self) -> str:
        return FIELDS[self.name]

    @property
    def default(self) -> Json:
        """The catalogue's default, `None` where it has none."""
        value = _DEFAULTS[self.field]
        return None if value is UNDEFINED else value

    def value(self, settings: ClassicSettings) -> Json:
        """The setting's value, `None` where it was never stored."""
        value = getattr(settings, self.field)
        return None if value is UNDEFINED else value


_CLOUD: Final[tuple[Mode, ...]] = ("cloud",)
_WEB: Final[tuple[Mode, ...]] = ("web",)
_BOTH: Final[tuple[Mode, ...]] = ("cloud", "web")
_NEWER: Final = (2, 3)
_REGIONS: Final = (
    Choice("us", "US 01"),
    Choice("us02", "US 02"),
    Choice("us03", "US 03"),
    Choice("eu", "EU 01"),
    *(Choice(f"us0{number}", f"US 0{number}, name assumed") for number in (1, 4, 5, 6, 7, 8)),
    Choice("eu01", "EU 01, name assumed"),
    Choice("eu02", "EU 02, name assumed"),
)

_FACTS: Final = (
    SettingFact(
        "connectionMode",
        "Connection Mode",
        COMPARED,
        "choice",
        "cloud: requests from Segment's servers. web: calls of Braze's SDK in the browser (device mode).",
        _BOTH,
        (Choice("cloud", "requests"), Choice("web", "SDK calls")),
    ),
    SettingFact(
        "profile",
        "Rules of cloud mode",
        COMPARED,
        "choice",
        "1.7.0 is the open source of 2017 exactly; current adds what was documented since.",
        _CLOUD,
        (Choice("current", "with later documented changes"), Choice("1.7.0", "the open source")),
    ),
    SettingFact(
        "apiKey",
        "App Identifier",
        CONNECTION,
        "text",
        "app_id of events and purchases; in the browser the key that the SDK starts with.",
        ("cloud", "web", "mobile"),
    ),
    SettingFact(
        "appGroupId",
        "REST API Key",
        CONNECTION,
        "text",
        "Only a reference is kept, such as env:BRAZE_REST_KEY; previews show a stand-in and need none.",
        _CLOUD,
        secret=True,
    ),
    SettingFact(
        "datacenter",
        "Endpoint Region",
        CONNECTION,
        "choice",
        "Chooses Braze's host. Empty: the region of the destination's own endpoint.",
        _BOTH,
        _REGIONS,
        open=True,
    ),
    SettingFact(
        "restCustomEndpoint",
        "Custom REST API Endpoint",
        CONNECTION,
        "text",
        "The host of cloud mode in place of the region's, such as rest.iad-05.braze.com.",
        _CLOUD,
        profile="current",
    ),
    SettingFact(
        "customEndpoint",
        "Custom API Endpoint",
        CONNECTION,
        "text",
        "The SDK's host in place of the region's, such as sdk.iad-05.braze.com.",
        ("web", "mobile"),
    ),
    SettingFact(
        "trackAllPages",
        "Track All Pages",
        PAGES,
        "switch",
        "Pages and screens become events named Viewed … Page or Loaded a Page.",
        _BOTH,
    ),
    SettingFact(
        "trackNamedPages",
        "Track Only Named Pages",
        PAGES,
        "switch",
        "Only pages and screens with a name become events; wins over Track All Pages.",
        _BOTH,
    ),
    SettingFact(
        "updateExistingOnly",
        "Update Existing Users Only",
        USERS,
        "switch",
        "Sends _update_existing_only, so that nobody is created in Braze.",
        _CLOUD,
    ),
    SettingFact(
        "logPurchaseWhenRevenuePresent",
        "Log Purchase when Revenue is present",
        USERS,
        "switch",
        "Events with revenue become purchases of their products, and nothing else.",
        _WEB,
    ),
    SettingFact(
        "onlyTrackKnownUsersOnWeb",
        "Only Track Known Users",
        USERS,
        "switch",
        "Nothing happens in the browser before an identify with a user id.",
        _WEB,
    ),
    SettingFact(
        "automaticallyDisplayMessages",
        "Automatically Send In-App Messages",
        MESSAGES,
        "switch",
        "Shows new in-app messages by themselves.",
        _WEB,
    ),
    SettingFact(
        "automatic_in_app_message_registration_enabled",
        "Enable Automatic In-App Message Registration",
        MESSAGES,
        "switch",
        "Of the mobile SDKs only, which are not modelled here.",
        ("mobile",),
    ),
    SettingFact(
        "enableHtmlInAppMessages",
        "Enable HTML In-App Messages",
        MESSAGES,
        "switch",
        "Lets in-app messages run HTML.",
        _WEB,
    ),
    SettingFact(
        "openInAppMessagesInNewTab",
        "Open In-App Messages In New Tab",
        MESSAGES,
        "switch",
        "Links of in-app messages open in a tab of their own.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "openNewsFeedCardsInNewTab",
        "Open News Feed Cards In New Tab",
        MESSAGES,
        "switch",
        "Links of news feed cards open in a tab of their own.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "requireExplicitInAppMessageDismissal",
        "Require Explicit In-App Message Dismissal",
        MESSAGES,
        "switch",
        "Messages close by their own button only. Not in Segment's catalogue.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "minimumIntervalBetweenTriggerActionsInSeconds",
        "Minimum Interval Between Trigger Actions In Seconds",
        MESSAGES,
        "number",
        "Seconds between two in-app messages; 0 counts as 30.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "doNotLoadFontAwesome",
        "Do Not Load Font Awesome",
        MESSAGES,
        "switch",
        "For pages that bring that font themselves.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "version",
        "Braze Web SDK Version",
        BROWSER,
        "choice",
        "Which file of the SDK is loaded; what is no known version loads 1.6.",
        _WEB,
        (Choice("1", "SDK 1.6"), Choice("2", "SDK 2.4"), Choice("2.7", "SDK 2.7"), Choice("3.1", "SDK 3.1")),
        open=True,
    ),
    SettingFact(
        "sessionTimeoutInSeconds",
        "Session Timeout In Seconds",
        BROWSER,
        "number",
        "Seconds without activity that end a session; 0 counts as 30.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "safariWebsitePushId",
        "Safari Website Push ID",
        BROWSER,
        "text",
        "The id for push messages in Safari, such as web.com.example.",
        _WEB,
    ),
    SettingFact(
        "serviceWorkerLocation",
        "Service Worker Location",
        BROWSER,
        "text",
        "The path of the service worker for push messages, such as /service-worker.js.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "localization",
        "Localization",
        BROWSER,
        "text",
        "The SDK's language. Not in Segment's catalogue.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "allowCrawlerActivity",
        "Allow Crawler Activity",
        BROWSER,
        "switch",
        "Lets search engines count as users.",
        _WEB,
        versions=_NEWER,
    ),
    SettingFact(
        "enableLogging",
        "Enable Logging",
        BROWSER,
        "switch",
        "Writes what the SDK does into the browser's console.",
        _WEB,
        versions=_NEWER,
    ),
)
_DEFAULTS: Final = {field.name: field.default for field in fields(ClassicSettings)}
SETTING_FACTS: Final[Mapping[str, SettingFact]] = MappingProxyType({fact.name: fact for fact in _FACTS})
"""Every setting by Segment's name, group by group."""


def no_effect(fact: SettingFact, settings: ClassicSettings) -> str:
    """Why a setting does nothing beside the other `settings`, in a few words; "" when it counts."""
    mode = settings.connection_mode
    if mode not in fact.modes:
        return f"{'mobile' if fact.modes == ('mobile',) else fact.modes[0]} mode only"
    if mode == "cloud":
        if fact.profile and settings.profile != fact.profile:
            return f"not in {settings.profile}"
        overridden = settings.profile == "current" and settings.rest_custom_endpoint
    else:
        version = major_version(settings)
        if fact.versions and version not in fact.versions:
            return f"SDK {' and '.join(map(str, fact.versions))} only"
        if fact.name == "datacenter" and version in _NEWER and settings.datacenter != "eu":
            return "SDK 2 and 3 heed eu only"
        overridden = settings.custom_endpoint
    if fact.name == "datacenter" and overridden:
        return "the custom endpoint wins"
    if fact.name == "trackAllPages" and is_truthy(settings.track_named_pages):
        return "named pages only"
    return ""
