"""What is known of each setting agrees with what the translation does with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.classic.cases import CURRENT, NOW, OLD, WEB, message
from workbench.classic import ClassicSettings, start_web, translate
from workbench.classic.setting_facts import GROUPS, SETTING_FACTS, SettingFact, no_effect
from workbench.classic.setting_values import typed_value, value_text
from workbench.classic.settings import FIELDS
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json

MESSAGES: tuple[dict[str, Json], ...] = (
    message("page", name="Home"),
    message("page"),
    message("track", event="Trip Booked", properties={"revenue": 3, "products": [{"product_id": "p"}]}),
    message("identify", traits={"plan": "pro"}),
)
OTHER_VALUES: dict[str, Json] = {
    "apiKey": "app-2",
    "appGroupId": "env:OTHER",
    "customEndpoint": "sdk.example.com",
    "datacenter": "eu",
    "localization": "de",
    "minimumIntervalBetweenTriggerActionsInSeconds": 5,
    "profile": "1.7.0",
    "restCustomEndpoint": "rest.example.com",
    "safariWebsitePushId": "web.com.example",
    "serviceWorkerLocation": "/worker.js",
    "sessionTimeoutInSeconds": 60,
    "version": 2.7,
}


def all_outcomes(settings: ClassicSettings) -> list[object]:
    starts = (
        [start_web(settings, user) for user in (None, "u-0")] if settings.connection_mode == "web" else []
    )
    return [*starts, *(translate(event, settings, now=NOW) for event in MESSAGES)]


def test_every_setting_is_described_in_a_group_of_its_own() -> None:
    assert set(SETTING_FACTS) == set(FIELDS)
    assert {fact.group for fact in SETTING_FACTS.values()} == set(GROUPS)
    for fact in SETTING_FACTS.values():
        assert fact.label
        assert fact.help.endswith(".")
        assert bool(fact.choices) == (fact.kind == "choice")


@pytest.mark.parametrize("fact", SETTING_FACTS.values(), ids=lambda fact: fact.name)
@pytest.mark.parametrize(
    "settings",
    [OLD, CURRENT, WEB, replace(WEB, version=2), replace(WEB, version=3.1)],
    ids=["1.7.0", "current", "web 1", "web 2", "web 3"],
)
def test_a_setting_changes_something_exactly_where_it_is_said_to_have_an_effect(
    fact: SettingFact, settings: ClassicSettings
) -> None:
    other = OTHER_VALUES.get(fact.name, not fact.value(settings))
    if fact.name == "connectionMode":
        other = "web" if settings.connection_mode == "cloud" else "cloud"
    changed = replace(settings, **{fact.field: other})
    differs = all_outcomes(settings) != all_outcomes(changed)
    if fact.name == "profile" and settings.profile == "1.7.0":
        return
    assert differs == (not no_effect(fact, changed))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("trackAllPages", "on", True),
        ("trackAllPages", " OFF ", False),
        ("sessionTimeoutInSeconds", "45", 45),
        ("sessionTimeoutInSeconds", "0.5", 0.5),
        ("datacenter", "us02", "us02"),
        ("datacenter", "us99", "us99"),
        ("version", "2.7", 2.7),
        ("version", "3", 3),
        ("apiKey", " app-1 ", "app-1"),
        ("restCustomEndpoint", "https://rest.example.com/", "https://rest.example.com/"),
        ("customEndpoint", "", ""),
    ],
)
def test_what_is_typed_becomes_the_settings_value(name: str, text: str, value: Json) -> None:
    assert typed_value(SETTING_FACTS[name], text) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("trackAllPages", "maybe", "on or off"),
        ("sessionTimeoutInSeconds", "soon", "a number from 0 upwards"),
        ("sessionTimeoutInSeconds", "-1", "a number from 0 upwards"),
        ("sessionTimeoutInSeconds", "1e999", "a number from 0 upwards"),
        ("profile", "1.8", "current or 1.7.0"),
        ("version", "latest", "must be a number"),
        ("version", "", "must be a number"),
        ("restCustomEndpoint", "rest.example.com/users/track", "must be a host"),
        ("customEndpoint", "not a host", "must be a host"),
        ("apiKey", "x" * 301, "longer than 300"),
    ],
)
def test_what_cannot_be_is_refused_with_what_may_be(name: str, text: str, said: str) -> None:
    with pytest.raises(WorkbenchError, match=said) as refused:
        typed_value(SETTING_FACTS[name], text)
    assert refused.value.field == name
    assert refused.value.hint


@given(st.sampled_from(list(SETTING_FACTS.values())), st.text(max_size=40))
def test_any_text_is_a_value_that_settings_take_or_a_clear_error(fact: SettingFact, text: str) -> None:
    try:
        value = typed_value(fact, text)
    except WorkbenchError:
        return
    settings = ClassicSettings.from_json({fact.name: value})
    assert typed_value(fact, value_text(fact, fact.value(settings))) == value
