"""A scan counts every event once, and counts what running it alone gives."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.builders import HOSTILE, NOW, complete, document, events, project, stored, track
from workbench.actions import run_destination
from workbench.classic import translate
from workbench.compare.classes import difference_classes, verdict_of
from workbench.events import EventStore
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Acceptance, Project
from workbench.project.preview import previewed_classic
from workbench.reports import VERDICTS, EventName, Selection, scan
from workbench.reports.jsontext import report_json
from workbench.reports.model import OTHER_KEYS, OTHER_NAMES
from workbench.reports.page import report_page
from workbench.reports.tally import MOST_GROUPS, MOST_KEYS, MOST_NAMES
from workbench.reports.text import report_text

VALUES = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["", "EUR", "2026-03-01"]))
EVENTS = st.builds(
    lambda kind, name, user, properties: {
        "type": kind,
        "event": name,
        "name": name,
        "groupId": "g",
        "messageId": "m",
        "timestamp": "2026-03-01T10:00:00.000Z",
        **({} if user is None else {"userId": user}),
        "properties": properties,
        "traits": properties,
    },
    st.sampled_from(["track", "identify", "page", "screen", "group", "alias"]),
    st.sampled_from(["Trip Booked", "Order Completed", "Product Viewed", "Home", "track"]),
    st.sampled_from([None, "ana", "7"]),
    st.dictionaries(st.sampled_from(["price", "currency", "email", "time", "products"]), VALUES, max_size=3),
)


@given(st.lists(EVENTS, max_size=8))
@settings(max_examples=60, deadline=None)
def test_counts_are_those_of_each_event_alone(data: list[dict[str, Json]]) -> None:
    own, store = project(), EventStore()
    store.load_text("".join(f"{json.dumps(event)}\n" for event in data))
    report = complete(own, store)
    destination = own.destination_settings()
    classic_settings = previewed_classic(own.classic, destination.endpoint)
    verdicts: Counter[str] = Counter()
    taken: Counter[int] = Counter()
    sent: Counter[int] = Counter()
    requests = 0
    for index in range(len(store)):
        event = store.event(index).data
        outcome = run_destination(own.mappings, destination, event)
        classic = translate(event, classic_settings, now=NOW).comparable
        classes = difference_classes(outcome.requests, classic)
        verdicts[verdict_of(outcome.requests, classic, classes)] += 1
        requests += len(outcome.requests)
        for one in outcome.mappings:
            taken[one.index] += one.matched
            sent[one.index] += bool(one.requests)
    assert {verdict: report.totals.verdicts[verdict] for verdict in VERDICTS} == {
        verdict: verdicts[verdict] for verdict in VERDICTS
    }
    assert sum(report.totals.verdicts.values()) == report.events == len(store)
    assert report.totals.actions_requests == requests
    for index in range(len(own.mappings)):
        cells = [row.cells[index] for row in report.matrix if index in row.cells]
        assert sum(cell.taken for cell in cells) == taken[index]
        assert sum(cell.states.get("sent", 0) for cell in cells) == sent[index]
    assert sum(row.events for row in report.by_name) == len(store)
    for row in report.differences:
        assert (
            row.events
            == sum(count for _, count in row.names)
            == len(report.select(Selection(difference=(row.kind, row.key))))
        )


def test_every_verdict_has_its_events() -> None:
    report = complete(project(), stored(events()))
    found = {
        verdict: list(report.select(Selection(verdict=verdict)))
        for verdict in VERDICTS
        if report.totals.verdicts[verdict]
    }
    assert sorted(index for indices in found.values() for index in indices) == list(range(8))
    assert found["lost"] == [4, 7]  # the order is refused by its mapping, no mapping takes a group
    assert found["neither"] == [2, 6]
    assert found["changed"] == [1, 3]
    assert found["equivalent"] == [0, 5]


def test_the_matrix_tells_what_mappings_take() -> None:
    report = complete(project(), stored(events()))
    rows = {row.name.label: row for row in report.matrix}
    names = [head.name for head in report.subject.mappings]
    booked = rows["Trip Booked"].cells[names.index("Track Calls")]
    assert (booked.taken, booked.states) == (3, {"sent": 2, "invalid": 1})
    assert rows["group"].unmatched == 1
    assert rows["group"].cells == {}
    assert [
        row.reason.text for row in report.failures if row.reason.mapping == names.index("Track Calls")
    ] == ['One of "external_id" or "user_alias" or "braze_id" or "email" is required.']


def test_events_of_several_mappings_and_switched_off_ones() -> None:
    fields: dict[str, Json] = {
        "external_id": {"@path": "$.userId"},
        "name": "X",
        "time": {"@path": "$.timestamp"},
    }
    one = Mapping("One", "trackEvent", 'type = "track"', True, fields)
    own = project(one, replace(one, name="Two"), replace(one, name="Off", enabled=False))
    report = complete(own, stored([track("A"), track("B", user=None)]))
    assert report.totals.several == 2
    assert [row.several for row in report.matrix] == [1, 1]
    assert report.totals.actions_requests == 2
    assert all(2 not in row.cells for row in report.matrix)
    assert list(report.select(Selection(coverage="several", names=frozenset({EventName("track", "A")})))) == [
        0
    ]


def test_settings_that_cannot_work_are_one_failure() -> None:
    own = replace(project(), endpoint="https://rest.example.com")
    report = complete(own, stored([track("A"), track("B")]))
    assert [(row.reason.mapping, row.events) for row in report.failures] == [(None, 2)]
    assert report.totals.failing == 2


def test_what_is_wrong_with_every_item_of_a_list_is_one_reason() -> None:
    products: Json = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    report = complete(project(), stored([track("Order Completed", products=products)]))
    texts = [row.reason.text for row in report.failures]
    assert len(texts) == len(set(texts))
    assert sum("/products/*" in text for text in texts) >= 1
    assert not any("/products/0" in text for text in texts)


def test_web_mode_compares_by_what_the_calls_do() -> None:
    report = complete(project(connectionMode="web", apiKey="app"), stored([track("Trip Booked", nights=2)]))
    assert report.totals.verdicts["lost"] == report.totals.verdicts["new"] == 0
    assert report.totals.classic_requests == 1


def test_only_the_wanted_events_count() -> None:
    report = complete(project(), stored(events()), wanted=[5, 1])
    assert (report.total, report.events) == (2, 2)
    assert list(report.select()) == [5, 1]
    assert [index for index, _ in report.each_event()] == [5, 1]


def test_a_selection_narrows_every_table() -> None:
    report = complete(project(), stored(events()))
    narrowed = report.only(Selection(names=frozenset({EventName("track", "Trip Booked")})))
    assert narrowed.events == narrowed.totals.events == 3
    assert [row.name.label for row in narrowed.by_name] == ["Trip Booked"]
    assert sum(1 for _ in narrowed.each_event()) == 3
    assert narrowed.only(Selection(verdict="lost")).events == 0
    assert report.events == 8


def test_a_changed_file_costs_its_own_events(tmp_path: Path) -> None:
    path = tmp_path / "events.ndjson"
    path.write_text("".join(f"{json.dumps(track(name))}\n" for name in ("A", "B")), encoding="utf-8")
    store = EventStore()
    for _ in store.load([path]):
        pass
    path.write_text(
        path.read_text(encoding="utf-8").replace('"event": "A"', '"event": "Z"'), encoding="utf-8"
    )
    report = complete(project(), store)
    assert report.totals.verdicts["unreadable"] == 1
    assert report.totals.unmatched == 0
    assert report.events == 2


def test_reports_grow_and_tell_no_more_than_they_told() -> None:
    store = stored([track(f"Event {number % 7}", number=number) for number in range(600)])
    reports = list(scan(project(), store, now=NOW))
    assert [report.done for report in reports] == sorted(report.done for report in reports)
    assert reports[-1].complete
    for report in reports:
        assert report.events == report.done
        assert len(report.select()) == report.done


def test_a_scan_that_is_ended_keeps_what_it_told() -> None:
    store = stored([track("A", number=number) for number in range(3000)])
    running = scan(project(), store, now=NOW)
    first = next(running)
    del running
    assert 0 < first.done < first.total
    assert not first.complete
    assert first.events == first.done


def test_the_variety_of_names_is_bounded_and_said() -> None:
    rare = [track(f"Rare {number}") for number in range(MOST_NAMES + 40)]
    report = complete(project(), stored([*rare, track("Often"), track("Often")]))
    labels = [row.name.label for row in report.by_name]
    assert "Often" in labels
    assert OTHER_NAMES in labels
    assert len(labels) <= MOST_NAMES + 1
    assert report.events == len(rare) + 2


def test_the_variety_of_keys_is_bounded_and_said() -> None:
    data = [
        {**track("A"), "properties": {f"k{number}-{at}": at for at in range(6)}}
        for number in range(MOST_KEYS // 4)
    ]
    own = replace(project(), mappings=(track_one_property(),))
    report = complete(own, stored(data))
    assert len(report.differences) <= MOST_KEYS + 8
    others = [row for row in report.differences if row.key == OTHER_KEYS]
    assert others
    assert len(report.groups) <= MOST_GROUPS
    assert report.totals.verdicts["changed"] == len(data)


def track_one_property() -> Mapping:
    fields: dict[str, Json] = {
        "external_id": {"@path": "$.userId"},
        "name": {"@path": "$.event"},
        "time": {"@path": "$.timestamp"},
        "properties": {"via": "workbench"},
    }
    return Mapping("Bare", "trackEvent", 'type = "track"', True, fields)


def accepting(*accepted: Acceptance) -> Project:
    return replace(project(track_one_property()), accepted=accepted)


def test_what_the_project_accepts_is_marked() -> None:
    store = stored([track("A", city="Lisbon"), track("B", city="Osaka"), track("B")])
    key = "events[*].properties.city"
    via = Acceptance("only_actions", "events[*].properties.via")
    report = complete(accepting(Acceptance("only_classic", key, note="wanted"), via), store)
    row = next(row for row in report.differences if row.key == key)
    assert (row.events, row.accepted, row.note) == (2, 2, "wanted")
    assert report.totals.accepted == 3
    report = complete(accepting(Acceptance("only_classic", key, "B"), via), store)
    row = next(row for row in report.differences if row.key == key)
    assert (row.events, row.accepted, row.note) == (2, 1, "")
    assert report.totals.accepted == 2


def test_what_is_accepted_and_does_not_occur_is_told() -> None:
    store = stored([track("A", city="Lisbon"), track("B")])
    seen = Acceptance("only_classic", "events[*].properties.city", "A")
    gone = Acceptance("only_classic", "events[*].properties.city", "B", "was wanted")
    other = Acceptance("only_classic", "events[*].properties.town")
    own = accepting(seen, gone, other)
    assert complete(own, store).unseen == (gone, other)
    assert replace(complete(own, store), done=1).unseen == ()
    made = document(own, store)
    text = " ".join("\n".join(report_text(made)).split())
    assert "Accepted differences that no event shows" in text
    assert "events[*].properties.city: only Classic sends it, of B: was wanted" in text
    assert [one["event"] for one in report_json(made)["accepted_unseen"]] == ["B", ""]
    assert "Accepted differences that no event shows (2)" in report_page(made)
    assert "no event shows" not in report_page(replace(made, filtered="lost events"))


def test_hostile_names_stay_data() -> None:
    report = complete(project(), stored([track(HOSTILE)]))
    assert report.by_name[0].name == EventName("track", HOSTILE)
