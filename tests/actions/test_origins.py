"""The tables of origins, held against what the actions really do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.builders import SETTINGS
from tests.actions.cases import Case, all_cases, changed, with_value
from workbench.actions import ACTIONS, SYNC_MODE_KEY, run_action
from workbench.actions.kit import ActionFailure
from workbench.actions.origins import Built, Origin, Part, RequestOrigins
from workbench.actions.performs import PERFORMS
from workbench.actions.request_keys import leaves, members, request_keys
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Mapping, Steps, value_at


def origins_of(case: Case, payload: Json) -> RequestOrigins:
    return PERFORMS[case.mapping.action].origins(payload, case.context)


def built_parts(part: Part, steps: Steps = ()) -> Iterator[tuple[Steps, Built]]:
    if isinstance(part, Built):
        yield steps, part
        for step, inner in part.parts.items():
            yield from built_parts(inner, (*steps, step))


def told_places(part: Part) -> Iterator[Steps]:
    if isinstance(part, Origin):
        yield from (*part.places, *part.conditions)
    else:
        yield from part.conditions
        for inner in part.parts.values():
            yield from told_places(inner)


def around(one: Steps, other: Steps) -> bool:
    """Whether one place is the other, in it, or around it."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def written(value: Json) -> set[str | int]:
    """The keys of an object that JSON writes, or the indexes of a list."""
    return {step for step, member in members(value) if isinstance(value, list) or member is not UNDEFINED}


def test_the_cases_are_of_every_action() -> None:
    assert {case.mapping.action for case in all_cases()} == set(ACTIONS)


def test_every_part_of_every_request_has_an_origin_and_every_origin_a_part() -> None:
    for case in all_cases():
        request = case.outcome.requests[0]
        origins = origins_of(case, case.outcome.payload)
        for steps, _ in request_keys(request):
            assert origins.at(steps) is not None, (case.name, steps)
        assert set(origins.headers) == {name for name, _ in request.headers}, case.name
        for steps, part in built_parts(origins.body):
            assert written(value_at(request.body, steps)) == set(part.parts), (case.name, steps)


def test_every_value_of_every_payload_is_sent_or_said_not_to_be() -> None:
    for case in all_cases():
        origins = origins_of(case, case.outcome.payload)
        told = [*told_places(origins.body), *origins.url.places, *(unsent.place for unsent in origins.unsent)]
        for place, _ in leaves(case.outcome.payload):
            assert any(around(place, other) for other in told), (case.name, place)


def test_what_is_sent_as_it_is_is_what_the_payload_has() -> None:
    for case in all_cases():
        origins = origins_of(case, case.outcome.payload)
        for steps, value in leaves(case.outcome.requests[0].body, ("body",)):
            origin = origins.at(steps)
            if origin is not None and origin.whole:
                sent = value_at(case.outcome.payload, origin.places[0])
                assert sent == value or sent is UNDEFINED, (case.name, steps)


def test_another_value_changes_the_keys_that_it_is_said_to_feed_and_no_others() -> None:
    """Each value of every third payload is replaced, and the action itself says what becomes of that."""
    compared = 0
    for case in all_cases()[::3]:
        payload, perform = case.outcome.payload, PERFORMS[case.mapping.action].perform
        before, origins = dict(request_keys(case.outcome.requests[0])), origins_of(case, payload)
        for place, value in leaves(payload):
            if value in ({}, []) or (place == ("name",) and case.mapping.action.startswith("ecommerce")):
                continue  # validation lets no other type, and no other name of Braze's own, through
            other = with_value(payload, place, changed(value))
            try:
                requests = perform(other, case.context)
            except ActionFailure:
                continue
            after, later = dict(request_keys(requests[0])), origins_of(case, other)
            differing = {
                steps
                for steps in before.keys() | after.keys()
                if before.get(steps, UNDEFINED) != after.get(steps, UNDEFINED)
            }
            for steps in differing:
                told = [origin for origin in (origins.at(steps), later.at(steps)) if origin]
                places = [place for origin in told for place in (*origin.places, *origin.conditions)]
                assert any(around(place, told_place) for told_place in places), (case.name, place, steps)
            for steps in before.keys() - differing:
                origin = origins.at(steps)
                assert origin is None or place not in origin.places, (case.name, place, steps)
            compared += 1
    assert compared > 5_000


VALUES: st.SearchStrategy[Json] = (
    st.text(max_size=3) | st.integers(-3, 3) | st.booleans() | st.none() | st.just({})
)
OBJECTS = st.dictionaries(st.sampled_from(["a", "b", "email", "products", "country", "price"]), VALUES)
PRODUCTS = st.tuples(st.fixed_dictionaries({"product_id": VALUES, "price": st.integers(0, 9)}), OBJECTS).map(
    lambda parts: parts[1] | parts[0]
)
FIELDS: dict[str, st.SearchStrategy[Json]] = {
    "time": st.sampled_from(["2026-01-02T03:04:05.006Z", "2026-01-02", 0]),
    "external_id": st.text(min_size=1, max_size=2),
    "email": st.text(max_size=2),
    "braze_id": VALUES,
    "user_alias": st.dictionaries(st.sampled_from(["alias_name", "alias_label"]), st.text(max_size=2)),
    "name": st.text(min_size=1, max_size=3),
    "properties": OBJECTS,
    "custom_attributes": OBJECTS,
    "products": st.lists(PRODUCTS, max_size=3),
    "country": VALUES,
    "gender": VALUES,
    "dob": VALUES,
    "current_location": st.dictionaries(st.sampled_from(["latitude", "longitude"]), st.integers(0, 9)),
    "subscription_groups": st.just([]),
    "_update_existing_only": st.booleans(),
    "alias_name": st.text(min_size=1, max_size=2),
    "alias_label": st.text(min_size=1, max_size=2),
    "merge_behavior": st.sampled_from(["none", "merge"]),
    "email_to_identify": st.sampled_from(["", "a@example.com"]),
    "prioritization": st.fixed_dictionaries(
        {"first_priority": st.just("identified")},
        optional={"second_priority": st.just("most_recently_updated")},
    ),
    "campaign_id": st.text(min_size=1, max_size=2),
    "canvas_id": st.text(min_size=1, max_size=2),
    "recipients": st.lists(st.fixed_dictionaries({"external_user_id": st.text(max_size=2)}), max_size=3),
    "broadcast": st.booleans(),
    "item_id": st.text("ab-", min_size=1, max_size=2),
    "item": OBJECTS,
    "batch_size": st.integers(1, 75),
}


def fields_of(action: str) -> st.SearchStrategy[dict[str, Json]]:
    """Values for the fields of an action; the required ones are always there, and a sync mode it has."""
    known = ACTIONS[action]
    of_action = {field.key: FIELDS[field.key] for field in known.fields if field.key in FIELDS}
    needed = {"external_id", *(field.key for field in known.fields if field.required)}
    required = {key: values for key, values in of_action.items() if key in needed}
    if known.sync_modes:
        required[SYNC_MODE_KEY] = st.sampled_from([mode.value for mode in known.sync_modes])
    optional = {key: values for key, values in of_action.items() if key not in required}
    return st.fixed_dictionaries(required, optional=optional)


@pytest.mark.parametrize("action", [slug for slug in ACTIONS if not slug.startswith("ecommerce")])
@given(data=st.data())
def test_any_payload_has_origins_of_the_shape_of_its_request(action: str, data: st.DataObject) -> None:
    fields = data.draw(fields_of(action))
    mapping = Mapping("m", action, "", fields=fields)
    outcome = run_action(mapping, SETTINGS, {"type": "track"})
    if not outcome.requests:
        return
    case = Case("generated", mapping, SETTINGS, {"type": "track"}, outcome)
    origins = origins_of(case, outcome.payload)
    for steps, part in built_parts(origins.body):
        assert written(value_at(outcome.requests[0].body, steps)) == set(part.parts)
    told = [*told_places(origins.body), *origins.url.places, *(unsent.place for unsent in origins.unsent)]
    for place, _ in leaves(outcome.payload):
        assert any(around(place, other) for other in told), place
