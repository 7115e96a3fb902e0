"""Every rule of the reference is known, and every one that can show itself names a part of some outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.classic.cases import CURRENT, MESSAGES, NOW, OLD, WEB, message
from workbench.classic import RULES, TRUST_TEXTS, ClassicOutcome, ClassicSettings, start_web, translate
from workbench.jsvalues import UNDEFINED, Json

_RANGES = {
    "CC-GATE": 7,
    "CC-REQ": 8,
    "CC-IDENT": 12,
    "CC-TRACK": 4,
    "CC-ORDER": 8,
    "CC-PAGE": 4,
    "CC-GROUP": 2,
    "CD-ID": 3,
    "CD-TRACK": 3,
    "CD-IDENT": 2,
    "CD-ORDER": 2,
    "CD-PAGE": 1,
    "CD-REQ": 5,
    "CD-DEL": 1,
    "CW-INIT": 6,
    "CW-IDENT": 7,
    "CW-TRACK": 4,
    "CW-ORDER": 6,
    "CW-PAGE": 1,
    "CW-GROUP": 1,
}
REFERENCE = {f"{family}-{number:02}" for family, count in _RANGES.items() for number in range(1, count + 1)}
REFERENCE.add("CD-COMPUTED")

ABOUT_WHAT_IS_ABSENT = {
    "CC-REQ-08": "tries after a failure",
    "CD-REQ-05": "tries after a failure",
    "CD-REQ-04": "how many requests there are",
    "CD-DEL-01": "deletions, which are no messages",
    "CD-ID-03": "where a message comes from",
    "CD-COMPUTED": "messages that are like any other",
    "CC-IDENT-02": "a trait that is gone again",
    "CC-IDENT-07": "traits that are removed",
    "CC-IDENT-11": "keys that CC-REQ-06 and 07 name",
    "CD-IDENT-02": "traits that the rules CC-IDENT name",
    "CC-TRACK-01": "what is no custom event",
    "CC-TRACK-04": "a purchase that is not made",
    "CC-ORDER-01": "which events are orders, said by the rule of the list",
    "CC-ORDER-08": "properties that are lost",
    "CC-PAGE-01": "what the gates CC-GATE-04 and 05 say",
    "CC-PAGE-02": "a part of the name, said by CC-PAGE-03",
    "CC-GROUP-02": "traits that are not sent",
    "CW-INIT-01": "which file of the SDK is loaded",
    "CW-TRACK-01": "what is no custom event",
    "CW-ORDER-02": "arguments of a call that CW-ORDER-01 makes",
    "CW-ORDER-03": "arguments of a call that CW-ORDER-01 makes",
    "CW-ORDER-04": "arguments of a call that CW-ORDER-01 makes",
    "CW-ORDER-05": "arguments of a call that CW-ORDER-01 makes",
    "CW-ORDER-06": "arguments of a call that CW-ORDER-01 makes",
    "CW-IDENT-07": "an error before any call",
}
"""Rules that name no part of an outcome, because they are about what is not in it, or share a part."""

PERSON: dict[str, Json] = {
    "firstName": "Jane",
    "lastName": "Doe",
    "birthday": "1990-01-02",
    "avatar": "https://example.com/jane.png",
    "gender": "female",
    "email": "jane@example.com",
    "plan": "pro",
    "bio": "likes maps",
    "address": {"city": "Lisbon", "country": "PT"},
}
PRODUCTS: list[Json] = [{"product_id": "p-1", "price": 3, "quantity": 2, "currency": "EUR"}]
ORDER: dict[str, Json] = {"products": PRODUCTS, "currency": "GBP", "revenue": 6}


def outcomes() -> Iterator[ClassicOutcome]:
    """The outcomes of a battery of messages for all kinds of settings."""
    messages: list[dict[str, Json]] = [
        message("identify", traits=PERSON),
        message("identify", traits={"birthday": ""}),
        message("identify", traits="text"),
        message("track", event="Trip Booked", properties={"revenue": 3, "time": 1, "legs": [1]}),
        message("track", event="Order Completed", properties=ORDER),
        message("track", event="completed_order", properties=ORDER),
        message("track", event="Sold", properties={"revenue": 6, "products": PRODUCTS}),
        message("page", name="Home", properties={"price": 1}),
        message("screen", name="Home"),
        message("page"),
        message("group", groupId="g-1"),
        message("alias", previousId="u-0"),
        message("track", event="Off", integrations={"All": False}),
        message("track", event="Off", integrations={"Appboy": False}),
        {"type": "track", "event": "Nobody"},
        {"type": "track", "event": "Nobody", "integrations": {"Braze": {"braze_id": "b-1"}}},
    ]
    regions = [CURRENT, *(replace(CURRENT, datacenter=name) for name in ("us05", "moon", "", None))]
    settings: list[ClassicSettings] = [
        OLD,
        *regions,
        replace(CURRENT, api_key=""),
        replace(CURRENT, rest_custom_endpoint="rest.example.com"),
        *(replace(one, track_all_pages=True) for one in (OLD, CURRENT, WEB)),
        *(replace(one, track_named_pages=True) for one in (OLD, CURRENT, WEB)),
        replace(WEB, log_purchase_when_revenue_present=True),
        replace(WEB, only_track_known_users_on_web=True),
        WEB,
    ]
    for one in settings:
        for event in messages:
            yield translate(event, one, now=NOW)
    for version in (1, 2):
        for custom in ("", "sdk.example.com"):
            yield start_web(replace(WEB, version=version, custom_endpoint=custom), "u-0")


def test_the_rules_of_the_reference_are_known_and_no_others() -> None:
    own = {name for name in RULES if not name.split("-")[-1].isdecimal() and name != "CD-COMPUTED"}
    assert set(RULES) - own == REFERENCE
    assert all(name.rpartition("-")[2].islower() for name in own), "a rule of ours has a suffix in lower case"


def test_trust_follows_the_source_of_a_rule() -> None:
    for name, rule in RULES.items():
        assert rule.trust in TRUST_TEXTS
        assert rule.text.endswith(".")
        if name[:3] in {"CC-", "CW-"} and name != "CW-GATE-integrations":
            assert rule.trust == "verified", name


def test_every_rule_that_can_show_itself_does() -> None:
    named = {note.rule for outcome in outcomes() for note in outcome.notes}
    assert named | set(ABOUT_WHAT_IS_ABSENT) >= REFERENCE
    assert not named & set(ABOUT_WHAT_IS_ABSENT), "these do show themselves"


def places(outcome: ClassicOutcome) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Every part of what is comparable, down to the keys of the objects."""
    for number, request in enumerate(outcome.comparable):
        if request.url:
            yield number, ("url",)
        for name, _ in request.headers:
            yield number, ("headers", name)
        for name, value in request.body.items():
            yield number, ("body", name)
            if isinstance(value, list):
                for index, item in enumerate(value):
                    yield number, ("body", name, index)
                    if isinstance(item, dict):
                        yield from ((number, ("body", name, index, key)) for key in item)


def unnamed(outcome: ClassicOutcome) -> list[object]:
    """The parts of an outcome for which there is no rule."""
    return [
        steps
        for number, steps in places(outcome)
        if outcome.rule_at(number, steps) is None and not (outcome.calls and len(steps) < 3)
    ]


def test_every_key_that_is_produced_names_its_rule() -> None:
    for outcome in outcomes():
        assert unnamed(outcome) == []
        for index, _ in enumerate(outcome.calls):
            assert outcome.call_rule_at(index) is not None
        if outcome.rejected is not None:
            assert outcome.rejected.rule in RULES


@given(MESSAGES, st.sampled_from([OLD, CURRENT, WEB, replace(WEB, version=3, track_all_pages=True)]))
def test_any_message_names_a_rule_for_every_part(data: dict[str, Json], settings: ClassicSettings) -> None:
    outcome = translate(data, settings, now=NOW)
    assert unnamed(outcome) == []


def test_places_that_are_not_there_have_no_rule() -> None:
    outcome = translate(message("track", event="Trip"), CURRENT, now=NOW)
    for steps in (
        ("body", "events", 1, "name"),
        ("body", "events", 0, "nope"),
        ("body", "purchases"),
        ("query",),
    ):
        assert outcome.rule_at(0, steps) is None
    assert outcome.rule_at(1, ("url",)) is None
    assert outcome.call_rule_at(0) is None
    deep = outcome.rule_at(0, ("body", "events", 0, "properties", "a", 3))
    assert deep is None or deep.rule == "CC-TRACK-03"


def test_what_else_is_known_about_a_part_comes_after_its_rule() -> None:
    order = translate(message("track", event="Order Completed", properties=ORDER), CURRENT, now=NOW)
    notes = order.rules_at(0, ("body", "purchases", 0, "currency"))
    assert [(note.rule, note.trust) for note in notes] == [
        ("CC-ORDER-05", "verified"),
        ("CD-ORDER-02", "unknown"),
    ]
    assert order.rules_at(0, ("headers", "Authorization"))[0].trust == "unknown"


def test_an_unset_setting_leaves_no_key() -> None:
    outcome = translate(message("track", event="Trip"), replace(OLD, update_existing_only=UNDEFINED), now=NOW)
    assert outcome.rule_at(0, ("body", "events", 0, "_update_existing_only")) is None
