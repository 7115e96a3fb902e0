"""Settings come and go under Segment's names."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json

SEGMENT_SETTINGS: dict[str, Json] = {
    "allowCrawlerActivity": True,
    "apiKey": "app-1",
    "appGroupId": "rest-key",
    "automatic_in_app_message_registration_enabled": False,
    "automaticallyDisplayMessages": False,
    "customEndpoint": "sdk.custom.example.com",
    "datacenter": "eu",
    "doNotLoadFontAwesome": True,
    "enableHtmlInAppMessages": True,
    "enableLogging": True,
    "localization": "de",
    "logPurchaseWhenRevenuePresent": True,
    "minimumIntervalBetweenTriggerActionsInSeconds": 5,
    "onlyTrackKnownUsersOnWeb": True,
    "openInAppMessagesInNewTab": True,
    "openNewsFeedCardsInNewTab": True,
    "requireExplicitInAppMessageDismissal": True,
    "restCustomEndpoint": "https://rest.custom.example.com",
    "safariWebsitePushId": "web.com.example",
    "serviceWorkerLocation": "/worker.js",
    "sessionTimeoutInSeconds": "60",
    "trackAllPages": True,
    "trackNamedPages": True,
    "updateExistingOnly": True,
    "version": 3.1,
}


def test_every_documented_setting_is_known_and_comes_back() -> None:
    settings = ClassicSettings.from_json(SEGMENT_SETTINGS)
    assert settings.to_json() == SEGMENT_SETTINGS
    assert len(SEGMENT_SETTINGS) == len(fields(ClassicSettings)) - 2


def test_defaults_are_those_of_the_catalogue_and_not_written() -> None:
    assert ClassicSettings.from_json({}) == ClassicSettings()
    assert ClassicSettings().to_json() == {}
    assert ClassicSettings().profile == "current"
    assert ClassicSettings().connection_mode == "cloud"


def test_profile_and_connection_mode_are_part_of_the_json() -> None:
    settings = ClassicSettings(profile="1.7.0", connection_mode="web")
    assert settings.to_json() == {"connectionMode": "web", "profile": "1.7.0"}
    assert ClassicSettings.from_json(settings.to_json()) == settings


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.none() | (st.text() if isinstance(value, str) else st.booleans() | st.text())
            for name, value in SEGMENT_SETTINGS.items()
        },
    )
)
def test_any_stored_values_survive_a_round_trip(data: dict[str, Json]) -> None:
    settings = ClassicSettings.from_json(data)
    assert ClassicSettings.from_json(settings.to_json()) == settings


def test_true_is_not_taken_for_the_number_one() -> None:
    assert ClassicSettings(version=True).to_json() == {"version": True}


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"apikey": "x"}, "apikey", "not a setting"),
        ({"appGroupId": 5}, "appGroupId", "must be text"),
        ({"datacenter": True}, "datacenter", "must be text"),
        ({"trackAllPages": []}, "trackAllPages", "must be true or false"),
        ({"updateExistingOnly": {}}, "updateExistingOnly", "must be true or false"),
        ({"version": [1]}, "version", "must be a number"),
        ({"profile": "2.0"}, "profile", "must be one of current or 1.7.0"),
        ({"connectionMode": None}, "connectionMode", "must be one of cloud or web"),
        ({"profile": ["current"]}, "profile", "must be one of"),
    ],
)
def test_a_wrong_setting_is_named(data: dict[str, Json], field: str, words: str) -> None:
    with pytest.raises(WorkbenchError, match=words) as caught:
        ClassicSettings.from_json(data)
    assert caught.value.field == field


def test_an_error_never_shows_the_value() -> None:
    with pytest.raises(WorkbenchError) as caught:
        ClassicSettings.from_json({"appGroupId": ["secret-key"]})
    assert "secret-key" not in str(caught.value)


def test_a_setting_that_was_never_stored_is_not_written() -> None:
    assert replace(ClassicSettings(), update_existing_only=UNDEFINED).to_json() == {}
