"""Texts that Classic rewrote as dates are rewritten under the keys that hold any, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.migration.builders import (
    CLOUD,
    OLD,
    WEB,
    Both,
    Event,
    event,
    facts,
    identify,
    order,
    proposal,
    track,
)
from workbench.classic import ClassicSettings
from workbench.jsvalues import Json
from workbench.migration import Choices
from workbench.migration.dates import MOST_PLACES

DATED = track("Trip", day="2026-05-14", list=[{"at": "2026-05-14"}], object={"in": {"at": "2026-05-14"}})
"""An event after which three keys are known to hold dates."""


@pytest.mark.parametrize("classic", [CLOUD, OLD])
@pytest.mark.parametrize(
    "text",
    [
        "2026-05-14",
        "2026-05-14T10:00:00+02:00",
        "2026-05-14T10:00:00Z",
        "2026-05-14T10:00:00.123456Z",
        "2026-05-14 10:00",
        "1969-12-31T23:59:59-01:00",
    ],
)
def test_a_date_is_written_as_classic_wrote_it(classic: ClassicSettings, text: str) -> None:
    dated = track("Trip", day=text, list=[{"at": text}, {"other": 1}], object={"in": {"at": text}})
    both = Both(classic, dated)
    assert both.sent["properties"] == both.classic_sent["properties"]
    assert both.verdict == "equivalent"


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "now",
            "today",
            "room-12 (b)",
            "room-12-1",
            "well-known 2024",
            "1234-ab-cd",
            "2026-5-3",
            "2026",
            "2026-05",
            "20260514",
            "1773533820",
        ),
        *(0, 1773533820, -1, 2.5, True, False, None, [], {}, [1, "2"], {"a": 1}, '"', "it's"),
    ],
)
def test_every_other_value_is_left_as_it_is(value: Json) -> None:
    both = Both(CLOUD, track("Trip", day=value, list=value, object=value), among=(DATED,))
    assert both.sent["properties"] == {"day": value, "list": value, "object": value}


def test_a_missing_key_stays_missing() -> None:
    assert Both(CLOUD, track("Trip", other=1), among=(DATED,)).sent["properties"] == {"other": 1}
    assert Both(CLOUD, event("track", event="Trip"), among=(DATED,)).verdict == "equivalent"


def test_pages_and_traits_have_dates_too() -> None:
    page = event("page", name="Home", properties={"since": "2026-05-14"})
    assert Both(replace(CLOUD, track_all_pages=True), page).verdict == "equivalent"
    person = identify(since="2026-05-14", job={"from": "2020-01-01"}, plan="pro")
    assert Both(CLOUD, person).verdict == "equivalent"


def test_products_of_web_orders_have_dates_too() -> None:
    bought = order({"product_id": "a", "price": 1, "check_in": "2026-05-14"}, day="2026-05-14")
    assert Both(WEB, bought).verdict == "equivalent"


def test_dates_may_be_sent_as_written() -> None:
    choices = Choices(dates="actions")
    assert Both(CLOUD, DATED, choices).sent["properties"]["day"] == "2026-05-14"
    assert proposal(CLOUD, DATED, choices=choices).decision("dates").verdict == "choice"


def test_the_row_names_the_keys() -> None:
    row = proposal(CLOUD, DATED).decision("dates")
    assert row.verdict == "carried"
    assert "day, list.at, object.in.at." in row.sentence
    assert proposal(CLOUD, track("Trip")).decision("dates").verdict == "none"


def test_a_birthday_has_a_field_of_its_own() -> None:
    assert not facts(identify(birthday="1990-05-01", address={"since": "2020-01-01"})).trait_dates


def test_keys_that_need_no_directive_get_none() -> None:
    canonical = track("Trip", day="2026-05-14T10:00:00.000Z", price="9.99", **{"odd key": "2026-05-14"})
    assert not facts(canonical).property_dates


def test_the_number_of_keys_is_bounded() -> None:
    many: list[Event] = [track("Trip", **{f"day_{number}": "2026-05-14"}) for number in range(100)]
    assert len(facts(*many).property_dates.names()) == MOST_PLACES
