"""Batches: one request for several events, and a result for each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.builders import ORDER, SETTINGS
from workbench.actions import (
    ACTIONS,
    SYNC_MODE_KEY,
    ActionError,
    Answer,
    BatchOutcome,
    DestinationSettings,
    batch_size,
    interpret_batch,
    run_action,
    run_action_batch,
    run_batch,
    selected_catalog,
)
from workbench.jsvalues import UNDEFINED, dump_json
from workbench.mappings import Mapping

Event = dict[str, Any]

FIELDS: dict[str, Any] = {
    "external_id": {"@path": "$.userId"},
    "name": {"@path": "$.event"},
    "time": "2026-03-02T10:15:00.000Z",
    "properties": {"@path": "$.properties"},
}
TRACKED = Mapping("Tracked", "trackEvent", 'type = "track"', fields=FIELDS)
PURCHASED = Mapping(
    "Purchased",
    "trackPurchase",
    "",
    fields={key: FIELDS[key] for key in ("external_id", "time")}
    | {"products": {"@path": "$.products"}, "email": {"@path": "$.email"}},
)
PLACED = Mapping(
    "Placed",
    "ecommerce",
    "",
    fields={
        "name": "ecommerce.order_placed",
        "external_id": {"@path": "$.userId"},
        "time": {"@path": "$.timestamp"},
        "order_id": "o-1",
        "total_value": 3,
        "currency": "EUR",
        "source": "shop",
        "products": [
            {"product_id": "p", "product_name": "Hat", "variant_id": "v", "price": 3, "quantity": 1}
        ],
        "enable_batching": True,
        "batch_size": 75,
        SYNC_MODE_KEY: "add",
    },
)
STOCKED = Mapping(
    "Stocked",
    "upsertCatalogItem",
    "",
    fields={
        "item_id": {"@path": "$.id"},
        "item": {"@path": "$.item"},
        SYNC_MODE_KEY: "upsert",
        "onMappingSave": selected_catalog("hats"),
    },
)


def tracked(*users: str | None, name: str = "Trip Booked") -> list[Event]:
    event = {"type": "track", "event": name, "timestamp": "2026-03-02T10:15:00Z"}
    return [event | {"userId": user} for user in users]


def bought(*sizes: int, user: str = "u") -> list[Event]:
    products = [{"product_id": "p", "price": 1}]
    return [{"userId": user, "products": products * size} for size in sizes]


def run_with(mapping: Mapping, events: list[Event], answer: Answer | None = None) -> BatchOutcome:
    outcome = run_action_batch(mapping, SETTINGS, events)
    return interpret_batch(outcome, [answer] if answer else [])


def statuses(outcome: BatchOutcome) -> list[int]:
    assert outcome.error is None, outcome.error
    return [result.status for result in outcome.results]


def sent_body(outcome: BatchOutcome) -> Any:
    (request,) = outcome.requests
    return request.body


class TestWhichEventsReachTheAction:
    def test_the_trigger_decides_first(self) -> None:
        outcome = run_batch(TRACKED, SETTINGS, [{"type": "page"}, *tracked("u-1"), {"type": "page"}])
        assert outcome.matched == (False, True, False)
        assert statuses(outcome) == [400, 200, 400]
        assert outcome.results[0].message == "Payload is either invalid or does not match the subscription"
        assert [payload is UNDEFINED for payload in outcome.payloads] == [True, False, True]
        assert [event["external_id"] for event in sent_body(outcome)["events"]] == ["u-1"]

    def test_an_answer_is_put_beside_the_event_it_is_about(self) -> None:
        outcome = run_batch(TRACKED, SETTINGS, [{"type": "page"}, *tracked(None, "u-1", "u-2")])
        answer = Answer(201, {"errors": [{"type": "bad", "index": 1}]})
        assert [result.message for result in interpret_batch(outcome, [answer]).results][2:] == ["", "bad"]

    @pytest.mark.parametrize(
        ("trigger", "message"),
        [
            ("", "Failed to validate subscription"),
            ('type = "track', "Invalid subscription : Cannot read properties of undefined (reading 'type')"),
        ],
    )
    def test_a_trigger_that_cannot_be_read_refuses_all(self, trigger: str, message: str) -> None:
        outcome = run_batch(replace(TRACKED, trigger=trigger), SETTINGS, tracked("u-1", "u-2"))
        assert [result.message for result in outcome.results] == [message, message]
        assert not outcome.requests
        assert outcome.trigger_error is not None

    def test_a_trigger_that_takes_none(self) -> None:
        outcome = run_batch(TRACKED, SETTINGS, [{"type": "page"}, {"type": "page"}])
        assert statuses(outcome) == [400, 400]
        assert run_batch(TRACKED, SETTINGS, []).results == ()

    def test_an_invalid_payload_costs_that_event(self) -> None:
        outcome = run_with(TRACKED, [*tracked("u-1"), {"userId": "u-2"}, *tracked("u-3")])
        assert statuses(outcome) == [200, 400, 200]
        assert outcome.results[1].facts == {
            "status": 400,
            "errortype": "PAYLOAD_VALIDATION_FAILED",
            "errormessage": "The root value is missing the required field 'name'.",
            "errorreporter": "INTEGRATIONS",
        }
        assert len(sent_body(outcome)["events"]) == 2

    def test_nothing_is_sent_when_all_payloads_are_invalid(self) -> None:
        outcome = run_with(TRACKED, [{}, {}])
        assert (statuses(outcome), outcome.requests) == ([400, 400], ())
        assert interpret_batch(outcome, [Answer(500)]) == outcome

    def test_fields_that_cannot_be_resolved_cost_the_batch(self) -> None:
        odd = replace(TRACKED, fields=FIELDS | {"properties": {"@merge": {"objects": []}}})
        outcome = run_with(odd, tracked("u-1", "u-2"))
        assert outcome.error is not None
        assert (outcome.error.stage, outcome.results, outcome.requests) == ("fields", (), ())
        assert outcome.payloads == (UNDEFINED, UNDEFINED)

    def test_a_context_that_is_null_costs_the_batch_even_of_an_invalid_event(self) -> None:
        outcome = run_with(TRACKED, [*tracked("u-1"), {"context": None}])
        assert outcome.error is not None
        assert outcome.error.name == "TypeError"
        assert run_with(TRACKED, [{"context": None}]).error is None

    @pytest.mark.parametrize(
        "slug", [slug for slug, action in ACTIONS.items() if not action.supports_batching]
    )
    def test_an_action_without_batches(self, slug: str) -> None:
        outcome = run_with(Mapping("m", slug, ""), tracked("u-1"))
        assert outcome.error == ActionError(
            "IntegrationError",
            "This action does not support batched requests.",
            code="NotImplemented",
            status=501,
        )

    def test_an_action_that_does_not_exist(self) -> None:
        outcome = run_with(Mapping("m", "nope", ""), tracked("u-1"))
        assert outcome.error is not None
        assert outcome.error.name == "UnknownAction"

    def test_no_events_at_all(self) -> None:
        assert run_with(TRACKED, []).error == ActionError(
            "TypeError", "Cannot read properties of undefined (reading 'context')"
        )


class TestEmptyText:
    def test_it_is_kept_in_a_batch(self) -> None:
        mapping = replace(TRACKED, fields=FIELDS | {"email": ""})
        event = tracked("u-1")[0]
        (single,) = run_action(mapping, SETTINGS, event).requests
        assert "email" not in single.body["events"][0]
        assert sent_body(run_with(mapping, [event]))["events"][0]["email"] == ""

    @pytest.mark.parametrize("key", ["properties", "_update_existing_only", "batch_size"])
    def test_it_is_dropped_where_the_field_is_not_text(self, key: str) -> None:
        outcome = run_with(replace(TRACKED, fields=FIELDS | {key: ""}), tracked("u-1"))
        assert statuses(outcome) == [200]
        assert key not in outcome.payloads[0]

    def test_it_fails_where_only_some_texts_are_allowed(self) -> None:
        mapping = Mapping("m", "updateUserProfile", "", fields={"external_id": "u", "email_subscribe": ""})
        assert statuses(run_with(mapping, [{}])) == [200]
        dated = replace(mapping, fields=mapping.fields | {"dob": ""})
        assert run_with(dated, [{}]).results[0].message == (
            "Date of Birth must be a valid date-like string but it was not."
        )


class TestObjectsOfUsers:
    def test_a_single_object_goes_without_the_batch_header(self) -> None:
        (request,) = run_with(TRACKED, tracked("u-1", None)).requests
        assert request.header("X-Braze-Batch") is None
        (request,) = run_with(TRACKED, tracked("u-1", "u-2")).requests
        assert request.header("X-Braze-Batch") == "true"

    @pytest.mark.parametrize(
        ("action", "key"), [("trackEvent", "events"), ("updateUserProfile", "attributes")]
    )
    def test_an_empty_list_is_sent_when_nobody_is_named(self, action: str, key: str) -> None:
        outcome = run_with(replace(TRACKED, action=action), tracked(None, None))
        assert sent_body(outcome) == {key: []}
        assert statuses(outcome) == [400, 400]
        assert outcome.results[0].facts["errorreporter"] == "INTEGRATIONS"

    def test_what_was_sent_is_reported(self) -> None:
        outcome = run_with(TRACKED, tracked("u-1"))
        assert outcome.results[0].facts == {
            "status": 200,
            "sent": sent_body(outcome)["events"][0],
            "body": "success",
        }

    @pytest.mark.parametrize("action", ["trackEvent2", "trackPurchase2", "updateUserProfile2"])
    def test_an_unsupported_sync_mode_refuses_all(self, action: str) -> None:
        fields = FIELDS | {"products": [{"product_id": "p", "price": 1}], SYNC_MODE_KEY: "delete"}
        outcome = run_with(Mapping("m", action, "", fields=fields), tracked("u-1", "u-2"))
        assert {result.message for result in outcome.results} == {
            'Invalid syncMode, must be set to "add" or "update"'
        }
        assert not outcome.requests

    def test_the_sync_mode_decides_whether_users_are_created(self) -> None:
        mapping = Mapping("m", "trackEvent2", "", fields=FIELDS | {SYNC_MODE_KEY: "update"})
        assert sent_body(run_with(mapping, tracked("u-1")))["events"][0]["_update_existing_only"] is True


class TestAnswersAboutUsers:
    EVENTS = tracked("u-0", None, "u-2", "u-3")

    def test_an_error_counts_for_the_event_it_points_at(self) -> None:
        answer = Answer(201, {"errors": [{"type": "bad", "index": 1}, {"type": "worse", "index": 1}]})
        outcome = run_with(TRACKED, self.EVENTS, answer)
        assert statuses(outcome) == [200, 400, 400, 200]
        assert outcome.results[2].facts == {
            "status": 400,
            "errortype": "BAD_REQUEST",
            "errormessage": "bad",
            "sent": sent_body(outcome)["events"][1],
            "body": "bad",
            "errorreporter": "DESTINATION",
        }

    @pytest.mark.parametrize("index", [3, -1, None, "x", 0.5, [], {}])
    def test_an_error_that_points_nowhere(self, index: Any) -> None:
        errors = {"errors": [{"type": "bad", "index": index}]}
        assert statuses(run_with(TRACKED, self.EVENTS, Answer(201, errors))) == [200, 400, 200, 200]
        assert run_with(TRACKED, self.EVENTS, Answer(400, errors)).error == ActionError(
            "TypeError", "Cannot read properties of undefined (reading 'add')", stage="answer"
        )

    def test_a_refusal_gives_every_event_all_error_types(self) -> None:
        errors = [{"type": kind, "index": 0} for kind in ("bad", "worse", "bad", None)]
        outcome = run_with(TRACKED, self.EVENTS, Answer(400, {"message": "fatal", "errors": errors}))
        assert statuses(outcome) == [400, 400, 400, 400]
        assert outcome.results[3].facts == {
            "status": 400,
            "errormessage": "fatal",
            "sent": sent_body(outcome)["events"][2],
            "body": "bad, worse, ",
            "errortype": "BAD_REQUEST",
            "errorreporter": "DESTINATION",
        }
        assert outcome.results[1].facts["errortype"] == "PAYLOAD_VALIDATION_FAILED"

    @pytest.mark.parametrize(
        ("answer", "message", "kind"),
        [
            (Answer(429, "slow"), "Too Many Requests", "TOO_MANY_REQUESTS"),
            (Answer(413, {"message": None}), "Payload Too Large", "PAYLOAD_TOO_LARGE"),
            (Answer(503, None, reason="Later"), "Later", "SERVICE_UNAVAILABLE"),
            (Answer(529, None), "529", "SITE_IS_OVERLOADED"),
            (Answer(799, None), "799", "UNKNOWN_ERROR"),
        ],
    )
    def test_the_status_names_the_error(self, answer: Answer, message: str, kind: str) -> None:
        facts = run_with(TRACKED, self.EVENTS, answer).results[0].facts
        assert (facts["errormessage"], facts["errortype"]) == (message, kind)
        assert "body" not in facts

    @pytest.mark.parametrize("status", [201, 400])
    @pytest.mark.parametrize("errors", [[None], [{"index": {"toString": 1}}]])
    def test_errors_the_original_fails_over(self, status: int, errors: list[Any]) -> None:
        error = run_with(TRACKED, self.EVENTS, Answer(status, {"errors": errors})).error
        assert error is not None
        assert (error.name, error.stage) == ("TypeError", "answer")

    @pytest.mark.parametrize("errors", [None, "x", {}, 5, []])
    def test_errors_that_are_no_list(self, errors: Any) -> None:
        assert statuses(run_with(TRACKED, self.EVENTS, Answer(201, {"errors": errors}))) == [
            200,
            400,
            200,
            200,
        ]
        assert statuses(run_with(TRACKED, self.EVENTS, Answer(500, {"errors": errors}))) == [
            500,
            400,
            500,
            500,
        ]


class TestPurchases:
    def test_products_count_up_to_the_limit(self) -> None:
        outcome = run_with(PURCHASED, bought(40, 35, 1, 0))
        assert statuses(outcome) == [200, 200, 429, 429]
        assert len(sent_body(outcome)["purchases"]) == 75
        assert outcome.results[2].facts["errortype"] == "RETRYABLE_ERROR"
        assert outcome.results[2].facts["body"] == outcome.payloads[2]

    def test_an_event_that_is_too_large_is_not_counted(self) -> None:
        outcome = run_with(PURCHASED, bought(76, 75))
        assert statuses(outcome) == [413, 200]
        assert "contains 76 products" in outcome.results[0].message
        assert outcome.results[0].facts["errorreporter"] == "DESTINATION"

    def test_an_event_without_a_user_is_counted(self) -> None:
        events = [*bought(74, user=""), *bought(2)]
        assert statuses(run_with(PURCHASED, events)) == [400, 429]

    def test_an_event_without_products_is_refused(self) -> None:
        outcome = run_with(PURCHASED, bought(0))
        assert (statuses(outcome), outcome.requests) == ([400], ())
        assert outcome.results[0].message == (
            "This event was not sent to Braze because it did not contain any products."
        )

    def test_an_error_about_a_product_counts_for_its_event(self) -> None:
        answer = Answer(201, {"errors": [{"type": "bad", "index": 3}]})
        outcome = run_with(PURCHASED, bought(2, 1, 2), answer)
        assert statuses(outcome) == [200, 200, 400]
        assert outcome.results[0].facts["sent"] == outcome.payloads[0]
        assert outcome.results[2].facts["sent"] == sent_body(outcome)["purchases"][3:]

    def test_the_user_is_written_in_another_order_than_for_one_event(self) -> None:
        alias = {"alias_name": "n", "alias_label": "l"}
        mapping = replace(
            PURCHASED, fields=PURCHASED.fields | {"user_alias": alias, "email": "a@example.com"}
        )
        (purchase,) = sent_body(run_with(mapping, bought(1)))["purchases"]
        assert list(purchase)[:3] == ["external_id", "user_alias", "email"]


class TestEcommerce:
    EVENTS = tracked("u-0", None, "u-2")

    def test_what_is_reported_as_sent_is_the_payload_with_its_place(self) -> None:
        outcome = run_with(PLACED, self.EVENTS)
        assert statuses(outcome) == [200, 400, 200]
        assert outcome.results[2].facts == {
            "status": 200,
            "sent": outcome.payloads[2] | {"index": 1},
            "body": dump_json(sent_body(outcome)["events"][1]),
        }
        assert outcome.results[1].facts["sent"] == outcome.payloads[1]
        assert outcome.results[1].facts["errorreporter"] == "DESTINATION"

    @pytest.mark.parametrize("users", [("u-0",), (None,), ("u-0", "u-1")])
    def test_the_batch_header_is_always_sent(self, users: tuple[str | None, ...]) -> None:
        (request,) = run_with(PLACED, tracked(*users)).requests
        assert request.header("X-Braze-Batch") == "true"

    def test_errors_hit_the_event_at_that_place_of_the_batch(self) -> None:
        answer = Answer(201, {"errors": [{"type": "bad", "index": 1}, {"type": "worse", "index": 2}]})
        outcome = run_with(PLACED, self.EVENTS, answer)
        assert [result.message for result in outcome.results] == ["", "bad", "worse"]
        assert outcome.results[1].facts["body"] == dump_json(sent_body(outcome)["events"][1])
        assert "body" not in outcome.results[2].facts

    def test_a_place_is_a_number_and_the_first_error_counts(self) -> None:
        errors = [{"index": "0"}, {"index": True}, {"type": "bad", "index": 0.0}, {"type": "x", "index": 0}]
        outcome = run_with(PLACED, tracked("u-0", "u-1"), Answer(201, {"errors": errors}))
        assert [result.message for result in outcome.results] == ["bad", ""]

    def test_a_null_among_the_errors_fails_a_search_that_comes_to_it(self) -> None:
        errors = [{"type": "bad", "index": 0}, None]
        assert statuses(run_with(PLACED, tracked("u-0"), Answer(201, {"errors": errors}))) == [400]
        error = run_with(PLACED, self.EVENTS, Answer(201, {"errors": errors})).error
        assert error is not None
        assert error.message == "Cannot read properties of null (reading 'index')"

    def test_a_refusal_costs_the_batch(self) -> None:
        outcome = run_with(PLACED, self.EVENTS, Answer(429, {"message": "slow down"}))
        assert outcome.error == ActionError("HTTPError", "Too Many Requests", status=429, stage="answer")
        assert (outcome.results, len(outcome.requests)) == ((), 1)

    def test_an_unsupported_sync_mode_refuses_all(self) -> None:
        outcome = run_with(replace(PLACED, fields=PLACED.fields | {SYNC_MODE_KEY: "x"}), self.EVENTS)
        assert (statuses(outcome), outcome.requests) == ([400, 400, 400], ())
        assert outcome.results[0].facts["sent"] == outcome.payloads[0]
        assert outcome.results[0].facts["errortype"] == "BAD_REQUEST"

    def test_one_event_the_original_fails_over_costs_the_batch(self) -> None:
        leap = {"userId": "u-1", "timestamp": "2016-12-31T23:59:60Z"}
        outcome = run_with(PLACED, [*tracked("u-0"), leap])
        assert outcome.error == ActionError("RangeError", "Invalid time value")
        assert (outcome.results, outcome.requests) == ((), ())


class TestCatalogItems:
    EVENTS: tuple[Event, ...] = (
        {"id": "a", "item": {"price": 1}},
        {"id": "a", "item": {"price": 2}},
        {"id": "b c", "item": {"price": 3}},
        {"id": "d", "item": {}},
        {"id": "e", "item": {"id": "x", "price": 4}},
    )

    def test_an_upsert_sends_the_items(self) -> None:
        outcome = run_with(STOCKED, list(self.EVENTS))
        (request,) = outcome.requests
        assert (request.method, request.url) == ("PUT", f"{SETTINGS.endpoint}/catalogs/hats/items/")
        assert request.body == {"items": [{"price": 1, "id": "a"}, {"id": "e", "price": 4}]}
        assert [result.message for result in outcome.results] == [
            "",
            "Every item in the batch must have a unique item_id",
            "Invalid ID Format",
            "Item is required",
            "",
        ]
        assert outcome.results[0].facts["body"] == {"message": "success"}

    def test_another_mode_deletes_by_id(self) -> None:
        mapping = replace(STOCKED, fields=STOCKED.fields | {SYNC_MODE_KEY: "delete"})
        outcome = run_with(mapping, list(self.EVENTS))
        assert outcome.requests[0].method == "DELETE"
        assert sent_body(outcome) == {"items": [{"id": "a"}, {"id": "d"}, {"id": "e"}]}
        assert outcome.results[0].facts["sent"] == {"price": 1, "id": "a"}

    def test_no_items_no_request(self) -> None:
        outcome = run_with(STOCKED, [{"id": "a b", "item": {"price": 1}}])
        assert (statuses(outcome), outcome.requests) == ([400], ())

    def test_items_without_a_fault_are_to_be_retried(self) -> None:
        error = {"id": "invalid", "message": "odd", "parameters": ["id"], "parameter_values": ["a", 5, "zz"]}
        outcome = run_with(STOCKED, list(self.EVENTS), Answer(400, {"errors": [error]}))
        assert statuses(outcome) == [400, 400, 400, 400, 500]
        assert outcome.results[0].facts == {
            "status": 400,
            "errortype": "PAYLOAD_VALIDATION_FAILED",
            "errormessage": "odd",
            "sent": {"price": 1, "id": "a"},
            "body": error,
            "errorreporter": "DESTINATION",
        }
        assert outcome.results[4].facts["errortype"] == "RETRYABLE_ERROR"
        assert outcome.results[4].facts["body"] == dump_json([error])

    def test_items_can_be_named_by_objects(self) -> None:
        error = {"parameters": ["id", "price"], "parameter_values": [{"id": "e"}, None, {}, "a"]}
        outcome = run_with(STOCKED, list(self.EVENTS), Answer(400, {"errors": [error]}))
        assert [outcome.results[0].status, outcome.results[4].message] == [500, "Unknown error"]

    def test_a_catalog_that_does_not_exist(self) -> None:
        answer = Answer(404, {"errors": [{"id": "catalog-not-found", "parameter_values": ["hats"]}]})
        outcome = run_with(STOCKED, list(self.EVENTS), answer)
        assert statuses(outcome) == [404, 400, 400, 400, 404]

    @pytest.mark.parametrize("body", [None, "down", {"errors": None}, {"errors": []}, {}])
    def test_a_refusal_without_errors(self, body: Any) -> None:
        outcome = run_with(STOCKED, list(self.EVENTS), Answer(502, body))
        assert statuses(outcome) == [500, 400, 400, 400, 500]

    @pytest.mark.parametrize("errors", ["x", {"a": 1}, 5, [None], [{"parameter_values": "a"}]])
    def test_errors_the_original_fails_over(self, errors: Any) -> None:
        error = run_with(STOCKED, list(self.EVENTS), Answer(400, {"errors": errors})).error
        assert error is not None
        assert error.name == "TypeError"

    def test_an_endpoint_that_cannot_be_called(self) -> None:
        outcome = run_action_batch(STOCKED, DestinationSettings("k", endpoint="nowhere"), list(self.EVENTS))
        assert statuses(outcome) == [500, 400, 400, 400, 500]
        assert not outcome.requests
        tracking = run_action_batch(TRACKED, DestinationSettings("k", endpoint="nowhere"), tracked("u-1"))
        assert tracking.error == ActionError("TypeError", "Only absolute URLs are supported")


def test_an_api_key_that_cannot_be_sent_costs_the_batch() -> None:
    outcome = run_action_batch(TRACKED, DestinationSettings("k\n"), tracked("u-1"))
    assert outcome.error is not None
    assert "k\n" not in outcome.error.message
    assert not outcome.requests


def test_results_are_json_even_where_the_payload_is_not() -> None:
    fields = FIELDS | {"properties": {"list": [{"@path": "$.nowhere"}, 1]}, "batch_size": "Infinity"}
    outcome = run_with(replace(TRACKED, fields=fields), tracked("u-1"))
    assert sent_body(outcome)["events"][0]["properties"] == {"list": [None, 1]}
    assert outcome.results[0].facts["sent"]["properties"] == {"list": [None, 1]}


@given(st.lists(st.sampled_from(["u-1", None, ""]), min_size=1, max_size=8))
def test_every_event_has_a_result_and_every_sent_one_an_object(users: list[str | None]) -> None:
    outcome = run_with(TRACKED, tracked(*users))
    assert [result.ok for result in outcome.results] == [bool(user) for user in users]
    assert len(sent_body(outcome)["events"]) == sum(result.ok for result in outcome.results)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-2, 5) | st.sampled_from(["type", "0", "u-1"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["index", "type", "message", "id", "parameter_values", "toString"]),
                inner,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from([201, 400, 500]),
    st.sampled_from([TRACKED, PURCHASED, PLACED, STOCKED]),
)
def test_any_answer_is_read(body: Any, status: int, mapping: Mapping) -> None:
    events = [{"userId": "u", "id": "u-1", "item": {"a": 1}, **bought(1)[0], "event": "n"}] * 2
    outcome = run_with(mapping, events, Answer(status, {"errors": body}))
    assert (len(outcome.results) == 2) is (outcome.error is None)


def test_a_batch_of_one_sends_what_the_event_alone_sends() -> None:
    mapping = replace(TRACKED, fields=ACTIONS["trackEvent"].default_fields())
    (alone,) = run_action(mapping, SETTINGS, ORDER).requests
    assert run_with(mapping, [ORDER]).requests == (alone,)


def test_deep_and_large_payloads() -> None:
    deep: Any = []
    for _ in range(10_000):
        deep = [deep]
    events = [event | {"properties": {"deep": deep, "text": "x" * 10_000_000}} for event in tracked("u", "v")]
    odd = replace(TRACKED, fields=FIELDS | {"batch_size": "Infinity"})
    assert statuses(run_with(odd, events)) == [200, 200]


class TestBatchSize:
    @pytest.mark.parametrize(
        ("action", "fields", "size"),
        [
            ("trackEvent", {"enable_batching": True, "batch_size": 20}, 20),
            ("trackEvent", {"enable_batching": "true", "batch_size": "20"}, 20),
            ("trackEvent", {"enable_batching": True}, 75),
            ("trackEvent", {"enable_batching": True, "batch_size": 0}, 75),
            ("trackEvent", {"enable_batching": True, "batch_size": {"@path": "$.size"}}, 75),
            ("trackEvent", {"enable_batching": True, "batch_size": 2.5}, 2),
            ("trackEvent", {"enable_batching": True, "batch_size": "Infinity"}, 75),
            ("upsertCatalogItem", {"enable_batching": True}, 50),
            ("trackEvent", {"enable_batching": False, "batch_size": 20}, 1),
            ("trackEvent", {"enable_batching": {"@path": "$.batch"}}, 1),
            ("trackEvent", {}, 1),
            ("createAlias", {"enable_batching": True}, 1),
            ("nope", {"enable_batching": True}, 1),
        ],
    )
    def test_the_mapping_says(self, action: str, fields: dict[str, Any], size: int) -> None:
        assert batch_size(Mapping("m", action, "", fields=fields)) == size
