"""Checks: where a trigger is read otherwise than it looks."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.triggers.strategies import texts
from workbench.triggers import parse


def rewrites(text: str) -> set[str | None]:
    return {check.rewrite for check in parse(text).checks}


@pytest.mark.parametrize(
    "text",
    [
        'type = "track"',
        'type="track"',
        'type = "track" and event != "Order Completed"',
        'event = "Order Completed"',
        'type = "track" and (event = "A" or event = "B")',
        'type = "track" and (event = "A" or contains(event, "B"))',
        '(type = "track" and contains(event, "A")) or (type = "track" and match(event, "B*"))',
        'type = "identify" and traits.plan != null and traits.age >= 18 and traits.vip = true',
        'type = "track" and !contains(properties.product\\ name, "x")',
        'type = "track" and properties.total > "5"',
    ],
)
def test_triggers_that_mean_what_they_say_have_no_checks(text: str) -> None:
    assert parse(text).checks == ()


@pytest.mark.parametrize(
    ("text", "part", "rewrite"),
    [
        ("type = 'track'", "Single quotes", 'type = "track"'),
        ('type = "a" and event = "b" OR event = "c"', "`OR` is read in small letters only",
         '(type = "a" and event = "b") or event = "c"'),
        ('type = "a" AND event = "b"', "`AND` is read in small letters only", 'type = "a" and event = "b"'),
        ('type = "a" and(event = "b" or event = "c")', "`and` needs a blank",
         'type = "a" and (event = "b" or event = "c")'),
        ('type = "a" and not contains(event, "b")', "`not` is not known",
         'type = "a" and !contains(event, "b")'),
        ('type = "a" and !(event = "b" or name = "c")', "`!` negates",
         'type = "a" and event != "b" and name != "c"'),
        ('type = "a" and !event = "b"', "`!` negates", 'type = "a" and event != "b"'),
        ('type = "a" and (event = "b" or (event = "c" and name = "d"))', "A group stands inside a group",
         '(type = "a" and event = "b") or (type = "a" and event = "c" and name = "d")'),
        ('type = "a" and event = "b" or event = "c"', "are mixed",
         '(type = "a" and event = "b") or event = "c"'),
        ('type = "a" and (contains(event, "b") or contains(event, "c"))', "ends at the first `)`",
         '(type = "a" and contains(event, "b")) or (type = "a" and contains(event, "c"))'),
        ('type = "a" and match(event, "gold")', "loses its first character", 'type = "a" and event = "gold"'),
        ('type = "a" and match(event, "*gold*")', "plain", 'type = "a" and contains(event, "gold")'),
        ('type in ["a", "b"]', "Lists are not known", 'type = "a" or type = "b"'),
        ('type = track', "without quotes", 'type = "track"'),
        ('type = "a" and properties.x = TRUE', "with capitals", 'type = "a" and properties.x = true'),
        ('type = "a" and properties.x != true', "every boolean passes",
         'type = "a" and (properties.x = false or properties.x = null)'),
        ('type = "a" and properties.x <=5', "needs a blank", 'type = "a" and properties.x <= 5'),
        ('type = "a" and properties.x = 1e3', "`e3`", 'type = "a" and properties.x = 1000'),
        ('type = "a" and properties.or = 5', "needs a backslash", 'type = "a" and properties.\\or = 5'),
        ('type = "a" and properties.items.0.sku = "x"', "needs a backslash",
         'type = "a" and properties.items.\\0.sku = "x"'),
        ('type = "a" and properties.product name = "x"', "A blank in a name",
         'type = "a" and properties.product\\ name = "x"'),
        ('type = "a" event = "b"', "Neither `and` nor `or`", 'type = "a" and event = "b"'),
        ('type = "a" and event contains "b"', "is no FQL", 'type = "a" and contains(event, "b")'),
        ('TYPE = "a"', "cannot be tested", 'type = "a"'),
        ('type = "a")', "closes nothing", 'type = "a"'),
        ('type == "a" && event == “b”', "cannot stand in a trigger", 'type = "a" and event = "b"'),
        ('$.type = "a"', "cannot stand in a trigger", 'type = "a"'),
        ('event != "b"', "does not test `type`", 'type = "track" and event != "b"'),
        ('type = "a" and userId = 5', "not with a number", 'type = "a" and userId = "5"'),
    ],
)  # fmt: skip
def test_misread_texts_get_a_check_and_a_rewrite(text: str, part: str, rewrite: str) -> None:
    assert [check.rewrite for check in parse(text).checks if part in check.message] == [rewrite]
    assert all(check.rewrite is None for check in parse(rewrite).checks)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('type = "a" and anonymousId = "x"', "`anonymousId` cannot be tested"),
        ('type = "a" and constructor = "x"', "`constructor`"),
        ('lowercase(event) = "x"', "`lowercase(…)` is not known"),
        ('contains(type, "x") and type = "track"', "`contains` does not know `type`"),
        ('type = "a" and event = null', "the text “null”"),
        ('type = "a" and name = true', "the text “true”"),
        ('type = "a" and event = ', "has no value"),
        ('type = "a" and contains(event)', "has no value"),
        ('type = "a" and properties.x = properties.y', "two fields cannot be compared"),
        ('type = "a" and properties.x = "5"', "the number 5 is another value"),
        ('type = "a" and properties.x = "true"', "the boolean true is another value"),
        ('type = "a" and properties.x > "gold"', "no number"),
        ('type = "a" and event > 5', "compares numbers"),
        ('type = "a" and properties = null', "read as `properties.properties`"),
        ('type = "a" and event.name = "x"', "read as `event`"),
        ('type = "a" and contains(propertiesx.y, "x")', "read as `properties.propertiesx.y`"),
        (r'type = "a" and properties.a\.b = "x"', "escaped dot"),
        (r'type = "a" and properties\.\. = "x"', "no name"),
        ('type = "a" and event is "x" foo', "taken for the operator"),
        ('type = "a" and ()', "without conditions"),
        ('type = "a" and type = "b"', "exclude each other"),
        ('type = "a" and properties.x = true and properties.x = "y"', "exclude each other"),
        ('type != "a" or type != "b"', "Every event matches"),
        ('type = "a" or type != "a" or event = "b"', "Every event matches"),
        ("properties.x = null or properties.x != null", "Every event matches"),
        ('type = "a" and event != null', "Almost every event passes"),
        ('event = "say \\"hi\\""', "ends at its first quote"),
        ('properties.x = "y"', "does not test `type`"),
    ],
)
def test_what_no_trigger_can_say_gets_a_check(text: str, part: str) -> None:
    assert any(part in check.message for check in parse(text).checks)


def test_checks_tell_the_whole_reading() -> None:
    [check] = parse('type = "a" or event = "b" and name = "c"').checks
    assert check.message.endswith('It is read as: type is "a" and event is "b" and name is "c".')
    assert check.position == 11


def test_a_condition_that_cannot_be_tested_leaves_no_rewrite() -> None:
    assert rewrites("type = 'a' and anonymousId = 'x'") == {None}


def test_there_are_at_most_fifty_checks() -> None:
    assert len(parse("foo " * 20_000 + 'type = "a"').checks) == 50
    assert len(parse(" ".join(["foo"] * 100)).checks) == 50


@given(texts)
def test_any_text_can_be_checked(text: str) -> None:
    trigger = parse(text)
    for check in trigger.checks:
        assert 0 <= check.position <= len(text)
        assert check.message.endswith(".")
        if check.rewrite is not None:
            assert parse(check.rewrite).error is None
