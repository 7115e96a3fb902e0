"""What empty panes say: what belongs there, the key that fills it, and an example."""

from __future__ import annotations

NO_EVENTS = """No events yet.

o  opens files, folders or globs
p  pastes one or many events

For example: workbench sample_events/"""
NO_HITS = "No event matches the filter. Escape in the filter clears it."
NO_MAPPINGS = """No mappings yet.

n  makes one from an action or one of the destination's presets"""
NO_FIELDS = "Select or make a mapping to see its fields."
