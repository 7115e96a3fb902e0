"""Where text is typed. It may be foreign, so what a terminal would obey is drawn as a mark of one cell.

The text itself stays as it is, character for character. Placeholders are the caller's.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.content import Content
from textual.widgets import Checkbox, Input, TextArea
from textual.widgets.text_area import EditResult

from workbench.text import UNSAFE, one_cell

_STAND_INS = {
    code: 0x100000 + (code if code < 0x10000 else 0xE000 + (code & 0xFF))
    for code in UNSAFE
    if chr(code) not in "\t\n\r"
}
_BACK = {stand_in: code for code, stand_in in _STAND_INS.items()}
_MARKS = {stand_in: one_cell(chr(code)) for code, stand_in in _STAND_INS.items()}


class TextField(Input):
    """One line of text. Pasted lines are joined by spaces, so that nothing of them is lost."""

    @property
    def _value(self) -> Text:
        return Text(one_cell(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(one_cell(self.value[:position]))

    def _cell_offset_to_index(self, offset: int) -> int:
        offset += self.scroll_offset.x
        end = 0
        for index, character in enumerate(one_cell(self.value)):
            end += cell_len(character)
            if offset < end:
                return index
        return len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        lines = event.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
        self.replace(" ".join(lines), *self.selection)


class Tick(Checkbox):
    """Yes or no, told by the sign and not by its colour alone."""

    @property
    def _button(self) -> Content:
        return Content(f"[{'x' if self.value else ' '}]")


class TextBox(TextArea):
    """Many lines of text.

    Textual's document breaks lines at control characters and separators, and counts no cells for what it
    cannot see. So it is given a stand-in for each of them, a private character of one cell.
    """

    def load_text(self, text: str) -> None:
        super().load_text(text.translate(_STAND_INS))

    @property
    def text(self) -> str:
        """The text, every character as it was loaded, typed or pasted."""
        return self.document.text.translate(_BACK)

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(value)

    @property
    def selected_text(self) -> str:
        return super().selected_text.translate(_BACK)

    def get_line(self, line_index: int) -> Text:
        return Text(self.document.get_line(line_index).translate(_MARKS), end="", no_wrap=True)

    def _replace_via_keyboard(
        self, insert: str, start: tuple[int, int], end: tuple[int, int]
    ) -> EditResult | None:
        return super()._replace_via_keyboard(insert.translate(_STAND_INS), start, end)
