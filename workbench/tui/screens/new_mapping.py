"""Chooses what a new mapping starts from: an action or one of the destination's presets."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from workbench.actions import ACTIONS, PRESETS
from workbench.events import EventSummary
from workbench.mappings import Mapping
from workbench.text import visible
from workbench.tui.drawing import Line, fit, wrap
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.inputs import TextField, Tick
from workbench.tui.widgets.line_list import LineList

_NAME_WIDTH = 34


@dataclass(frozen=True, slots=True)
class Start:
    """One way to begin: its name, what it is, and the mapping that it gives."""

    name: str
    kind: str
    note: str
    mapping: Mapping
    uses_event: bool


class StartList(LineList):
    """Actions first, then presets."""

    rows: tuple[Start, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        return [
            (fit(row.kind, 8), "dim"),
            (fit(row.name, _NAME_WIDTH), "strong"),
            (" ", ""),
            (row.note, "dim"),
        ]


def trigger_for(summary: EventSummary | None) -> str:
    """A trigger that takes events like this one; "" when FQL cannot name it."""
    if summary is None or not summary.type or any(mark in summary.type + summary.name for mark in '"~\\'):
        return ""
    trigger = f'type = "{summary.type}"'
    return f'{trigger} and event = "{summary.name}"' if summary.type == "track" and summary.name else trigger


def starts() -> tuple[Start, ...]:
    """All actions with their defaults (the default sync mode too), then the presets."""
    found = []
    for action in ACTIONS.values():
        mapping = Mapping(action.title, action.slug, action.default_trigger, True, action.default_fields())
        note = action.description if action.built else f"{action.description} Its requests are not built yet."
        found.append(Start(action.title, "action", note, mapping, True))
    for preset in PRESETS:
        note = f"{ACTIONS[preset.mapping.action].title}: {preset.mapping.trigger}"
        found.append(Start(preset.name, "preset", note, preset.mapping, False))
    return tuple(found)


class NewMapping(Dialog[Mapping]):
    """Typing narrows the list; Enter takes the line under the cursor."""

    TITLE_TEXT = "New mapping"
    KEYS_TEXT = "↑ ↓ choose · Enter makes it · Tab next · Esc closes"

    def __init__(self, summary: EventSummary | None) -> None:
        super().__init__()
        self._trigger = trigger_for(summary)
        self._event = (summary.name or summary.type) if summary else ""
        self._all = starts()

    def compose(self) -> ComposeResult:
        label = (
            f"Trigger on the selected event ({self._event})"
            if self._trigger
            else "Trigger on the selected event"
        )
        yield self.box(
            TextField(placeholder="Type to narrow: track purchase", id="query"),
            StartList(id="starts"),
            Tick(
                Content(visible(label)),
                value=bool(self._trigger),
                id="from-event",
                disabled=not self._trigger,
            ),
            Static(id="what", markup=False, classes="help"),
        )

    def on_mount(self) -> None:
        self._narrow("")
        self.query_one("#query").focus()

    @property
    def _list(self) -> StartList:
        return self.query_one("#starts", StartList)

    @on(Input.Changed, "#query")
    def _typed(self, message: Input.Changed) -> None:
        self._narrow(message.value)

    def _narrow(self, query: str) -> None:
        words = query.lower().split()
        rows = [row for row in self._all if all(word in f"{row.kind} {row.name}".lower() for word in words)]
        self._list.rows = tuple(rows)
        self._list.empty = "Nothing is called like this."
        self._list.cursor = 0
        self._list.changed()
        self._explain()

    @on(LineList.Highlighted, "#starts")
    @on(Tick.Changed)
    def _explain(self) -> None:
        if not self._list.rows:
            return
        row = self._list.rows[self._list.cursor]
        trigger = self._mapping(row).trigger or "(none yet: it matches nothing)"
        text = "\n".join(wrap(f"{row.note}\nTrigger: {trigger}", 70)[:4])
        self.query_one("#what", Static).update(Content(visible(text, keep_lines=True)))

    def _mapping(self, row: Start) -> Mapping:
        use_event = self._trigger and row.uses_event and self.query_one("#from-event", Tick).value
        mapping = row.mapping
        if not use_event:
            return mapping
        return Mapping(f"{mapping.name}: {self._event}", mapping.action, self._trigger, True, mapping.fields)

    @on(Input.Submitted, "#query")
    @on(LineList.Chosen, "#starts")
    def _take(self) -> None:
        if self._list.rows:
            self.dismiss(self._mapping(self._list.rows[self._list.cursor]))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.query_one("#query").has_focus:
            event.stop()
            self._list.cursor += 1 if event.key == "down" else -1
