"""Chains behind keys, what is missing, and what a place of an event feeds."""

from __future__ import annotations

from typing import Any

from tests.actions.builders import ORDER, SETTINGS
from tests.actions.cases import all_cases, changed, with_value
from workbench.actions import ACTIONS, DestinationSettings, run_action
from workbench.actions.chains import Chain, MappingChains, explain_key
from workbench.actions.feeding import feeds
from workbench.actions.request_keys import leaves, place_text, request_keys
from workbench.actions.telling import tell_chain, tell_missing
from workbench.jsvalues import UNDEFINED
from workbench.mappings import Mapping, Steps


def chains(action: str, fields: dict[str, Any], event: dict[str, Any] | None = None) -> MappingChains:
    return MappingChains(Mapping("m", action, "", fields=fields), SETTINGS, ORDER if event is None else event)


def chain(of: MappingChains, *steps: str | int) -> Chain:
    found = of.chain(("body", *steps))
    assert found is not None
    return found


def paths(of: Chain) -> list[tuple[str, str]]:
    return [(reading.kind, reading.path) for source in of.sources for reading in source.readings]


PURCHASE = ACTIONS["trackPurchase"].default_fields()


def test_a_price_is_followed_through_the_list_to_the_event() -> None:
    shape = {"product_id": {"@path": "$.product_id"}, "price": {"@path": "$.price"}}
    fields = {**PURCHASE, "products": {"@arrayPath": ["$.properties.products", shape]}}
    found = chain(chains("trackPurchase", fields), "purchases", 1, "price")
    assert (found.value, found.rule) == (10, "Sent as it is.")
    (source,) = found.sources
    assert (place_text(source.place), source.value) == ("products[1].price", 10)
    assert paths(found) == [("value", "$.properties.products[1].price")]
    assert (source.explanation.role, source.explanation.label) == ("products", "@arrayPath")
    (item,) = source.explanation.children
    assert (item.role, item.value) == ("item 2", 10)


def test_a_rule_of_the_action_a_setting_and_the_sync_mode_are_named() -> None:
    fields = {**PURCHASE, "__segment_internal_sync_mode": "update"}
    of = chains("trackPurchase2", fields, ORDER | {"receivedAt": 1_700_000_000_000})
    time = chain(of, "purchases", 0, "time")
    assert time.rule.startswith("Written as an ISO date in UTC")
    assert [note.text for source in time.sources for note in source.notes] == []
    app = chain(of, "purchases", 0, "app_id")
    assert [(part.kind, part.value) for part in app.given] == [("app_id", "app-1")]
    mode = chain(of, "purchases", 0, "_update_existing_only")
    assert [(part.kind, part.value) for part in mode.given] == [("sync_mode", "update")]
    url = of.chain(("url",))
    assert url is not None
    assert [part.kind for part in url.given] == ["endpoint", "action"]


def test_the_key_is_in_no_chain() -> None:
    of = MappingChains(
        Mapping("m", "trackPurchase", "", fields=PURCHASE), DestinationSettings("secret-1"), ORDER
    )
    told = [of.chain(steps) for steps in of.sent()]
    assert "secret-1" not in repr(told)
    assert "Bearer ••••" in repr(told)


def test_the_schema_is_told_where_it_changed_the_value() -> None:
    fields = {**PURCHASE, "products": [{"product_id": 7, "price": "5"}]}
    found = chain(chains("trackPurchase", fields), "purchases", 0, "price")
    assert [(note.path, note.kind) for source in found.sources for note in source.notes] == [
        ("products[0].price", "coerced")
    ]


def test_places_are_found_where_validation_moved_them() -> None:
    products = [None, {"product_id": "p", "price": {"@path": "$.properties.total"}}]
    found = chain(chains("trackPurchase", {**PURCHASE, "products": products}), "purchases", 0, "price")
    assert paths(found) == [("value", "$.properties.total")]
    single = {**PURCHASE, "products": {"product_id": "p", "price": [{"@path": "$.properties.total"}]}}
    assert paths(chain(chains("trackPurchase", single), "purchases", 0, "price")) == [
        ("value", "$.properties.total")
    ]


def test_conditions_are_told_apart_from_values() -> None:
    name = {
        "@if": {
            "exists": {"@path": "$.properties.order_id"},
            "then": {"@template": "{{event}} of {{properties.source}}"},
        }
    }
    found = chain(
        chains("trackEvent", {"external_id": "u", "name": name, "time": "2026"}), "events", 0, "name"
    )
    assert paths(found) == [
        ("condition", "$.properties.order_id"),
        ("value", "$.event"),
        ("value", "$.properties.source"),
    ]


def test_what_is_missing_says_why() -> None:
    fields = {
        "external_id": "u",
        "email": "",
        "country": {"@path": "$.nowhere"},
        "dob": "2000-01-01",
        "user_alias": {"alias_name": "a"},
        "custom_attributes": {"phone": 1, "firstName": "A", "kept": 2},
        "batch_size": 10,
        "colour": "red",
    }
    missing = {place_text(part.place): part.reason for part in chains("updateUserProfile", fields).missing()}
    assert missing == {
        "email": "The value is empty and is left out.",
        "colour": "The action has no such field.",
        "country": "The field's directive gives nothing for this event.",
        "user_alias": "The alias is sent with its label and its name, and only when neither is missing "
        "or empty.",
        "custom_attributes.phone": "A custom attribute with the name of a field gives way to it, even an "
        "unmapped one.",
        "custom_attributes.firstName": "No custom attribute of this name is ever sent.",
        "batch_size": "Tells Segment how to gather events into batches; Braze does not get it.",
    }


def test_a_request_that_is_not_made_is_explained() -> None:
    for fields, place in (
        ({"external_id": "u", "time": "never", "name": "n"}, "time"),
        ({"external_id": "u", "time": "2026", "name": {"@path": "$.nowhere"}}, "name"),
        ({"external_id": "u", "time": "2026", "name": {"@nope": 1}}, "name"),
    ):
        of = chains("trackEvent", fields)
        assert list(of.sent()) == []
        fatal = [part for part in of.missing() if part.fatal]
        assert fatal[0].place == ()
        assert place in [place_text(part.place) for part in fatal]
        assert any(line.kind == "error" for part in fatal for line in tell_missing(part))
    (nothing,) = (
        part for part in chains("trackPurchase", {**PURCHASE, "products": []}).missing() if part.fatal
    )
    assert nothing.reason == "The action has nothing to send."


def test_keys_are_explained_over_all_mappings() -> None:
    mappings = [
        Mapping("off", "trackEvent", "", enabled=False, fields=ACTIONS["trackEvent"].default_fields()),
        Mapping("one", "trackEvent", 'type = "track"', fields=ACTIONS["trackEvent"].default_fields()),
        Mapping("two", "trackPurchase", 'type = "track"', fields=PURCHASE),
    ]
    first = explain_key(mappings, SETTINGS, ORDER, 0, ("body", "events", 0, "name"))
    second = explain_key(mappings, SETTINGS, ORDER, 1, ("body", "purchases", 0, "product_id"))
    assert first is not None
    assert second is not None
    assert (first.mapping, second.mapping) == ("one", "two")
    assert explain_key(mappings, SETTINGS, ORDER, 2, ("url",)) is None
    assert explain_key(mappings, SETTINGS, ORDER, 0, ("body", "events", 0, "colour")) is None


def fed(mappings: list[Mapping], *place: str | int) -> list[tuple[str, str, str]]:
    return [
        (feed.kind, feed.name, place_text(feed.steps[1:])) for feed in feeds(mappings, SETTINGS, ORDER, place)
    ]


def test_a_place_feeds_keys_as_value_as_condition_and_in_the_trigger() -> None:
    fields = {
        "external_id": {"@path": "$.userId"},
        "name": {"@if": {"exists": {"@path": "$.properties.total"}, "then": "Paid", "else": "Free"}},
        "time": {"@path": "$.timestamp"},
        "properties": {"@path": "$.properties"},
    }
    mappings = [
        Mapping("event", "trackEvent", 'type = "track" and properties.total > 1', fields=fields),
        Mapping("other", "trackEvent", "properties.total < 1", fields=fields),
        Mapping("off", "trackEvent", "properties.total > 1", enabled=False, fields=fields),
    ]
    assert fed(mappings, "properties", "total") == [
        ("trigger", "event", ""),
        ("condition", "event", "events[0].name"),
        ("value", "event", "events[0].properties.total"),
        ("trigger", "other", ""),
    ]
    assert fed(mappings, "properties", "products", 0, "price") == [
        ("value", "event", "events[0].properties.products[0].price")
    ]
    around = fed(mappings, "properties")
    assert ("value", "event", "events[0].properties.products[1].name") in around
    assert ("condition", "event", "events[0].name") in around
    assert fed(mappings, "properties", "total", "inside") == [
        ("trigger", "event", ""),
        ("value", "event", "events[0].properties.total"),
        ("trigger", "other", ""),
    ]
    assert fed(mappings, "messageId") == []


def test_another_event_changes_the_keys_that_its_place_feeds_and_no_others() -> None:
    """Each value of every tenth event is replaced once, and the mapping is run anew."""
    compared = 0
    for case in all_cases()[::10]:
        of = MappingChains(case.mapping, case.settings, case.event)
        before = dict(request_keys(case.outcome.requests[0]))
        readings = {steps: list(of.readings(steps)) for steps in before}
        for place, value in leaves(case.event):
            other = with_value(case.event, place, changed(value))
            outcome = run_action(case.mapping, case.settings, other)
            if not outcome.requests:
                continue
            after = dict(request_keys(outcome.requests[0]))
            later = MappingChains(case.mapping, case.settings, other)
            for steps in before.keys() | after.keys():
                found = readings.get(steps, [])
                if before.get(steps, UNDEFINED) != after.get(steps, UNDEFINED):
                    both = [*found, *later.readings(steps)]
                    assert any(reading.touches(place) for reading in both), (case.name, place, steps)
                else:
                    fed_by = [reading.steps for reading in found if reading.kind == "value"]
                    assert place not in fed_by, (case.name, place, steps)
            compared += 1
    assert compared > 3_000


def test_the_long_way_and_the_short_way_find_the_same_places() -> None:
    for case in all_cases()[::7]:
        of = MappingChains(case.mapping, case.settings, case.event)
        for steps in of.sent():
            told = of.chain(steps)
            assert told is not None
            explained = {reading.steps for source in told.sources for reading in source.readings}
            assert {reading.steps for reading in of.readings(steps)} == explained, (case.name, steps)
            assert [line.kind for line in tell_chain(told)][:2] == ["key", "rule"]


def test_deep_and_long_events_are_explained() -> None:
    nested: Any = "end"
    for _ in range(10_000):
        nested = {"a": nested}
    event = {"type": "track", "event": "x" * 1_000_000, "userId": "\ud800", "properties": {"deep": nested}}
    fields: dict[str, Any] = {
        "external_id": {"@path": "$.userId"},
        "name": {"@path": "$.event"},
        "time": "2026",
        "properties": {"@path": "$.properties"},
    }
    of = chains("trackEvent", fields, event)
    sent = list(of.sent())
    assert max(map(len, sent)) <= 41
    for steps in sent:
        told = of.chain(steps)
        assert told is not None
        assert all(len(line.text) < 1000 for line in tell_chain(told))
    place: Steps = ("properties", "deep", "a", "a")
    mapping = Mapping("m", "trackEvent", 'event != ""', fields=fields)
    assert [feed.kind for feed in feeds([mapping], SETTINGS, event, place)] == ["value"]
