"""What all dialogs share: a titled box over the screen, Escape as the safe way out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Static
from textual.widgets.button import ButtonVariant
from textual.worker import Worker, WorkerState

from workbench.text import visible
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.too_small import ROOM_ACROSS, ROOM_DOWN, TooSmall

Result = TypeVar("Result")

KEYS_ROOM: Final = 66
"""Cells for the keys in the frame of a dialog on a screen of 80 columns."""
_HELP_KEY: Final = "F1 help"


def typed_path(text: str) -> Path:
    """The path that somebody typed; `~` of a user who does not exist stays as it is."""
    return Path(os.path.expanduser(text.strip()))


class Box(Vertical):
    """As high as what it shows: Textual's own measure forgets that a list has a greatest height."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.arrange(Size(width, container.height)).total_region.bottom


class Dialog(ModalScreen[Result | None]):
    """A dialog whose result is `None` when it is left with Escape."""

    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("escape", "leave", "One step back; nothing is lost.", show=True),
        Binding("question_mark,f1", "help", "This help.", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = ROOM_ACROSS
    VERTICAL_BREAKPOINTS = ROOM_DOWN
    TITLE_TEXT = ""
    KEYS_TEXT = "Esc closes"
    """The keys of the dialog, shown in its frame."""

    def box(self, *children: Widget) -> Vertical:
        """The titled box around the dialog's content; over the buttons a line for what is wrong with it."""
        complaint = Static(id="complaint", markup=False)
        complaint.display = False
        parts: list[Widget] = [*children]
        buttons = next((at for at, part in enumerate(parts) if part.has_class("buttons")), len(parts))
        parts.insert(buttons, complaint)
        box = Box(*parts, classes="dialog")
        box.border_title = Content(visible(self.title_text()))
        box.border_subtitle = Content(self.keys_text())
        return box

    def on_mount(self) -> None:
        self.mount(TooSmall())

    def title_text(self) -> str:
        """The title, which says the action."""
        return self.TITLE_TEXT

    def keys_text(self) -> str:
        """The keys that the frame shows: the dialog's own, and where there is room how to see all."""
        more = f"{self.KEYS_TEXT} · {_HELP_KEY}"
        return more if len(more) <= KEYS_ROOM else self.KEYS_TEXT

    def action_help(self) -> None:
        """Tell what has the focus and its keys."""
        from workbench.tui.screens.help import DialogHelp

        self.app.push_screen(DialogHelp.on(self))

    def complain(self, text: str) -> None:
        """Say in the dialog what is wrong and what to do; "" when it is right again."""
        complaint = self.query_one("#complaint", Static)
        complaint.update(Content.styled(visible(f"✗ {text}"), "$text-error"))
        complaint.display = bool(text)
        if text:
            complaint.scroll_visible(animate=False)

    def copy(self, text: str) -> None:
        """Copy exactly this text, and say so."""
        self.app.copy_to_clipboard(text)
        self.app.notify("Copied, if your terminal lets programs write the clipboard", markup=False, timeout=4)

    def ask_to_replace(self, path: Path, write: Callable[[], None], what: str = "already") -> None:
        """Ask before a file is replaced; `what` tells of it behind “There is a file so and so”."""
        self.app.push_screen(
            Confirm(
                "Replace the file?", f"There is a file {path.name} {what}.", yes="Replace it", no="Keep it"
            ),
            lambda sure: write() if sure else None,
        )

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An unexpected error in a worker of the dialog ends the program as any other would."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.app._handle_exception(event.worker.error)


class Confirm(Dialog[bool]):
    """Asks before something that cannot be undone or that leaves the machine."""

    KEYS_TEXT = "← → choose · Enter · Esc is the safe way"

    def __init__(
        self, title: str, body: str, *, yes: str, no: str, safe: bool = True, typed: str = ""
    ) -> None:
        """`yes` and `no` are verbs; `safe` puts the focus on `no`; `typed` must be typed for yes."""
        super().__init__()
        self._title, self._body, self._yes, self._no, self._safe, self._typed = (
            title,
            body,
            yes,
            no,
            safe,
            typed,
        )

    def title_text(self) -> str:
        return self._title

    def compose(self) -> ComposeResult:
        parts: list[Widget] = [Static(visible(self._body, keep_lines=True), markup=False, classes="body")]
        if self._typed:
            parts.append(Static(visible(f"Type {self._typed} to go on:"), markup=False))
            parts.append(TextField(id="typed"))
        yes = Button(Content(visible(self._yes)), id="yes", variant="warning" if self._safe else "primary")
        yes.disabled = bool(self._typed)
        parts.append(Horizontal(Button(Content(visible(self._no)), id="no"), yes, classes="buttons"))
        yield self.box(*parts)

    def on_mount(self) -> None:
        target = "#typed" if self._typed else "#no" if self._safe else "#yes"
        self.query_one(target).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        self.query_one("#yes", Button).disabled = message.value != self._typed

    def on_input_submitted(self, message: Input.Submitted) -> None:
        if message.value == self._typed:
            self.dismiss(True)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        self.dismiss(message.button.id == "yes")

    def key_left(self) -> None:
        self.query_one("#no").focus()

    def key_right(self) -> None:
        yes = self.query_one("#yes", Button)
        if not yes.disabled:
            yes.focus()


class Prompt(Dialog[str]):
    """Asks for one line of text; `check` says what is wrong with it, "" when it can be taken."""

    KEYS_TEXT = "Enter takes it · Esc keeps what was"

    def __init__(
        self, title: str, value: str, *, check: Callable[[str], str], help_text: str = "", ok: str = "OK"
    ) -> None:
        super().__init__()
        self._title, self._value, self._check, self._help, self._ok = title, value, check, help_text, ok

    def title_text(self) -> str:
        return self._title

    def compose(self) -> ComposeResult:
        parts: list[Widget] = [TextField(self._value, id="answer")]
        if self._help:
            parts.append(Static(visible(self._help, keep_lines=True), markup=False, classes="help"))
        parts.append(
            Horizontal(
                Button("Cancel", id="no"), Button(self._ok, id="yes", variant="primary"), classes="buttons"
            )
        )
        yield self.box(*parts)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        self._take(message.value)

    def on_input_changed(self) -> None:
        self.complain("")

    def on_button_pressed(self, message: Button.Pressed) -> None:
        if message.button.id == "yes":
            self._take(self.query_one("#answer", Input).value)
        else:
            self.dismiss(None)

    def _take(self, text: str) -> None:
        if complaint := self._check(text):
            self.complain(complaint)
            self.query_one("#answer").focus()
        else:
            self.dismiss(text)


class TextView(Dialog[None]):
    """Shows a text whole, scrolled with the keys; `y` copies it."""

    KEYS_TEXT = "y copies · Esc closes"
    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("y,c", "copy", "Copy.", show=True),
        Binding("q", "leave", "Close.", show=False),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def title_text(self) -> str:
        return self._title

    def compose(self) -> ComposeResult:
        from workbench.tui.widgets.text_lines import TextLines

        yield self.box(TextLines(self._text))

    def action_copy(self) -> None:
        self.copy(self._text)


class LeaveSending(Confirm):
    """Asks whether to leave while requests are on their way."""

    def __init__(self) -> None:
        super().__init__(
            "Leave the workbench?",
            "Requests are being sent. Those that did not go out yet would not be sent.",
            yes="Stop and leave",
            no="Stay",
        )


class Decide(Dialog[str]):
    """Asks which of several ways to go on: the result is the id of a button, `None` for the safe way."""

    KEYS_TEXT = "← → choose · Enter · Esc is the safe way"

    def __init__(self, title: str, body: str, *ways: tuple[str, str, ButtonVariant], focused: str) -> None:
        """Each way has an id, a verb and its colours; `stay` is the id of the safe way."""
        super().__init__()
        self._title, self._body, self._ways, self._focused = title, body, ways, focused

    def title_text(self) -> str:
        return self._title

    def compose(self) -> ComposeResult:
        yield self.box(
            Static(visible(self._body, keep_lines=True), markup=False, classes="body"),
            Horizontal(
                *(Button(label, id=name, variant=variant) for name, label, variant in self._ways),
                classes="buttons",
            ),
        )

    def on_mount(self) -> None:
        self.query_one(f"#{self._focused}").focus()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        self.dismiss(None if message.button.id == "stay" else message.button.id)

    def key_left(self) -> None:
        self.focus_previous(Button)

    def key_right(self) -> None:
        self.focus_next(Button)


class Leave(Decide):
    """Asks what to do with unsaved changes before leaving: `save`, `discard`, or stay."""

    def __init__(self, name: str, work: str = "") -> None:
        super().__init__(
            "Leave the workbench?",
            f"{name} has changes that are not saved.{work}",
            ("save", "Save and leave", "primary"),
            ("discard", "Leave without saving", "warning"),
            ("stay", "Stay", "default"),
            focused="save",
        )


class Overwrite(Decide):
    """Asks what to do where the project file is another by now: `overwrite`, `other` name, or keep it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            "Overwrite the file?",
            text,
            ("stay", "Keep the file", "default"),
            ("other", "Save under another name", "primary"),
            ("overwrite", "Overwrite", "warning"),
            focused="stay",
        )
