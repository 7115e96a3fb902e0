"""The facts: what is in the packaged file, and that all of it is usable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.actions import ACTIONS, ENDPOINTS, PRESETS, RELEASE, SYNC_MODE_KEY, Action, Field
from workbench.actions.facts import settings_fields
from workbench.mappings import compile_fields
from workbench.triggers import parse


def fields_of(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield prefix + field.key, field
        yield from fields_of(field.properties, f"{prefix}{field.key}.")


def test_the_release_is_named() -> None:
    assert RELEASE == "3.497.0"


def test_there_are_fifteen_actions_and_thirteen_presets() -> None:
    assert len(ACTIONS) == 15
    assert len(PRESETS) == 13
    assert [preset.type for preset in PRESETS].count("automatic") == 7


def test_every_action_can_be_run() -> None:
    assert [action.slug for action in ACTIONS.values() if not action.built] == []


@pytest.mark.parametrize("action", ACTIONS.values(), ids=list(ACTIONS))
def test_everything_is_described_in_one_sentence(action: Action) -> None:
    sentences = {"": action.description} | {
        path: field.description for path, field in fields_of(action.fields)
    }
    assert [
        path for path, sentence in sentences.items() if not sentence.endswith(".") or "\n" in sentence
    ] == []


@pytest.mark.parametrize("action", ACTIONS.values(), ids=list(ACTIONS))
def test_default_fields_and_trigger_are_valid(action: Action) -> None:
    assert compile_fields(action.default_fields()).errors == ()
    assert not action.default_trigger or parse(action.default_trigger).error is None


def test_a_default_mapping_has_the_sync_mode() -> None:
    assert ACTIONS["trackEvent2"].default_fields()[SYNC_MODE_KEY] == "add"
    assert SYNC_MODE_KEY not in ACTIONS["trackEvent"].default_fields()


def test_presets_name_actions_and_valid_mappings() -> None:
    for preset in PRESETS:
        assert preset.mapping.action in ACTIONS
        assert compile_fields(preset.mapping.fields).errors == ()
        assert bool(preset.mapping.trigger) is (preset.type == "automatic")
        assert bool(preset.event_slug) is (preset.type == "specificEvent")


def test_fields_are_found_by_dotted_keys() -> None:
    purchase = ACTIONS["trackPurchase"]
    price = purchase.field("products.price")
    assert price is not None
    assert (price.type, price.required) == ("number", True)
    assert purchase.field("products.nope") is None
    assert purchase.field("nope") is None


def test_conditions_are_kept() -> None:
    campaign = ACTIONS["triggerCampaign"].field("broadcast")
    assert campaign is not None
    assert campaign.required_when is not None
    assert [clause.field for clause in campaign.required_when.clauses] == ["recipients", "audience"]


def test_endpoints_have_readable_labels() -> None:
    assert ENDPOINTS[0] == ("US-01 (https://dashboard-01.braze.com)", "https://rest.iad-01.braze.com")
    assert len(ENDPOINTS) == 15
    assert [field.key for field in settings_fields()] == ["api_key", "app_id", "endpoint"]
