"""The project's mappings, one line each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from workbench.actions import ACTIONS
from workbench.project import Severity, worst
from workbench.tui.commands import bindings, in_scope
from workbench.tui.drawing import Line, fit, fit_right
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList

_COUNT_WIDTH = 9
_ACTION_SHARE = 3
_ROOM_FOR_ACTION = 44
_SIGNS: dict[Severity | None, tuple[str, str]] = {"error": ("!", "bad"), "warning": ("!", "warn")}


class MappingList(LineList):
    """Enabled or not, whether the selected event matches, name, action and how many events match."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(in_scope("mappings"))]
    HELP = """\
The mappings of the destination, which Segment's API calls subscriptions. `■` is enabled, `□` is not; `!` says
that a check has something against it, `●` that the trigger matches the selected event; the number is how
many of the loaded events match. Every enabled mapping that matches makes its own request."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self.counts: tuple[int, ...] = ()
        """Events that match each mapping, as far as counted."""
        self.counting = False

    def show_counts(self, counts: tuple[int, ...], *, counting: bool) -> None:
        """Show how many events match each mapping; `counting` while not all events were looked at."""
        self.counts, self.counting = counts, counting
        self.changed()

    @property
    def row_count(self) -> int:
        return len(self.session.mappings)

    def line(self, index: int, width: int) -> Line:
        session = self.session
        mapping = session.mappings[index]
        event = session.event_index
        matched = event is not None and index in session.matches(event)
        count = f"{self.counts[index]:,}{'…' if self.counting else ''}" if index < len(self.counts) else ""
        room = width - 4 - _COUNT_WIDTH
        action = (
            f" {fit(ACTIONS[mapping.action].title, room // _ACTION_SHARE)}"
            if width >= _ROOM_FOR_ACTION
            else ""
        )
        gravest = worst(session.checks_of(index))
        return [
            ("■" if mapping.enabled else "□", "good" if mapping.enabled else "dim"),
            _SIGNS.get(gravest, (" ", "")),
            ("● " if matched else "  ", "good"),
            (fit(mapping.name or "(no name)", room - len(action)), "" if mapping.enabled else "dim"),
            (action, "dim"),
            (fit_right(count, _COUNT_WIDTH), "accent"),
        ]
