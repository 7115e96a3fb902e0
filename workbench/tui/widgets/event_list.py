"""The loaded events, one line each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from workbench.tui.commands import bindings, in_scope
from workbench.tui.drawing import Line, fit
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList

_TYPE_WIDTH = 9
_USER_WIDTH = 12
_TIME_WIDTH = 16
_ROOM_FOR_USER = 40
_ROOM_FOR_TIME = 60


class EventList(LineList):
    """Type, event name, user and time, with marks: `+` chosen for sending, `●` matches the selected mapping,
    and how many enabled mappings match."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(in_scope("events"))]
    HELP = """\
The loaded events in the order of their files. `●` stands where the selected mapping's trigger matches, the
number beside it counts the enabled mappings that match, `+` marks the events chosen for sending.

Typing `/` filters by type, name, user and values; a lower-case text ignores case."""

    class Pasted(Message):
        """The terminal pasted text into the list."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session

    @property
    def row_count(self) -> int:
        return self.session.shown_count

    def line(self, index: int, width: int) -> Line:
        session = self.session
        event = session.shown(index)
        summary = session.store.summary(event)
        spans: list[tuple[str, str]] = [("+ " if event in session.marked else "  ", "strong")]
        spans += self._match_marks(event)
        room = width - sum(len(text) for text, _ in spans) - _TYPE_WIDTH
        user = f" {fit(summary.user or '–', _USER_WIDTH)}" if width >= _ROOM_FOR_USER else ""
        time = f" {fit(summary.time[:16].replace('T', ' '), _TIME_WIDTH)}" if width >= _ROOM_FOR_TIME else ""
        spans.append((fit(summary.type or "?", _TYPE_WIDTH), "key"))
        spans.append((fit(summary.name, room - len(user) - len(time)), ""))
        spans += [(user, "dim"), (time, "dim")]
        return spans

    def _match_marks(self, event: int) -> list[tuple[str, str]]:
        mappings = self.session.mappings
        if not mappings:
            return []
        matches = self.session.matches(event)
        selected = self.session.mapping_index in matches
        count = sum(mappings[at].enabled for at in matches)
        return [("●" if selected else " ", "good"), (f"{count or '·':>2} ", "dim" if not count else "accent")]

    def on_paste(self, event: object) -> None:
        text = getattr(event, "text", "")
        if text.strip():
            self.post_message(self.Pasted(text))
