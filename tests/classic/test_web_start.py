"""How web mode starts the SDK (CW-INIT)."""

from dataclasses import replace

import pytest

from tests.classic.cases import WEB, calls_of, message
from workbench.classic import SdkDate, start_web
from workbench.jsvalues import UNDEFINED, Json


def config_of(**changes: Json) -> Json:
    """The configuration that the SDK is started with."""
    return start_web(replace(WEB, **changes)).calls[0].args[1]


@pytest.mark.parametrize(
    ("version", "file"),
    [
        (1, "v1"),
        ("", "v1"),
        ("abc", "v1"),
        (None, "v1"),
        (2, "v2"),
        ("2.7", "v2.7"),
        (2.5, "v2"),
        ("3.1", "v3.1"),
        (4, "v1"),
    ],
)
def test_the_version_chooses_the_file(version: Json, file: str) -> None:
    assert start_web(replace(WEB, version=version)).sdk_file == file


def test_the_calls_in_their_order() -> None:
    methods = [call.method for call in start_web(WEB, "u-9").calls]
    assert methods == ["initialize", "display.automaticallyShowNewInAppMessages", "changeUser", "openSession"]
    quiet = start_web(replace(WEB, automatically_display_messages=False))
    assert [call.method for call in quiet.calls] == ["initialize", "openSession"]
    assert [note.rule for note in quiet.notes] == ["CW-INIT-03", "CW-INIT-02"]


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us", "iad-01.braze.com"),
        ("us03", "iad-03.braze.com"),
        ("eu", "fra-01.braze.eu"),
        ("us04", "iad-01.braze.com"),
    ],
)
def test_the_host_of_version_1_follows_the_region(region: str, host: str) -> None:
    assert config_of(datacenter=region) == {"baseUrl": f"https://sdk.{host}/api/v3"}


def test_version_1_takes_few_options() -> None:
    config = config_of(safari_website_push_id="p", enable_html_in_app_messages="yes", enable_logging=True)
    assert list(config.items()) == [
        ("safariWebsitePushId", "p"),
        ("enableHtmlInAppMessages", True),
        ("baseUrl", "https://sdk.iad-01.braze.com/api/v3"),
    ]


def test_later_versions_get_all_options_and_no_host_in_the_us() -> None:
    config = config_of(version=3.1, datacenter="us03", session_timeout_in_seconds="60", enable_logging=True)
    assert "baseUrl" not in config
    assert len(config) == 12
    assert config["serviceWorkerLocation"] is UNDEFINED
    assert (config["sessionTimeoutInSeconds"], config["enableLogging"], config["localization"]) == (
        60,
        True,
        "en",
    )
    assert config_of(version=2, datacenter="eu")["baseUrl"] == "https://sdk.fra-01.braze.eu/api/v3"


@pytest.mark.parametrize(("setting", "seconds"), [(0, 30), ("abc", 30), (None, 30), ("1.5", 1.5), (-1, -1)])
def test_seconds_fall_back_to_thirty(setting: Json, seconds: float) -> None:
    config = config_of(version=2, minimum_interval_between_trigger_actions_in_seconds=setting)
    assert config["minimumIntervalBetweenTriggerActionsInSeconds"] == seconds


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("sdk.example.com", "https://sdk.example.com/api/v3"),
        ("HTTPS://sdk.example.com/", "HTTPS://sdk.example.com//api/v3"),
        ("http://sdk.example.com", "http://sdk.example.com/api/v3"),
    ],
)
def test_a_custom_endpoint_wins(version: int, endpoint: str, url: str) -> None:
    assert config_of(version=version, custom_endpoint=endpoint, datacenter="eu")["baseUrl"] == url


def test_with_known_users_only_the_first_identify_starts_the_sdk() -> None:
    settings = replace(WEB, only_track_known_users_on_web=True)
    assert start_web(settings).calls == ()
    assert start_web(settings, "u-9").calls != ()
    assert calls_of(message("track", event="x"), settings) == []
    assert calls_of({"type": "identify", "traits": {"plan": "pro"}}, settings) == []
    started = calls_of(message("identify", traits={"plan": "pro"}), settings)
    assert [call[0] for call in started] == [
        "initialize",
        "display.automaticallyShowNewInAppMessages",
        "changeUser",
        "openSession",
        "changeUser",
        "setCustomUserAttribute",
    ]
    assert calls_of(message("track", event="x"), settings, "u-9")[-1] == ("logCustomEvent", "x", {})


def test_an_identify_that_starts_the_sdk_names_the_same_user_twice() -> None:
    settings = replace(WEB, only_track_known_users_on_web=True)
    started = calls_of({"type": "identify", "userId": "2024-02-03"}, settings)
    users = [call[1] for call in started if call[0] == "changeUser"]
    assert users == [SdkDate("2024-02-03T00:00:00.000Z")] * 2
    assert all(isinstance(user, SdkDate) for user in users)
