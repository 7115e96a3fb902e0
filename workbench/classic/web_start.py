"""How the web integration starts Braze's SDK (CW-INIT, analytics.js-integration-appboy 1.16.1)."""

from __future__ import annotations

import math
from typing import Final

from workbench.classic.settings import ClassicSettings, major_version
from workbench.classic.web_calls import Calls
from workbench.jsvalues import Json, Undefined, is_truthy, to_number

_DEFAULT_HOST: Final = "https://sdk.iad-01.braze.com"
_EU_HOST: Final = "https://sdk.fra-01.braze.eu"
_HOSTS: Final = {
    "us": _DEFAULT_HOST,
    "us02": "https://sdk.iad-02.braze.com",
    "us03": "https://sdk.iad-03.braze.com",
    "eu": _EU_HOST,
}
_DEFAULT_SECONDS: Final = 30


def sdk_file(settings: ClassicSettings) -> str:
    """CW-INIT-01: which file of the SDK is loaded."""
    match major_version(settings):
        case 3:
            return "v3.1"
        case 2:
            return "v2.7" if to_number(settings.version) == 2.7 else "v2"
    return "v1"


def waits_for_user(settings: ClassicSettings, stored_user_id: Json) -> bool:
    """CW-INIT-06: whether nothing happens until somebody is identified."""
    return is_truthy(settings.only_track_known_users_on_web) and not is_truthy(stored_user_id)


def start(calls: Calls, settings: ClassicSettings, user_id: Json | Undefined) -> None:
    """CW-INIT-02: the calls that start the SDK for a user, if one is known."""
    versioned = major_version(settings) in {2, 3}
    rule = "CW-INIT-04" if versioned else "CW-INIT-03"
    config = _config(settings) if versioned else _first_config(settings)
    calls.add("initialize", settings.api_key, config, rule="CW-INIT-05" if settings.custom_endpoint else rule)
    if is_truthy(settings.automatically_display_messages):
        calls.add("display.automaticallyShowNewInAppMessages", rule="CW-INIT-02")
    if is_truthy(user_id):
        calls.add("changeUser", user_id, rule="CW-INIT-02")
    calls.add("openSession", rule="CW-INIT-02")


def _first_config(settings: ClassicSettings) -> dict[str, Json]:
    """CW-INIT-03."""
    config: dict[str, Json] = {}
    if settings.safari_website_push_id:
        config["safariWebsitePushId"] = settings.safari_website_push_id
    if is_truthy(settings.enable_html_in_app_messages):
        config["enableHtmlInAppMessages"] = True
    host = _HOSTS.get(settings.datacenter or "", _DEFAULT_HOST)
    config["baseUrl"] = _custom_url(settings) or f"{host}/api/v3"
    return config


def _config(settings: ClassicSettings) -> dict[str, Json]:
    """CW-INIT-04."""
    config: dict[str, Json] = {
        "safariWebsitePushId": settings.safari_website_push_id,
        "enableHtmlInAppMessages": settings.enable_html_in_app_messages,
        "allowCrawlerActivity": settings.allow_crawler_activity,
        "doNotLoadFontAwesome": settings.do_not_load_font_awesome,
        "enableLogging": settings.enable_logging,
        "localization": settings.localization,
        "minimumIntervalBetweenTriggerActionsInSeconds": _seconds(
            settings.minimum_interval_between_trigger_actions_in_seconds
        ),
        "openInAppMessagesInNewTab": settings.open_in_app_messages_in_new_tab,
        "openNewsFeedCardsInNewTab": settings.open_news_feed_cards_in_new_tab,
        "requireExplicitInAppMessageDismissal": settings.require_explicit_in_app_message_dismissal,
        "serviceWorkerLocation": settings.service_worker_location,
        "sessionTimeoutInSeconds": _seconds(settings.session_timeout_in_seconds),
    }
    url = _custom_url(settings)
    if not url and settings.datacenter == "eu":
        url = f"{_EU_HOST}/api/v3"
    if url:
        config["baseUrl"] = url
    return config


def _custom_url(settings: ClassicSettings) -> str:
    """CW-INIT-05: the custom endpoint with a scheme and the path of the API; "" without one."""
    endpoint = settings.custom_endpoint
    if not endpoint:
        return ""
    has_scheme = endpoint.lower().startswith(("http://", "https://"))
    return f"{endpoint if has_scheme else f'https://{endpoint}'}/api/v3"


def _seconds(setting: float | str | None) -> float:
    number = to_number(setting)
    if math.isnan(number) or number == 0:
        return _DEFAULT_SECONDS
    return int(number) if number.is_integer() else number
