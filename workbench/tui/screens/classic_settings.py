"""The settings of Braze Classic as a form: each in its group, changed in place, taken or left as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Button, Input, Static

from workbench.classic import ClassicSettings
from workbench.classic.setting_facts import GROUPS, SETTING_FACTS, SettingFact, no_effect
from workbench.classic.setting_values import typed_value, value_text
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json, is_truthy
from workbench.project import ClassicFile, parse_reference, read_classic_settings
from workbench.text import visible
from workbench.tui.drawing import Line, fit
from workbench.tui.screens.dialog import Dialog, Prompt, typed_path
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.line_list import LineList

_Row: TypeAlias = str | SettingFact
"""The heading of a group, or a setting."""


def _rows() -> Iterator[_Row]:
    for group in GROUPS:
        yield group
        yield from (fact for fact in SETTING_FACTS.values() if fact.group == group)


_ROWS: Final = tuple(_rows())
_FIRST = 1
_NOTE_WIDTH = 16
_MOST_NOTES = 3


class SettingList(LineList):
    """One line for each setting: label, value, and what there is to know about its effect."""

    def __init__(self, settings: ClassicSettings) -> None:
        super().__init__(id="settings")
        self.before = settings
        self.settings = settings

    @property
    def row_count(self) -> int:
        return len(_ROWS)

    @property
    def fact(self) -> SettingFact:
        """The setting under the cursor; that of a heading is the first below it."""
        return next(row for row in _ROWS[self.cursor :] if isinstance(row, SettingFact))

    def line(self, index: int, width: int) -> Line:
        row = _ROWS[index]
        if isinstance(row, str):
            return [(row, "head")]
        value, was = row.value(self.settings), row.value(self.before)
        idle = no_effect(row, self.settings)
        is_default = value == row.default
        note = idle or ("default" if is_default else "")
        label, room = _columns(width)
        style = "dim" if idle else "" if is_default else "strong"
        return [
            ("* " if value != was else "  ", "mark"),
            (fit(row.label, label), "dim" if idle else ""),
            (" ", ""),
            (fit(_shown(row, value), room), style),
            (" ", ""),
            (note, "dim"),
        ]

    @property
    def value_place(self) -> tuple[Offset, int]:
        """Where on the screen the value under the cursor begins, and the cells to its right."""
        label, _ = _columns(self.area.width)
        before = self.MARKED + 3 + label
        row = Offset(before, self.cursor) - self.scroll_offset
        return self.content_region.offset + row, self.area.width + self.MARKED - before

    def validate_cursor(self, cursor: int) -> int:
        """Headings are passed over, upwards and downwards."""
        cursor = super().validate_cursor(cursor)
        if isinstance(_ROWS[cursor], SettingFact):
            return cursor
        return cursor - 1 if 0 < cursor < self.cursor else cursor + 1

    def set(self, fact: SettingFact, value: Json) -> None:
        """Give a setting another value."""
        self.settings = replace(self.settings, **{fact.field: value})
        self.changed()


def _columns(width: int) -> tuple[int, int]:
    """Cells for labels and for values."""
    value = max(12, min(28, width // 4))
    return max(10, width - value - _NOTE_WIDTH - 4), value


def _shown(fact: SettingFact, value: Json) -> str:
    if fact.kind == "switch":
        return "● on" if is_truthy(value) else "○ off"
    text = value_text(fact, value) or "–"
    return f"‹ {text} ›" if fact.kind == "choice" else text


class SettingsLoaded(Message):
    """A file was read: what it holds, or why it holds no settings."""

    def __init__(self, name: str, found: ClassicFile | None, reason: str) -> None:
        super().__init__()
        self.name, self.found, self.reason = name, found, reason


class ClassicSettingsForm(Dialog[ClassicSettings]):
    """The result are the settings as they are to be; Escape leaves them as they were."""

    HELP = """\
How the Braze Classic destination is set up: the mappings are compared with what it sends. Enter changes a
setting, and below the list stands what it does. What has no effect in the chosen connection mode says so."""

    TITLE_TEXT = "Settings of Braze Classic"
    KEYS_TEXT = "Enter changes · d default · o file · F2 takes all · Esc keeps"
    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("space,right", "step(1)", "Go on to the next choice, or switch on or off.", show=False),
        Binding("left", "step(-1)", "Go back to the choice before.", show=False),
        Binding("d,delete", "default", "Give the setting its default.", show=False),
        Binding("o", "load", "Load settings from YAML, JSON or the Public API's answer.", show=False),
        Binding("f2,ctrl+s", "take", "Take all settings over into the project.", show=False, priority=True),
    ]

    def __init__(self, settings: ClassicSettings) -> None:
        super().__init__()
        self._settings = settings

    def compose(self) -> ComposeResult:
        field = TextField(id="setting-value")
        field.display = False
        yield self.box(
            SettingList(self._settings),
            Static(id="setting-help", classes="help", markup=False),
            field,
            Horizontal(
                Button("Cancel", id="no"),
                Button("Load a file", id="load"),
                Button("Take all", id="yes", variant="primary"),
                classes="buttons",
            ),
        )

    def on_mount(self) -> None:
        self._list.cursor = _FIRST
        self._list.focus()
        self._describe()

    @property
    def _list(self) -> SettingList:
        return self.query_one(SettingList)

    @property
    def _field(self) -> TextField:
        return self.query_one("#setting-value", TextField)

    @on(LineList.Highlighted, "#settings")
    def _highlighted(self) -> None:
        if not self._field.display:
            self.complain("")
            self._describe()

    def _describe(self) -> None:
        """What the setting is, what it may be, and where it counts."""
        fact, settings = self._list.fact, self._list.settings
        parts = [fact.help]
        if fact.choices:
            parts.append(f"{', '.join(f'{value} ({meaning})' for value, meaning in fact.choices)}.")
        idle = no_effect(fact, settings)
        default = value_text(fact, fact.default) or "empty"
        where = ", ".join(fact.modes[:-1]) + (" and " if fact.modes[1:] else "") + fact.modes[-1]
        parts.append(
            f"Default: {default}. " + (f"No effect now: {idle}." if idle else f"Counts in {where} mode.")
        )
        self.query_one("#setting-help", Static).update(Content(visible(" ".join(parts))))

    # Changing

    @on(LineList.Chosen, "#settings")
    def _chosen(self) -> None:
        fact = self._list.fact
        if fact.kind in {"text", "number"} or fact.open:
            self._edit(fact)
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        """The next value of a switch or a choice; a text opens for typing."""
        if not self._list.has_focus:
            return
        fact = self._list.fact
        value = fact.value(self._list.settings)
        if fact.kind == "switch":
            self._set(fact, not is_truthy(value))
        elif fact.kind == "choice":
            values = [choice.value for choice in fact.choices]
            default = value_text(fact, fact.default)
            values = values if default in values else [default, *values]
            text = value_text(fact, value)
            at = values.index(text) if text in values else -step if step > 0 else 0
            self._set(fact, typed_value(fact, values[(at + step) % len(values)]))
        elif step > 0:
            self._edit(fact)

    def action_default(self) -> None:
        if self._list.has_focus:
            self._list.settings = replace(
                self._list.settings,
                **{self._list.fact.field: getattr(ClassicSettings(), self._list.fact.field)},
            )
            self._list.changed()
            self._describe()

    def _set(self, fact: SettingFact, value: Json) -> None:
        self._list.set(fact, value)
        self.complain("")
        self._describe()

    def _edit(self, fact: SettingFact) -> None:
        field = self._field
        field.value = value_text(fact, fact.value(self._list.settings))
        field.placeholder = "Enter takes it, Esc does not"
        field.display = True
        self._place()
        field.focus()

    def _place(self) -> None:
        """Put the field where the value stands."""
        place, room = self._list.value_place
        box = self.query_one(".dialog")
        self._field.styles.offset = place - box.content_region.offset + box.scroll_offset
        self._field.styles.width = room

    def on_resize(self) -> None:
        self.call_after_refresh(self._place)

    @on(Input.Changed, "#setting-value")
    def _typed(self) -> None:
        self.complain("")

    @on(Input.Submitted, "#setting-value")
    def _submitted(self) -> None:
        self._finish()

    def _finish(self) -> bool:
        """Take what is typed over; `False` when it cannot be, which is said below the field."""
        fact, field = self._list.fact, self._field
        if not field.display:
            return True
        try:
            value = typed_value(fact, field.value)
            if fact.secret and value:
                parse_reference(str(value))
        except WorkbenchError as error:
            self.complain(f"{error.message} {error.hint}")
            self.call_after_refresh(self._place)
            field.focus()
            return False
        self._close_field()
        self._set(fact, value)
        return True

    def _close_field(self) -> None:
        self._field.display = False
        self._list.focus()

    # Loading

    @on(Button.Pressed, "#load")
    def action_load(self) -> None:
        if self._field.has_focus:
            return
        self.app.push_screen(
            Prompt(
                "Load settings",
                "",
                check=lambda text: "" if text.strip() else "Name a file.",
                help_text="YAML or JSON: the settings under Segment's names, a workbench.yaml, or what the "
                "Public API answers for GET /destinations/ID.",
                ok="Load",
            ),
            self._load,
        )

    def _load(self, text: str | None) -> None:
        if text is not None:
            self.run_worker(
                partial(self._read, typed_path(text)),
                thread=True,
                exclusive=True,
                description="read settings of Classic",
                exit_on_error=False,
            )

    def _read(self, path: Path) -> None:
        try:
            found = read_classic_settings(path)
        except WorkbenchError as error:
            self.post_message(SettingsLoaded(path.name, None, str(error)))
        else:
            self.post_message(SettingsLoaded(path.name, found, ""))

    @on(SettingsLoaded)
    def _loaded(self, message: SettingsLoaded) -> None:
        self.complain(message.reason)
        if message.found is None:
            return
        self._list.settings = message.found.over(self._list.settings)
        self._list.changed()
        self._describe()
        notes = [str(note) for note in message.found.notes]
        left = f" {len(notes) - _MOST_NOTES} more." if len(notes) > _MOST_NOTES else ""
        told = " ".join([f"Loaded {message.name}.", *notes[:_MOST_NOTES]]) + left
        self.query_one("#setting-help", Static).update(Content(visible(told)))

    # Leaving

    @on(Button.Pressed, "#yes")
    def action_take(self) -> None:
        if self._finish():
            self.dismiss(self._list.settings)

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        if self._field.display:
            self.complain("")
            self._close_field()
        else:
            self.dismiss(None)
