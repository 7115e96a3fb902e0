"""Why a trigger takes an event or not, and where a field's value comes from."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.actions import ACTIONS, DestinationSettings
from workbench.mappings import Mapping
from workbench.tui.explaining import WhyLine, field_lines, trigger_lines
from workbench.tui.fields import field_rows

EVENT = {
    "type": "track",
    "event": "Trip Booked",
    "userId": "u-1",
    "properties": {"total": "12.5", "plan": "Gold"},
}


def text_of(lines: Iterable[WhyLine]) -> str:
    return "\n".join(line.text for line in lines)


def test_each_condition_is_told_with_what_was_found() -> None:
    mapping = Mapping("m", "trackEvent", 'type = "track" and properties.plan = "gold"')
    text = text_of(trigger_lines(mapping, EVENT))
    assert "○ The trigger does not take this event." in text
    assert '● type = "track"' in text
    assert '○ properties.plan = "gold"' in text
    assert 'found "Gold"' in text
    assert "near:" in text


def test_a_trigger_that_is_misread_is_told_with_what_was_meant() -> None:
    text = text_of(trigger_lines(Mapping("m", "trackEvent", "event = 'Trip Booked'"), EVENT))
    assert "!" in text
    assert 'event = "Trip Booked"' in text


def test_a_field_is_told_down_to_the_schema() -> None:
    fields = {"name": {"@if": {"exists": {"@path": "$.event"}, "then": {"@path": "$.event"}}}, "time": 0}
    mapping = Mapping("m", "trackEvent", "", fields=fields)
    row = next(row for row in field_rows(ACTIONS["trackEvent"], mapping, EVENT) if row.key == "name")
    text = text_of(field_lines(mapping, row, EVENT, DestinationSettings()))
    assert "@if" in text
    assert "exists: @path $.event" in text
    assert '→ "Trip Booked"' in text


def test_an_unmapped_field_is_told_so() -> None:
    mapping = Mapping("m", "trackEvent", "")
    row = field_rows(ACTIONS["trackEvent"], mapping, EVENT)[0]
    assert "The field is not mapped." in text_of(field_lines(mapping, row, EVENT, DestinationSettings()))
