"""Edits one field: a path with completion, a static value, a template, or raw directive JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static, TextArea

from workbench.errors import WorkbenchError
from workbench.events import PathSuggestion
from workbench.jsvalues import UNDEFINED, Json
from workbench.text import visible
from workbench.tui.directives import MODES, TITLES, Mode, directive_of, mode_of, text_of, value_kind
from workbench.tui.drawing import Line, fit, fit_end
from workbench.tui.fields import FieldRow
from workbench.tui.widgets.field_list import value_text
from workbench.tui.widgets.inputs import TextBox, TextField
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.verdict import Verdict

_MOST_SUGGESTIONS = 200
_HINTS: dict[Mode, str] = {
    "path": "where the value stands in the event, such as $.properties.price",
    "value": "the same value for every event",
    "template": "text with values: Trip to {{properties.city}}",
    "json": "",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What can be taken over into the text: the text itself and what is said beside it."""

    text: str
    note: str


class SuggestionList(LineList):
    """Paths of the loaded events, or the choices of the field."""

    rows: tuple[Suggestion, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        room = max(12, width // 2)
        return [(fit(fit_end(row.text, room), room), "accent"), (" ", ""), (row.note, "dim")]

    def action_cursor_up(self) -> None:
        if self.cursor == 0:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()


class ModeBar(Static, can_focus=True):
    """The four ways to give a field its value; left and right choose."""

    BINDINGS = [  # noqa: RUF012 - Textual declares the class variable
        Binding("left,h", "step(-1)", "Previous way", show=False),
        Binding("right,l", "step(1)", "Next way", show=False),
    ]
    mode: reactive[Mode] = reactive[Mode]("path", init=False)

    @dataclass
    class Chosen(Message):
        """Another way was chosen here."""

        mode: Mode

    def watch_mode(self) -> None:
        parts: list[tuple[str, str]] = []
        for mode in MODES:
            chosen = mode == self.mode
            parts += [
                (f" {'▸' if chosen else ' '}{TITLES[mode]} ", "bold reverse" if chosen else "$text-muted"),
                (" ", ""),
            ]
        self.update(Content.assemble(*parts))

    def on_mount(self) -> None:
        self.watch_mode()

    def action_step(self, step: int) -> None:
        self.post_message(self.Chosen(MODES[(MODES.index(self.mode) + step) % len(MODES)]))

    def on_click(self, event: events.Click) -> None:
        column = 0
        for mode in MODES:
            column += len(TITLES[mode]) + 4
            if event.x < column:
                self.post_message(self.Chosen(mode))
                return


class FieldEditor(Vertical):
    """Each keystroke that means something is sent as `Drafted`; Enter takes it, Escape gives back."""

    HELP = """\
How the field gets its value. *Path* takes a value out of the event, *Value* is the same for every event,
*Template* puts values into a text, *JSON* is the directive as Segment stores it.
ctrl+t changes the way, down goes to the suggestions, ctrl+l reads campaigns or Canvases from the
environment. Enter takes the change, Escape gives back what was."""

    BINDINGS = [  # noqa: RUF012 - Textual declares the class variable
        Binding("ctrl+t", "next_mode", "Path/Value/Template/JSON", show=True, priority=True),
        Binding("ctrl+l", "screen.command('fields.choices')", "List from Braze", show=True, priority=True),
        Binding("f2", "close(True)", "Keep", show=True, priority=True),
        Binding("escape", "close(False)", "Cancel", show=True, priority=True),
    ]
    modes = query_one("#field-mode", ModeBar)
    text_input = query_one("#field-text", Input)
    text_area = query_one("#field-json", TextArea)
    verdict = query_one("#field-verdict", Verdict)
    suggestions = query_one("#field-suggestions", SuggestionList)

    @dataclass
    class Drafted(Message):
        """The text means this directive now (`UNDEFINED`: not mapped)."""

        row: FieldRow
        directive: Json

    @dataclass
    class Closed(Message):
        """Editing ended; `taken` says whether the change counts."""

        row: FieldRow
        taken: bool

    def __init__(
        self, complete: Callable[[FieldRow, str], list[PathSuggestion]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._complete = complete
        self.row: FieldRow | None = None
        self._shown = ""
        self.error = ""

    def compose(self) -> ComposeResult:
        yield ModeBar(id="field-mode", markup=False)
        yield TextField(id="field-text", compact=True, select_on_focus=False)
        yield TextBox(id="field-json", tab_behavior="focus", compact=True)
        yield Verdict(id="field-verdict")
        yield SuggestionList(id="field-suggestions")

    def open(self, row: FieldRow, mode: Mode | None = None) -> None:
        """Edit a field from its present directive, in the mode that fits it."""
        self.row = row
        self.border_title = Content(visible(f"Field: {row.label}  ({row.key}, {row.type})"))
        self.border_subtitle = Content(f"ctrl+l lists the {row.lists}" if row.lists else "")
        self._set_mode(
            mode
            or (
                "value"
                if (row.choices or row.lists) and row.directive is UNDEFINED
                else mode_of(row.directive)
            )
        )
        self._focus_text()

    def put_value(self, value: str) -> None:
        """Put a value that was chosen elsewhere into the text, as if it were typed."""
        self._set_mode("value")
        self.text_input.value = value
        self.text_input.cursor_position = len(value)
        self._focus_text()

    def _set_mode(self, mode: Mode) -> None:
        if self.row is None:
            return
        self.modes.mode = mode
        as_json = mode == "json"
        self.text_input.display, self.text_area.display = not as_json, as_json
        text = text_of(self.row.directive, mode, self.row.type)
        self._shown = text
        if as_json:
            self.text_area.load_text(text)
        else:
            self.text_input.placeholder = _HINTS[mode]
            self.text_input.value = text
            self.text_input.cursor_position = len(text)
        self.show_value(self.row)
        self._suggest(text)

    def _focus_text(self) -> None:
        self.screen.set_focus(self.text_area if self.modes.mode == "json" else self.text_input)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.text_area.text if self.modes.mode == "json" else self.text_input.value

    @on(ModeBar.Chosen)
    def _mode_chosen(self, message: ModeBar.Chosen) -> None:
        message.stop()
        self._set_mode(message.mode)

    @on(Input.Changed, "#field-text")
    @on(TextArea.Changed, "#field-json")
    def _typed(self, message: Message) -> None:
        message.stop()
        if self.row is None or self.text == self._shown:
            return
        self._shown = self.text
        self._suggest(self.text)
        try:
            directive = directive_of(self.text, self.modes.mode, self.row.type)
        except WorkbenchError as error:
            self.error = str(error)
            self.verdict.say((visible(f"✗ {error}"), "$text-error"))
            return
        self.error = ""
        self.post_message(self.Drafted(self.row, directive))

    def show_value(self, row: FieldRow) -> None:
        """Say what the field is for the selected event, with the draft as it is."""
        if self.error and self.row is not None and row.path == self.row.path and self._shown:
            return
        kind = (
            f"{value_kind(row.directive)}: "
            if self.modes.mode == "value" and mode_of(row.directive) == "value"
            else ""
        )
        if row.error:
            self.verdict.say((visible(f"✗ {row.error}"), "$text-error"))
        elif row.directive is UNDEFINED:
            self.verdict.say(("not mapped" + (", but required" if row.required else ""), "$text-muted"))
        elif row.value is UNDEFINED:
            self.verdict.say(("○ nothing for this event", "$text-warning"))
        else:
            text = visible(value_text(row.value))
            self.verdict.say((f"→ {kind}", "$text-muted"), (text, "$text-success"))

    def _suggest(self, text: str) -> None:
        row, mode = self.row, self.modes.mode
        if row is None:
            return
        found: list[Suggestion] = []
        if mode == "path":
            found = [_path_suggestion(item) for item in self._complete(row, text)]
        elif mode == "value":
            choices = row.choices or (("true", "false") if row.type == "boolean" else ())
            found = [Suggestion(choice, "") for choice in choices]
        elif mode == "template" and "{{" in text and "}}" not in text.rsplit("{{", 1)[-1]:
            begun = text.rsplit("{{", 1)[-1].strip()
            found = [_path_suggestion(item) for item in self._complete(row, f"$.{begun}")]
        self.suggestions.rows = tuple(found[:_MOST_SUGGESTIONS])
        self.suggestions.cursor = 0
        self.suggestions.changed()
        if self.suggestions.display != bool(found):
            self.suggestions.display = bool(found)

    @on(LineList.Chosen, "#field-suggestions")
    def _take_suggestion(self, message: LineList.Chosen) -> None:
        message.stop()
        text = self.suggestions.rows[message.index].text
        if self.modes.mode == "template":
            head = self.text_input.value.rsplit("{{", 1)[0]
            text = f"{head}{{{{{text.removeprefix('$.')}}}}}"
        self.text_input.value = text
        self.text_input.cursor_position = len(text)
        self.screen.set_focus(self.text_input)

    @on(LineList.Highlighted, "#field-suggestions")
    def _keep_highlight_here(self, message: LineList.Highlighted) -> None:
        message.stop()

    @on(Input.Submitted, "#field-text")
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_close(True)

    def on_key(self, event: events.Key) -> None:
        if event.key == "down" and self.text_input.has_focus and self.suggestions.rows:
            event.stop()
            self.screen.set_focus(self.suggestions)

    def action_next_mode(self) -> None:
        self._set_mode(MODES[(MODES.index(self.modes.mode) + 1) % len(MODES)])
        self._focus_text()

    def forget(self) -> None:
        """Edit no field any more."""
        self.row, self.error = None, ""

    def action_close(self, taken: bool) -> None:
        """End editing. A text that means nothing is not taken: the error stays and so does the focus."""
        if self.row is None or (taken and self.error):
            return
        row = self.row
        self.forget()
        self.post_message(self.Closed(row, taken))


def _path_suggestion(item: PathSuggestion) -> Suggestion:
    return Suggestion(item.path, f"{'/'.join(item.kinds)}  {value_text(item.example)}")
