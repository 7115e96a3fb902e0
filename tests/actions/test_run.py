"""Running mappings and destinations, and reading the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.actions.builders import ORDER, SETTINGS
from workbench.actions import (
    ACTIONS,
    PRESETS,
    SYNC_MODE_KEY,
    Answer,
    DestinationSettings,
    checked_settings,
    interpret,
    interpret_destination,
    prepare_destination,
    run_action,
    run_destination,
    run_mapping,
)
from workbench.actions.kit import Context
from workbench.actions.memo import IdentityCache
from workbench.actions.outcome import ActionError
from workbench.actions.performs import PERFORMS
from workbench.jsvalues import UNDEFINED
from workbench.mappings import Mapping

TRACKED = Mapping(
    "Tracked",
    "trackEvent",
    'type = "track"',
    fields={"external_id": {"@path": "$.userId"}, "name": {"@path": "$.event"}, "time": "2026-03-02"},
)
NAMELESS = replace(TRACKED, name="Nameless", fields={"external_id": "u-1"})
NOBODY = replace(TRACKED, name="Nobody", fields={"name": "n", "time": "2026-03-02"})
CAMPAIGN = Mapping(
    "Campaign", "triggerCampaign", 'type = "track"', fields={"campaign_id": "c", "broadcast": True}
)


def test_a_mapping_says_whether_its_trigger_took_the_event() -> None:
    taken = run_mapping(TRACKED, SETTINGS, ORDER, index=3)
    assert (taken.index, taken.name, taken.action, taken.matched) == (3, "Tracked", "trackEvent", True)
    assert taken.payload == {"external_id": "u-1", "name": "Order Completed", "time": "2026-03-02"}
    passed = run_mapping(TRACKED, SETTINGS, {"type": "page"}, index=1)
    assert (passed.index, passed.matched, passed.payload, passed.requests) == (1, False, UNDEFINED, ())


def test_a_trigger_that_cannot_be_read_takes_nothing() -> None:
    outcome = run_mapping(replace(TRACKED, trigger='type = "track'), SETTINGS, ORDER)
    assert not outcome.matched
    assert outcome.trigger_error is not None
    assert outcome.error is None


@pytest.mark.parametrize(
    ("fields", "stage", "name"),
    [
        ({"name": {"@nope": 1}}, "fields", "AggregateError"),
        ({"external_id": "u-1"}, "payload", "AggregateAjvError"),
        ({"name": "n", "time": "2026"}, "action", "IntegrationError"),
    ],
)
def test_an_error_says_where_it_failed(fields: dict[str, Any], stage: str, name: str) -> None:
    outcome = run_mapping(replace(TRACKED, fields=fields), SETTINGS, ORDER)
    assert outcome.error is not None
    assert (outcome.error.stage, outcome.error.name) == (stage, name)


def test_a_refused_payload_has_a_message_for_each_fault() -> None:
    error = run_mapping(NAMELESS, SETTINGS, ORDER).error
    assert error is not None
    assert error.status == 400
    assert [message.pointer for message in error.messages] == ["", ""]
    assert error.message == " ".join(message.message for message in error.messages)


def test_an_action_that_does_not_exist_is_an_error_for_people() -> None:
    mapping = replace(TRACKED, action="trackEverything")
    outcome = run_mapping(mapping, SETTINGS, ORDER)
    assert outcome.error is not None
    assert "trackEverything" in outcome.error.message
    assert run_destination([mapping], SETTINGS, ORDER).error is None


def test_an_action_without_requests_of_its_own_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PERFORMS, "trackEvent")
    outcome = run_mapping(replace(TRACKED), SETTINGS, ORDER)
    assert outcome.error is not None
    assert outcome.error.message == "Track Event cannot be run by this version of the workbench."


def test_credentials_are_not_in_representations() -> None:
    assert "key-1" not in repr(SETTINGS)
    assert "key-1" not in repr(Context.of(SETTINGS))


@pytest.mark.parametrize("context", [None, {"personas": None}])
def test_a_null_on_the_way_to_the_audience_fails_inside(context: Any) -> None:
    outcome = run_mapping(TRACKED, SETTINGS, ORDER | {"context": context})
    assert outcome.error is not None
    assert outcome.error.name == "TypeError"


def test_the_event_is_never_changed() -> None:
    event = {"type": "track", "userId": [5], "properties": {"products": {"price": "5", "x": None}}}
    shown = repr(event)
    fields = ACTIONS["trackPurchase"].default_fields() | {"time": "2026"}
    run_mapping(replace(TRACKED, action="trackPurchase", fields=fields), SETTINGS, event)
    assert repr(event) == shown


def test_deep_and_odd_events_are_outcomes() -> None:
    deep: Any = []
    for _ in range(10_000):
        deep = [deep]
    fields = TRACKED.fields | {"properties": {"@path": "$.properties"}, "email": {"@path": "$.email"}}
    mapping = replace(TRACKED, fields=fields)
    for odd in ({"deep": deep}, {"nan": float("nan")}, {"\ud800": "\udfff"}, {"long": "x" * 10_000_000}):
        outcome = run_mapping(mapping, SETTINGS, ORDER | {"properties": odd, "email": deep})
        assert outcome.error is not None
        assert outcome.error.stage == "payload"
        outcome = run_mapping(mapping, SETTINGS, ORDER | {"properties": odd})
        assert (outcome.error is None) is (len(outcome.requests) == 1)


def test_a_key_that_no_header_can_hold_is_refused_without_being_shown() -> None:
    outcome = run_mapping(TRACKED, DestinationSettings(api_key="secret\n"), ORDER)
    assert outcome.error is not None
    assert outcome.error.name == "TypeError"
    assert "secret" not in outcome.error.message


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [("rest.example.com", "absolute"), (UNDEFINED, "absolute"), ("ftp://e.co", "HTTP(S)")],
)
def test_an_endpoint_that_is_no_http_address(endpoint: Any, words: str) -> None:
    outcome = run_action(TRACKED, DestinationSettings("k", endpoint=endpoint), ORDER)
    assert outcome.error is not None
    assert words in outcome.error.message


class TestDestination:
    def test_requests_come_in_the_order_of_the_mappings(self) -> None:
        outcome = run_destination([CAMPAIGN, TRACKED], SETTINGS, ORDER)
        assert [request.url.rpartition(".com")[2] for request in outcome.requests] == [
            "/campaigns/trigger/send",
            "/users/track",
        ]
        assert outcome.reason == ""

    def test_a_failure_does_not_keep_the_others_back(self) -> None:
        outcome = run_destination([NOBODY, TRACKED], SETTINGS, ORDER)
        assert len(outcome.requests) == 1
        assert outcome.error is not None
        assert outcome.error.name == "IntegrationError"

    def test_the_earliest_failure_is_the_destinations(self) -> None:
        late = replace(CAMPAIGN, fields={"campaign_id": "c", "broadcast": False})
        outcome = run_destination([late, NOBODY, NAMELESS], SETTINGS, ORDER)
        assert outcome.error == outcome.mappings[1].error

    def test_a_prepared_destination_runs_only_what_an_event_reaches(self) -> None:
        others = [replace(TRACKED, trigger=f'event = "Step {number}"') for number in range(49)]
        for mappings in ((TRACKED,), (*others, TRACKED)):
            prepared = prepare_destination(mappings, SETTINGS)
            outcome = prepared.run(ORDER)
            assert outcome.ran == (outcome.mappings[-1],)
            assert outcome == run_destination(list(mappings), SETTINGS, ORDER)
            assert prepared.run({"type": "page"}) is prepared.run({"type": "identify"})

    def test_disabled_mappings_are_skipped(self) -> None:
        outcome = run_destination([replace(TRACKED, enabled=False)], SETTINGS, ORDER)
        assert outcome.requests == ()
        assert not outcome.mappings[0].enabled
        assert outcome.reason == "Every mapping is disabled."

    def test_settings_are_checked_first(self) -> None:
        outcome = run_destination([TRACKED], DestinationSettings("k", endpoint="https://example.com"), ORDER)
        assert outcome.mappings == ()
        assert outcome.error is not None
        assert outcome.error.message.startswith("REST Endpoint must be one of:")
        assert outcome.reason == outcome.error.message

    def test_settings_are_coerced_as_the_destination_does(self) -> None:
        raw = {"api_key": 5, "app_id": None, "endpoint": ["https://rest.iad-02.braze.com"], "more": 1}
        assert checked_settings(DestinationSettings.from_json(raw)) == DestinationSettings(
            "5", "", "https://rest.iad-02.braze.com"
        )
        assert isinstance(checked_settings(DestinationSettings.from_json({})), ActionError)

    @pytest.mark.parametrize(
        ("mappings", "reason"),
        [
            ([], "There are no mappings."),
            (
                [replace(TRACKED, trigger='type = "page"')],
                "No enabled mapping has a trigger that takes this event.",
            ),
            ([replace(TRACKED, trigger="=")], "The trigger of Tracked cannot be read."),
            (
                [
                    Mapping(
                        "Purchases",
                        "trackPurchase",
                        'type = "track"',
                        fields={"external_id": "u", "time": "2026", "products": []},
                    )
                ],
                "Purchases takes the event, but has nothing to send for it.",
            ),
        ],
    )
    def test_why_nothing_is_sent(self, mappings: list[Mapping], reason: str) -> None:
        assert run_destination(mappings, SETTINGS, ORDER).reason == reason

    def test_why_a_failing_mapping_sends_nothing(self) -> None:
        assert run_destination([NOBODY], SETTINGS, ORDER).reason.startswith("Nobody fails: One of")

    def test_presets_run_once_they_have_a_sync_mode(self) -> None:
        order = next(preset.mapping for preset in PRESETS if preset.name == "Order Placed (beta)")
        outcome = run_destination([order], SETTINGS, ORDER)
        assert outcome.error is not None
        assert "Invalid syncMode: undefined" in outcome.error.message
        ready = replace(order, fields=order.fields | {SYNC_MODE_KEY: "add"})
        assert run_destination([ready], SETTINGS, ORDER).error is None


def test_a_destination_asks_each_enabled_mapping_and_keeps_their_places() -> None:
    failing = replace(TRACKED, name="Failing", trigger='type = "track" and ()')
    off = replace(TRACKED, name="Off", enabled=False)
    elsewhere = replace(TRACKED, name="Elsewhere", trigger='type = "page"')
    mappings = [elsewhere, off, failing, TRACKED]
    for _ in range(2):
        outcome = run_destination(list(mappings), SETTINGS, ORDER)
        assert [one.index for one in outcome.mappings] == [0, 1, 2, 3]
        assert [one.matched for one in outcome.mappings] == [False, False, False, True]
        assert [one.enabled for one in outcome.mappings] == [True, False, True, True]
        alone = [run_mapping(mapping, SETTINGS, ORDER, index=place) for place, mapping in enumerate(mappings)]
        assert [outcome.mappings[place] for place in (0, 2, 3)] == [alone[place] for place in (0, 2, 3)]
        assert outcome.error is not None
        assert outcome.error == alone[2].error
        assert outcome.error.stage == "trigger"


class TestAnswers:
    @pytest.mark.parametrize("status", [200, 201, 202, 204])
    def test_success(self, status: int) -> None:
        outcome = run_mapping(TRACKED, SETTINGS, ORDER)
        assert interpret(TRACKED, outcome, [Answer(status)]) == outcome
        assert interpret(TRACKED, outcome, []) == outcome

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            (Answer(400), "Bad Request"),
            (Answer(413), "Payload Too Large"),
            (Answer(429, reason="Slow down"), "Slow down"),
            (Answer(799), "799"),
        ],
    )
    def test_refusal(self, answer: Answer, words: str) -> None:
        outcome = interpret(TRACKED, run_mapping(TRACKED, SETTINGS, ORDER), [answer])
        assert outcome.error == ActionError("HTTPError", words, status=answer.status, stage="answer")
        assert outcome.requests

    @pytest.mark.parametrize("mapping", [TRACKED, CAMPAIGN])
    @pytest.mark.parametrize("late", [Answer(500), Answer(401, {"message": "no such key"})])
    def test_answers_beyond_the_requests_do_not_count(self, mapping: Mapping, late: Answer) -> None:
        outcome = run_mapping(mapping, SETTINGS, ORDER)
        assert interpret(mapping, outcome, [Answer(201), late, late]) == outcome
        nothing_sent = run_mapping(NOBODY, SETTINGS, {"type": "page"})
        assert interpret(NOBODY, nothing_sent, [late]) == nothing_sent
        together = run_destination([mapping, TRACKED], SETTINGS, ORDER)
        assert interpret_destination([mapping, TRACKED], together, [Answer(201)] * 2 + [late]) == together

    def test_messages_of_braze(self) -> None:
        outcome = run_mapping(CAMPAIGN, SETTINGS, ORDER)
        read = interpret(CAMPAIGN, outcome, [Answer(401, {"message": "no such key"})])
        assert read.error == ActionError("APIError", "no such key", code="401", status=401, stage="answer")
        read = interpret(CAMPAIGN, outcome, [Answer(401, "no such key")])
        assert read.error == ActionError("HTTPError", "Unauthorized", status=401, stage="answer")

    @pytest.mark.parametrize(
        ("body", "name", "words"),
        [
            ({"errors": [{"type": "bad alias"}]}, "APIError", "bad alias"),
            ({"errors": [{}]}, "APIError", ""),
            ({"errors": [None]}, "TypeError", "Cannot read properties of null (reading 'type')"),
        ],
    )
    def test_errors_in_an_accepted_identification(self, body: Any, name: str, words: str) -> None:
        alias = {"alias_name": "a", "alias_label": "l"}
        fields = {"external_id": "u", "user_alias": alias, SYNC_MODE_KEY: "add"}
        mapping = Mapping("Identify", "identifyUser2", "", fields=fields)
        read = interpret(mapping, run_action(mapping, SETTINGS, ORDER), [Answer(201, body)])
        assert read.error is not None
        assert (read.error.name, read.error.message) == (name, words)

    @pytest.mark.parametrize(("mode", "fails"), [("delete", False), ("upsert", True)])
    def test_deleting_what_is_not_there_succeeds(self, mode: str, fails: bool) -> None:
        fields = {"item_id": "i", "item": {"a": 1}, SYNC_MODE_KEY: mode}
        mapping = Mapping("Catalog", "upsertCatalogItem", "", fields=fields)
        answer = Answer(404, {"errors": [{"id": "item-not-found", "message": "no item"}]})
        read = interpret(mapping, run_action(mapping, SETTINGS, ORDER), [answer])
        assert (read.error is not None) is fails
        if read.error:
            assert (read.error.message, read.error.code) == ("no item", "Error upserting item")

    def test_answers_go_to_the_mappings_that_asked(self) -> None:
        mappings = [CAMPAIGN, NOBODY, TRACKED]
        outcome = run_destination(mappings, SETTINGS, ORDER)
        read = interpret_destination(mappings, outcome, [Answer(201), Answer(500)])
        assert [one.error.name if one.error else "" for one in read.mappings] == [
            "",
            "IntegrationError",
            "HTTPError",
        ]
        assert read.error == outcome.mappings[1].error

    def test_settings_errors_stay(self) -> None:
        outcome = run_destination([TRACKED], DestinationSettings("k", endpoint=5), ORDER)
        assert interpret_destination([TRACKED], outcome, []) == outcome


def test_the_cache_is_bounded_and_goes_by_identity() -> None:
    made: list[object] = []

    def make(value: list[int]) -> int:
        made.append(value)
        return len(value)

    cache: IdentityCache[int] = IdentityCache(2)
    lists: list[list[int]] = [[1], [1], [1]]
    assert [cache.get(make, each) for each in (lists[0], lists[0], *lists)] == [1, 1, 1, 1, 1]
    assert len(made) == 3
    cache.get(make, lists[0])
    assert len(made) == 4


def test_equal_settings_and_unusual_ones_find_their_way() -> None:
    once = run_mapping(TRACKED, DestinationSettings("k", "a"), ORDER)
    again = run_mapping(TRACKED, DestinationSettings("k", "a"), ORDER)
    assert once == again
    listed = DestinationSettings(["k"], {"a": 1}, "https://rest.iad-01.braze.com")
    (request,) = run_mapping(TRACKED, listed, ORDER).requests
    assert request.body["events"][0]["app_id"] == {"a": 1}
    true = run_mapping(TRACKED, DestinationSettings("k", True), ORDER)
    one = run_mapping(TRACKED, DestinationSettings("k", 1), ORDER)
    assert true.requests[0].body["events"][0]["app_id"] is True
    assert one.requests[0].body["events"][0]["app_id"] is not True


def test_a_failing_trigger_is_reported_before_a_failing_action_of_an_earlier_mapping() -> None:
    broken = replace(TRACKED, name="Broken", trigger='() and type = "track"')
    outcome = run_destination([NAMELESS, broken], SETTINGS, ORDER)
    assert [one.error.stage for one in outcome.mappings if one.error] == ["payload", "trigger"]
    assert outcome.error == outcome.mappings[1].error


@pytest.mark.parametrize("fields", [{"name": {"@nope": 1}}, {"name": 1}])
def test_an_unknown_action_is_left_out_whatever_its_fields(fields: dict[str, Any]) -> None:
    unknown = replace(TRACKED, action="nosuch", fields=fields)
    outcome = run_destination([unknown], DestinationSettings("\u2028"), ORDER | {"context": None})
    assert (outcome.error, outcome.requests) == (None, ())
    assert outcome.mappings[0].error == ActionError(
        "UnknownAction", "The destination has no action named nosuch."
    )


def test_a_context_that_is_null_fails_before_what_the_actions_refuse() -> None:
    stocked = Mapping("Stocked", "upsertCatalogItem", 'type = "track"', fields={"item_id": "i"})
    outcome = run_destination([stocked, NAMELESS], SETTINGS, ORDER | {"context": None})
    assert outcome.error == outcome.mappings[0].error
