"""Whatever looks as if it could be clicked can be clicked."""

from __future__ import annotations

from pathlib import Path

from textual.events import MouseScrollDown

from tests.tui.conftest import NARROW, Driver, Open, event_file, track


async def click(workbench: Driver, selector: str, text: str) -> None:
    """Click on a text that a widget shows."""
    widget = workbench.widget(selector)
    lines = workbench.text_of(selector).split("\n")
    row = next(row for row, line in enumerate(lines) if text in line)
    left, top = widget.gutter.left, widget.gutter.top
    await workbench.pilot.click(widget, offset=(left + lines[row].index(text) + 1, top + row))
    await workbench.settle()


async def test_rows_tabs_and_ways_of_editing_can_be_clicked(open_workbench: Open, folder: Path) -> None:
    names = [f"Trip {number:02}" for number in range(40)]
    events = event_file(folder / "events.ndjson", *(track(name, city="Lisbon") for name in names))
    async with open_workbench(events, size=NARROW) as workbench:
        await click(workbench, "#events", "Trip 03")
        assert workbench.session.event_index == 3
        await click(workbench, "#events", "Trip 03")
        assert workbench.focus == "tree", "a click on the selected row opens it"
        await workbench.press("1", "end")
        await click(workbench, "#events", "Trip 36")
        assert workbench.session.event_index == 36, "in a list that is scrolled too"
        await click(workbench, "#tabs", "2 Mapping")
        assert workbench.focus == "mappings"
        await click(workbench, "#mappings", "Order Placed")
        assert workbench.selected == "Order Placed (beta)"
        await click(workbench, "#mappings", "Track Calls")
        await workbench.field("name")
        await workbench.press("enter")
        await click(workbench, "#field-mode", "Template")
        assert workbench.screen.field_editor.modes.mode == "template"
        await click(workbench, "#field-mode", "Path")
        await click(workbench, "#field-text", "$")
        await workbench.press("end", "ctrl+u")
        await workbench.type("$.properties.ci")
        await click(workbench, "#field-suggestions", "$.properties.city")
        assert workbench.value_of("#field-text") == "$.properties.city"
        await workbench.press("enter")
        await click(workbench, "#tabs", "3 Requests")
        assert workbench.focus == "requests"
        assert '"name": "Lisbon"' in workbench.text_of("#requests")


async def test_the_wheel_scrolls_what_is_under_the_pointer(open_workbench: Open, folder: Path) -> None:
    events = event_file(folder / "events.ndjson", *(track(f"Trip {number:02}") for number in range(90)))
    async with open_workbench(events) as workbench:
        events_list = workbench.screen.event_list
        await workbench.focus_on("#mappings")
        for _ in range(5):
            await workbench.pilot._post_mouse_events([MouseScrollDown], events_list, (5, 5))
        await workbench.settle()
        assert events_list.scroll_offset.y > 0
        assert workbench.focus == "mappings"
        assert workbench.session.event_index == 0
