"""Checks of fields against their action."""

from __future__ import annotations

import pytest

from tests.project.checks.engine import fails_for
from workbench.actions import ACTIONS, PRESETS, SYNC_MODE_KEY
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project import Check, Project
from workbench.project.checks.fields import field_checks

TRACK = 'type = "track"'


def mapping(action: str, change: dict[str, Json] | None = None, *without: str) -> Mapping:
    fields = ACTIONS[action].default_fields() | (change or {})
    return Mapping("m", action, TRACK, True, {key: fields[key] for key in fields if key not in without})


def checks(made: Mapping) -> list[Check]:
    return list(field_checks(made))


def told(made: Mapping) -> list[tuple[str, str]]:
    return [(check.rule, check.place.removeprefix("fields.")) for check in checks(made)]


def fixed(made: Mapping) -> Mapping:
    project = Project(mappings=(made,))
    for check in checks(made):
        assert check.fix is not None, check
        project = check.fix.apply(project)
    return project.mappings[0]


def test_defaults_of_an_action_have_no_checks() -> None:
    assert checks(mapping("trackEvent2")) == []


@pytest.mark.parametrize(
    "preset", [preset for preset in PRESETS if preset.mapping.action.startswith("ecommerce")]
)
def test_e_commerce_presets_fail_as_shipped_and_can_be_put_right(preset: object) -> None:
    made = preset.mapping  # type: ignore[attr-defined]  # pytest passes it as an object
    (check,) = checks(made)
    assert (check.rule, check.severity) == ("sync-mode-missing", "error")
    assert fails_for(made)
    assert checks(fixed(made)) == []
    assert fixed(made).fields[SYNC_MODE_KEY] == "add"


@pytest.mark.parametrize("slug", [slug for slug, action in ACTIONS.items() if action.sync_modes])
@pytest.mark.parametrize("mode", ["mirror", 5, None, {"@path": "$.mode"}, ""])
def test_every_action_with_sync_modes_needs_one_of_its_own(slug: str, mode: Json) -> None:
    made = mapping(slug, {SYNC_MODE_KEY: mode})
    (check,) = [check for check in checks(made) if check.rule.startswith("sync-mode")]
    assert check.rule == ("sync-mode-missing" if mode in (None, "") else "sync-mode-unsupported")
    assert ("deletes" in check.message) is (slug == "upsertCatalogItem")
    assert check.fix is not None
    assert check.fix.apply(Project(mappings=(made,))).mappings[0].fields[SYNC_MODE_KEY] == (
        ACTIONS[slug].default_sync_mode
    )


def test_actions_without_sync_modes_need_none() -> None:
    assert checks(mapping("trackEvent")) == []


@pytest.mark.parametrize("value", [None, ""])
def test_a_required_field_without_a_value_fails_and_has_its_default_as_the_fix(value: Json) -> None:
    made = mapping("trackEvent", {"name": value})
    assert told(made) == [("field-unmapped", "name")]
    assert fails_for(made)
    assert fixed(made).fields["name"] == {"@path": "$.event"}


@pytest.mark.parametrize("slug", list(ACTIONS))
def test_what_is_told_of_a_required_field_is_what_the_destination_does(slug: str) -> None:
    for field in ACTIONS[slug].fields:
        made = mapping(slug, None, field.key)
        errors = [check for check in checks(made) if check.rule == "field-unmapped"]
        if errors:
            assert fails_for(made), field.key


def test_a_field_required_under_a_condition_is_told_only_when_the_condition_is_sure() -> None:
    ids: dict[str, Json] = {"external_id": "u"}
    assert [place for _, place in told(mapping("identifyUser2", ids))] == ["user_alias", "email_to_identify"]
    assert told(mapping("identifyUser2", ids | {"user_alias": {"@path": "$.alias"}})) == []
    placed = mapping("ecommerce", {"name": "ecommerce.order_placed"}, "order_id")
    assert told(placed) == [("field-unmapped", "order_id")]
    assert fails_for(placed)
    assert told(mapping("ecommerce", {"name": {"@path": "$.event"}}, "order_id")) == []
    campaign: dict[str, Json] = {"campaign_id": "c"}
    assert told(mapping("triggerCampaign", campaign)) == [("field-unmapped", "broadcast")]
    assert told(mapping("triggerCampaign", campaign | {"recipients": [{"external_user_id": "u"}]})) == []


def test_required_parts_of_written_out_items_are_looked_at() -> None:
    products = {"@arrayPath": ["$.properties.products", {"product_id": {"@path": "$.product_id"}}]}
    made = mapping("ecommerce", {"name": "ecommerce.order_placed", "products": products})
    assert ("field-unmapped", "products.@arrayPath[1].price") in told(made)
    literal = mapping("ecommerceSingleProduct", {"name": "ecommerce.product_viewed", "product": {}})
    assert ("field-unmapped", "product.price") in told(literal)


def test_directives_that_the_validator_refuses_are_errors() -> None:
    made = mapping("trackEvent", {"name": {"@pth": "$.event"}})
    (check,) = checks(made)
    assert (check.rule, check.severity, check.place) == ("directive", "error", "fields.name")
    assert fails_for(made)


def test_keys_that_the_action_does_not_know_are_left_out_and_can_be_removed() -> None:
    made = mapping("trackEvent", {"nme": 1, "__segment_internal_matching_key": "x"})
    (check,) = checks(made)
    assert (check.rule, check.severity, check.hint) == ("field-unknown", "warning", "Did you mean name?")
    assert "nme" not in fixed(made).fields
    inner = mapping("trackPurchase", {"user_alias": {"alias_name": "a", "alias_label": "b", "x.y": 1}})
    (check,) = checks(inner)
    assert check.rule == "field-unknown"
    assert checks(fixed(inner)) == []


def test_objects_that_take_any_key_have_none_unknown() -> None:
    assert checks(mapping("trackEvent", {"properties": {"anything": 1}})) == []


def test_the_catalog_is_no_unknown_field() -> None:
    made = mapping("upsertCatalogItem", {"item": {"a": 1}, "item_id": "x", "onMappingSave": {"outputs": {}}})
    assert checks(made) == []


def test_a_value_that_is_no_choice_is_told() -> None:
    made = mapping("ecommerce", {"name": "ecommerce.order_place", "currency": "10 %"})
    found = [check for check in checks(made) if check.rule == "not-a-choice"]
    assert [(check.place, check.hint) for check in found] == [
        ("fields.name", "Did you mean ecommerce.order_placed?"),
        ("fields.currency", "Take one of its choices."),
    ]
    assert fails_for(made)


@pytest.mark.parametrize(
    ("slug", "size", "rule", "nearest"),
    [
        ("trackEvent", 76, "batch-too-large", 75),
        ("trackPurchase2", 500, "batch-too-large", 75),
        ("ecommerce", 76, "out-of-range", 75),
        ("ecommerce", 1, "out-of-range", 2),
        ("upsertCatalogItem", 51, "out-of-range", 50),
    ],
)
def test_batches_have_a_limit_for_each_action(slug: str, size: int, rule: str, nearest: int) -> None:
    made = mapping(slug, {"batch_size": size})
    (check,) = [check for check in checks(made) if check.place == "fields.batch_size"]
    assert check.rule == rule
    assert check.fix is not None
    assert check.fix.apply(Project(mappings=(made,))).mappings[0].fields["batch_size"] == nearest


def test_a_batch_size_within_the_limit_or_without_batching_is_fine() -> None:
    assert checks(mapping("trackEvent", {"batch_size": 75})) == []
    assert checks(mapping("trackEvent", {"batch_size": 900, "enable_batching": False})) == []


def test_hostile_fields_give_checks_and_no_crash() -> None:
    deep: Json = {}
    for _ in range(90):
        deep = {"a": deep}
    values: tuple[Json, ...] = (
        deep,
        [[]] * 100,
        float("nan"),
        "\ud800",
        "x" * 1_000_000,
        {"": {"": 1}},
        {"@": 1},
    )
    for value in values:
        for action in ACTIONS.values():
            fields = dict.fromkeys([*(field.key for field in action.fields), "\x1b[31m"], value)
            found = told(mapping(action.slug, fields))
            assert ("field-unknown", "\x1b[31m") in found
