"""What became otherwise between two reports, event by event."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.builders import HOSTILE, NOW, bookings, complete, document, events, project, stored, track
from workbench.jsvalues import Json
from workbench.project import AddMapping, Project
from workbench.reports import Report, Selection
from workbench.reports.changes import MOST_CHANGES, Change, find_changes
from workbench.reports.document import Document
from workbench.reports.inspection import Inspector
from workbench.reports.jsontext import report_json
from workbench.reports.page import report_page
from workbench.reports.text import report_text

BOOKED = bookings([{"product_id": "trip", "price": 9}])


def with_bookings(own: Project) -> Project:
    return AddMapping(BOOKED).apply(own)


def told(before: Project, after: Project, data: list[dict[str, Json]]) -> list[tuple[int, str]]:
    store = stored(data)
    changes = find_changes(complete(before, store), complete(after, store))
    return [(change.index, change.text) for change in changes]


def test_only_events_that_end_otherwise_are_told() -> None:
    data = [track("Trip Booked"), track("Trip Quoted"), track("Trip Booked", user=None)]
    own = project()
    assert told(own, own, data) == []
    assert told(own, with_bookings(own), data) == [
        (0, "equivalent → changed, requests 1 → 2"),
        (2, "neither as before, Bookings: refused"),
    ]


def test_what_mappings_do_is_told_where_verdict_and_requests_stay() -> None:
    silent = replace(BOOKED, fields={**BOOKED.fields, "products": []})
    own = project()
    added = AddMapping(silent).apply(own)
    assert told(own, added, [track("Trip Booked")]) == [
        (0, "equivalent as before, Bookings: nothing to send")
    ]
    assert told(added, own, [track("Trip Booked")]) == [
        (0, "equivalent as before, no longer Bookings: nothing to send")
    ]


def test_another_name_for_a_mapping_changes_nothing() -> None:
    own = with_bookings(project())
    renamed = replace(own, mappings=(*own.mappings[:-1], replace(BOOKED, name="Others")))
    assert told(own, renamed, [track("Trip Booked")]) == []


def test_other_values_at_the_same_place_are_another_end() -> None:
    store = stored([track("Trip Booked")])
    own = project(BOOKED)
    other = project(replace(BOOKED, fields={**BOOKED.fields, "time": "2020-01-01T00:00:00.000Z"}))
    (change,) = find_changes(complete(own, store), complete(other, store))
    assert change.before == change.after == "changed"
    assert change.text == "changed as before, with other differences"


@given(st.lists(st.sampled_from(events()), max_size=12), st.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_each_event_is_told_by_its_own_two_ends(data: list[dict[str, Json]], done: int) -> None:
    store = stored(data)
    before, after = complete(project(), store), complete(with_bookings(project()), store)
    part = replace(before, done=min(done, len(store)))
    changes = find_changes(part, after)
    assert changes.compared == part.done
    alone: list[Change] = []
    for index in range(part.done):
        ends = [complete(own, store, [index]) for own in (project(), with_bookings(project()))]
        alone += find_changes(ends[0], ends[1])
    assert list(changes) == alone
    assert list(changes.indices) == [change.index for change in alone]
    assert sum(changes.counts.values()) == len(changes) == len(alone)


def _document(data: list[dict[str, Json]], *, every_event: bool = False) -> Document:
    own = with_bookings(project())
    store = stored(data)
    changes = find_changes(complete(project(), store), complete(own, store), f"before {HOSTILE}")
    return replace(document(own, store, every_event=every_event), changes=changes)


def test_it_is_written_as_text_json_and_page() -> None:
    made = _document([track("Trip Booked", total=1), track(HOSTILE), track("Trip Booked", user=None)])
    text = "\n".join(report_text(made))
    assert "── What changed since before <script>" in text
    assert "1  equivalent → changed, requests 1 → 2" in text
    assert "1  Trip Booked (events.ndjson:1): equivalent → changed, requests 1 → 2" in text
    assert "\x1b" not in text
    value = report_json(made)["changes"]
    assert (value["compared"], value["changed"]) == (3, 2)
    assert [(one["number"], one["requests"], one["fails"]) for one in value["events"]] == [
        (1, [1, 2], False),
        (3, [0, 0], False),
    ]
    assert json.loads(json.dumps(value)) == value
    page = report_page(made)
    assert 'id="changes"' in page
    assert "<script>alert" not in page
    assert "equivalent → changed, requests 1 → 2" in page


def test_long_lists_are_cut_unless_each_event_is_asked_for() -> None:
    many = [track("Trip Booked")] * (MOST_CHANGES + 3)
    cut, whole = _document(many), _document(many, every_event=True)
    assert "… and 3 more; --events lists all." in "\n".join(report_text(cut))
    assert len(report_json(cut)["changes"]["events"]) == MOST_CHANGES
    assert len(report_json(whole)["changes"]["events"]) == len(many)
    assert "3 more are left out." in report_page(cut)
    assert "more are left out." not in report_page(whole)


def test_a_narrowed_report_tells_of_its_own_events_only() -> None:
    store = stored([track("Trip Booked"), track("Trip Booked", user=None)])
    after: Report = complete(with_bookings(project()), store)
    before = complete(project(), store)
    unsent = after.only(Selection(verdict="neither"))
    assert [change.index for change in find_changes(before, unsent)] == [1]


def test_without_changes_it_says_so() -> None:
    store = stored([track("Trip Booked")])
    report = complete(project(), store)
    made = Document(report, Inspector(project(), store, now=NOW), NOW)
    same = replace(made, changes=find_changes(report, report, "workbench.yaml"))
    assert "nothing: 1 event end as before" not in "\n".join(report_text(same))
    assert "  nothing: all events end as before" in "\n".join(report_text(same))
    assert "Nothing: all events end as before." in report_page(same)
