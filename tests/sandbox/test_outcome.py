"""What Braze would hold after requests."""

from __future__ import annotations

from tests.compare.builders import event, purchase, request
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest
from workbench.sandbox import Outcome, outcome_of

NOW = 1_790_000_000_000.0


def after(*bodies: Json, known_users: bool = False) -> Outcome:
    return outcome_of([request(body) for body in bodies], now=NOW, known_users=known_users)


def test_attributes_events_and_purchases_of_each_user_in_the_order_of_naming() -> None:
    found = after(
        {"attributes": [{"external_id": "b", "plan": "gold"}], "events": [event(external_id="a")]},
        {
            "attributes": [{"external_id": "b", "plan": "free", "age": 3}],
            "purchases": [purchase(external_id="a")],
        },
    )
    assert [user.identifiers.external_id for user in found.users] == ["b", "a"]
    assert found.users[0].attributes == {"plan": "free", "age": 3}
    assert [sent.name for sent in found.users[1].events] == ["Trip Booked"]
    assert [bought.product_id for bought in found.users[1].purchases] == ["sku-1"]
    assert found.refused == ()


def test_the_same_question_has_the_same_answer() -> None:
    body = {"events": [event()], "attributes": [{"email": "ana@example.com", "plan": "gold"}]}
    assert after(body) == after(body)


def test_what_braze_refuses_is_said_and_the_rest_is_kept() -> None:
    found = after({"events": [event(), event(time=None), event(name="")]}, {"events": []})
    assert len(found.users[0].events) == 1
    assert found.refused[:2] == (
        "event \"Trip Booked\" of u-1: 'time' is required",
        "event of u-1: 'name' is required",
    )
    assert found.refused[2].startswith("POST /users/track with 0 events: 400 Valid data must be provided")


def test_updates_of_unknown_users_change_nothing_unless_braze_knows_them() -> None:
    body = {"attributes": [{"external_id": "a", "plan": "gold", "_update_existing_only": True}]}
    assert after(body).users == ()
    assert "none is made" in after(body).notes[0]
    (user,) = after(body, known_users=True).users
    assert user.attributes == {"plan": "gold"}
    alias = {"attributes": [{"user_alias": {"alias_name": "n", "alias_label": "l"}, "plan": "gold"}]}
    assert after(alias).users == ()
    assert [str(alias) for alias in after(alias, known_users=True).users[0].identifiers.aliases] == ["l:n"]
    braze_id = {"events": [event(external_id=None, braze_id="b-1")]}
    assert len(after(braze_id, known_users=True).users[0].events) == 1


def test_known_users_can_be_given_an_alias_and_be_joined() -> None:
    alias: Json = {"alias_name": "n", "alias_label": "l"}
    new = request({"user_aliases": [{"external_id": "u", **alias}]}, path="/users/alias/new")
    assert outcome_of([new], now=NOW).users == ()
    (user,) = outcome_of([new], now=NOW, known_users=True).users
    assert (user.identifiers.external_id, [str(one) for one in user.identifiers.aliases]) == ("u", ["l:n"])
    join = request(
        {"aliases_to_identify": [{"external_id": "u", "user_alias": alias}]}, path="/users/identify"
    )
    (user,) = outcome_of([join], now=NOW, known_users=True).users
    assert (user.identifiers.external_id, [str(one) for one in user.identifiers.aliases]) == ("u", ["l:n"])


def test_a_body_that_is_too_long_is_refused_with_how_much_it_holds() -> None:
    (refused,) = after({"events": [event()] * 76}).refused
    assert refused == "POST /users/track with 76 events: 400 Max Input Length Exceeded"


def test_other_endpoints_take_part() -> None:
    send = BrazeRequest(
        "POST",
        "https://rest.iad-01.braze.com/campaigns/trigger/send",
        (),
        {"campaign_id": "c-1", "recipients": [{"external_user_id": "u-1"}]},
    )
    found = outcome_of([request({"events": [event()]}), send], now=NOW)
    assert [(sent.target, sent.recipient) for sent in found.messages] == [("c-1", "u-1")]
    assert outcome_of([request({}, path="/nowhere")], now=NOW).refused == (
        "POST /nowhere: 404 Not Found: there is no such endpoint",
    )


def test_effects_of_the_web_sdk_without_a_user_are_about_the_browsers_own() -> None:
    effect = BrazeRequest("POST", "", (), {"events": [{"name": "A", "time": "2024-03-05T06:07:08.123Z"}]})
    (user,) = outcome_of([effect], now=NOW).users
    assert str(user.identifiers.aliases[0]).startswith("web SDK:")
    assert [sent.name for sent in user.events] == ["A"]


def test_it_can_be_stopped() -> None:
    sent = [request({"events": [event()]})] * 3
    answers = iter([False, True])
    assert len(outcome_of(sent, now=NOW, cancelled=lambda: next(answers)).users[0].events) == 1


def test_hostile_bodies_are_refused_not_raised() -> None:
    deep: Json = 1
    for _ in range(10_000):
        deep = [deep]
    found = after(
        {"events": [event({"deep": deep})]},
        {"attributes": [{"external_id": "\ud800", "text": "x" * 5_000_000}]},
        "text",
        None,
        {"attributes": 5, "events": [None, 7, []]},
    )
    assert found.users == ()
    assert len(found.refused) >= 5
