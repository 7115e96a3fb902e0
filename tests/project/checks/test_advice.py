"""Likely mistakes that a mapping alone tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.checks.engine import fails_for
from workbench.actions import ACTIONS, selected_catalog
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping
from workbench.project import Check, Project, check_mapping
from workbench.project.checks.advice import advice


def mapping(action: str, change: dict[str, Json] | None = None, *without: str) -> Mapping:
    fields = ACTIONS[action].default_fields() | (change or {})
    made = {key: fields[key] for key in fields if key not in without}
    return Mapping("m", action, 'type = "track"', True, made)


def checks(made: Mapping) -> list[Check]:
    return [check for check in advice(made) if check.rule != "time-received"]


def told(made: Mapping) -> list[tuple[str, str, str]]:
    return [(check.rule, check.severity, check.place.removeprefix("fields.")) for check in checks(made)]


@pytest.mark.parametrize("slug", list(ACTIONS))
def test_defaults_of_actions_have_no_mistakes(slug: str) -> None:
    assert [rule for rule, _, _ in told(mapping(slug))] == (
        ["catalog-missing"] if slug == "upsertCatalogItem" else []
    )


@pytest.mark.parametrize("slug", ["trackEvent", "trackPurchase2", "updateUserProfile", "ecommerce"])
def test_without_any_identifier_every_event_fails(slug: str) -> None:
    change: dict[str, Json] = {"name": "ecommerce.order_placed"} if slug == "ecommerce" else {}
    made = mapping(slug, change, "external_id", "email", "braze_id", "user_alias", "phone")
    (check,) = checks(made)
    assert (check.rule, check.severity) == ("no-identifier", "error")
    assert fails_for(made)
    assert check.fix is not None
    assert not fails_for(check.fix.apply(Project(mappings=(made,))).mappings[0])


def test_a_phone_number_is_an_identifier_in_e_commerce_only() -> None:
    phone: dict[str, Json] = {"phone": {"@path": "$.properties.phone"}}
    assert told(mapping("ecommerce", phone, "external_id", "email", "braze_id")) == []


@pytest.mark.parametrize("part", ["alias_name", "alias_label"])
def test_half_an_alias_is_left_out(part: str) -> None:
    alias: dict[str, Json] = {"user_alias": {part: {"@path": "$.anonymousId"}}}
    ((rule, severity, place),) = told(mapping("trackEvent", alias))
    assert (rule, severity) == ("alias-incomplete", "warning")
    assert place == f"user_alias.{'alias_label' if part == 'alias_name' else 'alias_name'}"


@pytest.mark.parametrize("key", ["time", "event_name", "$price", "", "x" * 256])
def test_names_that_braze_refuses_for_properties(key: str) -> None:
    ((rule, _, _),) = told(mapping("trackEvent2", {"properties": {key: 1, "fine": 2}}))
    assert rule == "property-name"


@pytest.mark.parametrize("key", ["firstName", "products", "country", "gender"])
def test_custom_attributes_that_never_arrive(key: str) -> None:
    ((rule, _, place),) = told(mapping("updateUserProfile2", {"custom_attributes": {key: 1, "tier": 2}}))
    assert (rule, place) == ("attribute-lost", f"custom_attributes.{key}")


def test_the_time_of_arrival_can_be_changed_to_that_of_the_event() -> None:
    made = mapping("trackPurchase")
    (check,) = advice(made)
    assert (check.rule, check.severity) == ("time-received", "information")
    assert check.fix is not None
    assert check.fix.apply(Project(mappings=(made,))).mappings[0].fields["time"] == {"@path": "$.timestamp"}


def test_each_shop_action_is_for_events_of_its_kind() -> None:
    single = mapping("ecommerceSingleProduct", {"name": "ecommerce.order_placed"})
    assert told(single) == [("wrong-shop-action", "error", "name")]
    assert fails_for(single)
    assert told(mapping("ecommerce", {"name": "ecommerce.product_viewed"})) == [
        ("wrong-shop-action", "warning", "name")
    ]
    assert told(mapping("ecommerce", {"name": {"@path": "$.event"}})) == []


@pytest.mark.parametrize("slug", ["triggerCampaign", "triggerCanvas"])
def test_a_broadcast_takes_no_recipients(slug: str) -> None:
    recipients: Json = [{"external_user_id": {"@path": "$.userId"}}]
    assert told(mapping(slug, {"broadcast": True, "recipients": recipients})) == [
        ("broadcast-recipients", "warning", "recipients")
    ]
    assert told(mapping(slug, {"broadcast": False, "recipients": recipients})) == []


def test_catalogs_are_chosen_and_have_names_that_braze_takes() -> None:
    def named(name: Json) -> list[tuple[str, str, str]]:
        return told(mapping("upsertCatalogItem", {"onMappingSave": {"outputs": {"catalog_name": name}}}))

    assert named("hats") == []
    assert named("") == [("catalog-missing", "error", "onMappingSave")]
    assert named(7) == [("catalog-missing", "error", "onMappingSave")]
    assert named("my hats") == [("catalog-name", "warning", "onMappingSave")]


def test_fixed_values_over_50_kb_are_told() -> None:
    large = {"text": "x" * 51_300}
    assert told(mapping("triggerCanvas", {"canvas_entry_properties": large})) == [
        ("value-too-large", "warning", "canvas_entry_properties")
    ]
    assert told(mapping("triggerCanvas", {"canvas_entry_properties": large | {"a": {"@path": "$.b"}}})) == []


_FAILING = {
    "field-unmapped",
    "no-identifier",
    "directive",
    "not-a-choice",
    "out-of-range",
    "wrong-shop-action",
}
_VALUES: tuple[Json, ...] = (
    *(None, "", "x", 5, 5000, True, {}, [], [{}], {"alias_name": "a"}),
    *({"@path": "$.properties.price"}, {"@path": "$.nothing"}, {"@nope": 1}),
    *({"@arrayPath": ["$.properties.products", {"price": {"@path": "$.price"}}]},),
    *("ecommerce.order_placed", "ecommerce.product_viewed", "EUR", "upsert"),
)


@given(st.data())
def test_what_is_called_an_error_is_one_for_the_destination(data: st.DataObject) -> None:
    slug = data.draw(st.sampled_from(list(ACTIONS)))
    keys = [field.key for field in ACTIONS[slug].fields]
    change = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(_VALUES), max_size=4))
    without = data.draw(st.lists(st.sampled_from(keys), max_size=4))
    made = mapping(slug, change, *without)
    if slug == "upsertCatalogItem":
        made.fields["onMappingSave"] = selected_catalog("hats")
    errors = [check for check in check_mapping(made, 0) if check.severity == "error"]
    assert all(check.rule in _FAILING for check in errors)
    if errors:
        assert fails_for(made), errors
