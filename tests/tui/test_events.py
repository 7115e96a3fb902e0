"""Events on the screen: loading, filtering, pasting, choosing, and what an empty pane says."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, SAMPLES, Open, event_file, lines_with, track
from workbench.events import EventStore, Progress
from workbench.jsvalues import Json


async def test_a_folder_is_loaded_and_what_cannot_be_read_costs_itself_alone(
    open_workbench: Open, folder: Path
) -> None:
    files = folder / "events"
    files.mkdir()
    event_file(files / "a.ndjson", track("First"), track("Second", price=3))
    with (files / "a.ndjson").open("a", encoding="utf-8") as file:
        file.write('{"type": "track", "event": "Broken\n')
        file.write(json.dumps(track("Third")) + "\n")
    (files / "b.ndjson.gz").write_bytes(gzip.compress(json.dumps(track("Packed")).encode()))
    (files / "c.json").write_text("not JSON at all", encoding="utf-8")
    async with open_workbench(files) as workbench:
        rows = workbench.rows_of("#events")
        assert ["First" in row for row in rows] == [True, False, False, False]
        assert [name for name in ("First", "Second", "Third", "Packed") if name in "\n".join(rows)] == [
            "First",
            "Second",
            "Third",
            "Packed",
        ]
        assert "ana" in rows[0]
        assert "2026-03-01 10:00" in rows[0]
        assert workbench.title_of("#events") == "Events 4"
        assert "4 events" in workbench.text_of("#status")
        assert "2 problems" in workbench.text_of("#status")
        assert "track" in workbench.text_of("#tree")

        await workbench.press("exclamation_mark")
        assert workbench.dialog == "TextView"
        problems = workbench.screen_text()
        assert "What could not be read in the event files" in problems
        assert "a.ndjson:3" in problems
        assert "c.json" in problems
        await workbench.press("y", "escape")
        assert "a.ndjson:3" in workbench.app.clipboard
        assert workbench.focus == "events"


async def test_the_filter_follows_what_is_typed(open_workbench: Open, folder: Path) -> None:
    events = event_file(
        folder / "events.ndjson",
        track("Trip Booked", user="ana", city="Lisbon"),
        track("Trip Cancelled", user="bo", city="Porto"),
        track("Seat Upgraded", user="ana", city="lisbon"),
    )
    async with open_workbench(events) as workbench:
        screen = workbench.screen
        await workbench.event("Seat Upgraded")
        await workbench.press("slash")
        assert workbench.focus == "filter"
        await workbench.type("lisbon")
        assert workbench.title_of("#events") == "Events 2 of 3 (filter)"
        assert [screen.session.shown(row) for row in range(2)] == [0, 2]
        assert screen.session.event_index == 2, "the selected event stays while the filter shows it"
        assert screen.event_list.cursor == 1

        await workbench.press("escape")
        assert (screen.filter_input.value, workbench.focus) == ("", "filter")
        assert workbench.title_of("#events") == "Events 3"
        await workbench.type("Lisbon")
        assert workbench.title_of("#events") == "Events 1 of 3 (filter)", "a capital counts"
        assert screen.session.event_index == 0, "the first that is shown is selected when the other is hidden"
        assert "Trip Booked" in workbench.text_of("#tree")

        await workbench.press("escape")
        await workbench.type("nowhere [/]")
        assert workbench.title_of("#events") == "Events 0 of 3 (filter)"
        assert "No event matches the filter" in workbench.text_of("#events")
        await workbench.press("escape", "escape")
        assert workbench.focus == "events"
        assert screen.filter_input.styles.display == "none"
        assert workbench.title_of("#events") == "Events 3"

        await workbench.press("slash")
        await workbench.type("porto\n")
        assert workbench.focus == "events"
        assert screen.filter_input.styles.display == "block", "a filter that is active stays visible"
        assert screen.filter_input.value == "porto"
        await workbench.press("2", "slash")
        assert workbench.focus == "filter"
        await workbench.press("escape", "escape", "1", "end", "home", "down", "k", "j")
        assert screen.event_list.cursor == 1


async def test_escape_gives_a_filter_up_from_the_list_too(open_workbench: Open, folder: Path) -> None:
    events = event_file(folder / "events.ndjson", track("One"), track("Two"))
    async with open_workbench(events) as workbench:
        await workbench.press("slash")
        await workbench.type("two\n")
        assert workbench.title_of("#events") == "Events 1 of 2 (filter)"
        await workbench.press("escape")
        assert workbench.title_of("#events") == "Events 2"
        assert workbench.screen.session.event_index == 1
        assert workbench.screen.event_list.cursor == 1
        await workbench.press("escape", "escape")
        assert workbench.app.is_running


async def test_new_events_pass_the_filter_that_is_active(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", track("Trip Booked"))) as workbench:
        await workbench.press("slash")
        await workbench.type("trip\n")
        await workbench.paste(json.dumps([track("Trip Moved"), track("Seat Upgraded")]))
        assert workbench.title_of("#events") == "Events 2 of 3 (filter)"
        assert "Pasted 2 events" in workbench.toasts
        assert (
            workbench.screen.session.store.summary(workbench.screen.session.event_index or 0).name
            == "Trip Moved"
        )


async def test_events_are_pasted_into_the_dialog_or_the_list(open_workbench: Open) -> None:
    async with open_workbench(size=NARROW) as workbench:
        assert "No events yet" in workbench.text_of("#events")
        assert "o  opens files" in workbench.text_of("#events")
        await workbench.press("p")
        assert (workbench.dialog, workbench.focus) == ("PasteEvents", "pasted")
        await workbench.paste(json.dumps({"batch": [track("One"), track("Two")]}, indent=2))
        await workbench.press("f2")
        assert (workbench.dialog, workbench.focus) == ("", "events")
        assert workbench.title_of("#events") == "Events 2"

        await workbench.paste(f"{json.dumps(track('Three'))}\n{{broken\n{json.dumps(track('Four'))}\n")
        assert workbench.title_of("#events") == "Events 4"
        assert workbench.screen.session.event_index == 2
        assert "pasted:2" in workbench.toasts

        await workbench.press("p")
        await workbench.type("what is this")
        await workbench.press("f2")
        assert workbench.dialog == "PasteEvents", (
            "nothing that was pasted is lost when none of it is an event"
        )
        assert "what is this" in workbench.text_of("#pasted")
        assert "✗" in workbench.text_of("#complaint")
        await workbench.press("escape")
        assert (workbench.dialog, workbench.focus) == ("", "events")
        assert workbench.title_of("#events") == "Events 4"


async def test_events_are_chosen_for_sending(open_workbench: Open, folder: Path) -> None:
    events = event_file(folder / "events.ndjson", track("One"), track("Two"), track("Three"))
    async with open_workbench(events) as workbench:
        await workbench.press("space", "space")
        assert workbench.screen.session.marked == {0, 1}
        assert workbench.title_of("#events") == "Events 3 · 2 chosen"
        assert [row[:1] for row in workbench.rows_of("#events")] == ["+", "+", " "]
        assert workbench.screen.event_list.cursor == 2
        await workbench.press("up", "space")
        assert workbench.screen.session.marked == {0}
        await workbench.run("events.choose_none")
        assert workbench.title_of("#events") == "Events 3"


async def test_the_open_dialog_completes_names_and_says_what_is_wrong(
    open_workbench: Open, folder: Path
) -> None:
    event_file(folder / "my events.ndjson", track("Spaced"))
    event_file(folder / "other.ndjson", track("Other"))
    (folder / "more").mkdir()
    async with open_workbench() as workbench:
        await workbench.press("o")
        await workbench.type("nothing-here\n")
        assert workbench.dialog == "OpenEvents"
        assert "There is no file or folder nothing-here" in workbench.text_of("#complaint")
        await workbench.press(*["backspace"] * len("nothing-here"))
        assert workbench.text_of("#complaint") == ""
        await workbench.type("*.csv\n")
        assert "Nothing is called like *.csv" in workbench.text_of("#complaint")
        await workbench.press(*["backspace"] * len("*.csv"))
        await workbench.type("my")
        assert "my events.ndjson" in workbench.text_of("#found")
        await workbench.press("tab")
        assert workbench.value_of("#paths") == "'my events.ndjson'"
        await workbench.type(" oth")
        await workbench.press("tab", "enter")
        assert (workbench.dialog, workbench.focus) == ("", "events")
        assert workbench.title_of("#events") == "Events 2"


async def test_loading_that_is_stopped_keeps_what_was_loaded(
    open_workbench: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = EventStore.load

    def without_end(store: EventStore, sources: Sequence[str | Path]) -> Iterator[Progress]:
        yield from load(store, sources)
        while True:
            threading.Event().wait(0.01)
            yield Progress(4, 10, len(store), 0, "endless.ndjson")

    monkeypatch.setattr(EventStore, "load", without_end)
    file = event_file(folder / "events.ndjson", track("One"), track("Two"))
    async with open_workbench() as workbench:
        screen = workbench.screen
        screen.jobs.load((str(file),))
        await workbench.until(lambda: "loading 40%" in workbench.text_of("#status"), "progress is shown")
        assert "Esc stops" in workbench.text_of("#status")
        assert workbench.title_of("#events") == "Events 2", "what is there can be used meanwhile"
        await workbench.press_on("down")
        assert screen.session.event_index == 1
        await workbench.press_on("escape")
        await workbench.settle()
        assert "Esc stops" not in workbench.text_of("#status")
        assert "Stopped" in workbench.toasts
        assert workbench.title_of("#events") == "Events 2"
        assert "2 of 2 events" in workbench.text_of("#trigger-verdict")


async def test_a_missing_file_is_said_and_the_rest_is_loaded(open_workbench: Open, folder: Path) -> None:
    there = event_file(folder / "there.ndjson", track("There"))
    async with open_workbench(there, folder / "gone.ndjson") as workbench:
        assert workbench.title_of("#events") == "Events 1"
        await workbench.press("exclamation_mark")
        assert "gone.ndjson" in workbench.screen_text()


async def test_the_tree_unfolds_copies_and_shows_values(open_workbench: Open, folder: Path) -> None:
    many: dict[str, object] = {f"key_{number:04}": number for number in range(1000)}
    events = event_file(
        folder / "events.ndjson",
        {**track("Deep", items=[{"id": 7}], text="two\nlines"), "context": {"many": many}},
        track("Other", items=[]),
    )
    async with open_workbench(events) as workbench:
        tree = workbench.screen.event_tree
        workbench.select_path("$.properties.items")
        await workbench.press("l", "l", "l", "l")
        assert tree.selected_path == "$.properties.items.0.id"
        await workbench.press("Y")
        assert workbench.app.clipboard == "$.properties.items.0.id"
        await workbench.press("y")
        assert workbench.app.clipboard == "7"
        await workbench.press("h", "h", "h")
        assert tree.selected_path == "$.properties.items"
        await workbench.press("y")
        assert json.loads(workbench.app.clipboard) == [{"id": 7}]
        workbench.select_path("$.properties.text")
        await workbench.press("v")
        assert "two" in workbench.screen_text()
        await workbench.press("y", "escape")
        assert workbench.app.clipboard == "two\nlines"
        assert workbench.focus == "tree"

        workbench.select_path("$.context")
        await workbench.press("l", "l", "l", "G", "k")
        assert "key_0399" not in tree.selected_path
        workbench.select_path("$.context.many.key_0399")
        await workbench.press("j")
        assert "600 more" in workbench.text_of("#tree")
        await workbench.press("enter")
        workbench.select_path("$.context.many.key_0799")
        await workbench.press("j", "enter")
        workbench.select_path("$.context.many.key_0999")
        assert not workbench.screen.session.history.unsaved, "showing more is no use of a path"

        workbench.select_path("$.properties.text")
        workbench.select_event("Other")
        await workbench.event("Deep")
        assert tree.selected_path == "$.properties.text"


async def test_a_file_that_changes_while_it_is_open_costs_its_own_events(
    open_workbench: Open, folder: Path
) -> None:
    first = event_file(folder / "first.ndjson", *(track(f"First {number}") for number in range(600)))
    second = event_file(folder / "second.ndjson", track("Second"))
    async with open_workbench(first, second) as workbench:
        screen = workbench.screen
        await workbench.event("First 599")
        first.write_text("other content\n" * 3, encoding="utf-8")
        screen.event_list.changed()
        await workbench.event("First 7")
        assert "track    First 7" in workbench.text_of("#events")
        assert "has changed since it was loaded" in workbench.text_of("#requests")
        assert "Load" in workbench.text_of("#requests")
        await workbench.press("y")
        assert "has changed since it was loaded" in workbench.toasts
        await workbench.press("s")
        assert "has changed since it was loaded" in " ".join(workbench.text_of("#send-lines").split())
        await workbench.press("escape", "slash")
        await workbench.type("second")
        assert workbench.title_of("#events") == "Events 1 of 601 (filter)"
        assert '"Second"' in workbench.text_of("#tree")


async def test_sample_events_are_all_shown(open_workbench: Open) -> None:
    async with open_workbench(SAMPLES) as workbench:
        store = workbench.screen.session.store
        assert len(store) >= 60
        assert len(store.problems) == 0
        assert len(workbench.rows_of("#events")) == len(store)
        await workbench.press("end")
        assert workbench.screen.session.event_index == len(store) - 1
        assert workbench.text_of("#events").split("\n")[-2].strip("│┃ "), "the last row is drawn"


async def test_a_value_that_goes_on_past_the_edge_of_the_tree_is_marked(
    open_workbench: Open, folder: Path
) -> None:
    file = event_file(folder / "events.ndjson", track("Trip Booked", long="x" * 100, short="y" * 10))
    async with open_workbench(file, size=NARROW) as workbench:
        await workbench.press("tab", "G")
        text = workbench.text_of("#tree")
        assert lines_with(text, "xxx")[0].endswith("x…")
        assert lines_with(text, "yyy")[0].endswith('y"')


async def test_what_goes_on_is_marked_beside_the_scroll_bar_too(open_workbench: Open, folder: Path) -> None:
    many: dict[str, Json] = {f"key_{number}": "x" * 90 for number in range(30)}
    async with open_workbench(
        event_file(folder / "events.ndjson", track("Trip", **many)), size=NARROW
    ) as workbench:
        await workbench.press("tab", "G")
        assert workbench.widget("#tree").show_vertical_scrollbar
        lines = lines_with(workbench.screen_text(), "xxx")
        assert lines
        assert all("x…" in line for line in lines), lines


async def test_the_ends_of_the_tree_come_into_sight(open_workbench: Open, folder: Path) -> None:
    many: dict[str, Json] = {f"key_{number}": number for number in range(30)}
    file = event_file(
        folder / "events.ndjson", {"type": "track", "event": "Trip", "properties": many, "last": 2}
    )
    async with open_workbench(file, size=NARROW) as workbench:
        await workbench.press("tab", "G")
        assert "last 2" in workbench.text_of("#tree")
        await workbench.press("g")
        assert 'type "track"' in workbench.text_of("#tree")
